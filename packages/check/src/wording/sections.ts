/** What a published budget has to explain in words, and does not mention at all. */
import { plainName } from '@gouji/ledger'
import type { Finding, Severity } from '../report.ts'
import { findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { bodyOf } from './body.ts'
import { type Section, wordsOf } from './words.ts'

export const WORDING_SECTION: RuleInfo = {
  id: 'WORDING-SECTION',
  severity: 'warning',
  title: { zh: '应当说明的事项没有说明', en: 'Required subject is not explained' },
  checks: '公开文本应当说明机构职责、收支增减、机关运行经费、“三公”经费、政府采购、国有资产、绩效，并解释名词。',
  basis: '预算法第十四条；各地公开文本的通行内容',
  good: '其他重要事项：（一）机关运行经费……（二）政府采购情况……',
  bad: '全文没有一处提到机关运行经费',
}

/** Fewer words than these are tables with a few notes, not a book whose text could lack something. */
const BOOK = { lines: 12, characters: 900 }

export function wordingSection(context: RuleContext): Finding[] {
  const words = wordsOf(context)
  const { prose, blank } = bodyOf(context)
  // A workbook holds the tables of a book: what has to be explained stands in the text that it belongs to.
  if (!words || blank || context.document.format === 'xlsx' || context.document.pages.some((p) => !p.hasText)) return []
  const sentences = prose.lines.filter((l) => !l.title)
  if (sentences.length < BOOK.lines || prose.text.length < BOOK.characters) return []
  // A list of contents that runs on into the body may hold headings of the body; what it lists in vain is another rule's.
  const said = prose.text + context.reading.contents.map((h) => h.text).join('\n')
  return words.sections.filter((s) => !s.words.some((w) => said.includes(w))).map((s) => findingOfSection(s, context))
}

const ADMINISTRATION = /(?:局|委员会|委|办公室|厅|人民政府|街道办事处|法院|检察院|联合会)(?:\([^()]*\))?$/

/** What only administrations have to say is no more than a hint for others. */
function severityOf(section: Section, { organisation }: RuleContext['reading']['identity']): Severity {
  if (section.severity !== 'warning' || !section.name.startsWith('机关运行')) return section.severity
  return organisation !== undefined && ADMINISTRATION.test(plainName(organisation)) ? 'warning' : 'info'
}

const findingOfSection = (section: Section, context: RuleContext): Finding => ({
  ...findingOf(WORDING_SECTION, {
    key: section.name,
    severity: severityOf(section, context.reading.identity),
    message: `全文没有说明${section.name}。请补上；没有这项内容的，也请写明没有。`,
    expected: section.name,
    found: '没有',
    evidence: [],
  }),
  basis: section.basis,
})
