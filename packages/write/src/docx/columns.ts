/**
 * Widths of the columns of a table and the size of its letters. The form says how wide columns should be; a number or
 * a code must never be broken over two lines, so a column that is too narrow takes from those that have more than they
 * need, and when there is too little for all, the letters become smaller.
 */
import type { BookCell, BookTable } from '@gouji/compose'
import { emsOf, linesOf, unbreakableEms } from './measure.ts'

export interface TableFit {
  /** In twips; their sum is the width of the text. */
  readonly columns: readonly number[]
  /** Points. */
  readonly size: number
}

/** Twips on the left and on the right of what stands in a cell. */
export const CELL_MARGIN = 70
const SMALLEST = 6
/** Points that a level of a label stands further in. */
export const indentOf = (level: number, size: number): number => level * size

export const textOf = (cell: BookCell): string => cell.runs.map((run) => run.text).join('')

export function fitTable(table: BookTable, size: number, width: number): TableFit {
  const given = spread(table.widths, width)
  for (let points = size; ; points -= 0.5) {
    const needs = needsOf(table, points)
    const wanted = needs.reduce((sum, need) => sum + need, 0)
    if (wanted <= width || points <= SMALLEST)
      return { columns: spread(levelled(given, needs, width), width), size: points }
  }
}

/** What each column needs at least, in twips. */
function needsOf(table: BookTable, points: number): number[] {
  const needs = table.widths.map(() => 2 * CELL_MARGIN + points * 20)
  for (const { cells } of table.rows) {
    for (const cell of cells) {
      if (cell.columnSpan > 1) continue
      const text = textOf(cell)
      const ems = cell.role === 'amount' || cell.role === 'number' ? emsOf(text) : leastEms(cell, text)
      const indent = indentOf(cell.indent ?? 0, points)
      const need = Math.ceil((ems * points * 1.04 + indent) * 20) + 2 * CELL_MARGIN
      needs[cell.column] = Math.max(needs[cell.column] ?? 0, need)
    }
  }
  return needs
}

/** Words may break, but a column of single letters is no column. */
function leastEms(cell: BookCell, text: string): number {
  const comfortable = cell.role === 'head' ? 2 : cell.role === 'label' ? 5 : 3
  return Math.max(unbreakableEms(text), Math.min(emsOf(text), comfortable))
}

/** Columns below their need are raised to it, at the cost of what the others have beyond theirs. */
function levelled(given: readonly number[], needs: readonly number[], width: number): number[] {
  const wanted = needs.reduce((sum, need) => sum + need, 0)
  if (wanted >= width) return [...needs]
  const lacking = given.reduce((sum, have, i) => sum + Math.max(0, needs[i]! - have), 0)
  const spare = given.reduce((sum, have, i) => sum + Math.max(0, have - needs[i]!), 0)
  return given.map((have, i) => (have <= needs[i]! ? needs[i]! : have - ((have - needs[i]!) * lacking) / spare))
}

/** Whole numbers in the given proportions that add up to the width exactly. */
function spread(parts: readonly number[], width: number): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0)
  let before = 0
  let at = 0
  return parts.map((part) => {
    before += part
    const edge = Math.round((before / total) * width)
    const own = edge - at
    at = edge
    return own
  })
}

/** Roughly how high the table comes out, in twips; only to tell whether it may be kept on one page. */
export function heightOf(table: BookTable, { columns, size }: TableFit, rowHeight: number): number {
  return table.rows.reduce((sum, { cells }) => {
    const lines = cells.map((cell) => {
      if (cell.rowSpan > 1) return 1
      const width = columns.slice(cell.column, cell.column + cell.columnSpan).reduce((a, b) => a + b, 0)
      return linesOf(textOf(cell), (width - 2 * CELL_MARGIN) / 20 / size - (cell.indent ?? 0))
    })
    return sum + Math.max(rowHeight, Math.max(1, ...lines) * size * 25 + 40)
  }, 0)
}
