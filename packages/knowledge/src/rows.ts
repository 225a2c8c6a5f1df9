/** Rows of the files turned into typed rows of the catalogue; every value is looked at once, here. */
import {
  type EconomyLink,
  EVIDENCES,
  type Evidence,
  type LeastPay,
  type Region,
  type RevenueName,
  SUBJECT_TABLES,
  type Subject,
  type SubjectTable,
  type Synonym,
} from '@gouji/ledger'
import { CsvError, type CsvRow, type CsvTable, requireColumns } from './csv.ts'

const SUBJECT_COLUMNS = ['year_from', 'year_to', 'code', 'name', 'level', 'parent', 'note', 'evidence']

export function subjectsOf(csv: CsvTable, table: SubjectTable): Subject[] {
  requireColumns(csv, SUBJECT_COLUMNS)
  const codes = new Set(csv.rows.map((row) => row.values.code))
  return csv.rows.map((row) => {
    const parent = row.values.parent
    if (parent && !codes.has(parent)) throw at(csv, row, 'parent', `上级编码 ${parent} 不在本表。请先加上级一行。`)
    return {
      table,
      code: filled(csv, row, 'code'),
      name: filled(csv, row, 'name'),
      level: filled(csv, row, 'level'),
      evidence: evidence(csv, row),
      ...years(csv, row),
      ...optional('parent', parent),
      ...optional('note', row.values.note),
      ...optional('budget', row.values.budget),
    }
  })
}

export function synonymsOf(csv: CsvTable): Synonym[] {
  requireColumns(csv, ['table', 'code', 'name', 'year_from', 'year_to', 'evidence', 'note'])
  return csv.rows.map((row) => {
    const table = SUBJECT_TABLES.find((t) => t === row.values.table)
    if (!table) throw at(csv, row, 'table', `应为 ${SUBJECT_TABLES.join('、')} 之一。`)
    return {
      table,
      code: filled(csv, row, 'code'),
      name: filled(csv, row, 'name'),
      evidence: evidence(csv, row),
      ...years(csv, row),
      ...optional('note', row.values.note),
    }
  })
}

export function economyLinksOf(csv: CsvTable): EconomyLink[] {
  requireColumns(csv, ['code', 'administration_code', 'institution_code', 'note'])
  return csv.rows.map((row) => ({
    code: filled(csv, row, 'code'),
    administration: filled(csv, row, 'administration_code'),
    institution: filled(csv, row, 'institution_code'),
    ...optional('note', row.values.note),
  }))
}

export function revenueOf(csv: CsvTable): RevenueName[] {
  requireColumns(csv, ['id', 'name', 'group', 'synonym', 'source', 'vintage', 'column', 'note'])
  return csv.rows.map((row) => ({
    id: filled(csv, row, 'id'),
    name: filled(csv, row, 'name'),
    group: filled(csv, row, 'group'),
    synonym: filled(csv, row, 'synonym'),
    ...optional('source', row.values.source),
    ...optional('vintage', row.values.vintage),
    ...optional('column', row.values.column),
    ...optional('note', row.values.note),
  }))
}

export function regionsOf(csv: CsvTable): Region[] {
  requireColumns(csv, ['code', 'name', 'level', 'parent', 'note'])
  return csv.rows.map((row) => ({
    code: filled(csv, row, 'code'),
    name: filled(csv, row, 'name'),
    level: filled(csv, row, 'level'),
    ...optional('parent', row.values.parent),
    ...(row.values.note === '也是普通词' && { isPlainWord: true as const }),
  }))
}

export function leastPayOf(csv: CsvTable): LeastPay[] {
  requireColumns(csv, ['economy', 'year_from', 'year_to', 'yuan_month', 'basis'])
  return csv.rows.map((row) => {
    const yuan = filled(csv, row, 'yuan_month')
    if (!/^[1-9]\d*$/.test(yuan)) throw at(csv, row, 'yuan_month', `“${yuan}”应为整数元。`)
    return { economy: filled(csv, row, 'economy'), fenMonth: BigInt(yuan) * 100n, ...years(csv, row) }
  })
}

const at = (csv: CsvTable, row: CsvRow, column: string, what: string): CsvError =>
  new CsvError({ file: csv.name, line: row.line, column }, what)

function filled(csv: CsvTable, row: CsvRow, column: string): string {
  const value = row.values[column]!
  if (value.trim() === '') throw at(csv, row, column, '不能为空。请填上。')
  if (value !== value.trim()) throw at(csv, row, column, '前后有空格。请删去。')
  return value
}

function evidence(csv: CsvTable, row: CsvRow): Evidence {
  const found = EVIDENCES.find((e) => e === row.values.evidence)
  if (!found) throw at(csv, row, 'evidence', `应为 ${EVIDENCES.join('、')} 之一，现在是“${row.values.evidence}”。`)
  return found
}

function years(csv: CsvTable, row: CsvRow): { yearFrom?: number; yearTo?: number } {
  const year = (column: 'year_from' | 'year_to'): number | undefined => {
    const value = row.values[column]!
    if (value === '') return undefined
    if (!/^(?:19|20)\d\d$/.test(value)) throw at(csv, row, column, `应为四位年份或空，现在是“${value}”。`)
    return Number(value)
  }
  const from = year('year_from')
  const to = year('year_to')
  if (from !== undefined && to !== undefined && from > to) throw at(csv, row, 'year_to', '止年早于起年。')
  return { ...(from === undefined ? {} : { yearFrom: from }), ...(to === undefined ? {} : { yearTo: to }) }
}

/** An empty cell is a member that is absent. */
const optional = <K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> =>
  value ? ({ [key]: value } as Record<K, string>) : {}
