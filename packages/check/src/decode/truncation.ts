/**
 * Truncation (截位) is a habit of whoever made a table, not of one sum: a relation that only truncated figures satisfy
 * is let off when the relations around it also lean that way, and fails when they show that figures are rounded.
 */
import type { Network } from './network.ts'

const HOPS = 2
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

/** Witnesses for truncation minus witnesses for rounding, among the relations near by. */
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
 * What is cut off parts of a sum shifts its printed difference by half a step for each part. +1 when the difference
 * lies nearer to that shift than to nothing, −1 when not, 0 when the shift is too small to tell or truncation cannot be.
 */
function witness(net: Network, r: number): -1 | 0 | 1 {
  let difference = 0n
  let shift = 0n
  let step = 0n
  let finest = 0n
  for (let k = net.start[r]!; k < net.start[r + 1]!; k++) {
    const quantity = net.quantities[net.term[k]!]!
    const { interval, truncated = interval } = quantity
    const w = BigInt(net.weight[k]!)
    const twice = interval.lo + interval.hi
    difference += w * twice
    if (quantity.digits !== undefined && quantity.digits !== 0n) shift += w * (truncated.lo + truncated.hi - twice)
    if (quantity.blank) continue
    if (quantity.step > step) step = quantity.step
    if (finest === 0n || quantity.step < finest) finest = quantity.step
  }
  const total = net.truncatedSum(r)
  const holdsCutOff = total.lo <= 0n && total.hi >= 0n
  // The finer of two figures shows outright what was done to the coarser.
  if (net.arity(r) === 2 && finest < step) return holdsCutOff === net.holds(r) ? 0 : holdsCutOff ? 1 : -1
  if (absolute(shift) * 10n < step * 19n) return 0
  if (!holdsCutOff) return net.holds(r) ? -1 : 0
  return absolute(difference + shift) < absolute(difference) ? 1 : -1
}

const absolute = (x: bigint): bigint => (x < 0n ? -x : x)
