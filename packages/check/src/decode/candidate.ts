/** One explanation of some failing relations, before it is compared with others. */
import type { Interval } from '@gouji/ledger'
import type { SuspectKind } from '../report.ts'
import type { Network } from './network.ts'
import type { Change } from './system.ts'

export interface Candidate {
  readonly kind: SuspectKind
  readonly changes: readonly Change[]
  /** Failing relations that hold after it. */
  readonly mends: readonly number[]
  /** Relations that fail only after it. */
  readonly breaks: readonly number[]
  /** How likely it is against other candidates for the same relations. */
  readonly likelihood: number
  /** What the relations in `mends` lack, for a missing or misplaced row. */
  readonly lacks?: readonly { readonly relation: number; readonly interval: Interval; readonly like?: number }[]
  readonly row?: readonly number[]
}

/** Any further wrong place in the same book costs this much, as a natural logarithm. */
export const PRICE_OF_AN_ERROR = 6

export const cost = (candidate: Candidate): number => PRICE_OF_AN_ERROR - Math.log(candidate.likelihood)

/** Takes the candidate as true; the function returned takes it back. */
export function apply(net: Network, candidate: Candidate): () => void {
  const old = candidate.changes.map(({ quantity: q }) => ({ q, lo: net.lo[q]!, hi: net.hi[q]!, was: net.changed[q]! }))
  for (const { quantity, interval } of candidate.changes) net.replace(quantity, interval, true)
  const excused = candidate.changes.length === 0 ? candidate.mends.filter((r) => net.excused[r] === 0) : []
  for (const r of excused) net.excused[r] = 1
  return () => {
    for (const { q, lo, hi, was } of old.reverse()) net.replace(q, { lo, hi }, was === 1)
    for (const r of excused) net.excused[r] = 0
  }
}

/** Tries new intervals for some quantities: which failing relations hold then, and whether all of theirs do. */
export function trial(
  net: Network,
  changes: readonly Change[],
): { mends: number[]; misses: number[]; breaks: number[] } {
  const failedBefore = new Map<number, boolean>()
  for (const { quantity } of changes) net.eachRelation(quantity, (r) => failedBefore.set(r, !net.holds(r)))
  const undo = apply(net, { kind: 'value', changes, mends: [], breaks: [], likelihood: 1 })
  const mends: number[] = []
  const misses: number[] = []
  const breaks: number[] = []
  for (const [r, failed] of failedBefore) {
    if (net.holds(r)) {
      if (failed) mends.push(r)
    } else (failed ? misses : breaks).push(r)
  }
  undo()
  return { mends: mends.sort((a, b) => a - b), misses, breaks }
}
