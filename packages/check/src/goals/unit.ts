/** Units of indicators: missing, spelled in two ways, a word of the target, or not one for the name. */
import type { Finding } from '../report.ts'
import { findingOf, listed, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { goalDataOf } from './data.ts'
import { boundOf, byTable, evidenceOfLine, type Line, linesOf, quoted, SHOWN, textOfLine, whereOf } from './facts.ts'

export const GOAL_UNIT: RuleInfo = {
  id: 'GOAL-UNIT',
  severity: 'warning',
  title: { zh: '指标的计量单位缺失或不符', en: 'Unit of an indicator missing or unfit' },
  checks:
    '指标值是数字的应有计量单位；同表同一单位应写法一致；定性指标不应把指标值再填进单位栏；单位应与名称相称（“率”用 %，“及时性”不用天数作下限）。',
  basis: '绩效指标表的填写规则：定量指标应有计量单位',
  good: '服务窗口数量 = 30 个',
  bad: '服务窗口数量 = 30',
}

export function goalUnit(context: RuleContext): Finding[] {
  const lines = linesOf(context)
  return [
    ...byTable(lines.filter(lacksUnit)).flatMap((group) => missing(context, group, lines)),
    ...byTable(lines).flatMap((group) => spellings(context, group)),
    ...byTable(lines.filter((l) => l.target !== '' && l.number === undefined && l.target === l.unit)).map((group) =>
      hint(context, group, 'word', '个定性指标的计量单位重复了指标值', '请清空计量单位'),
    ),
    ...byTable(lines.filter(isUnfit)).map((group) =>
      hint(context, group, 'unfit', '个指标的名称与计量单位不相称', '请核对名称或单位'),
    ),
  ]
}

const SCORED = /分$|分数|得分|评分|级$|等级|指数|系数|倍|比例|年度$|时间$|时限$|期限$|日期$|进度$/

/** 2025.12 is a date. */
const isDate = (l: Line): boolean => /^20\d\d(?:[.、]\d{1,2})*$/.test(l.target)

const lacksUnit = (l: Line): boolean =>
  l.number !== undefined &&
  l.unit === '' &&
  l.operator !== '定性' &&
  !SCORED.test(l.name) &&
  !isDate(l) &&
  boundOf(l.operator) !== undefined

function missing(context: RuleContext, group: readonly Line[], all: readonly Line[]): Finding[] {
  // A table without a column of units cannot lack them in one row.
  if (!all.some((l) => l.goal.table === group[0]!.goal.table && l.unit !== '')) return []
  return [
    findingOf(GOAL_UNIT, {
      key: `${group[0]!.goal.table}.none`,
      message: `${whereOf(context, group[0]!.goal)}：${group.length} 个指标有数字而没有计量单位：${listed(group.map((l) => quoted(textOfLine(l))))}。请补填。`,
      evidence: group.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
    }),
  ]
}

/** One unit written in several ways in one table; the rarer ways are shown first. */
function spellings(context: RuleContext, group: readonly Line[]): Finding[] {
  const units = goalDataOf(context)?.units
  if (!units) return []
  const known = group.filter((l) => units.has(l.unit))
  const ways = [...Map.groupBy(known, (l) => units.get(l.unit)!.sameAs)].flatMap(([unit, own]) => {
    const written = [...Map.groupBy(own, (l) => l.unit)].sort((a, b) => a[1].length - b[1].length)
    return written.length > 1 ? [{ unit, written }] : []
  })
  if (ways.length === 0) return []
  const told = ways.map(({ written }) => written.map(([way, own]) => `${quoted(way)}${own.length} 处`).join('、'))
  // All of the rarer way, and one of the usual to compare with.
  const shown = ways.flatMap(({ written }) => [
    ...written.slice(0, -1).flatMap(([, own]) => own),
    written.at(-1)![1][0]!,
  ])
  return [
    findingOf(GOAL_UNIT, {
      key: `${group[0]!.goal.table}.spelling`,
      severity: 'info',
      message: `${whereOf(context, group[0]!.goal)}：同一计量单位有几种写法：${told.join('；')}。请统一。`,
      evidence: shown.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
    }),
  ]
}

const COUNTS = /^(?:个|人|名|家|次|件|台|套|辆|项)$/
const TIMES = /^(?:天|日|小时|分钟|个工作日|工作日|月|个月|年)$/

/** 到岗率 in 个, 购买服务费 in 人, 开放按时性 of at least 252 天. */
const isUnfit = (l: Line): boolean =>
  l.number !== undefined &&
  ((/(?<![效频功费汇利税])率$/.test(l.name) && COUNTS.test(l.unit)) ||
    (/(?:服务费|工资|经费|成本|支出)$/.test(l.name) && COUNTS.test(l.unit)) ||
    (/(?:及时性|按时性|准时性)$/.test(l.name) && TIMES.test(l.unit) && boundOf(l.operator) === 'lower'))

const hint = (context: RuleContext, group: readonly Line[], key: string, what: string, remedy: string): Finding =>
  findingOf(GOAL_UNIT, {
    key: `${group[0]!.goal.table}.${key}`,
    severity: 'info',
    message: `${whereOf(context, group[0]!.goal)}：${group.length} ${what}：${listed(group.map((l) => quoted(textOfLine(l))))}。${remedy}。`,
    evidence: group.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
  })
