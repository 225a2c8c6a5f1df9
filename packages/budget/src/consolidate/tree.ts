/** The units of a budget as a tree, each with its own totals of the year and whether they balance. */
import type { Budget, Unit } from '../budget.ts'
import { type Elimination, transfersOf } from './transfers.ts'

export interface UnitTotals {
  readonly unit: Unit
  /** 0 for the units at the top. */
  readonly depth: number
  readonly income: bigint
  readonly expenditure: bigint
}

export interface UnitTree {
  /** Superiors before their subordinates, else in the order of the ledger. */
  readonly units: readonly UnitTotals[]
  readonly eliminations: readonly Elimination[]
  readonly eliminated: bigint
  /** Of the department, without what was eliminated. */
  readonly income: bigint
  readonly expenditure: bigint
}

export function unitTree(budget: Budget): UnitTree {
  const { head, units, lines } = budget
  const own = lines.filter(({ year, stage }) => year === head.year && stage === head.stage)
  const totals = new Map<string, { income: bigint; expenditure: bigint }>()
  for (const { unit, flow, fen } of own) {
    const sums = totals.get(unit) ?? { income: 0n, expenditure: 0n }
    sums[flow] += fen
    totals.set(unit, sums)
  }
  const codes = new Set(units.map(({ code }) => code))
  const below = new Map<string | undefined, Unit[]>()
  for (const unit of units) {
    const above = unit.parent !== undefined && codes.has(unit.parent) ? unit.parent : undefined
    below.set(above, [...(below.get(above) ?? []), unit])
  }
  const placed = new Set<string>()
  const out: UnitTotals[] = []
  const place = (unit: Unit, depth: number): void => {
    if (placed.has(unit.code)) return
    placed.add(unit.code)
    out.push({ unit, depth, ...(totals.get(unit.code) ?? { income: 0n, expenditure: 0n }) })
    for (const child of below.get(unit.code) ?? []) place(child, depth + 1)
  }
  for (const unit of below.get(undefined) ?? []) place(unit, 0)
  // Units in a circle hang below nothing; they are shown nevertheless.
  for (const unit of units) place(unit, 0)
  const eliminations = transfersOf(budget).eliminations.filter(
    ({ year, stage }) => year === head.year && stage === head.stage,
  )
  const eliminated = eliminations.reduce((sum, { fen }) => sum + fen, 0n)
  const total = (flow: 'income' | 'expenditure'): bigint =>
    own.reduce((sum, line) => (line.flow === flow ? sum + line.fen : sum), 0n) - eliminated
  return { units: out, eliminations, eliminated, income: total('income'), expenditure: total('expenditure') }
}
