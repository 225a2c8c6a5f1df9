/**
 * The cube of one budget: what is the amount at these coordinates?
 *
 *     cube.at({ flow: 'expenditure', source: 'general', character: 'basic', year: '2024', stage: 'budget' }).fen
 *
 * A fact counts where each coordinate that is asked for equals the fact's member or lies above it. A fact that is
 * coarser than what is asked (its function is 201, asked is 20103) may or may not count: such facts come back as
 * `undecided`, and a form that meets one cannot be filled from this ledger.
 */
import { type Dimension, isUnder } from '@gouji/ledger'
import type { Fact, FactCoordinates, FactDimension } from './facts.ts'

export interface Slice {
  readonly fen: bigint
  readonly facts: readonly Fact[]
  /** Facts that may belong here and are not entered finely enough to say. */
  readonly undecided: readonly Fact[]
}

/** Dimensions in which a missing coordinate of a fact means `none of the members`, not `unknown which`. */
const NONE_WHEN_MISSING: ReadonlySet<FactDimension> = new Set(['item', 'project', 'procurement'])

/** What is left for next year (结转下年) is not spent: it has no economy and no character yet. */
const OF_SPENDING: ReadonlySet<FactDimension> = new Set(['economy', 'governmentEconomy', 'character', 'origin'])

/**
 * The unit that a form asks for to show what was eliminated: less by what units of the department handed to each other,
 * so that the units and this add up to the department.
 */
export const ELIMINATION = { unit: '抵销', name: '部门内抵销' } as const

export class Cube {
  readonly facts: readonly Fact[]
  readonly #under = new Map<string, boolean>()
  readonly #unitParents: ReadonlyMap<string, string>
  readonly #projectParents: ReadonlyMap<string, string>

  /** Units lie under their superiors, projects under the first-level projects (一级项目) that they belong to. */
  constructor(
    facts: readonly Fact[],
    unitParents: ReadonlyMap<string, string> = new Map(),
    projectParents: ReadonlyMap<string, string> = new Map(),
  ) {
    this.facts = facts
    this.#unitParents = unitParents
    this.#projectParents = projectParents
  }

  at(asked: FactCoordinates, among: readonly Fact[] = this.facts): Slice {
    if (asked.unit === ELIMINATION.unit) {
      const { unit: _, ...rest } = asked
      const { fen, facts, undecided } = this.#pick(rest, among, (fact) => fact.eliminatedAgainst === undefined)
      return { fen: -fen, facts, undecided }
    }
    return this.#pick(asked, among, ({ coordinates, eliminatedAgainst: other }) => {
      if (other === undefined) return false
      // A transfer counts where one of its units is asked for, and not where both are within what is asked.
      const within = (unit: string | undefined): boolean =>
        asked.unit === undefined ||
        unit === asked.unit ||
        (unit !== undefined && this.#isUnder('unit', unit, asked.unit))
      return within(coordinates.unit) && within(other)
    })
  }

  #pick(asked: FactCoordinates, among: readonly Fact[], leaveOut: (fact: Fact) => boolean): Slice {
    const found: Fact[] = []
    const undecided: Fact[] = []
    let fen = 0n
    const wanted = Object.entries(asked) as [FactDimension, string][]
    // Procurement is a view of the same money: its facts answer only questions about procurement.
    const procurement = 'procurement' in asked
    for (const fact of among) {
      if ('procurement' in fact.coordinates !== procurement || leaveOut(fact)) continue
      const belongs = this.#belongs(fact.coordinates, wanted)
      if (belongs === true) {
        found.push(fact)
        fen += fact.fen
      } else if (belongs === undefined && fact.fen !== 0n) undecided.push(fact)
    }
    return { fen, facts: found, undecided }
  }

  /** A cube of the facts at these coordinates only, for asking many things of one table. */
  slice(asked: FactCoordinates): Cube {
    return new Cube(this.within(asked), this.#unitParents, this.#projectParents)
  }

  /** The facts among which an answer to a narrower question lies. */
  within(asked: FactCoordinates, among: readonly Fact[] = this.facts): readonly Fact[] {
    // What is asked later decides whether a transfer counts: one of its units may still be asked for.
    const { facts, undecided } =
      asked.unit === ELIMINATION.unit ? this.at(asked, among) : this.#pick(asked, among, () => false)
    return undecided.length === 0 ? facts : [...facts, ...undecided]
  }

  #belongs(has: FactCoordinates, wanted: readonly (readonly [FactDimension, string])[]): boolean | undefined {
    let sure = true
    const isLeft = has.flow === 'expenditure' && has.vintage === 'carried'
    for (const [dimension, member] of wanted) {
      const own = has[dimension]
      if (own === member) continue
      if (own === undefined) {
        if (NONE_WHEN_MISSING.has(dimension) || (isLeft && OF_SPENDING.has(dimension))) return false
        sure = false
      } else if (this.#isUnder(dimension, own, member)) continue
      else if (this.#isUnder(dimension, member, own)) sure = false
      else return false
    }
    return sure ? true : undefined
  }

  #isUnder(dimension: FactDimension, below: string, above: string): boolean {
    if (dimension === 'year' || dimension === 'stage' || dimension === 'origin' || dimension === 'nature') return false
    const key = `${dimension}|${below}|${above}`
    let known = this.#under.get(key)
    if (known === undefined) {
      known =
        dimension === 'unit'
          ? hangsUnder(below, above, this.#unitParents)
          : dimension === 'project'
            ? hangsUnder(below, above, this.#projectParents)
            : isUnder(dimension as Dimension, below, above)
      this.#under.set(key, known)
    }
    return known
  }
}

function hangsUnder(below: string, above: string, parents: ReadonlyMap<string, string>): boolean {
  // A tree that was entered may bite its own tail.
  let steps = parents.size
  for (let up = parents.get(below); up !== undefined && steps >= 0; up = parents.get(up), steps -= 1) {
    if (up === above) return true
  }
  return false
}
