/**
 * Merged cells that a page break tore from their words. A project's name stands in the middle of a cell that is merged
 * over all its indicators; where the page ends within them, it is printed on one of the two pages only. Of the next
 * page that is told by carrying on; here the cell at the foot of a page gets the words that stand at the head of the next.
 */
import type { Cell, Table } from '@gouji/document'
import type { Whole } from './continuation.ts'
import { Grid } from './grid.ts'
import type { Section } from './section.ts'

/** What is merged over the indicators of a goal. */
const MERGED: ReadonlySet<string> = new Set(['unit', 'unitcode', 'project', 'projectcode', 'level1', 'level2'])

/** The same table, each torn cell with the words that belong to it. Only ruling lines tell where a cell begins. */
export function withTornCells(whole: Whole): Whole {
  const { first, parts } = whole
  if (parts.length < 2 || parts.some(({ section }) => section.grid.table.grid !== 'ruled')) return whole
  const columns = first.header.columns
    .filter(({ meaning }) => MERGED.has(meaning.label ?? ''))
    .map(({ index }) => index)
  const torn = parts.map((): Map<Cell, Cell> => new Map())
  for (const column of columns) {
    const strips = parts.map((part) => stripOf(part, column))
    if (!strips.every(isMerged) || !strips.flat().some(({ rowSpan }) => rowSpan > 1)) continue
    for (const [i, strip] of strips.entries()) {
      const [last, next] = [strip.at(-1), strips[i + 1]?.[0]]
      // What is blank over a whole page may belong to the page before as well.
      if (last && next && strip.length > 1 && isBlank(last) && !isBlank(next)) torn[i]!.set(last, next)
    }
  }
  if (torn.every(({ size }) => size === 0)) return whole
  return { first, parts: parts.map((part, i) => ({ ...part, section: withWords(part.section, torn[i]!) })) }
}

/** The cells of one column of a page, from above. */
function stripOf({ section, columnOf }: Whole['parts'][number], column: number): Cell[] {
  const { grid, body } = section
  const own = Array.from({ length: grid.columns }, (_, c) => c).find((c) => columnOf(c) === column)
  if (own === undefined) return []
  return [...new Set(body.flatMap((row) => grid.at(row, own)?.cell ?? []))]
}

/** Whether blanks stand at the edges of the page only: where every row has a cell of its own, names stand but once. */
const isMerged = (strip: readonly Cell[]): boolean => !strip.slice(1, -1).some(isBlank)

const isBlank = ({ text }: Cell): boolean => text.trim() === ''

function withWords(section: Section, torn: ReadonlyMap<Cell, Cell>): Section {
  if (torn.size === 0) return section
  const cells = section.grid.table.cells.map((cell) => {
    const words = torn.get(cell)
    return words ? { ...cell, text: words.text, place: words.place } : cell
  })
  const table: Table = { ...section.grid.table, cells }
  return { ...section, grid: new Grid(table) }
}
