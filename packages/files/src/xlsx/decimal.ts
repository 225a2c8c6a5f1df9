/**
 * Decimal numbers as digits, for showing cell values. A workbook stores the binary number that is nearest to what was
 * typed, printed with up to 17 digits (7360.1799999999994); rounding to 15 gives back what people see, and no binary
 * arithmetic takes part in it.
 */
export interface Decimal {
  readonly negative: boolean
  /** Digits without leading zeros; empty for zero. */
  readonly digits: string
  /** How many of them stand before the decimal point; negative for zeros right after it. */
  readonly point: number
}

export function parseDecimal(text: string): Decimal | undefined {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/.exec(text)
  if (!match || (!match[2] && !match[3]) || text.length > 1000) return undefined
  const whole = match[2] ?? ''
  const all = whole + (match[3] ?? '')
  const digits = all.replace(/^0+/, '')
  const point = whole.length - (all.length - digits.length) + Number(match[4] ?? 0)
  const trimmed = digits.replace(/0+$/, '')
  return { negative: match[1] === '-' && trimmed !== '', digits: trimmed, point: trimmed === '' ? 0 : point }
}

export const isZero = (d: Decimal): boolean => d.digits === ''

/** Times ten to a power. */
export const shift = (d: Decimal, power: number): Decimal => (isZero(d) ? d : { ...d, point: d.point + power })

/** Rounded half up to so many significant digits. */
export const toSignificant = (d: Decimal, count: number): Decimal => keep(d, count)

/** Rounded half up to so many decimals. */
export const toDecimals = (d: Decimal, decimals: number): Decimal => keep(d, d.point + decimals)

function keep(d: Decimal, count: number): Decimal {
  if (d.digits.length <= count) return d
  if (count < 0) return { negative: d.negative, digits: '', point: 0 }
  const up = d.digits.charCodeAt(count) >= 0x35
  const head = d.digits.slice(0, count)
  if (!up) {
    const digits = head.replace(/0+$/, '')
    return { negative: d.negative, digits, point: digits === '' ? 0 : d.point }
  }
  const raised = (BigInt(head === '' ? '0' : head) + 1n).toString()
  const carried = raised.length > head.length ? 1 : 0
  return { negative: d.negative, digits: raised.replace(/0+$/, ''), point: d.point + carried }
}

/** Digits before and after the decimal point; the second part has exactly `decimals` digits. Round first. */
export function parts(d: Decimal, decimals: number): { whole: string; fraction: string } {
  const { digits, point } = d
  const whole = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0')
  const fraction = point <= 0 ? '0'.repeat(digits === '' ? 0 : -point) + digits : digits.slice(point)
  return { whole, fraction: fraction.padEnd(decimals, '0').slice(0, decimals) }
}

/** The shortest exact form of at most 15 significant digits, which is what the General format stands for. */
export function generalText(value: Decimal): string {
  const d = toSignificant(value, 15)
  if (isZero(d)) return '0'
  const sign = d.negative ? '-' : ''
  if (d.point > 21 || d.point < -9) {
    const fraction = d.digits.length > 1 ? `.${d.digits.slice(1)}` : ''
    const power = d.point - 1
    return `${sign}${d.digits[0]}${fraction}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  }
  const { whole, fraction } = parts(d, Math.max(0, d.digits.length - d.point))
  return `${sign}${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`
}
