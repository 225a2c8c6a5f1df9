/** What a budget is compared with: it is itself the 年初预算, so that word names last year only beside 上年. */
import type { Document } from '@gouji/document'
import type { Reading } from '@gouji/read'
import type { Evidence, Finding } from '../report.ts'
import { findingOf, type RuleInfo } from '../rules/rule.ts'
import { PROSE } from './statements.ts'

export const PROSE_BASE: RuleInfo = {
  id: 'PROSE-BASE',
  severity: 'warning',
  title: { zh: '比较对象写错', en: 'Compared with the wrong budget' },
  checks: '预算文本中“比年初预算……增加（减少）”的比较对象。本年预算就是年初预算，应写明与上年预算相比。',
  basis: '预算说明应与上年预算数比较',
  good: '基本支出 60.00 万元，比上年预算 50.00 万元增加 10.00 万元。',
  bad: '基本支出 60.00 万元，比年初预算 50.00 万元增加 10.00 万元。',
}

const BASE = /[比较](?:本年|当年)?年初预算数?\s*[\d,.\s]*\d\s*万?元/g

export function baseFindings(document: Document, reading: Reading): Finding[] {
  if (reading.identity.stage !== 'budget') return []
  const evidence: Evidence[] = document.blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [...block.text.matchAll(BASE)].map((m) => ({
          place: block.place,
          where: PROSE,
          text: m[0].replace(/\s+/g, ''),
          role: 'suspect' as const,
        }))
      : [],
  )
  const [first] = evidence
  if (!first) return []
  return [
    findingOf(PROSE_BASE, {
      key: `${first.place.page ?? ''}.${first.place.line ?? first.place.block ?? ''}`,
      message: `本文件是预算，文中 ${evidence.length} 处写与“年初预算”比较：${evidence
        .slice(0, 4)
        .map((e) => `“${e.text}”`)
        .join('、')}。疑应为“上年预算”，请核对后改正。`,
      found: '年初预算',
      expected: '上年预算',
      evidence,
    }),
  ]
}
