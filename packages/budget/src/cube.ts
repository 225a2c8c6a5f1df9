/**
 * The cube of one budget: what is the amount at these coordinates?
 *
 *     cube.at({ flow: 'expenditure', source: 'general', character: 'basic', year: '2024', stage: 'budget' }).fen
 *
 * A fact counts where each coordinate that is asked for equals the fact's member or lies above it. A fact that is
 * coarser than what is asked (its function is 201, asked is 20103) may or may not count: such facts come back as
 * `undecided`, and a form that meets one cannot be filled from this ledger.
 */
import { isUnder } from '@gouji/ledger'
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

/** Facts with the same coordinates, which no question tells apart: a large unit has thousands of lines and few of these. */
interface Bundle extends Pick<Fact, 'coordinates' | 'eliminatedAgainst'> {
  readonly facts: Fact[]
  fen: bigint
}

/** What a cube may be asked to look among, where a form has narrowed it down: what `within` gave. */
export type Among = readonly Bundle[]

/** Whether a fact of that member belongs to what is asked, in one dimension; `open` where it is too coarse to say. */
type Verdict = 'yes' | 'no' | 'open'

interface Wanted {
  readonly dimension: FactDimension
  readonly member: string
  /** By the fact's own member, as far as it was asked before. */
  readonly known: Map<string, Verdict>
}

export class Cube {
  readonly facts: readonly Fact[]
  readonly #all: Among
  readonly #known = new Map<string, Map<string, Verdict>>()
  readonly #unitParents: ReadonlyMap<string, string>
  readonly #projectParents: ReadonlyMap<string, string>
  #byProject: ReadonlyMap<string, Among> | undefined

  /** Units lie under their superiors, projects under the first-level projects (一级项目) that they belong to. */
  constructor(
    facts: readonly Fact[],
    unitParents: ReadonlyMap<string, string> = new Map(),
    projectParents: ReadonlyMap<string, string> = new Map(),
  ) {
    this.facts = facts
    this.#all = bundled(facts)
    this.#unitParents = unitParents
    this.#projectParents = projectParents
  }

  at(asked: FactCoordinates, among: Among = this.#all): Slice {
    if (asked.unit === ELIMINATION.unit) {
      const { unit: _, ...rest } = asked
      const { found, undecided } = this.#pick(rest, among, (bundle) => bundle.eliminatedAgainst === undefined)
      const slice = sliceOf(found, undecided)
      return { ...slice, fen: -slice.fen }
    }
    const { found, undecided } = this.#pick(asked, among, ({ coordinates, eliminatedAgainst: other }) => {
      if (other === undefined) return false
      // A transfer counts where one of its units is asked for, and not where both are within what is asked.
      const within = (unit: string | undefined): boolean =>
        asked.unit === undefined ||
        unit === asked.unit ||
        (unit !== undefined && this.#isUnder('unit', unit, asked.unit))
      return within(coordinates.unit) && within(other)
    })
    return sliceOf(found, undecided)
  }

  #pick(
    asked: FactCoordinates,
    among: Among,
    leaveOut: (bundle: Bundle) => boolean,
  ): { readonly found: Among; readonly undecided: Among } {
    const found: Bundle[] = []
    const undecided: Bundle[] = []
    const wanted = (Object.entries(asked) as [FactDimension, string][]).map(([dimension, member]) =>
      this.#wanted(dimension, member),
    )
    // Procurement is a view of the same money: its facts answer only questions about procurement.
    const procurement = 'procurement' in asked
    for (const bundle of this.#ofProject(asked.project, among)) {
      if ('procurement' in bundle.coordinates !== procurement || leaveOut(bundle)) continue
      const belongs = this.#belongs(bundle.coordinates, wanted)
      if (belongs === 'yes') found.push(bundle)
      else if (belongs === 'open') undecided.push(bundle)
    }
    return { found, undecided }
  }

  /**
   * Whoever asks for a project among all there is, as the proof of a book does for each of its rows, needs only the facts
   * of that project, of those below it and of those above it. Thousands of projects would take the square of the time.
   */
  #ofProject(project: string | undefined, among: Among): Among {
    if (project === undefined || among !== this.#all) return among
    this.#byProject ??= this.#gatherByProject()
    return this.#byProject.get(project) ?? []
  }

  /** In the order of all facts, under every project that may be asked for. */
  #gatherByProject(): ReadonlyMap<string, Among> {
    const own = Map.groupBy(this.#all, ({ coordinates }) => coordinates.project)
    const gathered = new Map<string, Set<Bundle>>()
    const give = (project: string, bundles: Iterable<Bundle>): void => {
      const there = gathered.get(project) ?? new Set()
      for (const bundle of bundles) there.add(bundle)
      gathered.set(project, there)
    }
    const projects = new Set([...own.keys(), ...this.#projectParents.keys()].filter((code) => code !== undefined))
    for (const project of projects) {
      give(project, own.get(project) ?? [])
      for (const above of uppers(project, this.#projectParents)) {
        give(above, own.get(project) ?? [])
        give(project, own.get(above) ?? [])
      }
    }
    const position = new Map(this.#all.map((bundle, n) => [bundle, n]))
    const inOrder = (bundles: Set<Bundle>): Among => [...bundles].sort((a, b) => position.get(a)! - position.get(b)!)
    return new Map([...gathered].map(([project, bundles]) => [project, inOrder(bundles)]))
  }

  /** A cube of the facts at these coordinates only, for asking many things of one table. */
  slice(asked: FactCoordinates): Cube {
    const facts = this.within(asked).flatMap((bundle) => bundle.facts)
    return new Cube(facts, this.#unitParents, this.#projectParents)
  }

  /** Among what an answer to a narrower question lies. */
  within(asked: FactCoordinates, among: Among = this.#all): Among {
    const isEliminated = ({ eliminatedAgainst }: Bundle): boolean => eliminatedAgainst !== undefined
    const { unit, ...rest } = asked
    // What is asked later decides whether a transfer counts: one of its units may still be asked for.
    const { found, undecided } =
      unit === ELIMINATION.unit
        ? this.#pick(rest, among, (bundle) => !isEliminated(bundle))
        : this.#pick(asked, among, () => false)
    return undecided.length === 0 ? found : [...found, ...undecided]
  }

  #wanted(dimension: FactDimension, member: string): Wanted {
    const key = `${dimension}|${member}`
    const known = this.#known.get(key) ?? new Map<string, Verdict>()
    this.#known.set(key, known)
    return { dimension, member, known }
  }

  #belongs(has: FactCoordinates, wanted: readonly Wanted[]): Verdict {
    let sure = true
    const isLeft = has.flow === 'expenditure' && has.vintage === 'carried'
    for (const { dimension, member, known } of wanted) {
      const own = has[dimension]
      if (own === member) continue
      if (own === undefined) {
        if (NONE_WHEN_MISSING.has(dimension) || (isLeft && OF_SPENDING.has(dimension))) return 'no'
        sure = false
        continue
      }
      let verdict = known.get(own)
      if (verdict === undefined) {
        verdict = this.#verdict(dimension, own, member)
        known.set(own, verdict)
      }
      if (verdict === 'no') return 'no'
      if (verdict === 'open') sure = false
    }
    return sure ? 'yes' : 'open'
  }

  #verdict(dimension: FactDimension, own: string, member: string): Verdict {
    if (this.#isUnder(dimension, own, member)) return 'yes'
    return this.#isUnder(dimension, member, own) ? 'open' : 'no'
  }

  #isUnder(dimension: FactDimension, below: string, above: string): boolean {
    if (dimension === 'year' || dimension === 'stage' || dimension === 'nature') return false
    if (dimension === 'unit') return hangsUnder(below, above, this.#unitParents)
    if (dimension === 'project') return hangsUnder(below, above, this.#projectParents)
    return isUnder(dimension, below, above)
  }
}

/** In the order in which the first of each was entered. */
function bundled(facts: readonly Fact[]): Among {
  const bundles = new Map<string, Bundle>()
  for (const fact of facts) {
    const { coordinates, eliminatedAgainst } = fact
    const key = `${Object.entries(coordinates).sort().join('|')}|${eliminatedAgainst ?? ''}`
    const bundle = bundles.get(key)
    if (bundle) {
      bundle.facts.push(fact)
      bundle.fen += fact.fen
    } else {
      const against = eliminatedAgainst === undefined ? {} : { eliminatedAgainst }
      bundles.set(key, { coordinates, ...against, facts: [fact], fen: fact.fen })
    }
  }
  return [...bundles.values()]
}

const sliceOf = (found: Among, undecided: Among): Slice => ({
  fen: found.reduce((sum, { fen }) => sum + fen, 0n),
  facts: found.flatMap(({ facts }) => facts),
  undecided: undecided.flatMap(({ facts }) => facts.filter(({ fen }) => fen !== 0n)),
})

function hangsUnder(below: string, above: string, parents: ReadonlyMap<string, string>): boolean {
  for (const up of uppers(below, parents)) if (up === above) return true
  return false
}

/** What lies above, from the nearest upwards. A tree that was entered may bite its own tail. */
function* uppers(below: string, parents: ReadonlyMap<string, string>): Generator<string> {
  const passed = new Set([below])
  for (let up = parents.get(below); up !== undefined && !passed.has(up); up = parents.get(up)) {
    passed.add(up)
    yield up
  }
}
