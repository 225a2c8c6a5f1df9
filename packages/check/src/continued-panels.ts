/**
 * A list that is too long for one column of a page is printed in two or three side by side: 公用经费 from 30201 on the
 * left, and going on with 30702 on the right, with its total at the end of the last. Such panels are one: a total at the
 * end counts what stands in all of them.
 */
import { coordinatesKey } from '@gouji/ledger'
import type { PanelBook, PanelRow } from './quantities.ts'

/** Panels of one table from left to right; those that go on with the list of the one before are joined to it. */
export function joinContinued(panels: readonly PanelBook[]): PanelBook[] {
  const joined: PanelBook[] = []
  for (const panel of panels) {
    const before = joined.at(-1)
    if (before && goesOn(before, panel)) joined[joined.length - 1] = join(before, panel)
    else joined.push(panel)
  }
  return joined
}

/** The same columns, codes that go on where the others end, and no total before the end. */
function goesOn(left: PanelBook, right: PanelBook): boolean {
  if (left.columns.length !== right.columns.length) return false
  const same = left.columns.every((column, i) => {
    const other = right.columns[i]!
    return (
      column.path.join('/') === other.path.join('/') &&
      coordinatesKey(column.coordinates) === coordinatesKey(other.coordinates)
    )
  })
  if (!same || left.rows.some(({ row }) => row.role === 'total')) return false
  const [ends, begins] = [left.rows.findLast(hasCode), right.rows.find(hasCode)]
  return ends !== undefined && begins !== undefined && ends.row.code! < begins.row.code!
}

const hasCode = ({ row }: PanelRow): boolean => row.role === 'subject' && row.code !== undefined

/** Rows of the right one stand below those of the left one, in its columns. */
function join(left: PanelBook, right: PanelBook): PanelBook {
  const columnOf = new Map(right.columns.map((column, i) => [column.column, left.columns[i]!.column]))
  const below = right.rows.map(({ row, cells }, i) => ({
    row,
    index: left.rows.length + i,
    cells: new Map([...cells].map(([column, id]) => [columnOf.get(column) ?? column, id])),
  }))
  return { ...left, rows: [...left.rows, ...below] }
}
