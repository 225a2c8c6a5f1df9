/** Reasons of changes: announced and not given, pointing the other way, or pasted under opposite changes. */
import type { Document } from '@gouji/document'
import type { Statement } from '@gouji/read'
import type { DataTable } from '../check.ts'
import type { Finding } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { copiedReasons, oppositeTwin, subjectOf } from './copied-reason.ts'
import { sentenceFinding } from './finding.ts'

export const PROSE_REASON: RuleInfo = {
  id: 'PROSE-REASON',
  severity: 'warning',
  title: { zh: '增减原因缺失或与方向相反', en: 'A reason missing, or pointing the other way' },
  checks: '写了“主要原因是”而没有内容；减少的原因却说经费增加，或增加的原因却说经费减少，或持平的原因却说增减。',
  basis: '公开文本应说明增减变化的原因',
  good: '比上年减少 3.00%，主要原因是压减了会议费。',
  bad: '比上年减少 3.00%，主要原因是会议费增加。',
}

const WORDS = { '+': '增加', '-': '减少', '=': '持平' } as const

const MORE =
  /(?:经费|费用|支出|预算|项目|人员|数)[^，。；、]{0,6}(?:增加|增长|上升|提高)|(?:增加|新增)了?[^，。；、]{0,10}(?:经费|费用|支出|项目|人员)/
const LESS =
  /(?:经费|费用|支出|预算|项目|人员|数|支付)[^，。；、]{0,6}(?:减少|下降|压减|降低)|(?:减少|压减|压缩|调减)了?[^，。；、]{0,10}(?:经费|费用|支出|项目|人员|支付)/

/** A reason that is announced and ended at once; one that goes on in the next paragraph is not empty. */
function endsAtOnce(document: Document, s: Statement): boolean {
  return document.blocks.some((b) => {
    if (b.kind !== 'paragraph' || !/原因(?:是|为)?\s*[:：]?\s*[。；;]/.test(b.text)) return false
    const near =
      b.place.line !== undefined && s.place.line !== undefined
        ? Math.abs(b.place.line - s.place.line) <= 4
        : b.place.block === s.place.block
    return b.place.page === s.place.page && near
  })
}

export function reasonFindings(
  document: Document,
  statements: readonly Statement[],
  words: DataTable | undefined,
): Finding[] {
  const findings: Finding[] = []
  const contraries = new Set<Statement>()
  const told = new Set<string>()
  for (const s of statements) {
    if (s.reason === undefined || !s.direction) continue
    const key = `${JSON.stringify(s.place)} ${s.of}`
    const where = subjectOf(s, statements)
    if (s.reason.replace(/[\s，。；:：]/g, '') === '') {
      if (told.has(`empty ${s.of}`) || !endsAtOnce(document, s)) continue
      told.add(`empty ${s.of}`)
      findings.push(
        sentenceFinding(PROSE_REASON, s, {
          message: `“${where}”写了“主要原因是”，却没有写原因。请补写。`,
          severity: 'error',
          found: '（空白）',
        }),
      )
      continue
    }
    const more = MORE.test(s.reason)
    const less = LESS.test(s.reason)
    // A reason that names both directions (一项减少、一项增加) may weigh them up.
    const saysBoth =
      /增加|增长|上升|提高|新增|净增/.test(s.reason) && /减少|下降|压减|压缩|降低|缩减|核减/.test(s.reason)
    const contrary =
      (s.direction === '-' && more && !less && !saysBoth) ||
      (s.direction === '+' && less && !more && !saysBoth) ||
      (s.direction === '=' && more !== less && s.kind === 'comparison')
    if (!contrary || told.has(`${key}`) || told.has(`reason ${s.of}`)) continue
    told.add(`reason ${s.of}`)
    contraries.add(s)
    const twin = oppositeTwin(statements, s)
    const copied = twin ? `这句话在“${subjectOf(twin, statements)}”处是${WORDS[twin.direction!]}的原因。` : ''
    findings.push(
      sentenceFinding(PROSE_REASON, s, {
        message: `“${where}”${WORDS[s.direction]}，所写原因却是“${s.reason.slice(0, 40)}”，方向相反。${copied}请核对增减方向或改写原因。`,
        found: s.reason.slice(0, 40),
        ...(twin ? { others: [twin] } : {}),
      }),
    )
  }
  return [...findings, ...copiedReasons(statements, contraries, words)]
}
