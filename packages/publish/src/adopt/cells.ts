/**
 * Candidate lines: every combination of members that the document prints and does not rule out. A coordinate finer than
 * what is printed is never made up; a coarse line stands ready, at a price, for money that nothing places.
 */
import {
  type Budget,
  type Fact,
  type FactCoordinates,
  type FactDimension,
  factsOf,
  type Line,
  type Project,
  type Unit,
} from '@gouji/budget'
import { type Catalogue, isUnder } from '@gouji/ledger'
import type { Affinity } from './affinity.ts'
import type { Block, Demand, Lineages } from './block.ts'

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
  return cells.slice(0, CELLS_MOST).filter(isPossible(block, scene))
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
            add({ character }, inner + (spent.length > 0 ? COARSE.project : 0))
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

/** 基本支出 less 公用经费 is 人员经费, printed or not. */
function withRest(characters: readonly string[]): string[] {
  if (!characters.includes('basic')) return [...characters]
  const told = ['wages', 'persons', 'goods', 'assets'].some((c) => characters.includes(c))
  if (characters.includes('public') && !characters.includes('personnel') && !told) return [...characters, 'personnel']
  if (characters.includes('personnel') && !characters.includes('public') && !told) return [...characters, 'public']
  return [...characters]
}

const isDivided = (character: string, characters: readonly string[]): boolean =>
  characters.some((c) => isUnder('character', c, character))

const isBasic = (character: string): boolean =>
  ['basic', 'personnel', 'public', 'wages', 'persons', 'goods', 'assets'].includes(character)

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

/** Members that some amount above nought names. */
export function membersOf(block: Block, dimension: FactDimension): string[] {
  const found = new Set<string>()
  for (const { asked, hi } of block.demands) {
    const member = asked[dimension]
    if (member !== undefined && hi > 0n) found.add(member)
  }
  return [...found].sort()
}

const isInner = (block: Block, dimension: 'function' | 'source', member: string): boolean =>
  membersOfCached(block, dimension).some((m) =>
    dimension === 'function'
      ? m !== member && m.startsWith(member)
      : (member === 'fiscal' && ['general', 'fund', 'capital'].includes(m)) ||
        (member === 'unit-money' &&
          ['operations', 'business', 'superior', 'subordinate', 'other-income'].includes(m)) ||
        (member === 'own' && !['fiscal', 'general', 'fund', 'capital', 'own'].includes(m)),
  )

const kept = new WeakMap<Block, Map<FactDimension, string[]>>()
function membersOfCached(block: Block, dimension: FactDimension): string[] {
  const known = kept.get(block) ?? new Map<FactDimension, string[]>()
  kept.set(block, known)
  const members = known.get(dimension) ?? membersOf(block, dimension)
  known.set(dimension, members)
  return members
}

interface Economy {
  readonly code: string
  /** Only where the document puts it elsewhere than its code says. */
  readonly character?: string
  /** Printed in finer parts as well. */
  readonly inner: boolean
}

/** The finest economies printed, with the character that the columns give them. */
function economiesOf(block: Block): Economy[] {
  const codes = membersOf(block, 'economy')
  const finest = codes.filter((code) => !codes.some((c) => c !== code && c.startsWith(code)))
  const inner = codes.filter((code) => !finest.includes(code) && code.length === 3)
  return [...finest, ...inner].map((code): Economy => {
    const own = { code, inner: inner.includes(code) }
    const said = block.demands
      .filter((d) => d.asked.economy === code && d.hi > 0n)
      .map((d) => d.asked.character)
      .filter((c): c is 'personnel' | 'public' => c === 'personnel' || c === 'public')
    const usual = /^30[13]/.test(code) ? 'personnel' : 'public'
    return said.length > 0 && !said.includes(usual) ? { ...own, character: said[0]! } : own
  })
}

/** Members of two dimensions that stand for the same printed amount. */
function equalAmounts(block: Block): (a: string, b: string) => boolean {
  const amounts = new Map<string, Set<bigint>>()
  for (const { asked, nominal, hi } of block.demands) {
    if (hi <= 0n) continue
    for (const dimension of ['function', 'economy', 'project'] as const) {
      const member = asked[dimension]
      if (member === undefined || Object.keys(asked).length > 7) continue
      const key = `${dimension}=${member}`
      amounts.set(key, (amounts.get(key) ?? new Set()).add(nominal))
    }
  }
  return (a, b) => {
    const others = amounts.get(b)
    return others !== undefined && [...(amounts.get(a) ?? [])].some((fen) => others.has(fen))
  }
}

/** 0 for the largest project. */
function rankOf(block: Block, project: string): number {
  const most = (code: string | undefined): bigint =>
    block.demands.reduce((m, d) => (d.asked.project === code && d.nominal > m ? d.nominal : m), 0n)
  const own = most(project)
  return membersOf(block, 'project').filter((p) => most(p) > own).length
}

/** Whether nothing that the document prints speaks against money here, and something speaks for each member. */
function isPossible(block: Block, { lineages }: Scene): (cell: Cell) => boolean {
  const positive = block.demands.filter((d) => d.hi > 0n)
  const zeros = block.demands.filter(
    (d) => d.hi === 0n && !positive.some((p) => p.weight >= d.weight && lineages.counts(p.asked, d.asked)),
  )
  const byMember = new Map<string, Demand[]>()
  for (const d of positive) {
    for (const dimension of FINE) {
      const member = d.asked[dimension]
      if (member === undefined) continue
      const key = `${dimension}|${member}`
      byMember.set(key, [...(byMember.get(key) ?? []), d])
    }
  }
  return ({ coordinates, line }) => {
    for (const dimension of FINE) {
      const member = coordinates[dimension]
      if (member === undefined || line[dimension] === undefined) continue
      if (dimension === 'economy' && coordinates.item !== undefined) continue
      const speaking = byMember.get(`${dimension}|${member}`)
      if (!speaking?.some((d) => agrees(coordinates, d.asked, lineages))) return false
    }
    return !zeros.some((z) => lineages.counts(coordinates, z.asked))
  }
}

const FINE = ['function', 'economy', 'project'] as const

/** Like counting, but what the cell leaves open speaks against nothing. */
function agrees(has: FactCoordinates, asked: FactCoordinates, lineages: Lineages): boolean {
  for (const [dimension, member] of Object.entries(asked) as [FactDimension, string][]) {
    const own = has[dimension]
    if (own === undefined) {
      if (dimension === 'project' || dimension === 'item') return false
      continue
    }
    if (own !== member && !lineages.of(dimension, own).has(member) && !lineages.of(dimension, member).has(own))
      return false
  }
  return true
}
