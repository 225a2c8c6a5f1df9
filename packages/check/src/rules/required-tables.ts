/** The tables that a published book has: which kind of table is nowhere, neither printed nor named. */
import type { ReadTable } from '@gouji/read'
import type { DataTable } from '../check.ts'
import type { Finding, Severity } from '../report.ts'
import { bodyOf } from '../wording/body.ts'
import { findingOf, hasFigures, type RuleContext, type RuleInfo } from './rule.ts'

export const STRUCT_TABLES: RuleInfo = {
  id: 'STRUCT-TABLES',
  severity: 'warning',
  title: { zh: '缺通行的公开报表', en: 'A usual table is nowhere' },
  checks:
    '收支总表、收入总表、支出总表、财政拨款收支总表、一般公共预算支出表、基本支出表、“三公”经费表、政府性基金表：既没有这样的表，全文也没有提到的，报告。',
  basis: '预算法实施条例第六条（公开基本支出和项目支出，按功能分类到项、按经济分类到款）；各地公开的通行报表',
  good: '没有政府性基金的，也列空表并注明',
  bad: '全书没有“三公”经费表，也没有提到它',
}

/** A document with fewer tables of figures is a part of a book, whose other tables may stand elsewhere. */
const BOOK = 6

interface Wanted {
  readonly name: string
  readonly kind: string
  readonly source: string
  readonly named: RegExp
  readonly severity: Severity
  readonly basis: string
}

export function structTables(context: RuleContext): Finding[] {
  const { tables } = context.reading
  const { prose, cells, blank } = bodyOf(context)
  const own = tables.filter((t) => t.kind !== 'performance' && t.kind !== 'other')
  if (blank || own.filter(hasFigures).length < BOOK) return []
  const titles = `${tables.map((t) => t.title).join('\n')}\n${context.reading.contents.map((c) => c.text).join('\n')}`
  const said = `${titles}\n${prose.text}\n${cells.text}`.replace(/[“”"\s]/g, '')
  return wantedTables(context.knowledge.tables?.get('wording/tables'))
    .filter((wanted) => !own.some((t) => isOf(t, wanted)) && !wanted.named.test(said))
    .map(({ name, severity, basis }) => ({
      ...findingOf(STRUCT_TABLES, {
        key: name,
        severity,
        message: `全书没有${name}，也没有提到它。请补列；没有数据的列空表并注明。`,
        expected: name,
        found: '没有',
        evidence: [],
      }),
      basis,
    }))
}

function isOf(table: ReadTable, { kind, source }: Wanted): boolean {
  const own = table.coordinates.source ?? ''
  if (kind !== '' && table.kind !== kind) return false
  return source === '' || source.split(' ').includes(own)
}

const wantedTables = (data: DataTable | undefined): Wanted[] =>
  (data?.rows ?? []).map(({ values }) => ({
    name: values.name ?? '',
    kind: values.kind ?? '',
    source: values.source ?? '',
    named: new RegExp(values.named ?? '(?!)'),
    severity: (values.severity || 'warning') as Severity,
    basis: values.basis ?? '',
  }))
