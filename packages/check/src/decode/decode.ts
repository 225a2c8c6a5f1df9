/**
 * From relations to diagnoses: which relations fail, which of them fail for one cause, and what that cause may be.
 */
import type { Candidate } from './candidate.ts'
import { acrossCells, Explainer, type Explanation } from './explain.ts'
import { Network } from './network.ts'
import { Proposer } from './proposal.ts'
import type { DecodeOptions, Decoding, Diagnosis, Quantity, Relation, Suspect } from './system.ts'
import { contradictions } from './tighten.ts'
import { letOffTruncated } from './truncation.ts'

const SUSPECTS = 8
const EFFORT = 20_000
/** What may have happened that no candidate describes. */
const SOMETHING_ELSE = 1e-6
/** Likelihoods as near as this tell nothing; the suspects get equal scores. */
const AS_LIKELY = 0.7

export function decode(
  quantities: readonly Quantity[],
  relations: readonly Relation[],
  options: DecodeOptions = {},
): Decoding {
  const net = new Network(quantities, relations)
  let failing: number[] = []
  const held: number[] = []
  for (let r = 0; r < relations.length; r++) {
    if (net.holds(r)) held.push(relations[r]!.id)
    else failing.push(r)
  }
  const truncated = letOffTruncated(net, failing)
  failing = failing.filter((r) => !truncated.has(r))
  const id = (r: number): number => relations[r]!.id
  const diagnoses = diagnose(net, failing, options)
  if (options.tighten) {
    for (const r of failing) net.excused[r] = 1
    for (const set of contradictions(net)) diagnoses.push({ relations: set.map(id), suspects: [], explained: false })
  }
  return { failed: failing.map(id), held, truncatedOnly: [...truncated].map(id), diagnoses }
}

function diagnose(net: Network, failing: readonly number[], options: DecodeOptions): Diagnosis[] {
  if (failing.length === 0) return []
  const explainer = new Explainer(net, new Proposer(net), { left: options.effort ?? EFFORT })
  const gaps = new Map(failing.map((r) => [r, magnitude(net, r)]))
  const explanations: Explanation[] = []
  for (const component of components(net, failing, acrossCells(net, failing))) {
    const open = component.filter((r) => !net.holds(r))
    if (open.length > 0) explanations.push(...explainer.explain(open))
  }
  // A relation that a diagnosis of others happened to mend is told without a suspect rather than not at all.
  const explained = new Set(explanations.flatMap(({ relations }) => relations))
  const byTheWay = failing.filter((r) => !explained.has(r))
  if (byTheWay.length > 0) explanations.push({ relations: byTheWay, candidates: [] })
  const told = new Set<number>()
  return explanations
    .map((explanation) => ({
      ...explanation,
      relations: explanation.relations.filter((r) => gaps.has(r) && !told.has(r) && told.add(r)),
    }))
    .filter(({ relations }) => relations.length > 0)
    .map((explanation) => asDiagnosis(net, explanation, gaps, options.suspects ?? SUSPECTS))
}

/** Failing relations that share a quantity, or that one candidate mends, belong together. */
function components(net: Network, failing: readonly number[], across: readonly Candidate[]): number[][] {
  const parent = new Map(failing.map((r) => [r, r]))
  const root = (r: number): number => {
    let top = r
    while (parent.get(top) !== top) top = parent.get(top)!
    for (let at = r; at !== top; ) {
      const next = parent.get(at)!
      parent.set(at, top)
      at = next
    }
    return top
  }
  const join = (a: number, b: number): void => {
    const [x, y] = [root(a), root(b)]
    if (x !== y) parent.set(Math.max(x, y), Math.min(x, y))
  }
  const firstWith = new Map<number, number>()
  for (const r of failing) {
    for (const q of net.members(r)) {
      const first = firstWith.get(q)
      if (first === undefined) firstWith.set(q, r)
      else join(first, r)
    }
  }
  for (const { mends } of across) for (const r of mends) join(mends[0]!, r)
  const byRoot = new Map<number, number[]>()
  for (const r of failing) {
    const top = root(r)
    const known = byRoot.get(top)
    if (known) known.push(r)
    else byRoot.set(top, [r])
  }
  return [...byRoot.values()]
}

const KINDS: Record<Relation['kind'], number> = { sum: 0, balance: 1, same: 2, tie: 3, atMost: 4 }

/** How far the relation is from holding, in fen. */
function magnitude(net: Network, r: number): bigint {
  if (net.sumLo[r]! > 0n) return net.sumLo[r]!
  return net.sumHi[r]! < 0n ? -net.sumHi[r]! : 0n
}

function asDiagnosis(
  net: Network,
  { relations, candidates }: Explanation,
  gaps: ReadonlyMap<number, bigint>,
  most: number,
): Diagnosis {
  const told = relations.toSorted((a, b) => {
    const [x, y] = [net.relations[a]!, net.relations[b]!]
    if (x.trust !== y.trust) return y.trust - x.trust
    if (x.kind !== y.kind) return KINDS[x.kind] - KINDS[y.kind]
    const [g, h] = [gaps.get(a)!, gaps.get(b)!]
    return g !== h ? (g > h ? -1 : 1) : a - b
  })
  let total = SOMETHING_ELSE
  for (const { likelihood } of candidates) total += likelihood
  const top = candidates[0]?.likelihood ?? 0
  const suspects = candidates.slice(0, most).map((candidate): Suspect => {
    const equal = candidate.likelihood >= AS_LIKELY * top
    const { kind, changes, mends, breaks, row, lacks } = candidate
    return {
      changes,
      kind,
      mends: mends.length,
      score: Math.min(1, (equal ? top : candidate.likelihood) / total),
      ...(lacks && { missing: lacks.map((lack) => ({ ...lack, relation: net.relations[lack.relation]!.id })) }),
      ...(row && { row }),
      ...(breaks.length > 0 && { breaks: breaks.map((r) => net.relations[r]!.id) }),
    }
  })
  return { relations: told.map((r) => net.relations[r]!.id), suspects, explained: suspects.length > 0 }
}
