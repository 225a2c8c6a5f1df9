import type { Budget, BudgetIndicator } from '@gouji/budget'
import { describe, expect, it } from 'vitest'
import { firstLevels, indicators, sides } from './axis-indicator.ts'
import type { Scene, Scope } from './scene.ts'

const origin = { file: 'indicators.csv' }

const indicator = (text: string): BudgetIndicator => {
  const [level1, level2, name, operator, target, unit] = text.split(' ') as [
    string,
    string,
    string,
    string,
    string,
    string?,
  ]
  return { level1, level2, name, operator, target, ...(unit ? { unit } : {}), origin }
}

const GOAL = [
  '产出指标 数量指标 整理档案 ≥ 1200 卷',
  '产出指标 时效指标 按时办结率 = 100 %',
  '产出指标 安全指标 库房无事故 定性 没有事故',
  '满意度指标 服务对象满意度 查档群众满意度 ≥ 95 %',
].map(indicator)

const scene = {
  budget: { goals: [{ annual: '', indicators: GOAL, origin }], projects: [] } as unknown as Budget,
} as Scene
const scope = { variables: new Map([['目标序号', { kind: 'words', text: '0' }]]) } as unknown as Scope

const shown = (options: Record<string, string>, names: string): string[] =>
  indicators(options, scene, scope).map(({ variables }) =>
    names
      .split(' ')
      .map((name) => (variables[name]?.kind === 'words' ? variables[name].text : '?'))
      .join('|'),
  )

describe('indicators of a goal', () => {
  it('fill the levels that a form prints, and what is set at other levels stands with its own first level', () => {
    const levels = '产出指标/数量指标,产出指标/质量指标,产出指标/时效指标,效益指标/社会效益,满意度指标/服务对象满意度'
    expect(shown({ levels }, '一级指标 二级指标 三级指标')).toEqual([
      '产出指标|数量指标|整理档案',
      '产出指标|质量指标|',
      '产出指标|时效指标|按时办结率',
      '产出指标|安全指标|库房无事故',
      '效益指标|社会效益|',
      '满意度指标|服务对象满意度|查档群众满意度',
    ])
  })

  it('are those of one first level where it is asked for', () => {
    expect(shown({ level1: '产出指标' }, '三级指标 目标值')).toEqual([
      '整理档案|≥1200卷',
      '按时办结率|100%',
      '库房无事故|没有事故',
    ])
  })

  it('are told level by level', () => {
    const levels = firstLevels(scene, scope)
    expect(levels.map(({ variables }) => variables.一级指标)).toMatchObject([
      { text: '产出指标' },
      { text: '满意度指标' },
    ])
    const inside: Scope = {
      ...scope,
      variables: new Map([...scope.variables, ...Object.entries(levels[1]!.variables)]),
    }
    expect(indicators({}, scene, inside)).toHaveLength(1)
  })

  it('stand side by side by their first level', () => {
    const rows = sides({ of: '产出指标,满意度指标' }, scene, scope)
    expect(rows).toHaveLength(3)
    expect(rows[1]?.variables).toMatchObject({
      产出指标: { text: '按时办结率' },
      产出指标值: { text: '100%' },
      满意度指标: { text: '' },
    })
    expect(rows[0]?.indicators?.map(({ name }) => name)).toEqual(['整理档案', '查档群众满意度'])
  })
})
