/** Direct SQL as the application's role: what the database itself lets each person see and change. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSession } from './accounts.ts'
import type { Store } from './store.ts'
import {
  type District,
  makeDistrict,
  ORGANISATIONS,
  type OrganisationName,
  type PersonName,
} from './testing/district.ts'
import { type TestServer, testServer } from './testing/open.ts'
import { FIGURE_TABLES, GUIDING_TABLES, writeRows } from './testing/rows.ts'

let server: TestServer
let store: Store
let district: District

/** Where each person sees figures. */
const SEES: Readonly<Record<PersonName, readonly OrganisationName[]>> = {
  preparerA: ['a'],
  preparerB: ['b'],
  preparerC: ['c'],
  reviewerA: ['a'],
  departmentFirst: ['first', 'a', 'b'],
  departmentSecond: ['second', 'c'],
  financeReviewer: ORGANISATIONS,
  financeAdmin: ORGANISATIONS,
  readerFirst: ['first', 'a', 'b'],
  system: [],
  security: [],
  auditor: [],
  stranger: [],
}
const PEOPLE = Object.keys(SEES) as PersonName[]

/** What lies above those that a person sees, and so guides the person. */
const ABOVE: Readonly<Record<OrganisationName, readonly OrganisationName[]>> = {
  district: [],
  first: ['district'],
  second: ['district'],
  a: ['first', 'district'],
  b: ['first', 'district'],
  c: ['second', 'district'],
}

/** Where each person may add or change at least something in a table, of what the person sees. */
const CHANGES: Readonly<Record<string, readonly PersonName[]>> = {
  ledger: ['preparerA', 'preparerB', 'preparerC'],
  ledger_version: ['preparerA', 'preparerB', 'preparerC'],
  ledger_row: ['preparerA', 'preparerB', 'preparerC'],
}
const ANYBODY_WITH_WORK = PEOPLE.filter((name) => SEES[name].length > 0 && name !== 'readerFirst')

beforeAll(async () => {
  server = await testServer()
  store = await server.open()
  district = await makeDistrict(store)
  for (const name of ORGANISATIONS) await writeRows(store, district.organisations[name], district.people.financeAdmin)
  for (const name of PEOPLE) {
    const made = { hash: name, secondFactor: false, expiresAt: new Date(Date.now() + 1e6) }
    await store.as(district.people[name], (tx) => createSession(tx, made))
  }
})
afterAll(() => server?.stop())

interface Outcome {
  readonly rows: readonly Record<string, unknown>[]
  readonly count: number
  readonly code: string | undefined
}

/** Runs one statement as the application's role for somebody, and takes it back. */
async function asPerson(
  person: string | undefined,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Outcome> {
  const client = await store.applicationPool.connect()
  try {
    await client.query('begin')
    if (person !== undefined) await client.query("select set_config('gouji.person', $1, true)", [person])
    const { rows, rowCount } = await client.query(statement, [...values])
    return { rows, count: rowCount ?? 0, code: undefined }
  } catch (error) {
    return { rows: [], count: 0, code: (error as { code?: string }).code ?? 'unknown' }
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const nameOf = (id: unknown): OrganisationName => ORGANISATIONS.find((name) => district.organisations[name] === id)!
const sortedNames = (names: Iterable<OrganisationName>): OrganisationName[] => [...new Set(names)].sort()
const quoted = (table: string): string => `gouji."${table}"`

async function tables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'gouji'::regnamespace and relkind in ('r', 'p') and not relispartition`.execute(
    store.maintenance,
  )
  return rows.map((row) => row.name)
}

const OTHERS = [
  'organisation',
  'person',
  'role_power',
  'grant',
  'credential',
  'session',
  'token',
  'idempotency',
  'audit',
  'filing_step',
  'job',
]

describe('every table', () => {
  it('is known to these tests', async () => {
    expect((await tables()).sort()).toEqual([...FIGURE_TABLES, ...GUIDING_TABLES, ...OTHERS].sort())
  })

  it('has row-level security that holds for its owner too, partitions as well', async () => {
    const { rows } = await sql<{ name: string }>`select relname as name from pg_class
      where relnamespace = 'gouji'::regnamespace and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity)`.execute(store.maintenance)
    expect(rows).toEqual([])
  })

  it('shows nothing while nobody is named', async () => {
    for (const table of await tables()) {
      const { rows, code } = await asPerson(undefined, `select 1 from ${quoted(table)}`)
      expect([table, rows.length, code]).toEqual([table, 0, undefined])
    }
  })
})

describe('figures', () => {
  it.each(PEOPLE)('%s sees what is within reach, and nothing else', async (name) => {
    for (const table of FIGURE_TABLES) {
      const { rows } = await asPerson(district.people[name], `select distinct organisation from ${quoted(table)}`)
      const seen = rows.map((row) => nameOf(row.organisation))
      expect([table, sortedNames(seen)]).toEqual([table, sortedNames(SEES[name])])
    }
  })

  it.each(PEOPLE)('%s sees the guidance of those above, and nothing beside', async (name) => {
    const guided = SEES[name].flatMap((organisation) => [organisation, ...ABOVE[organisation]])
    for (const table of GUIDING_TABLES) {
      const { rows } = await asPerson(district.people[name], `select distinct organisation from ${quoted(table)}`)
      expect([table, sortedNames(rows.map((row) => nameOf(row.organisation)))]).toEqual([table, sortedNames(guided)])
    }
  })

  it.each(PEOPLE)('%s changes nothing out of reach', async (name) => {
    const person = district.people[name]
    const foreign = ORGANISATIONS.filter((organisation) => !SEES[name].includes(organisation))
    for (const table of [...FIGURE_TABLES, ...GUIDING_TABLES]) {
      const columns = await columnsOf(table)
      for (const organisation of foreign) {
        const at = district.organisations[organisation]
        const where = `where organisation = '${at}'`
        for (const column of columns) {
          const { count } = await asPerson(person, `update ${quoted(table)} set "${column}" = "${column}" ${where}`)
          expect([table, organisation, column, count]).toEqual([table, organisation, column, 0])
        }
        expect((await asPerson(person, `delete from ${quoted(table)} ${where}`)).count).toBe(0)
        expect([table, organisation, await insertCode(table, at, person)]).toEqual([table, organisation, 'refused'])
      }
    }
  })

  it.each(['readerFirst', 'system', 'security', 'auditor', 'stranger'] as const)(
    '%s changes nothing at all',
    async (name) => {
      const person = district.people[name]
      for (const table of [...FIGURE_TABLES, ...GUIDING_TABLES]) {
        for (const column of await columnsOf(table)) {
          expect((await asPerson(person, `update ${quoted(table)} set "${column}" = "${column}"`)).count).toBe(0)
        }
        expect((await asPerson(person, `delete from ${quoted(table)}`)).count).toBe(0)
        for (const organisation of ORGANISATIONS) {
          expect(await insertCode(table, district.organisations[organisation], person)).toBe('refused')
        }
      }
    },
  )

  it('of a ledger are changed by those who prepare it, not by those who review it', async () => {
    for (const [table, allowed] of Object.entries(CHANGES)) {
      const column = { ledger: 'updated_at', ledger_row: 'valid_to_version', ledger_version: 'note' }[table]!
      for (const name of ANYBODY_WITH_WORK) {
        const own = district.organisations[SEES[name].at(-1)!]
        const { count } = await asPerson(
          district.people[name],
          `update ${quoted(table)} set "${column}" = "${column}" where organisation = '${own}'`,
        )
        const isChanged = allowed.includes(name) && table !== 'ledger_version'
        expect([table, name, count > 0]).toEqual([table, name, isChanged])
      }
    }
  })

  it('are not reached around their parent table', async () => {
    const { people } = district
    for (const partition of ['claim_33', 'claim_33_2026', 'passage_33', 'passage_33_2026']) {
      expect((await asPerson(people.financeAdmin, `select 1 from gouji.${partition}`)).code).toBe('42501')
    }
  })

  it('cannot be tied to what belongs to another', async () => {
    const { people, organisations } = district
    const { rows } = await sql<{
      id: string
    }>`select id from gouji.ledger where organisation = ${organisations.b}`.execute(store.maintenance)
    const { code } = await asPerson(
      people.preparerA,
      `insert into gouji.filing (organisation, year, stage, ledger, created_by) values ($1, 2027, 'budget', $2, $3)`,
      [organisations.a, rows[0]!.id, people.preparerA],
    )
    expect(code).toBe('23503')
  })

  it('are not signed in another’s name', async () => {
    const { people, organisations } = district
    const values = `(organisation, subject_kind, subject, text, author, author_name)
      values ('${organisations.a}', 'filing', gen_random_uuid(), 'x', '${people.preparerB}', 'x')`
    expect((await asPerson(people.preparerA, `insert into gouji.comment ${values}`)).code).toBe('42501')
  })
})

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
    where table_schema = 'gouji' and table_name = ${table}`.execute(store.maintenance)
  return rows.map((row) => row.name)
}

/** Tries to insert a copy of the organisation's own row. A clash of keys would come after the policies let it through. */
async function insertCode(table: string, organisation: string, person: string): Promise<string> {
  const { rows } = await sql<{ row: unknown }>`select to_jsonb(t) as row from ${sql.id('gouji', table)} t
    where organisation = ${organisation} limit 1`.execute(store.maintenance)
  const row = { ...(rows[0]!.row as Record<string, unknown>) }
  for (const column of ['created_by', 'uploaded_by', 'author', 'person', 'published_by'])
    if (column in row) row[column] = person
  const statement = `insert into ${quoted(table)} select * from jsonb_populate_record(null::${quoted(table)}, $1::jsonb)`
  const { code } = await asPerson(person, statement, [JSON.stringify(row)])
  return code === '42501' || code === 'GJ001' ? 'refused' : `not refused: ${code}`
}

describe('people and their work', () => {
  const ALL: readonly PersonName[] = ['system', 'security']

  it.each(PEOPLE)('%s sees the organisations, people, grants and jobs that the office needs', async (name) => {
    const person = district.people[name]
    const seen = async (statement: string): Promise<unknown[]> =>
      (await asPerson(person, statement)).rows.map((row) => Object.values(row)[0])
    const organisations = ['system', 'security', 'auditor'].includes(name) ? ORGANISATIONS : SEES[name]
    expect(sortedNames((await seen('select id from gouji.organisation')).map(nameOf))).toEqual(
      sortedNames(organisations),
    )
    const people = ALL.includes(name) ? Object.values(district.people) : [person]
    expect((await seen('select id from gouji.person')).sort()).toEqual([...people].sort())
    const holders = new Set(await seen('select person from gouji."grant"'))
    expect([...holders].every((holder) => ALL.includes(name) || holder === person)).toBe(true)
    const jobs = name === 'system' ? ORGANISATIONS : SEES[name]
    expect(sortedNames((await seen('select organisation from gouji.job')).map(nameOf))).toEqual(sortedNames(jobs))
  })

  it('do not let one administrator into another’s office', async () => {
    const { people } = district
    const resets: readonly (readonly [PersonName, PersonName, string | undefined])[] = [
      ['system', 'security', 'GJ001'],
      ['security', 'system', 'GJ001'],
      ['system', 'auditor', 'GJ001'],
      ['system', 'preparerA', 'GJ001'],
      ['security', 'preparerA', undefined],
      ['security', 'security', 'GJ001'],
      ['preparerA', 'preparerB', 'GJ001'],
      ['financeAdmin', 'preparerA', 'GJ001'],
    ]
    for (const [who, whose, expected] of resets) {
      const { code } = await asPerson(people[who], `select gouji.credential_reset($1, 'x', true)`, [people[whose]])
      expect([who, whose, code]).toEqual([who, whose, expected])
    }
    expect((await asPerson(people.system, `select gouji.credential_recover('security', 'x')`)).code).toBe('42501')
  })
})

describe('what is somebody’s own', () => {
  it('is nobody else’s, administrators included', async () => {
    for (const name of PEOPLE) {
      const person = district.people[name]
      const { rows } = await asPerson(person, 'select person from gouji.session')
      expect(rows).toEqual([{ person }])
      const hashes = await asPerson(person, 'select person from gouji.credential where person <> $1', [person])
      expect(hashes.rows).toEqual([])
      const other = name === 'system' ? district.people.security : district.people.system
      const changed = await asPerson(person, "update gouji.credential set secret = 'mine' where person = $1", [other])
      expect(changed.count).toBe(0)
    }
  })

  it('includes the trail of the auditor alone', async () => {
    for (const name of PEOPLE) {
      const { count } = await asPerson(district.people[name], 'select 1 from gouji.audit')
      expect([name, count > 0]).toEqual([name, name === 'auditor'])
    }
  })

  it('does not include a role that one gives oneself', async () => {
    const { people, organisations } = district
    for (const name of PEOPLE) {
      const { code } = await asPerson(
        people[name],
        `insert into gouji."grant" (person, organisation, role, state, proposed_by, decided_by)
         values ($1, $2, 'finance_admin', 'active', $1, $1)`,
        [people[name], organisations.district],
      )
      expect([name, code === '42501' || code === 'GJ001']).toEqual([name, true])
    }
  })
})

describe('the application’s role', () => {
  it('is no superuser, passes no row-level security, owns nothing and makes nothing', async () => {
    const { rows } = await asPerson(
      undefined,
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        (select count(*)::int from pg_class where relowner = r.oid) as owned,
        has_schema_privilege('gouji', 'create') as creates, pg_has_role('gouji_owner', 'member') as owner
       from pg_roles r where rolname = current_user`,
    )
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        owned: 0,
        creates: false,
        owner: false,
      },
    ])
  })

  it.each([
    'set role gouji_owner',
    'alter table gouji.filing disable row level security',
    'drop policy see on gouji.filing',
    "set session_replication_role = 'replica'",
    'set row_security = off; select * from gouji.filing',
    'create table gouji.mine (a int)',
    'delete from gouji.audit',
    "update gouji.audit set detail = '{}'",
    'truncate gouji.audit',
    'select * from gouji_meta.checksum',
    'create or replace function gouji.reach(power text) returns setof uuid language sql as $$ select id from gouji.organisation $$',
    `insert into gouji.audit (seq, at, person_name, act, subject_kind, subject, detail, previous, hash)
     values (1000000, now(), '', '', '', '', '{}', '', '')`,
  ])('cannot: %s', async (statement) => {
    expect((await asPerson(district.people.financeAdmin, statement)).code).toBe('42501')
  })

  it('meets functions of the owner that nobody else may call and whose search path is fixed', async () => {
    const { rows } =
      await sql`select p.oid::regprocedure::text as name from pg_proc p where pronamespace = 'gouji'::regnamespace
      and ((prosecdef and not coalesce(proconfig::text, '') like '%search_path=pg_catalog, gouji, pg_temp%')
        or has_function_privilege('public', p.oid, 'execute'))`.execute(store.maintenance)
    expect(rows).toEqual([])
  })
})
