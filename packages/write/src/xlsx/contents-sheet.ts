/** The first sheet: whose book it is, and a link to each form. One column, so that nobody takes it for a form itself. */
import type { Book, BookTable } from '@gouji/compose'
import { addressOf, looksLikeFormula, textCell } from './cells.ts'
import { type SheetPart, sheetReference } from './package.ts'
import { sheetContent } from './sheet-content.ts'
import type { CellFormat, Styles } from './styles.ts'

export const CONTENTS_NAME = '目录'
const WIDTH = 84

export function contentsSheet(
  book: Book,
  tables: readonly BookTable[],
  names: readonly string[],
  styles: Styles,
): SheetPart {
  const { fonts } = book.look
  const rows: string[] = []
  const links: { address: string; location: string; text: string }[] = []
  const line = (text: string, format: CellFormat, height: number): string => {
    const address = addressOf(rows.length, 0)
    const style = styles.of({ ...format, wrap: true, quoted: looksLikeFormula(text) })
    rows.push(`<row r="${rows.length + 1}" ht="${height}" customHeight="1">${textCell(address, style, text)}</row>`)
    return address
  }
  line(book.title, { font: { name: fonts.title[0] ?? '宋体', size: 18, bold: true }, horizontal: 'center' }, 48)
  line(CONTENTS_NAME, { font: { name: fonts.table[0] ?? '宋体', size: 14, bold: true }, horizontal: 'center' }, 30)
  tables.forEach((table, i) => {
    const text = [table.number, table.title].filter(Boolean).join(' ')
    const font = { name: fonts.table[0] ?? '宋体', size: 11, link: true }
    const address = line(text, { font, horizontal: 'left', indent: 1 }, 22)
    links.push({ address, location: `${sheetReference(names[i]!)}!A1`, text })
  })
  const end = `A${rows.length}`
  return {
    name: CONTENTS_NAME,
    printArea: `$A$1:$A$${rows.length}`,
    content: sheetContent({
      rows,
      merges: [],
      widths: [WIDTH],
      dimension: `A1:${end}`,
      frozenRows: 0,
      orientation: 'portrait',
      links,
    }),
  }
}
