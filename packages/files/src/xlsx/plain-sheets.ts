/** The cells of a workbook as they are stored, sheet by sheet, for reading back what a program of ours has laid out. */
import { UnreadableError } from '@gouji/document'
import { detect } from '../detect.ts'
import { LIMITS } from '../limits.ts'
import { Watch } from '../watch.ts'
import { openWorkbook } from './index.ts'
import { readSheet } from './sheet.ts'

export interface PlainRow {
  /** 1-based, as people see it. */
  readonly number: number
  /** As shown, with their line breaks, by column from 0; cells that show nothing are absent. */
  readonly cells: ReadonlyMap<number, string>
}

export interface PlainSheet {
  readonly name: string
  readonly rows: readonly PlainRow[]
}

/** Fails with an `UnreadableError` like every reader. `wanted` tells which sheets are worth reading. */
export function readSheets(
  bytes: Uint8Array,
  name: string,
  wanted: (sheet: string) => boolean = () => true,
): PlainSheet[] {
  const watch = new Watch(LIMITS)
  if (bytes.length > LIMITS.fileBytes) {
    throw new UnreadableError('too-large', { bytes: bytes.length, limit: LIMITS.fileBytes })
  }
  const { format, archive } = detect(bytes, name, LIMITS)
  if (format !== 'xlsx' || !archive) throw new UnreadableError('unknown-format', { kind: format })
  const { book, sheets } = openWorkbook(archive, watch)
  return sheets.map((sheet) => {
    const part = wanted(sheet.name) ? archive.read(sheet.target) : undefined
    if (!part) return { name: sheet.name, rows: [] }
    const rows = readSheet(part, sheet.target, book, watch).rows.map((row) => ({
      number: row.number,
      cells: new Map([...row.cells].map(([column, { text }]) => [column, text])),
    }))
    return { name: sheet.name, rows }
  })
}
