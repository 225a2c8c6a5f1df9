/** Goals (绩效目标) with their indicators, each with the project that it is for. */
import type { BudgetGoal, BudgetIndicator } from '@gouji/budget'
import { plainName } from '@gouji/ledger'
import type { Goal, Indicator, Reading } from '@gouji/read'
import type { Undecided } from './adopted.ts'
import type { Projects } from './projects.ts'
import type { Units } from './units.ts'

export function goalsOf(reading: Reading, units: Units, projects: Projects, undecided: Undecided[]): BudgetGoal[] {
  const goals = new Map<string, BudgetGoal>()
  let row = 2
  for (const goal of reading.goals ?? []) {
    const of = ownerOf(goal, units, projects)
    if (!of) {
      undecided.push({ code: 'goal-without-project', place: goal.place, facts: { name: goal.project ?? '' } })
      continue
    }
    const key = of.project ?? 'department'
    const annual = goal.texts.at(-1)?.text ?? ''
    const midterm = goal.texts.length > 1 ? goal.texts[0]!.text : undefined
    const known = goals.get(key)
    const indicators = goal.indicators.flatMap((one) => indicatorOf(one, row++))
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

function ownerOf(goal: Goal, units: Units, projects: Projects): { project?: string } | undefined {
  if (goal.scope === 'department') return {}
  const { project, projectCode, unitName } = goal
  if (project === undefined) return undefined
  const known = projects.projects.some((p) => p.code === projectCode)
  const unit = unitName === undefined ? undefined : units.codeOf(unitName)
  const code = known ? projectCode : (projects.byName(project, unit) ?? projects.byName(project))
  return code === undefined ? undefined : { project: code }
}

const OPERATORS = new Set(['≥', '≤', '=', '>', '<'])

function indicatorOf(one: Indicator, line: number): BudgetIndicator[] {
  const { level1, level2, level3, operator, target, unit, weight } = one
  if (target === undefined || target.trim() === '' || level3.trim() === '') return []
  const points = /^\d{1,3}$/.exec((weight ?? '').replace(/%$/, ''))
  return [
    {
      level1: plainName(level1 ?? '') || '未列明',
      level2: plainName(level2 ?? '') || '未列明',
      name: level3.trim(),
      operator: operator !== undefined && OPERATORS.has(operator) ? operator : /^\d/.test(target) ? '=' : '定性',
      target: target.trim(),
      ...(unit !== undefined && unit !== '' && { unit }),
      ...(points && { weight: Number(points[0]) }),
      origin: { file: 'indicators.csv', line },
    },
  ]
}
