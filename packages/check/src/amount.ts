/** Amounts of findings as people read them: in the unit of the table, with the decimals that it prints. */
import { formatFen, type Interval, type MoneyUnit, powerOf, printedText } from '@gouji/ledger'
import type { ReadCell } from '@gouji/read'
import { type Book, stepOf } from './quantities.ts'

export const unitOf = (cell: ReadCell): MoneyUnit => cell.figure?.unit ?? ((cell.unit ?? '元') as MoneyUnit)

/** Decimals that a cell is meant with: its own, or its table's where it left out zeros or was cut off. */
export function decimalsOf(cell: ReadCell): number {
  if (!cell.figure) return cell.printed?.decimals ?? 2
  const meant = powerOf(cell.figure.unit) - (stepOf(cell.figure).toString().length - 1)
  return Math.max(meant, cell.printed?.decimals ?? 0)
}

export const BLANK = '空白'

export const printedOf = (cell: ReadCell): string => (cell.printed ? printedText(cell.printed) : BLANK)

export function formatInterval(range: Interval, unit: MoneyUnit, decimals: number): readonly [string, string] {
  const exact = decimals + 1
  return [formatFen(range.lo, unit, exact), formatFen(range.hi, unit, exact)]
}

/** `表5 一般公共预算支出表 · 行政运行 / 合计`. */
export function nameOfCell(book: Book, quantity: number): string {
  const cell = book.cells[quantity]!
  const label = [cell.rowCode, cell.rowLabel.trim()].filter(Boolean).join(' ')
  return [label, cell.columnPath.at(-1)].filter(Boolean).join(' / ')
}

export const nameOfTable = (book: Book, quantity: number): string => {
  const table = book.tables[quantity]!
  if (table.number < 0) return table.title
  return table.title ? `表${table.number} ${table.title}` : `表${table.number}`
}
