/**
 * Which other values of a quantity would satisfy its relations. Each relation implies an interval for the quantity
 * from its other terms; where enough of these intervals meet lies the value that should have been printed.
 */
import { type Network, type Span, solveFor, UNBOUNDED } from './network.ts'

export interface Option {
  readonly span: Span
  readonly mends: readonly number[]
  /** Failing relations of the quantity that go on failing. */
  readonly misses: number
  readonly breaks: readonly number[]
}

/** A relation as seen from the quantities that change together: their summed weight and what it implies for them. */
export interface View extends Span {
  readonly relation: number
  readonly weight: number
  readonly fails: boolean
  readonly trust: number
}

const OPTIONS = 3

/** The quantities take one common value; relations in which they cancel out say nothing. */
export function viewsOf(net: Network, block: readonly number[]): View[] {
  const rests = new Map<number, { weight: number; lo: bigint; hi: bigint }>()
  for (const q of block) {
    net.eachRelation(q, (r, w) => {
      if (net.excused[r] === 1) return
      let rest = rests.get(r)
      if (!rest) {
        rest = { weight: 0, lo: net.sumLo[r]!, hi: net.sumHi[r]! }
        rests.set(r, rest)
      }
      const own = net.read(r, q)
      const factor = BigInt(w)
      rest.weight += w
      rest.lo -= factor * (w > 0 ? own.lo : own.hi)
      rest.hi -= factor * (w > 0 ? own.hi : own.lo)
    })
  }
  const views: View[] = []
  for (const [relation, rest] of rests) {
    if (rest.weight === 0) continue
    const { kind, trust } = net.relations[relation]!
    const span = solveFor(rest.weight, rest, kind === 'atMost')
    views.push({ relation, weight: rest.weight, ...span, fails: !net.holds(relation), trust: Math.max(trust, 0.05) })
  }
  return views
}

/** Values that keep every relation that holds and mend as many of the others as one value can. */
export function optionsKeepingAll(views: readonly View[]): Option[] {
  let lo = -UNBOUNDED
  let hi = UNBOUNDED
  for (const view of views) {
    if (view.fails) continue
    if (view.lo > lo) lo = view.lo
    if (view.hi < hi) hi = view.hi
    if (lo > hi) return []
  }
  const failing = views.filter((view) => view.fails && view.lo <= hi && view.hi >= lo && view.lo <= view.hi)
  const all = views.reduce((count, view) => count + (view.fails ? 1 : 0), 0)
  return overlaps(failing, { lo, hi }).map(({ span, chosen }) => ({
    span,
    mends: chosen.map((view) => view.relation).sort((a, b) => a - b),
    misses: all - chosen.length,
    breaks: [],
  }))
}

/** The value that satisfies the most trusted relations, even if some that hold now would then fail. */
export function optionBreakingSome(views: readonly View[]): Option | undefined {
  let best: Option | undefined
  let bestTrust = 0
  for (const { span, chosen } of overlaps(views, { lo: -UNBOUNDED, hi: UNBOUNDED })) {
    const mends = chosen.filter((view) => view.fails)
    const breaks = views.filter((view) => !view.fails && !chosen.includes(view))
    const trust = sumOfTrust(mends) - sumOfTrust(breaks)
    if (mends.length === 0 || trust <= bestTrust) continue
    bestTrust = trust
    const failing = views.reduce((count, view) => count + (view.fails ? 1 : 0), 0)
    best = {
      span,
      mends: mends.map((view) => view.relation).sort((a, b) => a - b),
      misses: failing - mends.length,
      breaks: breaks.map((view) => view.relation),
    }
  }
  return best
}

const sumOfTrust = (views: readonly View[]): number => views.reduce((total, view) => total + view.trust, 0)

/** The largest sets of intervals that share a point, none inside another, the most trusted first. */
function overlaps(views: readonly View[], within: Span): { span: Span; chosen: View[] }[] {
  const found: { span: Span; chosen: View[] }[] = []
  for (const point of views) {
    const at = point.lo > within.lo ? point.lo : within.lo
    const chosen = views.filter((view) => view.lo <= at && at <= view.hi)
    if (found.some((other) => chosen.every((view) => other.chosen.includes(view)))) continue
    const span = { ...within }
    for (const view of chosen) {
      if (view.lo > span.lo) span.lo = view.lo
      if (view.hi < span.hi) span.hi = view.hi
    }
    if (span.lo > span.hi) continue
    const inside = (other: { chosen: View[] }) => other.chosen.every((view) => chosen.includes(view))
    for (let k = found.length - 1; k >= 0; k--) if (inside(found[k]!)) found.splice(k, 1)
    found.push({ span, chosen })
  }
  return found.sort((a, b) => sumOfTrust(b.chosen) - sumOfTrust(a.chosen)).slice(0, OPTIONS)
}
