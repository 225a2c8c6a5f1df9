/**
 * Shares and rates of change recomputed as quotients of intervals. A rate that is wrong for its base is tried against
 * the other base that people take by mistake.
 */
import {
  add,
  compare,
  coordinatesKey,
  growth,
  growthFromChange,
  type Interval,
  negate,
  printedPercent,
  quotient,
  type RatioInterval,
  rational,
  ratiosMeet,
  toDecimal,
} from '@gouji/ledger'
import type { Statement } from '@gouji/read'
import { nameOfTable } from '../amount.ts'
import type { Claimed } from '../relation/same.ts'
import type { Finding } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { cellName } from '../telling.ts'
import { amountText, sentenceFinding } from './finding.ts'
import type { ProseBook } from './statements.ts'
import { basesOf } from './sums.ts'

export const PROSE_SHARE: RuleInfo = {
  id: 'PROSE-SHARE',
  severity: 'error',
  title: { zh: '占比复算不符', en: 'A share that its amounts do not give' },
  checks:
    '句中占比、完成预算的比例与其部分数、总数之商（按印出精度的区间）比较；总数或预算数只在表中的，与表中的数比较；都没有的，与决算数和预算数之差比较。',
  basis: '占比等于部分数除以总数',
  good: '支出 200.00 万元，其中项目支出 50.00 万元，占 25.0%。',
  bad: '支出 200.00 万元，其中项目支出 50.00 万元，占 52.0%。',
}

export const PROSE_RATE: RuleInfo = {
  id: 'PROSE-RATE',
  severity: 'error',
  title: { zh: '增减幅度复算不符', en: 'A rate of change that its amounts do not give' },
  checks:
    '增减百分比与增减额、本年数、上年数（按印出精度的区间）比较，并指出是否误用了分母；上年为零而写增长率的，作提示。',
  basis: '增减幅度等于增减额除以上年数',
  good: '预算 6.00 万元，比上年减少 2.00 万元，下降 25.0%。',
  bad: '预算 6.00 万元，比上年减少 2.00 万元，下降 33.3%（以本年数为分母）。',
}

/**
 * `corrected` holds amounts that other relations have found wrong, as they should be: a share that agrees with the right
 * amount, or with the wrong one, is a consequence and not a second error.
 */
export function rateFindings(
  book: ProseBook,
  claims: readonly Claimed[],
  corrected: ReadonlyMap<number, Interval>,
): Finding[] {
  const { statements } = book.reading
  const tables = wholesInTables(book, claims)
  const amount = (index: number): Interval | undefined => {
    const quantity = book.quantityOf.get(index)
    return (quantity === undefined ? undefined : corrected.get(quantity)) ?? statements[index]?.figure?.rounded
  }
  const printed = (index: number): Interval | undefined => statements[index]?.figure?.rounded
  const all = (of: AmountOf) => [
    ...shares(statements, of),
    ...sharesOfTables(statements, of, tables),
    ...executions(statements, of),
    ...rates(statements, of),
  ]
  const still = new Set(all(printed).map((f) => f.id))
  return all(amount).filter((f) => still.has(f.id))
}

/** The amount that a statement makes, or should make. */
type AmountOf = (statement: number) => Interval | undefined

const percentOf = (s: Statement): RatioInterval | undefined =>
  s.printed ? printedPercent(s.printed.digits, s.printed.decimals) : undefined

/** Everything that prints so when the rest is cut off instead of rounded. */
function truncatedPercent(s: Statement): RatioInterval | undefined {
  if (!s.printed) return undefined
  const d = 10n ** BigInt(s.printed.decimals) * 100n
  return { lo: rational(s.printed.digits, d), hi: rational(s.printed.digits + 1n, d) }
}

const agrees = (printed: Statement, actual: RatioInterval): boolean => {
  const rounded = percentOf(printed)
  const cut = truncatedPercent(printed)
  return (rounded !== undefined && ratiosMeet(rounded, actual)) || (cut !== undefined && ratiosMeet(cut, actual))
}

/** The middle of an interval of ratios as per cent, with the decimals of the sentence. */
function asPercent(r: RatioInterval, decimals: number): string {
  const lo = toDecimal(rational(r.lo.n * 100n, r.lo.d), decimals)
  const hi = toDecimal(rational(r.hi.n * 100n, r.hi.d), decimals)
  return lo === hi ? `${lo}%` : `${lo}%～${hi}%`
}

const decimalsOf = (s: Statement): number => Math.min(Math.max(s.printed?.decimals ?? 2, 1), 4)

function shares(statements: readonly Statement[], amount: AmountOf): Finding[] {
  const findings: Finding[] = []
  for (const s of statements) {
    if (s.kind !== 'percent-of' || s.of === undefined || s.whole === undefined) continue
    const part = statements[s.of]!
    const whole = statements[s.whole]!
    const [p, w] = [amount(s.of), amount(s.whole)]
    if (!p || !w || w.hi <= 0n) continue
    const actual = quotient(p, w)
    if (!actual || agrees(s, actual)) continue
    const others = (s.wholes ?? []).flatMap((i) => amount(i) ?? []).flatMap((v) => quotient(p, v) ?? [])
    if (others.some((other) => agrees(s, other))) continue
    const right = asPercent(actual, decimalsOf(s))
    findings.push(
      sentenceFinding(PROSE_SHARE, s, {
        message: `“${part.subject}”${amountText(part)} 占“${whole.subject}”${amountText(whole)} 应为 ${right}，文中为 ${s.value}%。请复算。`,
        arithmetic: `${part.value} ÷ ${whole.value} = ${right} ≠ ${s.value}%`,
        expected: right,
        found: `${s.value}%`,
        others: [part, whole],
      }),
    )
  }
  return findings
}

interface TableWhole {
  readonly quantity: number
  readonly interval: Interval
  readonly text: string
  readonly where: string
}

/** Statement → the amount of a table of which its share was taken, where no sentence prints it. */
function wholesInTables(book: ProseBook, claims: readonly Claimed[]): ReadonlyMap<number, TableWhole> {
  const wholes = new Map<number, TableWhole>()
  const asked = book.reading.statements.flatMap((s, i) =>
    s.kind === 'percent-of' && s.of !== undefined && s.whole === undefined && (s.wholeAt || s.base) ? [i] : [],
  )
  if (asked.length === 0) return wholes
  const claimed = new Map(claims.map((c) => [c.quantity, c]))
  const byKey = new Map<string, number>()
  const byRaw = new Map<string, number>()
  for (const { quantity, key } of claims) {
    if (book.tables[quantity]!.number < 0 || book.quantities[quantity]!.blank) continue
    if (!byKey.has(key)) byKey.set(key, quantity)
    const raw = coordinatesKey(book.cells[quantity]!.coordinates!)
    if (!byRaw.has(raw)) byRaw.set(raw, quantity)
  }
  for (const i of asked) {
    const s = book.reading.statements[i]!
    const part = claimed.get(book.quantityOf.get(s.of!) ?? -1)
    const quantity = s.wholeAt
      ? (byRaw.get(coordinatesKey({ ...s.wholeAt, vintage: 'current' })) ?? byRaw.get(coordinatesKey(s.wholeAt)))
      : part && byKey.get(coordinatesKey({ ...part.coordinates, ...s.base }))
    if (quantity === undefined || quantity === part?.quantity) continue
    wholes.set(i, {
      quantity,
      interval: book.quantities[quantity]!.interval,
      text: book.cells[quantity]!.text,
      where: `${nameOfTable(book, quantity)}${cellName(book, quantity)}`,
    })
  }
  return wholes
}

function sharesOfTables(
  statements: readonly Statement[],
  amount: AmountOf,
  wholes: ReadonlyMap<number, TableWhole>,
): Finding[] {
  return [...wholes].flatMap(([i, whole]): Finding[] => {
    const s = statements[i]!
    const part = statements[s.of!]!
    const p = amount(s.of!)
    const actual = p && whole.interval.lo > 0n ? quotient(p, whole.interval) : undefined
    if (!actual || agrees(s, actual)) return []
    const right = asPercent(actual, decimalsOf(s))
    const word = s.relation === 'execution' ? '完成' : '占'
    return [
      sentenceFinding(PROSE_SHARE, s, {
        message: `“${part.subject}”${amountText(part)} ${word}${whole.where} ${whole.text} 应为 ${right}，文中为 ${s.value}%。请复算。`,
        arithmetic: `${part.value} ÷ ${whole.text} = ${right} ≠ ${s.value}%`,
        expected: right,
        found: `${s.value}%`,
        others: [part],
      }),
    ]
  })
}

/** 完成年初预算的 106.14%，决算数大于预算数 131.14 万元: the budget that both leave unsaid is one. */
function executions(statements: readonly Statement[], amount: AmountOf): Finding[] {
  return statements.flatMap((s, i): Finding[] => {
    if (s.relation !== 'execution' || s.of === undefined || s.whole !== undefined || !s.base) return []
    const spent = statements[s.of]!
    const near = statements.findIndex(
      (c, k) => k > i && k <= i + 2 && c.kind === 'change-amount' && c.of === s.of && c.base?.stage === s.base!.stage,
    )
    const change = statements[near]
    const [now, size] = [amount(s.of), near < 0 ? undefined : amount(near)]
    if (!change || !now || !size || change.base?.year !== s.base.year) return []
    const budget = add(now, change.direction === '-' ? size : negate(size))
    const actual = budget.lo > 0n ? quotient(now, budget) : undefined
    if (!actual || agrees(s, actual)) return []
    const right = asPercent(actual, decimalsOf(s))
    return [
      sentenceFinding(PROSE_SHARE, s, {
        message: `“${spent.subject}”${amountText(spent)}，与预算相差 ${amountText(change)}，完成预算应为 ${right}，文中为 ${s.value}%。请复算。`,
        arithmetic: `${spent.value} ÷ (${spent.value} ${change.direction === '-' ? '+' : '−'} ${change.value}) = ${right} ≠ ${s.value}%`,
        expected: right,
        found: `${s.value}%`,
        others: [spent, change],
      }),
    ]
  })
}

function rates(statements: readonly Statement[], amount: AmountOf): Finding[] {
  const findings: Finding[] = []
  const bases = basesOf(statements)
  for (const [i, s] of statements.entries()) {
    if (s.kind !== 'change-percent' || s.of === undefined || !s.printed) continue
    const change = changeBeside(statements, i)
    const opposite = change === undefined ? undefined : againstItsChange(s, statements[change]!)
    if (opposite) {
      findings.push(opposite)
      continue
    }
    const base = bases.get(s.of)
    const found = fromNothing(statements, s, change, base) ?? judge(statements, amount, i, change, base)
    if (found) findings.push(found)
  }
  return findings
}

/** 0.30 万元，比上年增加 0.30 万元，增长 100%: last year there was nothing, and from nothing there is no rate. */
function fromNothing(
  statements: readonly Statement[],
  s: Statement,
  changeAt: number | undefined,
  baseAt: number | undefined,
): Finding | undefined {
  const current = statements[s.of!]!
  const change = changeAt === undefined ? undefined : statements[changeAt]!
  const base = baseAt === undefined ? undefined : statements[baseAt]!
  if (s.direction !== '+' || s.printed!.digits === 0n || current.kind !== 'amount' || !current.figure?.fen)
    return undefined
  const isAllNew = change?.direction === '+' && change.figure?.fen === current.figure.fen
  if (!isAllNew && base?.figure?.fen !== 0n) return undefined
  return sentenceFinding(PROSE_RATE, s, {
    severity: 'info',
    message: `“${current.subject}”${amountText(current)}${isAllNew ? '等于增加额' : ''}，上年为零，没有可比的增长率，文中写增长 ${s.value}%。请改为“上年无此项支出”一类的说明。`,
    found: `${s.value}%`,
    others: [current, ...(change ? [change] : base ? [base] : [])],
  })
}

/** 增加 3.00 万元，下降 5%: one of the two words is wrong. */
function againstItsChange(s: Statement, change: Statement): Finding | undefined {
  if (
    !s.direction ||
    !change.direction ||
    s.direction === change.direction ||
    s.direction === '=' ||
    change.direction === '='
  )
    return undefined
  if (s.printed?.digits === 0n || change.printed?.digits === 0n) return undefined
  const word = (d: string): string => (d === '+' ? '增加' : '减少')
  return sentenceFinding(PROSE_RATE, s, {
    message: `“${s.subject}”的增减额写${word(change.direction)} ${amountText(change)}，幅度却写${word(s.direction)} ${s.value}%，方向相反。请核对。`,
    found: word(s.direction),
    expected: word(change.direction),
    others: [change],
  })
}

/** The change of the same amount in the same comparison: 减少 2.97 万元，下降 99%. */
function changeBeside(statements: readonly Statement[], index: number): number | undefined {
  const s = statements[index]!
  if (s.relation === 'rate' && s.of !== undefined) return s.of
  return [index - 1, index + 1].find((i) => {
    const near = statements[i]
    return near?.kind === 'change-amount' && near.of === s.of && near.figure !== undefined
  })
}

function judge(
  statements: readonly Statement[],
  amount: AmountOf,
  index: number,
  changeAt: number | undefined,
  baseAt: number | undefined,
): Finding | undefined {
  const s = statements[index]!
  const current = statements[s.of!]!
  const now = amount(s.of!)
  if (current.kind !== 'amount' || !now) return undefined
  const signed = (r: RatioInterval): RatioInterval =>
    s.direction === '-' ? { lo: rational(-r.hi.n, r.hi.d), hi: rational(-r.lo.n, r.lo.d) } : r
  const change = changeAt === undefined ? undefined : statements[changeAt]!
  const size = changeAt === undefined ? undefined : amount(changeAt)
  const delta = size && (change!.direction === '-' ? negate(size) : size)
  const fromChange = delta && growthFromChange(now, delta)
  const before = baseAt === undefined ? undefined : amount(baseAt)
  if (before && before.lo > 0n) {
    const base = statements[baseAt!]!
    const actual = growth(now, before)
    if (!actual || agrees(s, signed(actual)) || (fromChange && agrees(s, signed(fromChange)))) return undefined
    const how = `(${current.value} − ${base.value}) ÷ ${base.value}`
    return wrongRate(s, signed(actual), how, [current, base], swapped(now, before, s))
  }
  if (!change || !size || !fromChange || agrees(s, signed(fromChange))) return undefined
  // Both nothing: 增加 0 万元，增长 0%.
  if (size.lo === 0n && size.hi === 0n && s.printed!.digits === 0n) return undefined
  const wrong = quotient(size, now)
  const byCurrent = wrong !== undefined && agrees(s, wrong)
  const how = `${change.value} ÷ (${current.value} ${change.direction === '-' ? '+' : '−'} ${change.value})`
  return wrongRate(s, signed(fromChange), how, [current, change], byCurrent)
}

/** Whether the rate was taken of this year's figure instead of last year's. */
function swapped(now: Interval, base: Interval, s: Statement): boolean {
  const gap = add(now, negate(base))
  const size: Interval = gap.lo >= 0n ? gap : negate(gap)
  const wrong = size.lo >= 0n ? quotient(size, now) : undefined
  return wrong !== undefined && agrees(s, wrong)
}

function wrongRate(
  s: Statement,
  actual: RatioInterval,
  how: string,
  others: readonly Statement[],
  byCurrent: boolean,
): Finding {
  const right = asPercent(actual, decimalsOf(s))
  const opposite = compare(actual.hi, rational(0n, 1n)) < 0
  const why = opposite ? '增减方向与数字相反' : byCurrent ? '误以本年数为分母' : '请复算'
  return sentenceFinding(PROSE_RATE, s, {
    message: `“${s.subject}”的增减幅度应为 ${right}，文中为 ${s.value}%（${why}）。`,
    arithmetic: `${how} = ${right} ≠ ${s.value}%`,
    expected: right,
    found: `${s.value}%`,
    others,
  })
}
