import type { Cell } from '@gouji/document'

/** A cell on the way to its table; spans may still be changed. */
export type CellDraft = { -readonly [K in keyof Cell]: Cell[K] }

/**
 * Drops the columns and rows in which no cell begins. Word and web pages make such columns when cells of different
 * rows miss each other by a hair or a cell claims to span more than there is; on the page nobody sees them.
 */
export function compress(cells: readonly CellDraft[]): { rows: number; columns: number } {
  const rows = ordinals(cells.map((c) => c.row))
  const columns = ordinals(cells.map((c) => c.column))
  for (const cell of cells) {
    const bottom = rows.before(cell.row + cell.rowSpan)
    const right = columns.before(cell.column + cell.columnSpan)
    cell.row = rows.before(cell.row)
    cell.column = columns.before(cell.column)
    cell.rowSpan = bottom - cell.row
    cell.columnSpan = right - cell.column
  }
  return { rows: rows.count, columns: columns.count }
}

/** How many of the given positions lie before a position. */
function ordinals(positions: readonly number[]): { count: number; before(position: number): number } {
  const sorted = [...new Set(positions)].sort((a, b) => a - b)
  const index = new Map(sorted.map((position, i) => [position, i]))
  const before = (position: number): number => {
    const known = index.get(position)
    if (known !== undefined) return known
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! < position) low = middle + 1
      else high = middle
    }
    return low
  }
  return { count: sorted.length, before }
}
