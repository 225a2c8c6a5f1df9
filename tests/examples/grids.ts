/** Tables as rows of plain text, those that we composed and those that were published, so that they can be laid side by side. */
import type { BookTable } from '@gouji/compose'
import type { Document } from '@gouji/document'

export type Grid = readonly (readonly string[])[]

export function gridOf(table: BookTable): Grid {
  return table.rows.map((row) => {
    const cells = Array.from({ length: table.widths.length }, () => '')
    for (const cell of row.cells) cells[cell.column] = plain(cell.runs.map(({ text }) => text).join(''))
    return cells
  })
}

/** All tables of a document in their order. A text with tabs has a table wherever lines with tabs follow each other. */
export function tablesOf({ blocks }: Document): Grid[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'table') return []
    const rows = Array.from({ length: block.rows }, () => Array.from({ length: block.columns }, () => ''))
    for (const cell of block.cells) rows[cell.row]![cell.column] = plain(cell.text)
    return [rows]
  })
}

/** Width of letters, blanks and kinds of quotes are no difference between a text and the book it came from. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/<\/?p>/g, '')
    .replace(/[\s"“”'‘’〈〉]/g, '')
    .replace(/≧/g, '≥')
    .replace(/:/g, '')
    .replace(/[。;,]$/, '')

export const isBlank = (row: readonly string[]): boolean => row.every((cell) => cell === '')
