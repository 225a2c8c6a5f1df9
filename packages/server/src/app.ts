/** The HTTP server: everything in front of the handlers. */
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { addOidc, type OidcOptions } from './account/oidc.ts'
import { isSame } from './account/same.ts'
import { handlers } from './handlers/index.ts'
import { DOCUMENTATION_STYLE, documentationPage } from './http/documentation.ts'
import { hangUp } from './http/hang-up.ts'
import { addSecurityHeaders, NOTHING_POLICY } from './http/headers.ts'
import { openApi } from './http/openapi.ts'
import { problemOf, Refusal, refusalOf, STATUS_OF } from './http/problem.ts'
import { PREFIX, register } from './http/registrar.ts'
import { answerUnreadable } from './http/unreadable.ts'
import { UPLOAD_LIMITS } from './http/uploads.ts'
import { loggerOptions, requestId } from './log.ts'
import { addMetrics } from './metrics.ts'
import type { Services } from './services.ts'
import { addWeb, WEB_HOME } from './web.ts'

export interface AppOptions {
  /** Behind a proxy that ends TLS: its forwarded addresses are believed. Its own address, or true for any. */
  readonly trustProxy?: string | boolean
  readonly logLevel?: string
  readonly webHome?: string
  /** Requests a minute from one address; 0 for no limit. */
  readonly requestsPerMinute?: number
  readonly signInsPerMinute?: number
  /** A government's own sign-on; off without it. */
  readonly oidc?: OidcOptions
  /** How long a connection may stand still; what a request waits for here takes less. */
  readonly stillMs?: number
  /** Bearer of this may read /metrics from another machine. */
  readonly metricsToken?: string
}

const STILL_MS = 5 * 60_000

export const logOf = (level: string): FastifyInstance['log'] => fastify({ logger: loggerOptions(level) }).log

export async function buildApp(
  services: Omit<Services, 'log' | 'oidc'>,
  options: AppOptions = {},
): Promise<FastifyInstance> {
  const app = fastify({
    logger: loggerOptions(options.logLevel ?? 'info'),
    trustProxy: options.trustProxy ?? false,
    // A whole request, with all its uploads, from a slow line.
    requestTimeout: 10 * 60_000,
    // On which nothing moves in either direction: somebody asked for a book and does not take it.
    connectionTimeout: options.stillMs ?? STILL_MS,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    genReqId: requestId,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnreadable,
    // An address that cannot be read reaches no route, and gets its answer in the same form.
    frameworkErrors: (_, __, reply) =>
      tell(
        new Refusal('malformed'),
        (reply as unknown as FastifyReply)
          .header('x-content-type-options', 'nosniff')
          .header('content-security-policy', NOTHING_POLICY),
      ),
  })
  const all: Services = { ...services, oidc: options.oidc !== undefined, log: app.log }
  addSecurityHeaders(app)
  hangUp(app)
  // Forms of other sites can send texts without asking; nothing here takes them.
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  if (options.requestsPerMinute !== 0) {
    await app.register(rateLimit, {
      max: (request) => (isDoor(request) ? (options.signInsPerMinute ?? 60) : (options.requestsPerMinute ?? 6000)),
      timeWindow: 60_000,
      // Counted apart: whoever is inside and asks much must not shut the door for a whole office.
      keyGenerator: (request) => `${isDoor(request)} ${request.ip}`,
      errorResponseBuilder: (_, { ttl }) => new Refusal('too-many-requests', { seconds: Math.ceil(ttl / 1000) }),
    })
  }
  await app.register(multipart, {
    limits: {
      fileSize: UPLOAD_LIMITS.fileBytes,
      files: UPLOAD_LIMITS.files,
      fields: 10,
      fieldSize: 10_000,
      parts: UPLOAD_LIMITS.files + 10,
      headerPairs: 50,
    },
  })
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply))
  const metrics = addMetrics(app, services.store)
  const documentation = documentationPage(services.version)
  const description = openApi(services.version)
  register(app, all, handlers)
  if (options.oidc) addOidc(app, options.oidc, services)
  app.get(`${PREFIX}/openapi.json`, async () => description)
  app.get(`${PREFIX}/docs`, async (_, reply) => reply.type('text/html; charset=utf-8').send(documentation))
  app.get(`${PREFIX}/docs.css`, async (_, reply) => reply.type('text/css').send(DOCUMENTATION_STYLE))
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_, reply) => {
    try {
      await services.store.ping()
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'not-ready', reason: 'database' })
    }
  })
  app.get('/metrics', async (request, reply) => {
    const isLocal = request.ip === '127.0.0.1' || request.ip === '::1'
    const { metricsToken } = options
    const isKnown = metricsToken !== undefined && isSame(request.headers.authorization ?? '', `Bearer ${metricsToken}`)
    if (!isLocal && !isKnown) throw new Refusal('not-found')
    return reply.type(metrics.contentType).send(await metrics.metrics())
  })
  const web = await addWeb(app, options.webHome ?? WEB_HOME)
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0]!
    if (request.method === 'GET' && web.isPage(path)) return web.send(reply)
    throw new Refusal('not-found')
  })
  return app
}

const DOOR = new Set(['session.signIn', 'session.signOnCode', 'session.initialise'])
const isDoor = ({ routeOptions }: FastifyRequest): boolean => DOOR.has(routeOptions.config.endpoint ?? '')

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error) ?? refusalOfFramework(error as FastifyError, request) ?? fault(error, request)
  const { seconds } = refusal.facts
  if (STATUS_OF[refusal.code] === 429 && typeof seconds === 'number') void reply.header('retry-after', seconds)
  return tell(refusal, reply)
}

const tell = (refusal: Refusal, reply: FastifyReply): FastifyReply =>
  reply
    .code(STATUS_OF[refusal.code])
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(refusal)))

function refusalOfFramework({ code, statusCode }: FastifyError, request: FastifyRequest): Refusal | undefined {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new Refusal('too-large', { limit: request.routeOptions.bodyLimit })
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Refusal('wrong-media-type')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Refusal('malformed')
  return undefined
}

function fault(error: unknown, request: FastifyRequest): Refusal {
  request.log.error({ err: error }, 'fault')
  return new Refusal('fault', { request: request.id })
}
