/** What members and coordinates are called, by the year's catalogue, by the budget's own units and projects, by the pack. */
import { type Budget, ELIMINATION, type FactCoordinates, type FactDimension } from '@gouji/budget'
import { type Catalogue, type Dimension, FIXED_MEMBERS, type SubjectTable } from '@gouji/ledger'

const SUBJECTS: ReadonlySet<string> = new Set(['function', 'economy', 'governmentEconomy', 'procurement'])

const UNTOLD: ReadonlySet<string> = new Set(['year', 'stage', 'origin', 'nature'])

const ORDER: readonly FactDimension[] = [
  'unit',
  'source',
  'vintage',
  'flow',
  'function',
  'economy',
  'governmentEconomy',
  'character',
  'item',
  'project',
  'procurement',
]

export class NameOf {
  readonly #catalogue: Catalogue
  readonly #year: number
  readonly #own: ReadonlyMap<string, string>
  readonly #names: Readonly<Record<string, string>>

  constructor(budget: Budget, catalogue: Catalogue, names: Readonly<Record<string, string>>) {
    this.#catalogue = catalogue
    this.#year = budget.head.year
    this.#names = names
    this.#own = new Map([
      [`unit=${ELIMINATION.unit}`, ELIMINATION.name] as const,
      ...budget.units.map((unit) => [`unit=${unit.code}`, unit.name] as const),
      ...budget.projects.map((project) => [`project=${project.code}`, project.name] as const),
    ])
  }

  member(dimension: FactDimension, member: string): string {
    const key = `${dimension}=${member}`
    const said = this.#names[key] ?? this.#own.get(key)
    if (said !== undefined) return said
    if (SUBJECTS.has(dimension)) {
      const subject = this.#catalogue.subject(dimension as SubjectTable, member, this.#year)
      if (subject) return subject.name
    }
    return FIXED_MEMBERS[dimension as Dimension]?.find((m) => m.id === member)?.name ?? member
  }

  /** 一般公共预算 · 支出 · 行政运行 · 人员经费 */
  all(coordinates: FactCoordinates): string {
    const parts = ORDER.flatMap((dimension) => {
      const member = coordinates[dimension]
      return member === undefined || UNTOLD.has(dimension) ? [] : [this.member(dimension, member)]
    })
    return parts.length > 0 ? parts.join(' · ') : '合计'
  }
}
