/** What has to come back from a government's sign-on, kept sealed in the browser that left for it. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Sealer } from './seal.ts'

/** On the way to the sign-on. */
export interface Journey {
  readonly kind: 'journey'
  readonly verifier: string
  readonly state: string
  readonly nonce: string
  /** Set where somebody who is signed in links an account. */
  readonly person?: string
  /** Of that person's session, by its hash. */
  readonly session?: string
  readonly until: number
}

/** Back from it, and still to show the second factor that was set up here. */
export interface HalfWay {
  readonly kind: 'half-way'
  readonly person: string
  readonly until: number
}

export const JOURNEY_MS = 10 * 60_000
export const HALF_WAY_MS = 5 * 60_000

const NAME = 'gouji_oidc'
/** No neighbour under the same domain can put one of its own there, and so lead somebody into a foreign account. */
const SECURE_NAME = '__Host-gouji_oidc'
const nameFor = (request: FastifyRequest): string => (request.protocol === 'https' ? SECURE_NAME : NAME)

export function keepJourney(
  request: FastifyRequest,
  reply: FastifyReply,
  sealer: Sealer,
  kept: Journey | HalfWay | undefined,
): void {
  const sealed = kept ? sealer.seal(JSON.stringify(kept)) : ''
  const seconds = kept ? Math.ceil((kept.until - Date.now()) / 1000) : 0
  const secure = request.protocol === 'https' ? '; Secure' : ''
  void reply.header(
    'set-cookie',
    // Not strict: the browser comes back from another site.
    `${nameFor(request)}=${sealed}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`,
  )
}

export function keptJourney(request: FastifyRequest, sealer: Sealer): Journey | HalfWay | undefined {
  const pattern = new RegExp(`(?:^|; *)${nameFor(request)}=([A-Za-z0-9._-]{20,4000})`)
  const sealed = pattern.exec(request.headers.cookie ?? '')?.[1]
  if (sealed === undefined) return undefined
  try {
    const kept = JSON.parse(sealer.open(sealed)) as Journey | HalfWay
    return kept.until > Date.now() ? kept : undefined
  } catch {
    return undefined
  }
}
