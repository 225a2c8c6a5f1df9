/**
 * One program at a time on one data folder. The lock is a file that names its holder; a holder that is gone (killed,
 * power lost) is recognised, also when its process number has been given out again.
 */
import { randomUUID } from 'node:crypto'
import { link, readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
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
const ATTEMPTS = 100

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
    for (let attempt = 0; !(await took(draft, path)); attempt++) {
      const text = await readFile(path, 'utf8').catch(() => undefined)
      if (text === undefined) continue
      const holder = parse(text)
      if ((holder && (await isAlive(holder, path))) || attempt > ATTEMPTS) {
        throw new StoreFailure('folder-in-use', { folder, pid: holder?.pid, host: holder?.host, since: holder?.since })
      }
      await removeStale(draft, path, text)
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

/**
 * Takes a stale lock away. Only who holds the guard may, and looks again under it, so that a live lock that another
 * program has put there meanwhile stays.
 */
async function removeStale(draft: string, path: string, stale: string): Promise<void> {
  const guard = `${path}.guard`
  if (!(await took(draft, guard))) {
    const other = parse(await readFile(guard, 'utf8').catch(() => ''))
    // Whoever held the guard was killed within its few lines.
    if (other && !(await isAlive(other, guard))) await unlink(guard).catch(() => undefined)
    await pause(20)
    return
  }
  try {
    if ((await readFile(path, 'utf8').catch(() => '')) === stale) await unlink(path)
  } finally {
    await unlink(guard).catch(() => undefined)
  }
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
