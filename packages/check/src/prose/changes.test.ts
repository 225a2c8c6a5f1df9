import { expect, test } from 'vitest'
import { documentOf, findingsIn, findingsOf } from '../testing/findings-of.ts'

const book = (...sentences: readonly string[]): string => `
云湖市档案服务中心
2025年单位预算

一、2025年单位预算安排情况说明

${sentences.join('\n\n')}

2025年单位支出预算总表

单位：万元

科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
 | 合计 | 100.00 | 60.00 | 40.00
201 | 一般公共服务支出 | 100.00 | 60.00 | 40.00
20126 | 档案事务 | 100.00 | 60.00 | 40.00
2012604 | 档案馆 | 100.00 | 60.00 | 40.00
`

const split = (basic: string, project: string): string =>
  `2025年支出预算100.00万元，比上年预算增加8.00万元，其中：基本支出${basic}万元，项目支出${project}万元。主要原因是新增数字化加工。`

const sums = async (text: string): Promise<string[]> =>
  findingsIn(await documentOf(text)).flatMap((f) => (f.rule === 'PROSE-SUM' ? [f.message] : []))

test('changes of all parts make up the change of the whole, with their signs', async () => {
  expect(await sums(book(split('增加2.00', '增加6.00')))).toEqual([])
  expect(await sums(book(split('减少2.00', '增加10.00')))).toEqual([])
  const found = await sums(book(split('增加2.00', '增加9.00')))
  expect(found).toHaveLength(1)
  expect(found[0]).toContain('增减额')
  expect(await sums(book(split('减少2.00', '增加6.00')))).toHaveLength(1)
})

test('changes of a part alone say nothing of the whole', async () => {
  const one = '2025年支出预算100.00万元，比上年预算增加8.00万元，其中：项目支出增加6.00万元。主要原因是新增数字化加工。'
  expect(await sums(book(one))).toEqual([])
})

const side = (name: string, change: string): string => `2025年${name}100.00万元，比2024年预算${change}万元。`

const FUND = '2025年政府性基金拨款支出0万元，与2024年预算持平。'

test('amounts that are alike change alike', async () => {
  const three = (a: string, b: string, c: string): string =>
    book(side('财政拨款收入', a), side('财政拨款支出', b), side('一般公共预算拨款支出', c), FUND)
  expect(await findingsOf(three('增加5.00', '增加5.00', '增加5.00'), 'PROSE-ALIKE')).toEqual([])
  expect(await findingsOf(three('增加5.00', '增加3.00', '增加5.00'), 'PROSE-ALIKE')).toEqual([
    'warning PROSE-ALIKE: 比2024年预算增加3.00万元',
  ])
  expect(await findingsOf(three('增加5.00', '增加5.00', '减少5.00'), 'PROSE-ALIKE')).toEqual([
    'warning PROSE-ALIKE: 比2024年预算减少5.00万元',
  ])
})

test('appropriations may change otherwise than those of the general budget, unless there are no others', async () => {
  const general = side('一般公共预算拨款支出', '增加3.00')
  const fiscal = [side('财政拨款收入', '增加5.00'), side('财政拨款支出', '增加5.00')]
  expect(await findingsOf(book(...fiscal, general), 'PROSE-ALIKE')).toEqual([])
  expect(await findingsOf(book(...fiscal, general, FUND), 'PROSE-ALIKE')).toHaveLength(1)
})

test('two that differ may both be right, but not in the direction alone', async () => {
  const two = (a: string, b: string): string => book(side('财政拨款收入', a), side('财政拨款支出', b))
  expect(await findingsOf(two('增加5.00', '增加3.00'), 'PROSE-ALIKE')).toEqual([])
  expect(await findingsOf(two('增加5.00', '减少5.00'), 'PROSE-ALIKE')).toHaveLength(1)
})

test('a year that is over may have left something: its totals and its spending differ', async () => {
  const accounts = (name: string, change: string): string => `2025年${name}100.00万元，比2024年度决算数${change}万元。`
  const told = book(
    accounts('收入总计', '增加5.00'),
    accounts('支出总计', '增加5.00'),
    accounts('一般公共预算拨款支出', '增加3.00'),
    FUND,
  )
  expect(await findingsOf(told, 'PROSE-ALIKE')).toEqual([])
})
