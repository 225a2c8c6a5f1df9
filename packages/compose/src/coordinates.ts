/** Coordinates as packs write them: `flow=expenditure source=general`, with `@last-budget` for another year or stage. */
import type { BudgetHead, FactCoordinates, FactDimension } from '@gouji/budget'
import { DIMENSIONS, type Dimension, FIXED_MEMBERS, isUnder } from '@gouji/ledger'

const KNOWN: ReadonlySet<string> = new Set([...DIMENSIONS, 'nature'])

export class CoordinatesError extends Error {
  readonly reason: string
  readonly word: string
  constructor(reason: string, word: string) {
    super(`${reason}: ${word}`)
    this.name = 'CoordinatesError'
    this.reason = reason
    this.word = word
  }
}

export interface Asked {
  readonly coordinates: FactCoordinates
  readonly period?: string
}

const kept = new Map<string, Asked>()

export function parseCoordinates(source: string): Asked {
  const known = kept.get(source)
  if (known) return known
  const coordinates: Partial<Record<FactDimension, string>> = {}
  let period: string | undefined
  for (const word of source.trim().split(/\s+/)) {
    if (word === '') continue
    if (word.startsWith('@')) {
      if (!Object.hasOwn(PERIOD_NAMES, word.slice(1))) throw new CoordinatesError('period-unknown', word)
      period = word.slice(1)
      continue
    }
    const [dimension, member] = word.split('=')
    if (!KNOWN.has(dimension!) || !member) throw new CoordinatesError('dimension-unknown', word)
    const fixed = FIXED_MEMBERS[dimension as Dimension]
    if (fixed && !fixed.some((m) => m.id === member)) throw new CoordinatesError('member-unknown', word)
    coordinates[dimension as FactDimension] = member
  }
  const asked: Asked = period === undefined ? { coordinates } : { coordinates, period }
  kept.set(source, asked)
  return asked
}

/** Years and stages that a book speaks of beside its own, and what they are called. */
export const PERIOD_NAMES: Readonly<Record<string, string>> = {
  this: '本年',
  budget: '年初预算数',
  adjusted: '全年预算数',
  executed: '执行数',
  'last-budget': '上年预算数',
  'last-executed': '上年执行数',
  'last-final': '上年决算数',
}

/** Year and stage of a period of a book. */
export function periodOf(head: BudgetHead, period = 'this'): { year: string; stage: string } {
  const last = period.startsWith('last-')
  const stage = period === 'this' ? head.stage : period.replace('last-', '')
  return { year: String(last ? head.year - 1 : head.year), stage }
}

/**
 * Two sets of coordinates at once: where both name a dimension, the deeper member; undefined where they exclude each
 * other, which leaves a cell of a form blank.
 */
export function both(a: FactCoordinates, b: FactCoordinates): FactCoordinates | undefined {
  const all: Partial<Record<FactDimension, string>> = { ...a }
  for (const [key, member] of Object.entries(b)) {
    const dimension = key as FactDimension
    const own = all[dimension]
    if (own === undefined || own === member) all[dimension] = member
    // Units and projects have trees of their own in each budget: axes give only members of those around them.
    else if (dimension === 'unit' || dimension === 'project') all[dimension] = member
    else if (isTree(dimension) && isUnder(dimension, member, own)) all[dimension] = member
    else if (isTree(dimension) && isUnder(dimension, own, member)) continue
    else return undefined
  }
  return all
}

const isTree = (dimension: FactDimension): dimension is Dimension =>
  dimension !== 'nature' && dimension !== 'year' && dimension !== 'stage'
