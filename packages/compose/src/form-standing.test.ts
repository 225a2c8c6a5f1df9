/** Rows and columns for money that few units have: they stand only where it is there. */
import { describe, expect, it } from 'vitest'
import { laid } from './testing/said.ts'

const FORM = {
  scope: 'flow=expenditure',
  panels: [
    {
      columns: [
        { head: '项目', role: 'label', show: '{名称}' },
        { head: '合计', at: '' },
        {
          head: '其中：财政拨款',
          columns: [
            { head: '政府性基金', at: 'source=fund', when: '政府性基金预算支出' },
            { head: '国有资本经营', at: 'source=capital', when: '国有资本经营预算支出' },
          ],
        },
      ],
      rows: [
        { label: '{中文序号}、人员经费', at: 'character=personnel' },
        { label: '{中文序号}、公用经费', at: 'character=public', when: '公用经费' },
        { label: '其中：办公费', at: 'economy=30201', when: '公用经费' },
      ],
      foot: [{ label: '{中文序号}、项目支出', at: 'character=project' }],
    },
  ],
}

const FIGURES = {
  figures: {
    公用经费: 'flow=expenditure character=public',
    政府性基金预算支出: 'flow=expenditure source=fund',
    国有资本经营预算支出: 'flow=expenditure source=capital',
  },
}

const WAGES = '2012601 30101 一般公共预算 - 1200000.00'

describe('what stands only in some books', () => {
  it('is left out with the heading above it, and takes no number', () => {
    expect(laid(FORM, { expenditure: [WAGES] }, FIGURES).rows).toEqual([
      '项目|合计',
      '一、人员经费|120.00',
      '二、项目支出|',
    ])
  })

  it('stands where there is such money', () => {
    const ledger = {
      expenditure: [WAGES, '2012601 30201 一般公共预算 - 300000.00', '2120803 30227 政府性基金预算 P1 50000.00'],
      projects: ['P1 绿化补植'],
    }
    expect(laid(FORM, ledger, FIGURES).rows).toEqual([
      '项目[1×2]|合计[1×2]|其中：财政拨款',
      '政府性基金',
      '一、人员经费|120.00|',
      '二、公用经费|30.00|',
      '其中：办公费|30.00|',
      '三、项目支出|5.00|5.00',
    ])
  })
})
