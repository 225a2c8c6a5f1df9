/** How far a relation is from holding, as an interval: rounding is part of every figure. */
import { add, type Interval, interval, meets, negate } from '@gouji/ledger'
import type { Quantity, Relation } from '../decode/index.ts'

const NOUGHT = interval(0n, 0n)

export function gapOf({ terms }: { terms: Relation['terms'] }, quantities: readonly Quantity[]): Interval {
  return terms.reduce<Interval>((sum, t) => {
    const own = quantities[t.quantity]!.interval
    return add(sum, t.weight === 1 ? own : negate(own))
  }, NOUGHT)
}

export function holds(
  tie: { terms: Relation['terms']; kind: Relation['kind'] },
  quantities: readonly Quantity[],
): boolean {
  const gap = gapOf(tie, quantities)
  return tie.kind === 'atMost' ? gap.lo <= 0n : meets(gap, NOUGHT)
}

/** Blank, or printed as nought. */
export const isNothing = (q: Quantity): boolean => q.blank || q.digits === 0n

/** Whether a relation among blanks and noughts alone holds without saying anything. */
export const saysNothing = ({ terms }: { terms: Relation['terms'] }, quantities: readonly Quantity[]): boolean =>
  terms.every((t) => isNothing(quantities[t.quantity]!))
