/**
 * Which pack composes a book: the one that is named, else the one that is made for such a book. A pack says whom it is
 * for (`for:`): region by the first digits of GB/T 2260, department or unit, stage, years. Of several that fit, the one
 * that knows its reader best is taken: the longest region, then audience, then stage, then the newest form.
 */
import type { BudgetHead } from '@gouji/budget'
import type { BuiltPack, PackFor, PackProblem } from '@gouji/compose'
import { type PackShelf, packNamed } from './packs.ts'

export type Addressee = Pick<BudgetHead, 'region' | 'audience' | 'stage' | 'year'> & { readonly pack?: string }

/** The pack of a book, ready to compose, or why there is none. */
export function chosenPack(head: Addressee, shelf: PackShelf, wanted: string | undefined = head.pack): BuiltPack {
  if (wanted !== undefined && wanted !== '') return packNamed(wanted, shelf)
  const { id, problems } = packFor(head, shelf)
  return id === undefined ? { problems } : packNamed(id, shelf)
}

export function packFor(head: Addressee, shelf: PackShelf): { id?: string; problems: readonly PackProblem[] } {
  const fitting = [...shelf.raws]
    .flatMap(([id, raw]) => {
      const whom = raw.for as PackFor | undefined
      return whom && typeof whom === 'object' && fits(whom, head) ? [{ id, rank: rankOf(whom) }] : []
    })
    .sort((a, b) => compare(b.rank, a.rank))
  const best = fitting.filter(({ rank }) => compare(rank, fitting[0]!.rank) === 0)
  if (best.length === 1) return { id: best[0]!.id, problems: [] }
  const facts = { region: head.region, year: head.year, audience: head.audience, stage: head.stage }
  const names = (best.length > 1 ? best.map(({ id }) => id) : usable(shelf)).join('、')
  const code = best.length > 1 ? 'pack-choice-open' : 'pack-not-found'
  return { problems: [{ code, pack: '', path: '', facts: { ...facts, known: names } }] }
}

/** A pack that is for somebody; others are parents of packs. */
const usable = (shelf: PackShelf): string[] => [...shelf.raws].flatMap(([id, raw]) => (raw.for ? [id] : []))

function fits(whom: PackFor, head: Addressee): boolean {
  return (
    (whom.region === undefined || head.region.startsWith(String(whom.region))) &&
    (whom.audience === undefined || whom.audience === head.audience) &&
    // A form of budgets is none of final accounts, also where a pack does not say so.
    (whom.stage ?? 'budget') === head.stage &&
    (whom.yearFrom === undefined || whom.yearFrom <= head.year) &&
    (whom.yearTo === undefined || head.year <= whom.yearTo)
  )
}

const rankOf = ({ region, audience, yearFrom, yearTo }: PackFor): readonly number[] => [
  String(region ?? '').length,
  audience === undefined ? 0 : 1,
  yearFrom ?? 0,
  yearTo === undefined ? 0 : 1,
]

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((value, k) => value !== b[k])
  return i < 0 ? 0 : a[i]! - b[i]!
}
