import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  add,
  contains,
  gap,
  type Interval,
  intersect,
  interval,
  meets,
  negate,
  scale,
  subtract,
  sum,
  width,
} from './interval.ts'

const fen = fc.oneof(fc.bigInt(-20n, 20n), fc.bigInt(-(10n ** 20n), 10n ** 20n))
const anyInterval = fc.tuple(fen, fen).map(([a, b]) => (a < b ? { lo: a, hi: b } : { lo: b, hi: a }))
/** An interval with a point of it. */
const pointed = fc
  .tuple(anyInterval, fc.bigInt(0n, 10n ** 21n))
  .map(([i, n]) => ({ i, x: i.lo + (n % (width(i) + 1n)) }))
const ends = (i: Interval): bigint[] => [i.lo, i.hi]
const hull = (all: bigint[]): Interval =>
  all.reduce((h, x) => ({ lo: x < h.lo ? x : h.lo, hi: x > h.hi ? x : h.hi }), { lo: all[0]!, hi: all[0]! })

test('an interval has its ends in order', () => {
  expect(() => interval(2n, 1n)).toThrow(RangeError)
})

test('sum, difference and opposite contain every pointwise result and nothing wider', () => {
  fc.assert(
    fc.property(pointed, pointed, (a, b) => {
      expect(contains(add(a.i, b.i), a.x + b.x)).toBe(true)
      expect(contains(subtract(a.i, b.i), a.x - b.x)).toBe(true)
      expect(contains(negate(a.i), -a.x)).toBe(true)
      const pairs = ends(a.i).flatMap((x) => ends(b.i).map((y) => [x, y] as const))
      expect(add(a.i, b.i)).toEqual(hull(pairs.map(([x, y]) => x + y)))
      expect(subtract(a.i, b.i)).toEqual(hull(pairs.map(([x, y]) => x - y)))
    }),
  )
})

test('the sum of n figures is n half-units wide on each side; the empty sum is zero', () => {
  expect(sum([])).toEqual({ lo: 0n, hi: 0n })
  fc.assert(
    fc.property(fc.array(pointed, { maxLength: 20 }), (parts) => {
      const total = sum(parts.map((p) => p.i))
      expect(
        contains(
          total,
          parts.reduce((t, p) => t + p.x, 0n),
        ),
      ).toBe(true)
      expect(width(total)).toBe(parts.reduce((t, p) => t + width(p.i), 0n))
    }),
  )
})

test('scale by a whole count, also a negative one', () => {
  fc.assert(
    fc.property(pointed, fc.bigInt(-1000n, 1000n), (a, k) => {
      expect(contains(scale(a.i, k), a.x * k)).toBe(true)
      expect(scale(a.i, k)).toEqual(hull(ends(a.i).map((x) => x * k)))
    }),
  )
})

test('meets, intersect and gap tell the same', () => {
  fc.assert(
    fc.property(anyInterval, anyInterval, (a, b) => {
      const common = intersect(a, b)
      expect(meets(a, b)).toBe(common !== undefined)
      expect(gap(a, b) === 0n).toBe(common !== undefined)
      expect(gap(a, b)).toBe(-gap(b, a))
      if (common) for (const x of ends(common)) expect(contains(a, x) && contains(b, x)).toBe(true)
      // Moving a by the gap makes the two touch in exactly one point.
      else expect(width(intersect(add(a, { lo: -gap(a, b), hi: -gap(a, b) }), b)!)).toBe(0n)
    }),
  )
})
