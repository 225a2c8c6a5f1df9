/**
 * Changes against each other. Where a sentence splits the change of a whole into those of its parts, they add up with
 * their signs; and amounts that several sentences give alike (财政拨款收入, 财政拨款支出, 一般公共预算支出) mostly changed alike.
 */
import { type Coordinates, coordinatesKey, type Dimension, type Interval, meets, negate, sum } from '@gouji/ledger'
import type { Statement } from '@gouji/read'
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

/** How many statements behind the change of a whole those of its parts may stand, with their amounts and bases between. */
const REACH = 8

/** 支出比上年增加 8 万元，其中基本支出增加 2 万元，项目支出增加 6 万元. */
export function changesOfParts(book: ProseBook, claims: readonly Claimed[]): Tie[] {
  const { statements } = book.reading
  let known: ReadonlyMap<string, Interval> | undefined
  const amounts = (): ReadonlyMap<string, Interval> => {
    known ??= new Map(claims.map((c) => [withoutMoney(c.coordinates), book.quantities[c.quantity]!.interval]))
    return known
  }
  return statements.flatMap((whole, at): Tie[] => {
    const total = book.quantityOf.get(at)
    if (!isChange(whole) || !whole.coordinates || total === undefined) return []
    const root = { coordinates: whole.coordinates, index: at }
    const nodes: { coordinates: Coordinates; index: number }[] = []
    for (let i = at + 1; i < Math.min(statements.length, at + 1 + REACH); i++) {
      const s = statements[i]!
      if (!isBeside(whole, s)) break
      if (isChange(s) && s.coordinates && book.quantityOf.has(i) && sameBase(whole, s)) {
        nodes.push({ coordinates: s.coordinates, index: i })
      }
    }
    return partitionsOf(root, nodes).flatMap((group): Tie[] => {
      if (group.length < 2 || !exhausts(amounts(), root, group)) return []
      const sign = (index: number): 1 | -1 => (statements[index]!.direction === whole.direction ? -1 : 1)
      return [
        {
          rule: 'PROSE-SUM',
          kind: 'sum',
          terms: [
            { quantity: total, weight: 1 },
            ...group.map((g) => ({ quantity: book.quantityOf.get(g.index)!, weight: sign(g.index) })),
          ],
          trust: 0.8,
          family: `prose-changes ${at}`,
          basis: '文字勾稽：各部分增减额之和等于总数的增减额',
          subject: `${whole.subject}增减额`,
        },
      ]
    })
  })
}

/** The amounts of the parts make up that of the whole, so that nothing is left whose change is not told. */
function exhausts(
  amounts: ReadonlyMap<string, Interval>,
  whole: { readonly coordinates: Coordinates },
  parts: readonly { readonly coordinates: Coordinates }[],
): boolean {
  const total = amounts.get(withoutMoney(whole.coordinates))
  const own = parts.flatMap((p) => amounts.get(withoutMoney(p.coordinates)) ?? [])
  return total !== undefined && total.lo !== 0n && own.length === parts.length && meets(total, sum(own))
}

/** Coordinates but for the source of money and 结转, which sentences leave out. */
function withoutMoney(c: Coordinates): string {
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

/** The one of three or more that differs, or the later of two that differ in nothing but their direction. */
function deviantOf(group: readonly Statement[]): Statement | undefined {
  if (group.length === 2) {
    const [a, b] = group
    return !agrees(a!, b!) && meets(a!.figure!.rounded, b!.figure!.rounded) ? b : undefined
  }
  const alone = group.filter((s) => group.every((o) => o === s || !agrees(s, o)))
  const rest = group.filter((s) => s !== alone[0])
  return alone.length === 1 && rest.every((s) => agrees(s, rest[0]!)) ? alone[0] : undefined
}
