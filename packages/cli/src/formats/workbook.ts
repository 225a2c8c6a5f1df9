/** Writes a workbook of plain lists: a header that stays in sight, widths, wrapped text, and a column of choices. */
import { columnLetters, escapedText, looksLikeFormula, packWorkbook, textCell } from '@gouji/write'
import { textWidth } from '../terminal/width.ts'

export type CellStyle = 'text' | 'centred' | 'answer' | 'error' | 'warning' | 'info'

export interface SheetCell {
  readonly text: string
  readonly style: CellStyle
}

export interface SheetColumn {
  readonly heading: string
  readonly width: number
}

export interface Sheet {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly SheetCell[])[]
  readonly choices?: { readonly column: number; readonly among: readonly string[] }
  readonly landscape?: boolean
}

export const workbook = (sheets: readonly Sheet[]): Uint8Array =>
  packWorkbook({
    sheets: sheets.map((sheet) => ({ name: sheet.name, content: sheetContent(sheet), printTitles: '$1:$1' })),
    styles: styles(),
  })

function sheetContent({ columns, rows, choices, landscape }: Sheet): string {
  const last = columnLetters(columns.length - 1)
  const range = `A1:${last}${rows.length + 1}`
  const header = row(
    1,
    columns.map(({ heading }) => ({ text: heading, number: HEADER })),
  )
  const body = rows.map((cells, i) =>
    row(
      i + 2,
      cells.map(({ text, style }) => ({ text, number: numberOf(style, text) })),
      heightOf(cells, columns),
    ),
  )
  const at = choices && columnLetters(choices.column)
  return [
    `<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="${range}"/>`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    '<sheetFormatPr defaultRowHeight="16"/>',
    `<cols>${columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`,
    `<sheetData>${header}${body.join('')}</sheetData>`,
    rows.length > 0 && `<autoFilter ref="${range}"/>`,
    choices &&
      rows.length > 0 &&
      `<dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${at}2:${at}${rows.length + 1}"><formula1>"${escapedText(choices.among.join(','))}"</formula1></dataValidation></dataValidations>`,
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="${landscape ? A3 : A4}" orientation="${landscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>`,
    '<headerFooter><oddFooter>&amp;P / &amp;N</oddFooter></headerFooter>',
  ]
    .filter(Boolean)
    .join('')
}

function row(
  number: number,
  cells: readonly { readonly text: string; readonly number: number }[],
  height: number = ROW.header,
): string {
  const written = cells.map((cell, i) => textCell(`${columnLetters(i)}${number}`, cell.number, cell.text))
  return `<row r="${number}" ht="${height}" customHeight="1">${written.join('')}</row>`
}

/** Points. No program sets the height of wrapped text by itself when it opens a file that another one wrote. */
const ROW = { header: 24, line: 13.5, padding: 5, most: 400 } as const

function heightOf(cells: readonly SheetCell[], columns: readonly SheetColumn[]): number {
  const lines = cells.map(({ text }, i) =>
    text
      .split('\n')
      // A cell keeps a little of its width for itself, and words do not break just anywhere.
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((textWidth(line) * 1.08) / (columns[i]!.width - 1))), 0),
  )
  return Math.min(ROW.most, Math.max(1, ...lines) * ROW.line + ROW.padding)
}

const ORDER: readonly CellStyle[] = ['text', 'centred', 'answer', 'error', 'warning', 'info']
const HEADER = 1
const A3 = 8
const A4 = 9

/**
 * Each style comes twice: a text that looks like a formula is marked as text (as the apostrophe does), so that it does
 * not become one when somebody edits the cell.
 */
function numberOf(style: CellStyle, text: string): number {
  const quoted = looksLikeFormula(text) ? ORDER.length : 0
  return HEADER + 1 + ORDER.indexOf(style) + quoted
}

function styles(): string {
  const font = (extra: string): string => `<font>${extra}<sz val="10"/><name val="宋体"/><charset val="134"/></font>`
  const fill = (colour: string): string =>
    `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/></patternFill></fill>`
  const side = (name: string): string => `<${name} style="thin"><color rgb="FFBFC5CF"/></${name}>`
  const format = (fonts: number, fills: number, centred: boolean, quote: boolean): string =>
    `<xf numFmtId="49" fontId="${fonts}" fillId="${fills}" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${quote ? ' quotePrefix="1"' : ''}><alignment vertical="top"${centred ? ' horizontal="center"' : ''} wrapText="1"/></xf>`
  const of: Readonly<Record<CellStyle, readonly [font: number, fill: number, centred: boolean]>> = {
    text: [0, 0, false],
    centred: [0, 0, true],
    answer: [0, 3, false],
    error: [2, 4, true],
    warning: [3, 5, true],
    info: [4, 6, true],
  }
  const formats = [false, true].flatMap((quote) => ORDER.map((style) => format(...of[style], quote)))
  return [
    `<fonts count="5">${[font(''), font('<b/>'), ...['B3261E', '8A5300', '1D5FA8'].map((c) => font(`<b/>`).replace('<sz', `<color rgb="FF${c}"/><sz`))].join('')}</fonts>`,
    `<fills count="7"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${['E8ECF2', 'FFFBE6', 'FDECEA', 'FFF4E0', 'E8F1FB'].map(fill).join('')}</fills>`,
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border></borders>`,
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${formats.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${format(1, 2, true, false)}${formats.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  ].join('')
}
