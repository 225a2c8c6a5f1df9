/** Targets against what the name of the indicator means: a rate above its ceiling, a bound on the wrong side. */
import { bareName } from '@gouji/ledger'
import type { Finding } from '../report.ts'
import { findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { type GoalData, goalDataOf, type Meaning } from './data.ts'
import {
  boundOf,
  compareTo,
  evidenceOfLine,
  isRate,
  isStrict,
  keyOfPlace,
  type Line,
  linesOf,
  nameOfGoal,
  quoted,
  textOfLine,
  whereOf,
} from './facts.ts'

export const GOAL_REACH: RuleInfo = {
  id: 'GOAL-REACH',
  severity: 'error',
  title: { zh: '目标不可能达到', en: 'Target out of reach' },
  checks: '完成率、合格率、覆盖率、满意度等以 100% 为上限的指标，目标不能大于 100%（“>100%”“≥101%”“=120%”）。',
  basis: '指标含义：这类比率的上限是 100%',
  good: '事项覆盖率 = 100%',
  bad: '事项覆盖率 > 100%',
}

export const GOAL_DIRECTION: RuleInfo = {
  id: 'GOAL-DIRECTION',
  severity: 'warning',
  title: { zh: '计算符号与指标含义相反', en: 'Operator against the meaning of the indicator' },
  checks: '故障率、投诉率、成本增长率等越低越好的指标应定上限（≤），满意度、合格率等越高越好的指标应定下限（≥）。',
  basis: '指标含义：方向相反的目标会奖励做得差的',
  good: '系统故障率 ≤ 1%',
  bad: '系统故障率 ≥ 1%',
}

/** Words that turn a meaning around (降低投诉率, 故障率下降幅度), or limit the whole by a ratio (控制率). */
const TURNED = /降低|减少|下降|压减|压降|缩短|控制|提高|提升|增长幅度|处理|处置|办结|整改|修复率|排除率/

function meaningOf(data: GoalData, line: Line): Meaning | undefined {
  const name = bareName(line.name).replace(/\([^()]*\)$/, '')
  const found = data.meanings.find((m) => name.endsWith(m.word))
  if (!found) return undefined
  const before = name.slice(0, name.length - found.word.length)
  return TURNED.test(before) && found.direction === 'down' ? undefined : found
}

export function goalReach(context: RuleContext): Finding[] {
  const data = goalDataOf(context)
  if (!data) return []
  return linesOf(context).flatMap((line): Finding[] => {
    const meaning = meaningOf(data, line)
    const bound = boundOf(line.operator) ?? (line.operator === '' ? 'equal' : undefined)
    if (!meaning?.ceiling || !line.number || !isRate(line)) return []
    if (bound !== 'lower' && bound !== 'equal') return []
    const order = compareTo(line.number, meaning.ceiling)
    if (order < 0 || (order === 0 && !(bound === 'lower' && isStrict(line.operator)))) return []
    const proposed = `${meaning.direction === 'up' ? '=' : '≤'} ${meaning.ceiling}%`
    return [
      findingOf(GOAL_REACH, {
        key: keyOfPlace(line.indicator.place, line.name),
        severity: meaning.grade,
        message: `${whereOf(context, line.goal)}：项目${quoted(nameOfGoal(line.goal))}的${quoted(textOfLine(line))}不可能达到，这类指标最高为 ${meaning.ceiling}%。请改为${quoted(proposed)}或不超过 ${meaning.ceiling}% 的目标。`,
        expected: `不超过 ${meaning.ceiling}%`,
        found: textOfLine(line),
        evidence: [evidenceOfLine(context, line)],
      }),
    ]
  })
}

export function goalDirection(context: RuleContext): Finding[] {
  const data = goalDataOf(context)
  if (!data) return []
  return linesOf(context).flatMap((line): Finding[] => {
    const meaning = meaningOf(data, line)
    const bound = boundOf(line.operator)
    if (!meaning || !line.number || (bound !== 'lower' && bound !== 'upper')) return []
    // At most 100 % says nothing wrong, and beds or halls may be used too much.
    const capped = meaning.ceiling !== undefined && compareTo(line.number, meaning.ceiling) >= 0
    const wrong = meaning.direction === 'up' ? bound === 'upper' && !capped : bound === 'lower'
    if (!wrong || (meaning.direction === 'up' && meaning.grade !== 'error')) return []
    const right = meaning.direction === 'up' ? '≥' : '≤'
    return [
      findingOf(GOAL_DIRECTION, {
        key: keyOfPlace(line.indicator.place, line.name),
        message: `${whereOf(context, line.goal)}：项目${quoted(nameOfGoal(line.goal))}的${quoted(textOfLine(line))}方向相反，${quoted(meaning.word)}越${meaning.direction === 'up' ? '高' : '低'}越好，应当用“${right}”。`,
        expected: right,
        found: line.indicator.operator ?? '',
        evidence: [evidenceOfLine(context, line)],
      }),
    ]
  })
}
