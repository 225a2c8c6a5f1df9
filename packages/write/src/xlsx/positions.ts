/** Positions of a form: what stands at each, and what goes on there from a cell with spans. */
import type { Book, BookCell, BookTable } from '@gouji/compose'
import { type CellValue, cellValue } from './value.ts'

export const keyOf = (row: number, column: number): string => `${row}:${column}`

export function valuesOf(table: BookTable, book: Book): Map<string, CellValue> {
  const values = new Map<string, CellValue>()
  table.rows.forEach(({ cells }, r) => {
    for (const cell of cells) values.set(keyOf(r, cell.column), cellValue(cell, table, book.figures))
  })
  return values
}

/** Positions below and beside a cell with spans, with the cell that covers them. */
export function coveredPositions(table: BookTable): Map<string, BookCell> {
  const covered = new Map<string, BookCell>()
  table.rows.forEach(({ cells }, r) => {
    for (const cell of cells) {
      for (let y = r; y < r + cell.rowSpan; y++) {
        for (let x = cell.column; x < cell.column + cell.columnSpan; x++) {
          if (y !== r || x !== cell.column) covered.set(keyOf(y, x), cell)
        }
      }
    }
  })
  return covered
}
