/**
 * This year's lines beside last year's: what the same unit got for the same subject, economy, source and project. Pure;
 * codes of projects change with the year, so projects are the same by their names.
 */
import type { LedgerInfo, LedgerRow } from '@gouji/api'
import { parseYuan } from '../money.ts'
import { STAGE_NAMES } from '../words.ts'
import { isOwn } from './sums.ts'

type Book = Pick<LedgerInfo, 'year' | 'stage'>

/** Where last year's figures can be taken from. */
export interface LastYearSource {
  readonly key: string
  readonly label: string
  /** Its lines of that year and stage, and the projects that they name. */
  readonly rows: readonly LedgerRow[]
}

export interface Fetched {
  readonly from: 'edition' | 'ledger' | 'nothing'
  readonly year: number
  readonly edition?: number | undefined
  readonly rows: readonly LedgerRow[]
}

/** What stands in this ledger of last year, by stage, and what the ledger or the edition of last year says. */
export function lastYearSources(
  rows: readonly LedgerRow[],
  book: Book,
  fetched: Fetched | undefined,
): LastYearSource[] {
  const last = { ...book, year: book.year - 1 }
  const named = rows.filter((r) => r.sheet === 'projects')
  const own = rows.filter((r) => isLine(r) && r.values.year?.trim() === String(last.year))
  const stages = [...new Set(own.map((r) => stageOf(r, book)))]
  const sources: LastYearSource[] = stages.map((stage) => ({
    key: `own-${stage}`,
    label: `本账册的 ${last.year} 年${stage}数`,
    rows: [...named, ...own.filter((r) => stageOf(r, book) === stage)],
  }))
  if (fetched && fetched.from !== 'nothing') {
    const taken = fetched.rows.filter((r) => !isLine(r) || isOwn(r, last))
    const label =
      fetched.from === 'edition'
        ? `${last.year} 年公开的第 ${fetched.edition} 版`
        : `${last.year} 年${STAGE_NAMES[book.stage]}账册`
    if (taken.some(isLine)) sources.push({ key: fetched.from, label, rows: taken })
  }
  return sources
}

const isLine = ({ sheet }: LedgerRow): boolean => sheet === 'expenditure' || sheet === 'income'
const stageOf = ({ values }: LedgerRow, book: Book): string => {
  const told = values.stage?.trim() ?? ''
  return told === '' ? STAGE_NAMES[book.stage] : told.replace(/^年初预算$/, '预算')
}

export interface LineChange {
  /** Undefined where there was nothing of it last year. */
  readonly base: bigint | undefined
  readonly change: bigint
  /** Of the lines that say the same, only the first is held against last year's sum. */
  readonly isFirst: boolean
}

export interface GoneLine {
  readonly values: Readonly<Record<string, string>>
  readonly fen: bigint
}

export interface ComparedLines {
  /** By the key of the row. */
  readonly of: ReadonlyMap<string, LineChange>
  /** Lines of last year that have no counterpart now. */
  readonly gone: readonly GoneLine[]
  readonly baseSum: bigint
  readonly change: bigint
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  expenditure: ['unit', 'function', 'economy', 'source', 'vintage', 'project', 'counterpart'],
  income: ['unit', 'source', 'vintage', 'function', 'project', 'counterpart'],
}

export function compareLines(
  sheet: string,
  rows: readonly LedgerRow[],
  book: Book,
  source: LastYearSource,
): ComparedLines {
  const nameNow = nameIn(rows)
  const nameThen = nameIn(source.rows)
  const before = new Map<string, { fen: bigint; values: LedgerRow['values'] }>()
  for (const row of source.rows) {
    if (row.sheet !== sheet) continue
    const name = nameThen(sheet, row)
    const was = before.get(name)
    before.set(name, { fen: (was?.fen ?? 0n) + amountOf(row), values: was?.values ?? row.values })
  }
  const mine = rows.filter((row) => row.sheet === sheet && isOwn(row, book))
  const now = new Map<string, bigint>()
  for (const row of mine) {
    const name = nameNow(sheet, row)
    now.set(name, (now.get(name) ?? 0n) + amountOf(row))
  }
  const of = new Map<string, LineChange>()
  const seen = new Set<string>()
  for (const row of mine) {
    const name = nameNow(sheet, row)
    const base = before.get(name)?.fen
    of.set(row.key, { base, change: now.get(name)! - (base ?? 0n), isFirst: !seen.has(name) })
    seen.add(name)
  }
  const gone = [...before].flatMap(([name, { fen, values }]) => (now.has(name) || fen === 0n ? [] : [{ fen, values }]))
  const baseSum = [...before.values()].reduce((sum, { fen }) => sum + fen, 0n)
  const nowSum = [...now.values()].reduce((sum, fen) => sum + fen, 0n)
  return { of, gone, baseSum, change: nowSum - baseSum }
}

const amountOf = (row: LedgerRow): bigint => parseYuan(row.values.fen ?? '') ?? 0n

/** What a line is about, in words that both years share. */
function nameIn(rows: readonly LedgerRow[]): (sheet: string, row: LedgerRow) => string {
  const projects = new Map(
    rows.filter((r) => r.sheet === 'projects').map((r) => [r.values.code ?? '', r.values.name ?? '']),
  )
  return (sheet, { values }) =>
    FIELDS[sheet]!.map((field) => {
      const text = values[field]?.trim() ?? ''
      // `2012601 行政运行` is its code.
      const [code = '', ...name] = text.split(/\s+/)
      if (field === 'vintage') return text === '' ? '本年' : text
      if (field === 'project') return projects.get(code) || name.join('') || code
      return code
    }).join('|')
}

/** `12.3%` with one decimal, half up; nothing where there is no base. */
export function rateText(change: bigint, base: bigint | undefined): string {
  if (base === undefined || base === 0n) return ''
  const size = (n: bigint): bigint => (n < 0n ? -n : n)
  const tenths = (size(change) * 2000n + size(base)) / (2n * size(base))
  const sign = change < 0n !== base < 0n && tenths > 0n ? '-' : ''
  return `${sign}${tenths / 10n}.${tenths % 10n}%`
}

/** Whether a change is at least this many percent of what was; what is new or gone always is. */
export function isLarge(change: bigint, base: bigint | undefined, percent: number): boolean {
  if (change === 0n) return false
  if (base === undefined || base === 0n) return true
  const size = (n: bigint): bigint => (n < 0n ? -n : n)
  return size(change) * 100n >= size(base) * BigInt(percent)
}
