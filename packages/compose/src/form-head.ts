/** The head of a form: trees of columns as rows of cells with spans, and the ruler of column numbers. */
import type { BookCell, BookRow } from './book.ts'
import type { Column, Form } from './pack.ts'

export const leavesOf = (columns: readonly Column[]): readonly Column[] =>
  columns.flatMap((column) => (column.columns ? leavesOf(column.columns) : [column]))

/** Columns that stand in this book, without groups that have none left. */
export const standingColumns = (columns: readonly Column[], stands: (when: string) => boolean): readonly Column[] =>
  columns.flatMap((column) => {
    if (column.when !== undefined && !stands(column.when)) return []
    if (!column.columns) return [column]
    const own = standingColumns(column.columns, stands)
    return own.length === 0 ? [] : [{ ...column, columns: own }]
  })

const depthOf = (columns: readonly Column[]): number =>
  Math.max(0, ...columns.map((column) => (column.columns ? (column.rows ?? 1) + depthOf(column.columns) : 1)))

/** No head at all where no column has a heading: such forms lay their rows out by hand. */
export function headRows(form: Form, said: (text: string) => string): BookRow[] {
  const headed = form.panels.some((panel) => panel.columns.some((column) => column.head !== undefined))
  if (!headed) return []
  const top = form.panels.some((panel) => panel.head !== undefined) ? 1 : 0
  const depth = top + Math.max(...form.panels.map((panel) => depthOf(panel.columns)))
  const rows: BookCell[][] = Array.from({ length: depth }, () => [])
  let from = 0
  for (const panel of form.panels) {
    const width = leavesOf(panel.columns).length
    if (top === 1) {
      rows[0]!.push(headCell(from, width, panel.head === undefined ? depth : 1, said(panel.head ?? '')))
    }
    place(panel.columns, from, panel.head === undefined && top === 1 ? 0 : top, { depth, rows, said })
    from += width
  }
  const head: BookRow[] = rows.map((cells) => ({ role: 'head', cells: cells.sort((a, b) => a.column - b.column) }))
  if (form.ruler !== undefined) head.push({ role: 'ruler', cells: rulerOf(form, form.ruler) })
  return head
}

interface Head {
  readonly depth: number
  readonly rows: readonly BookCell[][]
  readonly said: (text: string) => string
}

function place(columns: readonly Column[], from: number, level: number, head: Head): void {
  const { depth, rows, said } = head
  let at = from
  for (const column of columns) {
    const width = column.columns ? leavesOf(column.columns).length : 1
    const height = column.columns ? (column.rows ?? 1) : depth - level
    rows[level]!.push(headCell(at, width, height, said(column.head ?? '')))
    if (column.columns) place(column.columns, at, level + height, head)
    at += width
  }
}

const headCell = (column: number, columnSpan: number, rowSpan: number, text: string): BookCell => ({
  column,
  columnSpan,
  rowSpan,
  role: 'head',
  align: 'center',
  heads: 'column',
  runs: text === '' ? [] : [{ text }],
})

function rulerOf(form: Form, words: string): BookCell[] {
  let number = 0
  return form.panels
    .flatMap((panel) => leavesOf(panel.columns))
    .map((column, i) => {
      const isText = column.at === undefined && column.role !== 'amount'
      if (column.ruler !== undefined) {
        if (/^\d+$/.test(column.ruler)) number = Number(column.ruler)
        return headCell(i, 1, 1, column.ruler)
      }
      if (!isText) number += 1
      return headCell(i, 1, 1, isText ? words : String(number))
    })
}
