/** The round trip: every amount that the document prints, asked of the ledger's cube. */
import { type Budget, Cube, factsOf } from '@gouji/budget'
import { type Catalogue, contains } from '@gouji/ledger'
import type { Adopted, Undecided, Wanted } from './adopted.ts'
import { keyOf } from './block.ts'

export function proofOf(
  budget: Budget,
  wanted: readonly Wanted[],
  catalogue: Catalogue,
  undecided: Undecided[],
): Adopted['claims'] {
  const parents = new Map(budget.units.flatMap((u) => (u.parent === undefined ? [] : [[u.code, u.parent] as const])))
  const programs = new Map(
    budget.projects.flatMap((p) => (p.parent === undefined ? [] : [[p.code, p.parent] as const])),
  )
  const cube = new Cube(factsOf(budget, catalogue), parents, programs)
  const known = new Map<string, bigint>()
  const at = (asked: Wanted['asked']): bigint => {
    const key = keyOf(asked)
    const fen = known.get(key) ?? cube.at(asked).fen
    known.set(key, fen)
    return fen
  }
  return wanted
    .filter((w) => w.asked.procurement === undefined)
    .map((one) => {
      const fen = at(one.asked)
      const kept = contains(one, fen) || (one.cut !== undefined && contains(one.cut, fen))
      if (!kept && !one.blank) {
        const { where, name, printed, asked } = one
        const facts = { where, name, printed, fen: String(fen), at: keyOf(asked) }
        undecided.push({ code: 'left-out', place: one.place, facts })
      }
      return { wanted: one, kept, fen }
    })
}
