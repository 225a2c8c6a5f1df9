/** No space left, and no database: people are told so in words, and the workbench goes on by itself afterwards. */
import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { killDatabase } from '../../packages/store/src/testing/kill-database.ts'
import type { Answer } from '../workbench/visitor.ts'
import { openInstallation } from './installation.ts'
import { proveKept, startUse } from './use.ts'

const IS_OURS = process.platform === 'linux' && !process.env.DATABASE_URL
const DISK_MB = 256
const LOST_MS = 4000
/** What people are told while there is no space: that the disk is full, or that the database, which has stopped for it, is away. */
const TOLD = { 507: 'disk-full', 503: 'database-lost' } as const

interface Disk {
  readonly folder: string
  fill(): Promise<void>
  free(): Promise<void>
  remove(): void
}

/** A small disk of our own, where the system lets us have one. It goes with the tests, however they end. */
function smallDisk(): Disk | undefined {
  if (!IS_OURS || process.getuid?.() !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'gouji-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    rmdirSync(folder)
    return undefined
  }
  const filler = join(folder, 'filler')
  const remove = (): void => {
    if (!existsSync(folder)) return
    // Lazily: a process that is just ending may still hold a file there.
    execFileSync('umount', ['-l', folder])
    rmdirSync(folder)
  }
  process.once('exit', remove)
  return {
    ...{ folder, remove },
    async fill() {
      const file = await open(filler, 'a')
      try {
        for (let bytes = 1 << 20; bytes >= 1; ) {
          try {
            await file.appendFile(Buffer.alloc(bytes))
          } catch {
            bytes >>= 1
          }
        }
      } finally {
        await file.close()
      }
    },
    free: () => rm(filler),
  }
}

const disk = smallDisk()
afterAll(() => disk?.remove())

it.skipIf(!disk)(
  'a full disk is told in words, loses nothing, and is over when there is space again (skipped where no small disk can be mounted)',
  { timeout: 600_000 },
  async () => {
    const { folder, fill, free } = disk!
    const installation = await openInstallation(folder)
    try {
      const { people, promised, ledger } = installation
      const send = (): Promise<Answer> => {
        const bytes = randomBytes(3_000_000)
        return people.uploader.upload('/documents', [
          { name: `${randomUUID()}.txt`, bytes: Buffer.from(bytes.toString('hex')) },
        ])
      }
      const edit = async (): Promise<Answer> => {
        const [key, value] = [randomUUID(), randomUUID()]
        const changes = [
          { kind: 'put', row: { sheet: 'projects', key, values: { name: value, note: '字'.repeat(5000) } } },
        ]
        const answer = await people.editor.call('PATCH', `/ledgers/${ledger}/rows`, { base: 1, changes })
        if (answer.status === 200) promised.edits.push({ key, value })
        return answer
      }
      const use = startUse(installation)
      await pause(1500)
      await use.stop()

      await fill()
      expect((await send()).json).toMatchObject({ status: 507, code: 'disk-full', title: '服务器磁盘已满' })
      // What the database keeps needs space too, sooner or later.
      const refused: Answer[] = []
      for (const until = Date.now() + 120_000; refused.length === 0 && Date.now() < until; ) {
        await fill()
        const answer = await edit()
        if (answer.status !== 200) refused.push(answer)
      }
      expect(refused.length).toBeGreaterThan(0)
      for (const { status, json } of refused) {
        expect(Object.keys(TOLD)).toContain(String(status))
        expect(json.code).toBe(TOLD[status as keyof typeof TOLD])
      }

      await free()
      await installation.untilReady()
      await expect.poll(async () => (await send()).status, { timeout: 120_000, interval: 300 }).toBe(200)
      await expect.poll(async () => (await edit()).status, { timeout: 120_000, interval: 300 }).toBe(200)
      expect((await proveKept(installation, { uploads: 0, editions: 0 })).broken).toEqual([])
      expect(use.wrong).toEqual([])
    } finally {
      await installation.close()
    }
  },
)

it.skipIf(!IS_OURS)(
  'a lost database is told in words, and found again without anybody doing anything (skipped with DATABASE_URL: not ours to kill)',
  { timeout: 300_000 },
  async () => {
    const installation = await openInstallation()
    try {
      const { people, folder, ledger } = installation
      const seen: Answer[] = []
      for (const until = Date.now() + LOST_MS; Date.now() < until; await pause(50)) {
        killDatabase(folder)
        seen.push(await people.editor.call('GET', `/ledgers/${ledger}/rows`))
      }
      const refused = seen.filter(({ status }) => status !== 200)
      expect(refused.length).toBeGreaterThan(0)
      for (const { json } of refused) {
        expect(json).toMatchObject({ status: 503, code: 'database-lost', title: '暂时连不上数据库' })
      }
      await expect
        .poll(async () => (await people.editor.call('GET', `/ledgers/${ledger}/rows`)).status, { timeout: 120_000 })
        .toBe(200)
    } finally {
      await installation.close()
    }
  },
)
