/**
 * Three-way merge of ledgers by row and column: what I changed since the version I began with, and what others changed
 * meanwhile. Pure, so that the browser's preview and the store cannot differ.
 */
export type Cells = Readonly<Record<string, string>>

export interface LedgerRow {
  readonly sheet: string
  readonly key: string
  readonly position: number
  readonly cells: Cells
}

/** A row as I want it, or without `cells` a row that I want gone. */
export interface LedgerEdit {
  readonly sheet: string
  readonly key: string
  readonly cells?: Cells | undefined
  readonly position?: number | undefined
}

export interface LedgerConflict {
  readonly sheet: string
  readonly key: string
  /** Without it, one side took the row away and the other changed it. */
  readonly column?: string
  readonly base?: string | undefined
  readonly mine?: string | undefined
  readonly theirs?: string | undefined
}

/** What has to be written, and which of the others' changes were taken along. */
export interface LedgerMerge {
  readonly changed: readonly LedgerRow[]
  readonly removed: readonly { readonly sheet: string; readonly key: string }[]
  readonly conflicts: readonly LedgerConflict[]
}

export const rowName = (row: { readonly sheet: string; readonly key: string }): string => `${row.sheet}\u0000${row.key}`

export type RowsByName = ReadonlyMap<string, LedgerRow>

export function mergeLedger(base: RowsByName, theirs: RowsByName, edits: readonly LedgerEdit[]): LedgerMerge {
  const changed: LedgerRow[] = []
  const removed: { sheet: string; key: string }[] = []
  const conflicts: LedgerConflict[] = []
  for (const edit of new Map(edits.map((one) => [rowName(one), one])).values()) {
    const { sheet, key } = edit
    const was = base.get(rowName(edit))
    const is = theirs.get(rowName(edit))
    if (edit.cells === undefined) {
      if (!is) continue
      if (was && sameCells(was.cells, is.cells)) removed.push({ sheet, key })
      else conflicts.push({ sheet, key })
      continue
    }
    if (was && !is) {
      // They took it away. That stands when I changed nothing in it.
      if (!sameCells(was.cells, edit.cells)) conflicts.push({ sheet, key })
      continue
    }
    const { cells, clashes } = mergeCells(was?.cells ?? {}, edit.cells, is?.cells ?? {})
    for (const clash of clashes) conflicts.push({ sheet, key, ...clash })
    const position = mergePosition(was?.position, edit.position, is?.position)
    if (clashes.length === 0 && !(is && is.position === position && sameCells(is.cells, cells))) {
      changed.push({ sheet, key, position, cells })
    }
  }
  return { changed, removed, conflicts }
}

interface Clash {
  readonly column: string
  readonly base: string | undefined
  readonly mine: string | undefined
  readonly theirs: string | undefined
}

function mergeCells(base: Cells, mine: Cells, theirs: Cells): { cells: Cells; clashes: readonly Clash[] } {
  const cells: Record<string, string> = {}
  const clashes: Clash[] = []
  for (const column of [...new Set([base, mine, theirs].flatMap(Object.keys))].sort()) {
    const [was, want, is] = [base[column], mine[column], theirs[column]]
    if (want !== was && is !== was && want !== is) clashes.push({ column, base: was, mine: want, theirs: is })
    const merged = want === was ? is : want
    if (merged !== undefined) cells[column] = merged
  }
  return { cells, clashes }
}

/** Where a row stands is nobody's statement: when both moved it, it stands where I put it. */
function mergePosition(was: number | undefined, want: number | undefined, is: number | undefined): number {
  return want === undefined || want === was ? (is ?? want ?? was ?? 0) : want
}

export function sameCells(a: Cells, b: Cells): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}
