/** What could not be read: pages without text, and columns of figures whose headings were not understood. */
import type { ReadColumn, ReadTable } from '@gouji/read'
import type { Finding } from '../report.ts'
import { isBlankForm } from './blank-form.ts'
import { evidenceAt, findingOf, listed, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const STRUCT_PAGE: RuleInfo = {
  id: 'STRUCT-PAGE',
  severity: 'warning',
  title: { zh: '页面没有文字，未校验', en: 'Page without text' },
  checks: '扫描页和整页图片没有可读的文字，其中的表和数没有校验，不能算通过。',
  basis: '没有读到的内容不能算通过',
  good: '由办公软件直接导出的 PDF',
  bad: '把盖章页扫描成图片的 PDF',
}

export const STRUCT_UNREAD: RuleInfo = {
  id: 'STRUCT-UNREAD',
  severity: 'info',
  title: { zh: '表头没有读懂，未校验', en: 'Headings not understood' },
  checks: '有数字而表头没有读懂的栏，没有校验。',
  basis: '没有读懂的内容不能算通过',
  good: '表头“一般公共预算”“政府性基金预算”',
  bad: '表头缺字或只有编号',
}

export function structPage(context: RuleContext): Finding[] {
  const pages = context.document.pages.filter((p) => !p.hasText).map((p) => p.number)
  if (pages.length === 0) return []
  return [
    findingOf(STRUCT_PAGE, {
      key: pages.join('.'),
      state: 'unverified',
      message: `第 ${listed(pages.map(String), 12)} 页没有文字（扫描页或图片），未校验。请提供带文字的文本。`,
      evidence: pages.map((page) => evidenceAt({ page }, `第 ${page} 页`)),
    }),
  ]
}

export function structUnread(context: RuleContext): Finding[] {
  if (isBlankForm(context)) return []
  return context.reading.tables.flatMap((table) => {
    const columns = table.columns.filter((c) => !c.understood && hasFigureIn(table, c))
    if (columns.length === 0 || table.kind === 'performance') return []
    const names = columns.map((c) => `“${c.path.join(' / ') || '无表头'}”`)
    return [
      findingOf(STRUCT_UNREAD, {
        key: `${table.number}`,
        state: 'unverified',
        message: `${nameOfTable(table)}：${listed(names)}的表头没有读懂，这些栏的数未校验。`,
        evidence: [evidenceAt(table.titlePlace ?? table.place, table.title || '无标题', nameOfTable(table), 'context')],
      }),
    ]
  })
}

const hasFigureIn = (table: ReadTable, column: ReadColumn): boolean =>
  table.cells.some((c) => c.column === column.column && c.printed !== undefined && !c.noise)
