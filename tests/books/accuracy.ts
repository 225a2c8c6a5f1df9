/** Compares what was read with what was composed: how many figures have the right value, row and column. */
import { printedText } from '@gouji/ledger'
import type { ReadCell, Reading, ReadTable } from '@gouji/read'
import type { TrueCell } from './truth.ts'

/** A figure that is not where it should be, and where its value was read instead. */
export interface Missing {
  readonly wanted: TrueCell
  readonly got: ReadCell | undefined
}

export interface Accuracy {
  readonly cells: number
  /** Figures whose value was found in their table. */
  readonly values: number
  /** … and stand in the right row under the right headings. */
  readonly right: number
  readonly missing: readonly Missing[]
  /** Numbers that were read and are not in the book. */
  readonly extra: readonly string[]
}

/** Blanks and punctuation aside, and 境 in brackets of either width. */
const plain = (text: string): string => text.replace(/[\s“”"（）()：:、，,。%％]/g, '')

const printedOf = (cell: ReadCell): string => (cell.printed ? printedText(cell.printed) : '')

/** `44.1200` and `44.12` are the same figure; a workbook may keep more decimals than it shows. */
const sameNumber = (a: string, b: string): boolean => trimmed(a) === trimmed(b)
const trimmed = (text: string): string => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text)

/** The unit in brackets behind a heading is told apart from it by a reader, so it does not count. */
const pathText = (path: readonly string[]): string => plain(path.map((h) => h.replace(/[（(]元[）)]$/, '')).join('/'))

const samePath = (wanted: readonly string[], got: readonly string[]): boolean => pathText(wanted) === pathText(got)

const sameRow = (cell: TrueCell, got: ReadCell): boolean =>
  (cell.rowLabel === '' || [cell.rowLabel, ...cell.rowTexts].some((t) => plain(t) === plain(got.rowLabel))) &&
  (!/^\d{3,7}$/.test(cell.rowCode) || plain(cell.rowCode) === plain(got.rowCode ?? ''))

export function accuracyOf(truth: readonly TrueCell[], reading: Reading): Accuracy {
  let values = 0
  let right = 0
  const missing: Missing[] = []
  const extra: string[] = []
  const used = new Set<ReadTable>()
  for (const [, cells] of Map.groupBy(truth, (c) => c.table)) {
    const title = plain(cells[0]?.title ?? '')
    const tables = reading.tables.filter((t) => plain(t.title) === title)
    for (const t of tables) used.add(t)
    const free = new Set(tables.flatMap((t) => t.cells.filter((c) => c.printed)))
    for (const cell of cells) {
      const same = [...free].filter((c) => sameNumber(printedOf(c), cell.value))
      const exact = same.find((c) => sameRow(cell, c) && samePath(cell.columnPath, c.columnPath))
      if (same.length > 0) values++
      if (exact) {
        right++
        free.delete(exact)
      } else missing.push({ wanted: cell, got: same[0] })
    }
  }
  for (const table of reading.tables) {
    if (!used.has(table))
      extra.push(...table.cells.filter((c) => c.printed && c.figure).map((c) => `${table.title}: ${c.text}`))
  }
  return { cells: truth.length, values, right, missing, extra }
}
