/**
 * The sheets of a workbook for taking its figures over: what a cell shows, the number behind it, and which cells are
 * merged. A format that shows 万元 without decimals must not cost the fen.
 */
import { UnreadableError } from '@gouji/document'
import { detect } from '../detect.ts'
import { LIMITS } from '../limits.ts'
import { Watch } from '../watch.ts'
import { type Area, parseAddress } from './address.ts'
import { generalText, parseDecimal } from './decimal.ts'
import { openWorkbook } from './index.ts'
import { readSheet } from './sheet.ts'

export interface StoredCell {
  /** As shown. */
  readonly text: string
  /** The whole number as digits, to the fifteen that a workbook keeps; absent where the cell holds a text. */
  readonly number?: string
}

export interface StoredRow {
  /** 1-based, as people see it. */
  readonly number: number
  readonly cells: ReadonlyMap<number, StoredCell>
}

export interface StoredSheet {
  readonly name: string
  readonly hidden: boolean
  readonly rows: readonly StoredRow[]
  readonly merges: readonly Area[]
  /** Cells with a formula that was never computed, by row and column. */
  readonly withoutValue: readonly { readonly row: number; readonly column: number }[]
}

/** Fails with an `UnreadableError` like every reader. */
export function readStoredSheets(bytes: Uint8Array, name: string): StoredSheet[] {
  const watch = new Watch(LIMITS)
  if (bytes.length > LIMITS.fileBytes) {
    throw new UnreadableError('too-large', { bytes: bytes.length, limit: LIMITS.fileBytes })
  }
  const { format, archive } = detect(bytes, name, LIMITS)
  if (format !== 'xlsx' || !archive) throw new UnreadableError('unknown-format', { kind: format })
  const { book, sheets } = openWorkbook(archive, watch)
  return sheets.map(({ name: sheet, target, hidden }) => {
    const part = archive.read(target)
    if (!part) throw new UnreadableError('damaged', { part: target })
    const { rows, merges, withoutValue } = readSheet(part, target, book, watch)
    return {
      name: sheet,
      hidden,
      rows: rows.map((row) => ({
        number: row.number,
        cells: new Map([...row.cells].map(([column, cell]) => [column, storedCell(cell.text, cell.stored)])),
      })),
      merges,
      withoutValue: withoutValue.map(parseAddress),
    }
  })
}

function storedCell(text: string, stored: string | undefined): StoredCell {
  const number = stored === undefined ? undefined : parseDecimal(stored)
  return number ? { text, number: generalText(number) } : { text }
}
