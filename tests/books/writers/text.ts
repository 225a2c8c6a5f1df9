/**
 * A book as text with tabs, as conversion from a page leaves it: spans are lost, a spanned heading stands over its first
 * column only, and the body keeps its columns.
 */
import { type Book, type BookTable, columnsOf, headerGrid, numberingRow } from '../book.ts'

export interface WrittenText {
  readonly bytes: Uint8Array
  /** 1-based line of each body row, by table and row. */
  readonly lines: readonly (readonly number[])[]
}

export function writeText(book: Book): WrittenText {
  const out: string[] = []
  const lines: number[][] = []
  for (const block of book.blocks) {
    if (block.kind === 'text') out.push(block.text, '')
    else lines.push(writeTable(block, out))
  }
  return { bytes: new TextEncoder().encode(out.join('\n')), lines }
}

function writeTable(table: BookTable, out: string[]): number[] {
  const columns = columnsOf(table.header).length
  out.push(table.title, '', table.ownerLine, '')
  if (table.unitLine) out.push(table.unitLine, '')
  const header = headerGrid(table.header)
  for (let row = 0; row < header.rows; row++) {
    const texts = Array.from({ length: columns }, () => '')
    for (const cell of header.cells) if (cell.row === row) texts[cell.column] = cell.text
    out.push(texts.join('\t'))
  }
  if (table.numbering) out.push(numberingRow(table).join('\t'))
  const lines = table.rows.map((row) => {
    out.push(row.map((cell) => cell?.text ?? '').join('\t'))
    return out.length
  })
  out.push('')
  for (const note of table.notes) out.push(note, '')
  return lines
}
