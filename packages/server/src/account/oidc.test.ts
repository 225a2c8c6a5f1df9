/** Signing in through a government's own sign-on, here a small one of our own on this machine. */
import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp } from '../app.ts'
import { signIn } from '../testing/client.ts'
import { type District, openDistrict, PASSWORD } from '../testing/district.ts'

const CLIENT = 'gouji'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
let district: District
let provider: Server
let issuer: string
let app: FastifyInstance
/** What the sign-on will say of whoever comes back with this code. */
const promised = new Map<string, { nonce: string; sub: string }>()

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
function idToken({ nonce, sub }: { nonce: string; sub: string }): string {
  const now = Math.floor(Date.now() / 1000)
  const text = `${part({ alg: 'RS256', kid: 'one' })}.${part({ iss: issuer, aud: CLIENT, sub, nonce, iat: now, exp: now + 60 })}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(keys.privateKey).toString('base64url')}`
}

beforeAll(async () => {
  provider = createServer((request, response) => {
    const json = (value: object): void => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(value))
    }
    if (request.url === '/.well-known/openid-configuration') {
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
      })
    }
    if (request.url === '/keys')
      return json({ keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] })
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      const code = new URLSearchParams(body).get('code') ?? ''
      const told = promised.get(code)
      promised.delete(code)
      if (!told) {
        response.statusCode = 400
        return json({ error: 'invalid_grant' })
      }
      json({ access_token: 'x', token_type: 'Bearer', id_token: idToken(told) })
    })
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  district = await openDistrict()
  app = await buildApp(district.services, {
    ...{ logLevel: 'silent', requestsPerMinute: 0 },
    oidc: { issuer, clientId: CLIENT, clientSecret: 'secret', publicUrl: 'http://localhost:4180' },
  })
}, 60_000)
afterAll(async () => {
  await app?.close()
  await district?.close()
  provider?.close()
})

interface Begun {
  readonly cookie: string
  readonly state: string
  readonly code: string
}

const cookiesOf = (headers: { 'set-cookie'?: string | string[] | undefined }): string[] =>
  [headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0]!)

async function begin(sub: string, cookie = ''): Promise<Begun> {
  const begun = await app.inject({ url: '/api/v1/session/oidc', headers: { cookie } })
  expect(begun.statusCode).toBe(302)
  const target = new URL(String(begun.headers.location))
  expect(target.searchParams.get('code_challenge_method')).toBe('S256')
  const code = randomUUID()
  promised.set(code, { nonce: target.searchParams.get('nonce')!, sub })
  return { cookie: cookiesOf(begun.headers)[0]!, state: target.searchParams.get('state')!, code }
}

const comeBack = ({ cookie, state, code }: Begun) =>
  app.inject({
    url: `/api/v1/session/oidc/callback?code=${code}&state=${state}&iss=${encodeURIComponent(issuer)}`,
    headers: { cookie },
  })

it('signs nobody in who has not linked the account', async () => {
  const back = await comeBack(await begin('stranger'))
  expect(back.headers.location).toBe('/?oidc=unknown')
  expect(cookiesOf(back.headers).some((one) => /^gouji_session=./.test(one))).toBe(false)
})

it('links the account of whoever is signed in, and signs in with it from then on', async () => {
  const reader = await signIn(app, 'reader')
  expect((await comeBack(await begin('the-reader', reader.cookie()))).headers.location).toBe('/?oidc=linked')
  const back = await comeBack(await begin('the-reader'))
  expect(back.headers.location).toBe('/')
  const session = cookiesOf(back.headers).find((one) => /^gouji_session=./.test(one))!
  const me = await app.inject({ url: '/api/v1/me', headers: { cookie: session } })
  expect(me.json().login).toBe('reader')
})

it('takes no answer that was meant for another browser, another journey, or twice', async () => {
  const mine = await begin('the-reader')
  const other = await begin('the-reader')
  expect((await comeBack({ ...mine, cookie: '' })).statusCode).toBe(401)
  expect((await comeBack({ ...mine, state: other.state })).statusCode).toBe(401)
  expect((await comeBack({ ...mine, code: other.code })).statusCode).toBe(401)
  expect((await comeBack(mine)).statusCode).toBe(302)
  expect((await comeBack(mine)).statusCode).toBe(401)
})

it('ties no account to whoever holds a one-time password, nor after the password was reset on the way', async () => {
  const { id, login } = await district.addPerson('on.a.journey', 'reader', district.near.organisation)
  const setMustChange = (must_change: boolean) =>
    district.store.maintenance.updateTable('credential').set({ must_change }).where('person', '=', id).execute()
  const linked = async () =>
    (
      await district.store.maintenance
        .selectFrom('credential')
        .select('secret')
        .where('person', '=', id)
        .where('kind', '=', 'oidc')
        .execute()
    ).length

  await setMustChange(true)
  const { cookie } = await signInOnce(login)
  const refused = await app.inject({ url: '/api/v1/session/oidc', headers: { cookie } })
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'must-change-password'])

  // A journey that was begun in time, and ends after the office has taken the account back.
  await setMustChange(false)
  const journey = await begin('a-taker', cookie)
  const security = await signIn(app, 'security_admin')
  expect((await security.call('POST', `/people/${id}/password`)).status).toBe(200)
  const late = await comeBack(journey)
  expect([late.statusCode, late.json().code]).toEqual([401, 'session-ended'])
  expect(await linked()).toBe(0)
  expect((await comeBack(await begin('a-taker'))).headers.location).toBe('/?oidc=unknown')
})

async function signInOnce(login: string): Promise<{ cookie: string }> {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/session', payload: { login, password: PASSWORD } })
  expect(answer.statusCode).toBe(200)
  return { cookie: cookiesOf(answer.headers)[0]! }
}

it('is off unless it is configured', async () => {
  expect((await district.app.inject({ url: '/api/v1/session/oidc' })).statusCode).toBe(404)
  expect((await district.app.inject({ url: '/api/v1/session/state' })).json().oidc).toBe(false)
  expect((await app.inject({ url: '/api/v1/session/state' })).json().oidc).toBe(true)
})
