/** A container of old office files with one stream in it, enough to be recognised and to be refused by its reader. */
export function ole(stream: string, { encrypted = false } = {}): Uint8Array {
  const sector = 512
  const bytes = new Uint8Array(sector * 12)
  const view = new DataView(bytes.buffer)
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  view.setUint16(24, 0x3e, true)
  view.setUint16(26, 3, true)
  view.setUint16(28, 0xfffe, true)
  view.setUint16(30, 9, true)
  view.setUint16(32, 6, true)
  view.setUint32(44, 1, true)
  view.setUint32(48, 1, true)
  view.setUint32(56, 4096, true)
  view.setUint32(60, 0xfffffffe, true)
  view.setUint32(68, 0xfffffffe, true)
  view.setUint32(76, 0, true)
  for (let i = 1; i < 109; i++) view.setUint32(76 + i * 4, 0xffffffff, true)
  // Sector 0 is the table, 1 the directory, 2 to 9 the stream.
  const table = (at: number, next: number): void => view.setUint32(sector + at * 4, next, true)
  for (let i = 0; i < 128; i++) table(i, 0xffffffff)
  table(0, 0xfffffffd)
  table(1, 0xfffffffe)
  for (let i = 2; i < 9; i++) table(i, i + 1)
  table(9, 0xfffffffe)
  const entry = (index: number, name: string, type: number, start: number, size: number): void => {
    const at = sector * 2 + index * 128
    for (let i = 0; i < name.length; i++) view.setUint16(at + i * 2, name.charCodeAt(i), true)
    view.setUint16(at + 64, (name.length + 1) * 2, true)
    bytes[at + 66] = type
    bytes[at + 67] = 1
    for (const link of [68, 72, 76]) view.setUint32(at + link, 0xffffffff, true)
    view.setUint32(at + 116, start, true)
    view.setUint32(at + 120, size, true)
  }
  entry(0, 'Root Entry', 5, 0xfffffffe, 0)
  view.setUint32(sector * 2 + 76, 1, true)
  entry(1, stream, 2, 2, 4096)
  const content = sector * 3
  if (stream === 'WordDocument') {
    view.setUint16(content, 0xa5ec, true)
    if (encrypted) view.setUint16(content + 10, 0x0100, true)
  } else if (stream === 'Workbook') {
    view.setUint16(content, 0x0809, true)
    view.setUint16(content + 2, 16, true)
    if (encrypted) view.setUint16(content + 20, 0x002f, true)
  }
  return bytes
}
