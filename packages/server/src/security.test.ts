/**
 * Nothing leaks and nothing changes across departments: every endpoint of the table, asked by every role about another
 * department. A new endpoint is tried without anybody adding it here.
 */
import { ROLES, type Role, SEPARATED } from '@gouji/api'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, signIn, visitor } from './testing/client.ts'
import { type District, openDistrict, SECRET } from './testing/district.ts'
import { type Asked, ENDPOINTS, requestFor } from './testing/requests.ts'

let district: District

beforeAll(async () => {
  district = await openDistrict({ signInsPerMinute: 0 })
}, 60_000)
afterAll(() => district?.close())

/** Signing out would end the walk, and lines of events do not end by themselves: both are tried below. */
const WALKED = ENDPOINTS.filter(({ name, endpoint }) => name !== 'session.signOut' && endpoint.response !== 'events')
const GUARDED = WALKED.filter(({ endpoint }) => endpoint.who !== 'public')

const BUSINESS = [
  'document',
  'reading',
  'claim',
  'finding',
  'finding_event',
  'ledger',
  'ledger_row',
  'ledger_version',
  'filing',
  'edition',
  'comment',
  'job',
]
const OFFICES = ['organisation', '"grant"']

/** What the second department is, as one text: every row of every table that belongs to it. */
async function farState(tables: readonly string[]): Promise<string> {
  const parts = tables.map((table) => {
    const column = table === 'organisation' ? sql.raw('t.id') : sql.raw('t.organisation')
    return sql`(select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from gouji.${sql.raw(table)} t
      where ${column} = ${district.far.organisation})`
  })
  const { rows } = await sql<{ state: string }>`select concat_ws(' ', ${sql.join(parts)}) as state`.execute(
    district.store.maintenance,
  )
  return rows[0]!.state
}

const clientOf = async (role: Role): Promise<Client> => signIn(district.app, district.people[role].login)
const ask = (client: Client, asked: Asked) => {
  const { method, path, body, headers } = requestFor(asked, district.far)
  return client.call(method, path, body, headers)
}

it('is a test that can fail: who belongs to the second department sees it', async () => {
  const client = await signIn(district.app, district.farPreparer.login)
  const seen: string[] = []
  for (const asked of GUARDED.filter(({ endpoint }) => endpoint.method === 'GET')) {
    const answer = await ask(client, asked)
    if (answer.status === 200 && answer.text.includes(SECRET)) seen.push(asked.name)
  }
  expect(seen).toEqual(
    expect.arrayContaining([
      'documents.list',
      'documents.get',
      'documents.content',
      'documents.original',
      'ledgers.list',
      'ledgers.rows',
      'filings.get',
      'filings.comments',
      'filings.board',
      'explore.search',
      'organisations.tree',
    ]),
  )
})

describe.each(ROLES)('%s', (role) => {
  it('neither sees nor changes anything of another department', async () => {
    const client = await clientOf(role)
    const isOffice = SEPARATED.includes(role)
    const tables = isOffice ? BUSINESS : [...BUSINESS, ...OFFICES]
    // Who keeps the machine stops and starts jobs wherever they are; nothing else changes with that.
    const keepsJobs = (name: string): boolean =>
      role === 'system_admin' && ['administration.cancelJob', 'administration.retryJob'].includes(name)
    const others = tables.filter((table) => table !== 'job')
    let before = await farState(tables)
    let beside = await farState(others)
    const wrong: string[] = []
    for (const asked of GUARDED) {
      if (asked.name === 'session.changePassword') continue
      const answer = await ask(client, asked)
      if (answer.status >= 500) wrong.push(`${asked.name} fails: ${answer.status}`)
      // Administrators keep the tree and its people, whose names they know; of what these do they know nothing.
      const mayName = isOffice && /^(?:organisations|people|session)\./.test(asked.name)
      if (answer.text.includes(SECRET) && !mayName && !(role === 'auditor' && asked.name === 'administration.audit')) {
        wrong.push(`${asked.name} tells: ${answer.text.slice(0, 200)}`)
      }
      const [after, afterBeside] = [await farState(tables), await farState(others)]
      const isChanged = keepsJobs(asked.name) ? afterBeside !== beside : after !== before
      if (isChanged) wrong.push(`${asked.name} changes (${answer.status})`)
      before = after
      beside = afterBeside
    }
    expect(wrong).toEqual([])
  })

  it('is refused by every endpoint that does not name it', async () => {
    const client = await clientOf(role)
    const let_in: string[] = []
    for (const asked of GUARDED) {
      const { who } = asked.endpoint
      if (typeof who === 'string' || who.includes(role)) continue
      const answer = await ask(client, asked)
      if (answer.status !== 403) let_in.push(`${asked.name}: ${answer.status}`)
    }
    expect(let_in).toEqual([])
  })
})

it('tells nobody anything before signing in', async () => {
  const client = visitor(district.app)
  const wrong: string[] = []
  for (const asked of GUARDED) {
    const answer = await ask(client, asked)
    if (answer.status !== 401) wrong.push(`${asked.name}: ${answer.status}`)
  }
  expect(wrong).toEqual([])
})

it('takes no write without the mark that other sites cannot know', async () => {
  const signedIn = await clientOf('preparer')
  const client = visitor(district.app, { cookie: signedIn.cookie() })
  const wrong: string[] = []
  for (const asked of GUARDED.filter(({ endpoint }) => endpoint.method !== 'GET')) {
    const answer = await ask(client, asked)
    if (answer.json?.code !== 'csrf-missing') wrong.push(`${asked.name}: ${answer.status}`)
  }
  expect(wrong).toEqual([])
})

it('takes no write from another site, whatever it carries', async () => {
  const client = await clientOf('preparer')
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }] as Record<
    string,
    string
  >[]) {
    const answer = await client.call(
      'POST',
      '/me/tokens',
      { name: 'x', scopes: ['read'], until: '2030-01-01' },
      headers,
    )
    expect(answer.json.code).toBe('foreign-origin')
    const signing = await visitor(district.app).call('POST', '/session', { login: 'x', password: 'y' }, headers)
    expect(signing.json.code).toBe('foreign-origin')
  }
})

it('lets a token read that may read, and never write or make tokens', async () => {
  const client = await clientOf('preparer')
  const made = await client.call('POST', '/me/tokens', { name: '读数', scopes: ['read'], until: '2030-01-01' })
  const bearer = { authorization: `Bearer ${made.json.token}` }
  const program = visitor(district.app)
  expect((await program.call('GET', '/documents', undefined, bearer)).status).toBe(200)
  const wrong: string[] = []
  for (const asked of GUARDED.filter(({ endpoint }) => endpoint.method !== 'GET')) {
    const { method, path, body, headers } = requestFor(asked, district.near)
    const answer = await program.call(method, path, body, { ...headers, ...bearer })
    if (answer.status !== 403) wrong.push(`${asked.name}: ${answer.status}`)
  }
  expect(wrong).toEqual([])
  await client.call('DELETE', `/me/tokens/${made.json.id}`)
  expect((await program.call('GET', '/documents', undefined, bearer)).status).toBe(401)
})

it('lets nobody do anything with a one-time password but change it', async () => {
  const system = await clientOf('system_admin')
  const added = await system.call('POST', '/people', { login: 'newcomer', title: '新人' })
  const client = await signIn(district.app, 'newcomer', added.json.password)
  const wrong: string[] = []
  for (const asked of GUARDED) {
    if (asked.name === 'session.me' || asked.name === 'session.changePassword') continue
    const answer = await ask(client, asked)
    if (answer.json?.code !== 'must-change-password') wrong.push(`${asked.name}: ${answer.status}`)
  }
  expect(wrong).toEqual([])
})

it('sends news of a department to those who may see it only', async () => {
  const listen = async (login: string): Promise<string> => {
    const client = await signIn(district.app, login)
    const line = client.call('GET', '/documents/events')
    await until(() => district.services.lines.size > 0)
    const { organisation, document } = district.far
    await district.store.as(district.farPreparer.id, (tx) =>
      tx.db
        .insertInto('job')
        .values({
          ...{
            kind: 'test.news',
            organisation,
            person: district.farPreparer.id,
            payload: JSON.stringify({ document }),
          },
          ...{ key: null, lease: null, worker: null, error: null, progress: null, result: null },
        })
        .execute(),
    )
    await new Promise((wake) => setTimeout(wake, 1000))
    for (const open of district.services.lines) open.end()
    return (await line).text
  }
  expect(await listen('preparer')).not.toContain(district.far.document)
  expect(await listen(district.farPreparer.login)).toContain(SECRET)
})

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !holds(); i += 1) await new Promise((wake) => setTimeout(wake, 20))
}
