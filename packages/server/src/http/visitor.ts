/** What is known of a request before anybody is recognised, and the one cookie that this server sets. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { keepJourney, keptJourney } from '../account/journey.ts'
import type { Sealer } from '../account/seal.ts'
import type { Visitor } from './handler.ts'

const NAME = 'gouji_session'
/** A browser takes this name only with Secure, for this host and from it. */
const SECURE_NAME = '__Host-gouji_session'

export function visitorOf(request: FastifyRequest, reply: FastifyReply, sealer: Sealer): Visitor {
  const secure = request.protocol === 'https'
  const name = secure ? SECURE_NAME : NAME
  const token = cookieNamed(request.headers.cookie, name)
  return {
    address: request.ip,
    secure,
    requestId: request.id,
    agent: request.headers['user-agent'],
    ...(token === undefined ? {} : { sessionToken: token }),
    halfWay() {
      const kept = keptJourney(request, sealer)
      return kept?.kind === 'half-way' ? kept.person : undefined
    },
    forgetHalfWay: () => keepJourney(request, reply, sealer, undefined),
    setCookie(value) {
      const life = value === undefined ? '; Max-Age=0' : ''
      // Whoever sits down next finds no pages of books in the browser's store.
      if (value === undefined) void reply.header('clear-site-data', '"cache"')
      void reply.header(
        'set-cookie',
        `${name}=${value ?? ''}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}${life}`,
      )
    },
  }
}

function cookieNamed(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value) return value.slice(0, 200)
  }
  return undefined
}
