/** Two numbers that stand in each other's cells; also one number that stands in the neighbour's cell. */
import { type Candidate, trial } from './candidate.ts'
import { type Network, solveFor } from './network.ts'

const LIKELIHOOD = 5e-3
/** Cells that have neither row nor relation in common are seldom confused. */
const FAR = 0.2
/** An amount that changes places with nothing. */
const WITH_NOTHING = 0.4
const MOST_MATCHES = 12

export function exchanges(net: Network, failing: readonly number[]): Candidate[] {
  const cells = [...new Set(failing.flatMap((r) => net.members(r)))]
  cells.sort((a, b) => (net.lo[a]! < net.lo[b]! ? -1 : net.lo[a]! > net.lo[b]! ? 1 : a - b))
  const lows = cells.map((q) => net.lo[q]!)
  let widest = 0n
  for (const q of cells) if (net.hi[q]! - net.lo[q]! > widest) widest = net.hi[q]! - net.lo[q]!
  const tried = new Set<string>()
  const found: Candidate[] = []
  for (const r of failing) {
    for (let k = net.start[r]!; k < net.start[r + 1]!; k++) {
      const q = net.term[k]!
      if (net.weight[k] === 0 || net.changed[q] === 1) continue
      const wanted = implied(net, r, q, net.weight[k]!)
      let matches: number[] = []
      for (let at = lowerBound(lows, wanted.lo - widest); at < cells.length && lows[at]! <= wanted.hi; at++) {
        const other = cells[at]!
        if (other !== q && net.hi[other]! >= wanted.lo && net.changed[other] === 0) matches.push(other)
      }
      if (matches.length > MOST_MATCHES) {
        const row = net.quantities[q]!.group
        matches = matches.filter((other) => row !== undefined && net.quantities[other]!.group === row)
      }
      for (const other of matches) {
        const key = q < other ? `${q} ${other}` : `${other} ${q}`
        if (tried.has(key)) continue
        tried.add(key)
        const candidate = exchange(net, Math.min(q, other), Math.max(q, other))
        if (candidate) found.push(candidate)
      }
    }
  }
  return found
}

function exchange(net: Network, a: number, b: number): Candidate | undefined {
  const one = { lo: net.lo[a]!, hi: net.hi[a]! }
  const two = { lo: net.lo[b]!, hi: net.hi[b]! }
  if (one.lo <= two.hi && two.lo <= one.hi) return undefined
  const changes = [
    { quantity: a, interval: two, proposed: (two.lo + two.hi) / 2n },
    { quantity: b, interval: one, proposed: (one.lo + one.hi) / 2n },
  ]
  const { mends, misses, breaks } = trial(net, changes)
  const near = net.quantities[a]!.group !== undefined && net.quantities[a]!.group === net.quantities[b]!.group
  const together = shareRelation(net, a, b)
  if (breaks.length > 0 || misses.length > 0 || mends.length < (together ? 1 : 2)) return undefined
  const nothing = isNothing(net, a) || isNothing(net, b)
  if (nothing && !near && !together) return undefined
  const likelihood = LIKELIHOOD * (near || together ? 1 : FAR) * (nothing ? WITH_NOTHING : 1)
  return { kind: 'exchanged', changes, mends, breaks, likelihood }
}

const isNothing = (net: Network, q: number): boolean => net.lo[q]! <= 0n && net.hi[q]! >= 0n

function shareRelation(net: Network, a: number, b: number): boolean {
  const ofA = new Set<number>()
  net.eachRelation(a, (r) => ofA.add(r))
  let shared = false
  net.eachRelation(b, (r) => {
    if (ofA.has(r)) shared = true
  })
  return shared
}

function implied(net: Network, r: number, q: number, w: number) {
  const own = net.read(r, q)
  const factor = BigInt(w)
  const rest = {
    lo: net.sumLo[r]! - factor * (w > 0 ? own.lo : own.hi),
    hi: net.sumHi[r]! - factor * (w > 0 ? own.hi : own.lo),
  }
  return solveFor(w, rest, net.relations[r]!.kind === 'atMost')
}

function lowerBound(sorted: readonly bigint[], value: bigint): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (sorted[middle]! < value) from = middle + 1
    else to = middle
  }
  return from
}
