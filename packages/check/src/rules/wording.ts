/** A cover that speaks of a 部门 (with its units) and titles that speak of a 单位, or the other way round. */
import { plainName } from '@gouji/ledger'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, listed, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const STRUCT_WORDING: RuleInfo = {
  id: 'STRUCT-WORDING',
  severity: 'info',
  title: { zh: '“部门”与“单位”混用', en: 'Mixed 部门 and 单位' },
  checks: '部门预算（含所属单位）与单位预算是两种公开文本，表题的称谓应当与封面一致。',
  basis: '预算法实施条例第六条（部门和单位分别公开）',
  good: '封面“2024年单位预算”，表题“2024年单位收支预算总表”',
  bad: '封面“2024年单位预算”，表题“2024年部门收支预算总表”',
}

const SAYS: Readonly<Record<'department' | 'unit', string>> = { department: '部门', unit: '单位' }

export function structWording(context: RuleContext): Finding[] {
  const { audience } = context.reading.identity
  if (audience === undefined) return []
  const own = SAYS[audience]
  const other = SAYS[audience === 'department' ? 'unit' : 'department']
  const strange = context.reading.tables.filter(
    (t) => t.titleSource === 'printed' && wordOf(t.title) === other && t.kind !== 'performance',
  )
  if (strange.length === 0) return []
  return [
    findingOf(STRUCT_WORDING, {
      key: audience,
      message: `封面是“${own}”，${strange.length} 张表的表题用“${other}”：${listed(
        strange.map((t) => `“${t.title}”`),
        4,
      )}。请统一为“${own}”。`,
      expected: own,
      found: other,
      evidence: strange.map((t) => evidenceAt(t.titlePlace ?? t.place, t.title, nameOfTable(t))),
    }),
  ]
}

/** 预算单位 and 部门(单位) say neither; 部门预算经济分类 is the name of a classification. */
function wordOf(title: string): string | undefined {
  const plain = plainName(title).replace(/部门预算(?:支出)?经济分类|部门\(单位\)|单位\(部门\)/g, '')
  const found = new Set(
    [
      ...plain.matchAll(/(部门|单位)(?=(?:预算|决算)?(?:收支|收入|支出|财政|财务|一般公共|政府性|国有|项目|基本))/g),
    ].map((m) => m[1]!),
  )
  return found.size === 1 ? [...found][0] : undefined
}
