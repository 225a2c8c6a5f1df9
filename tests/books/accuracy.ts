/** Compares what was read with what was composed: how many figures have the right value, row and column. */
import type { ReadCell, Reading, ReadTable } from '@gouji/read'
import type { TrueCell } from './truth.ts'

export interface Accuracy {
  readonly cells: number
  /** Figures whose value was found in their table. */
  readonly values: number
  /** … and stand in the right row under the right headings. */
  readonly right: number
  readonly missing: readonly TrueCell[]
  /** Numbers that were read and are not in the book. */
  readonly extra: readonly string[]
}

const plain = (text: string): string => text.replace(/[\s“”"]/g, '')

/** `44.1200` and `44.12` are the same figure; a workbook may keep more decimals than it shows. */
const valueOf = (cell: ReadCell): string => {
  const printed = cell.printed
  if (!printed) return ''
  const digits = (printed.digits < 0n ? -printed.digits : printed.digits).toString().padStart(printed.decimals + 1, '0')
  const whole = digits.slice(0, digits.length - printed.decimals)
  const fraction = printed.decimals > 0 ? `.${digits.slice(-printed.decimals)}` : ''
  return `${printed.digits < 0n ? '-' : ''}${whole}${fraction}`
}

const sameNumber = (a: string, b: string): boolean => trimmed(a) === trimmed(b)
const trimmed = (text: string): string => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text)

/** Headings count as right when the column's own is, and no other heading of the path is missing. */
const samePath = (wanted: readonly string[], got: readonly string[]): boolean =>
  plain(wanted.join('/')) === plain(got.join('/'))

const sameRow = (cell: TrueCell, got: ReadCell): boolean =>
  (cell.rowLabel === '' || plain(cell.rowLabel) === plain(got.rowLabel)) &&
  (cell.rowCode === '' || plain(cell.rowCode) === plain(got.rowCode ?? ''))

export function accuracyOf(truth: readonly TrueCell[], reading: Reading): Accuracy {
  let values = 0
  let right = 0
  const missing: TrueCell[] = []
  const extra: string[] = []
  const used = new Set<ReadTable>()
  for (const [, cells] of Map.groupBy(truth, (c) => c.table)) {
    const title = plain(cells[0]?.title ?? '')
    const tables = reading.tables.filter((t) => plain(t.title) === title)
    for (const t of tables) used.add(t)
    const free = new Set(tables.flatMap((t) => t.cells.filter((c) => c.printed)))
    for (const cell of cells) {
      const same = [...free].filter((c) => sameNumber(valueOf(c), cell.value))
      const exact = same.find((c) => sameRow(cell, c) && samePath(cell.columnPath, c.columnPath))
      if (same.length > 0) values++
      if (exact) {
        right++
        free.delete(exact)
      } else missing.push(cell)
    }
  }
  for (const table of reading.tables) {
    if (!used.has(table))
      extra.push(...table.cells.filter((c) => c.printed && c.figure).map((c) => `${table.title}: ${c.text}`))
  }
  return { cells: truth.length, values, right, missing, extra }
}
