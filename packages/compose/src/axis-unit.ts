/**
 * Units as an axis, in the order in which they were entered. `with=amount` and `with=goals` leave out those that have
 * none; `own=yes` leaves out those that only gather others (the department that its units lie under).
 */
import { type Budget, type BudgetGoal, ELIMINATION, type FactCoordinates, type Unit } from '@gouji/budget'
import type { Member } from './axis.ts'
import { isProgram } from './axis-program.ts'
import { both, periodOf } from './coordinates.ts'
import { unitOfGoal, weightOf } from './goal.ts'
import type { Scene, Scope } from './scene.ts'
import { type Value, words } from './value.ts'

export function units(
  options: Readonly<Record<string, string>>,
  of: FactCoordinates,
  { budget, cube }: Pick<Scene, 'budget' | 'cube'>,
  scope: Pick<Scope, 'at' | 'among'>,
): Member[] {
  const hasAmount = ({ code }: Unit): boolean => {
    const asked = both(both(scope.at, of) ?? {}, { unit: code })
    if (!asked) return false
    return cube.at({ ...asked, ...periodOf(budget.head) }, scope.among).facts.some((fact) => fact.fen !== 0n)
  }
  const chosen = (options.own === 'yes' ? ownUnits(budget) : budget.units).filter((unit) =>
    options.with === 'goals' ? goalsOf(budget, unit).length > 0 : options.with !== 'amount' || hasAmount(unit),
  )
  const members: Member[] = chosen.map((unit, n) => ({
    key: unit.code,
    at: { unit: unit.code },
    depth: 0,
    variables: { ...ofUnit(unit, n), 权重合计: words(weightOf(goalsOf(budget, unit))) },
  }))
  // Without it, amounts of units that hand money to each other would not add up to that of the department.
  const { unit: code, name } = ELIMINATION
  const asked = options.with === 'amount' ? both(both(scope.at, of) ?? {}, { unit: code }) : undefined
  if (!asked || cube.at({ ...asked, ...periodOf(budget.head) }, scope.among).facts.length === 0) return members
  const variables = { 序号: words(''), 编码: words(''), 名称: words(name), 单位名称: words(name), 单位编码: words('') }
  return [...members, { key: code, at: { unit: code }, depth: 0, variables }]
}

/** Units that have a budget of their own: none lies under them, or lines of this year are entered for them. */
export function ownUnits({ head, units, lines }: Budget): readonly Unit[] {
  const superiors = new Set(units.flatMap(({ parent }) => parent ?? []))
  // Last year's totals may be known of the whole department only.
  const spending = new Set(lines.flatMap(({ unit, year }) => (year === head.year ? [unit] : [])))
  return units.filter(({ code }) => !superiors.has(code) || spending.has(code))
}

/** Goals of its projects, none of the first level. */
const goalsOf = (budget: Budget, { code }: Unit): BudgetGoal[] =>
  budget.goals.filter(
    (goal) => goal.project !== undefined && !isProgram(budget, goal.project) && unitOfGoal(budget, goal) === code,
  )

const ofUnit = (unit: Unit, n: number): Record<string, Value> => ({
  序号: words(String(n + 1)),
  编码: words(unit.code),
  名称: words(unit.name),
  单位名称: words(unit.name),
  单位编码: words(unit.code),
  性质: words(unit.natureName),
  编制: words(unit.posts === undefined ? '' : String(unit.posts)),
  在职: words(unit.staff === undefined ? '' : String(unit.staff)),
})
