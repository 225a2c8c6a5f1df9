/**
 * A government's own sign-on (OpenID Connect: code flow with PKCE). It says who somebody is; what that person may do is
 * granted here. Whoever has linked an account signs in with it, and nobody is made by signing in.
 */
import { findByOidc, recogniseSession, type Store, setCredential } from '@gouji/store'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as client from 'openid-client'
import { Refusal } from '../http/problem.ts'
import { PREFIX } from '../http/registrar.ts'
import { visitorOf } from '../http/visitor.ts'
import { type Accounts, hashToken, SESSION } from './accounts.ts'
import type { Sealer } from './seal.ts'

export interface OidcOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string
  /** Where browsers reach this server: `https://gouji.example.gov.cn`. */
  readonly publicUrl: string
}

/** What has to come back, kept sealed in the browser that left. */
interface Journey {
  readonly verifier: string
  readonly state: string
  readonly nonce: string
  /** Set where somebody who is signed in links an account. */
  readonly person?: string
  /** Of that person's session, by its hash. */
  readonly session?: string
  readonly until: number
}

const PATH = `${PREFIX}/session/oidc`
const COOKIE = 'gouji_oidc'
const JOURNEY_MS = 10 * 60_000
const LINKING = { idleSeconds: SESSION.idleSeconds, isAwake: true } as const

interface Parts {
  readonly store: Store
  readonly accounts: Accounts
  readonly sealer: Sealer
}

export function addOidc(app: FastifyInstance, options: OidcOptions, { store, accounts, sealer }: Parts): void {
  let found: Promise<client.Configuration> | undefined
  const configuration = (): Promise<client.Configuration> => {
    found ??= discover(options).catch((error: unknown) => {
      // The sign-on may be away now and back later.
      found = undefined
      app.log.warn({ err: error }, 'the sign-on does not answer')
      throw new Refusal('not-ready')
    })
    return found
  }
  const callback = new URL(`${PATH}/callback`, options.publicUrl)

  app.get(PATH, { config: { endpoint: 'session.signIn' } }, async (request, reply) => {
    const config = await configuration()
    const person = await accounts.recognise(visitorOf(request, reply), request)
    // Whoever reset a password knows the one-time one, and must not tie the account to an account of their own.
    if (person?.mustChangePassword) throw new Refusal('must-change-password')
    const journey: Journey = {
      verifier: client.randomPKCECodeVerifier(),
      state: client.randomState(),
      nonce: client.randomNonce(),
      ...(person?.session ? { person: person.id, session: hashToken(person.session.token) } : {}),
      until: Date.now() + JOURNEY_MS,
    }
    const target = client.buildAuthorizationUrl(config, {
      redirect_uri: callback.href,
      scope: 'openid',
      code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
      code_challenge_method: 'S256',
      state: journey.state,
      nonce: journey.nonce,
    })
    setJourney(request, reply, sealer.seal(JSON.stringify(journey)))
    return reply.redirect(target.href)
  })

  app.get(`${PATH}/callback`, { config: { endpoint: 'session.signIn' } }, async (request, reply) => {
    const journey = journeyOf(request, sealer)
    setJourney(request, reply, undefined)
    if (!journey) throw new Refusal('session-ended')
    const url = new URL(callback)
    url.search = new URL(request.url, callback).search
    const identity = await identityOf(await configuration(), url, journey).catch((error: unknown) => {
      if (error instanceof Refusal) throw error
      throw new Refusal('not-signed-in')
    })
    const visitor = visitorOf(request, reply)
    if (journey.person !== undefined) {
      const { person, session = '' } = journey
      // The journey may have lasted longer than the session: somebody whose password was reset meanwhile links nothing.
      const present = await recogniseSession(store, { hash: session, ...LINKING })
      if (present?.person !== person || present.must_change) throw new Refusal('session-ended')
      await store.as(person, (tx) => setCredential(tx, { kind: 'oidc', secret: identity }))
      return reply.redirect('/?oidc=linked')
    }
    const person = await store.nobody((tx) => findByOidc(tx, identity))
    if (person === undefined) return reply.redirect('/?oidc=unknown')
    await accounts.beginSession(person, visitor, false)
    return reply.redirect('/')
  })
}

async function discover({ issuer, clientId, clientSecret }: OidcOptions): Promise<client.Configuration> {
  const server = new URL(issuer)
  const isLocal = server.hostname === '127.0.0.1' || server.hostname === 'localhost'
  return client.discovery(server, clientId, clientSecret, undefined, {
    timeout: 10,
    // Anywhere else, whoever listens on the way could be anybody.
    ...(isLocal && server.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
  })
}

async function identityOf(config: client.Configuration, url: URL, journey: Journey): Promise<string> {
  const tokens = await client.authorizationCodeGrant(config, url, {
    pkceCodeVerifier: journey.verifier,
    expectedState: journey.state,
    expectedNonce: journey.nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Refusal('not-signed-in')
  return `${claims.iss} ${claims.sub}`
}

function setJourney(request: FastifyRequest, reply: FastifyReply, sealed: string | undefined): void {
  // Not strict: the browser comes back from another site.
  const secure = request.protocol === 'https' ? '; Secure' : ''
  const life = sealed === undefined ? 0 : JOURNEY_MS / 1000
  void reply.header(
    'set-cookie',
    `${COOKIE}=${sealed ?? ''}; Path=${PATH}; HttpOnly; SameSite=Lax; Max-Age=${life}${secure}`,
  )
}

function journeyOf(request: FastifyRequest, sealer: Sealer): Journey | undefined {
  const sealed = new RegExp(`(?:^|; *)${COOKIE}=([A-Za-z0-9._-]{20,4000})`).exec(request.headers.cookie ?? '')?.[1]
  if (sealed === undefined) return undefined
  try {
    const journey = JSON.parse(sealer.open(sealed)) as Journey
    return journey.until > Date.now() ? journey : undefined
  } catch {
    return undefined
  }
}
