/**
 * One unit's or department's consistent year, from a seed: every expenditure is a line with true amounts in whole fen,
 * and every printed figure of a book is a sum of such lines, rounded only when it is printed.
 */
import { FUNCTIONS, PROCUREMENTS, type ProcurementKind, REGIONS, SECTORS, type Sector } from './facts.ts'
import { type Random, randomFrom } from './random.ts'

export type Source = 'general' | 'fund' | 'special-account' | 'operations' | 'other-income'
export type Character = 'personnel' | 'public' | 'operating' | 'target'

/** An amount of expenditure with all its coordinates. */
export interface Line {
  /** Index into `units`. */
  readonly unit: number
  readonly function: string
  readonly economy: string
  readonly character: Character
  readonly source: Source
  /** Paid from this year's income, or from what was carried over. */
  readonly vintage: 'current' | 'carried'
  /** Index into `projects`. */
  readonly project?: number
  readonly fen: bigint
}

export interface Unit {
  readonly name: string
  readonly code: string
  readonly nature: 'office' | 'institution'
  readonly staff: number
}

export interface Goal {
  readonly level1: string
  readonly level2: string
  readonly level3: string
  readonly operator: string
  readonly target: string
  readonly unit: string
  readonly weight: number
}

export interface Project {
  readonly unit: number
  readonly name: string
  /** 21 characters: region, year, running number. */
  readonly code: string
  readonly character: 'operating' | 'target'
  readonly goals: readonly Goal[]
}

export interface Purchase {
  readonly project: number
  readonly kind: ProcurementKind
  readonly function: string
  readonly quantity: number
  /** Price of one in fen. */
  readonly price: bigint
}

/** What was carried in and out, beyond the lines; a budget plans to spend everything, final accounts do not. */
export interface Balance {
  readonly function: string
  readonly source: Source
  readonly basic: boolean
  readonly opening: bigint
  readonly closing: bigint
}

export interface Year {
  readonly seed: number
  readonly year: number
  readonly stage: 'budget' | 'final'
  readonly region: { readonly name: string; readonly code: string }
  readonly sector: Sector
  readonly organisation: string
  readonly organisationCode: string
  readonly audience: 'department' | 'unit'
  readonly units: readonly Unit[]
  readonly lines: readonly Line[]
  readonly projects: readonly Project[]
  readonly purchases: readonly Purchase[]
  readonly balances: readonly Balance[]
  /** Last year's general expenditure by function 项, and last year's three-public items. */
  readonly lastYear: { readonly byFunction: ReadonlyMap<string, bigint>; readonly items: ThreePublic }
  /** What the budget of the same year allowed for the three-public items; final accounts print both. */
  readonly planned: ThreePublic
}

export interface ThreePublic {
  readonly abroad: bigint
  readonly purchase: bigint
  readonly running: bigint
  readonly reception: bigint
}

export type Where = Partial<{ [K in keyof Line]: Line[K] | readonly Line[K][] }> & {
  /** The code begins with this. */
  readonly functionUnder?: string
  readonly economyUnder?: string
}

/** The sum of the lines that match; every table cell is made with this. */
export function total(lines: readonly Line[], where: Where = {}): bigint {
  const { functionUnder = '', economyUnder = '', ...exact } = where
  const tests = Object.entries(exact)
  let sum = 0n
  for (const line of lines) {
    if (!line.function.startsWith(functionUnder) || !line.economy.startsWith(economyUnder)) continue
    const fits = tests.every(([key, wanted]) => {
      const value = line[key as keyof Line]
      return Array.isArray(wanted) ? wanted.includes(value) : wanted === undefined || wanted === value
    })
    if (fits) sum += line.fen
  }
  return sum
}

export const BASIC: readonly Character[] = ['personnel', 'public']
export const PROJECT: readonly Character[] = ['operating', 'target']
export const FISCAL: readonly Source[] = ['general', 'fund']
export const UNIT_MONEY: readonly Source[] = ['operations', 'other-income']

/** Three-public items are what general money pays for these economies. */
export function threePublic(lines: readonly Line[], unit?: number): ThreePublic {
  const of = (economy: string): bigint =>
    total(lines, { source: 'general', economy, ...(unit === undefined ? {} : { unit }) })
  return { abroad: of('30212'), purchase: of('31013'), running: of('30231'), reception: of('30217') }
}

export const threePublicTotal = (t: ThreePublic): bigint => t.abroad + t.purchase + t.running + t.reception

/** 机关运行经费: everyday public money of the offices, from general money. */
export const officeRunning = (year: Year): bigint =>
  year.units.reduce(
    (sum, u, unit) =>
      u.nature === 'office' ? sum + total(year.lines, { unit, character: 'public', source: 'general' }) : sum,
    0n,
  )

export interface YearOptions {
  readonly stage?: 'budget' | 'final'
  readonly units?: number
}

export function yearFrom(seed: number, options: YearOptions = {}): Year {
  const random = randomFrom(seed)
  const stage = options.stage ?? 'budget'
  const year = random.int(2022, 2026)
  const region = random.pick(REGIONS)
  const sector = random.pick(SECTORS)
  const department = options.units === undefined ? random.chance(60) : options.units > 1
  const count = options.units ?? (department ? random.int(2, 4) : 1)
  const code = String(random.int(101, 399))
  const named = (pattern: string): string => pattern.replace('@', region.name)
  const head = named(department || random.chance(50) ? sector.head : random.pick(sector.institutions))
  const units: Unit[] = [
    {
      name: department ? `${head}本级` : head,
      code: `${code}001`,
      nature: head === named(sector.head) ? 'office' : 'institution',
      staff: random.int(9, 70),
    },
  ]
  for (const [i, name] of random.some(sector.institutions, count - 1).entries()) {
    units.push({ name: named(name), code: `${code}00${i + 2}`, nature: 'institution', staff: random.int(5, 40) })
  }
  const projects: Project[] = []
  const lines: Line[] = []
  const purchases: Purchase[] = []
  for (const unit of units.keys()) {
    lines.push(...runningOf(random, units, unit, sector))
    projectsOf(random, { units, unit, sector, region: region.code, year, fund: sector.office === '2120101' }).forEach(
      (made) => {
        const index = projects.push(made.project) - 1
        lines.push(...made.lines.map((line) => ({ ...line, project: index })))
        purchases.push(...made.purchases.map((p) => ({ ...p, project: index })))
      },
    )
  }
  const nearly = (fen: bigint): bigint => (fen * BigInt(random.int(860, 1120))) / 1000n
  const items = threePublic(lines)
  const roundedDown = (fen: bigint): bigint => fen - (fen % 10_000n)
  const byFunction = new Map(
    functionsOf(lines.filter((l) => l.source === 'general')).map((f) => [
      f,
      nearly(total(lines, { function: f, source: 'general' })),
    ]),
  )
  return {
    seed,
    year,
    stage,
    region,
    sector,
    organisation: head,
    organisationCode: code,
    audience: department ? 'department' : 'unit',
    units,
    lines,
    projects,
    purchases,
    balances: stage === 'final' ? balancesOf(random, lines) : [],
    lastYear: { byFunction, items: mapItems(items, (v) => roundedDown(nearly(v))) },
    planned: mapItems(
      items,
      (v) => roundedDown((v * BigInt(random.int(1010, 1300))) / 1000n) + (v > 0n ? 10_000n : 0n),
    ),
  }
}

const mapItems = (t: ThreePublic, f: (fen: bigint) => bigint): ThreePublic => ({
  abroad: f(t.abroad),
  purchase: f(t.purchase),
  running: f(t.running),
  reception: f(t.reception),
})

/** Salaries, insurance and everyday money of one unit. */
function runningOf(random: Random, units: readonly Unit[], unit: number, sector: Sector): Line[] {
  const { nature, staff } = units[unit] as Unit
  const office = nature === 'office'
  const heads = BigInt(staff)
  const main = office ? sector.office : sector.institution
  const lines: Line[] = []
  const pay = (economy: string, fn: string, character: Character, fen: bigint, source: Source = 'general'): void => {
    if (fen > 0n) lines.push({ unit, function: fn, economy, character, source, vintage: 'current', fen })
  }
  /** Yuan a head between two bounds, with odd fen. */
  const perHead = (low: number, high: number): bigint => heads * BigInt(random.int(low * 100, high * 100))
  const base = perHead(36_000, 60_000)
  const allowances = perHead(24_000, 70_000)
  const bonus = perHead(20_000, 60_000)
  pay('30101', main, 'personnel', base)
  pay('30102', main, 'personnel', allowances)
  if (random.chance(35)) pay('30102', '2210203', 'personnel', perHead(3_000, 9_000))
  pay(office ? '30103' : '30107', main, 'personnel', bonus)
  const insured = base + allowances + bonus
  pay('30108', '2080505', 'personnel', (insured * 16n) / 100n)
  pay('30109', '2080506', 'personnel', (insured * 8n) / 100n)
  pay('30110', office ? '2101101' : '2101102', 'personnel', (insured * 75n) / 1000n)
  if (office || random.chance(30)) pay('30111', '2101103', 'personnel', (insured * 2n) / 100n)
  if (random.chance(70)) pay('30112', '2089999', 'personnel', perHead(90, 480))
  pay('30113', '2210201', 'personnel', (insured * 12n) / 100n)
  if (random.chance(50)) pay('30199', main, 'personnel', perHead(2_000, 20_000))
  const retired = office ? '2080501' : '2080502'
  if (random.chance(70)) pay('30302', retired, 'personnel', BigInt(random.int(20_000, 900_000)) * 100n)
  if (random.chance(30)) pay('30305', main, 'personnel', BigInt(random.int(1_200, 40_000)) * 100n)
  if (random.chance(30)) pay('30399', main, 'personnel', BigInt(random.int(120, 2_000)) * 100n)
  const everyday = ['30201', '30202', '30205', '30206', '30207', '30209', '30211', '30213', '30215', '30216', '30226']
  for (const economy of random.some(everyday, random.int(5, everyday.length))) {
    pay(economy, main, 'public', perHead(120, 4_000))
  }
  if (random.chance(70)) pay('30217', main, 'public', BigInt(random.int(20, 300)) * 10_000n)
  if (random.chance(45)) pay('30231', main, 'public', BigInt(random.int(1, 9)) * 2_500_000n)
  if (random.chance(15)) pay('30212', main, 'public', BigInt(random.int(3, 20)) * 1_000_000n)
  pay('30228', main, 'public', (insured * 2n) / 100n)
  pay('30229', main, 'public', perHead(600, 2_400))
  if (office) pay('30239', main, 'public', perHead(6_000, 12_000))
  if (random.chance(60)) pay('30299', main, 'public', perHead(300, 5_000))
  if (random.chance(30)) pay('31002', main, 'public', BigInt(random.int(4_000, 120_000)) * 100n)
  if (!office && random.chance(40)) {
    pay('30201', main, 'public', perHead(500, 6_000), 'operations')
    pay('30226', main, 'public', perHead(500, 9_000), 'operations')
  }
  return lines
}

interface ProjectContext {
  readonly units: readonly Unit[]
  readonly unit: number
  readonly sector: Sector
  readonly region: string
  readonly year: number
  readonly fund: boolean
}

interface MadeProject {
  readonly project: Project
  readonly lines: Line[]
  readonly purchases: Omit<Purchase, 'project'>[]
}

function projectsOf(random: Random, context: ProjectContext): MadeProject[] {
  const { unit, sector } = context
  return random.some(sector.projectNames, random.int(2, 5)).map((name) => {
    const character = random.chance(50) ? 'operating' : 'target'
    const project: Project = {
      unit,
      name,
      code: `${context.region}${String(context.year - random.int(0, 1)).slice(2)}${String(random.int(1, 9_999_999)).padStart(13, '0')}`,
      character,
      goals: goalsOf(random),
    }
    const source: Source = context.fund && random.chance(25) ? 'fund' : random.chance(15) ? 'other-income' : 'general'
    const fn = source === 'fund' ? '2120803' : random.pick(sector.projects)
    const lines: Line[] = []
    const pay = (economy: string, fen: bigint, vintage: Line['vintage'] = 'current'): void => {
      lines.push({ unit, function: fn, economy, character, source, vintage, fen })
    }
    for (const economy of random.some(['30201', '30202', '30211', '30216', '30299'], random.int(0, 2))) {
      pay(economy, BigInt(random.int(2_000, 400_000)) * 100n)
    }
    if (source === 'general' && random.chance(4)) pay('31013', BigInt(random.int(12, 18)) * 1_000_000n)
    const purchases: MadeProject['purchases'] = []
    const kind = random.pick(PROCUREMENTS)
    const quantity = kind.measure === '台' || kind.measure === '套' ? random.int(2, 60) : 1
    const price = BigInt(random.int(quantity > 1 ? 2_000 : 80_000, quantity > 1 ? 30_000 : 4_000_000)) * 100n
    pay(kind.economy, price * BigInt(quantity))
    if (random.chance(60)) purchases.push({ kind, function: fn, quantity, price })
    if (source !== 'other-income' && random.chance(20)) {
      pay('30227', BigInt(random.int(3_000_00, 900_000_00)), 'carried')
    }
    return { project, lines, purchases }
  })
}

const OUTPUTS = ['完成批次', '服务场次', '改造点位', '维护次数', '培训人次']
const BENEFITS = ['管理水平改善情况', '服务覆盖面', '长效机制建立情况']

function goalsOf(random: Random): Goal[] {
  const goal = (
    level1: string,
    level2: string,
    level3: string,
    target: string,
    unit: string,
    weight: number,
  ): Goal => ({
    level1,
    level2,
    level3,
    operator: target === '明显' ? '定性' : '≥',
    target,
    unit,
    weight,
  })
  const output = random.pick(OUTPUTS)
  return [
    goal('预算执行', '预算执行率指标', '预算执行率', '95', '%', 10),
    goal('产出指标', '数量指标', output, String(random.int(2, 400)), output.slice(-2) === '人次' ? '人次' : '次', 20),
    goal('产出指标', '质量指标', '验收合格率', String(random.int(90, 100)), '%', 20),
    goal('产出指标', '时效指标', '按期完成率', String(random.int(90, 100)), '%', 10),
    random.chance(50)
      ? goal('效益指标', '社会效益指标', '问题办结率', String(random.int(85, 99)), '%', 30)
      : goal('效益指标', '社会效益指标', random.pick(BENEFITS), '明显', '', 30),
    goal('满意度指标', '服务对象满意度指标', '服务对象满意度', String(random.int(85, 98)), '%', 10),
  ]
}

/** Final accounts carry over: opening and closing amounts for projects, closing only where income was not spent. */
function balancesOf(random: Random, lines: readonly Line[]): Balance[] {
  const balances: Balance[] = []
  for (const source of ['general', 'fund', 'operations', 'other-income'] as const) {
    for (const fn of functionsOf(lines.filter((l) => l.source === source && l.project !== undefined))) {
      const spent = total(lines, { function: fn, source, character: PROJECT })
      // Never more than was spent, so that no function shows a negative income.
      const carried = total(lines, { function: fn, source, vintage: 'carried' })
      const opening = carried === 0n && random.chance(25) ? (spent * BigInt(random.int(1, 200))) / 1000n : carried
      const closing = random.chance(30) ? (spent * BigInt(random.int(5, 300))) / 1000n : 0n
      if (opening + closing > 0n) balances.push({ function: fn, source, basic: false, opening, closing })
    }
  }
  return balances
}

export const sourcesOf = (lines: readonly Line[]): Source[] => [...new Set(lines.map((l) => l.source))]

export const functionsOf = (lines: readonly Line[]): string[] => [...new Set(lines.map((l) => l.function))].sort()

export const economiesOf = (lines: readonly Line[]): string[] => [...new Set(lines.map((l) => l.economy))].sort()

/** Codes with all their parents, in the order of the catalogue: 201, 20103, 2010301, … */
export function withParents(codes: Iterable<string>): string[] {
  const all = new Set<string>()
  for (const code of codes) for (let n = 3; n <= code.length; n += 2) all.add(code.slice(0, n))
  return [...all].sort()
}

export function functionName(code: string): string {
  const name = FUNCTIONS[code]
  if (name === undefined) throw new Error(`no name for function ${code}`)
  return name
}
