/**
 * Candidate lines: every combination of members that the document prints and does not rule out. A coordinate finer than
 * what is printed is never made up; a coarse line stands ready, at a price, for money that nothing places.
 */
import {
  type Budget,
  type Fact,
  type FactCoordinates,
  factsOf,
  type Line,
  type Project,
  type Unit,
} from '@gouji/budget'
import type { Catalogue } from '@gouji/ledger'
import type { Affinity } from './affinity.ts'
import type { Block, Lineages } from './block.ts'
import {
  economiesOf,
  equalAmounts,
  isBasic,
  isDivided,
  isInner,
  membersOf,
  membersOfCached,
  rankOf,
  withRest,
} from './members.ts'
import { isPossible } from './possible.ts'

export interface Cell {
  readonly line: Omit<Line, 'fen'>
  readonly coordinates: FactCoordinates
  readonly cost: number
}

export interface Scene {
  /** Sources of the book's own year, for what last year's few figures leave open. */
  readonly sources?: readonly string[]
  /** Units that spend under an economy in the book's own year: last year's are rather theirs. */
  readonly spenders?: ReadonlyMap<string, ReadonlySet<string>>
  readonly units: readonly Unit[]
  readonly root: string
  readonly projects: readonly Project[]
  readonly catalogue: Catalogue
  readonly affinity: Affinity
  readonly lineages: Lineages
}

const CELLS_MOST = 40_000
const ORIGIN = { file: 'lines.csv' }

/** Economies that are “三公” items by themselves (facts.ts derives the items from them). */
const ITEM_ECONOMIES: Readonly<Record<string, readonly string[]>> = {
  abroad: ['30212'],
  reception: ['30217'],
  'vehicle-running': ['30231'],
  'vehicle-purchase': ['31013'],
  vehicles: ['30231', '31013'],
  'three-public': ['30212', '30217', '30231', '31013'],
}

/**
 * Prices for one unit of money. A line that lacks what the document tells apart costs more than moving hidden digits
 * (distribution.ts), so that a difference of rounding makes no line of its own.
 */
const COARSE = { unit: 5000, function: 5000, economy: 5000, source: 5000, character: 7000, project: 5000, inner: 3000 }
const NONE: readonly undefined[] = [undefined]

export function cellsOf(block: Block, scene: Scene): Cell[] {
  const lines = block.flow === 'income' ? incomeLines(block, scene) : expenditureLines(block, scene)
  const facts = factsOfLines(
    lines.map((l) => l.line),
    scene,
  )
  const cells = facts.map((fact, i): Cell => ({ ...lines[i]!, coordinates: fact.coordinates }))
  return cells.slice(0, CELLS_MOST).filter(isPossible(block, scene.lineages))
}

/** The one place that says what follows from a line is the ledger's own. */
export function factsOfLines(lines: readonly Omit<Line, 'fen'>[], { units, projects, catalogue }: Scene): Fact[] {
  const empty = { goals: [], tasks: [], procurement: [], measurements: [] }
  const texts = { duties: [], divisions: [], reasons: new Map(), purposes: new Map(), others: new Map() }
  const head = { year: 0, stage: 'budget', audience: 'unit', name: '', code: '', region: '' } as const
  const budget: Budget = { head, units, projects, texts, ...empty, lines: lines.map((l) => ({ ...l, fen: 1n })) }
  return factsOf(budget, catalogue)
}

type Priced = Omit<Cell, 'coordinates'>

function incomeLines(block: Block, scene: Scene): Priced[] {
  const priced: Priced[] = []
  const functions = withNone(membersOf(block, 'function'))
  const places = functions.flatMap((fn) => unitsFor(block, scene).map((unit) => ({ fn, unit })))
  for (const { fn, unit } of places) {
    for (const source of sourcesFor(block, scene)) {
      for (const vintage of ['current', 'carried'] as const) {
        const inner = fn === undefined ? functions.length > 1 : isInner(block, 'function', fn)
        const vague =
          (source === undefined ? COARSE.source : guessed(block, source)) +
          coarseUnit(unit, scene) +
          coarseness(block, source)
        // Nothing says that money was carried over: it is this year's.
        const cost = vague + (vintage === 'carried' ? 1 : 0) + (inner ? COARSE.inner : 0)
        const told = { ...(source !== undefined && { source }), ...(fn !== undefined && { function: fn }) }
        priced.push({ line: { ...base(block, unit), vintage, ...told }, cost })
      }
    }
  }
  return priced
}

/**
 * Sources to choose from: those that the block names, or where it names none beside its totals, those of the book's own
 * year. Of these one that nothing printed speaks for is taken only where there is a single one.
 */
function sourcesFor(block: Block, { sources = [] }: Scene): readonly (string | undefined)[] {
  const named = membersOf(block, 'source').filter((source) => !isInner(block, 'source', source))
  const rest = sources.filter((source) => !named.includes(source))
  const own = rest.filter((source) => !FISCAL.includes(source))
  const likely = named.length === 0 ? rest : own
  return withNone([...membersOf(block, 'source'), ...(likely.length === 1 ? likely : [])])
}

const FISCAL: readonly string[] = ['fiscal', 'general', 'fund', 'capital']

/** A source that no figure of the block names is a guess, though a better one than none. */
const guessed = (block: Block, source: string | undefined): number =>
  source !== undefined && !membersOfCached(block, 'source').includes(source) ? 30 : 0

/** A source that is printed in finer parts is the better choice in its parts. */
const coarseness = (block: Block, source: string | undefined): number =>
  source !== undefined && isInner(block, 'source', source) ? COARSE.inner : 0

function expenditureLines(block: Block, scene: Scene): Priced[] {
  const { affinity, catalogue } = scene
  const units = unitsFor(block, scene)
  const functions = withNone(membersOf(block, 'function'))
  const sources = sourcesFor(block, scene)
  const origins = block.demands.some((d) => d.asked.origin === 'carried' && d.hi > 0n)
    ? (['current', 'carried'] as const)
    : (['current'] as const)
  const characters = withRest(membersOf(block, 'character'))
  const items = [...new Set(membersOf(block, 'item').flatMap((i) => ITEM_ECONOMIES[i] ?? []))]
  const economies = economiesOf(block)
  const natures = new Map(scene.units.map((u) => [u.code, u.nature]))
  const basics = characters.filter((c) => isBasic(c))
  const others = characters.filter((c) => !isBasic(c) && c !== 'project' && c !== 'operating' && c !== 'target')
  const listed = scene.projects.filter((p) => block.demands.some((d) => d.asked.project === p.code))
  const byKind = (basic: boolean): Project[] => listed.filter((p) => isBasic(p.kind) === basic)
  const basicProjects = byKind(true).length > 0 ? byKind(true) : NONE
  const spent = byKind(false)
  const projectWide = characters.filter((c) => c === 'project' || c === 'operating' || c === 'target')
  const equal = equalAmounts(block)
  const rank = new Map(spent.map((p) => [p.code, rankOf(block, p.code)]))
  const ofItem = (source: string | undefined): Partial<Line> =>
    source === undefined && sources.length === 1 ? { source: 'general' } : {}
  const joints = functions.length * economies.length * units.length * basicProjects.length
  const unlikely = joints > 20_000 ? 7 : joints > 3000 ? 8 : 99
  // Projects of basic spending that bear the name of an economy are paid under it.
  const named = new Set(
    basicProjects.flatMap((p) =>
      p && economies.some((e) => similar(p.name, catalogue.subject('economy', e.code, Number(block.year))?.name))
        ? [p.code]
        : [],
    ),
  )
  const kinds = projectWide.filter((c) => c !== 'project')
  const priced: Priced[] = []
  for (const unit of units) {
    for (const source of sources) {
      for (const fn of functions) {
        const nature = affinity.natureCost(fn, natures.get(unit))
        const place =
          coarseUnit(unit, scene) +
          (source === undefined && sources.length > 1
            ? COARSE.source
            : coarseness(block, source) + guessed(block, source)) +
          (fn === undefined && functions.length > 1
            ? COARSE.function
            : fn !== undefined && isInner(block, 'function', fn)
              ? COARSE.inner
              : 0) +
          nature
        for (const vintage of origins) {
          const common = {
            ...base(block, unit),
            vintage,
            ...(source !== undefined && { source }),
            ...(fn !== undefined && { function: fn }),
          }
          const add = (more: Partial<Line>, cost: number): void => {
            // Money that was carried over is rather that of few and large projects.
            const others = more.economy === undefined ? undefined : scene.spenders?.get(more.economy)
            const strange = others && !others.has(unit) ? 3 : 0
            const carried = more.project === undefined ? 4 : 0.5 + (rank.get(more.project) ?? 100) / 100
            priced.push({
              line: { ...common, ...more },
              cost: place + cost + strange + (vintage === 'carried' ? carried : 0),
            })
          }
          for (const p of basicProjects) {
            const project = p && { project: p.code }
            for (const { code, character, inner } of basics.length > 0 || economies.length > 0 ? economies : []) {
              const same = fn !== undefined && equal(`function=${fn}`, `economy=${code}`)
              const fit = same ? 0.2 : fn === undefined ? 6 : affinity.cost(fn, code)
              if (fit >= unlikely) continue
              const says = p && similar(p.name, catalogue.subject('economy', code, Number(block.year))?.name)
              const alike = !p || says || equal(`project=${p.code}`, `economy=${code}`) ? 0 : 2
              if (alike > 0 && p && named.has(p.code)) continue
              const own = character ?? (p ? p.kind : undefined)
              add(
                { ...project, economy: code, ...(own !== undefined && { character: own }) },
                fit + alike + (inner ? COARSE.inner : 0),
              )
            }
            for (const character of basics) {
              const inner = isDivided(character, characters) ? COARSE.inner : 0
              add({ ...project, character }, inner + (economies.length > 0 ? COARSE.economy : 0))
            }
            for (const economy of items) {
              if (!economies.some((e) => e.code === economy)) add({ ...project, economy, ...ofItem(source) }, 3)
            }
          }
          for (const project of spent) {
            if (project.unit !== unit && unit !== scene.root) continue
            const other = fn === undefined || equal(`function=${fn}`, `project=${project.code}`) ? 0 : 2
            if (project.kind === 'project') {
              for (const character of kinds) add({ project: project.code, character }, other)
            }
            add(
              { project: project.code },
              other + (project.kind === 'project' && kinds.length > 0 ? COARSE.character : 0),
            )
            for (const economy of items) add({ project: project.code, economy, ...ofItem(source) }, other + 4)
          }
          for (const character of projectWide) {
            const inner = isDivided(character, characters) ? COARSE.inner : 0
            const cost = inner + (spent.length > 0 ? COARSE.project : 0)
            add({ character }, cost)
            for (const economy of items) add({ character, economy, ...ofItem(source) }, cost + 4)
          }
          for (const character of others) add({ character }, 0)
          add({}, characters.length > 0 || spent.length > 0 ? COARSE.character : 0)
        }
      }
      if (block.demands.some((d) => d.asked.vintage === 'carried' && d.hi > 0n)) {
        priced.push({
          line: { ...base(block, unit), vintage: 'next', ...(source !== undefined && { source }) },
          cost: coarseUnit(unit, scene) + (source === undefined && sources.length > 1 ? COARSE.source : 0),
        })
      }
    }
  }
  return priced
}

/** 基本养老保险缴费 is 机关事业单位基本养老保险缴费. */
const similar = (a: string, b: string | undefined): boolean => b !== undefined && (a.includes(b) || b.includes(a))

const base = (block: Block, unit: string): Pick<Line, 'flow' | 'unit' | 'year' | 'stage' | 'origin'> => ({
  flow: block.flow,
  unit,
  year: Number(block.year),
  stage: block.stage as Line['stage'],
  origin: ORIGIN,
})

/** The units that this block tells apart; the department as a whole where it does not, or for what it leaves open. */
function unitsFor(block: Block, { units, root }: Scene): string[] {
  if (units.length === 1) return [units[0]!.code]
  const told = block.demands.some(
    ({ asked }) => asked.unit !== undefined || asked.project !== undefined || asked.nature !== undefined,
  )
  return told ? [...units.map((u) => u.code), root] : [root]
}

const coarseUnit = (unit: string, { units, root }: Scene): number =>
  units.length > 1 && unit === root ? COARSE.unit : 0

const withNone = (members: readonly string[]): readonly (string | undefined)[] => [...members, undefined]
