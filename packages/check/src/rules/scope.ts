/**
 * 口径: figures that a document counts in the wrong place. The words that tell are data, catalogue/relations/scope.csv.
 */
import { coordinatesKey, plainName } from '@gouji/ledger'
import { printedOf, unitOf } from '../amount.ts'
import { isProse } from '../prose/index.ts'
import type { Book } from '../quantities.ts'
import type { Finding } from '../report.ts'
import { findingOf, type RuleContext, type RuleInfo } from './rule.ts'

export const SCOPE_OFFICE: RuleInfo = {
  id: 'SCOPE-OFFICE',
  severity: 'warning',
  title: { zh: '事业单位列了机关运行经费', en: 'Office running costs of an institution' },
  checks:
    '机关运行经费只含行政单位和参照公务员法管理的事业单位。支出表只有“事业运行”而没有“行政运行”的，不应有机关运行经费。',
  basis: '机关运行经费口径（预算法第十四条、预算法实施条例第六条）',
  good: '支出表列“行政运行”60.00 万元，机关运行经费 8.00 万元。',
  bad: '支出表只列“事业运行”60.00 万元，机关运行经费 8.00 万元。',
}

export const SCOPE_PERSONNEL: RuleInfo = {
  id: 'SCOPE-PERSONNEL',
  severity: 'info',
  title: { zh: '项目支出里列了人员经费', en: 'Personnel costs among projects' },
  checks:
    '项目支出表的项目名称是在编人员的工资、社会保险、住房公积金等。派遣、聘用人员的费用不算；人员类、公用经费都作为项目列出的表不查。',
  basis: '部门预算编制口径：人员经费列入基本支出',
  good: '项目“档案数字化加工”30.00 万元。',
  bad: '项目“在职人员津贴补贴”30.00 万元。',
}

export function scopeOffice({ book, knowledge }: RuleContext): Finding[] {
  const words = wordsOf(knowledge.tables?.get('relations/scope'))
  const printed = [...book.cells.keys()].filter((q) => !isNothing(book, q))
  const office = printed.filter((q) => book.cells[q]!.coordinates?.item === 'office-running')
  const [first] = office
  if (first === undefined) return []
  const subjects = printed.filter((q) => book.cells[q]!.coordinates?.function?.length === 7)
  const named = (kind: string): number | undefined =>
    subjects.find((q) => words(kind).some((word) => plainName(book.cells[q]!.rowLabel).includes(word)))
  const institution = named('institution')
  if (institution === undefined || named('administration') !== undefined) return []
  const cell = book.cells[first]!
  return [
    findingOf(SCOPE_OFFICE, {
      key: coordinatesKey(cell.coordinates!),
      message: `机关运行经费印为 ${printedOf(cell)}${unitOf(cell)}，而支出表只有“${book.cells[institution]!.rowLabel}”，没有“行政运行”。事业单位（参照公务员法管理的除外）没有机关运行经费，请核对单位性质，或改称日常公用经费。`,
      found: printedOf(cell),
      evidence: [first, institution].map((q, i) => ({
        place: book.cells[q]!.place,
        where: book.tables[q]!.title,
        text: `${book.cells[q]!.rowLabel} ${printedOf(book.cells[q]!)}`,
        role: i === 0 ? ('suspect' as const) : ('context' as const),
      })),
    }),
  ]
}

export function scopePersonnel({ reading, knowledge }: RuleContext): Finding[] {
  const words = wordsOf(knowledge.tables?.get('relations/scope'))
  return reading.tables
    .filter((t) => t.kind === 'project' && !t.rows.some((r) => words('whole').some((w) => r.label.includes(w))))
    .flatMap((table) => {
      const rows = table.rows.filter((r) => {
        const name = plainName(r.label)
        return words('personnel').some((w) => name.includes(w)) && !words('engaged').some((w) => name.includes(w))
      })
      const [first] = rows
      if (!first) return []
      return [
        findingOf(SCOPE_PERSONNEL, {
          key: `${table.number}.${first.row}`,
          message: `${table.title}：${rows
            .slice(0, 4)
            .map((r) => `“${r.label}”`)
            .join('、')}是在编人员经费。人员经费应列入基本支出，请核对。`,
          found: first.label,
          evidence: rows.map((r) => ({
            place: r.place,
            where: table.title,
            text: r.label,
            role: 'suspect' as const,
          })),
        }),
      ]
    })
}

const isNothing = (book: Book, q: number): boolean =>
  book.quantities[q]!.blank || book.quantities[q]!.digits === 0n || (isProse(book.tables[q]!) && !book.cells[q]!.figure)

type Table = { readonly rows: readonly { readonly values: Readonly<Record<string, string>> }[] } | undefined

export const wordsOf =
  (table: Table) =>
  (kind: string): string[] =>
    (table?.rows ?? []).filter((r) => r.values.kind === kind).map((r) => plainName(r.values.word ?? ''))
