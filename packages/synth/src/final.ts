/**
 * What final accounts (决算) have beside what was spent: what was planned at first and after adjustments, what is left at
 * the end of the year, and what the unit's own surplus covered.
 */
import type { Unit } from '@gouji/budget'
import { amountsOf, type Expenditure } from './draft.ts'
import { type Income, isSomething, scaled, THREE_PUBLIC } from './last-year.ts'
import type { Random } from './random.ts'
import type { Shape } from './shape.ts'
import type { Field } from './words.ts'

export interface Planned {
  /** 年初预算 */
  readonly budget: readonly Expenditure[]
  /** 全年预算，按规定程序调整以后的 */
  readonly adjusted: readonly Expenditure[]
}

/** The plans of the year whose money was spent so. What came from earlier years was in neither. */
export function plannedFor(spent: readonly Expenditure[], random: Random, shape: Shape): Planned {
  const own = spent.filter(({ vintage }) => vintage === 'current')
  if (shape === 'unchanged') return { budget: own, adjusted: own }
  const isAdded = new Set(own.flatMap(({ project }) => (project !== undefined && random.chance(15) ? [project] : [])))
  const budget: Expenditure[] = []
  const adjusted: Expenditure[] = []
  for (const line of own) {
    const { economy = '', project } = line
    // 三公 is not spent beyond its plan.
    const plan = THREE_PUBLIC.has(economy)
      ? scaled(line.fen, random.int(1000, 1250))
      : scaled(line.fen, random.int(960, 1080))
    adjusted.push({ ...line, fen: plan })
    const isNew = (project !== undefined && isAdded.has(project)) || (shape === 'fresh' && !economy.startsWith('301'))
    if (!isNew) budget.push({ ...line, fen: random.chance(40) ? plan : scaled(plan, random.int(880, 1060)) })
  }
  return { budget: budget.filter(isSomething), adjusted: adjusted.filter(isSomething) }
}

export interface LeftOptions {
  readonly units: readonly Unit[]
  readonly field: Field
  readonly spent: readonly Expenditure[]
  readonly random: Random
  readonly shape: Shape
}

/** What is left at the end of the year (年末结转和结余) of projects, and what is taken out of the surplus (结余分配). */
export function leftOf({ units, field, spent, random, shape }: LeftOptions): Expenditure[] {
  if (shape === 'one-line') return []
  const amount = amountsOf(random, shape)
  const left: Expenditure[] = []
  for (const { code: unit, nature } of units) {
    const projects = new Map(
      spent.flatMap((line) =>
        line.unit === unit && line.project !== undefined ? [[line.project, line] as const] : [],
      ),
    )
    for (const { function: code, source } of projects.values()) {
      if (!random.chance(shape === 'carried' ? 80 : 12)) continue
      const of = code === undefined ? {} : { function: code }
      left.push({
        unit,
        ...of,
        ...(source === undefined ? {} : { source }),
        vintage: 'next',
        fen: amount(2000, 160_000),
      })
    }
    if (nature === 'institution' && shape !== 'empty-funds' && random.chance(shape === 'all-sources' ? 100 : 15)) {
      const fen = amount(1000, 40_000)
      left.push({ unit, function: field.institution, source: 'business', vintage: 'surplus', fen })
    }
  }
  return left
}

/** What last year left is what this year began with: one line for each unit, source and function. */
export function leftBefore(income: readonly Income[]): Expenditure[] {
  return income.flatMap(({ vintage, ...line }) =>
    vintage === 'carried' ? [{ ...line, vintage: 'next' as const }] : [],
  )
}

/** A part of the units' own income that was not earned this year: 使用非财政拨款结余. */
export function withReserve(income: readonly Income[], random: Random, shape: Shape): Income[] {
  return income.flatMap((line) => {
    const isOwn = line.source === 'other-income' || line.source === 'operations'
    if (!isOwn || line.vintage !== 'current' || !random.chance(shape === 'all-sources' ? 100 : 20)) return [line]
    const reserve = (line.fen * BigInt(random.int(100, 900))) / 1000n
    return [
      { ...line, fen: line.fen - reserve },
      { ...line, vintage: 'reserve' as const, fen: reserve },
    ].filter(({ fen }) => fen !== 0n)
  })
}
