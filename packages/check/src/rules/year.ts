/** Titles, notes and headings of forms that carry another year than the document: last year's text taken over. */
import type { Block, Place } from '@gouji/document'
import { plainName } from '@gouji/ledger'
import type { Evidence, Finding } from '../report.ts'
import { isBlankForm } from './blank-form.ts'
import { evidenceAt, findingOf, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const STRUCT_YEAR: RuleInfo = {
  id: 'STRUCT-YEAR',
  severity: 'error',
  title: { zh: '年度与文件不符', en: 'Year is not the document’s' },
  checks: '目录、表题、表下说明和申报表表头的年度应当是文件的年度；讲上年、结转、截止日期和跨年规划的除外。',
  basis: '预算法第十八条（预算年度）',
  good: '2024年部门预算里的申报表：（2024年度）',
  bad: '2024年部门预算里的申报表：（2023年度）',
}

interface Said {
  readonly text: string
  readonly place: Place
  readonly where?: string
  readonly kind: '表题' | '说明' | '表头年度' | '目录'
}

export function structYear(context: RuleContext): Finding[] {
  const { year } = context.reading.identity
  if (year === undefined || isBlankForm(context)) return []
  const said = [
    ...titles(context),
    ...notes(context),
    ...formHeadings(context.document.blocks),
    ...contentsLines(context, year),
  ]
  const seen = new Set<Place>()
  return said.flatMap((s) => {
    const years = yearsIn(s.text)
    if (seen.has(s.place) || years.length === 0 || years.includes(year) || isAboutOther(s.text)) return []
    seen.add(s.place)
    const evidence: Evidence[] = [evidenceAt(s.place, s.text, s.where)]
    return [
      findingOf(STRUCT_YEAR, {
        key: `${s.place.page ?? s.place.line ?? s.place.block ?? 0}.${s.kind}`,
        message: `${s.where ? `${s.where}：` : ''}${s.kind}写的是 ${years.join('、')} 年，本文件是 ${year} 年度。疑沿用旧稿，请改为 ${year} 年并核对内容。`,
        expected: `${year}`,
        found: years.join('、'),
        evidence,
      }),
    ]
  })
}

const yearsIn = (text: string): number[] => [
  ...new Set([...plainName(text).matchAll(/(?<!\d)(20[0-4]\d)(?=年)/g)].map((m) => Number(m[1]))),
]

/** Years that stand beside the document's own with good reason. */
const isAboutOther = (text: string): boolean =>
  /上年|结转|截至|截止|规划|三年|跨年|〔|\[20|文件|通知/.test(plainName(text))

function titles(context: RuleContext): Said[] {
  return context.reading.tables
    .filter((t) => t.titleSource === 'printed' && t.titlePlace !== undefined)
    .map((t) => ({ text: t.title, place: t.titlePlace!, where: nameOfTable(t), kind: '表题' as const }))
}

/** Notes that say there is nothing this year; explanations of terms may name any year. */
function notes(context: RuleContext): Said[] {
  return context.reading.tables.flatMap((t) =>
    t.notes
      .filter((n) => n.text.length < 120 && /(?:无|没有|未安排|空表)/.test(plainName(n.text)))
      .map((n) => ({ text: n.text, place: n.place, where: nameOfTable(t), kind: '说明' as const })),
  )
}

/** A line of the contents with another year, where the others have the document's own. */
function contentsLines({ reading }: RuleContext, year: number): Said[] {
  const dated = reading.contents.filter((h) => yearsIn(h.text).length > 0)
  const wrong = dated.filter((h) => !yearsIn(h.text).includes(year))
  if (wrong.length * 2 >= dated.length) return []
  return wrong.map((h) => ({ text: h.text, place: h.place, kind: '目录' as const }))
}

const FORM_YEAR = /^[(（]\s*20\d\d\s*年\s*度?\s*[)）]$|^20\d\d\s*年度$/

/** `（2024年度）` above a form, or in the rows above its headings. */
function formHeadings(blocks: readonly Block[]): Said[] {
  return blocks.flatMap((block, i): Said[] => {
    if (block.kind === 'table') {
      return block.cells
        .filter((c) => c.row < 4 && FORM_YEAR.test(c.text.trim()))
        .map((c) => ({ text: c.text.trim(), place: c.place, kind: '表头年度' as const }))
    }
    const text = block.text.trim()
    if (!FORM_YEAR.test(text) || !blocks.slice(i + 1, i + 8).some((b) => b.kind === 'table')) return []
    const title = blocks
      .slice(Math.max(0, i - 4), i)
      .reverse()
      .find((b) => b.kind === 'paragraph' && /表$/.test(plainName(b.text)))
    const where = title?.kind === 'paragraph' ? { where: plainName(title.text) } : {}
    return [{ text, place: block.place, kind: '表头年度', ...where }]
  })
}
