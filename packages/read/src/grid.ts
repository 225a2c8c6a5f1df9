import type { Cell, Table } from '@gouji/document'
import { type Printed, parseNumber, plainName } from '@gouji/ledger'

/** One position of a table, with the cell that covers it. */
export interface Spot {
  readonly cell: Cell
  /** The cell's text without blanks, brackets and digits of one width. */
  readonly plain: string
  readonly number: Printed | undefined
  /** The number before a sign of per cent. Only a column of rates or shares says that it is no target of a goal. */
  readonly percent: Printed | undefined
  /** Whether the cell begins here, rather than reaching here from above or the left. */
  readonly origin: boolean
}

/** A table as a rectangle of positions. */
export class Grid {
  readonly table: Table
  readonly rows: number
  readonly columns: number
  readonly #spots: (Spot | undefined)[]

  constructor(table: Table) {
    this.table = table
    this.rows = table.rows
    this.columns = table.columns
    this.#spots = new Array(table.rows * table.columns)
    for (const cell of table.cells) {
      const plain = plainName(cell.text)
      // (1) numbers a heading, (1.20) is a negative amount.
      const parentheses = /[.,]/.test(plain)
      const number = /\d/.test(plain) ? parseNumber(cell.text, { parentheses }) : undefined
      const percent = number || !plain.includes('%') ? undefined : percentIn(cell.text)
      for (let r = cell.row; r < Math.min(cell.row + cell.rowSpan, table.rows); r++) {
        for (let c = cell.column; c < Math.min(cell.column + cell.columnSpan, table.columns); c++) {
          const origin = r === cell.row && c === cell.column
          this.#spots[r * table.columns + c] = { cell, plain, number, percent, origin }
        }
      }
    }
  }

  at(row: number, column: number): Spot | undefined {
    return this.#spots[row * this.columns + column]
  }

  /** The cells that begin in a row and hold text, from left to right. */
  filled(row: number): Spot[] {
    const found: Spot[] = []
    for (let c = 0; c < this.columns; c++) {
      const spot = this.at(row, c)
      if (spot?.origin && spot.plain !== '') found.push(spot)
    }
    return found
  }
}

/** `4.12%`, `（10.00%）`, `△1.18％`. */
function percentIn(text: string): Printed | undefined {
  const m = /^([(（]?)\s*([^%％()（）]+?)\s*[%％]\s*[)）]?$/.exec(text.trim())
  if (!m) return undefined
  return m[1] === '' ? parseNumber(m[2]!) : parseNumber(`(${m[2]})`, { parentheses: true })
}
