/** Lines that few units have: own money of every kind, trading, what goes up and down, what is left for next year. */
import type { Project, Unit } from '@gouji/budget'
import { amountsOf, type Expenditure } from './draft.ts'
import type { Random } from './random.ts'
import type { Shape } from './shape.ts'
import type { Field } from './words.ts'

export interface OtherOptions {
  readonly unit: Unit
  readonly field: Field
  readonly projects: readonly Project[]
  readonly random: Random
  readonly shape: Shape
}

export function otherMoney({ unit, field, projects, random, shape }: OtherOptions): Expenditure[] {
  if (shape === 'empty-funds') return []
  const amount = amountsOf(random, shape)
  const isAll = shape === 'all-sources'
  const lines: Expenditure[] = []
  const [project] = projects
  const own = { unit: unit.code, function: field.affairs, vintage: 'current' as const }
  if (project && (isAll || random.chance(25))) {
    const fen = amount(5000, 300_000)
    lines.push({ ...own, economy: '30227', source: 'other-income', project: project.code, fen })
    if (isAll || random.chance(25)) {
      lines.push({ ...own, economy: '30226', source: 'other-income', vintage: 'carried', project: project.code, fen })
    }
  }
  if (unit.nature === 'institution' && isAll && project) {
    const bare = { ...own, function: field.institution }
    const of = { ...bare, project: project.code }
    lines.push({ ...of, economy: '30211', source: 'superior', fen: amount(4000, 90_000) })
    lines.push({ ...of, economy: '30216', source: 'subordinate', fen: amount(4000, 90_000) })
    lines.push({ ...of, economy: '30218', source: 'special-account', fen: amount(4000, 90_000) })
    lines.push({ ...bare, economy: '30218', source: 'business', character: 'trading', fen: amount(4000, 90_000) })
    lines.push({ ...bare, economy: '30299', source: 'operations', character: 'remitted', fen: amount(4000, 90_000) })
    lines.push({ ...bare, economy: '30299', source: 'operations', character: 'subsidy', fen: amount(4000, 90_000) })
  }
  if (shape === 'carried') {
    // Budgets spend all that is appropriated: what they leave for next year is own money.
    const left = { unit: unit.code, function: field.affairs, source: 'other-income', vintage: 'next' as const }
    lines.push({ ...left, fen: amount(3000, 90_000) })
  }
  return lines
}
