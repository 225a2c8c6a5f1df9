/**
 * Panels of one kind side by side (公用经费 in two, because its economies fill more than one) share a total: its name
 * stands in the first of them and reaches over the rest, its figure in the last (公用经费合计 | | | | | 40.00).
 */
import { isFigure } from './header.ts'
import type { Panel } from './panel.ts'
import type { ReadColumn, ReadRow } from './reading.ts'
import type { Section } from './section.ts'

/** One row of one panel, with the section and the row of the grid that it lies in. */
export interface PanelRow {
  readonly row: ReadRow
  readonly section: Section
  readonly source: number
  readonly columnOf: (column: number) => number
}

interface Side {
  readonly panel: Panel
  readonly columns: readonly ReadColumn[]
  readonly rows: readonly PanelRow[]
}

/** The figure without a name takes that of its neighbour; the neighbour, which has none, is not a row of its own. */
export function withSpreadTotals(sides: readonly Side[]): Side[] {
  const spread = new Set<PanelRow>()
  const mended = sides.map((side, i) => {
    const left = sides[i - 1]
    if (!left || !alike(left, side)) return side
    const rows = side.rows.map((found) => {
      if (found.row.label !== '' || found.row.code !== undefined) return found
      const named = left.rows.find((r) => r.section === found.section && r.source === found.source)
      if (!named || named.row.label === '' || hasFigure(named, left.panel)) return found
      spread.add(named)
      return { ...found, row: { ...named.row, panel: found.row.panel } }
    })
    return { ...side, rows }
  })
  return spread.size === 0 ? [...sides] : mended.map((s) => ({ ...s, rows: s.rows.filter((r) => !spread.has(r)) }))
}

/** Both panels print the same, under the same heading. */
const alike = (a: Side, b: Side): boolean =>
  a.columns.length === b.columns.length && a.columns.every((c, i) => c.path.join() === b.columns[i]!.path.join())

const hasFigure = ({ section, source, columnOf }: PanelRow, panel: Panel): boolean =>
  section.grid.filled(source).some((s) => isFigure(s) && panel.values.some((v) => v.index === columnOf(s.cell.column)))
