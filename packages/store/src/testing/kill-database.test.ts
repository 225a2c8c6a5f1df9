import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { databasePid, killDatabase } from './kill-database.ts'

it.skipIf(process.platform !== 'linux')(
  'kills the process that works in the folder, and never what the file names otherwise (skipped where no /proc tells)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gouji-kill-'))
    const data = join(folder, 'postgres', 'data')
    await mkdir(data, { recursive: true })
    const own = spawn('sleep', ['60'], { cwd: data })
    const other = spawn('sleep', ['60'], { cwd: folder })
    try {
      expect(killDatabase(folder)).toBe(false)
      // Among these are what is read while a database starts, and what would end the group of this very process.
      for (const text of [
        '',
        '\n',
        '0\n',
        '-1\n',
        '1\n',
        `${process.pid}\n`,
        `${other.pid}\n`,
        'starting\n',
        '999999999',
      ]) {
        await writeFile(join(data, 'postmaster.pid'), text)
        expect([text, databasePid(folder), killDatabase(folder)]).toEqual([text, undefined, false])
      }
      await writeFile(join(data, 'postmaster.pid'), `${own.pid}\n${data}\n`)
      const ended = once(own, 'exit')
      expect(killDatabase(folder)).toBe(true)
      expect(await ended).toEqual([null, 'SIGKILL'])
      expect(other.exitCode).toBeNull()
    } finally {
      own.kill()
      other.kill()
      await rm(folder, { recursive: true, force: true })
    }
  },
)
