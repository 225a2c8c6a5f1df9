/** Which amounts of a table are sums of others in it, for the formulas of a workbook. Only what truly adds up is said. */
import type { BookRow } from './book.ts'
import type { LaidRow } from './form-rows.ts'

export function withSums(
  rows: readonly BookRow[],
  panels: readonly { readonly rows: readonly LaidRow[]; readonly from: number }[],
  bodyFrom: number,
): BookRow[] {
  const sums = new Map<string, { row: number; column: number }[]>()
  for (const panel of panels) {
    panel.rows.forEach((row, i) => {
      const below =
        row.depth === undefined ? (row.role === 'total' ? topRows(panel.rows) : []) : childRows(panel.rows, i)
      if (below.length === 0) return
      for (const cell of row.cells) {
        if (cell.fen === undefined || cell.fen === 0n) continue
        const parts = below.flatMap((k) => {
          const part = panel.rows[k]!.cells.find((c) => c.column === cell.column)
          return part?.fen === undefined || part.fen === 0n ? [] : [{ k, fen: part.fen }]
        })
        if (parts.length === 0 || parts.reduce((sum, part) => sum + part.fen, 0n) !== cell.fen) continue
        sums.set(
          `${bodyFrom + i}|${panel.from + cell.column}`,
          parts.map(({ k }) => ({ row: bodyFrom + k, column: panel.from + cell.column })),
        )
      }
    })
  }
  return rows.map((row, i) => ({
    ...row,
    cells: row.cells.map((cell) => {
      const sumOf = sums.get(`${i}|${cell.column}`)
      return sumOf ? { ...cell, sumOf } : cell
    }),
  }))
}

/** Rows one level below a member, up to the next member of its own level. */
function childRows(rows: readonly LaidRow[], at: number): number[] {
  const depth = rows[at]!.depth!
  const found: number[] = []
  for (let i = at + 1; i < rows.length; i += 1) {
    const own = rows[i]!.depth
    if (own === undefined || own <= depth) break
    if (own === depth + 1) found.push(i)
  }
  return found
}

const topRows = (rows: readonly LaidRow[]): number[] => rows.flatMap((row, i) => (row.depth === 0 ? [i] : []))
