import { expect, it } from 'vitest'
import { findingsOf } from '../testing/findings-of.ts'

/** A table of indicators with weights: project, level 1, level 2, name, operator, target, unit, weight. */
const goals = (...rows: readonly string[]): string => `
云溪县图书馆2025年单位预算
2025年项目绩效目标表
项目名称 | 一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 计量单位 | 权重
${rows.join('\n')}
`

const WHOLE = [
  '古籍修复 | 产出指标 | 数量指标 | 修复页数 | ≥ | 12000 | 页 | 50',
  '古籍修复 | 效益指标 | 社会效益指标 | 开放阅览次数 | ≥ | 300 | 次 | 30',
  '古籍修复 | 满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥ | 90 | % | 20',
]

it('is silent on a sound goal', async () => {
  const rules = [
    'WEIGHT',
    'REACH',
    'DIRECTION',
    'TARGET',
    'OPERATOR',
    'NAME',
    'UNIT',
    'LEVEL',
    'FILING',
    'COVER',
    'COPY',
  ]
  expect(await findingsOf(goals(...WHOLE), ...rules.map((r) => `GOAL-${r}`))).toEqual([])
})

it('wants weights of 100, and proposes the one that is blank', async () => {
  expect(await findingsOf(goals(...WHOLE.slice(0, 2), WHOLE[2]!.replace(/20$/, '25')), 'GOAL-WEIGHT')).toEqual([
    'error GOAL-WEIGHT: 古籍修复',
  ])
  expect(await findingsOf(goals(...WHOLE.slice(0, 2), WHOLE[2]!.replace(/20$/, '')), 'GOAL-WEIGHT')).toEqual([
    'warning GOAL-WEIGHT: 读者满意度 权重空白',
  ])
})

it('only hints at unusual shares of the levels', async () => {
  expect(await findingsOf(goals(...WHOLE), 'GOAL-SCHEME')).toEqual(['info GOAL-SCHEME: 古籍修复'])
  const usual = [WHOLE[0]!, WHOLE[1]!, WHOLE[2]!.replace(/20$/, '10')]
  const execution = '古籍修复 | 产出指标 | 时效指标 | 预算执行率 | ≥ | 95 | % | 10'
  expect(await findingsOf(goals(...usual, execution), 'GOAL-SCHEME')).toEqual([])
  expect(await findingsOf(goals(...usual, execution), 'GOAL-FILING')).toEqual([
    'warning GOAL-FILING: 古籍修复 / 预算执行率 ≥ 95 %',
  ])
})

const target = (line: string): string => goals(...WHOLE, `古籍修复 | 产出指标 | 质量指标 | ${line} | 0`)

it.each([
  // name, operator, target, unit → finding of reach or direction
  ['页码核对率 | = | 100 | %', undefined],
  ['目录覆盖率 | ≥ | 100 | %', undefined],
  ['目录覆盖率 | > | 100 | %', 'error GOAL-REACH: 古籍修复 / 目录覆盖率 > 100 %'],
  ['目录覆盖率 | ≥ | 120 | %', 'error GOAL-REACH: 古籍修复 / 目录覆盖率 ≥ 120 %'],
  ['修复任务完成率 | ≥ | 110 | %', 'warning GOAL-REACH: 古籍修复 / 修复任务完成率 ≥ 110 %'],
  ['访问量增长率 | ≥ | 150 | %', undefined],
  ['设备故障率 | ≤ | 2 | %', undefined],
  ['设备故障率 | ≥ | 2 | %', 'warning GOAL-DIRECTION: 古籍修复 / 设备故障率 ≥ 2 %'],
  ['设备故障率下降幅度 | ≥ | 2 | %', undefined],
  ['降低设备故障率 | ≥ | 2 | %', undefined],
  ['投诉办结率 | ≥ | 98 | %', undefined],
  ['维护成本增长率 | ≥ | 0 | %', 'warning GOAL-DIRECTION: 古籍修复 / 维护成本增长率 ≥ 0 %'],
  ['到馆读者满意度 | ≤ | 90 | %', 'warning GOAL-DIRECTION: 古籍修复 / 到馆读者满意度 ≤ 90 %'],
])('judges %s by what its name means', async (line, expected) => {
  const found = await findingsOf(target(line), 'GOAL-REACH', 'GOAL-DIRECTION')
  expect(found).toEqual(expected === undefined ? [] : [expected])
})

it.each([
  ['闭馆投诉件数 | = |  | 件', 'GOAL-TARGET', ['error GOAL-TARGET: 古籍修复 / 闭馆投诉件数 = 件']],
  ['装具质量 | 定性 |  | 合格', 'GOAL-TARGET', ['info GOAL-TARGET: 古籍修复 / 装具质量 定性 合格']],
  ['装具使用年限 | 定性 | 3 | ', 'GOAL-OPERATOR', ['warning GOAL-OPERATOR: 古籍修复 / 装具使用年限 定性 3']],
  ['0 | ≥ | 80 | 个', 'GOAL-NAME', ['error GOAL-NAME: 古籍修复 / 0 ≥ 80 个']],
  ['修复合格率(%) | ≥ | 98 | %', 'GOAL-NAME', ['info GOAL-NAME: 古籍修复 / 修复合格率(%) ≥ 98 %']],
  ['到馆读者对阅览环境的 | ≥ | 98 | %', 'GOAL-NAME', ['info GOAL-NAME: 古籍修复 / 到馆读者对阅览环境的 ≥ 98 %']],
  ['修复件数 | ≥ | 80 | ', 'GOAL-UNIT', ['warning GOAL-UNIT: 古籍修复 / 修复件数 ≥ 80']],
  ['制度健全性 | 定性 | 健全 | 健全', 'GOAL-UNIT', ['info GOAL-UNIT: 古籍修复 / 制度健全性 定性 健全 健全']],
  [
    '修复合格率 | ≥ | 98 | (%)',
    'GOAL-UNIT',
    ['info GOAL-UNIT: 古籍修复 / 读者满意度 ≥ 90 %, 古籍修复 / 修复合格率 ≥ 98 (%)'],
  ],
  ['开放及时性 | ≥ | 252 | 天', 'GOAL-UNIT', ['info GOAL-UNIT: 古籍修复 / 开放及时性 ≥ 252 天']],
])('sees what is wrong with %s', async (line, rule, expected) => {
  expect(await findingsOf(target(line), rule)).toEqual(expected)
})

it('knows where indicators belong and what is missing', async () => {
  const rows = [
    '古籍修复 | 产出指标 | 时效性指标 | 按期完成 | = | 100 | % | 50',
    '古籍修复 | 满意度指标 | 满意度 | 装具使用年限 | ≥ | 3 | 年 | 50',
  ]
  expect(await findingsOf(goals(...rows), 'GOAL-LEVEL', 'GOAL-FILING', 'GOAL-COVER')).toEqual([
    'warning GOAL-COVER: 古籍修复',
    'warning GOAL-FILING: 古籍修复 / 装具使用年限 ≥ 3 年',
    'info GOAL-LEVEL: 古籍修复 / 按期完成 = 100 %, 古籍修复 / 装具使用年限 ≥ 3 年',
  ])
})

it('tells goals that only echo their names, and indicators printed twice', async () => {
  const rows = [
    '古籍修复 | 产出指标 | 质量指标 | 提升修复水平 | 定性 | 提升 |  | 50',
    '古籍修复 | 效益指标 | 社会效益指标 | 社会影响 | 定性 | 明显扩大 |  | 25',
    '古籍修复 | 效益指标 | 社会效益指标 | 社会影响 | 定性 | 明显扩大 |  | 25',
  ]
  expect(await findingsOf(goals(...rows), 'GOAL-VAGUE', 'GOAL-COPY')).toEqual([
    'info GOAL-VAGUE: 古籍修复',
    'info GOAL-VAGUE: 古籍修复 / 提升修复水平 定性 提升',
    'info GOAL-COPY: 古籍修复 / 社会影响 定性 明显扩大, 古籍修复 / 社会影响 定性 明显扩大',
  ])
})
