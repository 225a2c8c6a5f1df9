/**
 * Figures (数): a printed number with its unit and last printed decimal, hence an interval of exact amounts.
 */
import { exactly, type Interval, interval } from './interval.ts'
import { type MoneyUnit, powerOf } from './unit.ts'

/** A number as it stands on the page: `digits × 10^−decimals`. */
export interface Printed {
  readonly digits: bigint
  readonly decimals: number
  /** What had to be mended to read it (conversion damage), empty for a clean number. */
  readonly repairs: readonly Repair[]
}

/** Each names one kind of damage that conversion from a page does to a number. */
export type Repair =
  | 'blank-inside'
  | 'comma-as-point'
  | 'point-as-comma'
  | 'cut-decimals'
  | 'missing-zero'
  | 'grouping'
  | 'full-width'
  | 'colon-as-point'

export interface Figure {
  readonly unit: MoneyUnit
  readonly printed: Printed
  /** The printed value itself in fen, if it is a whole number of fen. */
  readonly fen: bigint
  /** Every amount that rounds half up to what is printed. */
  readonly rounded: Interval
  /** Every amount that prints so when the rest is cut off (截位). */
  readonly truncated: Interval
}

const FULL_WIDTH =
  /[\uff10-\uff19\uff0c\uff0e\uff0b\uff0d\uff05\u3000]|(?<=[0-9\uff10-\uff19])[\u3002\u00b7](?=[0-9\uff10-\uff19])/g
const narrow = (c: string): string => {
  if (c === '\u3000') return ' '
  return c === '\u3002' || c === '\u00b7' ? '.' : String.fromCharCode(c.charCodeAt(0) - 0xfee0)
}

const NIL_MARK = /^(?:[-−–—―﹣－]+|[/／×✕…]|无|\.{3})$/

/** Whether a cell says with a mark that there is no amount: a dash, a stroke, a cross, 无. An empty cell is none. */
export const isNilMark = (text: string): boolean => NIL_MARK.test(text.replace(/[\s\u200b\ufeff]/g, ''))

/**
 * Reads one printed number, or undefined when the text is not one.
 * Accepts separators (`1,234.56`), blanks inside (`447. 48`), a comma or colon in the place of the point (`8, 27`),
 * points in the place of separators (`1.234.56`), decimals cut off at the page's edge (`0.`), a whole part that was
 * left out (`.50`), full-width digits, a leading minus or △, or a trailing one behind decimals (`3.00-`, but not `2024-`).
 * (1.20) is −1.20 only where `parentheses` is set, because (1) is also how headings are numbered. Whole numbers with
 * a zero in front (016001) are codes, never amounts.
 */
export function parseNumber(text: string, options: { parentheses?: boolean } = {}): Printed | undefined {
  const repairs: Repair[] = []
  let s = text.replace(/[\u200b\u2060\ufeff]/g, '').trim()
  const half = s.replace(FULL_WIDTH, narrow)
  if (half !== s) repairs.push('full-width')
  s = half.replace(/[−–—﹣]/g, '-').replace(/^[¥￥]\s*/, '')
  let negative = false
  const bracketed = /^[(（]\s*([\d.,\s]+)\s*[)）]$/.exec(s)
  if (bracketed && options.parentheses) {
    negative = true
    s = bracketed[1]!.trim()
  } else if (/^[-△▲]/.test(s)) {
    negative = true
    s = s.slice(1).trim()
  } else if (/^\d.*[.,]\s*\d.*-$/.test(s)) {
    negative = true
    s = s.slice(0, -1).trim()
  } else if (s.startsWith('+')) s = s.slice(1).trim()
  if (!/^\.?\d[\d.,:\s]*$/.test(s)) return undefined
  if (/\s/.test(s)) {
    // Blanks may stand beside a separator or between groups of digits, never between two whole numbers.
    const parted = /^\d+(?:\s*[.,:]\s*\d+)*\s*[.,:]?$/.test(s) || /^\d{1,3}(?:\s\d{3})+(?:\.\d+)?$/.test(s)
    // Elsewhere only where separators and decimals show that it is one number: 7,200,00 0.00.
    const one = s.replace(/\s/g, '')
    if (!parted && !(/^\S+\s\S+$/.test(s) && /^[1-9]\d{0,2}(?:,\d{3})+\.\d{2}$/.test(one))) return undefined
    repairs.push('blank-inside')
    s = s.replace(/\s/g, '')
  }
  const shape = numberShape(s)
  if (!shape || (shape.fraction === '' && shape.repair !== 'cut-decimals' && /^0\d/.test(shape.whole))) return undefined
  if (shape.repair) repairs.push(shape.repair)
  const value = BigInt(shape.whole + shape.fraction)
  return { digits: negative ? -value : value, decimals: shape.fraction.length, repairs }
}

interface Shape {
  readonly whole: string
  readonly fraction: string
  readonly repair?: Repair
}

const SHAPES: readonly [RegExp, Repair | undefined][] = [
  [/^(\d+)(?:\.(\d+))?$/, undefined],
  [/^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$/, undefined],
  // A group never begins with a lone zero: 0,125 is 0.125.
  [/^(0),(\d+)$/, 'comma-as-point'],
  [/^([1-9]\d{0,3}(?:,\d{3,4})+)(?:\.(\d+))?$/, 'grouping'],
  [/^(\d+|[1-9]\d{0,2}(?:,\d{3})+)[.,:]$/, 'cut-decimals'],
  [/^(\d+|[1-9]\d{0,2}(?:,\d{3})+),(\d{1,2})$/, 'comma-as-point'],
  [/^([1-9]\d{0,2}(?:\.\d{3})+)\.(\d{2})$/, 'point-as-comma'],
  [/^(\d):(\d{2})$/, 'colon-as-point'],
  [/^()\.(\d+)$/, 'missing-zero'],
]

function numberShape(s: string): Shape | undefined {
  for (const [form, repair] of SHAPES) {
    const m = form.exec(s)
    if (m) return { whole: m[1]!.replace(/[,.]/g, ''), fraction: m[2] ?? '', ...(repair ? { repair } : {}) }
  }
  return undefined
}

/** `digits × 10^−decimals` as a decimal string, as it would be printed without separators. */
export function printedText(p: { digits: bigint; decimals: number }): string {
  const negative = p.digits < 0n
  const text = (negative ? -p.digits : p.digits).toString().padStart(p.decimals + 1, '0')
  const body = p.decimals === 0 ? text : `${text.slice(0, -p.decimals)}.${text.slice(-p.decimals)}`
  return negative ? `-${body}` : body
}

/**
 * Binds a printed number to its unit. Figures whose last printed decimal is a fen or finer (元 with two decimals,
 * 万元 with six) are exact; digits beyond the fen are kept in `printed` and rounded into the interval.
 * A figure printed as whole 元 is a figure in 元 with no decimals: ± 0.50 元.
 */
export function figureOf(printed: Printed, unit: MoneyUnit): Figure {
  const power = powerOf(unit) - printed.decimals
  if (power <= 0) {
    const divisor = 10n ** BigInt(-power)
    const floor = floorDivide(printed.digits, divisor)
    const exact = floor * divisor === printed.digits
    const both = exact ? exactly(floor) : interval(floor, floor + 1n)
    return { unit, printed, fen: floor, rounded: both, truncated: both }
  }
  const step = 10n ** BigInt(power)
  const fen = printed.digits * step
  const half = step / 2n
  const truncated =
    fen > 0n
      ? interval(fen, fen + step - 1n)
      : fen < 0n
        ? interval(fen - step + 1n, fen)
        : interval(1n - step, step - 1n)
  return { unit, printed, fen, rounded: interval(fen - half, fen + half), truncated }
}

const floorDivide = (a: bigint, b: bigint): bigint => {
  const q = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q
}

/** Fen as a decimal string in a unit, rounded half up to `decimals`; all decimals needed when not given. */
export function formatFen(fen: bigint, unit: MoneyUnit, decimals?: number): string {
  const power = powerOf(unit)
  if (decimals === undefined) {
    const full = printedText({ digits: fen, decimals: power })
    return full.includes('.') ? full.replace(/0+$/, '').replace(/\.$/, '') : full
  }
  if (decimals >= power) return printedText({ digits: fen * 10n ** BigInt(decimals - power), decimals })
  const step = 10n ** BigInt(power - decimals)
  const magnitude = fen < 0n ? -fen : fen
  const rounded = (2n * magnitude + step) / (2n * step)
  return printedText({ digits: fen < 0n ? -rounded : rounded, decimals })
}
