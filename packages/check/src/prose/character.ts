/** An amount explained as 基本支出 alone, while the tables give the greater part of it to 项目支出. */
import type { Document } from '@gouji/document'
import { printedOf, unitOf } from '../amount.ts'
import type { Claimed } from '../relation/same.ts'
import type { Finding } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { amountText, sentenceFinding } from './finding.ts'
import { explanation } from './purpose.ts'
import type { ProseBook } from './statements.ts'

export const PROSE_CHARACTER: RuleInfo = {
  id: 'PROSE-CHARACTER',
  severity: 'warning',
  title: { zh: '说明只提基本支出，多数是项目支出', en: 'Explained as running costs, mostly projects' },
  checks: '功能科目的用途说明只提“基本支出”，而支出表中该科目的项目支出超过一半。',
  basis: '文字说明应与支出构成一致',
  good: '一般公共服务支出 100.00 万元，主要用于基本支出和项目支出。',
  bad: '一般公共服务支出 100.00 万元（项目支出 70.00 万元），主要用于基本支出。',
}

export function characterFindings(document: Document, book: ProseBook, claims: readonly Claimed[]): Finding[] {
  const projects = claims.filter((c) => c.coordinates.character === 'project' && book.tables[c.quantity]!.number > 0)
  const findings: Finding[] = []
  for (const s of book.reading.statements) {
    const { function: subject, character, year, stage } = s.coordinates ?? {}
    if (s.kind !== 'amount' || !subject || character || !s.figure || s.relation === 'base') continue
    const project = projects.find(
      ({ coordinates: c }) => c.function === subject && c.year === year && c.stage === stage,
    )
    if (!project || book.quantities[project.quantity]!.interval.lo * 2n <= s.figure.rounded.hi) continue
    const purpose = explanation(document, s)
    if (!purpose || !/基本支出/.test(purpose) || /项目/.test(purpose)) continue
    const cell = book.cells[project.quantity]!
    findings.push(
      sentenceFinding(PROSE_CHARACTER, s, {
        message: `“${s.subject}”${amountText(s)}的说明只提基本支出，而${book.tables[project.quantity]!.title}中该科目的项目支出为 ${printedOf(cell)}${unitOf(cell)}。请补写项目支出的用途。`,
        found: '基本支出',
        expected: '基本支出和项目支出',
      }),
    )
  }
  return findings
}
