/**
 * The older container of office files (.doc, .xls, .wps, and newer files under a password): a small file system. Only
 * its first folder level and the beginnings of streams are looked at, to tell what the file is.
 */
export interface OleStream {
  readonly name: string
  /** Up to its first 512 bytes; empty for small streams, which live elsewhere. */
  readonly head: Uint8Array
}

const FREE = 0xfffffffa

export const isOle = (bytes: Uint8Array): boolean =>
  bytes.length > 512 && [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((b, i) => bytes[i] === b)

/** The streams that the container names, as far as it can be followed; damage just ends the list. */
export function oleStreams(bytes: Uint8Array): OleStream[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = view.getUint16(30, true) === 12 ? 4096 : 512
  const sectors = Math.ceil(bytes.length / size)
  const offsetOf = (sector: number): number => (sector + 1) * size
  const next = (sector: number): number => {
    const index = Math.floor(sector / (size / 4))
    // The first 109 table sectors are listed in the header; a directory that lies beyond them is not followed.
    if (index >= 109) return FREE
    const at = offsetOf(view.getUint32(76 + index * 4, true)) + (sector % (size / 4)) * 4
    return at + 4 <= bytes.length ? view.getUint32(at, true) : FREE
  }
  const streams: OleStream[] = []
  let sector = view.getUint32(48, true)
  for (let steps = 0; sector < FREE && steps < Math.min(sectors, 64); steps++) {
    for (let at = offsetOf(sector); at + 128 <= Math.min(bytes.length, offsetOf(sector) + size); at += 128) {
      const length = Math.min(64, view.getUint16(at + 64, true))
      if (length < 2) continue
      const name = Buffer.from(bytes.buffer, bytes.byteOffset + at, length - 2).toString('utf16le')
      const small = view.getUint32(at + 120, true) < 4096
      const start = offsetOf(view.getUint32(at + 116, true))
      streams.push({ name, head: small ? new Uint8Array() : bytes.subarray(start, start + 512) })
    }
    sector = next(sector)
  }
  return streams
}

/** Word sets a bit in the first bytes of its stream; Excel writes a record right after the first one. */
export function isOleEncrypted({ name, head }: OleStream): boolean {
  if (name === 'EncryptedPackage') return true
  if (head.length < 12) return false
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (name === 'WordDocument') return (view.getUint16(10, true) & 0x0100) !== 0
  if (name !== 'Workbook' && name !== 'Book') return false
  for (let at = 0, records = 0; at + 4 <= head.length && records < 8; records++) {
    if (view.getUint16(at, true) === 0x002f) return true
    at += 4 + view.getUint16(at + 2, true)
  }
  return false
}
