import { describe, expect, it } from 'vitest'
import { joinContinued } from './continued-panels.ts'
import type { PanelBook } from './quantities.ts'

/** A panel with one column of amounts: `30201`, or `合计` for a total. */
function panelOf(panel: number, heading: string, codes: readonly string[]): PanelBook {
  const column = { column: panel * 3 + 2, panel, path: [heading, '决算数'], coordinates: {}, understood: true }
  const rows = codes.map((code, index) => ({
    index,
    row: code === '合计' ? { role: 'total', label: code } : { role: 'subject', code, label: code },
    cells: new Map([[column.column, panel * 100 + index]]),
  }))
  return { table: {}, panel, columns: [column], rows } as unknown as PanelBook
}

const shape = (panels: readonly PanelBook[]): string[] =>
  panels.map(({ rows }) => rows.map(({ row, index }) => `${index}:${row.label}`).join(' '))

describe('lists printed side by side', () => {
  it('joins a list that goes on, with its total at the end, in the columns of the first', () => {
    const joined = joinContinued([
      panelOf(0, '公用经费', ['302', '30201']),
      panelOf(1, '公用经费', ['310', '31002', '合计']),
    ])
    expect(shape(joined)).toEqual(['0:302 1:30201 2:310 3:31002 4:合计'])
    expect(joined[0]!.rows.map(({ cells }) => [...cells])).toEqual([
      [[2, 0]],
      [[2, 1]],
      [[2, 100]],
      [[2, 101]],
      [[2, 102]],
    ])
  })

  it.each([
    ['other headings', panelOf(0, '人员经费', ['301', '303']), panelOf(1, '公用经费', ['304', '合计'])],
    ['a total of its own', panelOf(0, '经费', ['301', '合计']), panelOf(1, '经费', ['302', '合计'])],
    ['codes that begin again', panelOf(0, '经费', ['301', '303']), panelOf(1, '经费', ['302', '合计'])],
  ])('leaves panels apart that have %s', (_, left, right) => {
    expect(joinContinued([left, right])).toHaveLength(2)
  })
})
