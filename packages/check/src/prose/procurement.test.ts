import { expect, test } from 'vitest'
import { findingsOf } from '../testing/findings-of.ts'

const book = (said: string, medium: string, micro = ''): string => `
云湖市档案服务中心
2025年单位预算

一、2025年单位预算安排情况说明

（一）政府采购情况

2025年政府采购预算总额50.00万元，其中服务类采购金额50.00万元；${said}。

2025年政府采购预算表

单位：元

单位名称 | 项目 | 采购数量 | 单价(元) | 采购金额合计(元) | 其中面向中小企业(元) | 其中面向小微企业(元)
合计 | | | | 500000.00 | ${medium} | ${micro}
云湖市档案服务中心 | 档案数字化加工 | 1 | 500000 | 500000.00 | ${medium} | ${micro}
`

test.each([
  ['面向中小企业采购金额40.00万元', '400000.00', '', []],
  ['面向中小企业采购金额40.00万元', '', '', ['面向中小企业采购金额40.00万元']],
  ['面向中小企业采购金额40.00万元', '300000.00', '', ['面向中小企业采购金额40.00万元']],
  ['面向中小企业采购金额40.00万元', '300000.00', '100000.00', []],
  ['面向中小企业采购金额0.00万元', '', '', []],
  ['面向中小企业及小微企业采购金额40.00万元', '', '', ['40.00万元']],
])('%s against “%s” and “%s”', async (said, medium, micro, expected) => {
  const found = await findingsOf(book(said, medium, micro), 'PROSE-PROCUREMENT')
  expect(found).toHaveLength(expected.length)
  for (const [i, text] of expected.entries()) expect(found[i]).toContain(text)
})

const total = (all: string): string => `
云湖市档案服务中心
2025年单位预算

一、政府采购情况

2025年政府采购预算总额${all}万元，其中：政府采购货物预算0.00万元、政府采购服务预算0.00万元。
`

test.each([
  ['0.01', 'what is left of a few yuan may add up', 0],
  ['30.00', 'noughts are noughts', 1],
])('a total of %s 万元 over noughts: %s', async (all, _, count) => {
  expect(await findingsOf(total(all), 'PROSE-SUM')).toHaveLength(count)
})
