/** A book as a web page, with row and column spans; half of the seeds put the title into the table's first row. */
import { type Book, type BookTable, type BookText, columnsOf, headerGrid, numberingRow } from '../book.ts'

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

export function writeHtml(book: Book): Uint8Array {
  const inside = book.seed % 2 === 1
  const body = book.blocks.map((b) => (b.kind === 'text' ? textOf(b) : tableOf(b, inside))).join('\n')
  const page = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>${escaped(book.organisation)}</title></head>
<body>
${body}
</body>
</html>
`
  return new TextEncoder().encode(page)
}

function textOf(block: BookText): string {
  const tag = block.heading === undefined ? 'p' : `h${block.heading + 1}`
  return `<${tag}>${escaped(block.text)}</${tag}>`
}

const spans = (rowSpan: number, columnSpan: number): string =>
  `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${columnSpan > 1 ? ` colspan="${columnSpan}"` : ''}`

function tableOf(table: BookTable, inside: boolean): string {
  const columns = columnsOf(table.header)
  const header = headerGrid(table.header)
  const rows: string[] = []
  const before: string[] = []
  const split = Math.ceil(columns.length / 2)
  if (inside) {
    rows.push(`<td colspan="${columns.length}">${escaped(table.title)}</td>`)
    rows.push(
      `<td colspan="${split}">${escaped(table.ownerLine)}</td>` +
        (columns.length > split ? `<td colspan="${columns.length - split}">${escaped(table.unitLine)}</td>` : ''),
    )
    if (columns.length === split) before.push(`<p>${escaped(table.unitLine)}</p>`)
  } else {
    before.push(`<h3 style="text-align:center">${escaped(table.title)}</h3>`)
    before.push(`<p>${escaped(table.ownerLine)}</p>`)
    if (table.unitLine) before.push(`<p style="text-align:right">${escaped(table.unitLine)}</p>`)
  }
  for (let row = 0; row < header.rows; row++) {
    rows.push(
      header.cells
        .filter((c) => c.row === row)
        .map((c) => `<th${spans(c.rowSpan, c.columnSpan)}>${escaped(c.text)}</th>`)
        .join(''),
    )
  }
  if (table.numbering) {
    rows.push(
      numberingRow(table)
        .map((t) => `<td>${t}</td>`)
        .join(''),
    )
  }
  for (const row of table.rows) {
    rows.push(
      row
        .map((cell, i) => {
          if (!cell) return ''
          const align = columns[i]?.role === 'figure' ? ' align="right"' : ''
          const indent = '&emsp;'.repeat(cell.indent ?? 0)
          return `<td${spans(cell.rowSpan ?? 1, 1)}${align}>${indent}${escaped(cell.text) || '&nbsp;'}</td>`
        })
        .join(''),
    )
  }
  const notes = table.notes.map((n) => `<p>${escaped(n)}</p>`)
  return [...before, '<table border="1">', ...rows.map((r) => `<tr>${r}</tr>`), '</table>', ...notes].join('\n')
}
