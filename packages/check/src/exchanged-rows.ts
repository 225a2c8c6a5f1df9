/** Rows that stand in each other's place, in words; where two tables disagree, either may be the one that is wrong. */
import { nameOfTable } from './amount.ts'
import type { Suspect } from './decode/index.ts'
import type { Book } from './quantities.ts'

export function exchangedRows(book: Book, suspects: readonly Suspect[]): string | undefined {
  const likeliest = suspects.filter((s) => s.score >= suspects[0]!.score - 0.01)
  if (likeliest.length === 0 || likeliest.some((s) => s.kind !== 'rows-exchanged')) return undefined
  return likeliest.map((s) => oneOf(book, s)).join('，或')
}

function oneOf(book: Book, suspect: Suspect): string {
  const quantities = suspect.changes.map((c) => c.quantity)
  const rows = [...new Set(quantities.map((q) => book.cells[q]!.rowLabel.replace(/\s+/g, '')))]
  return `${nameOfTable(book, quantities[0]!)}${rows.map((r) => `“${r}”`).join('与')}两行的数互换`
}
