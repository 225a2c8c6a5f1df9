/** Widths of columns and heights of rows, in Excel's measures: digits of the first font, and points. */
import type { BookCell, BookTable } from '@gouji/compose'

const WIDE =
  /[\u1100-\u115f\u2018-\u201d\u2026\u2014\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/

/** Digits that a text takes; a Chinese sign takes two. */
export function digitsOf(text: string): number {
  let digits = 0
  for (const sign of text) digits += WIDE.test(sign) || (sign.codePointAt(0) ?? 0) > 0xffff ? 2 : 1
  return digits
}

export const textOf = (cell: BookCell): string => cell.runs.map((run) => run.text).join('')

/** Digits that fit across the page at the size of the book before the page is made smaller to fit. */
const ACROSS = { portrait: 92, landscape: 140 } as const
/** What a cell keeps for itself on both sides. */
const PADDING = 2
const NARROWEST = 6
const INDENT = 2

/** The form's proportions, widened where a number would be shown as #### or a word would stand letter below letter. */
export function columnWidths(table: BookTable): number[] {
  const total = table.widths.reduce((sum, width) => sum + width, 0)
  const widths = table.widths.map((width) => (width / total) * ACROSS[table.orientation])
  for (const { cells } of table.rows) {
    for (const cell of cells) {
      if (cell.columnSpan > 1) continue
      widths[cell.column] = Math.max(widths[cell.column] ?? 0, NARROWEST, needOf(cell))
    }
  }
  return widths.map((width) => Math.round(width * 10) / 10)
}

function needOf(cell: BookCell): number {
  const text = textOf(cell)
  const unbroken = cell.role === 'amount' || cell.role === 'number' || cell.role === 'code'
  // Bold digits of totals are a little wider.
  if (unbroken) return Math.min(40, digitsOf(text) * 1.1 + PADDING)
  const comfortable = cell.role === 'head' ? 4 : 10
  return Math.min(digitsOf(text), comfortable) + PADDING + (cell.indent ?? 0) * INDENT
}

const LINE = 13.5
const ROW = 18
const MOST = 400

/** No program sets the height of wrapped text by itself when it opens a file that another one wrote. */
export function heightOf(texts: readonly { readonly text: string; readonly width: number }[]): number {
  const lines = texts.map(({ text, width }) =>
    text
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((digitsOf(line) * 1.05) / Math.max(2, width - PADDING))), 0),
  )
  return Math.min(MOST, Math.max(ROW, Math.max(1, ...lines) * LINE + 4.5))
}

/** A text that goes over several rows raises the last of them when they are too low for it together. */
export function rowHeights(table: BookTable, widths: readonly number[]): number[] {
  const needOf = (cell: BookCell): number => {
    const width = widths.slice(cell.column, cell.column + cell.columnSpan).reduce((a, b) => a + b, 0)
    return heightOf([{ text: textOf(cell), width: width - (cell.indent ?? 0) * INDENT }])
  }
  const heights = table.rows.map(({ cells }) =>
    Math.max(ROW, ...cells.filter((cell) => cell.rowSpan === 1).map((cell) => needOf(cell))),
  )
  table.rows.forEach(({ cells }, r) => {
    for (const cell of cells) {
      if (cell.rowSpan === 1) continue
      const last = Math.min(r + cell.rowSpan, heights.length) - 1
      const have = heights.slice(r, last + 1).reduce((a, b) => a + b, 0)
      heights[last] = Math.min(MOST, heights[last]! + Math.max(0, needOf(cell) - have))
    }
  })
  return heights
}
