/**
 * Rows laid out by hand (record forms): their cells are written from left to right and take the positions that cells
 * above, which go on over several rows, leave free. What a row does not fill is blank.
 */
import type { LaidCell, LaidRow } from './form-rows.ts'

export function besideSpans(rows: readonly LaidRow[], columns: number): LaidRow[] {
  // How many more rows each position is covered from above.
  const covered = Array.from({ length: columns }, () => 0)
  return rows.map((row) => {
    const cells = row.byHand ? placed(row.cells, covered) : row.cells
    for (let i = 0; i < columns; i += 1) covered[i] = Math.max(0, covered[i]! - 1)
    for (const { column, columnSpan, rowSpan } of cells) {
      for (let i = column; i < Math.min(columns, column + columnSpan); i += 1) covered[i] = rowSpan - 1
    }
    return { ...row, cells }
  })
}

function placed(cells: readonly LaidCell[], covered: readonly number[]): LaidCell[] {
  const left = [...cells]
  const all: LaidCell[] = []
  for (let at = 0; at < covered.length; ) {
    if (covered[at]! > 0) {
      at += 1
      continue
    }
    const cell = left.shift() ?? { column: at, columnSpan: 1, rowSpan: 1, role: 'text', align: 'left', runs: [] }
    all.push({ ...cell, column: at })
    at += cell.columnSpan
  }
  return all
}
