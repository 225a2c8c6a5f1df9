import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Interval } from './interval.ts'
import {
  compare,
  growth,
  growthFromChange,
  printedPercent,
  quotient,
  type RatioInterval,
  type Rational,
  rational,
  ratiosMeet,
  toDecimal,
} from './ratio.ts'

const fen = fc.oneof(fc.bigInt(-12n, 12n), fc.bigInt(-(10n ** 18n), 10n ** 18n))
const anyInterval = fc.tuple(fen, fen).map(([a, b]) => (a < b ? { lo: a, hi: b } : { lo: b, hi: a }))
const smallInterval = fc
  .tuple(fc.bigInt(-9n, 9n), fc.bigInt(0n, 6n))
  .map(([lo, size]): Interval => ({ lo, hi: lo + size }))

const points = (i: Interval): bigint[] => Array.from({ length: Number(i.hi - i.lo) + 1 }, (_, k) => i.lo + BigInt(k))
const within = (r: RatioInterval, x: Rational): boolean => compare(r.lo, x) <= 0 && compare(x, r.hi) <= 0
const same = (a: Rational, b: Rational): boolean => a.n * b.d === b.n * a.d

/** Over small intervals every pair is tried: the result must be the exact hull. */
function expectHull(found: RatioInterval, all: Rational[]): void {
  const sorted = [...all].sort(compare)
  expect(same(found.lo, sorted[0]!)).toBe(true)
  expect(same(found.hi, sorted.at(-1)!)).toBe(true)
}

describe('exhaustive over small intervals', () => {
  test('quotient is tight, and undefined exactly when the whole may be zero', () => {
    fc.assert(
      fc.property(smallInterval, smallInterval, (part, whole) => {
        const found = quotient(part, whole)
        expect(found === undefined).toBe(points(whole).includes(0n))
        if (found)
          expectHull(
            found,
            points(part).flatMap((p) => points(whole).map((w) => rational(p, w))),
          )
      }),
    )
  })
  test('growth is tight', () => {
    fc.assert(
      fc.property(smallInterval, smallInterval, (current, base) => {
        const found = growth(current, base)
        expect(found === undefined).toBe(base.lo <= 0n)
        if (found)
          expectHull(
            found,
            points(current).flatMap((c) => points(base).map((b) => rational(c - b, b))),
          )
      }),
    )
  })
  test('growthFromChange is tight where the base is sure to be positive', () => {
    fc.assert(
      fc.property(smallInterval, smallInterval, (current, change) => {
        const found = growthFromChange(current, change)
        expect(found === undefined).toBe(current.lo - change.hi <= 0n)
        if (found)
          expectHull(
            found,
            points(current).flatMap((x) => points(change).map((c) => rational(c, x - c))),
          )
      }),
    )
  })
})

test('large intervals contain the quotients and growths of their ends', () => {
  fc.assert(
    fc.property(anyInterval, anyInterval, (a, b) => {
      for (const x of [a.lo, (a.lo + a.hi) / 2n, a.hi]) {
        for (const y of [b.lo, (b.lo + b.hi) / 2n, b.hi]) {
          if (y === 0n) continue
          const q = quotient(a, b)
          if (q) expect(within(q, rational(x, y))).toBe(true)
          const g = growth(a, b)
          if (g) expect(within(g, rational(x - y, y))).toBe(true)
        }
      }
    }),
  )
})

test('a share printed as a percentage meets the share that it was printed from', () => {
  fc.assert(
    fc.property(fen, fc.bigInt(1n, 10n ** 18n), fc.nat(4), (n, d, decimals) => {
      const share = rational(n, d)
      const digits = BigInt(toDecimal(rational(n * 100n, d), decimals).replace('.', ''))
      expect(within(printedPercent(digits, decimals), share)).toBe(true)
      expect(ratiosMeet(printedPercent(digits, decimals), { lo: share, hi: share })).toBe(true)
      // The neighbours touch at most at the half.
      expect(within(printedPercent(digits + 2n, decimals), share)).toBe(false)
    }),
  )
})

test('rational keeps the denominator positive; zero is refused', () => {
  expect(rational(1n, -2n)).toEqual({ n: -1n, d: 2n })
  expect(() => rational(1n, 0n)).toThrow(RangeError)
})

test('toDecimal rounds half away from zero and knows no minus zero', () => {
  for (const [n, d, decimals, text] of [
    [1n, 8n, 2, '0.13'],
    [-1n, 8n, 2, '-0.13'],
    [-1n, 1000n, 2, '0.00'],
    [2n, 3n, 0, '1'],
    [10n ** 20n, 3n, 1, '33333333333333333333.3'],
  ] as const) {
    expect(toDecimal(rational(n, d), decimals)).toBe(text)
  }
})
