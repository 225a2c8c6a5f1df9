/**
 * One program at a time on one data folder. The lock is a file that names its holder; a holder that is gone (killed,
 * power lost) is recognised, also when its process number has been given out again.
 */
import { randomUUID } from 'node:crypto'
import { link, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { StoreFailure } from '../failure.ts'

export interface FolderLock {
  release(): Promise<void>
}

interface Holder {
  readonly pid: number
  readonly host: string
  /** When the process began, as far as the system tells; a number given out again has another one. */
  readonly began: string
  readonly nonce: string
  readonly since: string
}

const TOUCH_MS = 5_000
/** A holder on another host cannot be asked; it is taken for gone when it has not touched the lock for so long. */
const SILENT_MS = 30_000

export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'gouji.lock')
  const nonce = randomUUID()
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    began: await beginningOf(process.pid),
    nonce,
    since: new Date().toISOString(),
  }
  const draft = `${path}.${nonce}`
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600, flag: 'wx' })
  try {
    for (let attempt = 0; ; attempt++) {
      if (await took(draft, path)) break
      const text = await readFile(path, 'utf8').catch(() => undefined)
      if (text === undefined) continue
      const holder = parse(text)
      if ((holder && (await isAlive(holder, path))) || attempt > 5) {
        throw new StoreFailure('folder-in-use', { folder, pid: holder?.pid, host: holder?.host, since: holder?.since })
      }
      await removeStale(path, text)
    }
  } finally {
    await unlink(draft).catch(() => undefined)
  }
  const timer = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, TOUCH_MS)
  timer.unref()
  return {
    async release() {
      clearInterval(timer)
      const holder = parse(await readFile(path, 'utf8').catch(() => ''))
      if (holder?.nonce === nonce) await unlink(path).catch(() => undefined)
    },
  }
}

/** Linking fails when the name is taken, so of two programs exactly one succeeds. */
async function took(draft: string, path: string): Promise<boolean> {
  return link(draft, path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
}

/** Takes the stale lock away; where another program was quicker and its live lock was caught, puts it back. */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.stale-${randomUUID()}`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, path).catch(() => undefined)
  await unlink(aside).catch(() => undefined)
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder
  } catch {
    return undefined
  }
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }))
    return Date.now() - mtimeMs < SILENT_MS
  }
  return isRunning(holder.pid) && holder.began === (await beginningOf(holder.pid))
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Linux tells when a process began; elsewhere the number alone has to do. */
async function beginningOf(pid: number): Promise<string> {
  try {
    const [line, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ])
    // The name of the program stands in brackets and may hold blanks, so counting begins behind it.
    return `${boot.trim()} ${line.slice(line.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return ''
  }
}
