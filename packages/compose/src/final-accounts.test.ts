import { describe, expect, it } from 'vitest'
import { laid, said } from './testing/said.ts'

const LEDGER = { expenditure: ['2012601 30101 一般公共预算 - 1200000.00', '2012601 30217 一般公共预算 - 3000.00'] }

describe('what final accounts compare with', () => {
  it('is this year’s budget too, with a reason of its own', () => {
    const ledger = {
      ...LEDGER,
      last: ['支出总计 2025 adjusted 2406000', '支出总计 2024 budget 1000000'],
      reasons: { 支出总计: '新增人员', 支出总计·全年预算数: '压减开支' },
    }
    expect(
      said(
        '完成{share 支出总计 of 支出总计@adjusted}，{change 支出总计 from adjusted}；{change 支出总计 from last-budget}',
        ledger,
      ).text,
    ).toBe(
      '完成50.0%，比全年预算数减少120.30万元，下降50.0%，因压减开支；比上年预算数增加20.30万元，增长20.3%，因新增人员',
    )
  })

  it('is told where nobody entered it, not taken for nothing', () => {
    const { text, problems } = said('完成{share 支出总计 of 支出总计@adjusted}', LEDGER)
    expect(text).toBe('完成')
    expect(problems).toMatchObject([{ code: 'base-missing', facts: { figure: '支出总计', period: '全年预算数' } }])
  })

  it('stays where both print alike', () => {
    const { text, problems } = said('{change 支出总计 from last-budget}', {
      ...LEDGER,
      last: ['支出总计 2024 budget 1203040'],
    })
    expect(text).toBe('与上年预算数持平')
    expect(problems).toEqual([])
  })

  it('stands in a column as the total that was entered', () => {
    const form = {
      scope: 'flow=expenditure',
      panels: [
        {
          columns: [
            { head: '预算数', at: '@adjusted' },
            { head: '决算数', at: '' },
          ],
          rows: [{ label: '', at: '' }],
        },
      ],
    }
    expect(laid(form, { ...LEDGER, last: ['支出总计 2025 adjusted 1300000'] }).rows).toEqual([
      '预算数|决算数',
      '130.00|120.30',
    ])
  })
})

describe('行次', () => {
  it('numbers rows through all panels, blank ones as well', () => {
    const panel = (head: string, rows: object[]): object => ({
      head,
      columns: [
        { head: '项目', role: 'label', show: '{名称}' },
        { head: '行次', ordinal: true },
      ],
      rows,
      foot: [{ label: '总计', at: '' }],
    })
    const form = { panels: [panel('收入', [{ label: '甲' }]), panel('支出', [{ label: '乙' }, { label: '丙' }])] }
    expect(laid(form, LEDGER).rows.slice(2)).toEqual(['甲|1|乙|4', '|2|丙|5', '总计|3|总计|6'])
  })
})

describe('rows by function', () => {
  const form = {
    scope: 'flow=income',
    panels: [
      {
        columns: [
          { head: '科目', role: 'label', show: '{名称}' },
          { head: '收入', at: '' },
        ],
        rows: [{ label: '合计', at: '', role: 'total' }, { each: 'function 1' }],
      },
    ],
  }

  it('tell income whose function nobody entered, instead of leaving it out', () => {
    const { problems } = laid(form, LEDGER)
    expect(problems).toMatchObject([
      { code: 'ledger-too-coarse', severity: 'error', facts: { figure: '一般公共预算 · 本年 · 收入', lines: 2 } },
    ])
  })
})
