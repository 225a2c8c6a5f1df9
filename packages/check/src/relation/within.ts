/** `其中：` rows and columns are parts that need not exhaust their whole, but never exceed it. */
import type { ReadColumn } from '@gouji/read'
import type { Quantity } from '../decode/index.ts'
import type { PanelBook, PanelRow } from '../quantities.ts'
import type { Tie } from './relation.ts'

export const isPartial = (c: ReadColumn): boolean => /^其中/.test(c.path.at(-1) ?? '')

/** `其中：` rows lie within the row above them. */
export function partsWithinRows(panel: PanelBook, quantities: readonly Quantity[]): Tie[] {
  // 按收入性质分： heads the parts below it and is no amount that somebody forgot.
  const isHeading = ({ row, cells }: PanelRow): boolean =>
    !row.understood && [...cells.values()].every((q) => quantities[q]!.blank)
  return panel.rows.flatMap((row): Tie[] => {
    const above = row.row.partial && panel.rows.filter((r) => r.index < row.index && !r.row.partial).at(-1)
    if (!above || isHeading(above)) return []
    const place = {
      // Right below its whole it can mean nothing else.
      trust: row.index === above.index + 1 ? 0.8 : 0.6,
      family: `within ${panel.table.number}.${panel.panel} row ${row.index}`,
      subject: `${row.row.label} ≤ ${above.row.label}`,
    }
    return (
      panel.columns
        // A part may well change by more than the whole does.
        .filter((c) => c.measure === 'amount')
        .flatMap(({ column }) => atMost(row.cells.get(column), above.cells.get(column), place))
    )
  })
}

/** `其中：` columns lie within the column before them. */
export function partsWithinColumns(panel: PanelBook): Tie[] {
  const amounts = panel.columns.filter((c) => c.measure === 'amount')
  return amounts.filter(isPartial).flatMap((part) => {
    const whole = amounts.filter((c) => c.column < part.column && !isPartial(c)).at(-1)
    if (!whole) return []
    return panel.rows.flatMap((row) =>
      atMost(row.cells.get(part.column), row.cells.get(whole.column), {
        trust: 0.6,
        family: `within ${panel.table.number}.${panel.panel} ${part.column}`,
        subject: `${row.row.label}：${part.path.at(-1)} ≤ ${whole.path.at(-1)}`,
      }),
    )
  })
}

function atMost(
  part: number | undefined,
  whole: number | undefined,
  place: Pick<Tie, 'trust' | 'family' | 'subject'>,
): Tie[] {
  if (part === undefined || whole === undefined) return []
  const terms = [
    { quantity: part, weight: 1 },
    { quantity: whole, weight: -1 },
  ] as const
  return [{ rule: 'PART-WITHIN', kind: 'atMost', terms, basis: '“其中”所列不大于其上级数', ...place }]
}
