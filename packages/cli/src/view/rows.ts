/**
 * Row numbers of a table that goes on over pages: each part counts its own rows, so the numbers repeat. For people, and
 * for whoever joins cells by row, the parts are counted on.
 */
import type { Place } from '@gouji/document'
import type { ReadTable } from '@gouji/read'

export function countOn(table: ReadTable): ReadTable {
  const { parts } = table
  if (parts.length < 2) return table
  const heights = parts.map(() => 0)
  const see = ({ row, place }: { row: number; place: Place }): number => {
    const part = partOf(place, parts)
    heights[part] = Math.max(heights[part]!, row + 1)
    return part
  }
  const rowParts = table.rows.map(see)
  const cellParts = table.cells.map(see)
  const before = heights.map((_, part) => heights.slice(0, part).reduce((sum, height) => sum + height, 0))
  return {
    ...table,
    rows: table.rows.map((row, i) => ({ ...row, row: row.row + before[rowParts[i]!]! })),
    cells: table.cells.map((cell, i) => ({ ...cell, row: cell.row + before[cellParts[i]!]! })),
  }
}

/** The last part that does not begin after the place. */
function partOf(place: Place, parts: readonly Place[]): number {
  const found = parts.findLastIndex((part) => !beginsAfter(part, place))
  return Math.max(0, found)
}

function beginsAfter(part: Place, place: Place): boolean {
  const page = (part.page ?? 0) - (place.page ?? 0)
  if (page !== 0) return page > 0
  if ((part.block ?? 0) > (place.block ?? 0) && place.block !== undefined) return true
  if ((part.line ?? 0) > (place.line ?? 0) && place.line !== undefined) return true
  // Boxes of a table and of its first row may differ by the width of a rule.
  return part.box !== undefined && place.box !== undefined && part.box[1] > place.box[3]
}
