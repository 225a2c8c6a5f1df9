/** A worksheet from rows of cells, with what stands around them: widths, frozen heads, choices, protection. */
import { addressOf, columnLetters, numberCell, textCell } from '../xlsx/cells.ts'
import { escapedText } from '../xlsx/xml-text.ts'
import { type LookName, lookOf } from './styles.ts'

export type GridCell =
  | { readonly look: LookName; readonly text: string }
  | { readonly look: LookName; readonly number: string }
  /** Computed when the workbook is opened. */
  | { readonly look: LookName; readonly formula: string }
  | undefined

export interface Choices {
  /** `A2:A500` */
  readonly range: string
  readonly type: 'list' | 'decimal' | 'whole' | 'any'
  /** A name, a range or numbers; between two for numbers. */
  readonly formulas: readonly string[]
  /** `stop` refuses other values, `warning` asks, `none` takes them. */
  readonly strict: 'stop' | 'warning' | 'none'
  readonly title: string
  readonly help: string
}

export interface GridSheet {
  readonly rows: readonly (readonly GridCell[])[]
  readonly columns: readonly { readonly width: number; readonly look: LookName; readonly hidden?: boolean }[]
  readonly frozenRows: number
  readonly choices?: readonly Choices[]
  /** Ranges whose cells say 平 or 不平. */
  readonly verdicts?: string
  readonly isProtected: boolean
}

/** Excel shows no more of a hint. */
const HINT_MOST = 250

export function gridXml({ rows, columns, frozenRows, choices = [], verdicts, isProtected }: GridSheet): string {
  const cols = columns.map(
    ({ width, look, hidden }, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width + 2}" style="${lookOf(look)}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`,
  )
  const pane =
    frozenRows > 0
      ? `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`
      : ''
  const data = rows.map((cells, r) => {
    const xml = cells.map((cell, c) => (cell ? cellXml(cell, addressOf(r, c)) : '')).join('')
    return xml === '' ? '' : `<row r="${r + 1}">${xml}</row>`
  })
  return [
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="15"/>',
    `<cols>${cols.join('')}</cols>`,
    `<sheetData>${data.join('')}</sheetData>`,
    // Without a password: it keeps formulas from being typed over, not people from their own figures.
    isProtected
      ? '<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" insertRows="0" deleteRows="0" sort="0" autoFilter="0"/>'
      : '',
    verdicts === undefined ? '' : verdictXml(verdicts),
    choices.length > 0
      ? `<dataValidations count="${choices.length}">${choices.map(choicesXml).join('')}</dataValidations>`
      : '',
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
  ].join('')
}

function cellXml(cell: NonNullable<GridCell>, address: string): string {
  const style = lookOf(cell.look)
  if ('text' in cell) return textCell(address, style, cell.text)
  if ('number' in cell) return numberCell(address, style, cell.number)
  return `<c r="${address}" s="${style}"><f>${escapedText(cell.formula)}</f></c>`
}

function choicesXml({ range, type, formulas, strict, title, help }: Choices): string {
  const kind = type === 'any' ? '' : ` type="${type}"`
  const refusing = strict === 'none' ? '' : ` errorStyle="${strict}" showErrorMessage="1"`
  const hint = ` showInputMessage="1" promptTitle="${escapedText(title.slice(0, 30))}" prompt="${escapedText(help.slice(0, HINT_MOST))}"`
  const inner = formulas.map((formula, i) => `<formula${i + 1}>${escapedText(formula)}</formula${i + 1}>`).join('')
  return `<dataValidation${kind} allowBlank="1"${refusing}${hint} sqref="${range}">${inner}</dataValidation>`
}

function verdictXml(range: string): string {
  const rule = (text: string, format: number, priority: number): string =>
    `<cfRule type="cellIs" dxfId="${format}" priority="${priority}" operator="equal"><formula>"${text}"</formula></cfRule>`
  return `<conditionalFormatting sqref="${range}">${rule('不平', 0, 1)}${rule('平', 1, 2)}</conditionalFormatting>`
}

/** `A2:A500` of a column that counts from 0. */
export const rangeOf = (column: number, first: number, last: number): string =>
  `${columnLetters(column)}${first}:${columnLetters(column)}${last}`

/** `$A$2:$A$500` */
export const fixedRange = (column: number, first: number, last: number, until = column): string =>
  `$${columnLetters(column)}$${first}:$${columnLetters(until)}$${last}`
