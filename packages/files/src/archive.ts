import { crc32, inflateRawSync } from 'node:zlib'
import { UnreadableError } from '@gouji/document'
import type { Limits } from './limits.ts'

/**
 * A zip archive in memory, read by its central directory. Nothing is ever written to disk and nested archives are not
 * opened, so names with `..` are mere names. A part is unpacked only when it is asked for, never beyond the size that
 * the directory declares, and its checksum must hold: a flipped bit could otherwise turn one figure into another.
 */
export class Archive {
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private readonly entries = new Map<string, Entry>()
  private expanded = 0
  private readonly limits: Limits

  constructor(bytes: Uint8Array, limits: Limits) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.limits = limits
    this.readDirectory()
  }

  get names(): Iterable<string> {
    return this.entries.keys()
  }

  has(name: string): boolean {
    return this.entries.has(partName(name))
  }

  /** The unpacked part, or undefined when there is none of that name (letters of either case, as the standard has it). */
  read(name: string): Uint8Array | undefined {
    const entry = this.entries.get(partName(name))
    return entry && this.unpack(entry)
  }

  /**
   * A part that only tells what the file is, of which no program writes much. Asked before anything else is known, also
   * by a server that has not handed the file to a worker yet.
   */
  readSmall(name: string): Uint8Array | undefined {
    const size = this.entries.get(partName(name))?.size ?? 0
    if (size > SMALL_BYTES) throw new UnreadableError('expands-too-much', { bytes: size, limit: SMALL_BYTES })
    return this.read(name)
  }

  private unpack(entry: Entry): Uint8Array {
    if (entry.flags & 1) throw new UnreadableError('encrypted', { part: entry.name })
    const { offset } = entry
    if (offset + 30 > this.bytes.length || this.view.getUint32(offset, true) !== LOCAL_HEADER) this.fail(entry.name)
    const start = offset + 30 + this.view.getUint16(offset + 26, true) + this.view.getUint16(offset + 28, true)
    const end = start + entry.packedSize
    if (end > this.bytes.length) this.fail(entry.name)
    const packed = this.bytes.subarray(start, end)
    this.expanded += entry.size
    if (this.expanded > this.limits.expandedBytes) {
      throw new UnreadableError('expands-too-much', { bytes: this.expanded, limit: this.limits.expandedBytes })
    }
    const part = entry.method === 0 ? packed : this.inflate(packed, entry)
    if (part.length !== entry.size || crc32(part) !== entry.checksum) this.fail(entry.name)
    return part
  }

  private inflate(packed: Uint8Array, entry: Entry): Uint8Array {
    if (entry.method !== 8) this.fail(entry.name)
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) })
    } catch {
      // Broken data, or more of it than the directory declares.
      return this.fail(entry.name)
    }
  }

  private fail(part: string): never {
    throw new UnreadableError('damaged', { part: part.slice(0, 200) })
  }

  private readDirectory(): void {
    const { count, offset } = this.findDirectory()
    if (count > this.limits.archiveEntries) {
      throw new UnreadableError('too-many-parts', { parts: count, limit: this.limits.archiveEntries })
    }
    let at = offset
    let declared = 0
    for (let i = 0; i < count; i++) {
      if (at + 46 > this.bytes.length || this.view.getUint32(at, true) !== DIRECTORY_ENTRY) this.fail('zip')
      const nameLength = this.view.getUint16(at + 28, true)
      const extraLength = this.view.getUint16(at + 30, true)
      const next = at + 46 + nameLength + extraLength + this.view.getUint16(at + 32, true)
      if (next > this.bytes.length) this.fail('zip')
      const entry: Entry = {
        name: UTF8.decode(this.bytes.subarray(at + 46, at + 46 + nameLength)),
        flags: this.view.getUint16(at + 8, true),
        method: this.view.getUint16(at + 10, true),
        checksum: this.view.getUint32(at + 16, true),
        packedSize: this.view.getUint32(at + 20, true),
        size: this.view.getUint32(at + 24, true),
        offset: this.view.getUint32(at + 42, true),
      }
      this.widen(entry, at + 46 + nameLength, extraLength)
      declared += entry.size
      this.checkDeclared(entry, declared)
      const key = partName(entry.name)
      // Two parts of one name would let two programs see two different documents.
      if (this.entries.has(key) && !key.endsWith('/')) this.fail(entry.name)
      this.entries.set(key, entry)
      at = next
    }
  }

  private checkDeclared(entry: Entry, total: number): void {
    const { expandedBytes, expansionRatio, ratioFromBytes } = this.limits
    if (total > expandedBytes) throw new UnreadableError('expands-too-much', { bytes: total, limit: expandedBytes })
    if (entry.size > ratioFromBytes && entry.size > entry.packedSize * expansionRatio) {
      const ratio = Math.round(entry.size / Math.max(1, entry.packedSize))
      throw new UnreadableError('expands-too-much', { ratio, limit: expansionRatio })
    }
  }

  /** The end record lies in the last 64 KiB; for large archives it points to a wider one. */
  private findDirectory(): { count: number; offset: number } {
    const { view } = this
    const lowest = Math.max(0, this.bytes.length - 22 - 65_535)
    for (let at = this.bytes.length - 22; at >= lowest; at--) {
      if (this.bytes[at] !== 0x50 || view.getUint32(at, true) !== END_RECORD) continue
      const count = view.getUint16(at + 10, true)
      const offset = view.getUint32(at + 16, true)
      if (offset !== 0xffffffff && count !== 0xffff) return { count, offset }
      if (at < 20 || view.getUint32(at - 20, true) !== WIDE_LOCATOR) return { count, offset }
      const wide = Number(view.getBigUint64(at - 12, true))
      if (wide + 56 > this.bytes.length || view.getUint32(wide, true) !== WIDE_END_RECORD) this.fail('zip')
      return { count: Number(view.getBigUint64(wide + 32, true)), offset: Number(view.getBigUint64(wide + 48, true)) }
    }
    return this.fail('zip')
  }

  /** Sizes and offsets beyond 32 bits stand in an extra field, in this order and only where the short one is full. */
  private widen(entry: Entry, from: number, length: number): void {
    if (entry.size !== 0xffffffff && entry.packedSize !== 0xffffffff && entry.offset !== 0xffffffff) return
    for (let at = from; at + 4 <= from + length; ) {
      const size = this.view.getUint16(at + 2, true)
      if (this.view.getUint16(at, true) === 1) {
        let field = at + 4
        const take = (short: number): number => {
          if (short !== 0xffffffff) return short
          if (field + 8 > Math.min(at + 4 + size, this.bytes.length)) this.fail(entry.name)
          field += 8
          return Number(this.view.getBigUint64(field - 8, true))
        }
        entry.size = take(entry.size)
        entry.packedSize = take(entry.packedSize)
        entry.offset = take(entry.offset)
        return
      }
      at += 4 + size
    }
  }
}

interface Entry {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly checksum: number
  packedSize: number
  size: number
  offset: number
}

/** The list of content types of a workbook of 1,000 sheets with drawings has half a megabyte. */
const SMALL_BYTES = 4 * 1024 * 1024

const LOCAL_HEADER = 0x04034b50
const DIRECTORY_ENTRY = 0x02014b50
const END_RECORD = 0x06054b50
const WIDE_LOCATOR = 0x07064b50
const WIDE_END_RECORD = 0x06064b50
const UTF8 = new TextDecoder()

/** Part names have either slash in the wild, and compare without regard to case. */
const partName = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
