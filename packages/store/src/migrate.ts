/**
 * Brings a database to the schema of this program. Forward only; each migration runs once and its text is remembered by
 * hash, so that an installation whose schema was made by another text is told apart from a sound one.
 */
import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { StoreFailure, understandFailure } from './failure.ts'
import { MIGRATIONS, type SchemaMigration } from './migrations/index.ts'

/** Apart from the data, and out of the application's reach. */
export const META = 'gouji_meta'

export const checksum = (migration: SchemaMigration): string => createHash('sha256').update(migration.sql).digest('hex')

export interface Migrated {
  readonly applied: readonly string[]
  readonly version: string
}

// biome-ignore lint/suspicious/noExplicitAny: the schema is not known while it is being made.
type Any = Kysely<any>

export async function migrate(
  given: Any,
  to?: string,
  migrations: readonly SchemaMigration[] = MIGRATIONS,
): Promise<Migrated> {
  // Without the default schema, which would take the migrator's own tables with it.
  const db = given.withoutPlugins()
  // Programs that start at the same moment come one after the other, from the very first statement on.
  return db.connection().execute(async (holder) => {
    await sql`select pg_advisory_lock(${LOCK})`.execute(holder)
    try {
      return await migrateLocked(db, to, migrations)
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(holder)
    }
  })
}

const LOCK = 7136281904258

async function migrateLocked(
  db: Any,
  to: string | undefined,
  migrations: readonly SchemaMigration[],
): Promise<Migrated> {
  await sql`create schema if not exists ${sql.id(META)}`.execute(db)
  await sql`create table if not exists ${sql.id(META, 'checksum')} (name text primary key, sha256 text not null,
    applied_at timestamptz not null default now())`.execute(db)
  const known = await checksums(db)
  refuseForeign(known, migrations)
  const migrator = new Migrator({
    db,
    provider: {
      async getMigrations() {
        return Object.fromEntries(
          migrations.map((migration) => [migration.name, { up: (inner: Any) => up(inner, migration) }]),
        )
      },
    },
    migrationTableSchema: META,
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  })
  const { error, results } = to === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(to)
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName
    const understood = understandFailure(error)
    if (understood instanceof StoreFailure && understood.code === 'disk-full') throw understood
    throw new StoreFailure(
      'migration-failed',
      { name: failed, said: error instanceof Error ? error.message : String(error) },
      error,
    )
  }
  const applied = (results ?? []).map((result) => result.migrationName)
  const version = (await appliedMigrations(db)).at(-1)
  return { applied, version: version ?? '' }
}

async function up(db: Any, migration: SchemaMigration): Promise<void> {
  await sql.raw(migration.sql).execute(db)
  await sql`insert into ${sql.id(META, 'checksum')} (name, sha256) values (${migration.name}, ${checksum(migration)})`.execute(
    db,
  )
}

export async function checksums(db: Any): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{
    name: string
    sha256: string
  }>`select name, sha256 from ${sql.id(META, 'checksum')}`.execute(db)
  return new Map(found.rows.map((row) => [row.name, row.sha256]))
}

export async function appliedMigrations(db: Any): Promise<readonly string[]> {
  return [...(await checksums(db)).keys()].sort()
}

/** A schema from a changed migration, or from a newer program, is none that this program may work on. */
export function refuseForeign(
  known: ReadonlyMap<string, string>,
  migrations: readonly SchemaMigration[] = MIGRATIONS,
): void {
  const own = new Map(migrations.map((migration) => [migration.name, checksum(migration)]))
  for (const [name, sha256] of known) {
    const expected = own.get(name)
    if (expected === undefined) throw new StoreFailure('migration-newer', { name })
    if (expected !== sha256) throw new StoreFailure('migration-changed', { name, expected, found: sha256 })
  }
}
