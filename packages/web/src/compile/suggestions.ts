/** What may stand in a cell: choices of its column, codes of the catalogue, rows of the sheet it names, earlier words. */
import type { LedgerRow } from '@gouji/api'
import type { SheetColumn } from '../client/shapes.ts'
import type { Subjects } from './subjects.ts'

export interface Offered {
  /** What is written into the cell. */
  readonly value: string
  readonly name?: string
  /** The names above it: 行政运行 stands below many. */
  readonly path?: string
}

/** Where the names of units and projects are given out. */
const NAMED_BY: Readonly<Record<string, { readonly sheet: string; readonly code: string; readonly name: string }>> = {
  unit: { sheet: 'units', code: 'code', name: 'name' },
  project: { sheet: 'projects', code: 'code', name: 'name' },
}

export function suggestionsOf(
  column: SheetColumn,
  sheet: string,
  rows: readonly LedgerRow[],
  subjects: Subjects,
): readonly Offered[] {
  if (column.choices) return column.choices.map((value) => ({ value }))
  const by = NAMED_BY[column.kind]
  if (by) {
    return rows
      .filter((r) => r.sheet === by.sheet && r.values[by.code])
      .map((r) => ({ value: r.values[by.code]!, name: r.values[by.name] ?? '' }))
  }
  const listed = subjects.of(column.kind)
  if (listed) return listed.map(({ code, name, path }) => ({ value: code, name, path }))
  return column.kind === 'text'
    ? unique(rows.filter((r) => r.sheet === sheet).map((r) => r.values[column.field] ?? '')).map((value) => ({ value }))
    : []
}

/** Names of the codes in the cells of a ledger, by kind of column: units and projects out of its own rows. */
export function namesOf(
  rows: readonly LedgerRow[],
  subjects: Subjects,
): (kind: string, value: string) => string | undefined {
  const own = new Map<string, string>()
  for (const [kind, by] of Object.entries(NAMED_BY)) {
    for (const row of rows) {
      if (row.sheet === by.sheet && row.values[by.code])
        own.set(`${kind} ${row.values[by.code]}`, row.values[by.name] ?? '')
    }
  }
  // What was written with its name already needs no second one.
  return (kind, value) =>
    value === '' || /\s/.test(value) ? undefined : (own.get(`${kind} ${value}`) ?? subjects.nameOf(kind, value))
}

const SHOWN_MAX = 12

/** Those that begin with what was typed, then those that hold it; words apart may stand anywhere: `201 行政运行`. */
export function matching(choices: readonly Offered[], text: string): readonly Offered[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return choices.slice(0, SHOWN_MAX)
  const told = (c: Offered): string => `${c.value} ${c.name ?? ''}`.toLowerCase()
  const found = choices.filter((c) => c.value !== text && words.every((w) => told(c).includes(w)))
  const begins = (c: Offered): boolean =>
    c.value.toLowerCase().startsWith(words[0]!) || (c.name ?? '').startsWith(words[0]!)
  return [...found.filter(begins), ...found.filter((c) => !begins(c))].slice(0, SHOWN_MAX)
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts.filter((t) => t !== ''))]
