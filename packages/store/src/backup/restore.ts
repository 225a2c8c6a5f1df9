/**
 * Brings a backup into an empty installation: verified as a whole before anything is written, and afterwards again by the
 * rows, the trail and the blobs that are there then.
 */
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { sql } from 'kysely'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { verifyAudit } from '../audit.ts'
import { OWNER } from '../connect.ts'
import { isFailure, StoreFailure, understandFailure } from '../failure.ts'
import { checksum, META, migrate } from '../migrate.ts'
import { MIGRATIONS } from '../migrations/index.ts'
import type { Store } from '../store.ts'
import { type Manifest, type OpenedBackup, openBackup } from './manifest.ts'

export interface RestoreOutcome {
  readonly createdAt: string
  readonly rows: number
  readonly blobs: number
  readonly missing: readonly string[]
  readonly version: string
}

/** The store may be opened with `withoutMigrating`. What was there must be empty: nobody in it. */
export async function restore(store: Store, path: string): Promise<RestoreOutcome> {
  const opened = await openBackup(path)
  const { manifest } = opened
  refuseUnknown(manifest)
  await makeEmpty(store)
  await migrate(store.maintenance, manifest.migrations.at(-1)?.name)
  for (const { name, sha256 } of manifest.blobs) {
    const put = await store.blobs.put(opened.entries.get(name)!.read(), { bytesMax: Number.MAX_SAFE_INTEGER })
    if (`blobs/${put.sha256}` !== name) throw new StoreFailure('backup-damaged', { name, reason: 'hash', sha256 })
  }
  await loadTables(store, opened)
  const { version } = await migrate(store.maintenance)
  await verifyRestored(store, manifest)
  await store.nobody(async (tx) => {
    tx.record({
      act: 'restore',
      kind: 'store',
      subject: 'store',
      by: 'machine',
      detail: { createdAt: manifest.createdAt },
    })
  })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  return { createdAt: manifest.createdAt, rows, blobs: manifest.blobs.length, missing: manifest.missing, version }
}

/** A backup of a newer program, or of a schema that other migrations made. */
function refuseUnknown(manifest: Manifest): void {
  for (const { name, sha256 } of manifest.migrations) {
    const own = MIGRATIONS.find((migration) => migration.name === name)
    if (!own) throw new StoreFailure('migration-newer', { name })
    const expected = checksum(own)
    if (expected !== sha256) throw new StoreFailure('migration-changed', { name, expected, found: sha256 })
  }
}

async function makeEmpty(store: Store): Promise<void> {
  const { rows } = await sql<{ is: boolean }>`select to_regclass('gouji.person') is not null as is`.execute(
    store.maintenance,
  )
  if (rows[0]!.is) {
    const people = await sql`select from gouji.person limit 1`.execute(store.maintenance)
    if (people.rows.length > 0) throw new StoreFailure('restore-not-empty', { folder: store.dataFolder })
  }
  for (const schema of ['gouji', META])
    await sql.raw(`drop schema if exists ${schema} cascade`).execute(store.maintenance)
  await sql.raw(`create schema gouji authorization ${OWNER}`).execute(store.maintenance)
}

/** One transaction: all of it is there afterwards, or nothing. */
async function loadTables(store: Store, { manifest, entries }: OpenedBackup): Promise<void> {
  const client = await store.maintenancePool.connect()
  const each = async (change: string): Promise<void> => {
    for (const { table } of manifest.tables)
      await client.query(`alter table gouji.${pg.escapeIdentifier(table)} ${change}`)
  }
  try {
    await client.query('begin')
    // An earlier version has no passages yet.
    const parents = ['claim', 'passage'].filter((name) => manifest.tables.some(({ table }) => table === name))
    for (const { region, year } of manifest.claimShares)
      for (const parent of parents) await client.query(`select gouji.${parent}_partition($1, $2)`, [region, year])
    // Rows come back as they were, past the triggers that watch over changes; COPY does not work under row-level security.
    await each('disable trigger user')
    await each('no force row level security')
    // What the migrations themselves put into tables is in the backup as well.
    const names = manifest.tables.map(({ table }) => `gouji.${pg.escapeIdentifier(table)}`)
    await client.query(`truncate ${names.join(', ')}`)
    for (const { name, table, columns } of manifest.tables) {
      const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
      const copy = client.query(copyFrom(`copy gouji.${pg.escapeIdentifier(table)} (${list}) from stdin`))
      await pipeline(entries.get(name)!.read(), createGunzip(), copy)
    }
    await each('force row level security')
    await each('enable trigger user')
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw understandFailure(error)
  } finally {
    client.release()
  }
}

async function verifyRestored(store: Store, manifest: Manifest): Promise<void> {
  for (const { table, rows } of manifest.tables) {
    const found = await sql<{ n: bigint }>`select count(*) as n from ${sql.id('gouji', table)}`.execute(
      store.maintenance,
    )
    // Later migrations may add rows to tables of their own making, never take any away.
    if (Number(found.rows[0]!.n) < rows) throw new StoreFailure('backup-damaged', { table, reason: 'rows' })
  }
  const { head, breaks } = await verifyAudit(store.maintenance)
  if (breaks.length > 0 || (head?.hash ?? null) !== (manifest.audit?.hash ?? null)) {
    throw new StoreFailure('backup-damaged', { reason: 'audit', seq: breaks[0]?.seq })
  }
  for (const { sha256, name } of manifest.blobs) {
    const state = await store.blobs.verifyOne(name.slice('blobs/'.length)).catch((error: unknown) => {
      if (isFailure(error)) return 'missing' as const
      throw error
    })
    if (state !== 'sound') throw new StoreFailure('backup-damaged', { name, reason: state, sha256 })
  }
}
