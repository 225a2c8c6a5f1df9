/**
 * Saves the whole installation into one file: every table as it was at one moment, and every blob that the rows name.
 * People may go on working meanwhile.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { understandFailure } from '../failure.ts'
import { META } from '../migrate.ts'
import type { Store } from '../store.ts'
import { type ArchiveWriter, writeArchive } from './archive.ts'
import { type BackedUpTable, FORMAT, FORMAT_VERSION, MANIFEST, type Manifest, openBackup, SEAL } from './manifest.ts'

export interface BackupOutcome {
  readonly path: string
  readonly bytes: number
  readonly rows: number
  readonly blobs: number
  readonly missing: readonly string[]
}

/** Writes to a new file; whatever happens, a file of this name is a whole and verified backup. */
export async function backup(store: Store, path: string): Promise<BackupOutcome> {
  const archive = await writeArchive(path)
  const staging = await mkdtemp(`${resolve(path)}.staging-`)
  const client = await store.maintenancePool.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    const tables = []
    for (const { table, columns } of await tablesOf(client))
      tables.push(await saveTable(client, archive, staging, table, columns))
    const { blobs, missing } = await saveBlobs(store, archive, await namedBlobs(client))
    const manifest: Manifest = {
      format: FORMAT,
      version: FORMAT_VERSION,
      createdAt: new Date().toISOString(),
      postgres: (await client.query('show server_version')).rows[0].server_version,
      migrations: (await client.query(`select name, sha256 from ${META}.checksum order by name`)).rows,
      tables,
      claimShares: (await client.query('select distinct region, year from gouji.reading order by 1, 2')).rows,
      blobs,
      missing,
      audit: await headOf(client),
    }
    await client.query('commit')
    const text = Buffer.from(JSON.stringify(manifest, undefined, 1))
    const seal = Buffer.from((await archive.add(MANIFEST, text.byteLength, [text])).sha256)
    await archive.add(SEAL, seal.byteLength, [seal])
    await archive.finish()
    await openBackup(path)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    return { path, bytes: (await stat(path)).size, rows, blobs: blobs.length, missing }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    await archive.abandon()
    throw understandFailure(error)
  } finally {
    client.release()
    await rm(staging, { recursive: true, force: true })
  }
}

/** Tables in an order in which they can be filled again: first those that others refer to. */
export async function tablesOf(client: pg.ClientBase): Promise<{ table: string; columns: string[] }[]> {
  const { rows } = await client.query(`select c.relname as table,
      array_agg(a.attname::text order by a.attnum) as columns,
      array(select distinct confrelid::regclass::oid from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs, c.oid
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'gouji'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    group by c.oid, c.relname order by c.relname`)
  const left = new Map(rows.map((row: { oid: number }) => [row.oid, row as unknown as Placed]))
  const ordered: Placed[] = []
  while (left.size > 0) {
    const ready = [...left.values()].filter((row) => row.needs.every((oid) => !left.has(oid)))
    // A ring of references cannot be filled in any order; the migrations make none, and a test would say so.
    if (ready.length === 0)
      throw new Error(`Tables refer to each other in a ring: ${[...left.values()].map((row) => row.table)}.`)
    for (const row of ready) {
      ordered.push(row)
      left.delete(row.oid)
    }
  }
  return ordered.map(({ table, columns }) => ({ table, columns }))
}

interface Placed {
  readonly oid: number
  readonly table: string
  readonly columns: string[]
  readonly needs: readonly number[]
}

async function saveTable(
  client: pg.PoolClient,
  archive: ArchiveWriter,
  staging: string,
  table: string,
  columns: readonly string[],
): Promise<BackedUpTable> {
  const staged = join(staging, table)
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  const copy = client.query(copyTo(`copy (select ${names} from gouji.${pg.escapeIdentifier(table)}) to stdout`))
  await pipeline(copy, createGzip({ level: 6 }), createWriteStream(staged, { mode: 0o600 }))
  const { size } = await stat(staged)
  const written = await archive.add(`tables/${table}.copy.gz`, size, createReadStream(staged))
  await rm(staged)
  return { ...written, table, columns, rows: copy.rowCount ?? 0 }
}

/** Hashes of all bytes that rows speak of. */
async function namedBlobs(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query(`select sha256 from gouji.document
    union select report from gouji.reading where report is not null
    union select file ->> 'sha256' from gouji.edition, jsonb_array_elements(files) as file order by 1`)
  return rows.map((row: { sha256: string }) => row.sha256)
}

async function saveBlobs(
  store: Store,
  archive: ArchiveWriter,
  hashes: readonly string[],
): Promise<Pick<Manifest, 'blobs' | 'missing'>> {
  const blobs: Manifest['blobs'][number][] = []
  const missing: string[] = []
  for (const sha256 of hashes) {
    if ((await store.blobs.verifyOne(sha256).catch(() => 'missing')) !== 'sound') {
      missing.push(sha256)
      continue
    }
    const bytes = await store.blobs.size(sha256)
    const source = (await store.blobs.read(sha256)).pipe(new PassThrough())
    blobs.push(await archive.add(`blobs/${sha256}`, bytes, source))
  }
  return { blobs, missing }
}

async function headOf(client: pg.ClientBase): Promise<Manifest['audit']> {
  const { rows } = await client.query('select seq::int as seq, hash from gouji.audit order by seq desc limit 1')
  return rows[0] ?? null
}

/** Where a backup made at a time stands, unless told otherwise: `gouji-20261121T093000.backup.tar`. */
export const backupName = (folder: string, at: Date): string =>
  join(folder, `gouji-${at.toISOString().replace(/[-:]/g, '').slice(0, 15)}.backup.tar`)
