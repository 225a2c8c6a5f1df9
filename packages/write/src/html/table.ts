/** A form as a table that programs and screen readers understand: caption, column groups, and headings with scope. */
import type { BookCell, BookRow, BookTable } from '@gouji/compose'
import { type Grid, gridOf } from '../data/places.ts'
import { html, Markup } from './markup.ts'
import type { RunWriter } from './runs.ts'
import { columnCss } from './widths.ts'

export interface WrittenTable {
  readonly markup: Markup
  readonly css: string
}

export interface TablePlace {
  /** Tells tables apart in the style sheet. */
  readonly number: number
  /** What links name. */
  readonly id: string
  /** Of the heading that its title is. */
  readonly level: number
  /** A heading stands right above it. */
  readonly titled: boolean
}

export function tableMarkup(table: BookTable, place: TablePlace, runs: RunWriter, tableSize: number): WrittenTable {
  const { number, id, level, titled } = place
  const grid = gridOf(table)
  const headIds = hasPanels(table, grid)
  const held = headIds ? undefined : heldColumn(table, grid)
  const context: Context = { table, grid, id, runs, headIds, held }
  const head = table.rows.slice(0, table.headRows).map((row, r) => rowMarkup(row, r, context))
  const body = table.rows.slice(table.headRows).map((row, r) => rowMarkup(row, r + table.headRows, context))
  const notes = table.notes.map((note) => html`<p class="note">${runs.write(note)}</p>\n`)
  const wide = table.orientation === 'landscape'
  const markup = html`<section class="form${wide && ' landscape'}${titled && ' with-title'}" id="${id}" aria-labelledby="${id}-title">
<div class="scroll" role="region" aria-labelledby="${id}-title" tabindex="0">
<table class="w${number}${held !== undefined && ' hold'}"${notes.length > 0 && html` aria-describedby="${id}-notes"`}>
<caption><div class="cap">${table.number !== undefined && html`<div class="no">${table.number}</div>`}${heading(level, id, table.title)}${sides(table)}</div></caption>
${columnGroups(table)}
${head.length > 0 && html`<thead>\n${head}</thead>\n`}<tbody>
${body}</tbody>
</table>
</div>
${notes.length > 0 && html`<div id="${id}-notes">${notes}</div>\n`}</section>
`
  return { markup, css: columnCss(table, number, tableSize) }
}

const heading = (level: number, id: string, title: string): Markup => {
  const tag = new Markup(`h${Math.min(6, level)}`)
  return html`<${tag} class="title" id="${id}-title">${title}</${tag}>`
}

const sides = ({ left, right }: BookTable): Markup | false =>
  (left !== undefined || right !== undefined) &&
  html`<div class="sides">${left !== undefined && html`<div>${left}</div>`}${right !== undefined && html`<div class="right">${right}</div>`}</div>`

interface Context {
  readonly table: BookTable
  readonly grid: Grid
  readonly id: string
  readonly runs: RunWriter
  /** Whether amounts name their headings, because rows have more than one label. */
  readonly headIds: boolean
  /** The column of labels that stays in sight. */
  readonly held: number | undefined
}

/** Groups of columns are those that the first row of the head makes. */
function columnGroups({ rows, widths, headRows }: BookTable): Markup {
  const first = headRows > 0 ? (rows[0]?.cells ?? []) : []
  const starts = new Set([0, ...first.flatMap((c) => [c.column, c.column + c.columnSpan])])
  const groups: string[] = []
  for (let c = 0; c < widths.length; c++) {
    if (starts.has(c)) groups.push('<colgroup>')
    groups.push(`<col class="k${c}">`)
    if (starts.has(c + 1) || c === widths.length - 1) groups.push('</colgroup>')
  }
  return new Markup(groups.join(''))
}

function rowMarkup(row: BookRow, r: number, context: Context): Markup {
  const cells: Markup[] = []
  const begins = new Map(row.cells.map((cell) => [cell.column, cell]))
  const { grid, table } = context
  for (let c = 0; c < table.widths.length; c++) {
    const cell = begins.get(c)
    if (cell) cells.push(cellMarkup(cell, row, r, context))
    // A position that no cell covers would move all cells behind it to the left.
    else if (grid[r]![c] === undefined) cells.push(html`<td></td>`)
  }
  const name = row.role === 'body' || row.role === 'head' ? '' : row.role
  return html`<tr${name !== '' && html` class="${name}"`}>${cells}</tr>\n`
}

function cellMarkup(cell: BookCell, row: BookRow, r: number, context: Context): Markup {
  const { runs, table, grid, id, headIds, held } = context
  const head = row.role === 'head' || (cell.role === 'head' && row.role !== 'ruler')
  const label = cell.role === 'label' && cell.runs.length > 0
  const names = [
    cell.align === 'left' ? '' : cell.align,
    cell.role === 'amount' || cell.role === 'number' ? 'n' : cell.role === 'code' ? 'code' : '',
    r < table.headRows && cell.column === held && cell.columnSpan === 1 ? 'hl' : '',
    cell.indent === undefined || cell.indent <= 0 ? '' : `i${Math.min(8, cell.indent)}`,
  ].filter((name) => name !== '')
  const attributes = html`${names.length > 0 && html` class="${names.join(' ')}"`}${cell.columnSpan > 1 && html` colspan="${cell.columnSpan}"`}${cell.rowSpan > 1 && html` rowspan="${cell.rowSpan}"`}`
  const content = runs.write(cell.runs)
  const ownId = headIds && html` id="${cellId(id, r, cell)}"`
  if (head && cell.runs.length > 0) {
    const scope = cell.heads === 'row' ? 'row' : r === 0 && cell.columnSpan > 1 ? 'colgroup' : 'col'
    return html`<th scope="${scope}"${ownId}${attributes}>${content}</th>`
  }
  if (label) return html`<th scope="row"${ownId}${attributes}>${content}</th>`
  const isFigure = cell.role === 'amount' || cell.role === 'number'
  const headers = headIds && isFigure ? headersOf(cell, r, table, grid, id) : ''
  return html`<td${headers !== '' && html` headers="${headers}"`}${attributes}>${content}</td>`
}

const cellId = (id: string, r: number, { column }: BookCell): string => `${id}-${r}-${column}`

/** Two panels beside each other: a figure of the right one would otherwise be said to belong to both labels. */
function hasPanels({ rows, headRows }: BookTable, grid: Grid): boolean {
  return rows.slice(headRows).some((_, i) => {
    const roles = grid[headRows + i]!.map((cell) => cell?.role)
    const first = roles.indexOf('label')
    const amount = roles.indexOf('amount', first)
    return first >= 0 && amount >= 0 && roles.indexOf('label', amount) >= 0
  })
}

function headersOf(cell: BookCell, r: number, table: BookTable, grid: Grid, id: string): string {
  const found: string[] = []
  for (let c = cell.column - 1; c >= 0; c--) {
    const left = grid[r]![c]
    if (left?.role !== 'label') continue
    if (left.runs.length > 0) found.push(cellId(id, beginning(grid, r, left), left))
    break
  }
  let last: BookCell | undefined
  for (let above = 0; above < table.headRows; above++) {
    const head = grid[above]![cell.column]
    if (head && head !== last && head.runs.length > 0 && table.rows[above]!.role === 'head') {
      found.push(cellId(id, above, head))
    }
    last = head
  }
  return found.join(' ')
}

const beginning = (grid: Grid, r: number, cell: BookCell): number => {
  let first = r
  while (first > 0 && grid[first - 1]![cell.column] === cell) first--
  return first
}

/** In a wide table of one panel the label of the row stays in sight while the amounts move. */
function heldColumn(table: BookTable, grid: Grid): number | undefined {
  const labels = (grid.at(-1) ?? []).flatMap((cell, column) => (cell?.role === 'label' ? [column] : []))
  return table.widths.length > 6 && labels.length === 1 ? labels[0] : undefined
}
