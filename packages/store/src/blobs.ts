/**
 * Bytes under their hash (`blobs/ab/cd/<sha256>`), never changed. They are written beside their place, forced to disk and
 * moved there when whole, so that a crash leaves nothing half visible; the same bytes are kept once.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { access, chmod, link, mkdir, open, opendir, readdir, rename, rm, stat, statfs, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StoreFailure, understandFailure } from './failure.ts'

export interface PutBlob {
  readonly sha256: string
  readonly bytes: number
  /** False when the very same bytes were kept already. */
  readonly isNew: boolean
}

export interface BlobLimits {
  readonly bytesMax: number
}

export interface BlobProblem {
  readonly sha256: string
  readonly problem: 'changed' | 'misplaced'
}

export interface Blobs {
  put(bytes: Readable | AsyncIterable<Uint8Array> | Uint8Array, limits: BlobLimits): Promise<PutBlob>
  has(sha256: string): Promise<boolean>
  /** Throws `blob-missing` before the first byte where there is none. */
  read(sha256: string, range?: { readonly start: number; readonly end: number }): Promise<ReadStream>
  size(sha256: string): Promise<number>
  /** Where the bytes stand, for programs that want a file. Nobody may write there. */
  pathOf(sha256: string): string
  all(): AsyncIterable<string>
  /** Reads everything again and says what is no longer what its name says. */
  verify(): AsyncIterable<BlobProblem>
  verifyOne(sha256: string): Promise<'sound' | 'missing' | 'changed'>
  /** Removes what uploads left that were cut off so long ago; returns how many. */
  tidy(olderThanMs: number): Promise<number>
  /** Free bytes where blobs are kept. */
  free(): Promise<bigint>
}

const HASH = /^[0-9a-f]{64}$/
/** An upload that has not moved for so long is none any more. */
const ABANDONED_MS = 24 * 3600 * 1000

export async function openBlobs(folder: string): Promise<Blobs> {
  const incoming = join(folder, '.incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  const pathOf = (sha256: string): string => {
    if (!HASH.test(sha256)) throw new StoreFailure('blob-missing', { sha256: sha256.slice(0, 80) })
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }
  const blobs: Blobs = {
    pathOf,
    async put(bytes, limits) {
      const draft = join(incoming, randomUUID())
      try {
        const { sha256, size } = await writeDraft(draft, bytes, limits)
        return { sha256, bytes: size, isNew: await settle(draft, pathOf(sha256), folder) }
      } catch (error) {
        throw understandFailure(error)
      } finally {
        await unlink(draft).catch(() => undefined)
      }
    },
    has: (sha256) => exists(pathOf(sha256)),
    async read(sha256, range) {
      const stream = createReadStream(pathOf(sha256), range)
      await new Promise<void>((resolve, reject) => {
        stream.once('open', () => resolve())
        stream.once('error', (error: NodeJS.ErrnoException) =>
          reject(error.code === 'ENOENT' ? new StoreFailure('blob-missing', { sha256 }, error) : error),
        )
      })
      return stream
    },
    async size(sha256) {
      const found = await stat(pathOf(sha256)).catch((error: unknown) => {
        throw new StoreFailure('blob-missing', { sha256 }, error)
      })
      return found.size
    },
    async *all() {
      for await (const { name } of walk(folder)) if (HASH.test(name)) yield name
    },
    async *verify() {
      for await (const { name, path } of walk(folder)) {
        if (!HASH.test(name) || path !== pathOf(name)) yield { sha256: name, problem: 'misplaced' }
        else if ((await hashOf(path)) !== name) yield { sha256: name, problem: 'changed' }
      }
    },
    async verifyOne(sha256) {
      const path = pathOf(sha256)
      if (!(await exists(path))) return 'missing'
      return (await hashOf(path)) === sha256 ? 'sound' : 'changed'
    },
    async tidy(olderThanMs) {
      let removed = 0
      for (const name of await readdir(incoming)) {
        const path = join(incoming, name)
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
        if (Date.now() - mtimeMs < olderThanMs) continue
        await rm(path, { force: true })
        removed++
      }
      return removed
    },
    async free() {
      const { bavail, bsize } = await statfs(folder, { bigint: true })
      return bavail * bsize
    },
  }
  await blobs.tidy(ABANDONED_MS)
  return blobs
}

async function writeDraft(
  draft: string,
  bytes: Readable | AsyncIterable<Uint8Array> | Uint8Array,
  limits: BlobLimits,
): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const source: Iterable<Uint8Array> | AsyncIterable<Uint8Array> = bytes instanceof Uint8Array ? [bytes] : bytes
  const file = await open(draft, 'wx', 0o600)
  try {
    await pipeline(source, async (parts: AsyncIterable<Uint8Array>) => {
      for await (const part of parts) {
        size += part.byteLength
        if (size > limits.bytesMax) throw new StoreFailure('blob-too-large', { bytesMax: limits.bytesMax })
        hash.update(part)
        await file.writev([part])
      }
    })
    if (size === 0) throw new StoreFailure('blob-empty')
    await file.chmod(0o400)
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

/** Moves a whole draft to its place. Linking instead of renaming never touches bytes that are there already. */
async function settle(draft: string, path: string, folder: string): Promise<boolean> {
  if (await exists(path)) return false
  const inner = join(path, '..')
  await mkdir(inner, { recursive: true, mode: 0o700 })
  try {
    await link(draft, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    // File systems without links (some network and memory sticks).
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error
    await chmod(draft, 0o400)
    await rename(draft, path)
  }
  for (const changed of [inner, join(inner, '..'), folder]) await syncFolder(changed)
  return true
}

/** A name is on disk for certain only when its folder is. Windows neither needs nor allows it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part as Uint8Array)
  return hash.digest('hex')
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function* walk(folder: string): AsyncIterable<{ name: string; path: string }> {
  for await (const entry of await opendir(folder)) {
    if (entry.name === '.incoming') continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else yield { name: entry.name, path }
  }
}
