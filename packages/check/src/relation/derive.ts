/**
 * All relations of a document, derived from its own structure. Nobody writes a rule per table.
 */
import type { Quantity } from '../decode/index.ts'
import { type ProseBook, proseSums } from '../prose/index.ts'
import { columnSums } from './columns.ts'
import { holds, isNothing, saysNothing } from './gap.ts'
import { levelSums } from './levels.ts'
import type { Tie } from './relation.ts'
import { rowSums } from './rows.ts'
import { balances, type Claimed, claimsOf, sameCoordinates, sumsAcross } from './same.ts'
import { subjectTies, type TieRow } from './ties.ts'

export interface Derived {
  /** Relations that are believed; those that fail are findings. */
  readonly ties: readonly Tie[]
  /** Relations of a structure that the figures contradict too often to believe that it was read right: 未校验. */
  readonly doubted: readonly Tie[]
  /** Amounts with coordinates that can be compared, of tables and of sentences. */
  readonly claims: readonly Claimed[]
}

export function deriveRelations(book: ProseBook, tieRows: readonly TieRow[]): Derived {
  const within = [
    ...book.panels.flatMap((panel) => columnSums(panel)),
    ...book.panels.flatMap((panel) => rowSums(panel, book.quantities)),
  ]
  const claims = claimsOf(book, contradicted(within, book.quantities))
  const all = [
    ...within,
    ...sameCoordinates(book, claims),
    ...balances(book, claims),
    ...sumsAcross(book, claims),
    ...levelSums(book),
    ...subjectTies(book, claims, tieRows),
    ...proseSums(book, claims),
  ]
  return { ...weigh(withoutRepeats(all), book.quantities), claims }
}

/** Quantities in relations of their own table that fail, and in none that holds and has something to say. */
function contradicted(ties: readonly Tie[], quantities: readonly Quantity[]): Set<number> {
  const failing = new Set<number>()
  const confirmed = new Set<number>()
  for (const tie of ties) {
    const telling = tie.terms.filter((t) => !isNothing(quantities[t.quantity]!))
    if (telling.length === 0) continue
    const list = holds(tie, quantities) ? (telling.length > 1 ? confirmed : undefined) : failing
    for (const t of telling) list?.add(t.quantity)
  }
  return new Set([...failing].filter((q) => !confirmed.has(q)))
}

/** The same relation from two derivations counts once, with the greater trust. */
function withoutRepeats(ties: readonly Tie[]): Tie[] {
  const seen = new Map<string, Tie>()
  for (const tie of ties) {
    const signs = tie.terms.map((t) => t.quantity * t.weight)
    const key = [...signs].sort((a, b) => a - b).join(' ')
    const known = seen.get(key)
    if (!known || known.trust < tie.trust) seen.set(key, tie)
  }
  return [...seen.values()]
}

/**
 * A family of relations stands or falls together: it rests on one reading of the structure. A family that fails more
 * often than it holds was probably misread, unless it is one that the law or the catalogue gives.
 */
function weigh(ties: readonly Tie[], quantities: readonly Quantity[]): Omit<Derived, 'claims'> {
  const families = new Map<string, { held: number; failed: number; all: number; trust: number }>()
  for (const tie of ties) {
    const family = families.get(tie.family) ?? { held: 0, failed: 0, all: 0, trust: tie.trust }
    families.set(tie.family, family)
    family.all++
    if (saysNothing(tie, quantities)) continue
    if (holds(tie, quantities)) family.held++
    else family.failed++
  }
  const believed: Tie[] = []
  const doubted: Tie[] = []
  for (const tie of ties) {
    const { held, failed, all, trust } = families.get(tie.family)!
    const named = tie.family.startsWith('same-project') && held < 2 * failed
    // Ties between classifications are given as data, not read from the document's structure.
    const good =
      tie.rule === 'TIE' ||
      failed === 0 ||
      held >= failed ||
      (trust >= 0.9 && failed - held <= 2) ||
      (trust >= 0.8 && failed === 1) ||
      // One figure among noughts does not speak against the reading.
      (failed === 1 && all >= 4)
    ;(good && !named ? believed : doubted).push(tie)
  }
  return { ties: believed, doubted }
}
