/**
 * Truncation (截位) is a habit of whoever made a table, not of one sum: a relation that only truncated figures satisfy
 * is let off when the relations around it also lean that way, and fails when they show that figures are rounded.
 */
import type { Network } from './network.ts'

const HOPS = 2
/** What one relation says at most, as a logarithm of odds. */
const MOST_BY_ONE = 3
/** Enough witnesses to tell a habit; more would only cost time. */
const WITNESSES = 400

/** Of the failing relations, those that truncation explains; the network reads them with truncated figures from now on. */
export function letOffTruncated(net: Network, failing: readonly number[]): Set<number> {
  const letOff = new Set<number>()
  for (const r of failing) {
    const total = net.truncatedSum(r)
    if (total.lo > 0n || (total.hi < 0n && net.relations[r]!.kind !== 'atMost')) continue
    if (leaning(net, r) > 0) letOff.add(r)
  }
  for (const r of letOff) net.setCutOff(r, true)
  return letOff
}

/** Odds of truncation against rounding, from the relations near by. */
function leaning(net: Network, from: number): number {
  const seen = new Set([from])
  let edge = [from]
  let balance = witness(net, from)
  for (let hop = 0; hop < HOPS && seen.size < WITNESSES; hop++) {
    const next: number[] = []
    for (const r of edge) {
      for (const q of net.members(r)) {
        net.eachRelation(q, (other) => {
          if (seen.has(other) || seen.size >= WITNESSES) return
          seen.add(other)
          next.push(other)
          balance += witness(net, other)
        })
      }
    }
    edge = next
  }
  return balance
}

/**
 * What is cut off the parts of a sum shifts its printed difference by half a step for each part. Positive when the
 * difference lies nearer to that shift than to nothing, measured by how far such differences scatter, as a natural
 * logarithm of the odds; limited, so that no single relation decides.
 */
function witness(net: Network, r: number): number {
  let difference = 0n
  let shift = 0n
  let scatter = 0
  let coarsest = 0n
  let finest = 0n
  for (let k = net.start[r]!; k < net.start[r + 1]!; k++) {
    const { interval, truncated = interval, step, digits } = net.quantities[net.term[k]!]!
    if (digits === undefined || digits === 0n) continue
    const w = BigInt(net.weight[k]!)
    const twice = interval.lo + interval.hi
    difference += w * twice
    shift += w * (truncated.lo + truncated.hi - twice)
    scatter += Number(interval.hi - interval.lo) ** 2 / 3
    if (step > coarsest) coarsest = step
    if (finest === 0n || step < finest) finest = step
  }
  const total = net.truncatedSum(r)
  const holdsCutOff = total.lo <= 0n && total.hi >= 0n
  // The finer of two figures shows outright what was done to the coarser.
  if (net.arity(r) === 2 && finest < coarsest) {
    return holdsCutOff === net.holds(r) ? 0 : holdsCutOff ? MOST_BY_ONE : -MOST_BY_ONE
  }
  if (!holdsCutOff) return net.holds(r) ? -MOST_BY_ONE : 0
  if (scatter === 0) return 0
  const odds = (Number(difference) ** 2 - Number(difference + shift) ** 2) / (2 * scatter)
  return Math.max(-MOST_BY_ONE, Math.min(MOST_BY_ONE, odds))
}
