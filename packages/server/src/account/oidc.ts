/**
 * A government's own sign-on (OpenID Connect: code flow with PKCE). It says who somebody is; what that person may do is
 * granted here. Whoever has linked an account signs in with it, and nobody is made by signing in. A second factor that was
 * set up here is asked for, unless the sign-on says that it has asked for one itself.
 */
import { findByOidc, recogniseOneself, recogniseSession, type Store, setCredential } from '@gouji/store'
import type { FastifyInstance } from 'fastify'
import * as client from 'openid-client'
import { Refusal } from '../http/problem.ts'
import { PREFIX } from '../http/registrar.ts'
import { visitorOf } from '../http/visitor.ts'
import { type Accounts, hashToken, SESSION } from './accounts.ts'
import { HALF_WAY_MS, JOURNEY_MS, type Journey, keepJourney, keptJourney } from './journey.ts'
import { isLoopback, oidcFetch, ownAddress } from './oidc-fetch.ts'
import type { Sealer } from './seal.ts'

export interface OidcOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string
  /** Where browsers reach this server: `https://gouji.example.gov.cn`. */
  readonly publicUrl: string
  /** Where the sign-on has parts of itself at other hosts than the issuer's: `keys.example.gov.cn`. */
  readonly hosts?: readonly string[]
  /** Values of `acr` that stand for more than a password at this sign-on. */
  readonly strongAcr?: readonly string[]
}

const PATH = `${PREFIX}/session/oidc`
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
    const person = await accounts.recognise(visitorOf(request, reply, sealer), request)
    // Whoever reset a password knows the one-time one, and must not tie the account to an account of their own.
    if (person?.mustChangePassword) throw new Refusal('must-change-password')
    const journey: Journey = {
      kind: 'journey',
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
    keepJourney(request, reply, sealer, journey)
    return reply.redirect(target.href)
  })

  app.get(`${PATH}/callback`, { config: { endpoint: 'session.signIn' } }, async (request, reply) => {
    const journey = keptJourney(request, sealer)
    keepJourney(request, reply, sealer, undefined)
    if (journey?.kind !== 'journey') throw new Refusal('session-ended')
    const url = new URL(callback)
    url.search = new URL(request.url, callback).search
    const claims = await claimsOf(await configuration(), url, journey).catch((error: unknown) => {
      if (error instanceof Refusal) throw error
      throw new Refusal('not-signed-in')
    })
    const identity = `${claims.iss} ${claims.sub}`
    const visitor = visitorOf(request, reply, sealer)
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
    const isStrong = wasStrong(claims, options)
    if (!isStrong && (await store.as(person, recogniseOneself))?.second_factor) {
      // The sign-on says who it is; that somebody holds the second factor, nobody has said yet.
      reply.removeHeader('set-cookie')
      keepJourney(request, reply, sealer, { kind: 'half-way', person, until: Date.now() + HALF_WAY_MS })
      return reply.redirect('/?oidc=code')
    }
    await accounts.beginSession(person, visitor, isStrong)
    return reply.redirect('/')
  })
}

async function discover({ issuer, clientId, clientSecret, hosts = [] }: OidcOptions): Promise<client.Configuration> {
  const server = new URL(issuer)
  // Anywhere but on this machine, whoever listens on the way could be anybody.
  const isPlain = isLoopback(server) && server.protocol === 'http:'
  const config = await client.discovery(server, clientId, clientSecret, undefined, {
    timeout: 10,
    [client.customFetch]: oidcFetch(server, hosts),
    // Signatures are looked at too: that the answer came from the right host is not all that is asked of it.
    execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
  })
  // To this one the browser is sent.
  ownAddress(config.serverMetadata().authorization_endpoint ?? '', server, hosts)
  return config
}

/** By `amr` as RFC 8176 has it, or by a value of `acr` that the operator knows to mean it. */
function wasStrong({ amr, acr }: client.IDToken, { strongAcr = [] }: OidcOptions): boolean {
  return (Array.isArray(amr) && amr.includes('mfa')) || (typeof acr === 'string' && strongAcr.includes(acr))
}

async function claimsOf(config: client.Configuration, url: URL, journey: Journey): Promise<client.IDToken> {
  const tokens = await client.authorizationCodeGrant(config, url, {
    pkceCodeVerifier: journey.verifier,
    expectedState: journey.state,
    expectedNonce: journey.nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Refusal('not-signed-in')
  return claims
}
