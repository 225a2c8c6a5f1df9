import { expect, it } from 'vitest'
import { findingsOf } from '../testing/findings-of.ts'

const PROSE = '我馆项目均实行绩效目标管理，共计2个一级项目，4个二级项目。'

/** Owner, name and amount of projects of both levels. */
const book = (first: readonly string[], second: readonly string[], prose = PROSE): string => `
云溪县图书馆2025年部门预算
${prose}

2025年部门项目支出预算表
单位：万元
单位名称 | 项目名称 | 总计
 | 合计 | 60.00
${second.join('\n')}

2025年部门项目支出绩效表
单位：万元
单位名称 | 项目名称 | 金额 | 绩效目标
 | 合计 | 60.00 |
${first.map((line) => `${line} | 满足读者需要`).join('\n')}
`

const FIRST = ['云溪县图书馆本级 | 馆藏建设 | 42.50', '云溪县少儿图书馆 | 阅读推广 | 17.50']
const SECOND = [
  '云溪县图书馆本级 | 古籍修复 | 12.50',
  '云溪县图书馆本级 | 数字资源购置 | 30.00',
  '云溪县少儿图书馆 | 流动书车 | 8.00',
  '云溪县少儿图书馆 | 亲子讲座 | 9.50',
]

it('sums projects of the second level by owner where nothing nearer tells them apart', async () => {
  expect(await findingsOf(book(FIRST, SECOND), 'SUM-LEVELS', 'SUM-PROJECTS')).toEqual([])
  const moved = [FIRST[0]!.replace('42.50', '43.50'), FIRST[1]!.replace('17.50', '16.50')]
  const found = await findingsOf(book(moved, SECOND), 'SUM-LEVELS')
  expect(found).toHaveLength(1)
})

it('compares the numbers of projects that a sentence gives, level by level', async () => {
  expect(await findingsOf(book(FIRST, SECOND), 'GOAL-COUNT')).toEqual([])
  const three = PROSE.replace('2个', '3个')
  expect(await findingsOf(book(FIRST, SECOND, three), 'GOAL-COUNT')).toEqual(['warning GOAL-COUNT: 共计3个'])
  const five = PROSE.replace('4个', '5个')
  expect(await findingsOf(book(FIRST, SECOND, five), 'GOAL-COUNT')).toEqual(['warning GOAL-COUNT: 5个'])
})

it('says that a number was not checked where nothing lists that level', async () => {
  const text = nested('42.50').replace(/\n2025年部门一级项目[\s\S]*?(?=\n2025年部门项目支出明细表)/, PROSE)
  const alone = text.replace('一级项目名称 | 二级项目名称', '项目类别 | 项目名称')
  expect(await findingsOf(text, 'GOAL-COUNT')).toEqual([])
  expect((await findingsOf(alone, 'GOAL-COUNT'))[0]).toContain('info')
})

it('sums nothing where the document does not say that there are two levels', async () => {
  const moved = [FIRST[0]!.replace('42.50', '43.50'), FIRST[1]!.replace('17.50', '16.50')]
  expect(await findingsOf(book(moved, SECOND, ''), 'SUM-LEVELS')).toEqual([])
})

const nested = (total: string): string => `
云溪县图书馆2025年部门预算

2025年部门一级项目支出表
单位：万元
项目名称 | 总计
合计 | 60.00
馆藏建设 | ${total}
阅读推广 | 17.50

2025年部门项目支出明细表
单位：万元
一级项目名称 | 二级项目名称 | 总计
合计 |  | 60.00
馆藏建设 | 古籍修复 | 12.50
 | 数字资源购置 | 30.00
阅读推广 | 流动书车 | 8.00
 | 亲子讲座 | 9.50
`

it('knows from a column of its own which project belongs to which', async () => {
  expect(await findingsOf(nested('42.50'), 'SUM-LEVELS', 'SUM-PROJECTS')).toEqual([])
  const found = await findingsOf(nested('45.20'), 'SUM-LEVELS', 'SUM-PROJECTS')
  expect(found).toHaveLength(1)
  expect(found[0]).toContain('馆藏建设')
})
