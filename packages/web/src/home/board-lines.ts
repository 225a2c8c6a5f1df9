/** The lines of the board: the tree in order, what a filter leaves of it, and the sums above. */
import type { BoardUnit } from '../client/shapes.ts'

export type Unit = BoardUnit
export type Filter = 'all' | 'errors' | 'returned' | 'open' | 'none'

export interface Sums {
  readonly units: number
  readonly published: number
  readonly underWay: number
  readonly returned: number
  readonly none: number
  readonly errors: number
  readonly warnings: number
}

export interface BoardLine extends Unit {
  readonly depth: number
  /** Sums over the units below, where there are any. */
  readonly below?: Sums
}

export function sumsOf(rows: readonly Unit[]): Sums {
  const sums = { units: rows.length, published: 0, underWay: 0, returned: 0, none: 0, errors: 0, warnings: 0 }
  for (const { filing } of rows) {
    if (!filing) sums.none++
    else {
      sums.errors += filing.errors
      sums.warnings += filing.warnings
      if (filing.step === 'published') sums.published++
      else if (filing.step === 'returned') sums.returned++
      else sums.underWay++
    }
  }
  return sums
}

const FILTERS: Readonly<Record<Filter, (unit: Unit) => boolean>> = {
  all: () => true,
  errors: ({ filing }) => !!filing && filing.errors > 0,
  returned: ({ filing }) => filing?.step === 'returned',
  open: ({ filing }) => !!filing && filing.step !== 'published',
  none: ({ filing }) => !filing,
}

/** A unit whose parent the person does not see stands at the top. Parents of what is left are kept for their names. */
export function boardLines(
  rows: readonly Unit[],
  { text, filter }: { readonly text: string; readonly filter: Filter },
): readonly BoardLine[] {
  const known = new Set(rows.map((r) => r.organisation))
  const children = new Map<string, Unit[]>()
  for (const row of rows) {
    const parent = row.parent && known.has(row.parent) ? row.parent : ''
    const siblings = children.get(parent)
    if (siblings) siblings.push(row)
    else children.set(parent, [row])
  }
  const wanted = (unit: Unit): boolean => FILTERS[filter](unit) && unit.name.includes(text.trim())
  const under = (unit: Unit): readonly Unit[] =>
    (children.get(unit.organisation) ?? []).flatMap((c) => [c, ...under(c)])
  const visit = (unit: Unit, depth: number): readonly BoardLine[] => {
    const lines = (children.get(unit.organisation) ?? []).flatMap((child) => visit(child, depth + 1))
    if (lines.length === 0 && !wanted(unit)) return []
    const all = under(unit)
    return [{ ...unit, depth, ...(all.length > 0 ? { below: sumsOf(all) } : {}) }, ...lines]
  }
  return (children.get('') ?? []).flatMap((unit) => visit(unit, 0))
}
