/**
 * Economies that a sentence lists under 支出总计 without saying that they are those of 基本支出, as they mostly are: only
 * then does a table hold the same coordinates. That is believed when nothing in any table holds the coordinates as they
 * stand, and either the list adds up to 基本支出 or nearly all of its other amounts are those of that table.
 */
import { type Coordinates, meets, sum } from '@gouji/ledger'
import type { Tie } from '../relation/relation.ts'
import type { Claimed } from '../relation/same.ts'
import type { ProseBook } from './statements.ts'

/** Amounts of a list that must agree with 基本支出 before another one is held against it. */
const AGREEING = 4

interface Listed {
  readonly statement: number
  readonly quantity: number
  readonly economy: string
  /** The amount of 基本支出 in a table; undefined where none or several are printed. */
  readonly twin?: number
}

export function economiesOfBasic(book: ProseBook, claims: readonly Claimed[]): Tie[] {
  const basic = basicAmounts(book, claims)
  if (basic.size === 0) return []
  const held = new Set(claims.filter((c) => isTable(book, c) && !c.coordinates.character).map((c) => keyOf(c)))
  const lists = new Map<number, Listed[]>()
  for (const c of claims) {
    const statement = -1 - book.tables[c.quantity]!.number
    if (statement < 0 || !isBareEconomy(c.coordinates) || held.has(keyOf(c))) continue
    const root = rootOf(book, statement)
    const twin = basic.get(keyOf(c))
    const listed = { statement, quantity: c.quantity, economy: c.coordinates.economy! }
    lists.set(root, [...(lists.get(root) ?? []), twin === undefined ? listed : { ...listed, twin }])
  }
  return [...lists].flatMap(([root, list]) => {
    const paired = list.filter((l) => l.twin !== undefined)
    const agreeing = paired.filter((l) => agrees(book, l.quantity, l.twin!)).length
    const alike = agreeing >= AGREEING && agreeing * 5 >= paired.length * 4
    if (!alike && !addsUp(book, claims, list)) return []
    return paired.map((l) => sameTie(book, root, l))
  })
}

const isTable = (book: ProseBook, c: Claimed): boolean => book.tables[c.quantity]!.number > 0

const agrees = (book: ProseBook, a: number, b: number): boolean =>
  meets(book.quantities[a]!.interval, book.quantities[b]!.interval)

/** An economy, its time and perhaps its source, and nothing else. */
const isBareEconomy = (c: Coordinates): boolean =>
  c.economy !== undefined &&
  Object.keys(c).every((d) => ['economy', 'flow', 'source', 'stage', 'year', 'vintage'].includes(d))

/** Economy and time; the source is left open, for 基本支出 is mostly printed for one. */
const keyOf = ({ coordinates: c }: Claimed): string => `${c.economy ?? ''} ${c.stage ?? ''} ${c.year ?? ''}`

/** Economy and time → its one amount in tables of 基本支出; two different amounts say nothing. */
function basicAmounts(book: ProseBook, claims: readonly Claimed[]): Map<string, number> {
  const found = new Map<string, number>()
  const several = new Set<string>()
  for (const c of claims) {
    const { character, economy, function: subject } = c.coordinates
    if (!isTable(book, c) || character !== 'basic' || !economy || subject || book.quantities[c.quantity]!.blank)
      continue
    const known = found.get(keyOf(c))
    if (known === undefined) found.set(keyOf(c), c.quantity)
    else if (!agrees(book, known, c.quantity)) several.add(keyOf(c))
  }
  for (const key of several) found.delete(key)
  return found
}

/** The amount at the head of the list, or the statement itself where it is nobody's part. */
function rootOf(book: ProseBook, statement: number): number {
  const { statements } = book.reading
  let at = statement
  for (let s = statements[at]!; s.relation === 'part' && s.of !== undefined && s.of < at; s = statements[at]!) at = s.of
  return at
}

/** Whether the 类 of the list make up 基本支出. */
function addsUp(book: ProseBook, claims: readonly Claimed[], list: readonly Listed[]): boolean {
  const tops = list.filter((l) => l.economy.length === 3)
  if (new Set(tops.map((l) => l.economy)).size < 2) return false
  const total = sum(tops.map((l) => book.quantities[l.quantity]!.interval))
  const { year, stage } = book.reading.statements[tops[0]!.statement]!.coordinates ?? {}
  return claims.some(({ coordinates: c, quantity }) => {
    const whole = c.character === 'basic' && !c.economy && !c.function && c.year === year && c.stage === stage
    return whole && book.quantities[quantity]!.digits !== 0n && meets(book.quantities[quantity]!.interval, total)
  })
}

function sameTie(book: ProseBook, root: number, l: Listed): Tie {
  return {
    rule: 'SAME-COORDINATES',
    kind: 'same',
    terms: [
      { quantity: l.quantity, weight: 1 },
      { quantity: l.twin!, weight: -1 },
    ],
    trust: 0.8,
    family: `prose-economy ${root} ${book.tables[l.twin!]!.number}`,
    basis: '文字所列经济科目与基本支出表应当一致',
    subject: book.cells[l.quantity]!.rowLabel,
  }
}
