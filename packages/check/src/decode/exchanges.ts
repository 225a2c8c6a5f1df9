/**
 * Two numbers that stand in each other's cells; also one number that stands in the neighbour's cell, and two rows that
 * stand in each other's place.
 */
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
  const rows = new Rows(net)
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
        const [a, b] = [Math.min(q, other), Math.max(q, other)]
        const candidate = exchange(net, a, b) ?? exchangeRows(net, rows, a, b)
        if (candidate && !tried.has(keyOf(candidate))) found.push(candidate)
        if (candidate) tried.add(keyOf(candidate))
      }
    }
  }
  return found
}

const keyOf = ({ kind, changes }: Candidate): string => `${kind} ${changes.map((c) => c.quantity).join(' ')}`

/** The cells of each row from left to right. */
class Rows {
  private readonly net: Network
  private byGroup: Map<number | undefined, number[]> | undefined

  constructor(net: Network) {
    this.net = net
  }

  of(q: number): readonly number[] {
    this.byGroup ??= Map.groupBy(this.net.quantities.keys(), (id) => this.net.quantities[id]!.group)
    return this.byGroup.get(this.net.quantities[q]!.group) ?? []
  }
}

/** Rows below one total that were exchanged as wholes: each still adds up, and so does what stands above them. */
function exchangeRows(net: Network, rows: Rows, a: number, b: number): Candidate | undefined {
  const [one, two] = [net.quantities[a]!.group, net.quantities[b]!.group]
  if (one === undefined || two === undefined || one === two || !shareRelation(net, a, b)) return undefined
  const [first, second] = [rows.of(a), rows.of(b)]
  if (first.length !== second.length || first.indexOf(a) !== second.indexOf(b)) return undefined
  const pairs = first.map((q, k) => [q, second[k]!] as const).filter(([q, other]) => !meet(net, q, other))
  // What differs in one column only is an exchange of two numbers.
  if (pairs.length < 2 || pairs.some((pair) => pair.some((q) => net.changed[q] === 1))) return undefined
  const changes = pairs.flatMap(([q, other]) => [changeTo(net, q, other), changeTo(net, other, q)])
  const { mends, misses, breaks } = trial(net, changes)
  if (breaks.length > 0 || misses.length > 0 || mends.length < 2) return undefined
  return { kind: 'rows-exchanged', changes, mends, breaks, likelihood: LIKELIHOOD }
}

const meet = (net: Network, a: number, b: number): boolean => net.lo[a]! <= net.hi[b]! && net.lo[b]! <= net.hi[a]!

function changeTo(net: Network, quantity: number, other: number): Candidate['changes'][number] {
  const [lo, hi] = [net.lo[other]!, net.hi[other]!]
  return { quantity, interval: { lo, hi }, proposed: (lo + hi) / 2n }
}

function exchange(net: Network, a: number, b: number): Candidate | undefined {
  if (meet(net, a, b)) return undefined
  const changes = [changeTo(net, a, b), changeTo(net, b, a)]
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
