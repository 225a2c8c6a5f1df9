/**
 * Values that no form would send, in every field of every endpoint, from somebody who may use it: they are refused or
 * taken, and never a fault of the server.
 */
import { isList, ROLES, type Role, WindowQuery } from '@gouji/api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, signIn } from './client.ts'
import { type District, openDistrict } from './district.ts'
import { ENDPOINTS, requestFor } from './requests.ts'

let district: District

beforeAll(async () => {
  district = await openDistrict({ signInsPerMinute: 0 })
}, 60_000)
afterAll(() => district?.close())

const cursor = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

const HOSTILE: readonly unknown[] = [
  'a\u0000b',
  '\ud800',
  '\u202e\n=cmd|x',
  '',
  '99999999999999999999',
  '1e309',
  '2147483648',
  2147483648,
  1e308,
  null,
  [],
  {},
  '9999-12-31',
  "'; drop table gouji.audit; --",
  '../../../../etc/passwd',
  'constructor',
  cursor(['x', 'y']),
  cursor(['2025-01-01', 'y']),
  cursor([0.5]),
  '[1e999]',
  Buffer.from('[1e999]').toString('base64url'),
  cursor(['a\u0000', 'b']),
]

/** Every value of the body replaced in turn. */
function* mutations(value: unknown): Generator<unknown> {
  for (const hostile of HOSTILE) yield hostile
  if (Array.isArray(value)) {
    for (const [i, one] of value.entries()) for (const other of mutations(one)) yield value.with(i, other)
  } else if (typeof value === 'object' && value !== null) {
    for (const [field, one] of Object.entries(value)) {
      for (const other of mutations(one)) yield { ...value, [field]: other }
    }
  }
}

/** Fields of queries are tried whether or not a usual request has them. */
const fieldsOf = (endpoint: (typeof ENDPOINTS)[number]['endpoint']): string[] =>
  [endpoint.query, isList(endpoint) ? WindowQuery : undefined].flatMap((query) =>
    query && 'shape' in query ? Object.keys(query.shape as object) : [],
  )

/** Ends the session of the test, waits for ever, or takes long on purpose: these are tried elsewhere. */
const LEFT_OUT = new Set([
  ...['session.signOut', 'session.changePassword', 'session.initialise', 'session.signIn', 'documents.events'],
])

it('is told what is wrong, and nothing breaks', async () => {
  const clients = new Map<Role, Client>()
  for (const role of ROLES) clients.set(role, await signIn(district.app, district.people[role].login))
  const faults = new Map<string, string>()
  for (const asked of ENDPOINTS) {
    if (LEFT_OUT.has(asked.name)) continue
    const { who } = asked.endpoint
    const role: Role = typeof who === 'string' ? 'finance_admin' : who[0]!
    const client = clients.get(role)!
    const { method, path, body, headers } = requestFor(asked, district.near)
    const ask = async (p: string, b: unknown, what: string): Promise<void> => {
      const json = typeof b === 'string' ? { 'content-type': 'application/json' } : {}
      const answer = await client.call(method, p, b, { ...headers, ...json })
      if (answer.status >= 500) faults.set(`${asked.name} ${answer.status}`, what.slice(0, 120))
    }
    const asks: (() => Promise<void>)[] = []
    if (asked.endpoint.body !== undefined && asked.endpoint.body !== 'upload') {
      for (const other of mutations(body)) {
        const text = JSON.stringify(other)
        asks.push(() => ask(path, text, text))
      }
    }
    const [place, given = ''] = path.split('?')
    for (const field of fieldsOf(asked.endpoint)) {
      for (const hostile of HOSTILE) {
        const query = new URLSearchParams(given)
        query.set(field, typeof hostile === 'string' ? hostile : JSON.stringify(hostile))
        asks.push(() => ask(`${place}?${query}`, body, `${field}=${JSON.stringify(hostile)}`))
      }
    }
    while (asks.length > 0) await Promise.all(asks.splice(0, 12).map((act) => act()))
  }
  expect(Object.fromEntries(faults)).toEqual({})
}, 40_000)
