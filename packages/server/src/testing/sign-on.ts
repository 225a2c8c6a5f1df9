/** A government's sign-on, a small one of our own on this machine, that can be made to lie. */
import { createHash, createHmac, createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

export const CLIENT = 'gouji'
export const CLIENT_SECRET = 'secret-of-the-client'

/** What it says of whoever comes back with a code. */
export interface Told {
  readonly nonce: string
  readonly challenge: string
  readonly sub: string
  readonly amr?: readonly string[]
  readonly acr?: string
  /** Claims that are told otherwise. */
  readonly claims?: object
  readonly algorithm?: 'RS256' | 'HS256' | 'none'
  readonly key?: KeyObject
}

export interface SignOn {
  readonly issuer: string
  readonly promised: Map<string, Told>
  /** Paths that were asked for, in their order. */
  readonly asked: string[]
  /** Said of itself instead of the truth. */
  describe: object
  /** Answers a path in its own way. */
  readonly answers: Map<string, (response: ServerResponse) => void>
  readonly close: () => void
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export async function openSignOn(): Promise<SignOn> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const promised = new Map<string, Told>()
  const asked: string[] = []
  const answers: SignOn['answers'] = new Map()
  const idToken = (told: Told): string => {
    const { nonce, sub, amr, acr, claims, algorithm = 'RS256' } = told
    const now = Math.floor(Date.now() / 1000)
    const all = { iss: signOn.issuer, aud: CLIENT, sub, nonce, amr, acr, iat: now, exp: now + 60, ...claims }
    const text = `${part({ alg: algorithm, kid: 'one' })}.${part(all)}`
    if (algorithm === 'none') return `${text}.`
    if (algorithm === 'HS256') return `${text}.${createHmac('sha256', CLIENT_SECRET).update(text).digest('base64url')}`
    return `${text}.${createSign('RSA-SHA256')
      .update(text)
      .sign(told.key ?? keys.privateKey)
      .toString('base64url')}`
  }
  const server = createServer((request, response) => {
    const json = (value: object, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(value))
    }
    const path = request.url ?? ''
    asked.push(path)
    const own = answers.get(path)
    if (own) return own(response)
    const { issuer } = signOn
    if (path === '/.well-known/openid-configuration') {
      return json({
        ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
        ...{ jwks_uri: `${issuer}/keys`, id_token_signing_alg_values_supported: ['RS256'] },
        ...{ response_types_supported: ['code'], subject_types_supported: ['public'] },
        ...signOn.describe,
      })
    }
    if (path === '/keys')
      return json({ keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] })
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      const form = new URLSearchParams(body)
      const code = form.get('code') ?? ''
      const told = promised.get(code)
      promised.delete(code)
      const verifier = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      if (!told || verifier !== told.challenge) return json({ error: 'invalid_grant' }, 400)
      json({ access_token: 'x', token_type: 'Bearer', id_token: idToken(told) })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const signOn: SignOn = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ promised, asked, answers, describe: {} },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return signOn
}

export interface Begun {
  readonly cookie: string
  readonly state: string
  readonly code: string
}

export const cookiesOf = (headers: { 'set-cookie'?: string | string[] | undefined }): string[] =>
  [headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0]!)

export const sessionIn = (headers: { 'set-cookie'?: string | string[] | undefined }): string | undefined =>
  cookiesOf(headers).find((one) => /^gouji_session=./.test(one))

/** A browser at the sign-on, on its way back with a code. */
export async function begin(
  app: FastifyInstance,
  { promised }: SignOn,
  told: Omit<Told, 'nonce' | 'challenge'> & { readonly nonce?: string },
  cookie = '',
): Promise<Begun> {
  const begun = await app.inject({ url: '/api/v1/session/oidc', headers: { cookie } })
  if (begun.statusCode !== 302) throw new Error(`the journey did not begin: ${begun.payload}`)
  const { searchParams } = new URL(String(begun.headers.location))
  if (searchParams.get('code_challenge_method') !== 'S256') throw new Error('without PKCE')
  const code = randomUUID()
  promised.set(code, {
    nonce: searchParams.get('nonce')!,
    challenge: searchParams.get('code_challenge')!,
    ...told,
  })
  return { cookie: cookiesOf(begun.headers)[0]!, state: searchParams.get('state')!, code }
}

export const comeBack = (app: FastifyInstance, { issuer }: SignOn, { cookie, state, code }: Begun) =>
  app.inject({
    url: `/api/v1/session/oidc/callback?code=${code}&state=${state}&iss=${encodeURIComponent(issuer)}`,
    headers: { cookie },
  })
