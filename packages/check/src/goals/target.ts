/** Operator and target: one is missing, or the two do not go together. */

import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, isDamaged, listed, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import {
  byTable,
  evidenceOfLine,
  keyOfPlace,
  type Line,
  linesOf,
  nameOfGoal,
  quoted,
  SHOWN,
  textOfLine,
  whereOf,
} from './facts.ts'
import { OPERATORS } from './operators.ts'

export const GOAL_TARGET: RuleInfo = {
  id: 'GOAL-TARGET',
  severity: 'error',
  title: { zh: '指标值没有填写', en: 'Target missing' },
  checks: '每个指标都要有指标值。定性指标的文字填在计量单位栏的，作提示。',
  basis: '绩效指标应当可衡量：没有指标值无从考核',
  good: '投诉案件数 ≤ 0 件',
  bad: '投诉案件数 =（空白）件',
}

export const GOAL_OPERATOR: RuleInfo = {
  id: 'GOAL-OPERATOR',
  severity: 'warning',
  title: { zh: '计算符号不对', en: 'Operator does not fit' },
  checks: '计算符号应为 ≥、>、=、<、≤ 或“定性”；“定性”后面应是文字，数字前面应有符号。',
  basis: '绩效指标表的填写规则：定量指标用符号和数字，定性指标用文字',
  good: '办结率 = 100%；制度健全性 定性 健全',
  bad: '群众满意度 定义 满意；使用年限 定性 1',
}

export function goalTarget(context: RuleContext): Finding[] {
  const lines = linesOf(context)
  const empty = lines.filter((l) => l.target === '' && !isElsewhere(l))
  const misplaced = lines.filter((l) => l.target === '' && isElsewhere(l))
  return [
    ...empty.map((line) =>
      findingOf(GOAL_TARGET, {
        key: keyOfPlace(line.indicator.place, line.name),
        message: `${whereOf(context, line.goal)}：项目${quoted(nameOfGoal(line.goal))}的指标${quoted(line.indicator.level3)}没有填指标值。请补填${/^(?:=|≤|<)$/.test(line.operator) ? '（目标为零的应填 0）' : ''}。`,
        found: '空白',
        evidence: [evidenceOfLine(context, line)],
      }),
    ),
    ...blanks(context),
    ...byTable(misplaced).map((group) =>
      findingOf(GOAL_TARGET, {
        key: `${group[0]!.goal.table}.unit`,
        severity: 'info',
        origin: 'possibly-conversion',
        message: `${whereOf(context, group[0]!.goal)}：${group.length} 个定性指标的指标值空着，文字填在计量单位栏：${listed(
          group.map((l) => quoted(textOfLine(l))),
          4,
        )}。请移到指标值栏。`,
        evidence: group.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
      }),
    ),
  ]
}

/** 食品卫生 定性 （空白） 卫生: the words stand one column further. */
const isElsewhere = (l: Line): boolean => l.operator === '定性' && /[\u4e00-\u9fff]/.test(l.unit)

function blanks(context: RuleContext): Finding[] {
  return (context.reading.goals ?? []).flatMap((goal) =>
    goal.blanks
      .filter((b) => b.lacks === 'target')
      .map((blank) =>
        findingOf(GOAL_TARGET, {
          key: keyOfPlace(blank.place, blank.text),
          // A cell that a conversion lost looks like one that nobody filled in.
          severity: 'warning',
          origin: 'possibly-conversion',
          message: `${whereOf(context, goal)}：项目${quoted(nameOfGoal(goal))}的指标${quoted(blank.text)}没有指标值。请补填。`,
          found: '空白',
          evidence: [evidenceAt(blank.place, blank.text, whereOf(context, goal))],
        }),
      ),
  )
}

export function goalOperator(context: RuleContext): Finding[] {
  const lines = linesOf(context)
  const damaged = isDamaged(context)
  const unknown = lines.filter((l) => l.operator !== '' && !OPERATORS.test(l.operator))
  // Other words may be a local habit; one that begins like 定性 and is not is a slip.
  const words = unknown.filter((l) => /^定[\u4e00-\u9fff]$/.test(l.operator))
  return [
    ...words.map((line) =>
      findingOf(GOAL_OPERATOR, {
        key: keyOfPlace(line.indicator.place, line.name),
        ...(damaged ? { origin: 'possibly-conversion' as const } : {}),
        message: `${whereOf(context, line.goal)}：项目${quoted(nameOfGoal(line.goal))}的指标${quoted(line.indicator.level3)}的计算符号印为${quoted(line.indicator.operator!)}，疑为“定性”。请更正。`,
        expected: '定性',
        found: line.indicator.operator!,
        evidence: [evidenceOfLine(context, line)],
      }),
    ),
    ...byTable(unknown.filter((l) => !words.includes(l))).map((group) =>
      findingOf(GOAL_OPERATOR, {
        key: keyOfPlace(group[0]!.indicator.place, 'sign'),
        severity: 'info',
        origin: 'possibly-conversion',
        message: `${whereOf(context, group[0]!.goal)}：计算符号无法辨认：${listed(group.map((l) => quoted(textOfLine(l))))}。请核对原件。`,
        evidence: group.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
      }),
    ),
    ...lines.filter((l) => l.operator === '定性' && l.number !== undefined).map((line) => qualitative(context, line)),
    ...byTable(lines.filter((l) => l.operator === '')).flatMap((group) => withoutOperator(context, group, lines)),
  ]
}

const qualitative = (context: RuleContext, line: Line): Finding =>
  findingOf(GOAL_OPERATOR, {
    key: keyOfPlace(line.indicator.place, 'qualitative'),
    message: `${whereOf(context, line.goal)}：项目${quoted(nameOfGoal(line.goal))}的指标${quoted(line.indicator.level3)}是“定性”，指标值却是数字 ${line.indicator.target}。请改用 ≥、≤ 或 =，或把指标值改为文字。`,
    found: textOfLine(line),
    evidence: [evidenceOfLine(context, line)],
  })

/** Numbers without a sign, in a table that gives signs to others. A target in 不适用 rows asks for nothing. */
function withoutOperator(context: RuleContext, group: readonly Line[], all: readonly Line[]): Finding[] {
  const bare = group.filter((l) => l.number !== undefined && l.unit !== '' && l.unit !== '无')
  const signed = all.filter((l) => l.goal.table === group[0]!.goal.table && OPERATORS.test(l.operator))
  if (bare.length === 0 || signed.length === 0) return []
  return [
    findingOf(GOAL_OPERATOR, {
      key: `${group[0]!.goal.table}.none`,
      severity: 'info',
      message: `${whereOf(context, group[0]!.goal)}：${bare.length} 个指标有数字而没有计算符号，同表其他指标有：${listed(
        bare.map((l) => quoted(textOfLine(l))),
        4,
      )}。请补上 ≥、≤ 或 =。`,
      evidence: bare.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
    }),
  ]
}
