import { mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { verifyAudit } from '../audit.ts'
import { createLedger, ledgerHistory, ledgerRows, saveLedger } from '../ledgers.ts'
import { openStore } from '../store.ts'
import { makeDistrict } from '../testing/district.ts'
import { killDatabase } from '../testing/kill-database.ts'

const ROUNDS = 4
const WRITERS = 4

it.skipIf(process.env.DATABASE_URL)(
  `a database killed in the middle of writing, ${ROUNDS} times, loses nothing acknowledged and comes back by itself (skipped with DATABASE_URL: not ours to kill)`,
  { timeout: 600_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gouji-'))
    const store = await openStore({ dataFolder: folder })
    try {
      const { people, organisations } = await makeDistrict(store)
      const made = { organisation: organisations.a, year: 2026, stage: 'budget' } as const
      const { id: ledger } = await store.as(people.preparerA, (tx) => createLedger(tx, made))
      const acknowledged: string[] = []
      const codes = new Set<unknown>()
      let isOver = false
      const write = async (writer: number): Promise<void> => {
        for (let n = 0; !isOver; n++) {
          const key = `${writer}.${n}`
          const edits = [{ sheet: 's', key, cells: { n: key } }]
          try {
            await store.as(people.preparerA, (tx) => saveLedger(tx, { ledger, baseVersion: 0, edits }))
            acknowledged.push(key)
          } catch (error) {
            codes.add((error as { code?: unknown }).code)
            await pause(50)
          }
        }
      }
      const writing = Array.from({ length: WRITERS }, (_, writer) => write(writer))
      for (let round = 0; round < ROUNDS; round++) {
        const before = acknowledged.length
        await expect.poll(() => acknowledged.length, { timeout: 120_000, interval: 20 }).toBeGreaterThan(before + 20)
        expect(killDatabase(folder)).toBe(true)
      }
      await expect
        .poll(
          () =>
            store
              .ping()
              .then(() => true)
              .catch(() => false),
          { timeout: 120_000 },
        )
        .toBe(true)
      isOver = true
      await Promise.all(writing)
      const rows = await store.as(people.preparerA, (tx) => ledgerRows(tx, { ledger }))
      const kept = new Set(rows.map(({ key }) => key))
      expect(acknowledged.filter((key) => !kept.has(key))).toEqual([])
      // Nothing half: each row has its version, and the trail its act.
      const history = await store.as(people.preparerA, (tx) => ledgerHistory(tx, ledger))
      expect(history).toHaveLength(rows.length)
      expect((await verifyAudit(store.maintenance)).breaks).toEqual([])
      // People were told one thing only, which is true.
      expect([...codes]).toEqual(['database-lost'])
    } finally {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
)

it.skipIf(process.env.DATABASE_URL)(
  'a database that could not be started again for a while is up when it can be (skipped with DATABASE_URL: not ours to kill)',
  { timeout: 300_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gouji-'))
    const store = await openStore({ dataFolder: folder })
    try {
      const log = join(folder, 'postgres', 'server.log')
      await rename(log, `${log}.before`)
      await mkdir(log)
      expect(killDatabase(folder)).toBe(true)
      await expect(store.ping()).rejects.toMatchObject({ code: 'database-lost' })
      // Several attempts have failed by then.
      await pause(2000)
      await rmdir(log)
      const answers = (): Promise<boolean> =>
        store.ping().then(
          () => true,
          () => false,
        )
      await expect.poll(answers, { timeout: 120_000 }).toBe(true)
    } finally {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
)
