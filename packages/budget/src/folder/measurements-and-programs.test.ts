import { loadKnowledge } from '@gouji/knowledge'
import { expect, it } from 'vitest'
import { readBudget } from './read.ts'

const { catalogue } = loadKnowledge()

const files = (changes: Record<string, string>): Map<string, string> =>
  new Map(
    Object.entries({
      'budget.yaml': '年度: 2025\n阶段: 预算\n公开主体: 单位\n名称: 示例市档案馆\n代码: "021002"\n区划: "339901"\n',
      'texts.yaml': '职责:\n  - 保管档案。\n',
      'units.csv': '单位编码,单位名称,单位性质\n021002,示例市档案馆,事业\n',
      'expenditure.csv': '单位,功能科目,部门经济科目,资金来源,项目,金额(元)\n021002,2012604,,一般公共预算,P-01,500\n',
      'income.csv': '单位,资金来源,资金年份,金额(元)\n021002,一般公共预算,本年,500\n',
      ...changes,
    }),
  )

const codes = (changes: Record<string, string>): string[] =>
  readBudget(files(changes), { catalogue }).problems.map(({ code, origin }) => `${origin.file} ${code}`)

it('takes a total of last year as a measurement, but no total among lines', () => {
  const told = codes({
    'measurements.csv': '名称,年度,阶段,数值,计量\n收入总计,2024,预算,480,元\n支出总计,2024,预算,480,元\n',
    'income.csv': '单位,资金来源,资金年份,金额(元)\n021002,一般公共预算,本年,500\n合计,,,500\n',
  })
  expect(told.filter((code) => code.includes('total-row'))).toEqual(['income.csv total-row'])
})

it('asks no goal of a first-level project that only gathers others, and one of each project without any', () => {
  const told = codes({
    'projects.csv':
      '项目编码,项目名称,单位,项目类别,一级项目\n22,其他运转类,021002,其他运转类,\nP-01,馆藏修复,021002,其他运转类,22\nP-02,展览,021002,特定目标类,\n',
    'goals.csv': '单位,项目,年度目标\n,,保管好档案\n021002,P-01,修复馆藏\n',
  })
  expect(told.filter((code) => code.includes('project-without-goal'))).toHaveLength(1)
})
