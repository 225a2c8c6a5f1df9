/** Rows of a panel: a run of subjects becomes an axis where the document lists those with amounts, else each its own row. */
import type { Coordinates } from '@gouji/ledger'
import type { ReadRow, ReadTable } from '@gouji/read'
import { coordinatesOf } from './figures.ts'

export interface DraftedRows {
  readonly body: readonly object[]
  /** Totals and balances at the end, level with those of the panels beside. */
  readonly foot: readonly object[]
}

export function draftRows(
  rows: readonly ReadRow[],
  table: ReadTable,
  above: Coordinates,
  tell: (text: string) => void,
): DraftedRows {
  const several = new Set(table.columns.map(({ panel }) => panel)).size > 1
  const filled = new Set(table.cells.filter(({ printed, noise }) => printed && !noise).map(({ row }) => row))
  const body: object[] = []
  let foot: object[] = []
  const used = new Set<string>()
  for (let i = 0; i < rows.length; ) {
    const row = rows[i]!
    const axis = axisOf(row)
    if (axis === undefined) {
      const fixed = fixedRow(row, above, tell)
      if (several && (row.role === 'total' || row.role === 'balance')) foot.push(fixed)
      else body.push(...foot.splice(0), fixed)
      i += 1
      continue
    }
    let end = i
    while (end < rows.length && axisOf(rows[end]!) === axis) end += 1
    const run = rows.slice(i, end)
    body.push(...foot.splice(0))
    // A form that lists subjects without amounts prints all of them, every year.
    const blank = run.filter((r) => !filled.has(r.row)).length
    if ((axis === 'function' || axis === 'economy') && blank * 3 > run.length) {
      body.push(...run.map((r) => fixedRow(r, above, tell)))
    } else if (!used.has(axis)) body.push(axisRow(axis, run))
    used.add(axis)
    i = end
  }
  // The order of panels side by side is kept by their feet; a panel alone keeps its rows as they stand.
  if (!several) {
    body.push(...foot)
    foot = []
  }
  return { body, foot }
}

function axisOf({ role, coordinates }: ReadRow): 'function' | 'economy' | 'unit' | 'project' | undefined {
  if (role === 'unit' || role === 'project') return role
  if (role !== 'subject') return undefined
  return coordinates.function !== undefined ? 'function' : coordinates.economy !== undefined ? 'economy' : undefined
}

function axisRow(axis: 'function' | 'economy' | 'unit' | 'project', run: readonly ReadRow[]): object {
  if (axis === 'unit') return { each: 'unit with=amount' }
  if (axis === 'project') return { each: 'project' }
  const levels = run.map(({ coordinates }) => ((coordinates[axis]?.length ?? 3) - 1) / 2)
  const [first, last] = [Math.min(...levels), Math.max(...levels)]
  const each = `${axis} ${first === last ? first : `${first}-${last}`}`
  const numbered = run.every(({ label }) => /^[一二三四五六七八九十]+、/.test(label.trim()))
  return numbered ? { each, label: '{中文序号}、{名称}' } : { each }
}

function fixedRow(row: ReadRow, above: Coordinates, tell: (text: string) => void): object {
  const label = row.label.trim().replaceAll('{', '{{').replaceAll('}', '}}')
  const role = row.role === 'total' ? { role: 'total' } : {}
  const code = row.codePrinted === undefined ? {} : { code: row.code }
  if (!row.understood && label !== '') {
    tell(`没有看懂“${label}”一行，请补 at`)
    return { ...code, label, none: true, ...role }
  }
  return { ...code, label, at: coordinatesOf(row.coordinates, above), ...role }
}
