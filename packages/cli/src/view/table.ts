/**
 * A table as it is shown to people: code and label columns of each panel, then its columns of figures, and rows in
 * the order of the document. Tables set side by side keep standing side by side.
 */
import type { Place } from '@gouji/document'
import type { ReadCell, ReadRow, ReadTable } from '@gouji/read'
import { placeKey } from './place.ts'
import { countOn } from './rows.ts'

export interface ViewColumn {
  readonly kind: 'code' | 'label' | 'value'
  readonly panel: number
  /** Grid column of a value column; −1 for codes and labels. */
  readonly column: number
  readonly path: readonly string[]
  readonly numeric: boolean
}

export interface ViewCell {
  readonly text: string
  readonly place?: Place
}

export interface ViewRow {
  /** Grid row, 0-based. */
  readonly row: number
  /** Parallel to the view's columns. */
  readonly cells: readonly ViewCell[]
  readonly total: boolean
}

export interface TableView {
  readonly table: ReadTable
  readonly columns: readonly ViewColumn[]
  readonly rows: readonly ViewRow[]
}

/** Where in a view something stands. */
export interface Spot {
  readonly view: TableView
  /** Indices into the view's rows and columns. */
  readonly row: number
  readonly column: number
}

const EMPTY: ViewCell = { text: '' }

export function viewTable(read: ReadTable): TableView {
  const table = countOn(read)
  const valueColumns = collectValueColumns(table)
  const panels = [...new Set([...table.rows.map((r) => r.panel), ...valueColumns.map((c) => c.panel)])].sort(
    (a, b) => a - b,
  )
  const columns = panels.flatMap((panel): ViewColumn[] => {
    const rows = table.rows.filter((r) => r.panel === panel)
    const heading = (kind: 'code' | 'label'): ViewColumn => ({ kind, panel, column: -1, path: [], numeric: false })
    return [
      ...(rows.some((r) => /\d/.test(r.codePrinted ?? r.code ?? '')) ? [heading('code')] : []),
      ...(rows.some((r) => r.label !== '') ? [heading('label')] : []),
      ...valueColumns.filter((c) => c.panel === panel),
    ]
  })
  const rowOf = new Map(table.rows.map((r) => [`${r.row}|${r.panel}`, r]))
  const cellOf = new Map(table.cells.map((c) => [`${c.row}|${c.column}`, c]))
  const numbers = [...new Set([...table.rows.map((r) => r.row), ...table.cells.map((c) => c.row)])].sort(
    (a, b) => a - b,
  )
  const rows = numbers.map((row): ViewRow => {
    const cells = columns.map((column) => {
      if (column.kind === 'value') return ofCell(cellOf.get(`${row}|${column.column}`))
      return ofRow(rowOf.get(`${row}|${column.panel}`), column.kind)
    })
    return { row, cells, total: panels.some((panel) => rowOf.get(`${row}|${panel}`)?.role === 'total') }
  })
  return { table, columns, rows }
}

/** Columns that the reading names, and those of cells that stand in no named column, so that nothing is hidden. */
function collectValueColumns(table: ReadTable): ViewColumn[] {
  const found = new Map<number, ViewColumn>()
  for (const { column, panel, path } of table.columns) {
    found.set(column, { kind: 'value', panel, column, path, numeric: true })
  }
  const others = new Map<number, ReadCell[]>()
  for (const cell of table.cells) {
    if (found.has(cell.column)) continue
    others.set(cell.column, [...(others.get(cell.column) ?? []), cell])
  }
  const labels = new Set(table.rows.flatMap((r) => [r.label, r.code, r.codePrinted].filter(Boolean)))
  for (const [column, cells] of others) {
    const printed = cells.filter((c) => c.text !== '')
    if (printed.length === 0 || printed.every((c) => labels.has(c.text))) continue
    const left = [...found.values()].filter((c) => c.column < column).sort((a, b) => b.column - a.column)[0]
    const numeric = printed.some((c) => c.printed !== undefined)
    found.set(column, { kind: 'value', panel: left?.panel ?? 0, column, path: printed[0]!.columnPath, numeric })
  }
  return [...found.values()].sort((a, b) => a.column - b.column)
}

const ofCell = (cell: ReadCell | undefined): ViewCell => (cell ? { text: cell.text, place: cell.place } : EMPTY)

function ofRow(row: ReadRow | undefined, kind: 'code' | 'label'): ViewCell {
  if (!row) return EMPTY
  // A total that reaches over the code columns is a label, though it is printed where codes stand.
  const code = [row.codePrinted, row.code].find((c) => c !== undefined && /\d/.test(c))
  const text = kind === 'code' ? (code ?? '') : row.label
  const place = kind === 'code' ? row.codePlace : (row.labelPlace ?? row.place)
  return place && text !== '' ? { text, place } : { text }
}

/** The heading of a column in one phrase: its own name, with its parents' where the name alone is not unique. */
export function columnHeading(column: ViewColumn, among: readonly ViewColumn[]): string {
  const own = column.path.at(-1) ?? ''
  const rivals = among.filter((other) => other !== column && other.kind === 'value' && other.path.at(-1) === own)
  if (rivals.length === 0) return own
  for (let take = 2; take <= column.path.length; take++) {
    const phrase = column.path.slice(-take)
    if (rivals.every((other) => other.path.slice(-take).join('/') !== phrase.join('/'))) return phrase.join('/')
  }
  return column.path.join('/')
}

/** Finds the cell that a finding points at. Several cells may share a coarse place; then the words decide. */
export class Locator {
  readonly views: readonly TableView[]
  readonly #spots = new Map<string, Spot[]>()

  constructor(tables: readonly ReadTable[]) {
    this.views = tables.map(viewTable)
    for (const view of this.views) {
      view.rows.forEach((row, rowIndex) => {
        row.cells.forEach((cell, columnIndex) => {
          if (!cell.place) return
          const key = placeKey(cell.place)
          const spots = this.#spots.get(key) ?? []
          spots.push({ view, row: rowIndex, column: columnIndex })
          this.#spots.set(key, spots)
        })
      })
    }
  }

  find(place: Place, text: string): Spot | undefined {
    const spots = this.#spots.get(placeKey(place)) ?? []
    if (spots.length < 2) return spots[0]
    return spots.map((spot) => ({ spot, score: likeness(spot, text) })).sort((a, b) => b.score - a.score)[0]?.spot
  }

  /** The table whose title, or any part of which, stands at a place. */
  tableAt(place: Place): TableView | undefined {
    const key = placeKey(place)
    return this.views.find(({ table }) =>
      [table.titlePlace, table.place, ...table.parts].some((p) => p !== undefined && placeKey(p) === key),
    )
  }
}

function likeness({ view, row, column }: Spot, text: string): number {
  const cells = view.rows[row]!.cells
  const own = cells[column]!.text
  const path = view.columns[column]!.path.at(-1)
  const label = cells.find((_, i) => view.columns[i]!.kind === 'label')?.text
  return (
    (own !== '' && text.includes(own) ? 4 : 0) +
    (label && text.includes(label) ? 2 : 0) +
    (path && text.includes(path) ? 1 : 0) +
    (view.columns[column]!.kind === 'value' ? 0.5 : 0)
  )
}
