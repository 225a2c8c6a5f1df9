/** What forms say of goals beyond what is entered with them: whose they are and what their indicators weigh. */
import type { Budget, BudgetGoal } from '@gouji/budget'

/** The unit of a goal: as entered, else that of its project. Undefined for the goal of the whole department. */
export const unitOfGoal = ({ projects }: Budget, { unit, project }: BudgetGoal): string | undefined =>
  unit ?? projects.find(({ code }) => code === project)?.unit

/** Sum of the weights of all indicators; nothing where none is weighed. */
export function weightOf(goals: readonly BudgetGoal[]): string {
  const weights = goals.flatMap((goal) => goal.indicators.flatMap(({ weight }) => weight ?? []))
  return weights.length > 0 ? String(weights.reduce((sum, weight) => sum + weight, 0)) : ''
}
