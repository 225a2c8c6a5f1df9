/**
 * A book as a PDF through Typst: ruled tables whose header repeats on every page, tables that break over pages, pages on
 * their side, and an embedded subset of an open Chinese font.
 */
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { type Book, type BookTable, type BookText, columnsOf, headerGrid, numberingRow } from '../book.ts'

const FONTS = fileURLToPath(
  new URL('../../../node_modules/@expo-google-fonts/noto-serif-sc/400Regular', import.meta.url),
)

let compiler: NodeCompiler | undefined

export function writePdf(book: Book): Uint8Array {
  // Loading the font takes longer than a book, so the compiler stays.
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontPaths: [FONTS] }] })
  const bytes = compiler.pdf(
    { mainFileContent: typstOf(book) },
    {
      creationTimestamp: 1_704_067_200,
      // Tags for screen readers make a file several times larger; some real books have them, most do not.
      pdfTags: book.seed % 4 === 1,
    },
  )
  compiler.evictCache(2)
  return new Uint8Array(bytes)
}

/** A Typst string literal. */
const quoted = (text: string): string => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`

export function typstOf(book: Book): string {
  let landscape = false
  const parts: string[] = [
    '#set document(date: none)',
    '#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")',
    '#set page(paper: "a4", margin: 2cm, numbering: "1")',
    '#set par(first-line-indent: (amount: 2em, all: true), spacing: 0.9em)',
  ]
  for (const [i, block] of book.blocks.entries()) {
    const lying = block.kind === 'table' && block.landscape
    if (lying !== landscape) parts.push(`#set page(flipped: ${lying})`)
    else if (i > 0 && (block.kind === 'table' || block.newPage) && book.blocks[i - 1]?.kind === 'table') {
      // Odd seeds set table under table, even ones give each its page.
      if (book.seed % 2 === 0) parts.push('#pagebreak(weak: true)')
      else parts.push('#v(1.5em)')
    } else if (block.kind === 'text' && block.newPage) parts.push('#pagebreak(weak: true)')
    landscape = lying
    parts.push(block.kind === 'text' ? textOf(block) : tableOf(block, book.seed % 3 !== 1))
  }
  return parts.join('\n')
}

function textOf(block: BookText): string {
  const text = quoted(block.text)
  if (block.heading === 0) return `#v(8cm)\n#align(center, text(size: 22pt, ${text}))`
  if (block.heading === 1) return `#align(center, text(size: 16pt, ${text}))`
  if (block.heading === 2) return `#par(text(size: 14pt, ${text}))`
  return `#par(text(${text}))`
}

/** Some programs repeat the header on every page that a table goes on to, others do not. */
function tableOf(table: BookTable, repeat: boolean): string {
  const columns = columnsOf(table.header)
  const header = headerGrid(table.header)
  // Long numbers need room: a column is at least as wide as its longest figure, and the letters shrink until all fit.
  const needs = columns.map((c, i) =>
    Math.max(c.width, ...table.rows.map((row) => (c.role === 'figure' ? (row[i]?.text.length ?? 0) : 0))),
  )
  const room = (table.landscape ? 728 : 481) - 6 * columns.length
  const size = Math.min(9.5, room / (0.56 * needs.reduce((a, b) => a + b, 0)))
  const cells: string[] = []
  const head = header.cells.map(
    (c) =>
      `table.cell(x: ${c.column}, y: ${c.row}, rowspan: ${c.rowSpan}, colspan: ${c.columnSpan}, align: center + horizon, text(${quoted(c.text)}))`,
  )
  if (table.numbering) {
    for (const [x, text] of numberingRow(table).entries()) {
      head.push(`table.cell(x: ${x}, y: ${header.rows}, align: center, text(${quoted(text)}))`)
    }
  }
  const top = header.rows + (table.numbering ? 1 : 0)
  for (const [r, row] of table.rows.entries()) {
    for (const [x, cell] of row.entries()) {
      if (!cell) continue
      const align = columns[x]?.role === 'figure' ? 'right' : 'left'
      const indent = cell.indent ? `h(${cell.indent}em) + ` : ''
      const content = cell.text === '' ? '[]' : `{ ${indent}text(${quoted(cell.text)}) }`
      const span = (cell.rowSpan ?? 1) > 1 ? `, rowspan: ${cell.rowSpan}` : ''
      cells.push(`table.cell(x: ${x}, y: ${top + r}${span}, align: ${align} + horizon, ${content})`)
    }
  }
  const widths = needs.map((n) => `${n}fr`).join(', ')
  const notes = table.notes.map((n) => `#par(text(size: 9pt, ${quoted(n)}))`)
  return [
    `#align(center, text(size: 14pt, ${quoted(table.title)}))`,
    `#grid(columns: (1fr, auto), text(size: 9pt, ${quoted(table.ownerLine)}), text(size: 9pt, ${quoted(table.unitLine)}))`,
    `#block[#set text(size: ${size.toFixed(2)}pt)\n#set par(first-line-indent: 0pt)\n#table(columns: (${widths},), stroke: 0.5pt, inset: (x: 3pt, y: 3.5pt),`,
    `table.header(repeat: ${repeat},\n${head.join(',\n')}),`,
    `${cells.join(',\n')})]`,
    ...notes,
  ].join('\n')
}
