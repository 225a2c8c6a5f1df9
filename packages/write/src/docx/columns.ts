/**
 * Widths of the columns of a table and the size of its letters. The form says how wide columns should be; a number or
 * a code must never be broken over two lines, so a column that is too narrow takes from those that have more than they
 * need, and when there is too little for all, the letters become smaller.
 */
import type { BookCell, BookTable } from '@gouji/compose'
import { emsOf, linesOf, unbreakableEms } from './measure.ts'
import { textHeight } from './page.ts'

export interface TableFit {
  /** In twips; their sum is the width of the text. */
  readonly columns: readonly number[]
  /** Points. */
  readonly size: number
  /** Twips on the left and on the right of what stands in a cell. */
  readonly margin: number
}

const SMALLEST = 5
/** Small letters stand closer to the lines, too. */
const marginAt = (points: number): number => Math.round(Math.min(80, points * 8))
/** Points that a level of a label stands further in. */
export const indentOf = (level: number, size: number): number => level * size

export const textOf = (cell: BookCell): string => cell.runs.map((run) => run.text).join('')

export function fitTable(table: BookTable, size: number, width: number): TableFit {
  const given = spread(table.widths, width)
  for (let points = size; ; points -= 0.5) {
    const margin = marginAt(points)
    const needs = needsOf(table, points, margin)
    const wanted = needs.reduce((sum, need) => sum + need, 0)
    if (wanted <= width || points <= SMALLEST) {
      return { columns: spread(levelled(given, needs, width), width), size: points, margin }
    }
  }
}

/** What each column needs at least, in twips. */
function needsOf(table: BookTable, points: number, margin: number): number[] {
  const needs = table.widths.map(() => 2 * margin + points * 20)
  for (const { cells } of table.rows) {
    for (const cell of cells) {
      if (cell.columnSpan > 1) continue
      const text = textOf(cell)
      const ems = cell.role === 'amount' || cell.role === 'number' ? emsOf(text) : leastEms(cell, text)
      const indent = indentOf(cell.indent ?? 0, points)
      needs[cell.column] = Math.max(
        needs[cell.column] ?? 0,
        Math.ceil((ems * points * 1.04 + indent) * 20) + 2 * margin,
      )
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

/** Twips: a form is not crowded, and a page still holds more than thirty rows. */
export const rowHeight = ({ size }: TableFit): number => Math.round(size * 36)

/** Roughly how high each row comes out, in twips: to tell what may be kept on one page and where pages end. */
export function rowHeightsOf(table: BookTable, fit: TableFit): number[] {
  const { columns, size } = fit
  const heightOf = (cell: BookCell): number => {
    const width = columns.slice(cell.column, cell.column + cell.columnSpan).reduce((a, b) => a + b, 0)
    const lines = linesOf(textOf(cell), (width - 2 * fit.margin) / 20 / size - (cell.indent ?? 0))
    return lines * size * 25 + 40
  }
  const heights = table.rows.map(({ cells }) =>
    Math.max(rowHeight(fit), ...cells.filter((cell) => cell.rowSpan === 1).map(heightOf)),
  )
  table.rows.forEach(({ cells }, r) => {
    for (const cell of cells) {
      if (cell.rowSpan === 1) continue
      const last = Math.min(r + cell.rowSpan, heights.length) - 1
      const have = heights.slice(r, last + 1).reduce((a, b) => a + b, 0)
      heights[last] = heights[last]! + Math.max(0, heightOf(cell) - have)
    }
  })
  return heights
}

/** A table that fills less than most of a page is not divided. */
export const keepsTogether = (table: BookTable, fit: TableFit): boolean =>
  rowHeightsOf(table, fit).reduce((sum, height) => sum + height, 0) < textHeight(table.orientation) * 0.8

/** A cell over more rows than these may be divided between pages. */
const JOINED_MOST = 8

/** Rows that a cell joins to the next one: a goal does not begin on one page and end on another. */
export function joinedRows(table: BookTable): ReadonlySet<number> {
  const joined = new Set<number>()
  table.rows.forEach(({ cells }, r) => {
    for (const { rowSpan } of cells) {
      if (rowSpan > JOINED_MOST) continue
      for (let row = r; row < r + rowSpan - 1; row++) joined.add(row)
    }
  })
  return joined
}
