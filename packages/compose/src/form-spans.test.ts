import { describe, expect, it } from 'vitest'
import { laid } from './testing/said.ts'

const LEDGER = { expenditure: ['2012601 30101 一般公共预算 - 10000.00'] }

describe('rows laid out by hand', () => {
  it('take the positions that cells over several rows leave free', () => {
    const { rows, table } = laid(
      {
        panels: [
          {
            columns: [{}, {}, {}],
            rows: [
              { cells: [{ text: '产出', rows: 3 }, { text: '数量', rows: 2 }, { text: '甲' }] },
              { cells: [{ text: '乙' }] },
              { cells: [{ text: '质量' }, { text: '丙' }] },
              { cells: [{ text: '效益', span: 2 }] },
            ],
          },
        ],
      },
      LEDGER,
    )
    expect(rows).toEqual(['产出[1×3]|数量[1×2]|甲', '乙', '质量|丙', '效益[2×1]|'])
    expect(table.rows.map((row) => row.cells.map((cell) => cell.column))).toEqual([[0, 1, 2], [2], [1, 2], [0, 2]])
  })
})

describe('the ruler', () => {
  it('goes on from a number that a column sets', () => {
    const columns = [
      { head: '项目', role: 'label', show: '{名称}' },
      { head: '合计', at: '' },
      { head: '补助', at: 'character=subsidy', ruler: '7' },
      { head: '上缴', at: 'character=remitted' },
      { head: '说明', at: 'character=trading', ruler: '**' },
    ]
    const { rows } = laid({ ruler: '**', panels: [{ columns, rows: [] }] }, LEDGER)
    expect(rows[1]).toBe('**|1|7|8|**')
  })
})
