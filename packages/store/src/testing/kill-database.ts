/**
 * Kills the embedded database of a data folder, and nothing else. The file that names its first process is empty for a
 * moment while the database starts, and keeps the number of one that is gone: read as it stands, an empty file is number
 * 0, and a signal to number 0 ends the whole group of the caller, the tests with it.
 */
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

/** The first process of the database, where one works in the folder now. Linux alone tells. */
export function databasePid(folder: string): number | undefined {
  const data = join(folder, 'postgres', 'data')
  try {
    const first = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]!
    if (!/^[1-9]\d*$/.test(first) || first === '1') return undefined
    return readlinkSync(`/proc/${first}/cwd`) === realpathSync(data) ? Number(first) : undefined
  } catch {
    // No file, or a process that has ended.
    return undefined
  }
}

/** False where there was none to kill. */
export function killDatabase(folder: string): boolean {
  const pid = databasePid(folder)
  if (pid === undefined) return false
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    return false
  }
}
