/**
 * A synthetic budget: a department that does what such departments do, with figures that fit together. The same
 * options give the same budget, byte for byte.
 *
 *     synthesize({ seed: 7, year: 2025, units: 3, catalogue, words })
 */
import type { Budget, BudgetGoal, BudgetHead, Line, Project, Stage, Unit } from '@gouji/budget'
import type { Catalogue } from '@gouji/ledger'
import { basicLines } from './basic.ts'
import { amountsOf, type Expenditure, NOWHERE } from './draft.ts'
import { leftBefore, leftOf, plannedFor, withReserve } from './final.ts'
import { type Income, incomeOf, lastYearOf } from './last-year.ts'
import { measurementsOf } from './measurements.ts'
import { otherMoney } from './other-money.ts'
import { procurementOf } from './procurement.ts'
import { makeProjects } from './projects.ts'
import { type Random, randomFrom } from './random.ts'
import { reasonsFor } from './reasons.ts'
import type { Shape } from './shape.ts'
import { type Field, fieldsOf, type SynthWords, said } from './words.ts'

/** 公务用车运行维护费. */
const RUNNING_CARS = '30231'

export interface SynthOptions {
  readonly seed: number
  readonly year: number
  /** A book of budgets (预算), or of final accounts (决算) with the plans of the same year. */
  readonly stage?: BudgetHead['stage']
  /** How many units the department has; one unit is a budget of that unit. */
  readonly units: number
  readonly catalogue: Catalogue
  readonly words: SynthWords
  readonly shape?: Shape
  /** Which kind of department, by its place in the list; by the seed where it is left out. */
  readonly field?: number
  /** Name of the place and code of the department; by the seed where they are left out. */
  readonly place?: string
  /** 市级, 县级, 区级: only places of that level; the level of the place where it is left out. */
  readonly level?: string
  /** A department even where it has one unit only. */
  readonly audience?: 'department' | 'unit'
  /** What the pack asks for that will compose it: counts and texts by their keys. */
  readonly asks?: {
    readonly measurements: readonly string[]
    readonly texts: readonly string[]
    /** Basic expenditure is entered as projects too: 人员类、公用经费. */
    readonly basicProjects?: boolean
    /** Income is entered with the function that it is for. */
    readonly incomeByFunction?: boolean
  }
  readonly code?: string
}

/** No region of GB/T 2260 has this code. */
const REGION = '339901'

export function synthesize(options: SynthOptions): Budget {
  const { seed, year, stage = 'budget', units: unitCount, catalogue, words, shape = 'plain' } = options
  const isFinal = stage === 'final'
  const random = randomFrom(seed, year, unitCount)
  const holds = (subject: string): boolean =>
    [year - 1, year].every((of) => catalogue.subject('function', subject, of) !== undefined)
  const fields = fieldsOf(words, holds)
  const field = options.field === undefined ? random.pick(fields) : fields[options.field % fields.length]!
  const places = said(words.sayings, 'place')
  const fitting = places.filter((name) => options.level === undefined || levelOf(name) === options.level)
  const place = options.place ?? random.pick(fitting.length > 0 ? fitting : places)
  const code = options.code ?? String(random.int(101, 998))
  const units = makeUnits({ unitCount, field, place, code, shape }, random)
  const made = makeExpenditure({ units, field, year, shape, areas: said(words.sayings, 'area') }, random)
  const incomeFor = (own: readonly Expenditure[]): Income[] => incomeOf(own, options.asks?.incomeByFunction)
  const leftIn = (spent: readonly Expenditure[]): readonly Expenditure[] =>
    // A year like the one before leaves what it began with.
    shape === 'unchanged' ? leftBefore(incomeFor(spent)) : leftOf({ units, field, spent, random, shape })
  const left = isFinal ? leftIn(made.lines) : []
  const factor = shape === 'huge' ? enlargement(made.lines) : 1n
  // Accounts count what comes back from the special account among 事业收入.
  const isEarned = (source: string | undefined): boolean =>
    source === 'special-account' && isFinal && shape !== 'all-sources'
  const lines = [...made.lines, ...left].map((line) => ({
    ...line,
    ...(isEarned(line.source) ? { source: 'operations' } : {}),
    fen: line.fen * factor,
  }))
  const projects = made.projects.map((p) => (p.whole === undefined ? p : { ...p, whole: p.whole * factor }))
  const before = lastYearOf(lines, random, shape)
  const isBasicListed = options.asks?.basicProjects === true
  const placed = isBasicListed ? asBasicProject(year) : (line: Expenditure): Expenditure => line
  const book = (own: readonly Expenditure[], of: number, at: Stage, income = incomeFor(own)): Line[] => [
    ...income.map((line): Line => ({ flow: 'income', ...line, year: of, stage: at, origin: NOWHERE })),
    ...own.map(placed).map((line): Line => ({ flow: 'expenditure', ...line, year: of, stage: at, origin: NOWHERE })),
  ]
  const closed = (): Line[] => {
    const income = incomeFor(lines)
    const { budget, adjusted } = plannedFor(lines, random, shape)
    return [
      ...book(lines, year, 'final', withReserve(income, random, shape)),
      ...book(budget, year, 'budget'),
      ...book(adjusted, year, 'adjusted'),
      ...book(shape === 'unchanged' ? lines : [...before.executed, ...leftBefore(income)], year - 1, 'final'),
    ]
  }
  const total = sumOf(lines)
  const isUnit = options.audience === undefined ? unitCount === 1 : options.audience === 'unit'
  const budget: Budget = {
    head: {
      year,
      stage,
      audience: isUnit ? 'unit' : 'department',
      name: isUnit ? units[0]!.name : `${place}${field.body}`,
      code: isUnit ? units[0]!.code : code,
      region: REGION,
      level: options.level ?? levelOf(place),
      // Budgets are told in February, accounts in late summer of the year after.
      date: `${isFinal ? `${year + 1}-08` : `${year}-02`}-${String(random.int(8, 26)).padStart(2, '0')}`,
    },
    units,
    lines: isFinal
      ? closed()
      : [
          ...book(lines, year, 'budget'),
          ...book(before.budget, year - 1, 'budget'),
          ...book(before.executed, year - 1, 'executed'),
        ],
    projects: isBasicListed ? [...basicProjects(units, year), ...projects] : projects,
    goals: [...(made.goals.length > 0 ? [wholeGoal(field, random)] : []), ...made.goals],
    tasks: said(words.sayings, 'task').map((name, i) => ({
      name,
      content: i === 0 ? '按时发放工资，保障办公需要' : (projects[i - 1]?.content ?? '按计划完成年度工作'),
      origin: NOWHERE,
    })),
    procurement:
      shape === 'one-line'
        ? []
        : [
            ...procurementOf(lines, { year, stage, random }),
            ...(shape === 'fresh' ? [] : procurementOf(before.budget, { year: year - 1, stage, random })),
          ],
    measurements: measurementsOf({
      units,
      year,
      heldIn: isFinal ? year : year - 1,
      total,
      driving: new Set(lines.filter(({ economy }) => economy === RUNNING_CARS).map(({ unit }) => unit)),
      projects: { count: projects.length, fen: sumOf(lines.filter(({ project }) => project !== undefined)) },
      ...(options.asks === undefined ? {} : { asked: options.asks.measurements }),
      random,
    }),
    texts: {
      duties: field.duties,
      divisions: random.some(said(words.sayings, 'division'), random.int(2, 6)),
      reasons: new Map(),
      purposes: purposesOf(field, lines, words),
      others: new Map((options.asks?.texts ?? []).map((key) => [key, otherText(key, year)])),
    },
  }
  return { ...budget, texts: { ...budget.texts, reasons: reasonsFor(budget, catalogue) } }
}

const sumOf = (lines: readonly Expenditure[]): bigint => lines.reduce((sum, { fen }) => sum + fen, 0n)

export const levelOf = (place: string): string => (/市$/.test(place) ? '市级' : /县$/.test(place) ? '县级' : '区级')

/** Texts that only some packs ask for, by what their keys speak of. */
const otherText = (key: string, year: number): string =>
  /编码/.test(key)
    ? '017'
    : /股室|科室|主体/.test(key)
      ? '业务管理科'
      : /时点/.test(key)
        ? `${year - 1}年12月31日`
        : /周期|期限/.test(key)
          ? `${year}年全年`
          : '按照有关规定和年度计划组织实施'

interface Made {
  readonly lines: readonly Expenditure[]
  readonly projects: readonly Project[]
  readonly goals: readonly BudgetGoal[]
}

function makeExpenditure(
  {
    units,
    field,
    year,
    shape,
    areas,
  }: { units: readonly Unit[]; field: Field; year: number; shape: Shape; areas: readonly string[] },
  random: Random,
): Made {
  if (shape === 'one-line') {
    const [unit] = units
    const fen = amountsOf(random, shape)(20_000, 900_000)
    const line = { unit: unit!.code, function: field.affairs, economy: '30201', source: 'general', fen } as const
    return { lines: [{ ...line, vintage: 'current' }], projects: [], goals: [] }
  }
  const lines: Expenditure[] = []
  const projects: Project[] = []
  const goals: BudgetGoal[] = []
  const used = new Set<string>()
  for (const unit of units) {
    lines.push(...basicLines({ unit, field, random, shape }))
    const own = makeProjects({
      unit,
      field,
      areas,
      year,
      region: REGION,
      used,
      from: projects.length,
      random,
      shape,
    })
    const more = otherMoney({ unit, field, projects: own.projects, random, shape })
    // What own money adds to a project belongs to its whole.
    const added = new Map<string, bigint>()
    for (const { project, fen } of more) if (project !== undefined) added.set(project, (added.get(project) ?? 0n) + fen)
    projects.push(
      ...own.projects.map((p) => {
        const spans = BigInt((p.yearTo ?? year) - (p.yearFrom ?? year) + 1)
        return p.whole === undefined ? p : { ...p, whole: p.whole + (added.get(p.code) ?? 0n) * spans }
      }),
    )
    goals.push(...own.goals)
    lines.push(...own.lines, ...more)
  }
  return { lines: lines.filter(({ fen }) => fen !== 0n), projects, goals }
}

/** Where a place enters wages and running costs as projects of their own, each unit has one of either kind, of 21 digits. */
const basicCode = (unit: string, kind: 'R' | 'Y', year: number): string =>
  `${REGION}${year % 100}${kind}${unit.padStart(12, '0')}`

const asBasicProject =
  (year: number) =>
  (line: Expenditure): Expenditure =>
    line.project !== undefined || line.economy === undefined
      ? line
      : { ...line, project: basicCode(line.unit, /^30[13]/.test(line.economy) ? 'R' : 'Y', year) }

const basicProjects = (units: readonly Unit[], year: number): Project[] =>
  units.flatMap(({ code, name }) =>
    (['R', 'Y'] as const).map((kind) => ({
      code: basicCode(code, kind, year),
      name: `${name}${kind === 'R' ? '人员类项目' : '公用经费项目'}`,
      unit: code,
      kind: kind === 'R' ? 'personnel' : 'public',
      origin: NOWHERE,
    })),
  )

function makeUnits(
  {
    unitCount,
    field,
    place,
    code,
    shape,
  }: { unitCount: number; field: Field; place: string; code: string; shape: Shape },
  random: Random,
): Unit[] {
  const digits = unitCount > 999 ? 6 : 3
  const long = shape === 'long-names' ? '（含派出机构、直属事业单位和临时机构在内的综合管理服务中心）' : ''
  return Array.from({ length: unitCount }, (_, i): Unit => {
    const isOffice = i === 0
    const round = Math.trunc((i - 1) / field.units.length)
    const base = isOffice ? `${field.body}${unitCount === 1 ? '' : '本级'}` : field.units[(i - 1) % field.units.length]!
    const nature = isOffice || random.chance(10) ? 'administration' : 'institution'
    const staff = random.int(5, isOffice ? 60 : 140)
    return {
      code: `${code}${String(i + 1).padStart(digits, '0')}`,
      // Beyond the list the units of one kind are numbered.
      name: `${place}${round > 0 && !isOffice ? `第${round + 1}` : ''}${base}${long}`,
      ...(isOffice && unitCount > 1 ? { short: '局本级' } : {}),
      nature,
      natureName: nature === 'institution' ? random.pick(['公益一类事业', '公益二类事业']) : isOffice ? '行政' : '参公',
      posts: staff + random.int(0, 6),
      staff,
      origin: NOWHERE,
    }
  })
}

const wholeGoal = (field: Field, random: Random): BudgetGoal => {
  const [work] = random.some(field.works, 1)
  const rows: readonly (readonly [string, string, string, '≥' | '定性', string, string | undefined, number])[] = [
    [
      '产出指标',
      '数量指标',
      work!.output.name,
      '≥',
      String(random.int(work!.output.low, work!.output.high)),
      work!.output.unit,
      30,
    ],
    ['产出指标', '质量指标', '重点工作完成率', '≥', String(random.int(92, 100)), '%', 30],
    ['效益指标', '社会效益指标', work!.benefit, '定性', '明显提高', undefined, 30],
    ['满意度指标', '服务对象满意度指标', '群众满意度', '≥', String(random.int(85, 98)), '%', 10],
  ]
  return {
    annual: `${work!.goal}，资金使用合规有效。`,
    indicators: rows.map(([level1, level2, name, operator, target, unit, weight]) => ({
      level1,
      level2,
      name,
      operator,
      target,
      ...(unit === undefined ? {} : { unit }),
      weight,
      origin: NOWHERE,
    })),
    origin: NOWHERE,
  }
}

function purposesOf(field: Field, lines: readonly Expenditure[], { sayings }: SynthWords): Map<string, string> {
  const purposes = new Map<string, string>()
  for (const { kind = '', text = '' } of sayings) {
    if (!kind.startsWith('purpose:')) continue
    const key = kind.slice('purpose:'.length)
    purposes.set({ running: field.running, affairs: field.affairs, institution: field.institution }[key] ?? key, text)
  }
  for (const work of field.works) {
    if (!purposes.has(work.function)) purposes.set(work.function, work.content)
  }
  const used = new Set(lines.map(({ function: code }) => code))
  return new Map([...purposes].filter(([key]) => !/^\d+$/.test(key) || used.has(key)))
}

/** About a thousand billion yuan in all. */
const HUGE = 10n ** 14n

function enlargement(lines: readonly Expenditure[]): bigint {
  const total = sumOf(lines)
  return total > 0n && total < HUGE ? HUGE / total : 1n
}
