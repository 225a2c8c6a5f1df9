/**
 * First-level projects (一级项目): those that projects name as their parent. One that is entered itself brings its name
 * and its goal; one that is not is called by what its projects call it.
 */
import type { Budget, BudgetGoal, Project } from '@gouji/budget'
import type { Scene, Scope } from './scene.ts'

export interface Program {
  readonly code: string
  readonly project: Project
  readonly goal?: BudgetGoal
}

/** In the order in which they are entered, or in which the first of their projects is. */
export function programs({ budget }: Pick<Scene, 'budget'>, scope: Pick<Scope, 'at'>): readonly Program[] {
  const found = new Map<string, Program>()
  for (const child of budget.projects) {
    const code = child.parent
    if (code === undefined || found.has(code)) continue
    if (scope.at.unit !== undefined && scope.at.unit !== child.unit) continue
    const own = budget.projects.find((project) => project.code === code)
    const goal = budget.goals.find((g) => g.project === code)
    found.set(code, { code, project: own ?? { ...child, code, name: code }, ...(goal ? { goal } : {}) })
  }
  const position = new Map(budget.projects.map((project, n) => [project.code, n]))
  const place = ({ code }: Program, n: number): number => position.get(code) ?? budget.projects.length + n
  return [...found.values()]
    .map((program, n) => ({ program, at: place(program, n) }))
    .sort((a, b) => a.at - b.at)
    .map(({ program }) => program)
}

/** Whether a project is one of the first level: others name it as their parent. */
export const isProgram = (budget: Budget, code: string): boolean =>
  budget.projects.some((project) => project.parent === code)
