/** Tables of the document as HTML tables: headings over several lines, codes and labels as row headers, marked cells. */
import type { Excerpt, Mark } from '../../view/excerpt.ts'
import { markKey } from '../../view/excerpt.ts'
import { tableName } from '../../view/finding.ts'
import { placeKey } from '../../view/place.ts'
import type { TableView, ViewColumn } from '../../view/table.ts'
import type { Wording } from '../../wording/index.ts'
import { html, type Markup } from './markup.ts'

/** What is marked in a table and which finding on the page it belongs to. */
export interface CellMark {
  readonly mark: Mark
  readonly href?: string
}

interface Shown {
  readonly view: TableView
  /** Indices into the view's columns. */
  readonly columns: readonly number[]
  /** Indices into the view's rows; below zero stands for that many left out. */
  readonly rows: readonly number[]
  readonly marks: ReadonlyMap<string, CellMark>
  readonly caption: string
  /** Place keys of the figures that stand in a relation; the others are shown as not checked. */
  readonly related?: ReadonlySet<string>
  /** Gives cells an id to be linked to. */
  readonly idPrefix?: string
}

export function excerptTable(excerpt: Excerpt, hrefOf: (key: string) => string, wording: Wording): Markup {
  const marks = new Map([...excerpt.marks].map(([key, mark]) => [key, { mark, href: hrefOf(key) }]))
  const caption = wording.html.excerptCaption(tableName(excerpt.view.table, wording))
  return tableOf({ ...excerpt, marks, caption }, wording)
}

/** The whole table; columns in which nothing is printed are left out, as they only make it wider. */
export function wholeTable(
  view: TableView,
  marks: ReadonlyMap<string, CellMark>,
  idPrefix: string,
  related: ReadonlySet<string> | undefined,
  wording: Wording,
): Markup {
  const columns = view.columns.flatMap((_, index) =>
    view.rows.some((row) => row.cells[index]!.text !== '') ? [index] : [],
  )
  const rows = view.rows.map((_, index) => index)
  return tableOf(
    { view, columns, rows, marks, caption: tableName(view.table, wording), idPrefix, ...(related && { related }) },
    wording,
  )
}

function tableOf(shown: Shown, wording: Wording): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${shown.caption}"><table>
<caption${shown.idPrefix !== undefined && html` class="unseen"`}>${shown.caption}</caption>
<thead>${headings(shown, wording)}</thead>
<tbody>${shown.rows.map((row) => rowOf(shown, row, wording))}</tbody>
</table></div>
`
}

/** Neighbours under the same parent share its heading cell; a heading without children reaches down to the figures. */
function headings({ view, columns }: Shown, wording: Wording): Markup[] {
  const paths = columns.map((index) => headingPath(view.columns[index]!, wording))
  const height = Math.max(1, ...paths.map((path) => path.length))
  const lines: Markup[] = []
  for (let line = 0; line < height; line++) {
    const cells: Markup[] = []
    for (let i = 0; i < paths.length; ) {
      const path = paths[i]!
      let span = 1
      const isOwn = line === path.length - 1
      const panel = view.columns[columns[i]!]!.panel
      while (
        !isOwn &&
        line < path.length &&
        i + span < paths.length &&
        view.columns[columns[i + span]!]!.panel === panel &&
        paths[i + span]!.length > line + 1 &&
        path.slice(0, line + 1).every((part, depth) => paths[i + span]![depth] === part)
      ) {
        span++
      }
      const down = isOwn ? height - line : 1
      if (line < path.length) {
        const scope = isOwn ? 'col' : 'colgroup'
        cells.push(
          html`<th scope="${scope}"${attribute('colspan', span)}${attribute('rowspan', down)}>${path[line]!}</th>`,
        )
      }
      i += span
    }
    lines.push(html`<tr>${cells}</tr>`)
  }
  return lines
}

const attribute = (name: string, value: number): Markup | false => value > 1 && html` ${name}="${value}"`

function headingPath(column: ViewColumn, wording: Wording): readonly string[] {
  if (column.kind !== 'value') return [wording.reading.headers[column.kind]]
  return column.path.length > 0 ? column.path : ['']
}

function rowOf({ view, columns, marks, related, idPrefix }: Shown, row: number, wording: Wording): Markup {
  if (row < 0) return html`<tr class="gap"><td colspan="${columns.length}">${wording.finding.moreRows(-row)}</td></tr>`
  const line = view.rows[row]!
  const cells = columns.map((index) => {
    const column = view.columns[index]!
    const cell = line.cells[index]!
    const mark = marks.get(markKey(row, index))
    const isFigure = column.kind === 'value' && column.numeric && /\d/.test(cell.text)
    const unchecked = isFigure && !mark && related !== undefined && cell.place && !related.has(placeKey(cell.place))
    const classes = [
      column.kind === 'code' ? 'code' : column.numeric ? 'number' : '',
      mark?.mark ?? '',
      unchecked ? 'unchecked' : '',
    ].filter(Boolean)
    const kind = classes.length > 0 && html` class="${classes.join(' ')}"`
    const id = idPrefix !== undefined && mark && html` id="${cellId(idPrefix, row, index)}"`
    const text = cell.text === '' && mark ? wording.finding.blank : cell.text
    const content = mark?.href ? html`<a href="${mark.href}">${text}</a>` : text
    return column.kind === 'value'
      ? html`<td${kind}${id}>${content}</td>`
      : html`<th scope="row"${kind}${id}>${content}</th>`
  })
  return html`<tr${line.total && html` class="total"`}>${cells}</tr>
`
}

export const cellId = (prefix: string, row: number, column: number): string => `${prefix}r${row}c${column}`
