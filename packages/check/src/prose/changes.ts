/**
 * Changes against each other. Where a sentence splits the change of a whole into those of its parts, they add up with
 * their signs; and amounts that several sentences give alike (财政拨款收入, 财政拨款支出, 一般公共预算支出) mostly changed alike.
 */
import {
  add,
  type Coordinates,
  coordinatesKey,
  type Dimension,
  exactly,
  FIXED_MEMBERS,
  type Interval,
  meets,
  negate,
} from '@gouji/ledger'
import type { Statement } from '@gouji/read'
import type { Quantity } from '../decode/index.ts'
import { gapOf, holds } from '../relation/gap.ts'
import { partitionsOf } from '../relation/order.ts'
import type { Tie } from '../relation/relation.ts'
import type { Claimed } from '../relation/same.ts'
import type { Finding } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { amountText, sentenceFinding } from './finding.ts'
import type { ProseBook } from './statements.ts'

export const PROSE_ALIKE: RuleInfo = {
  id: 'PROSE-ALIKE',
  severity: 'warning',
  title: { zh: '同一数的增减前后不一', en: 'One amount, two changes' },
  checks:
    '财政拨款收入、财政拨款支出、一般公共预算支出等本年数相同、比较对象相同的，所写增减额或增减方向应当相同；三处中一处不同，或增减额相同而方向相反的，报告。与上年决算数比时，收入、支出、总计各自相比：上年可以有结余。',
  basis: '收支平衡的数，其增减也应当一致',
  good: '财政拨款收入 100.00 万元，增加 5.00 万元；财政拨款支出 100.00 万元，增加 5.00 万元。',
  bad: '财政拨款收入 100.00 万元，增加 5.00 万元；财政拨款支出 100.00 万元，减少 5.00 万元。',
}

/**
 * How many statements behind the change of a whole those of its parts may stand, with their amounts and bases between;
 * each in the same paragraph as the one before or in the next one.
 */
const REACH = 40

/** 支出比上年增加 8 万元，其中基本支出增加 2 万元，项目支出增加 6 万元. */
export function changesOfParts(book: ProseBook, claims: readonly Claimed[]): Tie[] {
  const { statements } = book.reading
  let known: Amounts | undefined
  const amounts = (): Amounts => {
    known ??= Map.groupBy(claims, (c) => withoutMoney(c.coordinates))
    return known
  }
  const intervals = (c: Coordinates): Interval[] =>
    (amounts().get(withoutMoney(c)) ?? []).flatMap((x) => {
      const isOther = c.source !== undefined && x.coordinates.source !== undefined && x.coordinates.source !== c.source
      const q = book.quantities[x.quantity]!
      return isOther || q.blank || q.digits === 0n ? [] : [q.interval]
    })
  return statements.flatMap((whole, at): Tie[] => {
    const total = book.quantityOf.get(at)
    if (!isChange(whole) || !whole.coordinates || total === undefined) return []
    const root = { coordinates: whole.coordinates, index: at }
    const nodes: { coordinates: Coordinates; index: number }[] = []
    for (let i = at + 1; i < Math.min(statements.length, at + 1 + REACH); i++) {
      const s = statements[i]!
      if (!isBeside(statements[i - 1]!, s)) break
      if (isChange(s) && s.coordinates && book.quantityOf.has(i) && sameBase(whole, s)) {
        nodes.push({ coordinates: s.coordinates, index: i })
      }
    }
    return partitionsOf(root, nodes).flatMap((group): Tie[] => {
      if (group.length < 2 || !(toldToExhaust(statements, root, group) ?? exhausts(intervals, root, group))) return []
      const sign = (index: number): 1 | -1 => (statements[index]!.direction === whole.direction ? -1 : 1)
      const terms: Tie['terms'] = [
        { quantity: total, weight: 1 },
        ...group.map((g) => ({ quantity: book.quantityOf.get(g.index)!, weight: sign(g.index) })),
      ]
      if (isOfRounded(terms, book.quantities)) return []
      return [
        {
          rule: 'PROSE-SUM',
          kind: 'sum',
          terms,
          trust: 0.8,
          family: `prose-changes ${at}`,
          basis: '文字勾稽：各部分增减额之和等于总数的增减额',
          subject: `${whole.subject}增减额`,
        },
      ]
    })
  })
}

/**
 * Changes are mostly the differences of figures that were rounded before: each may then be off by a whole unit of its last
 * place instead of half of one. Whether they fail to add up by no more than that, which is nobody's mistake.
 */
function isOfRounded(terms: Tie['terms'], quantities: readonly Quantity[]): boolean {
  const tie = { terms, kind: 'sum' as const }
  if (holds(tie, quantities)) return false
  const { lo, hi } = gapOf(tie, quantities)
  const slack = terms.reduce((so, { quantity }) => so + quantities[quantity]!.step, 0n)
  return lo <= slack && hi >= -slack
}

/** Whether the amounts that changed, where each is told with its change, make each other up. */
function toldToExhaust(
  statements: readonly Statement[],
  whole: { readonly index: number },
  parts: readonly { readonly index: number }[],
): boolean | undefined {
  const amountOf = ({ index }: { readonly index: number }): Interval | undefined => {
    const changed = statements[statements[index]!.of ?? -1]
    return changed?.kind === 'amount' ? changed.figure?.rounded : undefined
  }
  const [total, ...amounts] = [whole, ...parts].map(amountOf)
  if (!total || amounts.some((a) => a === undefined)) return undefined
  return meets(
    total,
    amounts.reduce<Interval>((so, a) => add(so, a!), exactly(0n)),
  )
}

/** The amounts of the parts make up that of the whole, so that nothing is left whose change is not told. */
function exhausts(
  intervals: (c: Coordinates) => Interval[],
  whole: { readonly coordinates: Coordinates },
  parts: readonly { readonly coordinates: Coordinates }[],
): boolean {
  // The same is often printed for all money and for the general budget; some choice of the parts makes up the whole.
  let sums: Interval[] = [exactly(0n)]
  for (const part of parts) {
    const own = distinct(intervals(part.coordinates))
    sums = distinct(sums.flatMap((so) => own.map((x) => add(so, x)))).slice(0, CHOICES)
  }
  return sums.length > 0 && intervals(whole.coordinates).some((t) => sums.some((s) => meets(t, s)))
}

type Amounts = ReadonlyMap<string, readonly Claimed[]>

/** More different sums than this are not followed up. */
const CHOICES = 64

const distinct = (all: readonly Interval[]): Interval[] => [...new Map(all.map((i) => [`${i.lo} ${i.hi}`, i])).values()]

/**
 * “三公”经费减少 1.10 万元 … 公务接待费减少 0.50 万元 … 公务用车运行维护费减少 0.60 万元: the items that the law names
 * make up the whole, wherever in the document their changes are told; 持平 is a change of nothing.
 */
export function changesOfItems(book: ProseBook): Tie[] {
  const { statements } = book.reading
  const told = new Map<string, { readonly index: number; readonly nothing: boolean }>()
  const keyOf = (s: Statement, item: string) => `${item} ${coordinatesKey(s.base!)} ${s.coordinates!.year}`
  for (const [index, s] of statements.entries()) {
    const nothing = s.direction === '=' && !/基本/.test(s.value)
    if (!s.base || s.coordinates?.item === undefined || !(nothing || (isChange(s) && book.quantityOf.has(index))))
      continue
    const key = keyOf(s, s.coordinates.item)
    if (!told.has(key)) told.set(key, { index, nothing })
  }
  return [...told.values()].flatMap(({ index, nothing }): Tie[] => {
    const whole = statements[index]!
    if (nothing) return []
    const parts = partsOfItem(whole.coordinates!.item!, (item) => told.get(keyOf(whole, item)))
    if (!parts || isRounding(book.quantities[book.quantityOf.get(index)!]!, parts.filter((p) => p.nothing).length))
      return []
    const sign = (i: number): 1 | -1 => (statements[i]!.direction === whole.direction ? -1 : 1)
    return [
      {
        rule: 'PROSE-SUM',
        kind: 'sum',
        terms: [
          { quantity: book.quantityOf.get(index)!, weight: 1 },
          ...parts.flatMap((p) =>
            p.nothing ? [] : [{ quantity: book.quantityOf.get(p.index)!, weight: sign(p.index) }],
          ),
        ],
        trust: 0.8,
        family: `prose-item-changes ${index}`,
        basis: '文字勾稽：各部分增减额之和等于总数的增减额',
        subject: `${whole.subject}增减额`,
      },
    ]
  })
}

/** 持平 is said of amounts that are printed alike: of each, one in the last decimal may be left. */
function isRounding({ digits = 0n, step }: Quantity, alike: number): boolean {
  return step > 1n && -BigInt(alike) <= digits && digits <= BigInt(alike)
}

/** What is told of each member right under an item, or of those under it in turn; nothing where one is not told. */
function partsOfItem<T>(item: string, told: (item: string) => T | undefined): T[] | undefined {
  const members = (FIXED_MEMBERS.item ?? []).filter((m) => m.parent === item)
  if (members.length === 0) return undefined
  const parts: T[] = []
  for (const { id } of members) {
    const own = told(id)
    const deeper = own === undefined ? partsOfItem(id, told) : [own]
    if (!deeper) return undefined
    parts.push(...deeper)
  }
  return parts
}

/** Coordinates but for the source of money and 结转, which sentences leave out. */
export function withoutMoney(c: Coordinates): string {
  const rest: Partial<Record<Dimension, string>> = { ...c }
  delete rest.source
  delete rest.vintage
  return coordinatesKey(rest)
}

const isChange = (s: Statement): boolean =>
  s.kind === 'change-amount' && s.figure !== undefined && (s.direction === '+' || s.direction === '-')

const isBeside = (a: Statement, b: Statement): boolean =>
  a.place.page === b.place.page &&
  a.place.block === b.place.block &&
  Math.abs((a.place.line ?? 0) - (b.place.line ?? 0)) <= 2

/** Parts need not say again what they are compared with. */
const sameBase = (a: Statement, b: Statement): boolean =>
  !a.base || !b.base || coordinatesKey(a.base) === coordinatesKey(b.base)

export function alikeFindings(statements: readonly Statement[]): Finding[] {
  // Where 政府性基金 has changed or nothing is said of it, all appropriations and those of the general budget differ.
  const onlyGeneral = statements.some(
    (s) => s.coordinates?.source === 'fund' && (s.direction === '=' || s.kind === 'nil'),
  )
  const groups = Map.groupBy(
    statements.filter((s) => isChange(s) && s.base && s.of !== undefined && s.printed?.digits !== 0n),
    (s) => alikeKey(statements[s.of!]!, s.base!, onlyGeneral),
  )
  return [...groups].flatMap(([key, group]): Finding[] => {
    if (key === undefined || group.length < 2) return []
    const deviant = deviantOf(group)
    if (!deviant) return []
    const other = group.find((s) => s !== deviant)!
    const word = (s: Statement): string => `${s.direction === '+' ? '增加' : '减少'} ${amountText(s)}`
    const [a, b] = [deviant, other].map((s) => statements[s.of!]!)
    return [
      sentenceFinding(PROSE_ALIKE, deviant, {
        message: `“${a!.subject}”与“${b!.subject}”本年数相同、比较对象相同，前者写${word(deviant)}，后者写${word(other)}。请核对。`,
        found: word(deviant),
        expected: word(other),
        others: [other],
      }),
    ]
  })
}

/** Amounts of one year that are alike but for the side of the budget and the source of money. */
function alikeKey(current: Statement, base: Coordinates, onlyGeneral: boolean): string | undefined {
  const c = current.coordinates
  if (current.kind !== 'amount' || !current.figure || current.figure.fen === 0n || !c) return undefined
  const rest: Partial<Record<Dimension, string>> = { ...c }
  // A plan spends what it takes in. Of a year that is over something may be left: its totals and its spending differ.
  if (base.stage !== 'final') delete rest.flow
  if (onlyGeneral && (c.source === 'fiscal' || c.source === 'general')) delete rest.source
  if (Object.keys(rest).some((d) => d !== 'year' && d !== 'stage' && d !== 'source')) return undefined
  return `${current.figure.fen} ${coordinatesKey(rest)} ${coordinatesKey(base)}`
}

const signed = (s: Statement): Interval => (s.direction === '-' ? negate(s.figure!.rounded) : s.figure!.rounded)
const agrees = (a: Statement, b: Statement): boolean => meets(signed(a), signed(b))

/**
 * The whole income or the whole expenditure: they were equal last year as well. What the year took in and spent without
 * 结转, and what was carried out of a budget, need not have been.
 */
const isGrand = (s: Statement): boolean =>
  s.base?.stage === 'budget' && s.coordinates?.stage === 'budget' && !s.coordinates.vintage && !s.coordinates.source

/** The one of three or more that differs, or the later of two that differ in nothing but their direction. */
function deviantOf(group: readonly Statement[]): Statement | undefined {
  if (group.length === 2) {
    const [a, b] = group
    if (agrees(a!, b!)) return undefined
    return meets(a!.figure!.rounded, b!.figure!.rounded) || (isGrand(a!) && isGrand(b!)) ? b : undefined
  }
  const alone = group.filter((s) => group.every((o) => o === s || !agrees(s, o)))
  const rest = group.filter((s) => s !== alone[0])
  return alone.length === 1 && rest.every((s) => agrees(s, rest[0]!)) ? alone[0] : undefined
}
