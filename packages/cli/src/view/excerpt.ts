/**
 * The piece of a table that a finding is about: the rows concerned with their neighbours, the columns concerned with
 * the labels, and a mark on each cell that plays a part.
 */
import type { Evidence, Finding } from '@gouji/check'
import type { Locator, Spot, TableView } from './table.ts'

export type Mark = 'suspect' | 'evidence'

export interface Excerpt {
  readonly view: TableView
  /** Indices into the view's columns, in order. */
  readonly columns: readonly number[]
  /** Indices into the view's rows in order; a number below zero stands for that many rows left out. */
  readonly rows: readonly number[]
  /** Mark of a cell by `row|column` (indices into the view). */
  readonly marks: ReadonlyMap<string, Mark>
}

export interface ExcerptLimits {
  readonly tables: number
  readonly rows: number
  readonly columns: number
}

export const markKey = (row: number, column: number): string => `${row}|${column}`

/** All cells that a finding points at, the suspects marked as such. Without suspects, the total is what to look at. */
export function marksOf(finding: Finding, locator: Locator): { spot: Spot; mark: Mark }[] {
  const found = new Map<string, { spot: Spot; mark: Mark }>()
  const mark = (place: Evidence['place'], text: string, kind: Mark): void => {
    const spot = locator.find(place, text)
    if (!spot) return
    // A blank that is a part of a sum is nothing to look at, unless a figure seems to be missing there.
    if (kind === 'evidence' && spot.view.rows[spot.row]!.cells[spot.column]!.text === '') return
    const key = `${spot.view.table.number}|${spot.row}|${spot.column}`
    if (found.get(key)?.mark !== 'suspect') found.set(key, { spot, mark: kind })
  }
  for (const evidence of finding.evidence) {
    mark(evidence.place, evidence.text, evidence.role === 'suspect' ? 'suspect' : 'evidence')
  }
  // What is proposed first is marked; other suspects are told in words.
  const first = finding.suspects[0]
  if (first) mark(first.place, first.text, 'suspect')
  return [...found.values()]
}

export function excerptsOf(finding: Finding, locator: Locator, limits: ExcerptLimits): Excerpt[] {
  const byTable = new Map<TableView, { spot: Spot; mark: Mark }[]>()
  for (const marked of marksOf(finding, locator)) {
    byTable.set(marked.spot.view, [...(byTable.get(marked.spot.view) ?? []), marked])
  }
  const suspectFirst = [...byTable].sort(([, a], [, b]) => Number(b.some(isSuspect)) - Number(a.some(isSuspect)))
  return suspectFirst.slice(0, limits.tables).map(([view, marked]) => cutOut(view, marked, limits))
}

const isSuspect = (marked: { mark: Mark }): boolean => marked.mark === 'suspect'

function cutOut(view: TableView, marked: readonly { spot: Spot; mark: Mark }[], limits: ExcerptLimits): Excerpt {
  const marks = new Map(marked.map(({ spot, mark }) => [markKey(spot.row, spot.column), mark]))
  const wanted = [...marked].sort((a, b) => Number(isSuspect(b)) - Number(isSuspect(a)))
  const markedRows = new Set(wanted.slice(0, limits.rows).map(({ spot }) => spot.row))
  const markedColumns = new Set<number>()
  for (const { spot } of wanted) if (markedColumns.size < limits.columns) markedColumns.add(spot.column)
  return { view, columns: columnsAround(view, markedColumns, limits), rows: rowsAround(view, markedRows), marks }
}

/** The labels of the panels concerned, the marked columns, and their neighbours while there is room. */
function columnsAround(view: TableView, marked: ReadonlySet<number>, limits: ExcerptLimits): number[] {
  const panels = new Set([...marked].map((index) => view.columns[index]!.panel))
  const chosen = new Set(marked)
  const inPanel = view.columns.flatMap((column, index) => (panels.has(column.panel) ? [index] : []))
  for (const index of inPanel) if (view.columns[index]!.kind !== 'value') chosen.add(index)
  const values = inPanel.filter((index) => view.columns[index]!.kind === 'value')
  const distance = (index: number): number => Math.min(...[...marked].map((m) => Math.abs(m - index)))
  const neighbours = values.filter((index) => !chosen.has(index)).sort((a, b) => distance(a) - distance(b) || a - b)
  for (const index of neighbours) {
    if ([...chosen].filter((i) => view.columns[i]!.kind === 'value').length >= limits.columns) break
    // A blank neighbour tells nothing.
    if (view.rows.some((row) => row.cells[index]!.text !== '')) chosen.add(index)
  }
  return [...chosen].sort((a, b) => a - b)
}

/** Marked rows with one neighbour on either side; longer gaps are counted. */
function rowsAround(view: TableView, marked: ReadonlySet<number>): number[] {
  const keep = new Set<number>()
  for (const row of marked) for (const near of [row - 1, row, row + 1]) if (view.rows[near]) keep.add(near)
  const rows: number[] = []
  let last: number | undefined
  for (const row of [...keep].sort((a, b) => a - b)) {
    const gap = last === undefined ? 0 : row - last - 1
    // Hiding a single row saves nothing.
    if (gap === 1) rows.push(row - 1)
    else if (gap > 1) rows.push(-gap)
    rows.push(row)
    last = row
  }
  return rows
}
