/** What pictures say beside their shapes: shares, sums of streams, and how many offices a year's sum is of. */
import { expect, it } from 'vitest'
import { drawComparison, drawFlow, drawTreemap, drawTrend } from './pictures.ts'

it('gives shares of the whole that is shown, half up, and none where there is no whole', () => {
  const { table } = drawTreemap([
    { key: '201', name: '一般公共服务支出', amount: '7057700.00' },
    { key: '208', name: '社会保障和就业支出', amount: '878200.00' },
    { key: '221', name: '住房保障支出', amount: '360900.00' },
  ])
  expect(table).toEqual([
    ['编码', '名称', '金额（万元）', '占比'],
    ['201', '一般公共服务支出', '705.77', '85.1%'],
    ['208', '社会保障和就业支出', '87.82', '10.6%'],
    ['221', '住房保障支出', '36.09', '4.3%'],
  ])
  expect(drawTreemap([{ key: '201', name: '冲减', amount: '-100.00' }]).table[1]).toEqual(['201', '冲减', '-0.01', ''])
})

it('writes at each end of a stream what flows through it', () => {
  const { option } = drawFlow({
    nodes: [
      { key: 'general', name: '一般公共预算' },
      { key: '201', name: '一般公共服务支出' },
      { key: '208', name: '社会保障和就业支出' },
    ],
    links: [
      { from: 'general', to: '201', amount: '7057700.00' },
      { from: 'general', to: '208', amount: '878200.00' },
    ],
  })
  const [{ label }] = option.series as readonly [{ label: { formatter: (p: { name: string }) => string } }]
  expect(label.formatter({ name: 'general' })).toBe('一般公共预算\n793.59')
  expect(label.formatter({ name: '208' })).toBe('社会保障和就业支出\n87.82')
})

it('keeps the place of a year without a book, and warns where years are sums of other numbers of offices', () => {
  const point = (year: number, units: number) => ({ year, units, stage: 'budget' as const, amount: '10000.00' })
  const uneven = drawTrend([point(2021, 1), point(2023, 4)])
  expect((uneven.option.xAxis as { data: string[] }).data).toEqual([
    '2021 年\n1 个单位',
    '2022 年\n0 个单位',
    '2023 年\n4 个单位',
  ])
  expect(uneven.note).toContain('单位数不同')
  expect(drawTrend([point(2021, 4), point(2022, 4)])).not.toHaveProperty('note')
})

it('tells how many offices cannot be compared by head', () => {
  const units = [
    { organisation: 'a', name: '甲局', amount: '3000000.00', perHead: '200000.00' },
    { organisation: 'b', name: '乙局', amount: '9000000.00' },
  ]
  expect(drawComparison(units, true)).toMatchObject({
    note: '1 个单位的账册没有实有人数，未列入。',
    table: [
      ['单位', '人均（万元）'],
      ['甲局', '20.00'],
    ],
  })
  expect(drawComparison(units, false)).not.toHaveProperty('note')
})
