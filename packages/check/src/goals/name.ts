/** Names of indicators: empty, a number, cut off, or with the unit in them. */
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, listed, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import {
  byTable,
  evidenceOfLine,
  isCut,
  keyOfPlace,
  linesOf,
  nameOfGoal,
  quoted,
  SHOWN,
  textOfLine,
  whereOf,
} from './facts.ts'

export const GOAL_NAME: RuleInfo = {
  id: 'GOAL-NAME',
  severity: 'error',
  title: { zh: '指标名称没有填写或是数字', en: 'Name of an indicator missing or a number' },
  checks: '三级指标的名称应当说明考核什么，不能空着，也不能是数字；名称被截断、名称里重复写计量单位的，作提示。',
  basis: '绩效指标应当可衡量：没有名称无从考核',
  good: '数量指标：评审项目数量 ≥ 100 个',
  bad: '数量指标：0 ≥ 100 个',
}

export function goalName(context: RuleContext): Finding[] {
  const lines = linesOf(context)
  const numbers = lines.filter((l) => /^[\d.、%()/-]+$/.test(l.name))
  const cut = lines.filter(isCut)
  const doubled = lines.filter((l) => l.unit !== '' && unitInName(l.name) === l.unit.replace(/^\((.*)\)$/, '$1'))
  const missing = (context.reading.goals ?? []).flatMap((goal) =>
    goal.blanks.filter((b) => b.lacks === 'name').map((blank) => ({ goal, blank })),
  )
  return [
    ...numbers.map((line) =>
      findingOf(GOAL_NAME, {
        key: keyOfPlace(line.indicator.place),
        message: `${whereOf(context, line.goal)}：项目${quoted(nameOfGoal(line.goal))}的${line.indicator.level2 ?? '三级指标'}名称是${quoted(line.indicator.level3)}（${textOfLine(line)}），不知考核什么。请填写指标名称。`,
        expected: '说明考核内容的名称',
        found: line.indicator.level3,
        evidence: [evidenceOfLine(context, line)],
      }),
    ),
    ...missing.map(({ goal, blank }) =>
      findingOf(GOAL_NAME, {
        key: keyOfPlace(blank.place, 'empty'),
        origin: 'possibly-conversion',
        message: `${whereOf(context, goal)}：项目${quoted(nameOfGoal(goal))}有一个指标没有名称（${blank.text}）。请补填。`,
        found: '空白',
        evidence: [evidenceAt(blank.place, blank.text, whereOf(context, goal))],
      }),
    ),
    ...byTable(cut).map((group) =>
      findingOf(GOAL_NAME, {
        key: `${group[0]!.goal.table}.cut`,
        severity: 'info',
        origin: 'possibly-conversion',
        message: `${whereOf(context, group[0]!.goal)}：指标名称疑被截断：${listed(group.map((l) => quoted(l.indicator.level3)))}。请核对全名。`,
        evidence: group.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
      }),
    ),
    ...byTable(doubled).map((group) =>
      findingOf(GOAL_NAME, {
        key: `${group[0]!.goal.table}.unit`,
        severity: 'info',
        message: `${whereOf(context, group[0]!.goal)}：指标名称里重复写了计量单位：${listed(group.map((l) => quoted(l.indicator.level3)))}。请从名称中删去。`,
        evidence: group.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
      }),
    ),
  ]
}

const unitInName = (name: string): string | undefined => /\(([^()]{1,4})\)$/.exec(name)?.[1]
