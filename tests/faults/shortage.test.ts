/** No space left, and no database: people are told so in words, and the workbench goes on by itself afterwards. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { killDatabase } from '../../packages/store/src/testing/kill-database.ts'
import type { Answer } from '../workbench/visitor.ts'
import { openInstallation } from './installation.ts'
import { proveKept, startUse } from './use.ts'

const IS_OURS = process.platform === 'linux' && !process.env.DATABASE_URL
const DISK_MB = 256
const LOST_MS = 4000

/** A small disk of our own, where the system lets us have one. */
function smallDisk(): string | undefined {
  // Asked for by name: it has not yet been seen to end in time on a machine under load.
  if (!IS_OURS || !process.env.FAULT_DISK || process.getuid?.() !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'gouji-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmdirSync(folder)
    return undefined
  }
}

const disk = smallDisk()

it.skipIf(!disk)(
  'a full disk is told in words, loses nothing, and is over when there is space again (FAULT_DISK=1; skipped where no small disk can be mounted)',
  { timeout: 120_000 },
  async () => {
    const installation = await openInstallation(disk)
    try {
      const { people } = installation
      const send = (): Promise<Answer> =>
        people.uploader.upload('/documents', [
          { name: `${Date.now()}.txt`, bytes: Buffer.from(randomBytes(3_000_000).toString('hex')) },
        ])
      const use = startUse(installation)
      await pause(1500)
      await use.stop()
      const filler = join(disk!, 'filler')
      await writeFile(filler, Buffer.alloc(DISK_MB * 1024 * 1024)).catch(() => undefined)
      const refused = await send()
      expect(refused.json).toMatchObject({ status: 507, code: 'disk-full', title: '服务器磁盘已满' })
      await rm(filler)
      await expect.poll(async () => (await send()).status, { timeout: 30_000, interval: 500 }).toBe(200)
      await installation.untilReady()
      expect((await proveKept(installation, { uploads: 0, editions: 0 })).broken).toEqual([])
      expect(use.wrong).toEqual([])
    } finally {
      await installation.close()
      execFileSync('umount', [disk!])
      rmdirSync(disk!)
    }
  },
)

it.skipIf(!IS_OURS)(
  'a lost database is told in words, and found again without anybody doing anything (skipped with DATABASE_URL: not ours to kill)',
  { timeout: 120_000 },
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
        .poll(async () => (await people.editor.call('GET', `/ledgers/${ledger}/rows`)).status, { timeout: 30_000 })
        .toBe(200)
    } finally {
      await installation.close()
    }
  },
)
