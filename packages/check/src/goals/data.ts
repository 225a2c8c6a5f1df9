/** The lists below catalogue/performance/, typed once. Without them the rules that need them are silent. */
import { remembered } from '../memo.ts'
import type { RuleContext } from '../rules/rule.ts'

type Values = Readonly<Record<string, string>>
type Tables = ReadonlyMap<string, { readonly rows: readonly { readonly values: Values }[] }>

/** What a name means by its last word: whether more is better, and where it ends. */
export interface Meaning {
  readonly word: string
  readonly direction: 'up' | 'down'
  /** In percent; undefined where there is none. */
  readonly ceiling: bigint | undefined
  readonly grade: 'error' | 'warning'
}

export interface Level {
  readonly level: string
  readonly name: string
  readonly standard: string
  readonly variant: boolean
}

export interface Scheme {
  readonly name: string
  /** 执行率、成本、产出、效益、满意度. */
  readonly shares: readonly bigint[]
  readonly source: string
}

export interface Threshold {
  readonly quantity: string
  readonly unit: string
  readonly perYear: bigint
  readonly priceMaxYuan: bigint
  readonly note: string
}

export interface Unit {
  readonly unit: string
  readonly sameAs: string
  readonly kind: string
}

export interface GoalData {
  /** Longest words first, so that 成本增长率 is found before 增长率. */
  readonly meanings: readonly Meaning[]
  readonly levels: readonly Level[]
  readonly schemes: readonly Scheme[]
  readonly thresholds: readonly Threshold[]
  readonly units: ReadonlyMap<string, Unit>
  readonly wholeCosts: readonly string[]
}

export function goalDataOf(context: RuleContext): GoalData | undefined {
  const { tables } = context.knowledge
  return tables && dataIn(tables)
}

const dataIn = remembered((tables: Tables): GoalData => {
  const rows = (name: string): Values[] => (tables.get(`performance/${name}`)?.rows ?? []).map((r) => r.values)
  const text = (values: Values, column: string): string => values[column] ?? ''
  return {
    meanings: rows('meanings')
      .map((v) => ({
        word: text(v, 'word'),
        direction: text(v, 'direction') === 'down' ? ('down' as const) : ('up' as const),
        ceiling: text(v, 'ceiling') === '' ? undefined : BigInt(text(v, 'ceiling')),
        grade: text(v, 'grade') === 'error' ? ('error' as const) : ('warning' as const),
      }))
      .sort((a, b) => b.word.length - a.word.length),
    levels: rows('levels').map((v) => ({
      level: text(v, 'level'),
      name: text(v, 'name'),
      standard: text(v, 'standard'),
      variant: text(v, 'scope') === 'variant',
    })),
    schemes: rows('weights').map((v) => ({
      name: text(v, 'scheme'),
      shares: ['execution', 'cost', 'output', 'benefit', 'satisfaction'].map((c) => BigInt(text(v, c))),
      source: text(v, 'source'),
    })),
    thresholds: rows('thresholds').map((v) => ({
      quantity: text(v, 'quantity'),
      unit: text(v, 'unit'),
      perYear: BigInt(text(v, 'per_year')),
      priceMaxYuan: BigInt(text(v, 'price_max_yuan')),
      note: text(v, 'note'),
    })),
    units: new Map(
      rows('units').map((v) => [
        text(v, 'unit'),
        { unit: text(v, 'unit'), sameAs: text(v, 'same_as'), kind: text(v, 'kind') },
      ]),
    ),
    wholeCosts: rows('costs').map((v) => text(v, 'name')),
  }
})
