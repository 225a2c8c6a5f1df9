/** Sums that follow what is typed: of this book's own year and stage, since last year's figures stand in the same sheet. */
import type { LedgerInfo, LedgerRow } from '@gouji/api'
import { formatYuan, parseYuan } from '../money.ts'
import { STAGE_NAMES } from '../words.ts'

/** An empty year or stage is the book's own. */
export function isOwn(row: LedgerRow, { year, stage }: Pick<LedgerInfo, 'year' | 'stage'>): boolean {
  const told = row.values.year?.trim() || String(year)
  const name = row.values.stage?.trim() || STAGE_NAMES[stage]
  return told === String(year) && (name === STAGE_NAMES[stage] || name === `年初${STAGE_NAMES[stage]}`)
}

export function sumOf(rows: readonly LedgerRow[], field: string): bigint {
  let sum = 0n
  for (const row of rows) sum += parseYuan(row.values[field] ?? '') ?? 0n
  return sum
}

/** Income and expenditure beside each other, where a sheet of either is open. */
export function balanceWords(
  sheet: string,
  rows: readonly LedgerRow[],
  book: Pick<LedgerInfo, 'year' | 'stage'>,
): string {
  if (sheet !== 'income' && sheet !== 'expenditure') return ''
  const of = (name: string): bigint =>
    sumOf(
      rows.filter((r) => r.sheet === name && isOwn(r, book)),
      'fen',
    )
  const [income, expenditure] = [of('income'), of('expenditure')]
  const difference = income - expenditure
  const words =
    difference === 0n
      ? '收支平衡'
      : `收入${difference > 0n ? '多' : '少'} ${formatYuan(difference > 0n ? difference : -difference)}`
  return `收入 ${formatYuan(income)}，支出 ${formatYuan(expenditure)}，${words}`
}
