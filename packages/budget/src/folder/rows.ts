/** The rows of a sheet by its definition: headings are found, cells understood, and what is wrong is told. */
import { moneyUnitIn, nameDistance, plainName } from '@gouji/ledger'
import type { Origin } from '../budget.ts'
import type { Column, Sheet } from '../sheets/sheet.ts'
import { type CellValue, clip, readCell } from './cell.ts'
import type { GridRow } from './csv.ts'
import type { Grid } from './entries.ts'
import type { Problems } from './problems.ts'

export interface Row {
  readonly origin: Origin
  /** By field. A cell that is empty is not in it. */
  readonly values: Readonly<Record<string, CellValue>>
  /** Names that stood beside codes (`2012604 档案馆`), by field. */
  readonly names: Readonly<Record<string, string>>
}

export interface Rows {
  readonly rows: readonly Row[]
  /** Whether every row could be taken over. */
  readonly complete: boolean
}

export const originAt = (origin: Origin, column: string): Origin => ({ ...origin, column })

const TOTAL = /^(?:合计|总计|小计|本年(?:收入|支出)合计|(?:收入|支出)总计)$/

export function readRows(sheet: Sheet, grid: Grid, problems: Problems): Rows {
  const { file } = grid
  const [header, ...body] = grid.rows
  if (!header) {
    problems.error('empty-sheet', { file }, { headings: requiredHeadings(sheet) })
    return { rows: [], complete: false }
  }
  const found = matchHeadings(sheet, header, file, problems)
  if (!found) return { rows: [], complete: false }
  warnOfNameless(header, body, file, problems)
  const rows: Row[] = []
  let complete = grid.isCut !== true
  for (const { line, cells } of body) {
    const origin: Origin = { file, line }
    if (cells.slice(header.cells.length).some((cell) => cell.trim() !== '')) {
      problems.error('cell-count', origin, { cells: cells.length, headings: header.cells.length })
      complete = false
      continue
    }
    if (cells.length < Math.max(...found.map(({ index }) => index)) + 1) {
      problems.error('cell-count', origin, { cells: cells.length, headings: header.cells.length })
      complete = false
      continue
    }
    const total = cells.find((cell) => TOTAL.test(cell.replace(/\s/g, '')))
    if (total !== undefined && isSummed(sheet)) {
      problems.error('total-row', origin, { found: total.trim() })
      continue
    }
    const row = readRow(origin, cells, found, problems)
    if (row) rows.push(row)
    else complete = false
  }
  return { rows, complete }
}

/** Amounts of these sheets are added up. Measurements are not: 收入总计 of last year is a figure of its own there. */
const isSummed = ({ name, columns }: Sheet): boolean =>
  name !== 'measurements' && columns.some(({ kind }) => kind === 'amount')

/** What stands below no heading would be lost in silence. */
function warnOfNameless(header: GridRow, body: readonly GridRow[], file: string, problems: Problems): void {
  header.cells.forEach((heading, index) => {
    if (heading.trim() !== '') return
    const used = body.find(({ cells }) => (cells[index] ?? '').trim() !== '')
    if (used) problems.warn('unknown-column', { file, line: used.line, column: `第 ${index + 1} 列` })
  })
}

interface Found {
  readonly column: Column
  readonly index: number
}

function readRow(
  origin: Origin,
  cells: readonly string[],
  found: readonly Found[],
  problems: Problems,
): Row | undefined {
  const values: Record<string, CellValue> = {}
  const names: Record<string, string> = {}
  let sound = true
  for (const { column, index } of found) {
    const at = originAt(origin, column.heading)
    const text = (cells[index] ?? '').trim()
    if (text === '') {
      if (column.required) {
        problems.error('missing-value', at)
        sound = false
      }
      continue
    }
    const result = readCell(text, column)
    if ('trouble' in result) {
      problems.error(result.trouble.code, at, result.trouble.facts)
      sound = false
      continue
    }
    // 86,000 without quotes stands in two cells: the amount would be 86 yuan.
    const next = cells[index + 1]?.trim() ?? ''
    const isNextAmount = found.some((other) => other.index === index + 1 && other.column.kind === 'amount')
    if (column.kind === 'amount' && !isNextAmount && /^-?\d{1,3}$/.test(text) && /^\d{3}(?:\.\d{1,2})?$/.test(next)) {
      problems.error('split-amount', at, { found: text, next, whole: `${text},${next}` })
      sound = false
      continue
    }
    values[column.field] = result.value
    if (result.name !== undefined) names[column.field] = result.name
  }
  return sound ? { origin, values, names } : undefined
}

function matchHeadings(sheet: Sheet, header: GridRow, file: string, problems: Problems): Found[] | undefined {
  const line = header.line
  const headings = header.cells.map((cell) => cell.trim())
  if (headings.filter((heading) => heading !== '').length === 1 && /[\t;；，|]/.test(headings[0] ?? '')) {
    problems.error('wrong-separator', { file, line }, { found: clip(headings[0]!) })
    return undefined
  }
  const found: Found[] = []
  headings.forEach((heading, index) => {
    if (heading === '') return
    const column = columnOf(sheet, heading)
    const unit = column ? undefined : moneyUnitIn(heading)
    if (unit !== undefined && unit !== '元') {
      problems.error('other-money-unit', { file, line, column: clip(heading) }, { unit })
    } else if (!column) {
      const near = nearestHeading(sheet, heading)
      problems.warn('unknown-column', { file, line, column: clip(heading) }, near === undefined ? {} : { near })
    } else if (found.some((other) => other.column === column)) {
      problems.error('duplicate-column', { file, line, column: clip(heading) }, { same: column.heading })
    } else found.push({ column, index })
  })
  const missing = sheet.columns.filter((column) => column.required && !found.some((f) => f.column === column))
  for (const column of missing) problems.error('missing-column', { file, line, column: column.heading })
  return missing.length > 0 ? undefined : found
}

/** `金额（元）` and `金额(元)` are one heading; `金额(万元)` is another. */
function columnOf(sheet: Sheet, heading: string): Column | undefined {
  const plain = plainName(heading.replace(/[*＊]$/, ''))
  const exact = sheet.columns.find((column) => plainName(column.heading) === plain)
  return exact ?? sheet.columns.find((column) => column.also?.some((other) => plainName(other) === plain))
}

function nearestHeading(sheet: Sheet, heading: string): string | undefined {
  const plain = plainName(heading)
  const limit = plain.length > 3 ? 2 : 1
  return sheet.columns
    .map((column) => ({ column, distance: nameDistance(plainName(column.heading), plain, limit) }))
    .filter(({ distance }) => distance !== undefined)
    .sort((a, b) => a.distance! - b.distance!)[0]?.column.heading
}

const requiredHeadings = (sheet: Sheet): string =>
  sheet.columns
    .filter(({ required }) => required)
    .map(({ heading }) => heading)
    .join('、')
