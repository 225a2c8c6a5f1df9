import { expect, test } from 'vitest'
import { findingsOf } from '../testing/findings-of.ts'

const book = (...sentences: readonly string[]): string => `
云湖市档案服务中心
2025年单位预算

一、2025年单位预算安排情况说明

（一）项目支出情况

${sentences.join('\n\n')}

2025年单位项目支出预算表

单位：万元

单位名称 | 项目名称 | 总计 | 一般公共预算 | 事业收入
合计 | | 66.00 | 56.00 | 10.00
云湖市档案服务中心 | 档案数字化加工经费 | 30.00 | 20.00 | 10.00
云湖市档案服务中心 | 库房恒温恒湿改造项目 | 24.00 | 24.00 |
云湖市档案服务中心 | 方志编纂出版 | 12.00 | 12.00 |
`

test.each([
  ['the amount of the table', '“档案数字化加工”项目安排30.00万元。', []],
  ['another amount', '“档案数字化加工”项目安排35.00万元。', ['安排35.00万元']],
  ['other suffixes', '其中库房恒温恒湿改造专项经费42万元。', ['42万元']],
  ['one of its sources', '档案数字化加工项目20.00万元由一般公共预算安排。', []],
  ['the year before', '2024年档案数字化加工项目支出35.00万元。', []],
  ['a change', '主要是新增档案数字化加工项目经费5.00万元。', []],
  ['the whole of several years', '档案数字化加工项目总投资90.00万元。', []],
  ['a part of it', '档案数字化加工项目中扫描设备租赁8.00万元。', []],
])('a project in a sentence: %s', async (_name, sentence, expected) => {
  const found = await findingsOf(book(sentence), 'PROSE-PROJECT')
  expect(found).toHaveLength(expected.length)
  for (const [i, text] of expected.entries()) expect(found[i]).toContain(text)
})

test('sentences that mostly differ from the table speak of something else', async () => {
  const other = '档案数字化加工项目90.00万元，库房恒温恒湿改造项目70.00万元，方志编纂出版12.00万元。'
  expect(await findingsOf(book(other), 'PROSE-PROJECT')).toEqual([])
})

test('amounts in the place of each other', async () => {
  const swapped = '档案数字化加工项目24.00万元，库房恒温恒湿改造项目30.00万元，方志编纂出版12.00万元。'
  expect(await findingsOf(book(swapped), 'PROSE-PROJECT')).toHaveLength(2)
})

test('a project told in a passage of its own, with its source', async () => {
  const passage = (amount: string, general: string): string =>
    `“档案数字化加工经费”主要内容是：扫描馆藏档案。2025年预算安排${amount}万元，其中：一般公共预算资金${general}万元。`
  expect(await findingsOf(book(passage('30.00', '20.00')), 'PROSE-PROJECT')).toEqual([])
  expect(await findingsOf(book(passage('30.00', '24.00')), 'PROSE-PROJECT')).toHaveLength(1)
})

/** 30.00 of this year's money and 12.00 of last year's, both from 一般公共预算. */
const carried = (passage: string): string => `
云湖市档案服务中心
2025年单位预算

一、2025年单位预算安排情况说明

“馆藏图片扫描”主要内容是：扫描馆藏。${passage}

项目支出预算表

单位：万元

项目名称 | 合计 | 本年拨款 | | 财政拨款结转结余 |
 | | 一般公共预算 | 政府性基金预算 | 一般公共预算 | 政府性基金预算
合计 | 42.00 | 30.00 | | 12.00 |
馆藏图片扫描 | 42.00 | 30.00 | | 12.00 |
`

test.each([
  ['one source, both years together', '2025年预算安排42万元，其中42万元来自一般公共预算。', 0],
  ['each year', '2025年预算安排42万元，其中30万元来自当年一般公共预算、12万元来自上年结转的一般公共预算。', 0],
  ['the money of the wrong year', '2025年预算安排42万元，其中12万元来自当年一般公共预算。', 1],
])('money of a project by its year: %s', async (_name, passage, count) => {
  expect(await findingsOf(carried(passage), 'PROSE-PROJECT')).toHaveLength(count)
})

const list = (total: string, ...parts: readonly string[]): string =>
  `绩效目标项目共3个，涉及项目预算资金${total}万元，其中：${parts.join('，')}。`
const PARTS = ['档案数字化加工30.00万元', '库房恒温恒湿改造24.00万元', '方志编纂出版12.00万元']

test('projects listed one by one make up their total', async () => {
  expect(await findingsOf(book(list('66.00', ...PARTS)), 'PROSE-PROJECTS')).toEqual([])
  expect(await findingsOf(book(list('69.00', ...PARTS)), 'PROSE-PROJECTS')).toHaveLength(1)
  expect(await findingsOf(book(list('60.00', ...PARTS)), 'PROSE-PROJECTS')).toHaveLength(1)
  // Two of three may be less than all.
  expect(await findingsOf(book(list('66.00', ...PARTS.slice(1))), 'PROSE-PROJECTS')).toEqual([])
})

const year = (total: string, third: string): string =>
  `年度预算安排${total}万元，第一季度用款5.00万元，第二季度用款5.00万元，第三季度用款${third}万元，第四季度用款8.00万元。`

test('four quarters make up their year', async () => {
  expect(await findingsOf(book(year('24.00', '6.00')), 'PROSE-PROJECTS')).toEqual([])
  expect(await findingsOf(book(year('24.00', '9.00')), 'PROSE-PROJECTS')).toEqual([
    'error PROSE-PROJECTS: 年度预算安排24.00万元',
  ])
})
