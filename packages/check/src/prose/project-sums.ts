/**
 * Lists of projects against the total that they stand under, and the four quarters of a year against its amount. Neither
 * has coordinates, so the arithmetic does not see them.
 */
import { formatFen, type Interval, sum } from '@gouji/ledger'
import type { Statement } from '@gouji/read'
import { matchingOf } from '../goals/projects.ts'
import type { Finding } from '../report.ts'
import type { RuleContext, RuleInfo } from '../rules/rule.ts'
import { amountText, sentenceFinding } from './finding.ts'
import { namedProjects } from './projects.ts'
import { runningText } from './purpose.ts'

export const PROSE_PROJECTS: RuleInfo = {
  id: 'PROSE-PROJECTS',
  severity: 'error',
  title: { zh: '所列项目或各季度之和不符', en: 'Projects or quarters that do not make up their total' },
  checks:
    '正文在项目支出总数之后逐个列出的项目金额之和不应大于总数；写明项目个数且全部列出、或列全了项目支出表的，应等于总数。四个季度的金额之和应等于同一句或前一句所写的全年数。',
  basis: '部分之和等于总数',
  good: '项目共 2 个，涉及预算资金 30.00 万元，其中：甲项目 20.00 万元，乙项目 10.00 万元。',
  bad: '项目共 2 个，涉及预算资金 30.00 万元，其中：甲项目 20.00 万元，乙项目 15.00 万元。',
}

export const proseProjects = (context: RuleContext): Finding[] => [...lists(context), ...quarters(context)]

function lists(context: RuleContext): Finding[] {
  const { statements } = context.reading
  const named = new Set(namedProjects(context).map((n) => n.statement))
  const told = new Set(context.arithmetic.flatMap((f) => f.evidence.map((e) => e.place)))
  const all = matchingOf(context).rows.filter((r) => !r.nameless).length
  return statements.flatMap((whole, at) => {
    if (!isTotalOfProjects(whole) || told.has(whole.place)) return []
    const parts = partsOf(statements, at, named)
    if (parts.length < 2) return []
    const total = sum(parts.map((p) => p.figure!.rounded))
    const complete =
      parts.length === countBefore(statements, at) ||
      (all >= 2 && parts.every((p) => named.has(statements.indexOf(p))) && parts.length === all)
    const more = total.lo > whole.figure!.rounded.hi
    if (!more && !(complete && total.hi < whole.figure!.rounded.lo)) return []
    return [mismatch(whole, parts, total, `“${whole.subject}”${amountText(whole)}，所列 ${parts.length} 个项目`)]
  })
}

/** 项目支出, 涉及项目预算资金: an amount of projects, and of no single one. */
const isTotalOfProjects = (s: Statement): boolean =>
  s.kind === 'amount' &&
  s.figure !== undefined &&
  s.relation !== 'base' &&
  s.coordinates?.project === undefined &&
  !(s.coordinates?.function || s.coordinates?.economy || s.coordinates?.item) &&
  (s.coordinates?.character === 'project' || (s.coordinates === undefined && /项目/.test(s.subject)))

/** The amounts right behind it that are said to be parts of it, or that are of projects by name. */
function partsOf(statements: readonly Statement[], at: number, named: ReadonlySet<number>): Statement[] {
  const parts: Statement[] = []
  for (let i = at + 1; i < statements.length; i++) {
    const s = statements[i]!
    const listed = s.relation === 'part' && s.of === at && s.coordinates === undefined
    const byName =
      named.has(i) && s.place.page === statements[at]!.place.page && s.place.line === statements[at]!.place.line
    if (s.kind !== 'amount' || !s.figure || !(listed || byName)) break
    parts.push(s)
  }
  return parts
}

/** 项目共4个，涉及项目预算资金: how many projects there are, said right before their total. */
function countBefore(statements: readonly Statement[], at: number): number | undefined {
  const s = statements[at - 1]
  return s?.kind === 'count' && /^[个项]$/.test(s.unit) && /项目/.test(s.quote) ? Number(s.value) : undefined
}

const QUARTER = /第?([一二三四1-4])季度/
const NUMBERS = '一二三四'

function quarters(context: RuleContext): Finding[] {
  const { statements } = context.reading
  const quarterOf = (s: Statement | undefined): number => {
    const digit = s?.kind === 'amount' && s.figure ? QUARTER.exec(s.quote.replace(/\s/g, ''))?.[1] : undefined
    return digit === undefined ? 0 : NUMBERS.includes(digit) ? NUMBERS.indexOf(digit) + 1 : Number(digit)
  }
  return statements.flatMap((whole, at) => {
    const parts = statements.slice(at + 1, at + 5)
    if (whole.kind !== 'amount' || !whole.figure || quarterOf(whole) > 0) return []
    if (!parts.every((p, i) => quarterOf(p) === i + 1) || parts.length < 4) return []
    if (!isBeside(context, whole, parts[0]!)) return []
    const total = sum(parts.map((p) => p.figure!.rounded))
    const { lo, hi } = whole.figure.rounded
    if (total.lo <= hi && lo <= total.hi) return []
    return [mismatch(whole, parts, total, `“${whole.subject}”${amountText(whole)}，四个季度`)]
  })
}

/** No more than one full stop stands between the two. */
function isBeside({ document }: RuleContext, a: Statement, b: Statement): boolean {
  const text = runningText(document, a.place.page)
  const plain = (s: Statement): string => s.quote.replace(/\s/g, '').slice(-8)
  const from = text.indexOf(plain(a))
  const to = text.indexOf(plain(b), from)
  return from >= 0 && to >= 0 && text.slice(from, to).split('。').length <= 2
}

function mismatch(whole: Statement, parts: readonly Statement[], total: Interval, what: string): Finding {
  const unit = whole.figure!.unit
  const decimals = Math.max(...[whole, ...parts].map((s) => s.printed?.decimals ?? 0))
  const right = formatFen((total.lo + total.hi) / 2n, unit, decimals)
  return sentenceFinding(PROSE_PROJECTS, whole, {
    message: `${what}之和为 ${right}${unit}，两者不符。请核对。`,
    arithmetic: `${parts.map((p) => p.value).join(' + ')} = ${right} ≠ ${whole.value}`,
    found: whole.value,
    expected: right,
    others: parts,
  })
}
