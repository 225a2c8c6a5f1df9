/**
 * Relations that hold one by one and cannot hold together: bounds are carried from figure to figure through all
 * relations until they settle or contradict. Every bound is a proof, so a contradiction is certain as long as the
 * figures are rounded; it is dropped when cutting off would explain it.
 */
import { type Network, type Span, solveFor } from './network.ts'

/** Bounds set at most for each relation; chains that creep on by single fen end here. */
const STEPS_PER_RELATION = 12
/** A contradiction among more relations than this is nothing that a person can follow. */
const MOST_RELATIONS = 24

/** Sets of relations that contradict each other, each set once; relations that fail anyway must be excused before. */
export function contradictions(net: Network): number[][] {
  const found: number[][] = []
  for (;;) {
    const set = contradiction(net, false)
    if (set === undefined) return found
    for (const r of set) net.excused[r] = 1
    if (set.length <= MOST_RELATIONS && contradiction(net, true, set) !== undefined) found.push(set)
  }
}

function contradiction(net: Network, cutOff: boolean, only?: readonly number[]): number[] | undefined {
  const n = net.quantities.length
  const lo = new Array<bigint>(n)
  const hi = new Array<bigint>(n)
  for (let q = 0; q < n; q++) {
    const { truncated } = net.quantities[q]!
    const own: Span = cutOff && truncated && net.changed[q] === 0 ? truncated : { lo: net.lo[q]!, hi: net.hi[q]! }
    lo[q] = own.lo
    hi[q] = own.hi
  }
  const lowBy = new Int32Array(n).fill(-1)
  const highBy = new Int32Array(n).fill(-1)
  const scope = only ? new Set(only) : undefined
  const active = (r: number) => (scope ? scope.has(r) : net.excused[r] === 0 && net.cutOff[r] === 0)
  const queue = net.relations.map((_, r) => r).filter(active)
  const queued = new Uint8Array(net.relations.length)
  for (const r of queue) queued[r] = 1
  let steps = STEPS_PER_RELATION * queue.length
  for (let head = 0; head < queue.length && steps > 0; head++) {
    const r = queue[head]!
    queued[r] = 0
    const total: Span = { lo: 0n, hi: 0n }
    for (let k = net.start[r]!; k < net.start[r + 1]!; k++) addTerm(total, lo, hi, net.term[k]!, net.weight[k]!, 1n)
    for (let k = net.start[r]!; k < net.start[r + 1]!; k++) {
      const q = net.term[k]!
      const w = net.weight[k]!
      if (w === 0) continue
      const rest = { ...total }
      addTerm(rest, lo, hi, q, w, -1n)
      const span = solveFor(w, rest, net.relations[r]!.kind === 'atMost')
      const raises = span.lo > lo[q]!
      const lowers = span.hi < hi[q]!
      if (!raises && !lowers) continue
      if (span.lo > hi[q]! || span.hi < lo[q]!) return reasons(net, r, lowBy, highBy, active)
      addTerm(total, lo, hi, q, w, -1n)
      if (raises) {
        lo[q] = span.lo
        lowBy[q] = r
      }
      if (lowers) {
        hi[q] = span.hi
        highBy[q] = r
      }
      addTerm(total, lo, hi, q, w, 1n)
      if (lo[q]! > hi[q]!) return reasons(net, r, lowBy, highBy, active)
      steps--
      net.eachRelation(q, (other) => {
        if (other === r || queued[other] === 1 || !active(other)) return
        queued[other] = 1
        queue.push(other)
      })
    }
  }
  return undefined
}

function addTerm(to: Span, lo: readonly bigint[], hi: readonly bigint[], q: number, w: number, sign: 1n | -1n): void {
  const factor = BigInt(w)
  to.lo += sign * factor * (w > 0 ? lo[q]! : hi[q]!)
  to.hi += sign * factor * (w > 0 ? hi[q]! : lo[q]!)
}

/** All relations that set a bound which led to the contradiction. */
function reasons(
  net: Network,
  last: number,
  lowBy: Int32Array,
  highBy: Int32Array,
  active: (r: number) => boolean,
): number[] {
  const seen = new Set([last])
  for (const r of seen) {
    for (const q of net.members(r)) {
      for (const by of [lowBy[q]!, highBy[q]!]) if (by >= 0 && active(by)) seen.add(by)
    }
  }
  return [...seen].sort((a, b) => a - b)
}
