/**
 * The rows that name subjects (科目) of an official classification, and what the year's catalogue says of each. All
 * rules about codes judge the same rows, so that one row gives one finding and not three.
 */
import { bareName, type Catalogue, looseName, type Subject, type SubjectTable } from '@gouji/ledger'
import type { ReadRow, ReadTable } from '@gouji/read'
import type { RuleContext } from './rule.ts'

export interface SubjectRow {
  readonly table: ReadTable
  readonly row: ReadRow
  readonly list: SubjectTable
  /** Joined digits, which may be malformed. */
  readonly code: string
  /** Name without numbering and marks; empty where the row prints none. */
  readonly name: string
  /** Three, five or seven digits as its classification has them. */
  readonly complete: boolean
}

/** What is wrong with code and name of one row; undefined verdicts are not kept. */
export type Mismatch =
  | { readonly kind: 'name'; readonly row: SubjectRow; readonly known: Subject; readonly other?: Subject }
  | {
      readonly kind: 'unknown'
      readonly row: SubjectRow
      readonly past?: Subject
      readonly parent?: Subject
      readonly other?: Subject
    }

const LIST_OF_DIGIT: Readonly<Record<string, SubjectTable>> = { 2: 'function', 3: 'economy', 5: 'governmentEconomy' }
const DEEPEST: Readonly<Record<string, number>> = { function: 7, economy: 5, governmentEconomy: 5 }

/** Rows of tables of subjects that print a code of digits; projects, owners and procurement have codes of their own. */
export function subjectRowsOf(table: ReadTable): SubjectRow[] {
  const rows: SubjectRow[] = []
  for (const row of table.rows) {
    const code = row.code
    if (code === undefined || !/\d/.test(row.codePrinted ?? '') || !/^\d+$/.test(code)) continue
    if (row.role !== 'subject' && row.role !== 'unknown') continue
    if (row.coordinates.project !== undefined) continue
    const list = LIST_OF_DIGIT[code[0]!] ?? (row.coordinates.economy ? 'economy' : 'function')
    const complete = /^\d{3}(?:\d{2}){0,2}$/.test(code) && code.length <= DEEPEST[list]! && code[0]! in LIST_OF_DIGIT
    rows.push({ table, row, list, code, name: bareName(row.label), complete })
  }
  return rows
}

export const yearOf = (context: RuleContext, table?: ReadTable): number | undefined =>
  context.reading.identity.year ?? table?.year

/** Rows whose code is unknown in the year, or whose name belongs to another code. */
export function mismatchesOf(context: RuleContext, table: ReadTable): Mismatch[] {
  const year = yearOf(context, table)
  if (year === undefined) return []
  const { catalogue } = context.knowledge
  const rows = subjectRowsOf(table)
  if (mixesColumns(rows)) return []
  return rows.flatMap((row) => {
    if (!row.complete) return []
    const known = catalogue.subject(row.list, row.code, year)
    const found = known ? misnamed(catalogue, row, known, year) : unknown(catalogue, row, year)
    return found ? [found] : []
  })
}

/**
 * Several codes that each stand beside several names: the codes of one classification were read beside the names of
 * another (部门预算 and 政府预算经济分类 in one table), so nothing can be said of either.
 */
function mixesColumns(rows: readonly SubjectRow[]): boolean {
  const names = [...Map.groupBy(rows, (r) => r.code).values()].map((own) => new Set(own.map((r) => r.name)).size)
  return names.filter((n) => n > 1).length >= 2
}

function unknown(catalogue: Catalogue, row: SubjectRow, year: number): Mismatch | undefined {
  // Three digits that head no known class are rather a department's number.
  if (row.code.length === 3 && row.row.role !== 'subject') return undefined
  const past = catalogue.subjects(row.list, row.code)[0]
  const parent = row.code.length > 3 ? catalogue.subject(row.list, row.code.slice(0, -2), year) : undefined
  const other = otherOf(catalogue, row, year)
  return {
    kind: 'unknown',
    row,
    ...(past ? { past } : {}),
    ...(parent ? { parent } : {}),
    ...(other ? { other } : {}),
  }
}

function misnamed(catalogue: Catalogue, row: SubjectRow, known: Subject, year: number): Mismatch | undefined {
  if (row.name.length < 2 || isKnownName(catalogue, row, year)) return undefined
  if (!isElsewhere(catalogue, row, year) && resembles(row.name, known.name)) return undefined
  const other = otherOf(catalogue, row, year)
  return { kind: 'name', row, known, ...(other ? { other } : {}) }
}

/** Whether the name is one of the code's, whole, shortened, damaged, or of another year. */
function isKnownName(catalogue: Catalogue, { list, code, name }: SubjectRow, year: number): boolean {
  if (catalogue.matches(list, name, year).some((m) => m.subject.code === code)) return true
  return catalogue.near(list, name, year, { under: code }).some((m) => m.subject.code === code)
}

/** Whether the name is exactly that of other subjects, none of them above or below the code: 退休费 beside 30301 离休费. */
function isElsewhere(catalogue: Catalogue, { list, code, name }: SubjectRow, year: number): boolean {
  const exact = catalogue.matches(list, name, year).filter((m) => m.how === 'official' || m.how === 'synonym')
  return exact.length > 0 && !exact.some((m) => m.subject.code.startsWith(code) || code.startsWith(m.subject.code))
}

/** The subject whose name it plainly is: of the same parent first, else the only one of that name. */
function otherOf(catalogue: Catalogue, { list, code, name }: SubjectRow, year: number): Subject | undefined {
  if (name.length < 2) return undefined
  const all = catalogue.matches(list, name, year).map((m) => m.subject)
  const level = all.filter((s) => s.code.length === code.length)
  const near = level.filter((s) => s.code.startsWith(code.slice(0, -2)) || s.code.startsWith(code.slice(0, 3)))
  return near[0] ?? (level.length === 1 ? level[0] : all.length === 1 ? all[0] : undefined)
}

/** One contains the other, or they share a good part of their pairs of characters. */
export function resembles(printed: string, official: string): boolean {
  const [a, b] = [looseName(printed), looseName(official)]
  if (a.includes(b) || b.includes(a)) return true
  const pairs = (s: string): Set<string> => new Set([...s].slice(1).map((c, i) => [...s][i]! + c))
  const [x, y] = [pairs(a), pairs(b)]
  const shared = [...x].filter((p) => y.has(p)).length
  return shared * 5 >= Math.min(x.size, y.size) * 2 && shared > 0
}
