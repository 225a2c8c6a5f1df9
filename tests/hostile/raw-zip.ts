/** Writes zip archives whose directory may say anything, true or not. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface RawEntry {
  readonly name: string
  readonly data: Uint8Array
  /** What the directory shall say instead of the truth. */
  readonly size?: number
  readonly packedSize?: number
  readonly checksum?: number
  readonly method?: number
  readonly flags?: number
  /** Points at the data of an earlier entry instead of its own. */
  readonly sameAs?: number
}

export interface RawZip {
  readonly entries: readonly RawEntry[]
  readonly count?: number
  readonly directoryOffset?: number
  readonly comment?: Uint8Array
}

export function rawZip({ entries, count, directoryOffset, comment = new Uint8Array() }: RawZip): Uint8Array {
  const pieces: Buffer[] = []
  const offsets: number[] = []
  let at = 0
  const packed = entries.map((e) => {
    if (e.sameAs !== undefined) return undefined
    return e.method === 0 ? Buffer.from(e.data) : deflateRawSync(e.data)
  })
  const factsOf = (i: number) => {
    const entry = entries[i]!
    const source = entry.sameAs ?? i
    const data = entries[source]!.data
    return {
      size: entry.size ?? data.length,
      packedSize: entry.packedSize ?? packed[source]!.length,
      checksum: entry.checksum ?? crc32(data),
      method: entry.method ?? 8,
      flags: entry.flags ?? 0,
    }
  }
  entries.forEach((entry, i) => {
    if (entry.sameAs !== undefined) {
      offsets.push(offsets[entry.sameAs]!)
      return
    }
    const name = Buffer.from(entry.name)
    const facts = factsOf(i)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(facts.flags, 6)
    head.writeUInt16LE(facts.method, 8)
    head.writeUInt32LE(facts.checksum, 14)
    head.writeUInt32LE(facts.packedSize, 18)
    head.writeUInt32LE(facts.size, 22)
    head.writeUInt16LE(name.length, 26)
    offsets.push(at)
    for (const piece of [head, name, packed[i]!]) {
      pieces.push(piece)
      at += piece.length
    }
  })
  const start = at
  entries.forEach((entry, i) => {
    const name = Buffer.from(entry.name)
    const facts = factsOf(i)
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50)
    head.writeUInt16LE(20, 6)
    head.writeUInt16LE(facts.flags, 8)
    head.writeUInt16LE(facts.method, 10)
    head.writeUInt32LE(facts.checksum, 16)
    head.writeUInt32LE(facts.packedSize, 20)
    head.writeUInt32LE(facts.size, 24)
    head.writeUInt16LE(name.length, 28)
    head.writeUInt32LE(offsets[i]!, 42)
    pieces.push(head, name)
    at += 46 + name.length
  })
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE((count ?? entries.length) & 0xffff, 8)
  end.writeUInt16LE((count ?? entries.length) & 0xffff, 10)
  end.writeUInt32LE(at - start, 12)
  end.writeUInt32LE(directoryOffset ?? start, 16)
  end.writeUInt16LE(comment.length, 20)
  return new Uint8Array(Buffer.concat([...pieces, end, comment]))
}
