/**
 * Closed intervals of whole fen (分). A printed figure is never a point: it is every exact amount that prints so.
 * Because amounts are whole fen, half-open intervals (truncation) close by one fen, and no flags are needed.
 * Source: XBRL Calculations 1.1, as told in the project's domain notes, section E.
 */
export interface Interval {
  readonly lo: bigint
  readonly hi: bigint
}

export const ZERO: Interval = { lo: 0n, hi: 0n }

export function interval(lo: bigint, hi: bigint): Interval {
  if (lo > hi) throw new RangeError(`interval: lower end ${lo} lies above upper end ${hi}`)
  return { lo, hi }
}

export const exactly = (fen: bigint): Interval => ({ lo: fen, hi: fen })

export const add = (a: Interval, b: Interval): Interval => ({ lo: a.lo + b.lo, hi: a.hi + b.hi })

export const negate = (a: Interval): Interval => ({ lo: -a.hi, hi: -a.lo })

export const subtract = (a: Interval, b: Interval): Interval => add(a, negate(b))

/** Sum of intervals; the empty sum is exactly zero. */
export const sum = (parts: Iterable<Interval>): Interval => {
  let total = ZERO
  for (const part of parts) total = add(total, part)
  return total
}

/** `count × unit` for a whole count. */
export function scale(a: Interval, factor: bigint): Interval {
  return factor >= 0n ? { lo: a.lo * factor, hi: a.hi * factor } : { lo: a.hi * factor, hi: a.lo * factor }
}

export const meets = (a: Interval, b: Interval): boolean => a.lo <= b.hi && b.lo <= a.hi

export const contains = (a: Interval, fen: bigint): boolean => a.lo <= fen && fen <= a.hi

/** The common part, or undefined when there is none. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const lo = a.lo > b.lo ? a.lo : b.lo
  const hi = a.hi < b.hi ? a.hi : b.hi
  return lo <= hi ? { lo, hi } : undefined
}

export const width = (a: Interval): bigint => a.hi - a.lo

/** Signed distance in fen from `b` to `a`; zero when they meet, positive when `a` lies above `b`. */
export function gap(a: Interval, b: Interval): bigint {
  if (a.lo > b.hi) return a.lo - b.hi
  if (b.lo > a.hi) return a.hi - b.lo
  return 0n
}
