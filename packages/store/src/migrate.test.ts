import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { META, migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { Database } from './schema.ts'
import type { Store } from './store.ts'
import { type TestServer, testServer } from './testing/open.ts'
import { SAMPLES } from './testing/samples.ts'
import { schemaText } from './testing/schema-text.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server?.stop())

const empty = (): Promise<Store> => server.open({ withoutMigrating: true })

async function counts(db: Kysely<Database>): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'gouji'::regnamespace and relkind in ('r', 'p') and not relispartition`.execute(db)
  const found: Record<string, number> = {}
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.id('gouji', name)}`.execute(db)
    found[name] = rows[0]!.n
  }
  return found
}

describe('migrations', () => {
  it('have samples, names in order, and nothing that goes back', () => {
    const names = MIGRATIONS.map((migration) => migration.name)
    expect(names).toEqual([...names].sort())
    expect(Object.keys(SAMPLES)).toEqual(names)
    expect(new Set(names.map((name) => name.slice(0, 4))).size).toBe(names.length)
  })

  it.each(MIGRATIONS.map((migration, index) => [migration.name, index] as const))(
    'lead from %s, with records in it, to the schema that an empty database gets',
    async (name, index) => {
      const fresh = await empty()
      await migrate(fresh.maintenance)
      const { maintenance: db } = await empty()
      await migrate(db, name)
      for (const { name: earlier } of MIGRATIONS.slice(0, index + 1)) await sql.raw(SAMPLES[earlier]!).execute(db)
      const before = await counts(db)
      const { version } = await migrate(db)
      expect(version).toBe(MIGRATIONS.at(-1)!.name)
      expect(await counts(db)).toMatchObject(before)
      for (const { name: later } of MIGRATIONS.slice(index + 1)) await sql.raw(SAMPLES[later]!).execute(db)
      // Partitions are made by records, not by migrations.
      await sql
        .raw(`select gouji.claim_partition('33', 2026), gouji.passage_partition('33', 2026)`)
        .execute(fresh.maintenance)
      expect(await schemaText(db)).toEqual(await schemaText(fresh.maintenance))
    },
  )

  it('run once', async () => {
    const { maintenance: db } = await empty()
    expect((await migrate(db)).applied).toHaveLength(MIGRATIONS.length)
    expect((await migrate(db)).applied).toEqual([])
  })

  it('are refused when the text of one that was applied has changed', async () => {
    const { maintenance: db } = await empty()
    await migrate(db)
    const changed = MIGRATIONS.map((one, index) => (index === 1 ? { ...one, sql: `${one.sql} ` } : one))
    await expect(migrate(db, undefined, changed)).rejects.toMatchObject({
      code: 'migration-changed',
      facts: { name: MIGRATIONS[1]!.name },
    })
  })

  it('are refused on a database of a newer program', async () => {
    const { maintenance: db } = await empty()
    await migrate(db)
    await expect(migrate(db, undefined, MIGRATIONS.slice(0, -1))).rejects.toMatchObject({ code: 'migration-newer' })
  })

  it('leave nothing behind when one fails', async () => {
    const { maintenance: db } = await empty()
    const broken = [...MIGRATIONS, { name: '9999-broken', sql: 'create table gouji.half (a int); select nonsense' }]
    await expect(migrate(db, undefined, broken)).rejects.toMatchObject({ code: 'migration-failed' })
    const { rows } = await sql`select from pg_class where relname = 'half'`.execute(db)
    expect(rows).toHaveLength(0)
    expect((await migrate(db)).version).toBe(MIGRATIONS.at(-1)!.name)
  })

  it('come one after the other when several programs start at once', async () => {
    const databaseUrl = await server.database()
    const [store] = await Promise.all([1, 2, 3].map(() => server.open({ databaseUrl })))
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.id(META, 'checksum')}`.execute(
      store!.maintenance,
    )
    expect(rows[0]!.n).toBe(MIGRATIONS.length)
  })
})
