/** Every list can be taken in parts, and the parts are the whole; a list that is added tomorrow is tried tomorrow. */
import { type Endpoint, isList, ROLES } from '@gouji/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, signIn } from './client.ts'
import { type District, openDistrict } from './district.ts'
import { ENDPOINTS, requestFor } from './requests.ts'

let district: District
beforeAll(async () => {
  district = await openDistrict({ signInsPerMinute: 0 })
}, 60_000)
afterAll(() => district?.close())

const LISTS = ENDPOINTS.filter(({ endpoint }) => isList(endpoint))
const PAGED = ENDPOINTS.filter(
  ({ endpoint: { method, response } }) =>
    method === 'GET' && typeof response === 'object' && 'shape' in response && 'items' in (response.shape as object),
)
const someoneFor = ({ who }: Endpoint): Promise<Client> => {
  const role = ROLES.find((r) => (typeof who === 'string' ? r === 'finance_admin' : who.includes(r)))!
  return signIn(district.app, district.people[role].login)
}
const withQuery = (path: string, more: string): string => `${path}${path.includes('?') ? '&' : '?'}${more}`

describe.each(LISTS)('$name', (asked) => {
  it('comes whole, or one at a time', async () => {
    const client = await someoneFor(asked.endpoint)
    const { path } = requestFor(asked, district.near)
    const whole = await client.call('GET', path)
    expect(whole.status).toBe(200)
    expect(whole.headers.link).toBeUndefined()
    const parts: unknown[] = []
    // A list of thousands (the subjects) is followed for a while.
    const most = Math.min(whole.json.length, 20)
    let next: string | undefined = withQuery(path, 'limit=1')
    while (next !== undefined && parts.length < most) {
      const part = await client.call('GET', next)
      expect(part.status).toBe(200)
      expect(Number(part.headers['x-total-count'])).toBe(whole.json.length)
      parts.push(...part.json)
      next = /^<(.*)>; rel="next"$/.exec(String(part.headers.link ?? ''))?.[1]
      expect(next === undefined).toBe(parts.length >= whole.json.length)
    }
    expect(parts).toEqual(whole.json.slice(0, most))
  })
})

it('knows both kinds', () => {
  expect(LISTS.length).toBeGreaterThan(12)
  expect(PAGED.map(({ name }) => name).sort()).toEqual([
    'administration.audit',
    'administration.jobs',
    'documents.list',
    'explore.search',
    'people.list',
  ])
})

it('refuses a part of no size', async () => {
  const client = await signIn(district.app, district.people.reader.login)
  const answer = await client.call('GET', '/organisations?limit=0')
  expect(answer.status).toBe(422)
  expect(answer.json.errors.map(({ path }: { path: string }) => path)).toEqual(['limit'])
})
