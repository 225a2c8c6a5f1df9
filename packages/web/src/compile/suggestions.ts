/** What may stand in a cell: the choices of its column, the rows of the sheet it names, and what was written before. */
import type { LedgerRow } from '@gouji/api'
import type { SheetColumn } from '../client/shapes.ts'

/** Where the names of units and projects are given out. */
const NAMED_BY: Readonly<Record<string, { readonly sheet: string; readonly code: string; readonly name: string }>> = {
  unit: { sheet: 'units', code: 'code', name: 'name' },
  project: { sheet: 'projects', code: 'code', name: 'name' },
}
const SUBJECTS = new Set(['function', 'economy', 'procured'])

export function suggestionsOf(column: SheetColumn, sheet: string, rows: readonly LedgerRow[]): readonly string[] {
  if (column.choices) return column.choices
  const by = NAMED_BY[column.kind]
  if (by) {
    const named = rows
      .filter((r) => r.sheet === by.sheet)
      .map((r) => [r.values[by.code], r.values[by.name]].filter(Boolean).join(' '))
    return unique(named)
  }
  if (SUBJECTS.has(column.kind)) {
    return unique(rows.map((r) => r.values[column.field] ?? '')).sort()
  }
  return column.kind === 'text'
    ? unique(rows.filter((r) => r.sheet === sheet).map((r) => r.values[column.field] ?? ''))
    : []
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts.filter((t) => t !== ''))]
