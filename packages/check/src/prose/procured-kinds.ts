/** Procurement in words: its three kinds, and none where projects say that something is bought. */
import type { Reading, Statement } from '@gouji/read'
import type { Finding } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { amountText, sentenceFinding } from './finding.ts'

export const PROSE_KINDS: RuleInfo = {
  id: 'PROSE-KINDS',
  severity: 'info',
  title: { zh: '政府采购没有分列货物、工程、服务', en: 'Procurement not told by its kinds' },
  checks: '说明政府采购总额的，应当分列货物、工程、服务三项（没有的写 0）；有采购表的除外。',
  basis: '预算法第十四条：将政府采购的情况及时向社会公开；分列三项为公开惯例',
  good: '政府采购预算总额 235.30 万元，其中：货物 46.80 万元、工程 60.00 万元、服务 128.50 万元。',
  bad: '政府采购预算总额 235.30 万元。',
}

const KINDS = ['procured-goods', 'procured-works', 'procured-services']

export function kindsFindings(reading: Reading): Finding[] {
  const { statements, identity } = reading
  if (reading.tables.some((t) => t.kind === 'procurement' && t.cells.some((c) => c.printed))) return []
  const isOwn = (s: Statement) =>
    s.coordinates?.year === String(identity.year) && s.coordinates?.stage === identity.stage
  const total = statements.find(
    (s) => s.kind === 'amount' && s.coordinates?.procurement === 'procured' && isOwn(s) && (s.figure?.fen ?? 0n) > 0n,
  )
  if (!total) return []
  const told = new Set(
    statements.flatMap((s) =>
      (s.kind === 'amount' || s.kind === 'nil') && s.coordinates?.procurement ? [s.coordinates.procurement] : [],
    ),
  )
  // What is told of some kinds adds up to the whole: the others are nothing.
  const sum = statements.reduce(
    (fen, s) =>
      fen + (s.kind === 'amount' && isOwn(s) && KINDS.includes(s.coordinates?.procurement ?? '') ? s.figure!.fen : 0n),
    0n,
  )
  if (KINDS.every((kind) => told.has(kind)) || sum >= total.figure!.fen) return []
  return [
    sentenceFinding(PROSE_KINDS, total, {
      message: `政府采购总额 ${amountText(total)}，没有分列货物、工程、服务的金额。请补写，没有的写 0。`,
      found: total.value,
    }),
  ]
}
