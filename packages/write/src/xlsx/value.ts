/**
 * What a cell of a form holds in a workbook: a true number with the format that prints it as the book does, or text.
 * Digits are made from whole numbers; nothing passes through a binary fraction.
 */
import type { BookCell, BookFigure, BookTable } from '@gouji/compose'
import { formatFen, isMoneyUnit, isNilMark, printedText, rational, toDecimal } from '@gouji/ledger'

export type CellValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: string; readonly format: string }

/** Digits of a share beyond those that are printed; the rest of an endless fraction is cut off there. */
const MORE_DIGITS = 8

export function cellValue(cell: BookCell, table: BookTable, figures: readonly BookFigure[]): CellValue {
  const text = cell.runs.map((run) => run.text).join('')
  const asText: CellValue = { kind: 'text', text }
  if (text === '' || !['amount', 'number'].includes(cell.role)) return asText
  const [only, ...others] = cell.runs
  const figure = others.length === 0 && only?.figure !== undefined ? figures[only.figure] : undefined
  const exact = figure && exactValue(figure, table)
  // An adjusted figure is not its true value rounded: then what is printed stands for itself.
  if (exact !== undefined) {
    if (isNilMark(text) && isZero(exact)) {
      const zeros = pattern({ decimals: figure!.decimals, grouped: false, percent: false })
      return { kind: 'number', value: exact, format: `${zeros};-${zeros};"${text.replaceAll('"', '')}"` }
    }
    const shape = shapeOf(text)
    if (shape && shown(exact, shape) === text) return { kind: 'number', value: exact, format: pattern(shape) }
  }
  const shape = shapeOf(text)
  return shape ? { kind: 'number', value: printedValue(text), format: pattern(shape) } : asText
}

function exactValue(figure: BookFigure, table: BookTable): string | undefined {
  const unit = figure.unit !== undefined && isMoneyUnit(figure.unit) ? figure.unit : table.unit
  if (figure.fen !== undefined && unit) return formatFen(figure.fen, unit)
  if (figure.count !== undefined) return figure.count.toString()
  if (!figure.ratio) return undefined
  const { n, d } = figure.ratio
  const value = toDecimal(rational(n, d), figure.decimals + 2 + MORE_DIGITS)
  return value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value
}

interface Shape {
  readonly decimals: number
  readonly grouped: boolean
  readonly percent: boolean
}

/** Numbers as Excel can print them. A zero in front makes a code of it, and that is text. */
function shapeOf(text: string): Shape | undefined {
  const match = /^-?(?:(0|[1-9]\d*)|([1-9]\d{0,2}(?:,\d{3})+))(?:\.(\d+))?(%?)$/.exec(text)
  if (!match) return undefined
  const digits = text.replace(/\D/g, '').length
  // Excel keeps fifteen digits of a number.
  if (digits > 15) return undefined
  return { decimals: match[3]?.length ?? 0, grouped: match[2] !== undefined, percent: match[4] === '%' }
}

function pattern({ decimals, grouped, percent }: Shape): string {
  return `${grouped ? '#,##0' : '0'}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}${percent ? '%' : ''}`
}

/** How Excel prints a value in a shape: rounded half up, away from zero. */
function shown(value: string, { decimals, grouped, percent }: Shape): string {
  const { digits, scale } = scaled(value)
  const whole = percent ? digits * 100n : digits
  const text = toDecimal(rational(whole, 10n ** BigInt(scale)), decimals)
  return `${grouped ? text.replace(/\d(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, '$&,') : text}${percent ? '%' : ''}`
}

/** The number that is printed, as Excel stores it: 12.5% is 0.125. */
function printedValue(text: string): string {
  const { digits, scale } = scaled(text.replace(/[,%]/g, ''))
  return printedText({ digits, decimals: text.endsWith('%') ? scale + 2 : scale })
}

function scaled(value: string): { digits: bigint; scale: number } {
  const scale = value.split('.')[1]?.length ?? 0
  return { digits: BigInt(value.replace('.', '')), scale }
}

const isZero = (value: string): boolean => !/[1-9]/.test(value)

/** Whether decimal numbers add up to another one exactly. */
export function addsUp(terms: readonly string[], total: string): boolean {
  const all = [...terms, total].map(scaled)
  const scale = Math.max(...all.map((one) => one.scale))
  const whole = all.map((one) => one.digits * 10n ** BigInt(scale - one.scale))
  const last = whole.pop()
  return whole.reduce((sum, one) => sum + one, 0n) === last
}
