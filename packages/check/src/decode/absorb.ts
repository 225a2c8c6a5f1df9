/**
 * Diagnoses that others already explain. Several cells wrong in one place (three blanks down one column) leave
 * relations that no single one of them mends, but all of them together do: such relations are consequences, not
 * causes of their own.
 */
import { add, exactly, type Interval, negate } from '@gouji/ledger'
import type { Diagnosis, Quantity, Relation } from './system.ts'

export function absorb(
  quantities: readonly Quantity[],
  relations: readonly Relation[],
  diagnoses: readonly Diagnosis[],
): Diagnosis[] {
  const remaining = new Map(diagnoses.map((d, i) => [i, d]))
  const order = [...remaining.keys()].sort((a, b) => weight(diagnoses[a]!) - weight(diagnoses[b]!))
  for (const i of order) {
    const own = remaining.get(i)!
    const others = [...remaining].filter(([j]) => j !== i)
    const changes = changesOf(others.map(([, d]) => d))
    if (changes.size === 0 || !own.relations.every((r) => touches(relations[r]!, changes))) continue
    if (!own.relations.every((r) => holdsWith(relations[r]!, quantities, changes))) continue
    remaining.delete(i)
    for (const r of own.relations) {
      const [j, taker] = others.find(([, d]) => touches(relations[r]!, changesOf([d])))!
      const now = remaining.get(j) ?? taker
      remaining.set(j, { ...now, relations: [...now.relations, r] })
    }
  }
  return [...remaining.values()]
}

/** Those that explain least are tried first: without a suspect, then with a suspect that changes no number. */
function weight(d: Diagnosis): number {
  const chief = d.suspects[0]
  if (!chief) return 0
  return chief.changes.length === 0 ? 1 : 2 + d.relations.length + chief.score
}

function changesOf(diagnoses: readonly Diagnosis[]): Map<number, Interval> {
  const changes = new Map<number, Interval>()
  for (const d of diagnoses) {
    for (const c of d.suspects[0]?.changes ?? [])
      changes.set(c.quantity, c.interval.lo === c.interval.hi ? exactly(c.proposed) : c.interval)
  }
  return changes
}

const touches = (relation: Relation, changes: ReadonlyMap<number, Interval>): boolean =>
  relation.terms.some((t) => changes.has(t.quantity))

function holdsWith(
  relation: Relation,
  quantities: readonly Quantity[],
  changes: ReadonlyMap<number, Interval>,
): boolean {
  let total: Interval = exactly(0n)
  for (const { quantity, weight: w } of relation.terms) {
    const value = changes.get(quantity) ?? quantities[quantity]!.interval
    total = add(total, w === 1 ? value : negate(value))
  }
  return relation.kind === 'atMost' ? total.lo <= 0n : total.lo <= 0n && total.hi >= 0n
}
