/** The two sides of a 收支总表 end in a total each; without one the balance cannot be seen. */
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const STRUCT_TOTAL: RuleInfo = {
  id: 'STRUCT-TOTAL',
  severity: 'warning',
  title: { zh: '收支总表缺总计行', en: 'A side of the balance without its total' },
  checks: '收支总表、财政拨款收支总表的收入和支出两侧都应当有总计（合计）行。',
  basis: '收支总表的格式：收入总计等于支出总计',
  good: '末行：收入总计 100.00，支出总计 100.00',
  bad: '支出一侧列到最后一个科目为止，没有支出总计',
}

const SIDES = { income: '收入总计', expenditure: '支出总计' } as const

export function structTotal({ reading }: RuleContext): Finding[] {
  return reading.tables.flatMap((table) => {
    if (table.kind !== 'balance' || table.coordinates.function !== undefined) return []
    const sides = (['income', 'expenditure'] as const).map((flow) => {
      const cells = table.cells.filter((c) => c.coordinates?.flow === flow && c.printed && !c.noise)
      const rows = table.rows.filter((r) => cells.some((c) => c.row === r.row) && r.coordinates.flow === flow)
      return { flow, cells, hasTotal: rows.some((r) => r.role === 'total' || /[总合]计/.test(r.label)) }
    })
    // Where neither side was understood as one with figures, the table is not a balance that could be judged.
    if (sides.some((s) => s.cells.length < 2) || sides.every((s) => !s.hasTotal)) return []
    return sides
      .filter((s) => !s.hasTotal)
      .map(({ flow, cells }) =>
        findingOf(STRUCT_TOTAL, {
          key: `${table.number}.${flow}`,
          message: `${nameOfTable(table)}没有“${SIDES[flow]}”行，收支是否平衡无从核对。请补列。`,
          expected: SIDES[flow],
          evidence: [evidenceAt(cells.at(-1)!.place, cells.at(-1)!.rowLabel, nameOfTable(table))],
        }),
      )
  })
}
