/** A composed book against the published text: each table, its share of equal cells, and every difference. */
import type { Book, BookTable } from '@gouji/compose'
import type { Document } from '@gouji/document'
import { type Comparison, compareGrids } from './align.ts'
import { type Grid, gridOf, tablesOf } from './grids.ts'
import type { Source } from './sources.ts'

export interface ComparedTable extends Partial<Comparison> {
  readonly form: string
  readonly title: string
}

export function compareBook(book: Book, document: Document, { tables }: Source): ComparedTable[] {
  const theirs = tablesOf(document)
  const seen = new Map<string, number>()
  return book.blocks.flatMap((block) => {
    if (block.kind !== 'table') return []
    const { table } = block
    const n = (seen.get(table.form) ?? 0) + 1
    seen.set(table.form, n)
    const numbers = tables[table.form] ?? tables[`${table.form}#${n}`]
    const head = { form: n > 1 || tables[`${table.form}#1`] ? `${table.form}#${n}` : table.form, title: table.title }
    if (!numbers) return [head]
    return [
      {
        ...head,
        ...compareGrids(
          joined(
            numbers.map((k) => theirs[k]!),
            table,
          ),
          gridOf(table),
        ),
      },
    ]
  })
}

/** Parts of a table that goes on over pages; the head that is repeated there counts once. */
function joined(parts: readonly Grid[], { headRows, rows }: BookTable): Grid {
  const head = new Set(
    parts[0]!.slice(0, headRows + (rows[headRows]?.role === 'ruler' ? 1 : 0)).map((r) => r.join('|')),
  )
  return parts.flatMap((part, n) => (n === 0 ? part : part.filter((row) => !head.has(row.join('|')))))
}
