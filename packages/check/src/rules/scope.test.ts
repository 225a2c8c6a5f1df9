import { expect, test } from 'vitest'
import { findingsOf } from '../testing/findings-of.ts'

const book = (running: string, code: string): string => `
云湖市档案服务中心
2025年单位预算

2025年单位一般公共预算支出表

单位：万元

科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
 | 合计 | 80.00 | 60.00 | 20.00
201 | 一般公共服务支出 | 80.00 | 60.00 | 20.00
20126 | 档案事务 | 80.00 | 60.00 | 20.00
${code} | ${running} | 60.00 | 60.00 |
2012604 | 档案馆 | 20.00 | | 20.00

2025年单位机关运行经费表

单位：万元

项目 | 预算数
机关运行经费 | 8.00
`

test('an institution has no office running costs', async () => {
  expect(await findingsOf(book('事业运行', '2012650'), 'SCOPE-OFFICE')).toEqual([
    'warning SCOPE-OFFICE: 机关运行经费 8.00',
  ])
  expect(await findingsOf(book('行政运行', '2012601'), 'SCOPE-OFFICE')).toEqual([])
})

const projects = (name: string): string => `
云湖市档案服务中心
2025年单位预算

2025年单位项目支出预算表

单位：万元

项目名称 | 总计 | 一般公共预算
合计 | 50.00 | 50.00
档案数字化加工 | 30.00 | 30.00
${name} | 20.00 | 20.00
`

test('personnel costs do not stand among projects; people engaged for a project do', async () => {
  expect(await findingsOf(projects('在职人员津贴补贴'), 'SCOPE-PERSONNEL')).toEqual([
    'info SCOPE-PERSONNEL: 在职人员津贴补贴',
  ])
  expect(await findingsOf(projects('劳务派遣人员基本工资'), 'SCOPE-PERSONNEL')).toEqual([])
  expect(await findingsOf(projects('人员类 | 20.00 | 20.00\n在职人员津贴补贴'), 'SCOPE-PERSONNEL')).toEqual([])
})
