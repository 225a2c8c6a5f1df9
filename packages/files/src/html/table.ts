import type { Place } from '@gouji/document'
import { type CellDraft, compress } from '../grid.ts'
import { cellText, leadingBlanks } from '../text.ts'
import type { Watch } from '../watch.ts'

/** A paragraph or a table as it is being read. */
export type Draft = ParagraphDraft | TableDraft

export interface ParagraphDraft {
  readonly kind: 'paragraph'
  readonly text: string
  readonly place: Place
  readonly heading?: number
  readonly align?: 'left' | 'center' | 'right'
  readonly size?: number
}

export interface TableDraft {
  readonly kind: 'table'
  readonly place: Place
  readonly cells: (CellDraft & { readonly drafts: readonly Draft[]; readonly header: boolean })[]
  readonly presentation: boolean
}

/** A table whose markup is still open; cells take the first free column, as the standard says. */
export class OpenTable {
  readonly place: Place
  readonly presentation: boolean
  private readonly cells: TableDraft['cells'] = []
  private readonly watch: Watch
  private row = -1
  private column = 0
  private rowOpen = false
  /** For each column, the row from which it is free again. */
  private readonly freeFrom: number[] = []
  /** Where the current group of rows began: a span of 0 and spans that are too long end with the group. */
  private groupCells = 0
  cell: { attributes: Readonly<Record<string, string>>; place: Place; header: boolean; drafts: Draft[] } | undefined

  constructor(place: Place, presentation: boolean, watch: Watch) {
    this.place = place
    this.presentation = presentation
    this.watch = watch
  }

  openRow(): void {
    this.closeRow()
    this.row++
    this.column = 0
    this.rowOpen = true
  }

  closeRow(): void {
    this.closeCell()
    this.rowOpen = false
  }

  /** The end of a thead or tbody cuts what still spans downwards. */
  closeGroup(): void {
    this.closeRow()
    const end = this.row + 1
    for (let i = this.groupCells; i < this.cells.length; i++) {
      const cell = this.cells[i]!
      if (cell.row + cell.rowSpan > end) cell.rowSpan = end - cell.row
    }
    this.groupCells = this.cells.length
    this.freeFrom.length = 0
  }

  openCell(attributes: Readonly<Record<string, string>>, place: Place, header: boolean): void {
    this.closeCell()
    if (!this.rowOpen) this.openRow()
    this.cell = { attributes, place, header, drafts: [] }
  }

  closeCell(): void {
    const { cell } = this
    if (!cell) return
    this.cell = undefined
    const { limits } = this.watch
    for (; (this.freeFrom[this.column] ?? 0) > this.row; this.column++) this.watch.addCells(1)
    const { column, row } = this
    const rowSpan = spanOf(cell.attributes.rowspan, limits.span)
    const columnSpan = Math.min(Math.max(1, spanOf(cell.attributes.colspan, 1000)), limits.tableColumns - column)
    // Wide spans take room in every row, so they count as the cells that they cover.
    this.watch.addCells(Math.max(1, columnSpan))
    if (columnSpan < 1) return
    for (let c = column; c < column + columnSpan; c++) {
      this.freeFrom[c] = Math.max(this.freeFrom[c] ?? 0, row + (rowSpan === 0 ? limits.span : rowSpan))
    }
    this.column = column + columnSpan
    const text = textOf(cell.drafts)
    this.watch.addLetters(text.length)
    const first = cell.drafts.find((d) => d.kind === 'paragraph')
    const indent = first?.kind === 'paragraph' ? leadingBlanks(first.text) / 2 : 0
    this.cells.push({
      row,
      column,
      rowSpan: rowSpan === 0 ? limits.span : rowSpan,
      columnSpan,
      text,
      place: cell.place,
      drafts: cell.drafts,
      header: cell.header,
      ...(indent > 0 ? { indent } : {}),
    })
  }

  close(): TableDraft {
    this.closeGroup()
    return { kind: 'table', place: this.place, cells: this.cells, presentation: this.presentation }
  }
}

function spanOf(given: string | undefined, most: number): number {
  const digits = /^\s*(\d{1,9})/.exec(given ?? '')?.[1]
  return digits === undefined ? 1 : Math.min(most, Number(digits))
}

export function textOf(drafts: readonly Draft[]): string {
  return cellText(drafts.map((d) => (d.kind === 'paragraph' ? d.text : d.cells.map((c) => c.text).join(' '))).join(' '))
}

/**
 * A table that only places things on the page: its content is what counts, so it is taken apart. Told by what it holds:
 * one cell in all, other tables with hardly any row of its own, or columns of running text.
 */
export function isLayout(table: TableDraft): boolean {
  if (table.presentation) return true
  const filled = table.cells.filter((c) => c.text !== '')
  if (filled.length <= 1) return true
  if (table.cells.some((c) => c.header)) return false
  const nested = filled.filter((c) => c.drafts.some(isDataTable))
  const perRow = new Map<number, number>()
  for (const cell of filled) {
    if (!nested.includes(cell) && cell.text.length < 60) perRow.set(cell.row, (perRow.get(cell.row) ?? 0) + 1)
  }
  const rowsOfData = [...perRow.values()].filter((count) => count > 1).length
  if (nested.length > 0 && rowsOfData <= nested.length + 1) return true
  const columns = new Set(filled.map((c) => c.column)).size
  const isProse = (c: (typeof filled)[number]): boolean =>
    c.text.length > 300 && c.drafts.filter((d) => d.kind === 'paragraph').length >= 3
  return columns <= 3 && rowsOfData <= 3 && filled.some(isProse)
}

const isDataTable = (draft: Draft): boolean =>
  draft.kind === 'table' && (isLayout(draft) ? draft.cells.some((c) => c.drafts.some(isDataTable)) : true)

/** Grid of a data table, without rows and columns in which nothing begins. */
export const gridOf = (table: TableDraft): { rows: number; columns: number } => compress(table.cells)
