/**
 * Books whose figures are not rounded at all. When nearly every sum of several figures comes out to the last digit,
 * the amounts were whole to begin with (whole yuan, whole hundreds of yuan), and a sum that is off by one in the last
 * place is rare enough to be shown, although rounding could explain it.
 * Source: the domain notes, section E4, 7: within the interval but improbable.
 */
import { exactly } from '@gouji/ledger'
import { type Diagnosis, decode, type Quantity, type Relation } from './decode/index.ts'

/** Sums of several figures that a document must have before its habit can be judged. */
const SUMS = 30
/** Of a hundred such sums, so many must come out exactly. Rounded books reach about seventy. */
const PER_CENT = 90n
/** One wrong figure spoils several sums; to a hundred sums at most so many figures may be off. */
const MOST_PER_CENT = 3

/**
 * Relations that hold by rounding alone among figures that are not rounded, with what is suspect; empty elsewhere.
 * Each unit has its own habit: sentences in 万元 round what tables in 元 print in full.
 */
export function rareRounding(
  quantities: readonly Quantity[],
  relations: readonly Relation[],
  held: readonly number[],
): Diagnosis[] {
  const byStep = Map.groupBy(
    held.filter((r) => relations[r]!.kind !== 'atMost' && isOfOneUnit(relations[r]!, quantities)),
    (r) => presentIn(relations[r]!, quantities)[0]?.step,
  )
  return [...byStep.values()].flatMap((kept) => rareOfOneUnit(quantities, relations, kept))
}

function rareOfOneUnit(
  quantities: readonly Quantity[],
  relations: readonly Relation[],
  kept: readonly number[],
): Diagnosis[] {
  const points = quantities.map((q) => ({
    ...q,
    interval: exactly(q.blank ? 0n : (q.digits ?? 0n) * q.step),
    truncated: undefined,
  }))
  const telling = kept.filter((r) => isTelling(relations[r]!, quantities))
  const exact = telling.filter((r) => isExact(relations[r]!, points)).length
  if (telling.length < SUMS || BigInt(exact) * 100n < BigInt(telling.length) * PER_CENT || exact === telling.length)
    return []
  const decoded = decode(
    points.map(({ truncated: _, ...q }) => q),
    kept.map((r, id) => ({ ...relations[r]!, id })),
  )
  if (decoded.diagnoses.length * 100 > telling.length * MOST_PER_CENT) return []
  return decoded.diagnoses.map((d) => ({ ...d, relations: d.relations.map((r) => kept[r]!) }))
}

/** Several figures of one unit: only there can rounding show. */
function isTelling(relation: Relation, quantities: readonly Quantity[]): boolean {
  const present = presentIn(relation, quantities)
  const rounded = present.every((q) => q.interval.lo < q.interval.hi)
  return relation.kind === 'sum' && present.length > 2 && rounded
}

const presentIn = (relation: Relation, quantities: readonly Quantity[]): Quantity[] =>
  relation.terms.map((t) => quantities[t.quantity]!).filter((q) => !q.blank && q.digits !== 0n)

/** A figure in 元 and its copy in 万元 differ by rounding in every book. */
function isOfOneUnit(relation: Relation, quantities: readonly Quantity[]): boolean {
  const present = presentIn(relation, quantities)
  return present.every((q) => q.step === present[0]!.step)
}

function isExact(relation: Relation, points: readonly { readonly interval: { readonly lo: bigint } }[]): boolean {
  return relation.terms.reduce((sum, t) => sum + BigInt(t.weight) * points[t.quantity]!.interval.lo, 0n) === 0n
}
