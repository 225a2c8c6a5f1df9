/** Writes a workbook of plain lists: a header that stays in sight, widths, wrapped text, and a column of choices. */
import { strToU8, zipSync } from 'fflate'
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

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** A fixed moment, so that the same findings make the same bytes. */
const MOMENT = new Date(2000, 0, 1)

export function workbook(sheets: readonly Sheet[]): Uint8Array {
  const part = (n: number): string => `xl/worksheets/sheet${n}.xml`
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${sheets.map((_, i) => `<Override PartName="/${part(i + 1)}" ContentType="${TYPES}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="s${i + 1}"/>`).join('')}</sheets><definedNames>${sheets.map((sheet, i) => `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${escaped(sheet.name)}'!$1:$1</definedName>`).join('')}</definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, i) => `<Relationship Id="s${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}<Relationship Id="st" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styles(),
  }
  for (const [i, sheet] of sheets.entries()) parts[part(i + 1)] = sheetXml(sheet)
  const files = Object.entries(parts).map(([name, xml]) => [name, [strToU8(HEAD + xml), { mtime: MOMENT }]] as const)
  return zipSync(Object.fromEntries(files.map(([name, [bytes, options]]) => [name, [bytes, options]])), { level: 6 })
}

function sheetXml({ columns, rows, choices, landscape }: Sheet): string {
  const last = letters(columns.length - 1)
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
  const at = choices && letters(choices.column)
  return [
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="${range}"/>`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    '<sheetFormatPr defaultRowHeight="16"/>',
    `<cols>${columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`,
    `<sheetData>${header}${body.join('')}</sheetData>`,
    rows.length > 0 && `<autoFilter ref="${range}"/>`,
    choices &&
      rows.length > 0 &&
      `<dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${at}2:${at}${rows.length + 1}"><formula1>"${escaped(choices.among.join(','))}"</formula1></dataValidation></dataValidations>`,
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="${landscape ? A3 : A4}" orientation="${landscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>`,
    '<headerFooter><oddFooter>&amp;P / &amp;N</oddFooter></headerFooter></worksheet>',
  ]
    .filter(Boolean)
    .join('')
}

function row(
  number: number,
  cells: readonly { readonly text: string; readonly number: number }[],
  height: number = ROW.header,
): string {
  const written = cells.map((cell, i) => cellXml(`${letters(i)}${number}`, cell))
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

function cellXml(address: string, { text, number }: { text: string; number: number }): string {
  if (text === '') return `<c r="${address}" s="${number}"/>`
  return `<c r="${address}" s="${number}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, LETTERS_MOST))}</t></is></c>`
}

/** Excel refuses cells of more letters. */
const LETTERS_MOST = 32_767

/** Control characters, and halves of pairs, are no characters of XML. */
const UNWANTED = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(UNWANTED, '\ufffd').replace(/[&<>"]/g, (sign) => ESCAPES[sign]!)

/** A, B … Z, AA. */
function letters(index: number): string {
  const low = String.fromCharCode(65 + (index % 26))
  return index < 26 ? low : letters(Math.floor(index / 26) - 1) + low
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
  const quoted = /^[=+\-@\t\r＝＋－＠]/.test(text) ? ORDER.length : 0
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
    `<styleSheet xmlns="${MAIN}">`,
    `<fonts count="5">${[font(''), font('<b/>'), ...['B3261E', '8A5300', '1D5FA8'].map((c) => font(`<b/>`).replace('<sz', `<color rgb="FF${c}"/><sz`))].join('')}</fonts>`,
    `<fills count="7"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${['E8ECF2', 'FFFBE6', 'FDECEA', 'FFF4E0', 'E8F1FB'].map(fill).join('')}</fills>`,
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border></borders>`,
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${formats.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${format(1, 2, true, false)}${formats.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join('')
}
