/**
 * Goes over the table of endpoints and lets each be served by its handler: who may, what came in, one transaction, what
 * goes out. Nothing of this is written again in a handler.
 */
import { createHash } from 'node:crypto'
import { API, type Endpoint, isList, WindowQuery } from '@gouji/api'
import type { Tx } from '@gouji/store'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { isSame } from '../account/same.ts'
import { Fault } from '../log.ts'
import type { Services } from '../services.ts'
import { Gate } from './gate.ts'
import type { Context, EventAnswer, FileAnswer, Handlers, PublicContext, SignedIn, Upload, Visitor } from './handler.ts'
import { PDF_POLICY, SANDBOX_POLICY } from './headers.ts'
import { once, type Repeated } from './idempotency.ts'
import { contentDisposition } from './names.ts'
import { Refusal } from './problem.ts'
import { sendEvents } from './send-events.ts'
import { receiveUploads, UPLOADS_AT_ONCE } from './uploads.ts'
import { visitorOf } from './visitor.ts'
import { windowOf } from './window.ts'
import { issueText } from './wording.ts'

export const PREFIX = '/api/v1'

/** What may be done while the one-time password is still in force. */
const BEFORE_PASSWORD = new Set<Endpoint>([API.session.me, API.session.changePassword, API.session.signOut])
/** An API token must not make tokens, change passwords or second factors. */
const SESSION_ONLY = new Set<Endpoint>([
  API.session.signOut,
  API.session.changePassword,
  API.session.beginSecondFactor,
  API.session.confirmSecondFactor,
  API.session.makeToken,
  API.session.dropToken,
])

/** These wait for the desk, or for the engine; those that must write before and after it, with a transaction open. */
const LONG = new Set<Endpoint>([
  ...[API.documents.pageImage, API.documents.exportReport, API.documents.upload, API.filings.compare],
  ...[API.ledgers.begin, API.ledgers.problems, API.ledgers.preview, API.ledgers.figure, API.ledgers.exportWorkbook],
  ...[API.ledgers.importWorkbook, API.organisations.importWorkbook],
  ...[API.administration.checkPack, API.administration.addPack, API.administration.previewPack],
])
/** Of the store's twenty connections. */
const LONG_MOST = { most: 10, mostOfOne: 4, waitingOfOne: 100 } as const

type AnyHandler = (input: unknown, context: unknown) => Promise<unknown>

interface Given {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly version: number | undefined
  /** Which part of a list. */
  readonly window: z.output<typeof WindowQuery> | undefined
}

/** The largest edit of a ledger is 20,000 rows. Nobody writes a letter of a megabyte, and strangers sign in with a line. */
const BODY_MAX = { ledger: 32 * 1024 * 1024, signedIn: 1024 * 1024, stranger: 64 * 1024 } as const

function bodyLimit(endpoint: Endpoint): number {
  if (endpoint === API.ledgers.save) return BODY_MAX.ledger
  return endpoint.who === 'public' ? BODY_MAX.stranger : BODY_MAX.signedIn
}

interface Admitted {
  readonly visitor: Visitor
  readonly person: SignedIn | undefined
}

export function register(app: FastifyInstance, services: Services, handlers: Handlers<Tx>): void {
  const gate = new Gate(LONG_MOST)
  const uploadGate = new Gate(UPLOADS_AT_ONCE)
  for (const [group, endpoints] of Object.entries(API)) {
    for (const [name, endpoint] of Object.entries(endpoints) as [string, Endpoint][]) {
      const handler = (handlers as Record<string, Record<string, AnyHandler>>)[group]![name]!
      const admitted = new WeakMap<FastifyRequest, Admitted>()
      app.route({
        method: endpoint.method,
        url: PREFIX + endpoint.path,
        config: { endpoint: `${group}.${name}` },
        bodyLimit: bodyLimit(endpoint),
        // Before a byte of the body is read: what a stranger sends takes no memory.
        preParsing: async (request, reply) => {
          admitted.set(request, await letIn(endpoint, request, reply, services))
        },
        handler: (request, reply) =>
          serve({ endpoint, handler, request, reply, services, admitted: admitted.get(request)!, gate, uploadGate }),
      })
    }
  }
}

interface Served {
  readonly endpoint: Endpoint
  readonly handler: AnyHandler
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly services: Services
  readonly admitted: Admitted
  readonly gate: Gate
  readonly uploadGate: Gate
}

async function letIn(
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
): Promise<Admitted> {
  const visitor = visitorOf(request, reply, services.sealer)
  const person = await services.accounts.recognise(visitor, request, endpoint.response !== 'events')
  // Otherwise another site could sign a visitor in under an account of its own.
  if (endpoint.who !== 'public') admit(endpoint, person, request)
  else if (isWrite(endpoint)) refuseForeign(request)
  return { visitor, person }
}

async function serve(served: Served): Promise<unknown> {
  const { endpoint, handler, request, services } = served
  const { visitor, person } = served.admitted
  if (endpoint.who === 'public') {
    const context: PublicContext = { ...services, visitor, person }
    const given = parseInput(endpoint, request)
    return answer(served, await handler({ ...given, uploads: [] }, context), given)
  }
  // Told apart in letIn already.
  const known = person!
  const given = parseInput(endpoint, request)
  if (endpoint.body !== 'upload') return act(served, known, given, [])
  return served.uploadGate.pass(known.id, async () => {
    const { uploads, discard } = await receiveUploads(request, services.folders.uploads)
    try {
      return await act(served, known, given, uploads)
    } finally {
      await discard()
    }
  })
}

/** The act itself, in its one transaction, and the answer. */
async function act(served: Served, known: SignedIn, given: Given, uploads: readonly Upload[]): Promise<unknown> {
  const { endpoint, handler, request, services } = served
  const { visitor } = served.admitted
  let afterwards: (() => void | Promise<void>)[] = []
  const repeated = repeatedOf(endpoint, request, given, uploads)
  const begin = async (tx: Tx): Promise<unknown> => {
    // After a deadlock the store begins again from here.
    afterwards = []
    const context: Context<Tx> = {
      ...services,
      visitor,
      person: known,
      tx,
      afterwards: (what) => void afterwards.push(what),
    }
    const handle = (): Promise<unknown> => handler({ ...given, uploads }, context)
    return repeated ? once(tx, known.id, repeated, services.sealer, handle) : handle()
  }
  const reading = !isWrite(endpoint)
  const transact = (): Promise<unknown> => services.store.as(known.id, begin, { reading })
  const result = await (LONG.has(endpoint) ? served.gate.pass(known.id, transact) : transact())
  for (const what of afterwards) await what()
  return answer(served, result, given)
}

const isWrite = ({ method }: Endpoint): boolean => method !== 'GET'

function admit(endpoint: Endpoint, person: SignedIn | undefined, request: FastifyRequest): void {
  if (!person) throw new Refusal('not-signed-in')
  if (person.session) {
    if (isWrite(endpoint)) {
      refuseForeign(request)
      if (!isSame(String(request.headers['x-csrf-token'] ?? ''), person.session.csrf)) throw new Refusal('csrf-missing')
    }
  } else {
    if (SESSION_ONLY.has(endpoint)) throw new Refusal('not-allowed')
    if (!person.scopes.includes(isWrite(endpoint) ? 'write' : 'read')) throw new Refusal('scope-missing')
  }
  if (person.mustChangePassword && !BEFORE_PASSWORD.has(endpoint)) throw new Refusal('must-change-password')
  if (endpoint.who !== 'signed-in' && endpoint.who !== 'public') {
    if (!endpoint.who.some((role) => person.roles.includes(role))) throw new Refusal('not-allowed')
  }
}

function refuseForeign(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal('foreign-origin')
  const { origin } = request.headers
  if (origin === undefined) return
  const host = URL.canParse(origin) ? new URL(origin).host : ''
  if (host !== request.host) throw new Refusal('foreign-origin')
}

function parseInput(endpoint: Endpoint, request: FastifyRequest): Given {
  const errors: { path: string; message: string }[] = []
  const parse = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
    if (!schema) return undefined
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) {
      errors.push({
        path: [where, ...issue.path.map(String)].filter(Boolean).join('.'),
        message: issueText({ ...issue }),
      })
    }
    return undefined
  }
  const params = parse(endpoint.params, request.params, '')
  // A name in the path that is no name is a place that does not exist.
  if (errors.length > 0) throw new Refusal('not-found')
  const query = parse(endpoint.query, request.query, '')
  const window = isList(endpoint) ? (parse(WindowQuery, request.query, '') as Given['window']) : undefined
  const body = endpoint.body === 'upload' ? undefined : parse(endpoint.body, request.body ?? {}, '')
  if (errors.length > 0) throw new Refusal('invalid', {}, errors.slice(0, 50))
  return { params, query, body, window, version: endpoint.versioned ? ifMatch(request) : undefined }
}

function ifMatch(request: FastifyRequest): number {
  const given = request.headers['if-match']
  if (given === undefined) throw new Refusal('version-missing')
  // The mark of the content that follows the version in an ETag says nothing about who changed what.
  const version = /^(?:W\/)?"?v?(\d{1,9})(?:\.[\w-]{1,64})?"?$/.exec(given.trim())?.[1]
  if (version === undefined) throw new Refusal('version-conflict', { given: given.slice(0, 40) })
  return Number(version)
}

function repeatedOf(
  endpoint: Endpoint,
  request: FastifyRequest,
  given: Given,
  uploads: readonly Upload[],
): Repeated | undefined {
  const key = request.headers['idempotency-key']
  if (!endpoint.repeatable || key === undefined) return undefined
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,100}$/.test(key)) throw new Refusal('key-malformed')
  const files = uploads.map(({ name, sha256 }) => [name, sha256])
  const body = JSON.stringify([given.params ?? null, given.query ?? null, given.body ?? null, files])
  return {
    key,
    endpoint: `${endpoint.method} ${endpoint.path}`,
    bodyHash: createHash('sha256').update(body).digest('hex'),
  }
}

async function answer(
  { endpoint, request, reply, services, admitted }: Served,
  result: unknown,
  { window }: Given,
): Promise<unknown> {
  if (endpoint.response === 'nothing') return reply.code(204).send()
  if (endpoint.response === 'events') {
    return sendEvents(reply, result as EventAnswer, admitted.person!, services)
  }
  if (endpoint.response === 'file') return sendFile(request, reply, result as FileAnswer)
  const parsed = endpoint.response.safeParse(result)
  if (!parsed.success) {
    const where = parsed.error.issues.slice(0, 5).map((i) => `${i.path.join('.')} ${i.code}`)
    throw new Fault(`the answer of ${endpoint.method} ${endpoint.path} breaks its schema: ${where.join('; ')}`)
  }
  const text = JSON.stringify(selected(inWindow(parsed.data, window, request, reply), request.query))
  const { version } = (parsed.data ?? {}) as { version?: unknown }
  const isVersioned = typeof version === 'number' && !Array.isArray(parsed.data)
  // What an answer tells beside the row itself (a verdict, counts of errors) changes without a new version.
  const mark = createHash('sha1').update(text).digest('base64url')
  const tag = isVersioned ? `"v${version}.${mark}"` : `W/"${mark}"`
  void reply.header('etag', tag)
  if (endpoint.method === 'GET' && request.headers['if-none-match'] === tag) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(text)
}

/** The part of a list that was asked for, with the way to the next. */
function inWindow(data: unknown, window: Given['window'], request: FastifyRequest, reply: FastifyReply): unknown {
  if (!window || !Array.isArray(data)) return data
  const part = windowOf(data, window)
  if (!part) return data
  void reply.header('x-total-count', part.total)
  if (part.next !== undefined) {
    const next = new URL(request.url, 'http://here')
    next.searchParams.set('after', part.next)
    void reply.header('link', `<${next.pathname}${next.search}>; rel="next"`)
  }
  return part.items
}

/** `?fields=id,name`: of each item of a list, or of the one thing that is asked for. */
function selected(data: unknown, query: unknown): unknown {
  const { fields } = (query ?? {}) as { fields?: unknown }
  if (typeof fields !== 'string' || !/^[A-Za-z,]{1,300}$/.test(fields)) return data
  const wanted = new Set(fields.split(','))
  const pick = (one: unknown): unknown =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).filter(([name]) => wanted.has(name)))
      : one
  if (Array.isArray(data)) return data.map(pick)
  const { items } = (data ?? {}) as { items?: unknown }
  return Array.isArray(items) ? { ...(data as object), items: items.map(pick) } : pick(data)
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: FileAnswer): Promise<unknown> {
  const { content, inline = false } = file
  void reply.header('content-disposition', contentDisposition(file.name, inline))
  const isPdf = file.mediaType === 'application/pdf'
  void reply.header('content-security-policy', isPdf ? PDF_POLICY : SANDBOX_POLICY)
  if (file.immutable) {
    // The browser may keep it, and asks each time whether whoever sits there now may see it: machines are shared.
    const tag = `"${createHash('sha1').update(request.url).digest('base64url')}"`
    void reply.header('cache-control', 'private, no-cache').header('etag', tag)
    if (request.headers['if-none-match'] === tag) {
      if (typeof content === 'object' && 'pipe' in content) content.destroy()
      return reply.code(304).send()
    }
  }
  if (file.bytes !== undefined) void reply.header('content-length', file.bytes)
  void reply.type(file.mediaType)
  if (typeof content === 'object' && 'pipe' in content) {
    request.raw.once('close', () => content.destroy())
    return reply.send(content)
  }
  return reply.send(typeof content === 'string' ? content : Buffer.from(content))
}
