/**
 * A composed book, before it becomes a file: blocks of text and tables whose header is a tree. Writers turn it into
 * bytes of one format; `truth.ts` turns it into the list of figures that a reader must find.
 */
import { formatFen, type MoneyUnit } from '@gouji/ledger'

/** A heading of one column, or of several that stand below it. */
export interface Header {
  readonly text: string
  readonly children?: readonly Header[]
  readonly role?: ColumnRole
  /** Relative width for pages. */
  readonly width?: number
}

export type ColumnRole = 'code' | 'label' | 'text' | 'figure'

export interface BodyCell {
  readonly text: string
  /** The exact amount behind a printed figure of money. */
  readonly fen?: bigint
  /** Unit of the figure where it is not the table's: 元, %, 台. */
  readonly unit?: string
  /** Levels of indentation of a label. */
  readonly indent?: number
  readonly rowSpan?: number
}

/** Undefined where a cell above reaches down. */
export type BodyRow = readonly (BodyCell | undefined)[]

/** How amounts are printed. */
export interface NumberStyle {
  readonly unit: MoneyUnit
  readonly decimals: number
  readonly separators: boolean
  /** What stands for zero. */
  readonly zero: 'blank' | 'zero'
}

export interface BookTable {
  readonly kind: 'table'
  readonly title: string
  readonly caption?: string
  /** Line with the name of the department, left of the unit line. */
  readonly ownerLine: string
  readonly unitLine: string
  readonly style: NumberStyle
  readonly header: readonly Header[]
  /** Row of ** and running numbers below the header, as some forms print it. */
  readonly numbering: boolean
  readonly rows: readonly BodyRow[]
  readonly notes: readonly string[]
  readonly landscape: boolean
  /** Whether relations among its own cells are expected; goals and prices have none. */
  readonly related: boolean
}

export interface BookText {
  readonly kind: 'text'
  readonly text: string
  /** 0 for the cover's title, 1 for a part, 2 for a section; undefined for a paragraph. */
  readonly heading?: 0 | 1 | 2
  readonly align?: 'center' | 'right'
  /** Starts a page of its own, where the format has pages. */
  readonly newPage?: boolean
}

export type BookBlock = BookText | BookTable

export interface Book {
  readonly name: string
  readonly form: string
  readonly seed: number
  readonly year: number
  readonly stage: 'budget' | 'final'
  readonly organisation: string
  readonly audience: 'department' | 'unit'
  readonly blocks: readonly BookBlock[]
}

export const tablesOf = (book: Book): BookTable[] => book.blocks.filter((b) => b.kind === 'table')

/** One column with everything that stands above it. */
export interface Column {
  readonly path: readonly string[]
  readonly role: ColumnRole
  readonly width: number
}

export function columnsOf(header: readonly Header[], above: readonly string[] = []): Column[] {
  return header.flatMap((h) => {
    const path = [...above, h.text]
    return h.children ? columnsOf(h.children, path) : [{ path, role: h.role ?? 'figure', width: h.width ?? 10 }]
  })
}

export interface HeaderCell {
  readonly text: string
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

const depthOf = (header: readonly Header[]): number =>
  Math.max(...header.map((h) => 1 + (h.children ? depthOf(h.children) : 0)))

/** The header as a grid: leaves reach down to the last header row. */
export function headerGrid(header: readonly Header[]): { rows: number; cells: HeaderCell[] } {
  const rows = depthOf(header)
  const cells: HeaderCell[] = []
  const place = (list: readonly Header[], row: number, first: number): number => {
    let column = first
    for (const h of list) {
      const next = h.children ? place(h.children, row + 1, column) : column + 1
      cells.push({
        text: h.text,
        row,
        column,
        rowSpan: h.children ? 1 : rows - row,
        columnSpan: next - column,
      })
      column = next
    }
    return column
  }
  place(header, 0, 0)
  cells.sort((a, b) => a.row - b.row || a.column - b.column)
  return { rows, cells }
}

/** The row of ** and running numbers, when the table prints one. */
export function numberingRow(table: BookTable): string[] {
  let n = 0
  return columnsOf(table.header).map((c) => (c.role === 'figure' ? String(++n) : '**'))
}

export const textCell = (text: string, indent?: number): BodyCell =>
  indent === undefined ? { text } : { text, indent }

export const emptyCell: BodyCell = { text: '' }

/** An amount as the table's style prints it. */
export function moneyCell(fen: bigint, style: NumberStyle, unit?: MoneyUnit): BodyCell {
  if (fen === 0n && style.zero === 'blank') return { text: '', fen }
  const text = formatFen(fen, unit ?? style.unit, style.decimals)
  const cell = { text: style.separators ? withSeparators(text) : text, fen }
  return unit === undefined ? cell : { ...cell, unit }
}

export function withSeparators(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** Two lists side by side, as in a 收支总表: the shorter one is filled up with blanks. */
export function sideBySide(left: readonly BodyRow[], right: readonly BodyRow[], tail: number): BodyRow[] {
  const widthLeft = left[0]?.length ?? 0
  const widthRight = right[0]?.length ?? 0
  const blanks = (n: number): BodyRow => Array.from({ length: n }, () => emptyCell)
  const headLeft = left.slice(0, left.length - tail)
  const headRight = right.slice(0, right.length - tail)
  const rows: BodyRow[] = []
  for (let i = 0; i < Math.max(headLeft.length, headRight.length); i++) {
    rows.push([...(headLeft[i] ?? blanks(widthLeft)), ...(headRight[i] ?? blanks(widthRight))])
  }
  for (let i = 0; i < tail; i++) {
    rows.push([...(left[headLeft.length + i] ?? []), ...(right[headRight.length + i] ?? [])])
  }
  return rows
}

export const heading = (level: 0 | 1 | 2, text: string, newPage = false): BookText => ({
  kind: 'text',
  text,
  heading: level,
  ...(level === 0 ? { align: 'center' as const } : {}),
  ...(newPage ? { newPage } : {}),
})

export const paragraph = (text: string): BookText => ({ kind: 'text', text })
