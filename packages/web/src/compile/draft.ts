/**
 * A ledger as it is being edited: rows by sheet, what was changed since it was last saved, and the way back. Pure; each
 * act gives a new draft.
 */
import type { LedgerRow } from '@gouji/api'

export interface Edit {
  readonly sheet: string
  readonly key: string
  readonly field: string
  readonly value: string
}

/** One act of a person, as the rows that it touched, before and after; `undefined` is a row that is not there. */
export interface Act {
  readonly touched: readonly {
    readonly before: LedgerRow | undefined
    readonly after: LedgerRow | undefined
    readonly at: number
  }[]
}

export interface Draft {
  readonly rows: readonly LedgerRow[]
  /** What the server has, by sheet and key. */
  readonly saved: ReadonlyMap<string, LedgerRow>
  readonly past: readonly Act[]
  readonly future: readonly Act[]
}

export type Change = { kind: 'put'; row: LedgerRow } | { kind: 'drop'; sheet: string; key: string }

const PAST_MAX = 200
const nameOf = (row: { readonly sheet: string; readonly key: string }): string => `${row.sheet}/${row.key}`
const indexed = (rows: readonly LedgerRow[]): ReadonlyMap<string, LedgerRow> => new Map(rows.map((r) => [nameOf(r), r]))

export const openDraft = (rows: readonly LedgerRow[]): Draft => ({ rows, saved: indexed(rows), past: [], future: [] })

/** An empty value is no value, so that clearing a cell and never filling it are the same. */
function withValue(row: LedgerRow, field: string, value: string): LedgerRow {
  const { [field]: _, ...rest } = row.values
  return { ...row, values: value === '' ? rest : { ...rest, [field]: value } }
}

export function setCells(draft: Draft, edits: readonly Edit[], fresh: readonly LedgerRow[] = []): Draft {
  const wanted = new Map<string, LedgerRow>()
  const now = indexed([...draft.rows, ...fresh])
  for (const { sheet, key, field, value } of edits) {
    const name = nameOf({ sheet, key })
    const row = wanted.get(name) ?? now.get(name)
    if (row && (row.values[field] ?? '') !== value) wanted.set(name, withValue(row, field, value))
  }
  const before = indexed(draft.rows)
  const touched = [
    ...draft.rows.flatMap((row, at) => {
      const after = wanted.get(nameOf(row))
      return after ? [{ before: row, after, at }] : []
    }),
    ...fresh
      .filter((row) => !before.has(nameOf(row)))
      .map((row, i) => ({ before: undefined, after: wanted.get(nameOf(row)) ?? row, at: draft.rows.length + i })),
  ]
  return act(draft, { touched })
}

export const addRows = (draft: Draft, rows: readonly LedgerRow[]): Draft => setCells(draft, [], rows)

export function dropRows(draft: Draft, sheet: string, keys: ReadonlySet<string>): Draft {
  const touched = draft.rows.flatMap((row, at) =>
    row.sheet === sheet && keys.has(row.key) ? [{ before: row, after: undefined, at }] : [],
  )
  return act(draft, { touched })
}

function act(draft: Draft, done: Act): Draft {
  if (done.touched.length === 0) return draft
  return { ...draft, rows: apply(draft.rows, done, 'after'), past: [...draft.past, done].slice(-PAST_MAX), future: [] }
}

function apply(rows: readonly LedgerRow[], { touched }: Act, side: 'before' | 'after'): readonly LedgerRow[] {
  const other = side === 'before' ? 'after' : 'before'
  const changed = new Map(touched.map((t) => [nameOf((t.before ?? t.after)!), t]))
  const kept = rows.flatMap((row) => {
    const t = changed.get(nameOf(row))
    if (!t) return [row]
    return t[side] ? [t[side]] : []
  })
  // Rows that come back stand where they stood.
  for (const t of touched) if (!t[other] && t[side]) kept.splice(Math.min(t.at, kept.length), 0, t[side])
  return kept
}

export function undo(draft: Draft): Draft {
  const last = draft.past.at(-1)
  if (!last) return draft
  return {
    ...draft,
    rows: apply(draft.rows, last, 'before'),
    past: draft.past.slice(0, -1),
    future: [last, ...draft.future],
  }
}

export function redo(draft: Draft): Draft {
  const [next, ...future] = draft.future
  if (!next) return draft
  return { ...draft, rows: apply(draft.rows, next, 'after'), past: [...draft.past, next], future }
}

const isSame = (a: LedgerRow, b: LedgerRow): boolean => {
  const fields = new Set([...Object.keys(a.values), ...Object.keys(b.values)])
  return [...fields].every((f) => (a.values[f] ?? '') === (b.values[f] ?? ''))
}

/** What has to be saved. A row that was added and left empty is not worth saving. */
export function changesOf(draft: Draft): Change[] {
  const now = indexed(draft.rows)
  const puts = draft.rows.flatMap((row): Change[] => {
    const saved = draft.saved.get(nameOf(row))
    if (saved ? isSame(saved, row) : Object.keys(row.values).length === 0) return []
    return [{ kind: 'put', row }]
  })
  const drops = [...draft.saved.values()]
    .filter((row) => !now.has(nameOf(row)))
    .map(({ sheet, key }): Change => ({ kind: 'drop', sheet, key }))
  return [...puts, ...drops]
}

/** The server has taken these changes; what was typed meanwhile stays to be saved. */
export function markSaved(draft: Draft, changes: readonly Change[]): Draft {
  const saved = new Map(draft.saved)
  for (const change of changes) {
    if (change.kind === 'put') saved.set(nameOf(change.row), change.row)
    else saved.delete(nameOf(change))
  }
  return { ...draft, saved }
}

export interface Choice {
  readonly sheet: string
  readonly key: string
  /** Empty: the whole row, which one side changed and the other removed. */
  readonly field: string
  readonly take: 'mine' | 'theirs'
}

/**
 * My changes on top of what the server has now, cell by cell. Where both changed one cell, the choice decides, and
 * without one the other side's value stays.
 */
export function rebase(draft: Draft, theirs: readonly LedgerRow[], choices: readonly Choice[] = []): Draft {
  const chosen = new Map(choices.map((c) => [`${nameOf(c)}/${c.field}`, c.take]))
  const mineNow = indexed(draft.rows)
  const merged = theirs.flatMap((row): readonly LedgerRow[] => {
    const name = nameOf(row)
    const base = draft.saved.get(name)
    const mine = mineNow.get(name)
    if (!mine) return base && chosen.get(`${name}/`) !== 'theirs' ? [] : [row]
    return [mergeRow(row, base, mine, (field) => chosen.get(`${name}/${field}`) ?? chosen.get(`${name}/`))]
  })
  const there = indexed(theirs)
  const added = draft.rows.filter((row) => {
    if (there.has(nameOf(row))) return false
    const base = draft.saved.get(nameOf(row))
    // Removed by the other side: gone, unless I changed it and want it back.
    return !base || (!isSame(base, row) && chosen.get(`${nameOf(row)}/`) === 'mine')
  })
  return { rows: [...merged, ...added], saved: there, past: [], future: [] }
}

function mergeRow(
  theirs: LedgerRow,
  base: LedgerRow | undefined,
  mine: LedgerRow,
  choice: (field: string) => 'mine' | 'theirs' | undefined,
): LedgerRow {
  let merged = theirs
  for (const field of new Set([
    ...Object.keys(mine.values),
    ...Object.keys(theirs.values),
    ...Object.keys(base?.values ?? {}),
  ])) {
    const [b, m, t] = [base?.values[field] ?? '', mine.values[field] ?? '', theirs.values[field] ?? '']
    if (m === b || m === t) continue
    if (t === b || choice(field) === 'mine') merged = withValue(merged, field, m)
  }
  return merged
}
