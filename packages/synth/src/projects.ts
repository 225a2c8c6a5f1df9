/** Projects of one unit with their lines, goals and indicators. */
import type { BudgetGoal, BudgetIndicator, Project, Unit } from '@gouji/budget'
import { amountsOf, type Expenditure, NOWHERE } from './draft.ts'
import type { Random } from './random.ts'
import type { Shape } from './shape.ts'
import type { Field, Work } from './words.ts'

export interface ProjectOptions {
  readonly unit: Unit
  readonly field: Field
  readonly areas: readonly string[]
  readonly year: number
  readonly region: string
  /** Names that other units have used. */
  readonly used: Set<string>
  /** Counts the projects of the budget. */
  readonly from: number
  readonly random: Random
  readonly shape: Shape
}

export interface MadeProjects {
  readonly projects: readonly Project[]
  readonly goals: readonly BudgetGoal[]
  readonly lines: readonly Expenditure[]
}

/** Economies that a project of many lines spends on. */
const MANY =
  '30201 30202 30203 30205 30206 30207 30209 30211 30213 30214 30216 30218 30226 30227 30299 31002 31007'.split(' ')

export function makeProjects(options: ProjectOptions): MadeProjects {
  const { unit, field, random, shape, year } = options
  const fitting = field.works.filter((work) => fits(work, unit, shape))
  const count = shape === 'many-lines' ? 160 : random.int(2, 6)
  const chosen =
    shape === 'many-lines' ? Array.from({ length: count }, () => random.pick(fitting)) : random.some(fitting, count)
  const amount = amountsOf(random, shape)
  const projects: Project[] = []
  const goals: BudgetGoal[] = []
  const lines: Expenditure[] = []
  chosen.forEach((work, n) => {
    const project = describe(work, options.from + n, options)
    const { code } = project
    const economies =
      shape === 'many-lines' ? random.some(MANY, 9) : random.some(work.economies, random.int(1, work.economies.length))
    const own: Expenditure[] = economies.map((economy) => ({
      unit: unit.code,
      function: work.function,
      economy,
      source: work.source,
      vintage: 'current',
      project: code,
      fen: amount(8000, 900_000),
    }))
    // Fiscal money that was not spent last year is still bound to its project.
    if (work.source === 'general' && shape !== 'unchanged' && random.chance(shape === 'carried' ? 80 : 20)) {
      own.push({ ...own[0]!, vintage: 'carried', fen: amount(3000, 260_000) })
    }
    if (shape === 'negative' && n < 2) {
      own.push({ ...own[0]!, economy: '30299', fen: -amount(1_000_000, 3_000_000) })
    }
    lines.push(...own)
    const now = own.reduce((sum, { fen }) => sum + fen, 0n)
    const spans = (project.yearTo ?? year) - (project.yearFrom ?? year) + 1
    projects.push(now > 0n ? { ...project, whole: spans === 1 ? now : now * BigInt(spans) } : project)
    goals.push(goalOf(work, code, options))
  })
  return { projects, goals, lines }
}

function fits(work: Work, unit: Unit, shape: Shape): boolean {
  if (shape === 'empty-funds') return work.source === 'general'
  // Administrations earn nothing.
  return unit.nature === 'institution' || !['operations', 'special-account'].includes(work.source)
}

function describe(work: Work, number: number, options: ProjectOptions): Project {
  const { unit, year, random, shape, region, areas, used } = options
  let name = work.name
  if (shape === 'long-names') {
    name = `${work.name}（含${areas.join('、')}等片区的前期准备、组织实施、质量检查、竣工验收和后续管理）`
  }
  if (shape !== 'equal-names') {
    const bare = name
    if (used.has(name)) name = `${random.pick(areas)}${bare}`
    for (let batch = 2; used.has(name); batch += 1) name = `${bare}第${batch}批`
    used.add(name)
  }
  const yearFrom = year - random.int(0, 2)
  return {
    code: `${region}${yearFrom % 100}${String(1_280_517 + number * 977_003).padStart(12, '0')}${(number % 9) + 1}`,
    name,
    unit: unit.code,
    kind: random.chance(55) ? 'target' : 'operating',
    yearFrom,
    yearTo: year + random.int(0, 2),
    content: work.content,
    standard: work.standard,
    ...(random.chance(15) ? { livelihood: true } : {}),
    origin: NOWHERE,
  }
}

function goalOf(work: Work, project: string, { unit, random }: ProjectOptions): BudgetGoal {
  const { output } = work
  const satisfied = random.chance(80)
  const rest = satisfied ? 10 : 0
  const indicators: Omit<BudgetIndicator, 'origin'>[] = [
    {
      level1: '产出指标',
      level2: '数量指标',
      name: output.name,
      operator: '≥',
      target: String(random.int(output.low, output.high)),
      unit: output.unit,
      weight: 30,
    },
    {
      level1: '产出指标',
      level2: '质量指标',
      name: '验收合格率',
      operator: random.chance(50) ? '≥' : '=',
      target: String(random.int(90, 100)),
      unit: '%',
      weight: 20,
    },
    {
      level1: '产出指标',
      level2: '时效指标',
      name: '按期完成率',
      operator: '≥',
      target: String(random.int(90, 100)),
      unit: '%',
      weight: 10,
    },
    {
      level1: '效益指标',
      level2: '社会效益指标',
      name: work.benefit,
      operator: '定性',
      target: random.pick(['明显提高', '有所改善', '持续提升']),
      weight: 40 - rest,
    },
  ]
  if (satisfied) {
    indicators.push({
      level1: '满意度指标',
      level2: '服务对象满意度指标',
      name: '服务对象满意度',
      operator: '≥',
      target: String(random.int(85, 98)),
      unit: '%',
      weight: 10,
    })
  }
  return {
    unit: unit.code,
    project,
    ...(random.chance(40) ? { midterm: `三年内${work.goal}。` } : {}),
    annual: `${work.goal}。`,
    indicators: indicators.map((indicator) => ({ ...indicator, origin: NOWHERE })),
    origin: NOWHERE,
  }
}
