/**
 * A book as a workbook: one sheet for the text, one for each table, with merged cells and real numbers. Odd seeds keep
 * the whole amount in the cell and leave rounding to its number format, as an export from an accounting system does.
 */
import { formatFen } from '@gouji/ledger'
import { strToU8, zipSync } from 'fflate'
import { type BodyCell, type Book, type BookTable, columnsOf, headerGrid, numberingRow, tablesOf } from '../book.ts'

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** 0 → A, 26 → AA. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  return `${rest > 0 ? columnLetters(rest - 1) : ''}${String.fromCharCode(65 + (column % 26))}`
}

/** Cell formats by name, as indexes into cellXfs; indentation follows after the fixed ones. */
const FORMAT = {
  plain: 0,
  '0.00': 1,
  '#,##0.00': 2,
  header: 3,
  title: 4,
  '#,##0.00_ ': 5,
  indent1: 6,
  indent2: 7,
} as const

export function writeXlsx(book: Book): Uint8Array {
  const shared = new Map<string, number>()
  const share: Share = (text) => {
    const index = shared.get(text) ?? shared.size
    shared.set(text, index)
    return index
  }
  const sheets: { name: string; xml: string }[] = [{ name: '说明', xml: textSheet(book, share) }]
  const full = book.seed % 2 === 1
  for (const [i, table] of tablesOf(book).entries()) {
    // Sheet names are at most 31 characters long and may not repeat.
    const name = `${i + 1}.${table.title.replace(/[\\/?*[\]:]/g, '')}`.slice(0, 31)
    sheets.push({ name, xml: tableSheet(table, full, share) })
  }
  const files: Record<string, Uint8Array> = {}
  const put = (path: string, xml: string): void => {
    files[path] = strToU8(HEAD + xml)
  }
  const part = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  put(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${part}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${part}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${part}.sharedStrings+xml"/>${sheets
      .map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${part}.worksheet+xml"/>`)
      .join('')}</Types>`,
  )
  put(
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  )
  put(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets
      .map((s, i) => `<sheet name="${escaped(s.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
  )
  put(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">${sheets
      .map(
        (_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/><Relationship Id="rId${sheets.length + 2}" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  )
  put('xl/styles.xml', styles())
  sheets.forEach((s, i) => {
    put(`xl/worksheets/sheet${i + 1}.xml`, s.xml)
  })
  put(
    'xl/sharedStrings.xml',
    `<sst xmlns="${MAIN}" count="${shared.size}" uniqueCount="${shared.size}">${[...shared.keys()]
      .map((t) => `<si><t xml:space="preserve">${escaped(t)}</t></si>`)
      .join('')}</sst>`,
  )
  return zipSync(files, { mtime: new Date(2024, 0, 1), level: 6 })
}

/** Numbers the texts of a workbook in the order of their first use: the table of shared strings. */
type Share = (text: string) => number

const styles = (): string =>
  `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00_ "/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0"/><xf numFmtId="2" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment horizontal="center"/></xf><xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyAlignment="1"><alignment indent="1"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyAlignment="1"><alignment indent="2"/></xf></cellXfs></styleSheet>`

const textAt = (share: Share, address: string, text: string, style: number): string =>
  `<c r="${address}" s="${style}" t="s"><v>${share(text)}</v></c>`

function textSheet(book: Book, share: Share): string {
  const texts = book.blocks.flatMap((b) => (b.kind === 'text' ? [b.text] : []))
  return sheetOf(
    texts.map((t, i) => `<row r="${i + 1}">${textAt(share, `A${i + 1}`, t, FORMAT.plain)}</row>`),
    [],
    '<cols><col min="1" max="1" width="100"/></cols>',
  )
}

const sheetOf = (rows: readonly string[], merges: readonly string[], columns: string): string =>
  `<worksheet xmlns="${MAIN}">${columns}<sheetData>${rows.join('')}</sheetData>${
    merges.length > 0
      ? `<mergeCells count="${merges.length}">${merges.map((m) => `<mergeCell ref="${m}"/>`).join('')}</mergeCells>`
      : ''
  }</worksheet>`

function tableSheet(table: BookTable, full: boolean, share: Share): string {
  const columns = columnsOf(table.header)
  const last = columns.length - 1
  const header = headerGrid(table.header)
  const rows: string[] = []
  const merges: string[] = []
  let r = 0
  const address = (column: number, row: number): string => `${columnLetters(column)}${row}`
  const addRow = (cells: readonly string[]): void => {
    r++
    rows.push(`<row r="${r}">${cells.join('')}</row>`)
  }
  const merge = (column: number, row: number, columnSpan: number, rowSpan: number): void => {
    if (columnSpan > 1 || rowSpan > 1) {
      merges.push(`${address(column, row)}:${address(column + columnSpan - 1, row + rowSpan - 1)}`)
    }
  }
  addRow([textAt(share, 'A1', table.title, FORMAT.title)])
  merge(0, 1, last + 1, 1)
  addRow([
    textAt(share, 'A2', table.ownerLine, FORMAT.plain),
    ...(table.unitLine && last > 0 ? [textAt(share, address(last, 2), table.unitLine, FORMAT.plain)] : []),
  ])
  const top = r
  for (let row = 0; row < header.rows; row++) {
    const cells = header.cells.filter((c) => c.row === row)
    addRow(cells.map((c) => textAt(share, address(c.column, r + 1), c.text, FORMAT.header)))
    for (const c of cells) merge(c.column, top + row + 1, c.columnSpan, c.rowSpan)
  }
  if (table.numbering) addRow(numberingRow(table).map((t, i) => textAt(share, address(i, r + 1), t, FORMAT.header)))
  for (const row of table.rows) {
    addRow(
      row.map((cell, i) => {
        if (!cell) return ''
        merge(i, r + 1, 1, cell.rowSpan ?? 1)
        return cellAt(address(i, r + 1), cell, table, columns[i]?.role === 'figure', full, share)
      }),
    )
  }
  for (const note of table.notes) {
    addRow([textAt(share, address(0, r + 1), note, FORMAT.plain)])
    merge(0, r, last + 1, 1)
  }
  const widths = columns.map((c, i) => `<col min="${i + 1}" max="${i + 1}" width="${c.width + 2}" customWidth="1"/>`)
  return sheetOf(rows, merges, `<cols>${widths.join('')}</cols>`)
}

function cellAt(
  address: string,
  cell: BodyCell,
  table: BookTable,
  figure: boolean,
  full: boolean,
  share: Share,
): string {
  if (cell.text === '') return `<c r="${address}" s="${FORMAT.plain}"/>`
  if (!figure || !/^-?[\d,.]+$/.test(cell.text)) {
    const style = cell.indent === 1 ? FORMAT.indent1 : cell.indent === 2 ? FORMAT.indent2 : FORMAT.plain
    return textAt(share, address, cell.text, style)
  }
  const printed = cell.text.replaceAll(',', '')
  // A damaged cell no longer prints its amount: then what is printed is the value.
  const exact =
    cell.fen !== undefined && cell.unit === undefined && full ? formatFen(cell.fen, table.style.unit) : printed
  const rounded = cell.fen === undefined ? '' : formatFen(cell.fen, table.style.unit, table.style.decimals)
  const value = rounded === printed ? exact : printed
  const style = !printed.includes('.')
    ? FORMAT.plain
    : cell.text.includes(',') || table.style.separators
      ? FORMAT['#,##0.00_ ']
      : FORMAT['0.00']
  return `<c r="${address}" s="${style}"><v>${value}</v></c>`
}
