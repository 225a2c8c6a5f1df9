/**
 * Widths of the columns of a table and the size of its letters. The form says how wide columns should be; a number or
 * a code must never be broken over two lines, so a column that is too narrow takes from those that have more than they
 * need, and when there is too little for all, the letters become smaller.
 */
import type { BookCell, BookTable } from '@gouji/compose'
import { emsOf, unbreakableEms } from './measure.ts'

export interface ColumnFit {
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

/** Digits of the fonts that stand in for a missing one may be this much wider. */
const STAND_IN = 1.2
/** Points that letters become smaller for the sake of stand-ins; below that they are those of the wished fonts. */
const GENEROUS = 1.5

export function fitColumns(table: BookTable, size: number, width: number): ColumnFit {
  const given = spread(table.widths, width)
  const fitted = (points: number, digits: number): ColumnFit | undefined => {
    const margin = marginAt(points)
    const needs = needsOf(table, points, margin, digits)
    const wanted = needs.reduce((sum, need) => sum + need, 0)
    if (wanted > width && points > SMALLEST) return undefined
    return { columns: spread(levelled(given, needs, width), width), size: points, margin }
  }
  for (let points = size; points > size - GENEROUS; points -= 0.5) {
    const fit = fitted(points, STAND_IN)
    if (fit) return fit
  }
  for (let points = size - GENEROUS; ; points -= 0.5) {
    const fit = fitted(points, 1)
    if (fit) return fit
  }
}

/** What each column needs at least, in twips. */
function needsOf(table: BookTable, points: number, margin: number, digits: number): number[] {
  const needs = table.widths.map(() => 2 * margin + points * 20)
  for (const { cells } of table.rows) {
    for (const cell of cells) {
      if (cell.columnSpan > 1) continue
      const text = textOf(cell)
      const ems = cell.role === 'amount' || cell.role === 'number' ? emsOf(text) * digits : leastEms(cell, text, digits)
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
function leastEms(cell: BookCell, text: string, digits: number): number {
  const comfortable = cell.role === 'head' ? 2 : cell.role === 'label' ? 5 : 3
  return Math.max(unbreakableEms(text) * digits, Math.min(emsOf(text), comfortable))
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
