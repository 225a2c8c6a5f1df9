/**
 * Sums that sentences make: lists of parts against their total, and this year = base + change.
 */
import { type Coordinates, coordinatesKey, type Dimension } from '@gouji/ledger'
import type { Statement } from '@gouji/read'
import type { Quantity } from '../decode/index.ts'
import { holds } from '../relation/gap.ts'
import { partitionsOf } from '../relation/order.ts'
import type { Tie } from '../relation/relation.ts'
import type { Claimed } from '../relation/same.ts'
import { changesOfItems, changesOfParts, withoutMoney } from './changes.ts'
import { economiesOfBasic } from './economies.ts'
import type { ProseBook } from './statements.ts'

const LIST = '文字勾稽：所列各项之和应等于其总数'
const CHANGE = '增减额等于本年数减上年数'

export function proseSums(book: ProseBook, claims: readonly Claimed[]): Tie[] {
  const { statements } = book.reading
  const claimed = new Map(claims.map((c) => [c.quantity, c]))
  const byKey = new Map<string, Claimed>()
  for (const c of claims) if (!byKey.has(c.key)) byKey.set(c.key, c)
  return [
    ...lists(book, statements, claimed, byKey),
    ...changes(book, statements, claimed, byKey),
    ...items(book, claims, byKey),
    ...repeatedChanges(book, statements, claims),
    ...economiesOfBasic(book, claims),
    ...changesOfParts(book, claims),
    ...changesOfItems(book),
    ...changesOfTables(book, claims),
  ]
}

function lists(
  book: ProseBook,
  statements: readonly Statement[],
  claimed: ReadonlyMap<number, Claimed>,
  byKey: ReadonlyMap<string, Claimed>,
): Tie[] {
  const partsOf = new Map<number, number[]>()
  // Parts that the list names in words that are not understood.
  const strangersOf = new Map<number, number[]>()
  for (const [i, s] of statements.entries()) {
    if (s.relation !== 'part' || s.of === undefined || s.kind !== 'amount') continue
    const kept = s.coordinates ? partsOf : strangersOf
    kept.set(s.of, [...(kept.get(s.of) ?? []), i])
  }
  const ties: Tie[] = []
  for (const [of, parts] of partsOf) {
    const strangers = (strangersOf.get(of) ?? []).flatMap((i) => book.quantityOf.get(i) ?? [])
    const whole = statements[of]!
    const root = { coordinates: scopeOf(whole), index: of }
    const nodes = parts
      .filter((p, i) => book.quantityOf.has(p) && !parts.slice(0, i).some((q) => isToldAgain(statements, q, p)))
      .map((p) => ({ coordinates: statements[p]!.coordinates!, index: p }))
    for (const group of partitionsByFlow(root, ofThisYear(nodes))) {
      if (group.length < 2) continue
      const total = totalOf(
        book,
        of,
        group.map((g) => statements[g.index]!.coordinates!),
        claimed,
        byKey,
      )
      if (total === undefined) continue
      const known = group.map((g) => book.quantityOf.get(g.index)!)
      const members = membersOf(total, known, strangers, book.quantities)
      if (!members) continue
      ties.push({
        rule: 'PROSE-SUM',
        kind: 'sum',
        terms: sumTerms(total, members),
        trust: 0.8,
        family: `prose-sum ${of} ${group[0]!.index}`,
        basis: LIST,
        subject: whole.subject,
      })
    }
  }
  return ties
}

const sumTerms = (total: number, parts: readonly number[]): Tie['terms'] => [
  { quantity: total, weight: 1 },
  ...parts.map((quantity) => ({ quantity, weight: -1 as const })),
]

/**
 * The members that a list adds up. An amount whose words are not understood may be one more of them, or a detail of
 * another: whichever makes the list hold is what it is. Where neither does, nobody knows what is wrong, and nothing is said.
 */
function membersOf(
  total: number,
  known: readonly number[],
  strangers: readonly number[],
  quantities: readonly Quantity[],
): readonly number[] | undefined {
  if (strangers.length === 0) return known
  const all = [...known, ...strangers]
  const isSum = (parts: readonly number[]): boolean => holds({ terms: sumTerms(total, parts), kind: 'sum' }, quantities)
  return [known, all].find(isSum)
}

/** The same part with the same amount in a later paragraph: explained once more, not counted once more. */
function isToldAgain(statements: readonly Statement[], earlier: number, later: number): boolean {
  const [a, b] = [statements[earlier]!, statements[later]!]
  return (
    a.value === b.value &&
    (a.place.block !== b.place.block ||
      a.place.line !== b.place.line ||
      a.place.page !== b.place.page ||
      a.place.box?.[1] !== b.place.box?.[1]) &&
    coordinatesKey(a.coordinates!) === coordinatesKey(b.coordinates!)
  )
}

interface Node {
  readonly coordinates: Coordinates
  readonly index: number
}

/** 收支总预算 … 收入包括 … 支出包括: each side adds up to the total by itself. */
function partitionsByFlow(root: Node, nodes: readonly Node[]): Node[][] {
  if (root.coordinates.flow !== undefined) return partitionsOf(root, nodes)
  return ['income', 'expenditure'].flatMap((flow) =>
    partitionsOf(
      { ...root, coordinates: { ...root.coordinates, flow } },
      nodes.filter((n) => n.coordinates.flow === flow),
    ),
  )
}

/** Where a list names what was carried over by itself, its other members are this year's. */
function ofThisYear(nodes: readonly Node[]): Node[] {
  return nodes.map((node) => {
    const { flow, vintage } = node.coordinates
    const isSplit = nodes.some((n) => n.coordinates.flow === flow && n.coordinates.vintage === 'carried')
    return isSplit && vintage === undefined
      ? { ...node, coordinates: { ...node.coordinates, vintage: 'current' } }
      : node
  })
}

const scopeOf = (s: Statement): Coordinates => s.coordinates ?? {}

/**
 * What a list adds up to: the amount that it is said to make up, unless all its items say more than that (items of
 * 财政拨款 listed after the total of all money); then the figure with just what the items share.
 */
function totalOf(
  book: ProseBook,
  of: number,
  parts: readonly Coordinates[],
  claimed: ReadonlyMap<number, Claimed>,
  byKey: ReadonlyMap<string, Claimed>,
): number | undefined {
  const own = book.quantityOf.get(of)
  const whole = own === undefined ? undefined : claimed.get(own)
  const shared: Partial<Record<Dimension, string>> = {}
  for (const [dimension, member] of Object.entries(parts[0]!) as [Dimension, string][]) {
    if (parts.every((p) => p[dimension] === member)) shared[dimension] = member
  }
  const wholeCoordinates = book.reading.statements[of]!.coordinates ?? {}
  const narrower = (['source', 'vintage', 'character', 'item'] as const).some(
    (d) => shared[d] !== undefined && wholeCoordinates[d] !== shared[d],
  )
  // What is left for next year has no subject and no character yet: parts told apart by these make up this year's.
  const isOfYear =
    whole?.coordinates.flow === 'expenditure' && parts.every((p) => p.function ?? p.character ?? p.economy)
  const ofYear = isOfYear ? byKey.get(coordinatesKey({ ...whole.coordinates, vintage: 'current' })) : undefined
  if (!narrower) return ofYear?.quantity ?? own
  const first = [...claimed.values()].find((c) => coordinatesKey(rawOf(book, c)) === coordinatesKey(shared))
  const found =
    first ??
    (whole
      ? byKey.get(coordinatesKey({ ...whole.coordinates, ...(shared.source ? { source: shared.source } : {}) }))
      : undefined)
  return found?.quantity
}

const rawOf = (book: ProseBook, c: Claimed): Coordinates => book.cells[c.quantity]!.coordinates ?? {}

/** Figures of all 项 told one by one (年初预算 of each) against the figure that they share, where no 项 is left out. */
function items(book: ProseBook, claims: readonly Claimed[], byKey: ReadonlyMap<string, Claimed>): Tie[] {
  const leaves = new Set<string>()
  const groups = new Map<string, { readonly shared: Coordinates; readonly items: Map<string, Claimed> }>()
  for (const c of claims) {
    const { function: code, ...rest } = c.coordinates
    if (code?.length !== 7 || c.coordinates.flow !== 'expenditure') continue
    const q = book.quantities[c.quantity]!
    if (book.tables[c.quantity]!.number > 0) {
      if (!q.blank && q.digits !== 0n && !rest.character) leaves.add(code)
      continue
    }
    const key = coordinatesKey(rest)
    const group = groups.get(key) ?? { shared: rest, items: new Map<string, Claimed>() }
    groups.set(key, group)
    if (!group.items.has(code)) group.items.set(code, c)
  }
  const ties: Tie[] = []
  for (const [key, { shared, items: group }] of groups) {
    // Items are this year's; a total of all years stands beside it where there is 结转.
    const whole = byKey.get(coordinatesKey({ ...shared, vintage: 'current' })) ?? byKey.get(key)
    if (!whole || group.size < 3 || ![...leaves].every((code) => group.has(code))) continue
    ties.push({
      rule: 'PROSE-SUM',
      kind: 'sum',
      terms: [
        { quantity: whole.quantity, weight: 1 },
        ...[...group.values()].map((c) => ({ quantity: c.quantity, weight: -1 as const })),
      ],
      trust: 0.8,
      family: `prose-items ${key}`,
      basis: LIST,
      subject: book.cells[whole.quantity]!.rowLabel,
    })
  }
  return ties
}

/** The same change told twice. */
function repeatedChanges(book: ProseBook, statements: readonly Statement[], claims: readonly Claimed[]): Tie[] {
  const first = new Map<string, number>()
  const amounts = Map.groupBy(claims, (c) => withoutMoney(c.coordinates))
  // What is one amount whatever money it is of has one change as well.
  const keyOf = (c: Coordinates): string => {
    const key = withoutMoney(c)
    const digits = new Set((amounts.get(key) ?? []).map((x) => String(book.cells[x.quantity]!.figure?.fen)))
    return digits.size === 1 ? key : coordinatesKey(c)
  }
  const ties: Tie[] = []
  for (const [i, s] of statements.entries()) {
    const quantity = book.quantityOf.get(i)
    if (s.kind !== 'change-amount' || !s.coordinates || !s.base || quantity === undefined) continue
    if (Object.keys(s.coordinates).length < 3) continue
    const key = `${keyOf(s.coordinates)} | ${coordinatesKey(s.base)} ${s.direction}`
    const known = first.get(key)
    if (known === undefined) {
      first.set(key, quantity)
      continue
    }
    ties.push({
      rule: 'SAME-COORDINATES',
      kind: 'same',
      terms: [
        { quantity: known, weight: 1 },
        { quantity, weight: -1 },
      ],
      trust: 0.8,
      family: `prose-repeat ${i}`,
      basis: '同一增减额前后应当一致',
      subject: s.subject,
    })
  }
  return ties
}

/** Current − base = ± change, where the base is printed beside it or elsewhere in the document. */
function changes(
  book: ProseBook,
  statements: readonly Statement[],
  claimed: ReadonlyMap<number, Claimed>,
  byKey: ReadonlyMap<string, Claimed>,
): Tie[] {
  const ties: Tie[] = []
  const bases = basesOf(statements)
  for (const [i, s] of statements.entries()) {
    if (s.kind !== 'change-amount' || s.of === undefined || !s.direction) continue
    const current = book.quantityOf.get(s.of)
    const change = book.quantityOf.get(i)
    const base = baseQuantity(book, s, bases, claimed, byKey)
    if (current === undefined || change === undefined || base === undefined || base === current) continue
    ties.push({
      rule: 'CHANGE',
      kind: 'sum',
      terms: [
        { quantity: current, weight: 1 },
        { quantity: base, weight: -1 },
        { quantity: change, weight: s.direction === '-' ? 1 : -1 },
      ],
      trust: 0.8,
      family: `prose-change ${i}`,
      basis: CHANGE,
      subject: s.subject,
    })
  }
  return ties
}

/** 财政拨款支出比年初预算 2135.00 万元增加 181.14 万元, where only a table prints what was spent. */
function changesOfTables(book: ProseBook, claims: readonly Claimed[]): Tie[] {
  const { statements } = book.reading
  const asked = statements.flatMap((s, i) => (s.kind === 'change-amount' && s.of === undefined && s.base ? [i] : []))
  if (asked.length === 0) return []
  const printed = new Map<string, number>()
  for (const c of claims) {
    const raw = coordinatesKey(rawOf(book, c))
    if (book.tables[c.quantity]!.number > 0 && !printed.has(raw)) printed.set(raw, c.quantity)
  }
  return asked.flatMap((i): Tie[] => {
    const s = statements[i]!
    const base = statements[i - 1]
    const change = book.quantityOf.get(i)
    if (!s.coordinates || change === undefined || base?.kind !== 'amount' || !base.coordinates) return []
    if (coordinatesKey(base.coordinates) !== coordinatesKey({ ...s.coordinates, ...s.base })) return []
    const current =
      printed.get(coordinatesKey({ ...s.coordinates, vintage: 'current' })) ??
      printed.get(coordinatesKey(s.coordinates))
    if (current === undefined) return []
    return [
      {
        rule: 'CHANGE',
        kind: 'sum',
        terms: [
          { quantity: current, weight: 1 },
          { quantity: book.quantityOf.get(i - 1)!, weight: -1 },
          { quantity: change, weight: s.direction === '-' ? 1 : -1 },
        ],
        trust: 0.8,
        family: `prose-change ${i}`,
        basis: CHANGE,
        subject: s.subject,
      },
    ]
  })
}

/** How far behind a base its figure may be printed again: 2023年执行数 … 2024年预算安排 …, 增长 … */
const AGAIN = 5

/** Statement of this year → statement of its base; also where the year's figure is printed again behind the base. */
export function basesOf(statements: readonly Statement[]): Map<number, number> {
  const bases = new Map<number, number>()
  for (const [i, s] of statements.entries()) {
    if (s.relation !== 'base' || s.of === undefined) continue
    bases.set(s.of, i)
    const own = statements[s.of]!.coordinates
    if (!own) continue
    for (let j = i + 1; j <= Math.min(i + AGAIN, statements.length - 1); j++) {
      const again = statements[j]!
      const same =
        again.kind === 'amount' && again.coordinates && coordinatesKey(again.coordinates) === coordinatesKey(own)
      if (same && !bases.has(j)) bases.set(j, i)
    }
  }
  return bases
}

export function baseQuantity(
  book: ProseBook,
  s: Statement,
  bases: ReadonlyMap<number, number>,
  claimed: ReadonlyMap<number, Claimed>,
  byKey: ReadonlyMap<string, Claimed>,
): number | undefined {
  const beside = s.of === undefined ? undefined : bases.get(s.of)
  if (beside !== undefined) return book.quantityOf.get(beside)
  const current = s.of === undefined ? undefined : book.quantityOf.get(s.of)
  const own = current === undefined ? undefined : claimed.get(current)
  if (!own || !s.base) return undefined
  return byKey.get(coordinatesKey({ ...own.coordinates, ...s.base }))?.quantity
}
