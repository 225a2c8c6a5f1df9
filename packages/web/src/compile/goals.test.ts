import type { LedgerInfo, LedgerRow } from '@gouji/api'
import { expect, it } from 'vitest'
import { commitmentsOf, suggestedFor } from './goals.ts'

const LEDGER = { year: 2025, stage: 'budget' } as LedgerInfo
let nth = 0
const row = (sheet: string, values: Record<string, string>): LedgerRow => ({ sheet, key: `r${++nth}`, values })
const indicator = (project: string, name: string): LedgerRow =>
  row('indicators', { project, level1: '产出指标', level2: '数量指标', name, operator: '≥', target: '3', weight: '20' })

const ROWS = [
  row('units', { code: '101', name: '甲局本级' }),
  row('projects', { code: 'P1', name: '档案修复', unit: '101' }),
  row('projects', { code: 'P2', name: '业务培训', unit: '101' }),
  row('expenditure', { project: 'P1', fen: '100.50' }),
  row('expenditure', { project: 'P1 档案修复', fen: '9.50' }),
  row('expenditure', { project: 'P1', fen: '70', year: '2024' }),
  row('goals', { annual: '做好全年工作' }),
  row('goals', { project: '档案修复', annual: '修复受潮档案' }),
  indicator('P1', '修复页数'),
  indicator('P2', '培训人次'),
  indicator('P9', '无主指标'),
]

it('brings goals and indicators to their projects, by code or by name, with what the project spends this year', () => {
  const told = commitmentsOf(ROWS, LEDGER).map(({ title, fen, goal, indicators }) => [
    title,
    fen,
    goal?.values.annual,
    indicators.map(({ values }) => values.name),
  ])
  expect(told).toEqual([
    ['整体目标', undefined, '做好全年工作', []],
    ['档案修复', 11000n, '修复受潮档案', ['修复页数']],
    ['业务培训', 0n, undefined, ['培训人次']],
    ['P9（项目表中没有）', 0n, undefined, ['无主指标']],
  ])
})

it('suggests last year’s of the same project first, then what suits its words, and nothing twice', () => {
  const all = commitmentsOf(ROWS, LEDGER)
  const one = { level1: '产出指标', level2: '质量指标', operator: '=', target: '100', unit: '%' }
  const guide = {
    ...{ levels: [], units: [], schemes: [] },
    usual: [
      { ...one, name: '网上办理率', when: ['系统'] },
      { ...one, name: '验收合格率', when: [] },
      { ...one, name: '档案整理合格率', when: ['档案'] },
      { ...one, name: '修复页数', when: ['档案'] },
    ],
    lastYear: [
      { ...one, name: '修复合格率', project: '档案修复', weight: '30' },
      { ...one, name: '宣传场次', project: '普法宣传', weight: '' },
    ],
  }
  expect(suggestedFor(all[1]!, all, guide, 2025).map(({ name, from }) => `${from}：${name}`)).toEqual([
    '2024 年本项目：修复合格率',
    '常用：档案整理合格率',
    '常用：验收合格率',
    '业务培训：培训人次',
    'P9（项目表中没有）：无主指标',
    '2024 年普法宣传：宣传场次',
    '其他常用：网上办理率',
  ])
})
