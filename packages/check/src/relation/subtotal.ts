/**
 * Subtotals between the rows: each 小计 sums the rows since the one before (or up to the next, where it stands above
 * them), and the total sums the subtotals. Only the order tells, so this holds for rows that nobody understands, too.
 */
import type { PanelBook, PanelRow } from '../quantities.ts'
import type { RowSum } from './rows.ts'

const isBare = (r: PanelRow): boolean => r.row.role === 'total' && Object.keys(r.row.coordinates).length === 0
const isSubtotal = (r: PanelRow): boolean => isBare(r) && /小计[:：]?$/.test(r.row.label.replace(/\s/g, ''))

export function subtotalSums(panel: PanelBook, isPart: (r: PanelRow) => boolean): RowSum[] {
  const subtotals = panel.rows.filter(isSubtotal)
  const parts = panel.rows.filter((r) => r.row.role !== 'total' && isPart(r))
  if (subtotals.length < 2 || parts.length === 0) return []
  const above = subtotals[0]!.index < parts[0]!.index
  const sum = (whole: PanelRow, rows: readonly PanelRow[]): RowSum[] =>
    rows.length === 0
      ? []
      : [
          {
            whole,
            parts: rows,
            rule: 'SUM-TOTAL',
            trust: 0.85,
            basis: '表内勾稽：小计等于所列各项之和，合计等于各小计之和',
          },
        ]
  return [
    ...subtotals.flatMap((whole, i) => {
      const from = above ? whole.index : (subtotals[i - 1]?.index ?? -1)
      const to = above ? (subtotals[i + 1]?.index ?? Number.POSITIVE_INFINITY) : whole.index
      return sum(
        whole,
        parts.filter((r) => r.index > from && r.index < to),
      )
    }),
    ...panel.rows.filter((r) => isBare(r) && !isSubtotal(r)).flatMap((whole) => sum(whole, subtotals)),
  ]
}
