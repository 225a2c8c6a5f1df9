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
export type Repair = 'blank-inside' | 'comma-as-point' | 'cut-decimals' | 'grouping' | 'full-width' | 'colon-as-point'

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

const FULL_WIDTH = /[\uff10-\uff19\uff0c\uff0e\uff0d\uff05\u3000]/g
const narrow = (c: string): string => (c === '\u3000' ? ' ' : String.fromCharCode(c.charCodeAt(0) - 0xfee0))

/**
 * Reads one printed number, or undefined when the text is not one.
 * Accepts separators (`1,234.56`), blanks inside (`447. 48`), a comma or colon in the place of the point (`8, 27`),
 * decimals cut off at the page's edge (`0.`), full-width digits, a leading or trailing minus, and (1.20) for −1.20
 * only where `parentheses` is set, because (1) is also how headings are numbered.
 */
export function parseNumber(text: string, options: { parentheses?: boolean } = {}): Printed | undefined {
  const repairs: Repair[] = []
  let s = text.trim()
  const half = s.replace(FULL_WIDTH, narrow)
  if (half !== s) repairs.push('full-width')
  s = half.replace(/[−–—﹣]/g, '-').replace(/^[¥￥]\s*/, '')
  let negative = false
  const bracketed = /^\(\s*([\d.,\s]+)\s*\)$/.exec(s)
  if (bracketed && options.parentheses) {
    negative = true
    s = bracketed[1]!.trim()
  }
  if (s.startsWith('-')) {
    negative = true
    s = s.slice(1).trim()
  } else if (s.startsWith('+')) s = s.slice(1).trim()
  if (!/^\d[\d.,:\s]*$/.test(s)) return undefined
  if (/\s/.test(s)) {
    // Blanks may stand beside a separator or between groups of digits, never between two whole numbers.
    if (!/^\d+(?:\s*[.,:]\s*\d+)*\s*[.,:]?$/.test(s) && !/^\d{1,3}(?:\s\d{3})+(?:\.\d+)?$/.test(s)) return undefined
    repairs.push('blank-inside')
    s = s.replace(/\s/g, '')
  }
  const shape = numberShape(s)
  if (!shape) return undefined
  if (shape.repair) repairs.push(shape.repair)
  const value = BigInt(shape.whole + shape.fraction)
  return { digits: negative ? -value : value, decimals: shape.fraction.length, repairs }
}

interface Shape {
  readonly whole: string
  readonly fraction: string
  readonly repair?: Repair
}

function numberShape(s: string): Shape | undefined {
  let m = /^(\d+)(?:\.(\d+))?$/.exec(s)
  if (m) return { whole: m[1]!, fraction: m[2] ?? '' }
  m = /^(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(s)
  if (m) return { whole: m[1]!.replaceAll(',', ''), fraction: m[2] ?? '' }
  m = /^(\d{1,4}(?:,\d{3,4})+)(?:\.(\d+))?$/.exec(s)
  if (m) return { whole: m[1]!.replaceAll(',', ''), fraction: m[2] ?? '', repair: 'grouping' }
  m = /^(\d+)[.,:]$/.exec(s)
  if (m) return { whole: m[1]!, fraction: '', repair: 'cut-decimals' }
  m = /^(\d+),(\d{1,2})$/.exec(s)
  if (m) return { whole: m[1]!, fraction: m[2]!, repair: 'comma-as-point' }
  m = /^(\d+):(\d{2})$/.exec(s)
  if (m && m[1]!.length < 2) return { whole: m[1]!, fraction: m[2]!, repair: 'colon-as-point' }
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
