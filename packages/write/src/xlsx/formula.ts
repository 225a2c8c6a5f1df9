/** Totals as formulas, where the numbers in the sheet truly add up to them. */
import type { BookCell } from '@gouji/compose'
import { addressOf } from './cells.ts'
import { keyOf } from './positions.ts'
import { addsUp, type CellValue } from './value.ts'

/** Excel takes no more arguments in one call. */
const ARGUMENTS_MOST = 255

/** Undefined where a formula would not give the total; `first` is the sheet's row of the table's first one. */
export function formulaOf(
  cell: BookCell,
  total: string,
  values: ReadonlyMap<string, CellValue>,
  first: number,
): string | undefined {
  const terms = cell.sumOf ?? []
  const numbers = terms.flatMap(({ row, column }) => {
    const value = values.get(keyOf(row, column))
    return value?.kind === 'number' ? [value.value] : []
  })
  // A blank counts as nothing in a sum; any other text would hide an amount from it.
  const blanks = terms.filter(({ row, column }) => {
    const value = values.get(keyOf(row, column))
    return value === undefined || (value.kind === 'text' && value.text === '')
  })
  if (numbers.length === 0 || numbers.length + blanks.length < terms.length || !addsUp(numbers, total)) return undefined
  const ranges = rangesOf(terms, first)
  return ranges.length > ARGUMENTS_MOST ? undefined : `SUM(${ranges.join(',')})`
}

/** Cells that stand right below each other become one range. */
function rangesOf(terms: readonly { readonly row: number; readonly column: number }[], first: number): string[] {
  const ranges: { column: number; from: number; to: number }[] = []
  for (const { row, column } of terms) {
    const current = ranges.at(-1)
    if (current?.column === column && current.to + 1 === row) current.to = row
    else ranges.push({ column, from: row, to: row })
  }
  return ranges.map(({ column, from, to }) =>
    from === to
      ? addressOf(first + from, column)
      : `${addressOf(first + from, column)}:${addressOf(first + to, column)}`,
  )
}
