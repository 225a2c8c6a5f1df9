/** A sign-on that lies, and browsers that come back with what was not meant for them. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { Secret, TOTP } from 'otpauth'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../app.ts'
import { signIn, visitor } from '../testing/client.ts'
import { type District, openDistrict } from '../testing/district.ts'
import {
  begin,
  CLIENT,
  CLIENT_SECRET,
  comeBack,
  cookiesOf,
  openSignOn,
  type SignOn,
  sessionIn,
  type Told,
} from '../testing/sign-on.ts'
import type { OidcOptions } from './oidc.ts'

let district: District
let signOn: SignOn
let inside: Server
let insideAsked: string[]
let insideUrl: string
const opened: FastifyInstance[] = []

beforeAll(async () => {
  district = await openDistrict()
  // Something else that only this machine reaches, and that nobody outside may make it ask.
  inside = createServer((request, response) => {
    insideAsked.push(request.url ?? '')
    response.end('{}')
  })
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
  insideUrl = `http://127.0.0.1:${(inside.address() as AddressInfo).port}`
}, 60_000)
afterAll(async () => {
  inside?.close()
  await district?.close()
})
beforeEach(async () => {
  insideAsked = []
  signOn = await openSignOn()
})
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close()
  signOn.close()
})

async function appWith(options: Partial<OidcOptions> = {}): Promise<FastifyInstance> {
  const app = await buildApp(district.services, {
    ...{ logLevel: 'silent', requestsPerMinute: 0 },
    oidc: {
      ...{ issuer: signOn.issuer, clientId: CLIENT, clientSecret: CLIENT_SECRET, publicUrl: 'http://localhost:4180' },
      ...options,
    },
  })
  opened.push(app)
  return app
}

const leave = (app: FastifyInstance) => app.inject({ url: '/api/v1/session/oidc' })

/** An account that is linked, with its browser's session. */
async function linked(app: FastifyInstance, login: string, sub: string) {
  await district.addPerson(login, 'reader', district.near.organisation)
  const client = await signIn(app, login)
  expect((await comeBack(app, signOn, await begin(app, signOn, { sub }, client.cookie()))).headers.location).toBe(
    '/?oidc=linked',
  )
  return client
}

describe('what the sign-on says of itself', () => {
  it.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri'])(
    'sends this server nowhere else: %s',
    async (field) => {
      signOn.describe = { [field]: `${insideUrl}/secrets` }
      const app = await appWith()
      const gone = await leave(app)
      if (field === 'authorization_endpoint') expect(gone.json().code).toBe('not-ready')
      else {
        const back = await comeBack(app, signOn, await begin(app, signOn, { sub: 'x' }))
        expect([back.statusCode, back.json().code]).toEqual([401, 'not-signed-in'])
      }
      expect(insideAsked).toEqual([])
    },
  )

  it('may lie at hosts that the operator named', async () => {
    signOn.describe = { jwks_uri: `${insideUrl}/keys` }
    const app = await appWith({ hosts: [new URL(insideUrl).host] })
    await comeBack(app, signOn, await begin(app, signOn, { sub: 'x' }))
    expect(insideAsked).toEqual(['/keys'])
  })

  it.each(['/.well-known/openid-configuration', '/token', '/keys'])('follows no redirection from %s', async (path) => {
    signOn.answers.set(path, (response) => response.writeHead(302, { location: `${insideUrl}/secrets` }).end())
    const app = await appWith()
    const gone = await leave(app)
    if (gone.statusCode === 302) {
      expect((await comeBack(app, signOn, await begin(app, signOn, { sub: 'x' }))).statusCode).toBe(401)
    } else expect(gone.json().code).toBe('not-ready')
    expect(insideAsked).toEqual([])
  })

  it('without end fills no memory', async () => {
    let sent = 0
    signOn.answers.set('/.well-known/openid-configuration', (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const piece = ' '.repeat(1024 * 1024)
      const more = (): void => {
        while (!response.destroyed && sent < 300) {
          sent += 1
          if (!response.write(piece)) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    })
    const app = await appWith()
    expect((await leave(app)).json().code).toBe('not-ready')
    expect(sent).toBeLessThan(50)
  })

  it('is of another issuer, and not believed', async () => {
    signOn.describe = { issuer: 'https://another.example' }
    expect((await leave(await appWith())).json().code).toBe('not-ready')
  })

  it('is not asked without encryption anywhere but on this machine', async () => {
    const app = await appWith({ issuer: 'http://sign-on.example' })
    expect((await leave(app)).json().code).toBe('not-ready')
  })
})

describe('what comes back', () => {
  const strange = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const now = () => Math.floor(Date.now() / 1000)
  it.each<[string, () => Partial<Told>]>([
    ['signed by nobody', () => ({ algorithm: 'none' })],
    ['signed with the secret of the client', () => ({ algorithm: 'HS256' })],
    ['signed by a stranger', () => ({ key: strange })],
    ['meant for another client', () => ({ claims: { aud: 'another' } })],
    ['of another issuer', () => ({ claims: { iss: 'https://another.example' } })],
    ['long over', () => ({ claims: { iat: now() - 7200, exp: now() - 3600 } })],
    ['of another journey', () => ({ nonce: 'another' })],
    ['of nobody', () => ({ claims: { sub: undefined } })],
  ])('%s is nobody', async (_, lie) => {
    const app = await appWith()
    const back = await comeBack(app, signOn, await begin(app, signOn, { sub: 'x', ...lie() }))
    expect([back.statusCode, back.json().code]).toEqual([401, 'not-signed-in'])
    expect(sessionIn(back.headers)).toBeUndefined()
  })

  it('with a code of somebody else, who began with another verifier, is nobody', async () => {
    const app = await appWith()
    const [mine, other] = [await begin(app, signOn, { sub: 'x' }), await begin(app, signOn, { sub: 'y' })]
    expect((await comeBack(app, signOn, { ...mine, code: other.code })).statusCode).toBe(401)
  })

  it('leads nowhere but into these pages', async () => {
    const app = await appWith()
    await linked(app, 'linked.reader', 'the-reader')
    const begun = await begin(app, signOn, { sub: 'the-reader' })
    const { cookie, state, code } = begun
    const query = `code=${code}&state=${state}&iss=${encodeURIComponent(signOn.issuer)}`
    const back = await app.inject({
      url: `/api/v1/session/oidc/callback?${query}&next=https://evil.example&redirect_uri=//evil.example&returnTo=//evil.example`,
      headers: { cookie, host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    })
    expect([back.statusCode, back.headers.location]).toEqual([302, '/'])
    const gone = await app.inject({
      url: '/api/v1/session/oidc?redirect_uri=//evil.example',
      headers: { host: 'evil.example' },
    })
    expect(new URL(String(gone.headers.location)).searchParams.get('redirect_uri')).toBe(
      'http://localhost:4180/api/v1/session/oidc/callback',
    )
  })

  it('keeps its journey in a cookie that no neighbour can set, where there is TLS', async () => {
    const app = await buildApp(district.services, {
      ...{ logLevel: 'silent', requestsPerMinute: 0, trustProxy: true },
      oidc: { issuer: signOn.issuer, clientId: CLIENT, publicUrl: 'https://gouji.example' },
    })
    opened.push(app)
    const gone = await app.inject({ url: '/api/v1/session/oidc', headers: { 'x-forwarded-proto': 'https' } })
    expect(String(gone.headers['set-cookie'])).toMatch(
      /^__Host-gouji_oidc=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/,
    )
  })
})

describe('a second factor that was set up here', () => {
  let login = 0
  async function withFactor(app: FastifyInstance) {
    login += 1
    const sub = `sub-${login}`
    const client = await linked(app, `two.factors.${login}`, sub)
    const { secret } = (await client.call('POST', '/me/second-factor')).json
    const codeAt = (steps: number) =>
      new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
        timestamp: Date.now() + steps * 30_000,
      })
    expect((await client.call('PUT', '/me/second-factor', { code: codeAt(-1) })).status).toBe(204)
    return { sub, codeAt, login: `two.factors.${login}` }
  }
  const tell = (app: FastifyInstance, cookie: string, code: string) =>
    app.inject({ method: 'POST', url: '/api/v1/session/oidc/code', headers: { cookie }, payload: { code } })

  it('is asked for after the sign-on, and only then is somebody in', async () => {
    const app = await appWith()
    const { sub, codeAt, login } = await withFactor(app)
    const back = await comeBack(app, signOn, await begin(app, signOn, { sub, amr: ['pwd'] }))
    expect(back.headers.location).toBe('/?oidc=code')
    expect(sessionIn(back.headers)).toBeUndefined()
    const [halfWay] = cookiesOf(back.headers)
    expect((await app.inject({ url: '/api/v1/me', headers: { cookie: halfWay! } })).statusCode).toBe(401)

    const wrong = await tell(app, halfWay!, '000000')
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'wrong-code'])
    const right = await tell(app, halfWay!, codeAt(0))
    expect([right.statusCode, right.json().me.login]).toEqual([200, login])
    expect(cookiesOf(right.headers)).toContain('gouji_oidc=')
    const me = await app.inject({ url: '/api/v1/me', headers: { cookie: sessionIn(right.headers)! } })
    expect(me.json().login).toBe(login)
    // Neither the code nor what stands for the sign-on is good a second time.
    expect((await tell(app, halfWay!, codeAt(0))).json().code).toBe('wrong-code')
  })

  it('is guessed no oftener than a password', async () => {
    const app = await appWith()
    const { sub } = await withFactor(app)
    const [halfWay] = cookiesOf((await comeBack(app, signOn, await begin(app, signOn, { sub }))).headers)
    const codes: string[] = []
    for (let i = 0; i < 6; i += 1) codes.push((await tell(app, halfWay!, `00000${i}`)).json().code)
    expect(codes).toEqual([...Array(5).fill('wrong-code'), 'locked-out'])
  })

  it.each([
    ['by amr', { amr: ['pwd', 'mfa'] }, {}],
    ['by an acr that the operator knows', { acr: 'urn:gov:level3' }, { strongAcr: ['urn:gov:level3'] }],
  ])('is not asked for twice, where the sign-on says that it asked: %s', async (_, told, options) => {
    const app = await appWith(options)
    const { sub } = await withFactor(app)
    const back = await comeBack(app, signOn, await begin(app, signOn, { sub, ...told }))
    expect(back.headers.location).toBe('/')
    expect(sessionIn(back.headers)).toBeDefined()
  })

  it.each([
    ['an acr that nobody named', { acr: 'urn:gov:level3' }],
    ['a way that is none', { amr: 'mfa' as never }],
    ['one way alone', { amr: ['otp'] }],
  ])('is asked for after %s', async (_, told) => {
    const app = await appWith()
    const { sub } = await withFactor(app)
    expect((await comeBack(app, signOn, await begin(app, signOn, { sub, ...told }))).headers.location).toBe(
      '/?oidc=code',
    )
  })

  it('lets nobody in who only brings a code', async () => {
    const app = await appWith()
    const { codeAt } = await withFactor(app)
    const bare = await visitor(app).call('POST', '/session/oidc/code', { code: codeAt(0) })
    expect([bare.status, bare.json.code]).toEqual([401, 'session-ended'])
    // A journey that has not come back yet is no half of a sign-in.
    const { cookie } = await begin(app, signOn, { sub: 'x' })
    expect((await tell(app, cookie, codeAt(0))).json().code).toBe('session-ended')
  })
})
