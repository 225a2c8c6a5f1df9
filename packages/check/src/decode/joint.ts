/**
 * Several wrong numbers at once. For a set of unknown quantities, bounds are carried through all relations that they
 * stand in; when they contradict each other, another quantity of the contradicting relations must be wrong as well,
 * which is what guides the search.
 */
import { type Network, type Span, solveFor, UNBOUNDED } from './network.ts'

const ROUNDS = 6

export type Fit = { readonly domains: readonly Span[] } | { readonly conflict: readonly number[] }

/** Carries bounds among the unknown quantities until nothing changes; in a conflict, names the relations behind it. */
export function fitJointly(net: Network, unknown: readonly number[]): Fit {
  const place = new Map(unknown.map((q, k) => [q, k]))
  const rests = new Map<number, { terms: { k: number; weight: number }[]; lo: bigint; hi: bigint }>()
  for (const [q, k] of place) {
    net.eachRelation(q, (r, w) => {
      if (net.excused[r] === 1) return
      let rest = rests.get(r)
      if (!rest) {
        rest = { terms: [], lo: net.sumLo[r]!, hi: net.sumHi[r]! }
        rests.set(r, rest)
      }
      const own = net.read(r, q)
      const factor = BigInt(w)
      rest.terms.push({ k, weight: w })
      rest.lo -= factor * (w > 0 ? own.lo : own.hi)
      rest.hi -= factor * (w > 0 ? own.hi : own.lo)
    })
  }
  const domains: Span[] = unknown.map(() => ({ lo: -UNBOUNDED, hi: UNBOUNDED }))
  const because: number[][] = unknown.map(() => [])
  for (let round = 0, moved = true; moved && round < ROUNDS; round++) {
    moved = false
    for (const [r, rest] of rests) {
      for (const { k, weight } of rest.terms) {
        const others = { lo: rest.lo, hi: rest.hi }
        const reasons = [r]
        for (const other of rest.terms) {
          if (other.k === k) continue
          const { lo, hi } = domains[other.k]!
          const factor = BigInt(other.weight)
          others.lo += factor * (other.weight > 0 ? lo : hi)
          others.hi += factor * (other.weight > 0 ? hi : lo)
          reasons.push(...because[other.k]!)
        }
        const span = solveFor(weight, others, net.relations[r]!.kind === 'atMost')
        const domain = domains[k]!
        // What comes out of an unbounded domain is far away, though no longer exactly the bound.
        const narrowsLo = span.lo > domain.lo && span.lo > -UNBOUNDED / 2n
        const narrowsHi = span.hi < domain.hi && span.hi < UNBOUNDED / 2n
        if (!narrowsLo && !narrowsHi) continue
        moved = true
        if (narrowsLo) domain.lo = span.lo
        if (narrowsHi) domain.hi = span.hi
        for (const reason of reasons) if (!because[k]!.includes(reason)) because[k]!.push(reason)
        if (domain.lo > domain.hi) return { conflict: because[k]! }
      }
    }
  }
  return { domains }
}

export interface JointSet {
  readonly quantities: readonly number[]
  readonly domains: readonly Span[]
}

/** All sets of `size` quantities whose change mends every target and keeps what holds; at most `effort.left` trials. */
export function jointSets(
  net: Network,
  targets: readonly number[],
  size: number,
  effort: { left: number },
): readonly JointSet[] {
  const found: JointSet[] = []
  const visited = new Set<string>()
  const byArity = targets.toSorted((a, b) => net.arity(a) - net.arity(b) || a - b)
  const membersOf = new Map(byArity.map((r) => [r, new Set(net.members(r))]))

  const extend = (set: readonly number[]): void => {
    const key = set.toSorted((a, b) => a - b).join(' ')
    if (visited.has(key) || effort.left <= 0) return
    visited.add(key)
    const open = byArity.find((r) => !set.some((q) => membersOf.get(r)!.has(q)))
    let choices: readonly number[]
    if (set.length === 0) choices = net.members(open!)
    else {
      effort.left--
      const fit = fitJointly(net, set)
      if ('conflict' in fit) choices = [...new Set(fit.conflict.flatMap((r) => net.members(r)))]
      else if (open !== undefined) choices = net.members(open)
      else {
        if (set.length === size && set.every((q, k) => isElsewhere(net, q, fit.domains[k]!))) {
          found.push({ quantities: set, domains: fit.domains })
        }
        return
      }
    }
    if (set.length >= size) return
    for (const q of choices) if (!set.includes(q)) extend([...set, q])
  }
  if (byArity.length > 0) extend([])
  return found
}

/** A change is one only when the value is bounded and the present one is not among the possible. */
const isElsewhere = (net: Network, q: number, { lo, hi }: Span): boolean =>
  lo > -UNBOUNDED / 2n && hi < UNBOUNDED / 2n && (hi < net.lo[q]! || lo > net.hi[q]!)
