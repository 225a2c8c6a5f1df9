import { expect, test } from 'vitest'
import { documentOf, findingsIn } from '../testing/findings-of.ts'

/** A unit that does not exist lists economies under all its expenditure; they are those of 基本支出. */
const BOOK = `
云湖市档案服务中心
2025年单位预算

一、2025年单位预算安排情况说明

（二）支出预算情况

支出总计 100.00 万元。包括：按照支出经济分类科目，主要用于：

1.工资福利支出 45.00 万元：主要用于在职人员。（基本工资 20.00 万元、津贴补贴 15.00 万元、奖金 10.00 万元）

2.商品和服务支出 10.00 万元：主要用于日常公用。（办公费 6.00 万元、差旅费 4.00 万元）

2025年单位支出预算总表

单位：万元

科目编码 | 科目名称 | 总计 | 基本支出 | 项目支出
 | 合计 | 100.00 | 55.00 | 45.00
201 | 一般公共服务支出 | 100.00 | 55.00 | 45.00
20126 | 档案事务 | 100.00 | 55.00 | 45.00
2012604 | 档案馆 | 100.00 | 55.00 | 45.00

2025年单位一般公共预算基本支出表

单位：万元

科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费
 | 合计 | 55.00 | 45.00 | 10.00
301 | 工资福利支出 | 45.00 | 45.00 |
30101 | 基本工资 | 20.00 | 20.00 |
30102 | 津贴补贴 | 15.00 | 15.00 |
30103 | 奖金 | 10.00 | 10.00 |
302 | 商品和服务支出 | 10.00 | | 10.00
30201 | 办公费 | 6.00 | | 6.00
30211 | 差旅费 | 4.00 | | 4.00
`

const told = async (text: string): Promise<string[]> =>
  findingsIn(await documentOf(text))
    .filter((f) => f.rule === 'SAME-COORDINATES')
    .map((f) => f.message)

test('economies listed without their character are held against 基本支出', async () => {
  expect(await told(BOOK)).toEqual([])
  // The list still adds up, so that only the table can tell.
  const shifted = BOOK.replace('津贴补贴 15.00 万元、奖金 10.00', '津贴补贴 17.00 万元、奖金 8.00')
  const found = (await told(shifted)).join()
  expect(found).toContain('正文“津贴补贴”印为 17.00，应为 15.00（连同另外 1 处）')
})

test('a wrong figure is told for itself, not below the list that lacks the projects', async () => {
  const ending = BOOK.replace('\n2025年单位支出预算总表', '\n3.其他支出 0.00 万元。\n\n2025年单位支出预算总表')
  const found = findingsIn(await documentOf(ending.replace('奖金 10.00 万元）', '奖金 14.00 万元）')))
  const wrong = found.filter((f) => f.message.includes('正文“奖金”印为 14.00，应为 10.00'))
  expect(wrong).toHaveLength(1)
  expect(found.filter((f) => f.rule === 'PROSE-SUM' && f.message.includes('“支出总计” 100.00'))).toHaveLength(1)
})

test('economies of all expenditure are left alone', async () => {
  const all = BOOK.replace('工资福利支出 45.00', '工资福利支出 65.00')
    .replace(
      '基本工资 20.00 万元、津贴补贴 15.00 万元、奖金 10.00',
      '基本工资 25.00 万元、津贴补贴 25.00 万元、奖金 15.00',
    )
    .replace('商品和服务支出 10.00', '商品和服务支出 35.00')
    .replace('办公费 6.00 万元、差旅费 4.00', '办公费 30.00 万元、差旅费 5.00')
  expect(await told(all)).toEqual([])
})
