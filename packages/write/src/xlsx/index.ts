/** A book as a workbook: the contents with links, then a sheet for each form. */
import type { Book } from '@gouji/compose'
import { CONTENTS_NAME, contentsSheet } from './contents-sheet.ts'
import { packWorkbook } from './package.ts'
import { sheetNames } from './sheet-names.ts'
import { Styles } from './styles.ts'
import { tableSheet } from './table-sheet.ts'

export { columnLetters, looksLikeFormula, textCell } from './cells.ts'
export { packWorkbook } from './package.ts'
export { escapedText } from './xml-text.ts'

export function writeXlsx(book: Book): Uint8Array {
  const tables = book.blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))
  const names = sheetNames(book, tables, [CONTENTS_NAME])
  const styles = new Styles(book.look.fonts.table[0] ?? '宋体', 10)
  const sheets = [
    contentsSheet(book, tables, names, styles),
    ...tables.map((table, i) => tableSheet(table, names[i]!, book, styles)),
  ]
  return packWorkbook({
    sheets,
    styles: styles.xml(),
    properties: {
      title: book.title,
      organisation: book.organisation,
      date: book.date ?? `${book.year}-01-01`,
    },
  })
}
