import { describe, expect, it } from 'vitest'
import { laid } from './testing/said.ts'

const LEDGER = {
  expenditure: [
    '2012601 30101 一般公共预算 - 1200000.00',
    '2012601 30201 一般公共预算 - 300000.00',
    '2012604 30227 一般公共预算 P1 1380000.00',
  ],
  projects: ['P1 库房改造'],
}

describe('rows of units above rows of subjects', () => {
  const form = {
    scope: 'flow=expenditure',
    panels: [
      {
        columns: [
          {
            head: '科目编码',
            rows: 2,
            columns: [
              { head: '类', show: '{类}' },
              { head: '款', show: '{款}' },
            ],
          },
          { head: '名称', role: 'label', show: '{名称}' },
          { head: '支出', columns: [{ head: '基本', columns: [{ head: '人员', at: 'character=personnel' }] }] },
        ],
        rows: [
          { label: '合计', at: '' },
          { each: 'unit with=amount', rows: [{ each: 'function 3' }] },
        ],
      },
    ],
  }

  it('leave blank what only subjects have', () => {
    const { rows, problems } = laid(form, LEDGER)
    expect(problems).toEqual([])
    expect(rows.slice(3)).toEqual([
      '||合计|120.00',
      '||云湖市档案局本级|120.00=',
      '201|26|行政运行|120.00',
      '201|26|档案馆|',
    ])
  })

  it('may have headings that take several rows of the head', () => {
    expect(laid(form, LEDGER).rows.slice(0, 3)).toEqual(['科目编码[2×2]|名称[1×3]|支出', '基本', '类|款|人员'])
  })
})

describe('what a row sets for its columns', () => {
  it('is words, or the amount itself in the manner of the form', () => {
    const { rows } = laid(
      {
        unit: '元',
        panels: [
          {
            columns: [
              { head: '名称', role: 'label', show: '{名称}' },
              { head: '归口', show: '{归口}' },
              { head: '金额', show: '{金额}' },
            ],
            rows: [
              { label: '合计', set: { 金额: '{支出总计}' } },
              { each: 'project', set: { 归口: '{单位名称}本身' } },
            ],
          },
        ],
      },
      LEDGER,
    )
    expect(rows[1]).toBe('合计||2880000.00')
    expect(rows[2]).toMatch(/^库房改造\|云湖市档案局本级本身\|/)
  })
})

describe('projects without a first level', () => {
  it('stand beside the others where a form asks for them', () => {
    const ledger = {
      expenditure: ['2012604 30227 一般公共预算 P1 100.00', '2012604 30227 一般公共预算 P2 200.00'],
      projects: ['G1 馆藏保护', 'P1 库房改造', 'P2 档案修复 G1'],
    }
    const each = (call: string): Record<string, unknown> => ({
      scope: 'flow=expenditure',
      panels: [{ columns: [{ show: '{名称}' }], rows: [{ each: call }] }],
    })
    expect(laid(each('project parent=none'), ledger).rows).toEqual(['库房改造'])
    expect(laid(each('project'), ledger).rows).toEqual(['库房改造', '档案修复'])
  })
})
