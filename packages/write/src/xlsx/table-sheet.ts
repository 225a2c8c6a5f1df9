/** One form as a sheet: number, title, the line with the unit, the table with true numbers and formulas, its notes. */
import type { Book, BookCell, BookRow, BookTable } from '@gouji/compose'
import { addressOf, columnLetters, looksLikeFormula, numberCell, textCell } from './cells.ts'
import { formulaOf } from './formula.ts'
import type { SheetPart } from './package.ts'
import { coveredPositions, keyOf, valuesOf } from './positions.ts'
import { sheetContent } from './sheet-content.ts'
import type { CellFormat, Styles } from './styles.ts'
import { columnWidths, digitsOf, heightOf, rowHeights } from './widths.ts'

/** Points: the page is made to fit, so letters are those of an office sheet and not those of the printed book. */
const SIZE = { text: 10, title: 16 } as const

export function tableSheet(table: BookTable, name: string, book: Book, styles: Styles): SheetPart {
  const look = book.look.fonts
  const last = table.widths.length - 1
  const widths = columnWidths(table)
  const rows: string[] = []
  const merges: string[] = []
  const font = { name: look.table[0] ?? '宋体', size: SIZE.text }
  const pushRow = (cells: readonly string[], height: number): void => {
    const number = rows.length + 1
    rows.push(`<row r="${number}" ht="${height}" customHeight="1">${cells.join('')}</row>`)
  }
  const across = (from: number, to: number): void => {
    if (to > from) merges.push(`${addressOf(rows.length, from)}:${addressOf(rows.length, to)}`)
  }
  const widthOf = (from: number, span: number): number => widths.slice(from, from + span).reduce((a, b) => a + b, 0)
  const line = (text: string, format: CellFormat, height: number): void => {
    across(0, last)
    pushRow(
      [textCell(addressOf(rows.length, 0), styles.of({ ...format, quoted: looksLikeFormula(text) }), text)],
      height,
    )
  }

  if (table.number) line(table.number, { font, horizontal: 'left' }, 18)
  const titleFont = { name: look.title[0] ?? '宋体', size: SIZE.title, bold: true }
  const titleLines = Math.ceil((digitsOf(table.title) * 1.8) / widthOf(0, last + 1))
  line(table.title, { font: titleFont, horizontal: 'center', wrap: true }, 26 * Math.max(1, titleLines))
  const { left = '', right = '' } = table
  if (left !== '' && right !== '' && last > 0) {
    const split = splitOf(right, widths)
    across(0, split - 1)
    across(split, last)
    const at = (column: number, text: string, horizontal: 'left' | 'right'): string =>
      textCell(addressOf(rows.length, column), styles.of({ font, horizontal, quoted: looksLikeFormula(text) }), text)
    pushRow([at(0, left, 'left'), at(split, right, 'right')], 18)
  } else {
    if (left !== '') line(left, { font, horizontal: 'left' }, 18)
    if (right !== '') line(right, { font, horizontal: 'right' }, 18)
  }

  const first = rows.length
  const values = valuesOf(table, book)
  const covered = coveredPositions(table)
  const heights = rowHeights(table, widths)
  table.rows.forEach((row, r) => {
    const own = new Map(row.cells.map((cell) => [cell.column, cell]))
    const cells: string[] = []
    for (let column = 0; column <= last; column++) {
      const address = addressOf(rows.length, column)
      const cell = own.get(column)
      const owner = cell ?? covered.get(keyOf(r, column))
      if (!cell) {
        // A merged area has its border on every cell below it.
        cells.push(textCell(address, styles.of(owner ? formatOf(owner, row, font) : { font, bordered: true }), ''))
        continue
      }
      const value = values.get(keyOf(r, column))!
      const format = formatOf(cell, row, font)
      if (value.kind === 'text') {
        const quoted = looksLikeFormula(value.text)
        cells.push(textCell(address, styles.of({ ...format, quoted }), value.text))
      } else {
        const formula = formulaOf(cell, value.value, values, first)
        cells.push(
          numberCell(address, styles.of({ ...format, wrap: false, number: value.format }), value.value, formula),
        )
      }
      if (cell.columnSpan > 1 || cell.rowSpan > 1) {
        merges.push(`${address}:${addressOf(rows.length + cell.rowSpan - 1, column + cell.columnSpan - 1)}`)
      }
    }
    pushRow(cells, heights[r]!)
  })
  for (const note of table.notes) {
    const text = note.map((run) => run.text).join('')
    line(text, { font, horizontal: 'left', wrap: true }, heightOf([{ text, width: widthOf(0, last + 1) }]))
  }

  const end = `${columnLetters(last)}${rows.length}`
  const headEnd = first + table.headRows
  return {
    name,
    printArea: `$A$1:$${columnLetters(last)}$${rows.length}`,
    ...(table.headRows > 0 ? { printTitles: `$${first + 1}:$${headEnd}` } : {}),
    content: sheetContent({
      rows,
      merges,
      widths,
      dimension: `A1:${end}`,
      frozenRows: headEnd,
      orientation: table.orientation,
      codes: `A${first + 1}:${end}`,
    }),
  }
}

function formatOf(cell: BookCell, row: BookRow, font: NonNullable<CellFormat['font']>): CellFormat {
  const bold = row.role === 'total' || (cell.role === 'head' && row.role === 'head')
  return {
    font: { ...font, bold },
    horizontal: cell.align,
    bordered: true,
    wrap: true,
    ...(cell.indent && cell.align === 'left' ? { indent: cell.indent } : {}),
  }
}

/** The right part of the line gets as many columns from the end as it needs, but the left one keeps the first. */
function splitOf(right: string, widths: readonly number[]): number {
  const need = digitsOf(right) + 2
  let split = widths.length
  let have = 0
  while (split > 1 && have < need) have += widths[--split]!
  return split
}
