/**
 * Explains one component of failing relations with as few and as likely errors as it can: one error for everything,
 * else a cover by several, else pairs and triples that only work together, else the least bad change.
 */
import { apply, type Candidate, cost, PRICE_OF_AN_ERROR, trial } from './candidate.ts'
import { copiesOf, leastBad, wrongNumbers } from './cells.ts'
import { exchanges } from './exchanges.ts'
import { fitJointly, jointSets } from './joint.ts'
import type { Network } from './network.ts'
import type { Proposer } from './proposal.ts'
import { wrongRows } from './rows.ts'
import { viewsOf } from './values.ts'

/** Some failing relations, and what explains them, the likeliest first; no candidates when nothing does. */
export interface Explanation {
  readonly relations: readonly number[]
  readonly candidates: readonly Candidate[]
}

/** A relation left unexplained costs more than any explanation. */
const UNEXPLAINED = 25
const MOST_FOR_JOINT_SEARCH = 40
/** Likelihood of an amount entered together with its neighbour's. */
const JOINED = 1e-4
/** Three wrong numbers that fail fewer relations than this are two versions of a book rather than errors. */
const WORTH_TRIPLES = 3
/** In components beyond this, candidates that do not touch each other are taken together, to save time. */
const ONE_AT_A_TIME = 60
/** More relations than this fail together only where they were set up wrongly; swaps across them prove nothing. */
const MOST_FOR_EXCHANGES = 300

export class Explainer {
  private readonly net: Network
  private readonly proposer: Proposer
  private readonly effort: { left: number }
  /** Candidates by cell or block of copies, kept until one of its relations changes. */
  private readonly cells = new Map<string, readonly Candidate[]>()
  private readonly keys = new Map<number, string[]>()

  constructor(net: Network, proposer: Proposer, effort: { left: number }) {
    this.net = net
    this.proposer = proposer
    this.effort = effort
  }

  /** Explains the relations and leaves the explanation applied, so that the next component is seen in its light. */
  explain(component: readonly number[]): Explanation[] {
    const greedy = this.cover(component)
    const left = component.filter((r) => !this.net.holds(r))
    if (greedy.steps.length <= 1 && left.length === 0) return greedy.steps
    const price = greedy.price + left.length * UNEXPLAINED
    if (component.length <= MOST_FOR_JOINT_SEARCH) {
      greedy.undo()
      const joint = this.together(component, left.length > 0 && component.length >= WORTH_TRIPLES)
      const beyond = joint ? joint.relations.filter((r) => !component.includes(r)).length : 0
      if (joint && cost(joint.candidates[0]!) < price + beyond * UNEXPLAINED) {
        this.take(joint.candidates[0]!)
        return [joint]
      }
      for (const step of greedy.steps) this.take(step.candidates[0]!)
    }
    return [...greedy.steps, ...this.rest(left)]
  }

  /** Takes again and again the candidate that explains most for its price. */
  private cover(component: readonly number[]) {
    const steps: Explanation[] = []
    const undos: (() => void)[] = []
    let price = 0
    for (let open = component; open.length > 0 && this.effort.left > 0; ) {
      const pool = [...this.pool(open), ...acrossCells(this.net, open)]
      const ranked = pool.toSorted((a, b) => this.worth(b) - this.worth(a))
      const best = ranked[0]
      if (!best) break
      for (const choice of open.length > ONE_AT_A_TIME ? this.apart(ranked) : [best]) {
        const rivals = pool.filter((other) => other !== choice && covers(other, choice))
        rivals.sort((a, b) => b.likelihood - a.likelihood)
        price += cost(choice)
        undos.push(this.take(choice))
        steps.push({ relations: open.filter((r) => this.net.holds(r)), candidates: distinct([choice, ...rivals]) })
        open = open.filter((r) => !this.net.holds(r))
      }
    }
    const undo = () => {
      for (const back of undos.reverse()) back()
    }
    return { steps, price, undo }
  }

  /** Of the better candidates those that have no relation in common, so that taking one leaves the others as they are. */
  private apart(ranked: readonly Candidate[]): Candidate[] {
    const least = this.worth(ranked[0]!) / 2
    const taken = new Set<number>()
    return ranked.filter((candidate) => {
      if (this.worth(candidate) < least) return false
      const touched = this.touched(candidate)
      for (const r of touched) if (taken.has(r)) return false
      for (const r of touched) taken.add(r)
      return true
    })
  }

  private worth(candidate: Candidate): number {
    let trust = 0
    for (const r of candidate.mends) trust += Math.max(0.05, this.net.relations[r]!.trust)
    return trust / cost(candidate)
  }

  private pool(open: readonly number[]): Candidate[] {
    const pool: Candidate[] = []
    const seen = new Set<string>()
    const add = (block: readonly number[]): void => {
      const key = block.join(' ')
      if (seen.has(key)) return
      seen.add(key)
      let candidates = this.cells.get(key)
      if (!candidates) {
        this.effort.left--
        candidates = wrongNumbers(this.net, this.proposer, block)
        this.cells.set(key, candidates)
        for (const q of block) {
          const keys = this.keys.get(q)
          if (keys) keys.push(key)
          else this.keys.set(q, [key])
        }
      }
      pool.push(...candidates)
    }
    for (const r of open) {
      for (const q of this.net.members(r)) {
        if (this.effort.left <= 0) return pool
        if (this.net.changed[q] === 1) continue
        add([q])
        const copies = copiesOf(this.net, q)
        if (copies.length > 1 && copies.every((other) => this.net.changed[other] === 0)) add(copies)
      }
    }
    return pool
  }

  private take(candidate: Candidate): () => void {
    const undo = apply(this.net, candidate)
    this.forget(candidate)
    return () => {
      undo()
      this.forget(candidate)
    }
  }

  /** Drops what is known of the cells around a change. */
  private forget(candidate: Candidate): void {
    for (const r of this.touched(candidate)) {
      for (const q of this.net.members(r)) {
        for (const key of this.keys.get(q) ?? []) this.cells.delete(key)
        this.keys.delete(q)
      }
    }
  }

  private touched({ changes, mends, breaks }: Candidate): Set<number> {
    const relations = new Set([...mends, ...breaks])
    for (const { quantity } of changes) this.net.eachRelation(quantity, (r) => relations.add(r))
    return relations
  }

  /** Pairs, and where a cover by single cells fails also triples, that mend the whole component at once. */
  private together(component: readonly number[], triples: boolean): Explanation | undefined {
    for (const size of triples ? [2, 3] : [2]) {
      const candidates: Candidate[] = []
      for (const { quantities } of jointSets(this.net, component, size, this.effort)) {
        const candidate = this.jointCandidate(quantities)
        if (candidate && component.every((r) => candidate.mends.includes(r))) candidates.push(candidate)
      }
      if (candidates.length === 0) continue
      candidates.sort((a, b) => b.likelihood - a.likelihood)
      return { relations: candidates[0]!.mends, candidates: distinct(candidates) }
    }
    return undefined
  }

  /** Proposes a value for one cell after the other, each in the light of those before. */
  private jointCandidate(quantities: readonly number[]): Candidate | undefined {
    const { net } = this
    const changes: { quantity: number; interval: { lo: bigint; hi: bigint }; proposed: bigint }[] = []
    const undos: (() => void)[] = []
    let likelihood = Math.exp(-PRICE_OF_AN_ERROR * (quantities.length - 1))
    const order = quantities.toSorted((a, b) => a - b)
    let kind: Candidate['kind'] = 'value'
    const remaining = order.slice()
    while (remaining.length > 0) {
      const fit = fitJointly(net, remaining)
      if ('conflict' in fit) break
      const q = remaining.shift()!
      const span = fit.domains[0]!
      const views = viewsOf(net, [q]).filter((view) => view.lo <= span.hi && view.hi >= span.lo)
      const proposal = this.proposer.propose(q, span, views)
      likelihood *= proposal.likelihood
      if (changes.length === 0) kind = proposal.edit.kind
      else if (kind !== proposal.edit.kind) kind = 'value'
      const half = (net.hi[q]! - net.lo[q]!) / 2n
      const printed = { lo: proposal.proposed - half, hi: proposal.proposed + half }
      const interval = {
        lo: printed.lo > span.lo ? printed.lo : span.lo,
        hi: printed.hi < span.hi ? printed.hi : span.hi,
      }
      const change = {
        quantity: q,
        interval: interval.lo <= interval.hi ? interval : span,
        proposed: proposal.proposed,
      }
      changes.push(change)
      undos.push(apply(net, { kind, changes: [change], mends: [], breaks: [], likelihood }))
    }
    for (const undo of undos.reverse()) undo()
    if (remaining.length > 0) return undefined
    const { mends, breaks, misses } = trial(net, changes)
    if (breaks.length > 0 || misses.length > 0) return undefined
    const joined = isJoinedWithNeighbour(net, order)
    return { kind: joined ? 'blank' : kind, changes, mends, breaks, likelihood: joined ? JOINED : likelihood }
  }

  /** What is left: a change that mends more than it breaks, or the relations without an explanation. */
  private rest(left: readonly number[]): Explanation[] {
    const found: Explanation[] = []
    let open = left.filter((r) => !this.net.holds(r))
    while (open.length > 0 && this.effort.left > 0) {
      const cells = new Set(open.flatMap((r) => this.net.members(r)))
      const candidates: Candidate[] = []
      for (const q of cells) {
        if (this.net.changed[q] === 1 || this.effort.left-- <= 0) continue
        const candidate = leastBad(this.net, this.proposer, q)
        if (candidate) candidates.push(candidate)
      }
      const best = candidates.toSorted((a, b) => this.balance(b) - this.balance(a) || b.likelihood - a.likelihood)[0]
      if (!best) break
      const rivals = candidates.filter(
        (other) => other !== best && this.balance(other) >= this.balance(best) && covers(other, best),
      )
      rivals.sort((a, b) => b.likelihood - a.likelihood)
      this.take(best)
      found.push({ relations: open.filter((r) => this.net.holds(r)), candidates: [best, ...rivals] })
      // What the change breaks is told with it and is not to be explained again.
      for (const r of best.breaks) this.net.excused[r] = 1
      open = open.filter((r) => !this.net.holds(r))
    }
    if (open.length > 0) found.push({ relations: open, candidates: [] })
    return found
  }

  private balance({ mends, breaks }: Candidate): number {
    const trust = (all: readonly number[]) =>
      all.reduce((sum, r) => sum + Math.max(0.05, this.net.relations[r]!.trust), 0)
    return trust(mends) - trust(breaks)
  }
}

/** One cell of a row holds what belongs into two, and the other is blank: one mistake, not two. */
function isJoinedWithNeighbour(net: Network, cells: readonly number[]): boolean {
  const [a, b] = cells.map((q) => net.quantities[q]!)
  if (cells.length !== 2 || a!.group === undefined || a!.group !== b!.group) return false
  const blank = (q: typeof a) => q!.digits === undefined || q!.digits === 0n
  return blank(a) !== blank(b)
}

/** Explanations in which no single number is wrong. */
export function acrossCells(net: Network, failing: readonly number[]): Candidate[] {
  return [...(failing.length <= MOST_FOR_EXCHANGES ? exchanges(net, failing) : []), ...wrongRows(net, failing)]
}

const covers = (a: Candidate, b: Candidate): boolean => b.mends.every((r) => a.mends.includes(r))

/** A row found both as missing and as misplaced, or a cell with two values, is one suspect with its likeliest reading. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter((candidate) => {
    const cells = candidate.changes.map(({ quantity }) => quantity)
    const key = cells.length > 0 ? cells.join(' ') : `${candidate.kind} ${candidate.row?.join(' ') ?? ''}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
