/** A sheet of a ledger on paper: every row in a plain table, with the names of codes and the sums at the foot. */
import type { LedgerRow } from '@gouji/api'
import type { SheetColumn } from '../client/shapes.ts'
import { formatYuan, parseYuan } from '../money.ts'
import type { ExtraColumn } from './grid.tsx'
import { sumOf } from './sums.ts'

interface PrintedSheetProps {
  readonly label: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly LedgerRow[]
  readonly nameOf: (column: SheetColumn, value: string) => string | undefined
  readonly extras: readonly ExtraColumn[]
  /** Which rows the sums at the foot are of. */
  readonly counts: (row: LedgerRow) => boolean
}

export function PrintedSheet({ label, columns: all, rows, nameOf, extras, counts }: PrintedSheetProps) {
  // Columns that nobody filled in would take the room of those that say something.
  const filled = all.filter(({ field }) => rows.some((row) => (row.values[field] ?? '') !== ''))
  const counted = rows.filter(counts)
  const kept = filled.map((column) => ({
    column,
    sum: column.kind === 'amount' ? sumOf(counted, column.field) : undefined,
  }))
  const shown = (column: SheetColumn, value: string): string => {
    const money = column.kind === 'amount' ? parseYuan(value) : undefined
    return money === undefined ? [value, nameOf(column, value)].filter(Boolean).join(' ') : formatYuan(money)
  }
  const side = ({ kind }: SheetColumn): string | undefined =>
    kind === 'amount' || kind === 'count' || kind === 'quantity' ? 'num' : undefined
  return (
    <table className="data printed-sheet">
      <caption>{label}</caption>
      <thead>
        <tr>
          <th className="num">行号</th>
          {kept.map(({ column }) => (
            <th key={column.field} className={side(column)}>
              {column.heading}
            </th>
          ))}
          {extras.map(({ heading }) => (
            <th key={heading} className="num">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={row.key}>
            <td className="num">{i + 1}</td>
            {kept.map(({ column }) => (
              <td key={column.field} className={side(column)}>
                {shown(column, row.values[column.field] ?? '')}
              </td>
            ))}
            {extras.map((extra) => (
              <td key={extra.heading} className="num">
                {extra.of(row)?.text}
              </td>
            ))}
          </tr>
        ))}
        {kept.some(({ sum }) => sum !== undefined) ? (
          <tr className="printed-sums">
            <td className="num">合计</td>
            {kept.map(({ column, sum }) => (
              <td key={column.field} className={side(column)}>
                {sum === undefined ? '' : formatYuan(sum)}
              </td>
            ))}
            {extras.map((extra) => (
              <td key={extra.heading} className="num">
                {extra.sum}
              </td>
            ))}
          </tr>
        ) : null}
      </tbody>
    </table>
  )
}
