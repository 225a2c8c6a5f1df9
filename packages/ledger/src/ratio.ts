/**
 * Exact rationals and intervals of them, for shares, rates of change and unit prices.
 * Denominators are positive; nothing here ever becomes a binary floating point number.
 */
import { add, type Interval, negate } from './interval.ts'

export interface Rational {
  readonly n: bigint
  readonly d: bigint
}

export interface RatioInterval {
  readonly lo: Rational
  readonly hi: Rational
}

export function rational(n: bigint, d: bigint): Rational {
  if (d === 0n) throw new RangeError('rational: zero denominator')
  return d < 0n ? { n: -n, d: -d } : { n, d }
}

export const compare = (a: Rational, b: Rational): number => {
  const left = a.n * b.d
  const right = b.n * a.d
  return left < right ? -1 : left > right ? 1 : 0
}

const least = (all: readonly Rational[]): Rational => all.reduce((a, b) => (compare(b, a) < 0 ? b : a))
const greatest = (all: readonly Rational[]): Rational => all.reduce((a, b) => (compare(b, a) > 0 ? b : a))

/** `part ÷ whole` as an interval; undefined when the whole may be zero. */
export function quotient(part: Interval, whole: Interval): RatioInterval | undefined {
  if (whole.lo <= 0n && whole.hi >= 0n) return undefined
  const corners = [part.lo, part.hi].flatMap((p) => [rational(p, whole.lo), rational(p, whole.hi)])
  return { lo: least(corners), hi: greatest(corners) }
}

/**
 * Rate of change `current ÷ base − 1`. The two are one variable each, so `(current − base) ÷ base` taken as a
 * quotient of intervals would be too wide; this form is tight. Undefined when the base may be zero or negative.
 */
export function growth(current: Interval, base: Interval): RatioInterval | undefined {
  if (base.lo <= 0n) return undefined
  const q = quotient(current, base)
  if (!q) return undefined
  return { lo: rational(q.lo.n - q.lo.d, q.lo.d), hi: rational(q.hi.n - q.hi.d, q.hi.d) }
}

/** Rate of change when only this year's figure and the change are printed: base = current − change. */
export function growthFromChange(current: Interval, change: Interval): RatioInterval | undefined {
  const base = add(current, negate(change))
  if (base.lo <= 0n) return undefined
  // change ÷ (current − change) rises with change and falls (rises) with current where change is positive (negative).
  const corners = [change.lo, change.hi]
    .flatMap((c) => [current.lo, current.hi].map((x) => [c, x - c] as const))
    .filter(([, b]) => b > 0n)
    .map(([c, b]) => rational(c, b))
  return { lo: least(corners), hi: greatest(corners) }
}

/** Every share that prints as `digits × 10^−decimals` per cent. */
export function printedPercent(digits: bigint, decimals: number): RatioInterval {
  const d = 2n * 10n ** BigInt(decimals) * 100n
  return { lo: rational(2n * digits - 1n, d), hi: rational(2n * digits + 1n, d) }
}

export const ratiosMeet = (a: RatioInterval, b: RatioInterval): boolean =>
  compare(a.lo, b.hi) <= 0 && compare(b.lo, a.hi) <= 0

/** A rational as a decimal string, rounded half up (away from zero), for people to read. */
export function toDecimal(r: Rational, decimals: number): string {
  const negative = r.n < 0n
  const n = negative ? -r.n : r.n
  const scaled = n * 10n ** BigInt(decimals)
  const rounded = (2n * scaled + r.d) / (2n * r.d)
  const text = rounded.toString().padStart(decimals + 1, '0')
  const body = decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`
  return negative && rounded !== 0n ? `-${body}` : body
}
