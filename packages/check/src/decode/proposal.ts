/**
 * Which of the values that would satisfy the relations was probably meant: the one that a likely slip turns into what
 * is printed, and that leaves the rounding differences that one expects.
 */
import { ANY_VALUE, CUT_OFF, type Edit, LEFT_BLANK, slipsInto } from './edits.ts'
import { type Network, type Span, UNBOUNDED } from './network.ts'
import type { View } from './values.ts'

export interface Proposal {
  readonly proposed: bigint
  readonly edit: Edit
  /** The edit's likelihood, weighed by how well the rounding differences fit. */
  readonly likelihood: number
}

/** Rounding differences tell something, but documents that print sums of rounded parts limit how far to trust them. */
const MOST_BY_FIT = 6
/** Values tried on each side of the middle, beside those that a slip reaches. */
const NEAREST = 2

export class Proposer {
  private readonly net: Network
  private readonly slips = new Map<number, ReadonlyMap<bigint, Edit>>()
  private readonly variances: Float64Array

  constructor(net: Network) {
    this.net = net
    this.variances = new Float64Array(net.relations.length).fill(-1)
  }

  /** The likeliest value in the span for quantity q, which its relations see as `views`. */
  propose(q: number, span: Span, views: readonly View[]): Proposal {
    const quantity = this.net.quantities[q]!
    const { lo, hi } = quantity.interval
    const middle = middleOf(span, lo)
    const step = quantity.step > 0n ? quantity.step : 1n
    // A cell whose interval is a point prints exactly; any other may lie half a step off the true amount.
    const half = lo === hi && !quantity.blank ? 0n : step / 2n
    const reach = { lo: span.lo - half, hi: span.hi + half }
    let best: Proposal | undefined
    const consider = (proposed: bigint, edit: Edit): void => {
      if (proposed < reach.lo || proposed > reach.hi) return
      const likelihood = edit.likelihood * this.fit(views, proposed, (lo + hi) / 2n, span)
      if (!best || likelihood > best.likelihood) best = { proposed, edit, likelihood }
    }
    const { truncated } = quantity
    const cut =
      truncated !== undefined && truncated.lo <= span.hi && span.lo <= truncated.hi && span.hi - span.lo < step
    const otherwise = quantity.blank ? LEFT_BLANK : cut ? CUT_OFF : ANY_VALUE
    const nearest = divideRounding(middle, step)
    for (let k = -NEAREST; k <= NEAREST; k++) consider((nearest + BigInt(k)) * step, otherwise)
    if (quantity.digits !== undefined && !cut) {
      for (const [digits, edit] of this.slipsOf(q, quantity.digits)) consider(digits * step, edit)
    }
    return best ?? { proposed: middle, edit: otherwise, likelihood: otherwise.likelihood }
  }

  private slipsOf(q: number, digits: bigint): ReadonlyMap<bigint, Edit> {
    let slips = this.slips.get(q)
    if (!slips) {
      slips = slipsInto(digits)
      this.slips.set(q, slips)
    }
    return slips
  }

  /** How much better the differences of the relations look like rounding with the value than without it. */
  private fit(views: readonly View[], proposed: bigint, printed: bigint, span: Span): number {
    let log = 0
    for (const { relation: r, weight, fails, lo, hi } of views) {
      if (this.net.relations[r]!.kind === 'atMost' || lo > span.hi || hi < span.lo) continue
      const now = Number(this.net.sumLo[r]! + this.net.sumHi[r]!) / 2
      const then = now + weight * Number(proposed - printed)
      const variance = this.variance(r)
      log += (fails ? 0 : now ** 2 / variance) - Math.min(then ** 2 / variance, 4 * MOST_BY_FIT)
    }
    return Math.exp(Math.max(-MOST_BY_FIT, Math.min(MOST_BY_FIT, log / 2)))
  }

  /** Of the printed difference of a relation, in fen squared: each figure is off by anything up to half a step. */
  private variance(r: number): number {
    const known = this.variances[r]!
    if (known >= 0) return known
    let total = 1
    for (const q of this.net.members(r)) {
      const { lo, hi } = this.net.read(r, q)
      total += Number(hi - lo) ** 2 / 12
    }
    this.variances[r] = total
    return total
  }
}

function middleOf(span: Span, present: bigint): bigint {
  const below = span.lo <= -UNBOUNDED / 2n
  const above = span.hi >= UNBOUNDED / 2n
  if (below && above) return present
  if (below) return span.hi
  return above ? span.lo : (span.lo + span.hi) / 2n
}

const divideRounding = (a: bigint, b: bigint): bigint => {
  const twice = 2n * a + b
  const quotient = twice / (2n * b)
  return twice < 0n && twice % (2n * b) !== 0n ? quotient - 1n : quotient
}
