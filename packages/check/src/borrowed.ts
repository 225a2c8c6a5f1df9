/**
 * Where a wrong figure of a sentence comes from: the same amount stands in a table at other coordinates (the total of all
 * money quoted for 一般公共预算, one 类 for 基本支出), so that its author copied the wrong cell.
 */
import { type Coordinates, DIMENSIONS, type Interval, meets } from '@gouji/ledger'
import { nameOfTable } from './amount.ts'
import type { Book } from './quantities.ts'
import { cellName } from './telling.ts'

/** Figures of fewer digits are too common to trace. */
const TRACEABLE = 1000n

export function borrowedFrom(book: Book, quantity: number, right: Interval): string | undefined {
  if (book.tables[quantity]!.number > 0) return undefined
  const said = book.quantities[quantity]!
  const own = book.cells[quantity]!.coordinates ?? {}
  if ((said.digits ?? 0n) < TRACEABLE) return undefined
  let best: { readonly at: number; readonly apart: number } | undefined
  for (const [at, cell] of book.cells.entries()) {
    const other = book.quantities[at]!
    if (book.tables[at]!.number < 0 || other.blank || !cell.coordinates || !meets(other.interval, said.interval))
      continue
    if (meets(other.interval, right)) continue
    const apart = distance(own, cell.coordinates)
    if (apart <= 3 && (!best || apart < best.apart)) best = { at, apart }
  }
  return best && `${nameOfTable(book, best.at)}${cellName(book, best.at)}`
}

/** In how many dimensions two coordinates differ, the flow and the year's 结转 aside. */
const distance = (a: Coordinates, b: Coordinates): number =>
  DIMENSIONS.filter((d) => d !== 'flow' && d !== 'vintage' && a[d] !== b[d]).length
