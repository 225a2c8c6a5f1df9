import { describe, expect, it } from 'vitest'
import { laid } from './testing/said.ts'

const FORM = {
  title: '表',
  scope: 'flow=expenditure',
  panels: [
    {
      columns: [
        { head: '科目', role: 'label', show: '{名称}' },
        { head: '合计', at: '' },
        { head: '基本支出', at: 'character=basic' },
        { head: '项目支出', at: 'character=project' },
      ],
      rows: [{ label: '合计', at: '', role: 'total' }, { each: 'function 1' }],
    },
  ],
}

// Each of three is 0.333…; together they are 1.00, printed one by one 0.33 + 0.33 + 0.33.
const LEDGER = {
  expenditure: [
    '2012601 30101 一般公共预算 - 3333.00',
    '2080505 30108 一般公共预算 - 3333.00',
    '2210201 30113 一般公共预算 - 3334.00',
  ],
}

/** Rows below the head, without the marks of sums. */
const printed = ({ rows }: { readonly rows: readonly string[] }): string[] =>
  rows.slice(1).map((row) => row.replaceAll('=', ''))

describe('the adjusted display', () => {
  it('is not what a form does by itself', () => {
    expect(printed(laid(FORM, LEDGER))).toEqual([
      '合计|1.00|1.00|',
      '一般公共服务支出|0.33|0.33|',
      '社会保障和就业支出|0.33|0.33|',
      '住房保障支出|0.33|0.33|',
    ])
  })

  it('makes printed parts add up, says so below the table, and keeps the true values', () => {
    const form = laid({ ...FORM, adjust: true }, LEDGER, {
      rounding: { note: '注：末位有调整。' },
    })
    const { table, figures } = form
    expect(printed(form)).toEqual([
      '合计|1.00|1.00|',
      '一般公共服务支出|0.33|0.33|',
      '社会保障和就业支出|0.33|0.33|',
      '住房保障支出|0.34|0.34|',
    ])
    expect(table.notes.map((runs) => runs.map(({ text }) => text).join(''))).toEqual(['注：末位有调整。'])
    expect(figures.filter((f) => f.adjusted).map((f) => [f.text, f.fen])).toEqual([
      ['0.34', 333_400n],
      ['0.34', 333_400n],
    ])
  })

  it('leaves alone what adds up as it is', () => {
    const { table, figures } = laid(
      { ...FORM, adjust: true },
      { expenditure: ['2012601 30101 一般公共预算 - 3333.00'] },
    )
    expect(table.notes).toEqual([])
    expect(figures.some((f) => f.adjusted)).toBe(false)
  })
})
