import { describe, expect, it } from 'vitest'
import { laid } from './testing/said.ts'

const LEDGER = {
  expenditure: [
    '2012601 30101 一般公共预算 - 1200000.00',
    '2012601 30201 一般公共预算 - 300000.00',
    '2210201 30113 一般公共预算 - 120000.00',
    '2012604 30227 一般公共预算 P1 1380000.00',
  ],
  projects: ['P1 库房改造'],
}

const SUBJECTS = {
  scope: 'flow=expenditure',
  ruler: '**',
  panels: [
    {
      columns: [
        { head: '科目编码', role: 'code', show: '{编码}' },
        { head: '科目名称', role: 'label', show: '{名称}' },
        { head: '合计', at: '' },
        {
          head: '基本支出',
          columns: [
            { head: '人员经费', at: 'character=personnel' },
            { head: '公用经费', at: 'character=public' },
          ],
        },
        { head: '项目支出', at: 'character=project' },
      ],
      rows: [{ label: '合计', at: '', role: 'total' }, { each: 'function 1-3' }],
    },
  ],
}

describe('a form by subjects', () => {
  it('lays out heads, ruler, total and tree, and knows which amounts are sums', () => {
    const { rows, table } = laid(SUBJECTS, LEDGER)
    expect(rows).toEqual([
      '科目编码[1×2]|科目名称[1×2]|合计[1×2]|基本支出[2×1]|项目支出[1×2]',
      '人员经费|公用经费',
      '**|**|1|2|3|4',
      '|合计|300.00=|132.00=|30.00=|138.00=',
      '201|一般公共服务支出|288.00=|120.00=|30.00=|138.00=',
      '20126|档案事务|288.00=|120.00=|30.00=|138.00=',
      '2012601|行政运行|150.00|120.00|30.00|',
      '2012604|档案馆|138.00|||138.00',
      '221|住房保障支出|12.00=|12.00=||',
      '22102|住房改革支出|12.00=|12.00=||',
      '2210201|住房公积金|12.00|12.00||',
    ])
    expect(table.headRows).toBe(3)
    expect(table.rows[6]!.cells[1]!.indent).toBe(2)
  })

  it.each([
    ['blank', ''],
    ['decimals', '0.00'],
    ['zero', '0'],
    ['dash', '—'],
  ])('shows nothing as %s', (zero, shown) => {
    const { rows } = laid({ ...SUBJECTS, zero }, LEDGER)
    expect(rows[6]).toBe(`2012601|行政运行|150.00|120.00|30.00|${shown}`)
  })

  it('prints another unit with separators', () => {
    const { rows } = laid({ ...SUBJECTS, unit: '元', thousands: true }, LEDGER)
    expect(rows[3]).toBe('|合计|3,000,000.00=|1,320,000.00=|300,000.00=|1,380,000.00=')
  })
})

describe('panels side by side', () => {
  it('are filled up to one height, with their foot rows level', () => {
    const panel = (rows: object[], foot: object[]) => ({
      columns: [
        { head: '项目', role: 'label', show: '{名称}' },
        { head: '预算数', at: '' },
      ],
      scope: 'flow=expenditure',
      rows,
      foot,
    })
    const { rows } = laid(
      {
        panels: [
          panel([{ label: '一、基本支出', at: 'character=basic' }], [{ label: '合计', at: '', role: 'total' }]),
          panel([{ each: 'function 3' }], [{ label: '总计', at: '', role: 'total' }]),
        ],
      },
      LEDGER,
    )
    expect(rows).toEqual([
      '项目|预算数|项目|预算数',
      '一、基本支出|162.00|行政运行|150.00',
      '||档案馆|138.00',
      '||住房公积金|12.00',
      '合计|300.00|总计|300.00=',
    ])
  })
})

describe('equal cells', () => {
  it('become one, but not across the groups that they stand in', () => {
    const { rows } = laid(
      {
        scope: 'flow=expenditure',
        panels: [
          {
            columns: [
              { head: '单位', show: '{单位名称}', merge: true },
              { head: '科目', role: 'label', show: '{名称}' },
              { head: '金额', at: '' },
            ],
            rows: [{ each: 'unit with=amount', own: false, rows: [{ each: 'function 3' }] }],
          },
        ],
      },
      { ...LEDGER, expenditure: [...LEDGER.expenditure, '2012604 30101 一般公共预算 - 50000.00 334002'] },
    )
    expect(rows).toEqual([
      '单位|科目|金额',
      '云湖市档案局本级[1×3]|行政运行|150.00',
      '档案馆|138.00',
      '住房公积金|12.00',
      '云湖市档案馆|档案馆|5.00',
    ])
  })
})
