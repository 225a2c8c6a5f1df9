/**
 * Two causes in one diagnosis: a list that lacks something is mended on paper by the 0 with which it ends, together with
 * a wrong figure further down in the same list. That 0 was meant, so what it mends stands alone, and the wrong figure is
 * told for itself instead of as a consequence.
 */
import type { Diagnosis, Relation, Suspect } from '../decode/index.ts'
import type { ProseBook } from './statements.ts'

export function apartFromNil(
  book: ProseBook,
  relations: readonly Relation[],
  diagnoses: readonly Diagnosis[],
): Diagnosis[] {
  const isNil = (q: number): boolean => book.tables[q]!.number < 0 && book.quantities[q]!.digits === 0n
  return diagnoses.flatMap((d) => {
    const changes = d.suspects[0]?.changes ?? []
    const rest = changes.filter((c) => !isNil(c.quantity))
    if (rest.length === 0 || rest.length === changes.length) return [d]
    const touches = (r: number, among: Suspect['changes']): boolean =>
      relations[r]!.terms.some((t) => among.some((c) => c.quantity === t.quantity))
    const own = d.relations.filter((r) => touches(r, rest))
    const nil = d.relations.filter((r) => !touches(r, rest))
    if (own.length === 0 || nil.length === 0) return [d]
    const chief: Suspect = { ...d.suspects[0]!, changes: rest, mends: own.length }
    return [
      { ...d, relations: nil, suspects: [] },
      { ...d, relations: own, suspects: [chief] },
    ]
  })
}
