/** DEVELOPMENT ONLY. Answers the table of endpoints from memory; see README.md. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { API, type Endpoint } from '../../api/src/index.ts'
import { type Asked, answers } from './fixture-answers.ts'

const PORT = Number(process.env.PORT ?? 5174)

interface Route {
  readonly name: string
  readonly endpoint: Endpoint
  readonly pattern: RegExp
  readonly parameters: readonly string[]
}

const routes: readonly Route[] = Object.entries(API)
  .flatMap(([group, endpoints]) =>
    Object.entries(endpoints as Record<string, Endpoint>).map(([name, endpoint]) => ({
      name: `${group}.${name}`,
      endpoint,
      pattern: new RegExp(`^/api/v1${endpoint.path.replace(/:\w+/g, '([^/]+)')}$`),
      parameters: [...endpoint.path.matchAll(/:(\w+)/g)].map((m) => m[1]!),
    })),
  )
  // Fixed words before parameters: /documents/events is no document.
  .sort((a, b) => a.parameters.length - b.parameters.length)

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://fixture')
  const route = routes.find((r) => r.endpoint.method === request.method && r.pattern.test(url.pathname))
  const problem = (status: number, code: string, title: string): void => {
    response.writeHead(status, { 'content-type': 'application/problem+json' })
    response.end(JSON.stringify({ type: 'about:blank', title, status, code, detail: title }))
  }
  if (!route) return problem(404, 'not-found', '没有这个地址')
  const handler = answers[route.name]
  if (!handler) return problem(501, 'not-implemented', `样例服务器没有 ${route.name}`)
  const found = route.pattern.exec(url.pathname)!
  const params = Object.fromEntries(route.parameters.map((p, i) => [p, decodeURIComponent(found[i + 1]!)]))
  const raw = await bodyOf(request)
  const isJson = request.headers['content-type']?.includes('json')
  const asked: Asked = {
    params,
    query: Object.fromEntries(url.searchParams),
    body: isJson && raw.length > 0 ? JSON.parse(raw.toString()) : undefined,
    raw,
    role: /fixture=(\w+)/.exec(request.headers.cookie ?? '')?.[1],
    response,
  }
  const answer = await handler(asked)
  if (response.headersSent) return
  const { endpoint } = route
  if (endpoint.response === 'nothing') return void response.writeHead(204).end()
  if (endpoint.response === 'file') {
    const { type, data } = answer as { type: string; data: Buffer | string }
    return void response.writeHead(200, { 'content-type': type }).end(data)
  }
  if (endpoint.response !== 'events') {
    const parsed = endpoint.response.safeParse(answer)
    if (!parsed.success) return problem(500, 'fixture', `${route.name}: ${parsed.error.message.slice(0, 400)}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(parsed.data))
  }
}

createServer((request, response) => {
  serve(request, response).catch((error: unknown) => {
    console.error(error)
    if (!response.headersSent) response.writeHead(500)
    response.end()
  })
}).listen(PORT, '127.0.0.1', () => console.log(`fixture server on http://127.0.0.1:${PORT}`))
