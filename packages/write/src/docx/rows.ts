/**
 * Heights of the rows of a table, and which of them stay together on a page. The heights are estimates: they decide
 * where a page may end, never how high a row is.
 */
import type { BookCell, BookTable } from '@gouji/compose'
import { type ColumnFit, fitColumns, textOf } from './columns.ts'
import { linesOf } from './measure.ts'
import { textHeight, textWidth } from './page.ts'
import { SIZE, TABLE_SPACE, twentieths } from './styles.ts'

export interface TableFit extends ColumnFit {
  /** Twips that a row has at least. */
  readonly rowHeight: number
  /** Twips of each row, about. */
  readonly heights: readonly number[]
  /** Whether the whole table stands on one page. */
  readonly whole: boolean
  /** Rows that stay on the page of the next one. */
  readonly keptWithNext: ReadonlySet<number>
}

/** Twips for each point of the letters: a form is not crowded, but rather a little closer than with a row left over. */
const SPACIOUS = 36
const CLOSE = 32

export function fitTable(table: BookTable, size: number): TableFit {
  const columns = fitColumns(table, size, textWidth(table.orientation))
  const room = textHeight(table.orientation) * 0.97 - aroundOf(table)
  const spacious = heightsOf(table, columns, columns.size * SPACIOUS)
  const close = heightsOf(table, columns, columns.size * CLOSE)
  const isClose = sum(spacious) > room && sum(close) <= room
  const heights = isClose ? close : spacious
  const whole = sum(heights) <= room
  return {
    ...columns,
    rowHeight: Math.round(columns.size * (isClose ? CLOSE : SPACIOUS)),
    heights,
    whole,
    keptWithNext: keptRows(table, whole),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/** Number, title and line above the table, the notes below it, and a heading that may stand before it. */
function aroundOf(table: BookTable): number {
  const line = (points: number): number => twentieths(points * 1.4)
  const notes = table.notes.map((runs) =>
    linesOf(runs.map((run) => run.text).join(''), textWidth(table.orientation) / 20 / SIZE.tableLine),
  )
  return (
    TABLE_SPACE +
    (table.number ? line(12) : 0) +
    line(SIZE.tableTitle) +
    120 +
    (table.left || table.right ? line(SIZE.tableLine) + 40 : 0) +
    sum(notes) * line(SIZE.tableLine) +
    line(SIZE.tableTitle)
  )
}

function heightsOf(table: BookTable, { columns, size, margin }: ColumnFit, rowHeight: number): number[] {
  const heightOf = (cell: BookCell): number => {
    const width = sum(columns.slice(cell.column, cell.column + cell.columnSpan))
    const lines = linesOf(textOf(cell), (width - 2 * margin) / 20 / size - (cell.indent ?? 0))
    return lines * size * 25 + 40
  }
  const heights = table.rows.map(({ cells }) =>
    Math.max(rowHeight, ...cells.filter((cell) => cell.rowSpan === 1).map(heightOf)),
  )
  table.rows.forEach(({ cells }, r) => {
    for (const cell of cells) {
      if (cell.rowSpan === 1) continue
      const last = Math.min(r + cell.rowSpan, heights.length) - 1
      heights[last] = heights[last]! + Math.max(0, heightOf(cell) - sum(heights.slice(r, last + 1)))
    }
  })
  return heights
}

/** A cell over more rows than these may be divided between pages. */
const JOINED_MOST = 8
/** Rows that go to the next page at least, where any does. */
const LAST_ROWS = 3

function keptRows(table: BookTable, whole: boolean): Set<number> {
  const kept = new Set<number>()
  const last = table.rows.length - 1
  table.rows.forEach(({ cells }, r) => {
    // The head stays with what follows it.
    if (r < last && (whole || r <= table.headRows || r > last - LAST_ROWS)) kept.add(r)
    // What a cell joins is not torn: a goal does not begin on one page and end on another.
    for (const { rowSpan } of cells) {
      if (rowSpan <= JOINED_MOST) for (let row = r; row < r + rowSpan - 1; row++) kept.add(row)
    }
  })
  if (table.notes.length > 0) kept.add(last)
  return kept
}
