import { randomBytes } from 'node:crypto'
import { copyFile, open, readdir, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '../audit.ts'
import { addDocument, addReading, getDocument } from '../documents.ts'
import { createLedger, ledgerRows, saveLedger } from '../ledgers.ts'
import { migrate } from '../migrate.ts'
import { MIGRATIONS } from '../migrations/index.ts'
import type { Store } from '../store.ts'
import { type District, makeDistrict } from '../testing/district.ts'
import { type TestServer, testServer } from '../testing/open.ts'
import { SAMPLES } from '../testing/samples.ts'
import { schemaText } from '../testing/schema-text.ts'
import { backup } from './backup.ts'
import { openBackup } from './manifest.ts'
import { restore } from './restore.ts'

let server: TestServer
let store: Store
let district: District
let folder: string
let document: string
let ledger: string
const bytes = randomBytes(300_000)

beforeAll(async () => {
  server = await testServer()
  store = await server.open()
  district = await makeDistrict(store)
  folder = await server.folder()
  const { sha256 } = await store.blobs.put(bytes, { bytesMax: 1e6 })
  const report = await store.blobs.put(Buffer.from('{}'), { bytesMax: 1e6 })
  const organisation = district.organisations.a
  await store.as(district.people.preparerA, async (tx) => {
    const made = {
      organisation,
      sha256,
      bytes: bytes.byteLength,
      name: '预算.pdf',
      mediaType: 'application/pdf',
      year: 2026,
    }
    document = (await addDocument(tx, made)).document.id
    const claim = {
      kind: 'cell',
      measure: 'amount',
      low: 7n,
      high: 9007199254740993n,
      printed: '1\t\\',
      coordinates: {},
      key: '',
      place: {},
    } as const
    const reading = {
      document,
      region: '339900',
      year: 2026,
      engine: '1',
      verdict: 'pass',
      errors: 0,
      warnings: 0,
      hints: 0,
    } as const
    const words = { kind: 'text', title: '说明', words: '本年预算增加。', place: { block: 1 } } as const
    const passages = Array.from({ length: 3 }, () => words)
    const claims = Array.from({ length: 2500 }, () => claim)
    await addReading(tx, { ...reading, report: report.sha256, claims, passages })
    ledger = (await createLedger(tx, { organisation, year: 2026, stage: 'budget' })).id
    await saveLedger(tx, { ledger, baseVersion: 0, edits: [{ sheet: 'income', key: '1', cells: { 备注: '“\n”' } }] })
  })
})
afterAll(() => server?.stop())

const contents = async (of: Store): Promise<unknown> => {
  const found: Record<string, unknown> = {}
  for (const table of [
    'organisation',
    'person',
    'grant',
    'document',
    'reading',
    'claim',
    'passage',
    'ledger_row',
    'credential',
    'job',
    'role_power',
  ]) {
    const { rows } = await sql<{ all: unknown }>`select jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text) as all
      from ${sql.id('gouji', table)} t`.execute(of.maintenance)
    found[table] = rows[0]!.all
  }
  return found
}

describe('a backup', () => {
  it('comes back into an empty installation, row for row and byte for byte', async () => {
    const path = join(folder, 'a.tar')
    const saved = await backup(store, path)
    expect(saved).toMatchObject({ blobs: 2, missing: [] })
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const other = await server.open({ withoutMigrating: true })
    const outcome = await restore(other, path)
    expect(outcome.rows).toBe(saved.rows)
    expect(await contents(other)).toEqual(await contents(store))
    expect(await schemaText(other.maintenance)).toEqual(await schemaText(store.maintenance))
    expect((await verifyAudit(other.maintenance)).breaks).toEqual([])
    const { sha256 } = await other.as(district.people.preparerA, (tx) => getDocument(tx, document))
    expect(await other.blobs.verifyOne(sha256)).toBe('sound')
    // And people go on working there.
    await other.as(district.people.preparerA, (tx) =>
      saveLedger(tx, { ledger, baseVersion: 1, edits: [{ sheet: 'income', key: '2', cells: {} }] }),
    )
    expect(await other.as(district.people.preparerA, (tx) => ledgerRows(tx, { ledger }))).toHaveLength(2)
  })

  it('shows one moment, however much is written meanwhile', async () => {
    const path = join(folder, 'b.tar')
    let isOver = false
    const writing = (async () => {
      for (let n = 0; !isOver; n++) {
        await store.as(district.people.preparerB, async (tx) =>
          tx.record({ act: 'test', kind: 'test', subject: `${n}` }),
        )
      }
    })()
    await backup(store, path)
    isOver = true
    await writing
    const other = await server.open({ withoutMigrating: true })
    await restore(other, path)
    expect((await verifyAudit(other.maintenance)).breaks).toEqual([])
  })

  it('of an earlier version comes back and is brought to the present one', async () => {
    const path = join(folder, 'c.tar')
    const old = await server.open({ withoutMigrating: true })
    const early = MIGRATIONS.slice(0, 4)
    await migrate(old.maintenance, early.at(-1)!.name)
    for (const { name } of early) await sql.raw(SAMPLES[name]!).execute(old.maintenance)
    const { missing } = await backup(old, path)
    // The samples name bytes that nobody uploaded: the backup says so instead of failing or being silent.
    expect(missing).toEqual(['0'.repeat(64)])
    const other = await server.open({ withoutMigrating: true })
    expect((await restore(other, path)).version).toBe(MIGRATIONS.at(-1)!.name)
    // Partitions come with their first row, and an earlier version has no passages.
    await sql
      .raw(`select gouji.claim_partition('33', 2026), gouji.passage_partition('33', 2026)`)
      .execute(other.maintenance)
    expect(await schemaText(other.maintenance)).toEqual(await schemaText(store.maintenance))
  })

  it('is never brought over what is there', async () => {
    const path = join(folder, 'd.tar')
    await backup(store, path)
    await expect(restore(store, path)).rejects.toMatchObject({ code: 'restore-not-empty' })
  })

  it('leaves no half a file behind', async () => {
    const busy = join(folder, 'taken')
    await writeFile(`${busy}.partial`, 'x')
    await expect(backup(store, busy)).rejects.toMatchObject({ code: 'backup-unreadable' })
    expect((await readdir(folder)).filter((name) => name.includes('staging'))).toEqual([])
  })
})

describe('a damaged backup', () => {
  let path: string
  beforeAll(async () => {
    path = join(folder, 'sound.tar')
    await backup(store, path)
  })
  const damaged = async (name: string, damage: (path: string, size: number) => Promise<void>): Promise<unknown> => {
    const copy = join(folder, name)
    await copyFile(path, copy)
    await damage(copy, (await stat(copy)).size)
    const empty = await server.open({ withoutMigrating: true })
    const error = await restore(empty, copy).catch((e: unknown) => e)
    const { rows } = await sql`select from pg_class where relnamespace = 'gouji'::regnamespace`.execute(
      empty.maintenance,
    )
    expect(rows).toHaveLength(0)
    return error
  }

  it.each([0.2, 0.5, 0.9])('that was cut off at %d of its length writes nothing', async (share) => {
    expect(await damaged(`cut-${share}.tar`, (copy, size) => truncate(copy, Math.floor(size * share)))).toMatchObject({
      code: 'backup-damaged',
    })
  })

  const flip = async (copy: string, at: number): Promise<void> => {
    const file = await open(copy, 'r+')
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
    await file.write(Buffer.from([buffer[0]! ^ 0x55]), 0, 1, at)
    await file.close()
  }

  it('with one byte changed writes nothing', async () => {
    const error = await damaged('changed.tar', (copy, size) => flip(copy, Math.floor(size / 2)))
    expect(error).toMatchObject({ code: 'backup-damaged' })
  })

  it('is told wherever in the file a byte has changed', { timeout: 60_000 }, async () => {
    const copy = join(folder, 'flipped.tar')
    await copyFile(path, copy)
    const { size } = await stat(copy)
    const missed: number[] = []
    for (let at = 0; at < size; at += Math.ceil(size / 211)) {
      await flip(copy, at)
      const error = await openBackup(copy).catch((e: unknown) => e)
      if ((error as { code?: string }).code !== 'backup-damaged') missed.push(at)
      await flip(copy, at)
    }
    expect(missed).toEqual([])
    expect((await openBackup(copy)).manifest.format).toBe('gouji-backup')
  })

  it('that is none at all is told', async () => {
    expect(await damaged('none.tar', (copy) => writeFile(copy, 'x'.repeat(5000)))).toMatchObject({
      code: 'backup-damaged',
    })
  })
})
