/** Changes told by halves: an amount without a rate or a rate without an amount, and accounts far from their budget. */
import type { Document } from '@gouji/document'
import { add, negate, plainName, quotient, rational, ratiosMeet } from '@gouji/ledger'
import type { Reading, Statement } from '@gouji/read'
import type { Finding } from '../report.ts'
import { listed, type RuleInfo } from '../rules/rule.ts'
import { amountText, evidenceOf, sentenceFinding } from './finding.ts'
import { runningText } from './purpose.ts'

export const PROSE_HALF: RuleInfo = {
  id: 'PROSE-HALF',
  severity: 'info',
  title: { zh: '增减只有额或只有率', en: 'A change by its amount or its rate alone' },
  checks: '收支总数、“三公”经费、机关运行经费的增减，本文件其他处额、率都写，个别处只写其一的，提示补全。',
  basis: '说明增减变化的通行写法：额与率并列，便于核对',
  good: '比上年增加 7.55 万元，增长 3.97%。',
  bad: '比上年增长 3.97%。（没有写增加多少）',
}

export const PROSE_EXECUTED: RuleInfo = {
  id: 'PROSE-EXECUTED',
  severity: 'info',
  title: { zh: '决算与预算差异没有说明原因', en: 'Accounts far from the budget without a word' },
  checks: '完成年初预算的比例偏离 100% 在十分之一以上的，同一段应当说明原因。',
  basis: '决算与预算差异应说明原因（编制惯例；十分之一是提示用的界限，不是规定）',
  good: '完成年初预算的 131.38%，决算数大于年初预算数的主要原因是追加防汛资金。',
  bad: '完成年初预算的 131.38%。',
}

/** How many changes must be told in full before those that are not are the exception. */
const CUSTOM = 3

export function halfFindings({ statements }: Reading): Finding[] {
  const isAsked = (s: Statement) => {
    const c = s.of === undefined ? undefined : statements[s.of]!.coordinates
    return (
      c !== undefined &&
      (c.item !== undefined || Object.keys(c).every((d) => ['flow', 'source', 'stage', 'year', 'vintage'].includes(d)))
    )
  }
  const changes = statements.filter(
    (s) =>
      (s.kind === 'change-amount' || s.kind === 'change-percent') && s.printed && s.printed.digits !== 0n && isAsked(s),
  )
  const groups = [...Map.groupBy(changes, (s) => `${s.of} ${s.base?.year ?? ''} ${s.base?.stage ?? ''}`).values()]
  const full = groups.filter((g) => new Set(g.map((s) => s.kind)).size === 2)
  const half = groups.filter((g) => new Set(g.map((s) => s.kind)).size === 1).map((g) => g[0]!)
  // A change from nothing has no rate.
  const told = half.filter((s) => s.kind === 'change-percent' || !isFromNothing(s, statements))
  if (full.length < CUSTOM || told.length === 0 || told.length > full.length) return []
  const lacks = (s: Statement) => (s.kind === 'change-amount' ? '没有写幅度' : '没有写金额')
  const named = told.map((s) => `“${statements[s.of!]!.subject}”${lacks(s)}`)
  const finding = sentenceFinding(PROSE_HALF, told[0]!, {
    message: `增减说明不全：${listed(named)}。本文件其他处额、率都有，请补全。`,
    found: named[0]!,
  })
  return [{ ...finding, evidence: told.slice(0, 20).map((s) => evidenceOf(s)) }]
}

function isFromNothing(s: Statement, statements: readonly Statement[]): boolean {
  const now = statements[s.of!]!.figure
  if (!now || !s.figure) return true
  const base = add(now.rounded, s.direction === '-' ? s.figure.rounded : negate(s.figure.rounded))
  return base.lo <= 0n
}

/** How far behind the rate its reason may stand. */
const REACH = 260

/** Whether the text around the rate speaks of a reason. */
function isExplained(document: Document, s: Statement): boolean {
  const text = runningText(document, s.place.page)
  const quote = plainName(s.quote)
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (/原因|由于|因为|主要是|主要系/.test(text.slice(Math.max(0, at - 60), at + quote.length + REACH))) return true
  }
  return !text.includes(quote)
}

const NEAR = { lo: rational(9n, 10n), hi: rational(11n, 10n) }

export function executedFindings(document: Document, { statements }: Reading): Finding[] {
  const far = statements.filter((s) => {
    if (s.relation !== 'execution' || s.of === undefined || s.whole === undefined || s.base?.stage !== 'budget')
      return false
    const [now, budget] = [statements[s.of]!, statements[s.whole]!]
    const actual = now.figure && budget.figure ? quotient(now.figure.rounded, budget.figure.rounded) : undefined
    if (!actual || ratiosMeet(actual, NEAR) || now.coordinates?.item === undefined) return false
    return !isExplained(document, s)
  })
  const [first] = far
  if (!first) return []
  const named = far.map(
    (s) => `“${statements[s.of!]!.subject}”${amountText(statements[s.of!]!)}，完成预算的 ${s.value}%`,
  )
  const finding = sentenceFinding(PROSE_EXECUTED, first, {
    message: `${listed(named)}，没有说明原因。请补写。`,
    found: `${first.value}%`,
  })
  return [{ ...finding, evidence: far.slice(0, 20).map((s) => evidenceOf(s)) }]
}
