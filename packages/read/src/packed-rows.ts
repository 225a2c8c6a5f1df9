/**
 * Tables whose rows lost their spans. A browser that copies a table as text writes each cell once, however many rows and
 * columns it covers: rows are shorter than the table is wide, and everything in them has moved to the left.
 */
import type { Cell, Table } from '@gouji/document'
import { type Lexicon, parseNumber } from '@gouji/ledger'
import { type Kind, type Row, spansOf } from './packed-headings.ts'

/** The same table, its cells where they stood; without headings where nobody can tell where that was. */
export function unpacked(table: Table, lexicon: Lexicon): Table {
  if (table.grid !== 'separated') return table
  const rows = [...Map.groupBy(table.cells, (cell) => cell.row).values()]
  const columns = columnsIn(rows)
  const isPadded = rows.every((row) => row.length === columns)
  const widthOf = (row: Row): number => (isPadded ? row.findLastIndex(isFilled) + 1 : row.length)
  const from = rows.findIndex(
    (row) =>
      row.some(isAmount) || isCode(row[0]) || (widthOf(row) >= columns && !areHeadings(row.filter(isFilled), lexicon)),
  )
  if (from < 0) return table
  const [above, body] = [rows.slice(0, from), rows.slice(from)]
  // Blanks at the end fill a line up to the width of the table.
  const header = headingRows(above.map((row) => row.slice(0, row.findLastIndex(isFilled) + 1)))
  const isShort =
    header.length > 1 && header.some((row) => row.length < columns) && header.every((row) => row.every(isFilled))
  // Otherwise a form, whose rows begin with names and go on with what they name.
  if (!isShort || !areHeadings(header.flat(), lexicon)) {
    const shifted = shiftedAmong(body, columns)
    if (shifted.size === 0) return table
    // A form has rows of every shape, and what stood beside them cannot be told.
    if (new Set(rows.map((row) => row.length)).size >= SHAPES_OF_FORM) return asLines(table, rows)
    return { ...table, cells: [...above.flat(), ...bodyCells(body, columns, lexicon, (row) => shifted.has(row))] }
  }
  const whole = headingRows(body).filter((row) => row.length === columns)
  const isTable = whole.length > 0 && whole.length * 2 >= body.length
  const spans = isTable ? spansOf(header, columnsOf(whole, columns), lexicon) : undefined
  if (!spans) return withoutHeadings({ ...table, columns }, header)
  const headings = new Set(header.map(([first]) => first?.row))
  const others = above
    .filter((row) => !headings.has(row[0]?.row))
    .flatMap((row) => (row.length === 1 ? [{ ...row[0]!, columnSpan: columns }] : row))
  const cells = [...others, ...spans, ...bodyCells(body, columns, lexicon, () => true)]
  return { ...table, columns, grid: 'ruled', cells: cells.sort((a, b) => a.row - b.row || a.column - b.column) }
}

const areHeadings = (cells: Row, lexicon: Lexicon): boolean =>
  cells.filter((cell) => lexicon.find('head', cell.text) !== undefined).length * 3 >= cells.length * 2

const SHAPES_OF_FORM = 4

/** As many columns as the longest row fills, and as most rows have. Blanks at an end are none. */
function columnsIn(rows: readonly Row[]): number {
  const filled = Math.max(...rows.map((row) => row.findLastIndex(isFilled) + 1))
  const usual = [...Map.groupBy(rows, (row) => row.length)].sort(([a, x], [b, y]) => y.length - x.length || b - a)
  return Math.max(filled, usual[0]![0])
}

/** Each row as one text: to be seen, and not to be taken for figures in columns. */
const asLines = (table: Table, rows: readonly Row[]): Table => ({
  ...table,
  columns: 1,
  cells: rows.flatMap((row) =>
    row.slice(0, 1).map((first) => ({ ...first, text: row.map(({ text }) => text.trim()).join(' ') })),
  ),
})

/**
 * Rows that lack cells, none of them blank, and end in as many numbers as the longer row above (the first longer one below):
 * what they lack is in front. Where only blanks were cut off at the end of a line, numbers are cut off with them.
 */
function shiftedAmong(body: readonly Row[], columns: number): ReadonlySet<Row> {
  const shifted = new Set<Row>()
  // Of each length, the last row above that ends in numbers and names nothing in front of them.
  const above = new Map<number, { readonly row: Row; readonly at: number }>()
  const isLike = (row: Row): boolean => numbersAtEnd(row) > 0 && !row.some(({ text }) => /[:：]\s*$/.test(text))
  const first = body.filter(isLike)
  for (const [at, row] of body.entries()) {
    const own = numbersAtEnd(row)
    const isShort = row.length < columns && row.length > 1 && row.every(isFilled) && own > 0 && own < row.length
    if (isShort) {
      const longer = [...above.values()].filter((one) => one.row.length > row.length)
      const like = longer.sort((a, b) => b.at - a.at)[0]?.row ?? first.find((r) => r.length > row.length)
      if (like && numbersAtEnd(like) === own) shifted.add(row)
    }
    if (isLike(row)) above.set(row.length, { row, at })
  }
  return shifted
}

const numbersAtEnd = (row: Row): number => {
  const words = row.findLastIndex((cell) => !/^[-−△]?[\d,]+(?:\.\d+)?$/.test(cell.text.trim()))
  return row.length - 1 - words
}

const isFilled = (cell: Cell): boolean => cell.text.trim() !== ''

/** All headings run together over all columns: nobody can tell which column is which, and none is understood. */
function withoutHeadings(table: Table, header: readonly Row[]): Table {
  const all = header.flat()
  const first = all[0]!
  const rows = new Set(all.map((cell) => cell.row))
  const text = all.map((cell) => cell.text.trim()).join(' ')
  const one = { ...first, text, column: 0, columnSpan: table.columns, rowSpan: all.at(-1)!.row - first.row + 1 }
  return { ...table, cells: [one, ...table.cells.filter((cell) => !rows.has(cell.row))] }
}

/** With decimals: what a heading never is. */
const isAmount = ({ text }: Cell): boolean => /^[-−△]?[\d,]+\.\d+$/.test(text.trim())
/** The code of a subject or a unit begins a row of the body. */
const isCode = (cell: Cell | undefined): boolean => /^\d{3,7}$/.test(cell?.text.trim() ?? '')
/** Rows in front that hold one cell (a title, a unit) are no headings, nor are those that number the columns. */
const headingRows = (rows: readonly Row[]): Row[] =>
  rows.filter(
    (row) => row.length > 1 && !row.every(({ text }) => /^(?:栏次|行次|\*+|[-—]+|\d{0,2}|\d+=.*)$/.test(text.trim())),
  )

/** What stands in the columns of the body. */
function columnsOf(whole: readonly Row[], columns: number): Kind[] {
  return Array.from({ length: columns }, (_, c): Kind => {
    const filled = whole.map((row) => row[c]!).filter(isFilled)
    if (filled.length === 0) return 'blank'
    const numbers = filled.filter(({ text }) => parseNumber(text, { parentheses: true }) !== undefined).length
    return numbers * 2 >= filled.length ? 'numbers' : 'words'
  })
}

/** Rows of the body that lack cells: a total stands over code and name; other rows go on below cells of the row before. */
function bodyCells(body: readonly Row[], columns: number, lexicon: Lexicon, isPacked: (row: Row) => boolean): Cell[] {
  const cells: { -readonly [K in keyof Cell]: Cell[K] }[] = []
  let open: typeof cells = []
  for (const row of body) {
    const lacking = isPacked(row) ? Math.max(0, columns - row.length) : 0
    const [first] = row
    const isTotal = first !== undefined && lexicon.find('row', first.text)?.meaning.total === true
    if (lacking > 0 && !isTotal) for (const cell of open.slice(0, lacking)) cell.rowSpan = row[0]!.row - cell.row + 1
    const placed = row.map((cell, i) => ({
      ...cell,
      column: lacking > 0 && isTotal && i === 0 ? 0 : i + lacking,
      columnSpan: lacking > 0 && isTotal && i === 0 ? lacking + 1 : 1,
    }))
    open = lacking > 0 && !isTotal ? [...open.slice(0, lacking), ...placed] : placed
    cells.push(...placed)
  }
  return cells
}
