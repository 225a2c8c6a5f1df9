/**
 * Ties between different classifications, as data: the same payment under a function and under an economy
 * (2080505 机关事业单位基本养老保险缴费支出 and 30108 机关事业单位基本养老保险缴费), and “三公” items with their economies.
 */
import { type Coordinates, coordinatesKey, type Dimension } from '@gouji/ledger'
import type { Book } from '../quantities.ts'
import type { Tie } from './relation.ts'
import { type Claimed, describe } from './same.ts'

export interface TieRow {
  readonly left: string
  readonly right: string
  /** `same` or `atMost` (left ≤ right). */
  readonly relation: string
  readonly within: string
  readonly trust: string
  readonly basis: string
}

export function subjectTies(book: Book, claims: readonly Claimed[], rows: readonly TieRow[]): Tie[] {
  const first = new Map<string, Claimed>()
  for (const c of claims) if (!first.has(c.key) || isBlank(book, first.get(c.key)!)) first.set(c.key, c)
  const ties: Tie[] = []
  for (const row of rows) {
    const left = parseMember(row.left)
    const right = parseMember(row.right)
    for (const claim of first.values()) {
      if (!isAt(claim.coordinates, left, row.within)) continue
      const twin = twinOf(first, claim, left, right)
      if (!twin || isBlank(book, claim) || isBlank(book, twin)) continue
      ties.push({
        rule: 'TIE',
        kind: row.relation === 'atMost' ? 'atMost' : 'tie',
        terms: [
          { quantity: claim.quantity, weight: 1 },
          { quantity: twin.quantity, weight: -1 },
        ],
        trust: Number(row.trust),
        family: `tie ${row.left} ${row.right}`,
        basis: row.basis,
        subject: `${describe(book, claim)} ${row.relation === 'atMost' ? '≤' : '与'} ${describe(book, twin)}`,
      })
    }
  }
  return ties
}

/** The same scope in the other classification; “三公” and 机关运行经费 are of 一般公共预算 without saying so. */
function twinOf(
  first: ReadonlyMap<string, Claimed>,
  claim: Claimed,
  left: MemberOf,
  right: MemberOf,
): Claimed | undefined {
  const base: Partial<Record<Dimension, string>> = { ...claim.coordinates }
  delete base[left.dimension]
  if (right.dimension === 'item') {
    delete base.character
    delete base.source
  }
  const plain = { ...base, [right.dimension]: right.member }
  return (
    first.get(coordinatesKey(plain)) ??
    (left.dimension === 'item' ? first.get(coordinatesKey({ ...plain, source: 'general' })) : undefined)
  )
}

const isBlank = (book: Book, c: Claimed): boolean => book.quantities[c.quantity]!.blank

interface MemberOf {
  readonly dimension: Dimension
  readonly member: string
}

function parseMember(text: string): MemberOf {
  const [dimension, member] = text.split('=')
  return { dimension: dimension as Dimension, member: member! }
}

/** The claim is about the member in the scope asked for (`character=basic`), and about nothing finer. */
function isAt(c: Coordinates, at: MemberOf, within: string): boolean {
  if (c[at.dimension] !== at.member) return false
  const scope = within === '' ? {} : Object.fromEntries(within.split(' ').map((p) => p.split('=')))
  const allowed = new Set(['flow', 'stage', 'year', 'source', at.dimension, ...Object.keys(scope)])
  return Object.entries(scope).every(([d, m]) => c[d as Dimension] === m) && Object.keys(c).every((d) => allowed.has(d))
}
