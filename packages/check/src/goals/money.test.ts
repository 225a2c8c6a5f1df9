import { expect, it } from 'vitest'
import { findingsOf } from '../testing/findings-of.ts'

interface Book {
  /** Rows of the project table, 万元. */
  readonly projects: readonly string[]
  /** Project, amount, name, operator, target, unit. */
  readonly goals: readonly string[]
  readonly unit?: string
  readonly prose?: string
}

const book = ({ projects, goals, unit = '', prose = '' }: Book): string => `
云溪县图书馆2025年单位预算
${prose}

2025年项目支出预算表
单位：万元
单位名称 | 项目名称 | 总计 | 一般公共预算
** | ** | 1 | 2
${projects.map((p) => `云溪县图书馆 | ${p}`).join('\n')}

2025年项目绩效目标表
${unit}
项目名称 | 预算金额 | 一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 计量单位
${goals.map((g) => g.replace(/^([^|]*\|[^|]*)\|/, '$1| 产出指标 | 数量指标 |')).join('\n')}
`

const THREE = ['古籍修复 | 12.50 | 12.50', '阅览室水电费 | 6.00 | 6.00', '数字资源购置 | 30.00 | 30.00']
const SOUND = [
  '古籍修复 | 125000 | 修复页数 | ≥ | 12000 | 页',
  '阅览室水电费 | 60000 | 开放天数 | ≥ | 300 | 天',
  '数字资源购置 | 300000 | 数据库数量 | ≥ | 3 | 个',
]

it('compares the money beside goals with the project table in whatever unit', async () => {
  const sound = book({ projects: THREE, goals: SOUND, unit: '单位：元' })
  expect(await findingsOf(sound, 'GOAL-AMOUNT', 'GOAL-SET')).toEqual([])
  expect(await findingsOf(book({ projects: THREE, goals: SOUND }), 'GOAL-AMOUNT')).toEqual([
    'warning GOAL-AMOUNT: 2025年项目绩效目标表',
  ])
  const mixed = [...SOUND.slice(0, 2), SOUND[2]!.replace('300000', '30.00')]
  expect(await findingsOf(book({ projects: THREE, goals: mixed }), 'GOAL-AMOUNT')).toContain(
    'error GOAL-AMOUNT: 数字资源购置 / 预算金额 30.00',
  )
})

it('finds projects without goals, by names that differ a little', async () => {
  const goals = [SOUND[0]!.replace('古籍修复', '古籍修复项目'), SOUND[1]!.replace('阅览室水电费', '阅览室水电')]
  const prose = '我馆项目均实行绩效目标管理，共计二级项目 3 个。'
  expect(await findingsOf(book({ projects: THREE, goals, unit: '单位：元', prose }), 'GOAL-SET')).toEqual([
    'warning GOAL-SET: 数字资源购置',
  ])
  const other = [...SOUND, '流动书车 | 80000 | 出车次数 | ≥ | 40 | 次']
  expect(await findingsOf(book({ projects: THREE, goals: other, unit: '单位：元' }), 'GOAL-SET')).toEqual([
    'warning GOAL-SET: 流动书车',
  ])
})

it.each([
  ['项目支出 | ≤ | 12.5 | 万元', []],
  ['项目支出 | ≤ | 125000 | 元', []],
  ['项目支出 | ≥ | 125000 | 元', ['warning GOAL-COST: 古籍修复 / 项目支出 ≥ 125000 元']],
  ['项目支出 | > | 15 | 万元', ['error GOAL-COST: 古籍修复 / 项目支出 > 15 万元']],
  ['项目支出 | ≤ | 15 | 万元', ['warning GOAL-COST: 古籍修复 / 项目支出 ≤ 15 万元']],
  ['经费支出不超出预算 | ≤ | 9 | 万元', ['warning GOAL-COST: 古籍修复 / 经费支出不超出预算 ≤ 9 万元']],
  // A part of the cost may lie below the whole.
  ['装具成本 | ≤ | 3 | 万元', []],
  ['带动社会投资 | ≥ | 50 | 万元', []],
])('holds the limit %s against 12.50 万元', async (line, expected) => {
  const goals = [...SOUND, `古籍修复 | 125000 | ${line}`].sort()
  expect(await findingsOf(book({ projects: THREE, goals, unit: '单位：元' }), 'GOAL-COST')).toEqual(expected)
})

it.each([
  [['修复页数 | = | 12500 | 页', '单位成本 | = | 10 | 元/页'], []],
  [['修复页数 | = | 12500 | 页', '单位成本 | ≤ | 8 | 元/页'], ['warning']],
  [['修复页数 | ≥ | 12500 | 页', '单位成本 | ≤ | 8 | 元/页'], []],
  [['参加人数 | = | 25 | 人', '人均经费支出 | = | 6000 | 元'], ['warning']],
  [['参加人数 | ≤ | 25 | 人', '人均成本 | ≤ | 5000 | 元/人'], []],
])('multiplies %j', async (lines, expected) => {
  const goals = [...lines.map((l) => `古籍修复 | 125000 | ${l}`), ...SOUND.slice(1)]
  const found = await findingsOf(book({ projects: THREE, goals, unit: '单位：元' }), 'GOAL-PRODUCT')
  expect(found.map((f) => f.split(' ')[0])).toEqual(expected)
})

it('hints at unit prices that nobody pays', async () => {
  const goals = [...SOUND, '阅览室水电费 | 60000 | 月用电量 | ≤ | 100 | 度'].sort()
  expect(await findingsOf(book({ projects: THREE, goals, unit: '单位：元' }), 'GOAL-PRICE')).toEqual([
    'info GOAL-PRICE: 阅览室水电费 / 月用电量 ≤ 100 度',
  ])
})

it('compares goals told in sentences with the form that follows', async () => {
  const text = `
云溪县图书馆2025年单位预算

1、“流动书车经费”主要内容是：车辆油料和图书更新。2025年预算安排8万元。
2、项目绩效总目标是：每月到乡镇巡回借阅，扩大农村读者的阅读面，补充少儿读物。
满意度指标：提高乡镇读者满意度。

项目支出绩效目标申报表
项目名称 | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 计量单位
流动书车经费 | 保障古籍库房恒温恒湿，完成善本数字化扫描任务 | 产出指标 | 数量指标 | 出车次数 | ≥ | 40 | 次
 |  | 满意度指标 | 服务对象满意度指标 | 学生家长满意度 | ≥ | 90 | %
`
  const found = await findingsOf(text, 'GOAL-PROSE')
  expect(found).toHaveLength(2)
  expect(found[0]).toContain('每月到乡镇巡回借阅')
  expect(found[1]).toContain('学生家长满意度')
  const same = text
    .replace('保障古籍库房恒温恒湿，完成善本数字化扫描任务', '每月到乡镇巡回借阅，扩大农村读者的阅读面，补充少儿读物')
    .replace('学生家长', '乡镇读者')
  expect(await findingsOf(same, 'GOAL-PROSE')).toEqual([])
})
