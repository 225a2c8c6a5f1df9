/** What every answer says to the browser, whatever it answers; and what a downloaded file is called. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { ROLES } from '@gouji/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Form, signIn, visitor } from '../testing/client.ts'
import { type District, openDistrict } from '../testing/district.ts'
import { ENDPOINTS, requestFor } from '../testing/requests.ts'
import { contentDisposition } from './names.ts'

let district: District

beforeAll(async () => {
  district = await openDistrict({ signInsPerMinute: 0 })
}, 60_000)
afterAll(() => district?.close())

type Headers = Readonly<Record<string, string | string[] | number | undefined>>

/** What is wrong with the headers of an answer. */
function wrong(headers: Headers): string[] {
  const told = (name: string): string => String(headers[name] ?? '')
  const type = told('content-type')
  const isFile = headers['content-disposition'] !== undefined
  const isTame = /^application\/pdf|^image\/png/.test(type) || told('content-security-policy').startsWith('sandbox;')
  return [
    ...(told('x-content-type-options') === 'nosniff' ? [] : ['may be sniffed']),
    ...(/default-src '(?:self|none)'/.test(told('content-security-policy')) ? [] : ['without a policy']),
    ...(/script-src[^;]*unsafe|unsafe-eval/.test(told('content-security-policy')) ? ['runs anything'] : []),
    ...(isFile && told('content-disposition').startsWith('inline') && !isTame
      ? ['is shown, and may do something']
      : []),
    ...(isFile && !/^application\/pdf/.test(type) && !told('content-security-policy').includes('sandbox')
      ? ['is a file that may do something']
      : []),
  ]
}

it('are on every answer of every endpoint, to strangers and to people', async () => {
  const found: string[] = []
  const statuses = new Set<number>()
  const clients = [visitor(district.app), ...(await Promise.all(ROLES.map((role) => signIn(district.app, role))))]
  for (const client of clients) {
    for (const asked of ENDPOINTS) {
      const { endpoint, name } = asked
      if (name.startsWith('session.') || endpoint.response === 'events') continue
      const { method, path, body, headers } = requestFor(asked, district.near)
      const answer = await client.call(method, path, body, headers)
      statuses.add(answer.status)
      for (const one of wrong(answer.headers)) found.push(`${method} ${path} ${answer.status}: ${one}`)
    }
  }
  expect(found).toEqual([])
  for (const status of [200, 204, 401, 403, 404, 422]) expect([...statuses]).toContain(status)
}, 120_000)

it('are on answers of what is no endpoint, and of what is no request', async () => {
  const reader = await signIn(district.app, 'reader')
  const found: string[] = []
  for (const [method, url] of [
    ['GET', '/'],
    ['HEAD', '/'],
    ['OPTIONS', '/api/v1/documents'],
    ['TRACE', '/'],
    ['PUT', '/api/v1/documents'],
    ['GET', '/healthz'],
    ['GET', '/readyz'],
    ['GET', '/metrics'],
    ['GET', '/api/v1/docs'],
    ['GET', '/api/v1/docs.css'],
    ['GET', '/api/v1/openapi.json'],
    ['GET', '/nothing.js'],
    ['GET', '/%E4%ZZ'],
    ['GET', `/api/v1/${'a'.repeat(5000)}`],
  ] as const) {
    const { headers, statusCode } = await district.app.inject({ method: method as 'GET', url })
    for (const one of wrong(headers)) found.push(`${method} ${url.slice(0, 30)} ${statusCode}: ${one}`)
  }
  const path = `/api/v1/documents/${district.near.document}/original`
  const first = await reader.call('GET', path)
  const again = await reader.call('GET', path, undefined, { 'if-none-match': String(first.headers.etag) })
  expect(again.status).toBe(304)
  found.push(...wrong(again.headers))

  const url = await district.app.listen({ host: '127.0.0.1', port: 0 })
  const raw = async (text: string): Promise<Headers> => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    let told = ''
    socket.setEncoding('utf8').on('data', (piece) => {
      told += piece
    })
    await once(socket, 'connect')
    socket.write(text)
    await once(socket, 'close')
    expect(told).toMatch(/^HTTP\/1\.1 4\d\d /)
    return Object.fromEntries([...told.matchAll(/^([\w-]+): (.*)\r$/gm)].map(([, name, value]) => [name!, value!]))
  }
  for (const text of ['nonsense\r\n\r\n', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`]) {
    for (const one of wrong(await raw(text))) found.push(`${text.slice(0, 20)}: ${one}`)
  }
  const lines = await fetch(`${url}/api/v1/documents/events`, { headers: { cookie: reader.cookie() } })
  for (const one of wrong(Object.fromEntries(lines.headers))) found.push(`events: ${one}`)
  await lines.body?.cancel()
  expect(found).toEqual([])
})

describe('names of files', () => {
  const NAMES = [
    'a"; filename=evil.exe; x="',
    'a\r\nset-cookie: x=1\r\n\r\n<script>',
    '../../etc/passwd',
    '..\\..\\boot.ini',
    '\u202efdp.exe',
    'a%0d%0ab.txt',
    "a'b(c)*.txt",
    '😀\ud83d.txt',
    '甲'.repeat(5000),
    '.htaccess',
    'CON\0.pdf',
    '',
    '<img src=x onerror=alert(1)>.html',
  ]

  it.each(NAMES)('cannot leave their header: %j', (name) => {
    const header = contentDisposition(name, false)
    expect(header).toMatch(
      /^attachment; filename="[\x20-\x21\x23-\x24\x26-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[\w.!#$&+^`|~%-]+$/,
    )
    expect(decodeURIComponent(/UTF-8''(.*)$/.exec(header)![1]!)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}/\\<>"]/u)
  })

  it('are harmless where they are shown and handed back', async () => {
    const preparer = await signIn(district.app, 'preparer')
    for (const name of NAMES.filter((one) => !/[\r\n"\0]/.test(one))) {
      const form = new Form().add(name, `某局2025年部门预算 ${randomUUID()}`)
      const { json } = await preparer.call('POST', '/documents', form)
      const [{ id, name: shown }] = json.accepted
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}/\\<>"]/u)
      const { headers, status } = await preparer.call('GET', `/documents/${id}/original`)
      expect([status, headers['set-cookie'], wrong(headers)]).toEqual([200, undefined, []])
      expect(headers['content-disposition']).toMatch(/^attachment; /)
    }
  })

  it('do not make a page of what somebody handed in', async () => {
    const preparer = await signIn(district.app, 'preparer')
    const page = `<html><body><h1>某局2025年部门预算 ${randomUUID()}</h1><script>alert(1)</script></body></html>`
    for (const name of ['a.html', 'a.pdf', 'a.svg', 'a.txt']) {
      const { json } = await preparer.call('POST', '/documents', new Form().add(name, `${page}<!-- ${name} -->`))
      const { headers } = await preparer.call('GET', `/documents/${json.accepted[0].id}/original`)
      expect(headers['content-disposition']).toMatch(/^attachment; /)
      expect(wrong(headers)).toEqual([])
    }
  })
})
