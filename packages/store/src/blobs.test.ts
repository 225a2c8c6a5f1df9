import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Blobs, openBlobs } from './blobs.ts'
import { startChild } from './testing/child.ts'

let folder: string
let blobs: Blobs
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-blobs-'))
  blobs = await openBlobs(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

const LIMITS = { bytesMax: 1_000_000 }
const all = async (): Promise<string[]> => collect(blobs.all())
const incoming = (): Promise<string[]> => readdir(join(folder, '.incoming'))

it('keeps bytes under their hash, once', async () => {
  const bytes = randomBytes(200_000)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const parts = [bytes.subarray(0, 1), bytes.subarray(1, 90_000), bytes.subarray(90_000)]
  expect(await blobs.put(Readable.from(parts), LIMITS)).toEqual({ sha256, bytes: 200_000, isNew: true })
  expect(await blobs.put(bytes, LIMITS)).toEqual({ sha256, bytes: 200_000, isNew: false })
  expect(await buffer(await blobs.read(sha256))).toEqual(bytes)
  const few = await blobs.read(sha256, { start: 10, end: 19 })
  expect(await buffer(few)).toEqual(bytes.subarray(10, 20))
  expect(await all()).toEqual([sha256])
})

it('is the same for many who bring the same bytes at once', async () => {
  const bytes = randomBytes(50_000)
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => blobs.put(bytes, LIMITS)))
  expect(outcomes.filter((outcome) => outcome.isNew)).toHaveLength(1)
})

it('refuses too much, nothing, and a stream that breaks, and leaves nothing behind', async () => {
  const before = await all()
  await expect(blobs.put(randomBytes(1_000_001), LIMITS)).rejects.toMatchObject({ code: 'blob-too-large' })
  await expect(blobs.put(Readable.from([]), LIMITS)).rejects.toMatchObject({ code: 'blob-empty' })
  const breaking = (async function* () {
    yield randomBytes(1000)
    throw new Error('The line broke.')
  })()
  await expect(blobs.put(breaking, LIMITS)).rejects.toThrow('The line broke.')
  expect(await all()).toEqual(before)
  expect(await incoming()).toEqual([])
})

it('takes no name that leads elsewhere', async () => {
  for (const name of ['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}/`]) {
    await expect(async () => blobs.read(name)).rejects.toMatchObject({ code: 'blob-missing' })
  }
  await expect(blobs.read('0'.repeat(64))).rejects.toMatchObject({ code: 'blob-missing' })
})

it('shows nothing of an upload that was killed, and removes its rest later', async () => {
  const before = await all()
  const child = startChild('./upload.ts', [folder])
  await child.says('half')
  await child.kill()
  expect(await all()).toEqual(before)
  const left = await incoming()
  expect(left).toHaveLength(1)
  expect(await blobs.tidy(60_000)).toBe(0)
  const past = new Date(Date.now() - 120_000)
  await utimes(join(folder, '.incoming', left[0]!), past, past)
  expect(await blobs.tidy(60_000)).toBe(1)
  expect(await incoming()).toEqual([])
})

it('says which bytes are no longer what their name says', async () => {
  const { sha256 } = await blobs.put(randomBytes(1000), LIMITS)
  expect(await collect(blobs.verify())).toEqual([])
  await chmod(blobs.pathOf(sha256), 0o600)
  await truncate(blobs.pathOf(sha256), 999)
  await writeFile(join(folder, 'stray.txt'), 'x')
  const problems = await collect(blobs.verify())
  expect(problems).toContainEqual({ sha256, problem: 'changed' })
  expect(problems).toContainEqual({ sha256: 'stray.txt', problem: 'misplaced' })
  expect(await blobs.verifyOne(sha256)).toBe('changed')
  expect(await blobs.verifyOne('0'.repeat(64))).toBe('missing')
})
