import { spawnSync } from 'node:child_process'
import { chownSync, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readlink, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStarted } from '../people.ts'
import { openStore, type Store } from '../store.ts'
import { startChild } from '../testing/child.ts'
import { makeDistrict } from '../testing/district.ts'
import { databasePid, killDatabase } from '../testing/kill-database.ts'
import { makeLinks } from './binaries.ts'
import { lockFolder } from './lock.ts'

const embedded = process.env.DATABASE_URL ? describe.skip : describe
const folders: string[] = []
const temporary = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'gouji-'))
  folders.push(path)
  return path
}
afterAll(async () => {
  for (const path of folders) await rm(path, { recursive: true, force: true })
})

const holdsDistrict = async (store: Store): Promise<boolean> => store.nobody(isStarted)

embedded('the embedded server (skipped with DATABASE_URL, which takes its place)', () => {
  let folder: string
  beforeAll(async () => {
    folder = await temporary()
    const store = await openStore({ dataFolder: folder })
    await makeDistrict(store)
    await store.close()
  })

  it('stops cleanly, keeps its records, and keeps its password to itself', async () => {
    expect(existsSync(join(folder, 'postgres', 'data', 'postmaster.pid'))).toBe(false)
    expect(existsSync(join(folder, 'gouji.lock'))).toBe(false)
    expect((await stat(join(folder, 'secrets', 'postgres.json'))).mode & 0o777).toBe(0o600)
    const store = await openStore({ dataFolder: folder })
    expect(await holdsDistrict(store)).toBe(true)
    await store.close()
  })

  it('lets one program at a time on a folder, and others join it', async () => {
    await expect(openStore({ dataFolder: folder, attach: true })).rejects.toMatchObject({ code: 'nothing-to-attach' })
    const child = startChild('./hold.ts', [folder])
    await child.says('open')
    await expect(openStore({ dataFolder: folder })).rejects.toMatchObject({
      code: 'folder-in-use',
      facts: { pid: child.pid },
    })
    const joined = await openStore({ dataFolder: folder, attach: true })
    expect(await holdsDistrict(joined)).toBe(true)
    await joined.close()
    expect(await child.end()).toBe(0)
  })

  it('takes over from a program that was killed and left its server running', async () => {
    const child = startChild('./hold.ts', [folder, 'durable'])
    await child.says('open')
    const orphan = databasePid(folder)!
    expect(orphan).toBeGreaterThan(1)
    await child.kill()
    expect(() => process.kill(orphan, 0)).not.toThrow()
    const store = await openStore({ dataFolder: folder })
    expect(() => process.kill(orphan, 0)).toThrow()
    expect(await holdsDistrict(store)).toBe(true)
    await store.close()
  })

  it('recovers when program and server were killed together', async () => {
    const child = startChild('./hold.ts', [folder, 'durable'])
    await child.says('open')
    expect(killDatabase(folder)).toBe(true)
    await child.kill()
    const store = await openStore({ dataFolder: folder })
    expect(await holdsDistrict(store)).toBe(true)
    await store.close()
  })

  it('is not kept from starting by a number that belongs to another program now', async () => {
    await writeFile(join(folder, 'postgres', 'data', 'postmaster.pid'), `${process.pid}\n`)
    const store = await openStore({ dataFolder: folder })
    expect(await holdsDistrict(store)).toBe(true)
    await store.close()
  })

  it('starts a server again that dies while the program lives', async () => {
    const store = await openStore({ dataFolder: folder })
    expect(killDatabase(folder)).toBe(true)
    await pause(50)
    await expect(store.ping()).rejects.toMatchObject({ code: 'database-lost' })
    await expect
      .poll(
        () =>
          store.ping().then(
            () => true,
            () => false,
          ),
        { timeout: 60_000 },
      )
      .toBe(true)
    expect(await holdsDistrict(store)).toBe(true)
    await store.close()
  })

  it('runs for an ordinary user', async ({ skip }) => {
    // Started by root, the tests of this file show root; `nobody` is then the ordinary user.
    const isRoot = process.getuid?.() === 0
    const own = await temporary()
    const user = { uid: 65534, gid: 65534 }
    const reads = spawnSync(
      process.execPath,
      ['-e', `require('fs').accessSync(${JSON.stringify(import.meta.filename)})`],
      {
        ...(isRoot ? user : {}),
      },
    )
    skip(reads.status !== 0, 'This checkout stands where only root may read.')
    if (isRoot) chownSync(own, user.uid, user.gid)
    const child = startChild('./hold.ts', [own], isRoot ? user : {})
    await child.says('open')
    expect((await stat(join(own, 'postgres', 'data'))).uid).toBe(isRoot ? user.uid : process.getuid?.())
    expect(await child.end()).toBe(0)
  })

  it('listens on a port of the loopback where the folder’s path is too long for a socket', async () => {
    const top = await temporary()
    const deep = join(top, 'd'.repeat(60), 'e'.repeat(60))
    await mkdir(deep, { recursive: true })
    // As root, the server's account has to pass through.
    if (process.getuid?.() === 0) {
      await expect(openStore({ dataFolder: deep })).rejects.toMatchObject({ code: 'folder-unreachable' })
    }
    await chmod(top, 0o711)
    const store = await openStore({ dataFolder: deep, durable: false })
    expect(store.administrator.host).toBe('127.0.0.1')
    await store.close()
  })
})

describe('links that the install script would make', () => {
  it('are made when missing, and left alone when there', async () => {
    const root = await temporary()
    await mkdir(join(root, 'native', 'lib'), { recursive: true })
    await writeFile(join(root, 'native', 'lib', 'libx.so.1.2'), '')
    const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }]
    await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links))
    await makeLinks(root)
    await makeLinks(root)
    expect(await readlink(join(root, 'native', 'lib', 'libx.so.1'))).toBe('libx.so.1.2')
  })
})

describe('the lock of a folder', () => {
  it('is given to one of many who ask at once, however often a killed holder left it behind', async () => {
    const folder = await temporary()
    const path = join(folder, 'gouji.lock')
    const past = new Date(Date.now() - 120_000)
    for (let round = 0; round < 50; round++) {
      await writeFile(path, JSON.stringify({ pid: 2 ** 22 + 1, host: 'gone', began: '', nonce: `${round}` }))
      await utimes(path, past, past)
      const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder)))
      const won = outcomes.filter((outcome) => outcome.status === 'fulfilled')
      expect(won).toHaveLength(1)
      await won[0]!.value.release()
    }
    expect(await readdir(folder)).toEqual([])
  })
})
