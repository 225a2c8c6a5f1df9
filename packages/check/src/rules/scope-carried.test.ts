import { expect, test } from 'vitest'
import { documentOf, findingsIn } from '../testing/findings-of.ts'

/** 120.00 with what was carried over, 100.00 without it. */
const book = (said: string): string => `
云湖市档案服务中心
2025年单位预算

一、2025年单位预算安排情况说明

（一）收支预算总体情况

云湖市档案服务中心2025年收入预算${said}万元。

2025年单位收支预算总表

单位：万元

收入 | | 支出 |
项目 | 预算数 | 项目 | 预算数
一、一般公共预算拨款收入 | 90.00 | 一、一般公共服务支出 | 120.00
二、事业收入 | 10.00 | 二、社会保障和就业支出 |
本年收入合计 | 100.00 | 本年支出合计 | 120.00
上年结转结余 | 20.00 | 年终结转结余 |
收入总计 | 120.00 | 支出总计 | 120.00
`

const told = async (said: string): Promise<string[]> =>
  findingsIn(await documentOf(book(said)))
    .filter((f) => f.severity !== 'info')
    .map((f) => `${f.rule}: ${f.message}`)

test('two totals that differ by what was carried over are told apart by 口径', async () => {
  const found = await told('100.00')
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(/^SCOPE-CARRIED: /)
  expect(found[0]).toContain('正好是“上年结转结余”的收入预算数 20.00 万元')
  expect(found[0]).toMatch(/正文“收入预算”不含结转，表1 .*“收入总计”的收入预算数含结转/)
})

/** 100.00 spent this year and 8.00 left for the next. */
const left = (project: string): string => `
云湖市档案服务中心
2025年单位预算

一、2025年单位预算安排情况说明

（二）支出预算情况

支出总计108.00万元，其中年终结转结余8.00万元。按支出性质，基本支出60.00万元；项目支出${project}万元。

2025年单位收支预算总表

单位：万元

收入 | | 支出 |
项目 | 预算数 | 项目 | 预算数
一、一般公共预算拨款收入 | 108.00 | 一、一般公共服务支出 | 100.00
本年收入合计 | 108.00 | 本年支出合计 | 100.00
上年结转结余 | | 年终结转结余 | 8.00
收入总计 | 108.00 | 支出总计 | 108.00
`

test('what is left for next year is of no character: the others make up the expenditure of this year', async () => {
  const found = async (project: string): Promise<string[]> =>
    findingsIn(await documentOf(left(project))).flatMap((f) => (f.severity === 'error' ? [f.rule] : []))
  expect(await found('40.00')).toEqual([])
  expect(await found('48.00')).toEqual(['PROSE-SUM'])
})

test('the same total is silent, and any other difference is a wrong figure', async () => {
  expect(await told('120.00')).toEqual([])
  const found = await told('112.00')
  expect(found).toHaveLength(1)
  expect(found[0]).toContain('SAME-COORDINATES')
})
