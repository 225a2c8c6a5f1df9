/** Goals: every project has one, each goal has indicators, and their weights make a hundred. */
import type { Budget } from '../budget.ts'
import { goalKey } from '../folder/assemble.ts'
import { placeOf } from './place.ts'
import type { Validation } from './validate.ts'

const WHOLE = 100
/** Where the rate of execution has its ten points apart from the indicators. */
const WITHOUT_EXECUTION = 90

export function validateGoals({ head, goals, projects }: Budget, { problems, incomplete }: Validation): void {
  const names = new Map(projects.map(({ code, name }) => [code, name]))
  // A first-level project may only gather others: then they have the indicators, and the goals, too.
  const programs = new Set(projects.flatMap(({ parent }) => parent ?? []))
  const told = new Set<string>()
  for (const goal of goals) {
    // A goal that stands twice is told as such.
    if (told.has(goalKey(goal))) continue
    told.add(goalKey(goal))
    const of = goal.project === undefined ? (goal.unit ?? head.name) : (names.get(goal.project) ?? goal.project)
    const at = placeOf(goal, 'goals', 'annual')
    const { indicators } = goal
    if (incomplete.has('indicators')) continue
    if (indicators.length === 0) {
      if (goal.project !== undefined && programs.has(goal.project)) continue
      problems.warn('goal-without-indicator', at, { goal: of })
      continue
    }
    const weighed = indicators.filter(({ weight }) => weight !== undefined)
    if (weighed.length === 0) continue
    if (weighed.length < indicators.length) {
      const without = indicators.filter(({ weight }) => weight === undefined)
      problems.warn('weight-missing', placeOf(without[0]!, 'indicators', 'weight'), { goal: of, count: without.length })
      continue
    }
    const sum = weighed.reduce((total, { weight }) => total + weight!, 0)
    const first = placeOf(indicators[0]!, 'indicators', 'weight')
    if (sum === WITHOUT_EXECUTION) problems.warn('weights', first, { goal: of, sum })
    else if (sum !== WHOLE) problems.error('weights', first, { goal: of, sum })
  }
  if (goals.length === 0 || incomplete.has('goals')) return
  const having = new Set(goals.map(({ project }) => project))
  // Projects may share the goal of their first-level project.
  for (const project of projects) {
    const isTask = project.kind === 'operating' || project.kind === 'target' || project.kind === 'project'
    const owners = [project.code, ...(project.parent === undefined ? [] : [project.parent])]
    const isCovered = programs.has(project.code) || owners.some((code) => having.has(code))
    if (isTask && !isCovered) {
      problems.warn('project-without-goal', placeOf(project, 'projects', 'name'), { project: project.name })
    }
  }
}
