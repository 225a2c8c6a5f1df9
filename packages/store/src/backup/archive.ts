/**
 * The file of a backup: a plain tar (ustar), so that any machine can look inside, with `manifest.json` and its hash
 * as the last entries. An archive without them was cut off.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { StoreFailure, understandFailure } from '../failure.ts'

const BLOCK = 512
/** Eleven octal digits; larger sizes are written in binary, as GNU tar does. */
const OCTAL_MAX = 0o77777777777

export interface Written {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

export interface ArchiveWriter {
  add(name: string, bytes: number, source: Readable | Iterable<Uint8Array>): Promise<Written>
  /** Ends the archive and gives it its name. */
  finish(): Promise<void>
  abandon(): Promise<void>
}

export async function writeArchive(path: string): Promise<ArchiveWriter> {
  const draft = `${path}.partial`
  const file = await open(draft, 'wx', 0o600).catch((error: unknown) => {
    throw new StoreFailure('backup-unreadable', { path: draft, reason: 'exists' }, error)
  })
  return {
    async add(name, bytes, source) {
      await file.writev([header(name, bytes)])
      const hash = createHash('sha256')
      let size = 0
      for await (const part of source as AsyncIterable<Uint8Array>) {
        size += part.byteLength
        hash.update(part)
        await file.writev([part])
      }
      if (size !== bytes) throw new StoreFailure('backup-damaged', { name, reason: 'size' })
      if (size % BLOCK !== 0) await file.writev([new Uint8Array(BLOCK - (size % BLOCK))])
      return { name, bytes, sha256: hash.digest('hex') }
    },
    async finish() {
      await file.writev([new Uint8Array(2 * BLOCK)])
      await file.sync()
      await file.close()
      await rename(draft, path)
      if (process.platform === 'win32') return
      const folder = await open(dirname(path), 'r')
      await folder.sync().finally(() => folder.close())
    },
    async abandon() {
      await file.close().catch(() => undefined)
      await unlink(draft).catch(() => undefined)
    },
  }
}

function header(name: string, bytes: number): Uint8Array {
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0, 100, 'utf8')
  block.write('0000600\0', 100, 'ascii')
  block.write('0000000\0', 108, 'ascii')
  block.write('0000000\0', 116, 'ascii')
  if (bytes <= OCTAL_MAX) block.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124, 'ascii')
  else {
    block.writeUInt8(0x80, 124)
    block.writeBigUInt64BE(BigInt(bytes), 128)
  }
  block.write('00000000000\0', 136, 'ascii')
  block.write('        ', 148, 'ascii')
  block.write('0', 156, 'ascii')
  block.write('ustar\0', 257, 'ascii')
  block.write('00', 263, 'ascii')
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'ascii')
  return block
}

const checksum = (block: Uint8Array): number =>
  block.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0)

export interface ArchiveEntry {
  readonly name: string
  readonly bytes: number
  read(): Readable
  sha256(): Promise<string>
}

/** The entries of an archive in their order. Throws `backup-damaged` where it is not one or was cut off. */
export async function readArchive(path: string): Promise<ReadonlyMap<string, ArchiveEntry>> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    throw new StoreFailure('backup-unreadable', { path }, error)
  }
  try {
    const { size } = await file.stat()
    const entries = new Map<string, ArchiveEntry>()
    for (let at = 0; at + BLOCK <= size; ) {
      const block = Buffer.alloc(BLOCK)
      await file.read(block, 0, BLOCK, at)
      if (block.every((byte) => byte === 0)) {
        if (size - at === 2 * BLOCK && (await isBlank(file, at, 2 * BLOCK))) return entries
        break
      }
      const entry = entryOf(block, path, at + BLOCK)
      if (entry === undefined || at + BLOCK + entry.bytes > size) break
      entries.set(entry.name, entry)
      const end = at + BLOCK + entry.bytes
      at = Math.ceil(end / BLOCK) * BLOCK
      // Every byte of the file is accounted for, so that a damage anywhere is noticed.
      if (!(await isBlank(file, end, at - end))) break
    }
    throw new StoreFailure('backup-damaged', { path, reason: 'cut' })
  } catch (error) {
    throw understandFailure(error)
  } finally {
    await file.close()
  }
}

async function isBlank(file: FileHandle, start: number, length: number): Promise<boolean> {
  const rest = Buffer.alloc(length, 1)
  if (length > 0) await file.read(rest, 0, length, start)
  return rest.every((byte) => byte === 0)
}

function entryOf(block: Buffer, path: string, start: number): ArchiveEntry | undefined {
  if (Number.parseInt(block.toString('ascii', 148, 154), 8) !== checksum(block)) return undefined
  const name = block.toString('utf8', 0, 100).replace(/\0.*$/s, '')
  const bytes =
    block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : Number.parseInt(block.toString('ascii', 124, 135), 8)
  if (!Number.isSafeInteger(bytes) || bytes < 0) return undefined
  // An empty range cannot be said to createReadStream.
  const read = (): Readable =>
    createReadStream(path, bytes === 0 ? { start: 0, end: -1 } : { start, end: start + bytes - 1 })
  return {
    name,
    bytes,
    read,
    async sha256() {
      const hash = createHash('sha256')
      if (bytes > 0) for await (const part of read()) hash.update(part as Uint8Array)
      return hash.digest('hex')
    },
  }
}
