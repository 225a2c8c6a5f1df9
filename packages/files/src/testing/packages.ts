/** Small office files composed for tests, from the markup of their main parts. */
import { strToU8, zipSync } from 'fflate'

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export const zip = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([k, v]) => [k, typeof v === 'string' ? strToU8(v) : v])))

const types = (part: string, type: string): string =>
  `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
  `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`

const relations = (list: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

export const WORD_NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' +
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ' +
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" ' +
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' +
  'xmlns:v="urn:schemas-microsoft-com:vml"'

export interface WordParts {
  readonly body: string
  readonly styles?: string
  readonly numbering?: string
}

export const documentXml = (body: string): string =>
  `${HEAD}<w:document ${WORD_NAMESPACES}><w:body>${body}</w:body></w:document>`

export function docxParts({ body, styles = '', numbering = '' }: WordParts): Record<string, string> {
  return {
    '[Content_Types].xml': types('word/document.xml', 'wordprocessingml.document'),
    '_rels/.rels': relations([['r1', 'officeDocument', 'word/document.xml']]),
    'word/_rels/document.xml.rels': relations([
      ['r1', 'styles', 'styles.xml'],
      ['r2', 'numbering', 'numbering.xml'],
    ]),
    'word/document.xml': documentXml(body),
    'word/styles.xml': `${HEAD}<w:styles ${WORD_NAMESPACES}>${styles}</w:styles>`,
    'word/numbering.xml': `${HEAD}<w:numbering ${WORD_NAMESPACES}>${numbering}</w:numbering>`,
  }
}

export const docx = (parts: WordParts): Uint8Array => zip(docxParts(parts))

export interface SheetPart {
  readonly name: string
  /** Markup inside the worksheet, `<sheetData>` included. */
  readonly xml: string
  readonly state?: string
}

export interface BookParts {
  readonly sheets: readonly SheetPart[]
  readonly strings?: readonly string[]
  readonly styles?: string
  readonly properties?: string
}

const SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

export function xlsxParts({ sheets, strings = [], styles = '', properties = '' }: BookParts): Record<string, string> {
  const entries = sheets.map(({ name, state }, i) => {
    const shown = state ? ` state="${state}"` : ''
    return `<sheet name="${name}" sheetId="${i + 1}"${shown} r:id="s${i + 1}"/>`
  })
  const parts: Record<string, string> = {
    '[Content_Types].xml': types('xl/workbook.xml', 'spreadsheetml.sheet'),
    '_rels/.rels': relations([['r1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, i) => [`s${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`] as const),
      ['styles', 'styles', 'styles.xml'],
      ['strings', 'sharedStrings', '/xl/sharedStrings.xml'],
    ]),
    'xl/workbook.xml': `${HEAD}<workbook ${SPREADSHEET} xmlns:r="${OFFICE}">${properties}<sheets>${entries.join('')}</sheets></workbook>`,
    'xl/styles.xml': `${HEAD}<styleSheet ${SPREADSHEET}>${styles}</styleSheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst ${SPREADSHEET}>${strings.map((s) => `<si>${s}</si>`).join('')}</sst>`,
  }
  sheets.forEach(({ xml }, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = `${HEAD}<worksheet ${SPREADSHEET} xmlns:r="${OFFICE}">${xml}</worksheet>`
  })
  return parts
}

export const xlsx = (parts: BookParts): Uint8Array => zip(xlsxParts(parts))

/** Rows of a sheet from plain values: numbers as numbers, text as inline strings, `undefined` for no cell. */
export function sheetData(rows: readonly (readonly (string | number | undefined)[])[], first = 1): string {
  const cell = (value: string | number | undefined, address: string): string => {
    if (value === undefined) return ''
    if (typeof value === 'number') return `<c r="${address}"><v>${value}</v></c>`
    return `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`
  }
  return `<sheetData>${rows
    .map((row, r) => {
      const number = first + r
      return `<row r="${number}">${row.map((v, c) => cell(v, `${String.fromCharCode(65 + c)}${number}`)).join('')}</row>`
    })
    .join('')}</sheetData>`
}

export const p = (text: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`

export const tc = (text: string, properties = ''): string =>
  `<w:tc>${properties && `<w:tcPr>${properties}</w:tcPr>`}${p(text)}</w:tc>`
