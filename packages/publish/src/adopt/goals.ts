/** Goals (绩效目标) with their indicators, each with the project that it is for. */
import type { BudgetGoal, BudgetIndicator } from '@gouji/budget'
import { figureOf, plainName } from '@gouji/ledger'
import type { Goal, GoalAmount, Indicator, Reading } from '@gouji/read'
import type { Undecided } from './adopted.ts'
import { discreet } from './discretion.ts'
import type { Projects } from './projects.ts'
import type { Units } from './units.ts'

export interface GoalSources {
  readonly reading: Reading
  readonly units: Units
  readonly projects: Projects
  /** What is spent on a project, fen. */
  readonly spentOn: (project: string) => bigint
}

export function goalsOf(sources: GoalSources, undecided: Undecided[]): BudgetGoal[] {
  const { reading, projects } = sources
  const goals = new Map<string, BudgetGoal>()
  let row = 2
  for (const goal of reading.goals ?? []) {
    const of = ownerOf(goal, sources)
    if (!of) {
      undecided.push({ code: 'goal-without-project', place: goal.place, facts: { name: goal.project ?? '' } })
      continue
    }
    const key = of.project ?? 'department'
    const annual = discreet(goal.texts.at(-1)?.text ?? '')
    const midterm = goal.texts.length > 1 ? discreet(goal.texts[0]!.text) : undefined
    const known = goals.get(key)
    const indicators = distinct(goal.indicators).flatMap((one) => indicatorOf(one, row++))
    // The same goal may go on in a second table: its texts in one, its indicators in the other.
    goals.set(key, {
      ...of,
      ...(midterm !== undefined && { midterm }),
      annual: (known?.annual ?? '') === '' ? annual : known!.annual,
      indicators: [...(known?.indicators ?? []), ...indicators],
      origin: { file: 'goals.csv', line: goals.size + 2 },
    })
  }
  const own = [...goals.values()].filter((goal) => goal.annual !== '' || goal.indicators.length > 0)
  return own.map((goal) => withSoundWeights({ ...goal, annual: goal.annual || MISSING }, projects, undecided))
}

/** A ledger asks for a sentence; this one says that there was none. */
const MISSING = '（原文件没有印出年度目标）'

/** Weights that do not make a hundred (or ninety, beside the rate of execution) are left out rather than changed. */
function withSoundWeights(goal: BudgetGoal, { projects }: Projects, undecided: Undecided[]): BudgetGoal {
  const weights = goal.indicators.flatMap(({ weight }) => (weight === undefined ? [] : [weight]))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (weights.length === 0 || (weights.length === goal.indicators.length && (sum === 100 || sum === 90))) return goal
  const name = projects.find((p) => p.code === goal.project)?.name ?? '部门整体'
  undecided.push({ code: 'weights-left-out', facts: { name, sum } })
  return { ...goal, indicators: goal.indicators.map(({ weight: _, ...one }) => one) }
}

export function ownerOf(goal: Goal, { units, projects, spentOn }: GoalSources): { project?: string } | undefined {
  if (goal.scope === 'department') return {}
  const { project, projectCode, unitName } = goal
  if (project === undefined) return undefined
  const program = projects.programs.find((p) => p.table.number === goal.table && p.name === plainName(project))
  if (program) return projects.projects.some((p) => p.code === program.code) ? { project: program.code } : undefined
  const known = projects.projects.some((p) => p.code === projectCode)
  const unit = unitName === undefined ? undefined : units.codeOf(unitName)
  const code = known ? projectCode : (projects.byName(project, unit) ?? projects.byName(project))
  if (code !== undefined) return { project: code }
  // A name that was cut off at the cell's edge is the beginning of one project's; else the amount tells as well.
  const plain = plainName(project)
  const begun = projects.projects.filter((p) => plain.length >= 4 && plainName(p.name).startsWith(plain))
  if (begun.length === 1) return { project: begun[0]!.code }
  const printed = goal.amounts.filter((a) => a.kind === 'year').flatMap((a) => amountsIn(a))
  const among = projects.projects.filter(
    (p) => p.name.startsWith(plain.slice(0, 2)) && printed.some((fen) => isAbout(fen, spentOn(p.code))),
  )
  return among.length === 1 ? { project: among[0]!.code } : undefined
}

/** A hundredth of 万元 is what tables of projects print; goals may print more digits. */
export const isAbout = (a: bigint, b: bigint): boolean => a - b <= 5000n && b - a <= 5000n

/** Where no unit is printed it may be any; the amounts of projects tell which. */
export function amountsIn({ printed, unit }: GoalAmount): bigint[] {
  return (unit === undefined ? (['元', '万元'] as const) : [unit]).map((u) => figureOf(printed, u).fen)
}

/** A form that was pasted twice tells nothing new. */
function distinct(indicators: readonly Indicator[]): Indicator[] {
  const seen = new Map<string, Indicator>()
  for (const one of indicators) {
    const key = [one.level1, one.level2, one.level3, one.operator, one.target, one.unit].join('|')
    if (!seen.has(key)) seen.set(key, one)
  }
  return [...seen.values()]
}

const OPERATORS = new Set(['≥', '≤', '=', '>', '<'])

function indicatorOf(one: Indicator, line: number): BudgetIndicator[] {
  const { level1, level2, level3, operator, weight } = one
  const said = (one.target ?? '').trim()
  // What is reached in words may stand in the column of units.
  const target = said === '' ? (one.unit ?? '').trim() : said
  const unit = said === '' ? undefined : one.unit
  if (target === '' || level3.trim() === '') return []
  const points = /^\d{1,3}$/.exec((weight ?? '').replace(/%$/, ''))
  return [
    {
      level1: plainName(level1 ?? '') || '未列明',
      level2: plainName(level2 ?? '') || '未列明',
      name: level3.trim(),
      operator:
        operator !== undefined && OPERATORS.has(operator) ? operator : /^\d[\d.,]*$/.test(target) ? '=' : '定性',
      target: target.trim(),
      ...(unit !== undefined && unit !== '' && { unit }),
      ...(points && { weight: Number(points[0]) }),
      origin: { file: 'indicators.csv', line },
    },
  ]
}
