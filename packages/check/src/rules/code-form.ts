/**
 * Codes that are not written as a code of the classification: a wrong first digit group, a zero left out, digits too
 * many or too few. Only in tables whose other rows show how codes are written there.
 */
import type { ReadRow, ReadTable } from '@gouji/read'
import type { Finding } from '../report.ts'
import {
  evidenceOfRow,
  findingOf,
  isDamaged,
  listed,
  nameOfTable,
  type RuleContext,
  type RuleInfo,
  textOfRow,
} from './rule.ts'
import { type SubjectRow, subjectRowsOf } from './subject-rows.ts'

export const CODE_FORM: RuleInfo = {
  id: 'CODE-FORM',
  severity: 'error',
  title: { zh: '科目编码书写有误', en: 'Malformed subject code' },
  checks:
    '功能分类编码为类 3 位、款 5 位、项 7 位，经济分类编码为类 3 位、款 5 位，分栏列示时类 3 位、款项各 2 位；同表其他行都这样写时，写法不同的行即为笔误。',
  basis: '预算法第三十二条（按政府收支分类科目编列）；政府收支分类科目的编码规则',
  good: '210 11 02 事业单位医疗；301 02 津贴补贴',
  bad: '7 11 02 事业单位医疗；301 2 津贴补贴',
}

export function codeForm(context: RuleContext): Finding[] {
  return context.reading.tables.flatMap((table) => {
    const rows = subjectRowsOf(table)
    const bad = malformedRows(rows)
    if (bad.length === 0) return []
    const corrections = bad.map(
      ({ row, should }) => `“${textOfRow(row.row)}”${should ? `应为 ${should}` : '不是科目编码'}`,
    )
    return [
      findingOf(CODE_FORM, {
        key: `${table.number}`,
        ...(isDamaged(context) ? { severity: 'warning', origin: 'possibly-conversion' } : {}),
        message: `${nameOfTable(table)}：${bad.length} 行科目编码书写有误，${listed(corrections)}。请按政府收支分类科目更正。`,
        ...(bad.every((b) => b.should) ? { expected: bad.map((b) => b.should).join('、') } : {}),
        found: bad.map((b) => b.row.row.codePrinted ?? b.row.code).join('、'),
        evidence: bad.map((b) => evidenceOfRow(table, b.row.row)),
      }),
    ]
  })
}

interface Malformed {
  readonly row: SubjectRow
  readonly should?: string
}

function malformedRows(rows: readonly SubjectRow[]): Malformed[] {
  const well = rows.filter((r) => r.complete && !hasShortPart(r))
  // Few good examples do not show how the table writes its codes.
  if (well.length < 3 || well.length * 5 < rows.length * 3) return []
  const grouped = well.some((r) => partsOf(r).length > 1)
  return rows.flatMap((row): Malformed[] => {
    const read = row.row.coordinates.function ?? row.row.coordinates.economy
    if (row.complete) return grouped && hasShortPart(row) ? [{ row, should: asPrinted(row.code, grouped) }] : []
    return [{ row, ...(read && read !== row.code ? { should: asPrinted(read, grouped) } : {}) }]
  })
}

const partsOf = (row: SubjectRow): string[] => (row.row.codePrinted ?? '').trim().split(/\s+/)
const hasShortPart = (row: SubjectRow): boolean => partsOf(row).some((part, i) => i > 0 && /^\d$/.test(part))

/** 2101102 in a table that prints 类, 款 and 项 apart: 210 11 02. */
const asPrinted = (code: string, grouped: boolean): string =>
  grouped ? [code.slice(0, 3), ...(code.slice(3).match(/\d{2}/g) ?? [])].join(' ') : code

/** Rows that another rule need not judge again. */
export const malformedOf = (table: ReadTable): ReadonlySet<ReadRow> =>
  new Set(malformedRows(subjectRowsOf(table)).map((m) => m.row.row))
