/**
 * One table made ready for printing: paper, size of letters, widths of columns, and where it may break over pages. All
 * this is decided from the widths of its words before Typst lays anything out, so that no figure is ever broken or cut.
 */
import type { BookCell, BookRow, BookTable } from '@gouji/compose'
import { breakLongPieces, halfWidthOf, linesOf, widestPiece, widthOf } from './letter-widths.ts'
import { PAPERS, type PaperName } from './papers.ts'
import { printed } from './printed.ts'

export const INSET_X = 3
export const INSET_Y = 4.5
/** Line to line, in letter sizes. */
export const LEADING = 0.35

/** Below this a figure is no longer read on paper, and wider paper is taken instead. */
const SMALLEST = 7
const STEP = 0.5
/** Words of a label or text that are longer than this may be broken. */
const LONGEST_WORD = 7
/** The part of a page that a row may take up and still be kept from being torn, and that a head may and be repeated. */
const ROW_KEPT = 0.4
const HEAD_REPEATED = 0.4
/** So many rows of a merged cell stay together with its words, which else stand alone on the next page. */
const BEGINNING = 2
/** The heights are estimates. */
const MARGIN = 1.04
const HEADING = 40
/** The part of a page that must be free for a table that goes on over several. */
const BEGUN = 0.6
/** Number and the line with the unit, and the air around them and the title. */
const ABOVE = 55

export interface TableLayout {
  readonly kind: 'table'
  readonly paper: PaperName
  readonly number: string
  readonly title: string
  /** The level of the bookmark, 0 for none. */
  readonly bookmark: number
  readonly left: string
  readonly right: string
  readonly size: number
  readonly columns: readonly number[]
  readonly headRows: number
  readonly repeat: boolean
  /** Room that must be left on the page, or the table begins on the next one. */
  readonly reserve: number
  readonly cells: readonly CellLayout[]
  /** First row and number of rows that stay on one page: the beginning of what goes on over several. */
  readonly kept: readonly (readonly [number, number])[]
  readonly notes: readonly string[]
}

/** Column, row, column span, row span, alignment, indent, words, style, may break. Positional, as there are thousands. */
export type CellLayout = readonly [
  number,
  number,
  number,
  number,
  BookCell['align'],
  number,
  string,
  CellStyle,
  boolean,
]
/** `n` is set in half-width digits, `b` bold, `m` both. */
type CellStyle = '' | 'n' | 'b' | 'm'

interface Placed {
  readonly row: number
  readonly cell: BookCell
  readonly text: string
  readonly style: CellStyle
}

/** `wished` is the size of letters; `headings` stand right above the table and go where it goes. */
export function layTable(table: BookTable, wished: number, bookmark: number, headings: number): TableLayout {
  const headRows = Math.min(table.headRows, table.rows.length)
  const placed = table.rows.flatMap((row, at) => row.cells.map((cell) => place(cell, row, at)))
  const { paper, size, columns } = choosePaper(table, placed, wished)
  const inner = (p: Placed): number => (spanned(columns, p.cell) - 2 * INSET_X) / size - indentOf(p.cell)
  const heights = heightsOf(table.rows.length, placed, inner, size)
  const sum = (from: number, to: number): number => heights.slice(from, to).reduce((a, b) => a + b, 0)
  const room = PAPERS[paper]
  const rowSpanOf = (p: Placed): number =>
    Math.min(p.cell.rowSpan, (p.row < headRows ? headRows : table.rows.length) - p.row)
  const isTorn = (p: Placed): boolean => sum(p.row, p.row + rowSpanOf(p)) > room.height * ROW_KEPT
  const cells = placed.map((p): CellLayout => {
    return [
      p.cell.column,
      p.row,
      p.cell.columnSpan,
      rowSpanOf(p),
      p.cell.align,
      indentOf(p.cell) * size,
      figure(p) ? p.text : breakLongPieces(p.text, inner(p) / (bold(p) ? 1.06 : 1)),
      p.style,
      isTorn(p),
    ]
  })
  return {
    kind: 'table',
    paper,
    number: printed(table.number ?? ''),
    title: printed(table.title),
    bookmark,
    left: printed(table.left ?? ''),
    right: printed(table.right ?? ''),
    size,
    columns,
    headRows,
    repeat: sum(0, headRows) < room.height * HEAD_REPEATED,
    reserve: reserveFor(sum(0, heights.length) + heightAround(table, size, room.width), room.height, headings),
    cells,
    kept: placed
      .filter((p) => p.row >= headRows && p.cell.rowSpan > 1 && p.text !== '' && isTorn(p))
      .map((p): [number, number] => {
        let rows = Math.min(BEGINNING, rowSpanOf(p))
        while (rows < rowSpanOf(p) && sum(p.row, p.row + rows) < heightOf(p, inner(p), size)) rows += 1
        return [p.row, rows]
      })
      // Words that take up too much of a page are torn; those beside them stay with their rows.
      .filter(([row, rows]) => sum(row, row + rows) <= room.height * ROW_KEPT)
      .sort(([a, m], [b, n]) => a - b || n - m)
      .filter(([row], i, all) => row !== all[i - 1]?.[0]),
    notes: table.notes.map((runs) => printed(runs.map((run) => run.text).join(''))),
  }
}

function place(cell: BookCell, row: BookRow, at: number): Placed {
  const text = printed(cell.runs.map((run) => run.text).join(''))
  const strong = row.role === 'head' || row.role === 'total'
  const digits = isFigure(cell, text)
  return { row: at, cell, text, style: digits ? (strong ? 'm' : 'n') : strong ? 'b' : '' }
}

/** What is set in half-width digits and never broken. A text longer than any amount or code is no figure. */
const isFigure = (cell: BookCell, text: string): boolean =>
  /^(amount|number|code)$/.test(cell.role) && /^[!-~]{1,40}$/.test(text)
const figure = (p: Placed): boolean => p.style === 'n' || p.style === 'm'
const bold = (p: Placed): boolean => p.style === 'b' || p.style === 'm'
const indentOf = (cell: BookCell): number => cell.indent ?? 0
const spanned = (columns: readonly number[], cell: BookCell): number =>
  columns.slice(cell.column, cell.column + cell.columnSpan).reduce((a, b) => a + b, 0)

/** The largest letters that fit the asked paper; wider paper when even the smallest do not; smaller ones as last resort. */
function choosePaper(
  table: BookTable,
  placed: readonly Placed[],
  wished: number,
): { paper: PaperName; size: number; columns: readonly number[] } {
  const count = Math.max(table.widths.length, ...placed.map((p) => p.cell.column + p.cell.columnSpan))
  const needs = neededWidths(placed, count)
  const shares = Array.from({ length: count }, (_, i) => table.widths[i] || 1)
  const least = (size: number): number[] => needs.map((need) => need * size + 2 * INSET_X + 0.5)
  const total = (size: number): number => least(size).reduce((a, b) => a + b, 0)
  const papers: readonly PaperName[] =
    table.orientation === 'portrait' ? ['portrait', 'landscape', 'foldout'] : ['landscape', 'foldout']
  const sizes: number[] = []
  for (let size = Math.max(wished, SMALLEST); size >= SMALLEST; size -= STEP) sizes.push(size)
  for (const paper of papers) {
    const size = sizes.find((s) => total(s) <= PAPERS[paper].width)
    if (size !== undefined) return { paper, size, columns: widthsFor(shares, least(size), PAPERS[paper].width) }
  }
  const room = PAPERS.foldout.width
  let size = SMALLEST
  while (total(size) > room && size > 1) size -= STEP
  return { paper: 'foldout', size, columns: widthsFor(shares, least(size), room) }
}

/**
 * A table that fits on a page is not torn for being begun low on one, and one that must be torn begins high on its first.
 * Where headings above it leave too little of even an empty page, less is kept, or they would be left behind.
 */
function reserveFor(height: number, page: number, headings: number): number {
  const whole = Math.ceil(height * MARGIN)
  return whole + headings * HEADING <= page ? whole : Math.floor(page * BEGUN)
}

/** Number, title and the line with the unit above the table, and the notes below. */
function heightAround(table: BookTable, size: number, width: number): number {
  const note = Math.max(size, 9)
  const lines = table.notes.reduce((sum, runs) => sum + linesOf(runs.map((r) => r.text).join(''), width / note), 0)
  return ABOVE + 16 * linesOf(table.title, width / 17) + lines * note * 1.5
}

/** What each column needs at least, in letter sizes: its figures and codes unbroken, its words up to a limit. */
function neededWidths(placed: readonly Placed[], count: number): number[] {
  const needs = Array.from({ length: count }, () => 0)
  for (const p of placed) {
    if (p.cell.columnSpan === 1) needs[p.cell.column] = Math.max(needs[p.cell.column] ?? 0, need(p))
  }
  // What stands over several columns widens them evenly where it does not fit.
  for (const p of placed) {
    if (p.cell.columnSpan === 1) continue
    const { column, columnSpan } = p.cell
    const lack = need(p) - needs.slice(column, column + columnSpan).reduce((a, b) => a + b, 0)
    if (lack > 0) for (let i = column; i < column + columnSpan; i++) needs[i] = (needs[i] ?? 0) + lack / columnSpan
  }
  return needs
}

function need(p: Placed): number {
  const strength = bold(p) ? 1.06 : 1
  if (figure(p)) return halfWidthOf(p.text)
  const word = Math.min(widestPiece(p.text), LONGEST_WORD) * strength
  const letters = p.cell.role === 'text' || p.cell.role === 'label' ? 5 : 2
  return Math.max(word, Math.min(letters, widthOf(p.text) * strength)) + indentOf(p.cell)
}

/** The room shared out as the form wishes, but no column narrower than it needs. */
function widthsFor(shares: readonly number[], least: readonly number[], room: number): readonly number[] {
  const fixed = least.map(() => false)
  for (;;) {
    const free = room - least.reduce((sum, width, i) => sum + (fixed[i] ? width : 0), 0)
    const parts = shares.reduce((sum, share, i) => sum + (fixed[i] ? 0 : share), 0)
    const widths = least.map((width, i) => (fixed[i] ? width : (free * shares[i]!) / parts))
    const tight = widths.findIndex((width, i) => !fixed[i] && width < least[i]!)
    if (tight < 0) return widths.map((width) => Math.floor(width * 100) / 100)
    fixed[tight] = true
  }
}

/** Heights of the rows as they are likely to come out; what spans rows makes the last of them higher. */
function heightsOf(count: number, placed: readonly Placed[], inner: (p: Placed) => number, size: number): number[] {
  const heights = Array.from({ length: count }, () => size + 2 * INSET_Y)
  const height = (p: Placed): number => heightOf(p, inner(p), size)
  for (const p of placed) if (p.cell.rowSpan === 1) heights[p.row] = Math.max(heights[p.row]!, height(p))
  for (const p of placed) {
    if (p.cell.rowSpan === 1) continue
    const last = Math.min(p.row + p.cell.rowSpan, count) - 1
    const have = heights.slice(p.row, last + 1).reduce((a, b) => a + b, 0)
    heights[last]! += Math.max(0, height(p) - have)
  }
  return heights
}

const heightOf = ({ text }: Placed, inner: number, size: number): number =>
  linesOf(text, inner / 1.03) * size * (1 + LEADING) - size * LEADING + 2 * INSET_Y
