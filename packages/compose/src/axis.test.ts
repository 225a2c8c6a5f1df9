import { describe, expect, it } from 'vitest'
import { laid, said } from './testing/said.ts'

const LEDGER = {
  expenditure: [
    '2012699 30227 一般公共预算 P2 300000.00',
    '2012601 30102 一般公共预算 - 200000.00',
    '2012601 30101 一般公共预算 - 250000.00',
    '2210203 30102 一般公共预算 - 70000.00',
    '2080505 30108 一般公共预算 - 90000.00',
    '2012604 30227 一般公共预算 P1 100000.00',
  ],
  projects: ['G1 馆藏保护', 'P1 库房改造 G1', 'P2 档案修复 G1', 'P3 没有钱的项目 G2'],
}

const labels = (each: string): string[] =>
  laid({ panels: [{ columns: [{ show: '{编码}' }], rows: [{ each }] }], scope: 'flow=expenditure' }, LEDGER).rows

describe('the order of subjects', () => {
  it('is that of their codes', () => {
    expect(labels('function 1')).toEqual(['201', '208', '221'])
  })

  it('is that of the ledger where a form asks for it, and a tree stays a tree', () => {
    expect(labels('function 1-3 by=entered')).toEqual([
      ...['201', '20126', '2012699', '2012601', '2012604'],
      ...['221', '22102', '2210203'],
      ...['208', '20805', '2080505'],
    ])
    expect(labels('economy 2 by=entered')).toEqual(['30227', '30102', '30101', '30108'])
  })

  it('is by amount, the largest first, below each parent', () => {
    expect(labels('function 1-3 by=amount')).toEqual([
      ...['201', '20126', '2012601', '2012699', '2012604'],
      ...['208', '20805', '2080505'],
      ...['221', '22102', '2210203'],
    ])
  })
})

describe('first-level projects', () => {
  const form = {
    scope: 'flow=expenditure',
    panels: [
      {
        columns: [{ show: '{名称}' }, { at: '' }],
        rows: [{ each: 'program', rows: [{ each: 'project' }] }],
      },
    ],
  }

  it('sum up their projects, which stand below them, where there is money', () => {
    expect(laid(form, LEDGER).rows).toEqual(['馆藏保护|40.00=', '库房改造|10.00', '档案修复|30.00'])
  })

  it('are counted apart from the projects that they consist of', () => {
    expect(said('{一级项目个数}和{项目个数}', LEDGER).text).toBe('2和3')
  })

  it('are no projects of their own', () => {
    const projects = { ...form, panels: [{ columns: [{ show: '{名称}' }], rows: [{ each: 'project' }] }] }
    expect(laid(projects, LEDGER).rows).toEqual(['库房改造', '档案修复'])
  })
})

describe('units', () => {
  const form = (options: string) => ({
    scope: 'flow=expenditure',
    panels: [{ columns: [{ show: '{序号}{名称}' }, { at: '' }], rows: [{ each: `unit ${options}` }] }],
  })
  const under = { ...LEDGER, units: ['334 云湖市档案局', '334001 云湖市档案局本级 334', '334002 云湖市档案馆 334'] }

  it('are listed as entered, with what lies under them', () => {
    expect(laid(form(''), under).rows).toEqual(['1云湖市档案局|101.00', '2云湖市档案局本级|101.00', '3云湖市档案馆|'])
  })

  it('leave out those that only gather others, and are counted without them', () => {
    expect(laid(form('own=yes with=amount'), under).rows).toEqual(['1云湖市档案局本级|101.00'])
    expect(said('{单位个数}', under).text).toBe('2')
  })
})
