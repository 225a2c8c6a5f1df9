/** Weights of the indicators of one goal: whole points that make a hundred. */
import type { LedgerRow } from '@gouji/api'

export const WHOLE = 100

/** Undefined for a cell that holds no whole number yet. */
export function pointsOf(row: LedgerRow): number | undefined {
  const text = row.values.weight?.trim() ?? ''
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined
}

export interface Weights {
  readonly sum: number
  /** What is left to give; below nought it is too much. */
  readonly left: number
  readonly byLevel: ReadonlyMap<string, number>
  readonly without: readonly LedgerRow[]
}

export function weigh(indicators: readonly LedgerRow[]): Weights {
  const byLevel = new Map<string, number>()
  let sum = 0
  for (const row of indicators) {
    const points = pointsOf(row) ?? 0
    sum += points
    const level = row.values.level1 ?? ''
    byLevel.set(level, (byLevel.get(level) ?? 0) + points)
  }
  return { sum, left: WHOLE - sum, byLevel, without: indicators.filter((row) => pointsOf(row) === undefined) }
}

/** What is left, shared among the indicators without a weight, the larger shares first; empty where nothing can be given. */
export function shareOut(indicators: readonly LedgerRow[]): ReadonlyMap<string, number> {
  const { left, without } = weigh(indicators)
  if (without.length === 0 || left < without.length) return new Map()
  const [each, more] = [Math.floor(left / without.length), left % without.length]
  return new Map(without.map(({ key }, i) => [key, each + (i < more ? 1 : 0)]))
}
