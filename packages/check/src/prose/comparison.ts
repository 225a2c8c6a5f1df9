/** Words against figures: 持平 beside a change, 小于 beside a greater figure, 没有 beside an amount. */
import { coordinatesKey, meets, subtract } from '@gouji/ledger'
import type { Statement } from '@gouji/read'
import { nameOfTable } from '../amount.ts'
import type { Claimed } from '../relation/same.ts'
import type { Finding } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { cellName } from '../telling.ts'
import { amountText, evidenceOf, sentenceFinding } from './finding.ts'
import type { ProseBook } from './statements.ts'
import { baseQuantity, basesOf } from './sums.ts'

export const PROSE_WORD: RuleInfo = {
  id: 'PROSE-WORD',
  severity: 'error',
  title: { zh: '增减用词与数字不符', en: 'A word of comparison against the figures' },
  checks: '“持平”“增加”“减少”“大于”“小于”等词与本年数、比较数之差的方向比较。',
  basis: '文字表述应与数字一致',
  good: '预算 6.00 万元，上年 6.00 万元，与上年持平。',
  bad: '预算 6.00 万元，上年 5.00 万元，与上年持平。',
}

export const PROSE_NIL: RuleInfo = {
  id: 'PROSE-NIL',
  severity: 'error',
  title: { zh: '称“没有”而有数', en: 'Said to be nothing, and there is something' },
  checks: '正文或表下说明称没有某项安排，而表中该项有金额。',
  basis: '文字表述应与表中数字一致',
  good: '没有使用政府性基金预算拨款安排的支出（表中无数）。',
  bad: '没有使用政府性基金预算拨款安排的支出（表中列 12.00 万元）。',
}

export function comparisonFindings(book: ProseBook, claims: readonly Claimed[]): Finding[] {
  return [...words(book, claims), ...nils(book, claims)]
}

function words(book: ProseBook, claims: readonly Claimed[]): Finding[] {
  const { statements } = book.reading
  const claimed = new Map(claims.map((c) => [c.quantity, c]))
  const byKey = new Map<string, Claimed>()
  for (const c of claims) if (!byKey.has(c.key)) byKey.set(c.key, c)
  const bases = basesOf(statements)
  const findings: Finding[] = []
  for (const s of statements) {
    if (
      s.of === undefined ||
      !s.direction ||
      (s.kind !== 'comparison' && s.kind !== 'change-percent' && s.kind !== 'change-amount')
    )
      continue
    const current = statements[s.of]!
    const now = book.quantityOf.get(s.of)
    const before = baseQuantity(book, s, bases, claimed, byKey) ?? budgetBeside(book, statements, s)
    if (now === undefined || before === undefined || now === before || current.kind !== 'amount') continue
    if (s.kind !== 'comparison' && s.printed?.digits === 0n) continue
    const gap = subtract(book.quantities[now]!.interval, book.quantities[before]!.interval)
    const actual = gap.lo > 0n ? '+' : gap.hi < 0n ? '-' : '='
    if (actual === s.direction || (actual === '=' && meets(gap, { lo: -1n, hi: 1n })) || /基本/.test(s.value)) continue
    if (s.kind === 'comparison' && s.direction !== '=' && actual === '=') continue
    const words = { '+': '增加', '-': '减少', '=': '持平' } as const
    findings.push(
      sentenceFinding(PROSE_WORD, s, {
        message: `“${current.subject}”${amountText(current)}，比较数 ${book.cells[before]!.printed ? `${book.cells[before]!.text.slice(-16)}` : ''}，实为${words[actual]}，文中写“${s.kind === 'comparison' ? s.value : words[s.direction]}”。`,
        found: s.kind === 'comparison' ? s.value : words[s.direction],
        expected: words[actual],
        others: [current],
      }),
    )
  }
  return findings
}

/** 年初预算为 … 支出决算为 … 决算数小于预算数: the budget of the same subject, named right before. */
function budgetBeside(book: ProseBook, statements: readonly Statement[], s: Statement): number | undefined {
  if (s.of === undefined || !s.base?.stage || s.base.stage === statements[s.of]!.coordinates?.stage) return undefined
  const current = statements[s.of]!
  const wanted = coordinatesKey({ ...current.coordinates, ...s.base })
  for (let i = s.of - 1; i >= Math.max(0, s.of - 3); i--) {
    const c = statements[i]!.coordinates
    if (c && coordinatesKey(c) === wanted) return book.quantityOf.get(i)
  }
  return undefined
}

/** Nothing said where the tables show something. */
function nils(book: ProseBook, claims: readonly Claimed[]): Finding[] {
  const findings: Finding[] = []
  const seen = new Set<string>()
  // Notes below tables are held against their own table elsewhere.
  const notes = new Set(
    book.reading.tables.flatMap((t) => t.notes.map((n) => `${n.place.page} ${n.place.line} ${n.place.box?.[1]}`)),
  )
  for (const s of book.reading.statements) {
    if (notes.has(`${s.place.page} ${s.place.line} ${s.place.box?.[1]}`)) continue
    const c = s.coordinates
    if (s.kind !== 'nil' || !c) continue
    const said = (['source', 'item', 'procurement'] as const).filter((d) => c[d] !== undefined)
    if (said.length === 0 || c.procurement) continue
    const key = said.map((d) => `${d}=${c[d]}`).join(' ')
    const against = claims.filter((x) => {
      const raw = book.cells[x.quantity]!.coordinates ?? {}
      const q = book.quantities[x.quantity]!
      return (
        !q.blank &&
        q.digits !== 0n &&
        said.every((d) => raw[d] === c[d]) &&
        (c.flow === undefined || raw.flow === c.flow) &&
        (c.year === undefined || raw.year === c.year) &&
        raw.stage === (c.stage ?? raw.stage)
      )
    })
    const first = against.find((x) => book.tables[x.quantity]!.number > 0)
    if (!first || against.length < 2 || seen.has(key)) continue
    seen.add(key)
    const cell = book.cells[first.quantity]!
    const base = sentenceFinding(PROSE_NIL, s, {
      message: `文中称“${s.quote.slice(-30)}”，而${nameOfTable(book, first.quantity)}${cellName(book, first.quantity)}为 ${cell.text}。请核对。`,
      found: '没有',
      expected: cell.text,
    })
    findings.push({
      ...base,
      evidence: [
        evidenceOf(s),
        {
          place: cell.place,
          where: nameOfTable(book, first.quantity),
          text: `${cellName(book, first.quantity)} ${cell.text}`,
          role: 'context',
        },
      ],
    })
  }
  return findings
}
