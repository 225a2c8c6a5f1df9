/** Tables as they were read, as HTML tables: headings over several lines, codes and labels as row headers. */

import { html, type Markup } from '@gouji/write'
import { tableName } from '../../view/finding.ts'
import type { TableView, ViewColumn } from '../../view/table.ts'
import type { Wording } from '../../wording/index.ts'

/** The whole table; columns in which nothing is printed are left out, as they only make it wider. */
export function wholeTable(view: TableView, wording: Wording): Markup {
  const columns = view.columns.flatMap((_, index) =>
    view.rows.some((row) => row.cells[index]!.text !== '') ? [index] : [],
  )
  const caption = tableName(view.table, wording)
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption class="unseen">${caption}</caption>
<thead>${headings(view, columns, wording)}</thead>
<tbody>${view.rows.map((_, row) => rowOf(view, columns, row))}</tbody>
</table></div>
`
}

/** Neighbours under the same parent share its heading cell; a heading without children reaches down to the figures. */
function headings(view: TableView, columns: readonly number[], wording: Wording): Markup[] {
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

function rowOf(view: TableView, columns: readonly number[], row: number): Markup {
  const line = view.rows[row]!
  const cells = columns.map((index) => {
    const column = view.columns[index]!
    const { text } = line.cells[index]!
    const name = column.kind === 'code' ? 'code' : column.numeric ? 'number' : ''
    const kind = name !== '' && html` class="${name}"`
    return column.kind === 'value' ? html`<td${kind}>${text}</td>` : html`<th scope="row"${kind}>${text}</th>`
  })
  return html`<tr${line.total && html` class="total"`}>${cells}</tr>
`
}
