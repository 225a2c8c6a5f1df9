/** Where an indicator is filed: names of the levels, and indicators that belong elsewhere. */
import { plainName } from '@gouji/ledger'
import type { Finding } from '../report.ts'
import { findingOf, listed, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { goalDataOf } from './data.ts'
import { byTable, evidenceOfLine, isCut, type Line, linesOf, quoted, SHOWN, textOfLine, whereOf } from './facts.ts'

export const GOAL_LEVEL: RuleInfo = {
  id: 'GOAL-LEVEL',
  severity: 'info',
  title: { zh: '指标级次名称不规范', en: 'Name of a level is not the standard one' },
  checks: '一级、二级指标的名称与通行的名称比较，常见的异写（满意度、时效性指标）作提示。',
  basis: '财预〔2015〕88号、财预〔2021〕101号的指标体系（通行名称，只作提示）',
  good: '满意度指标 / 服务对象满意度指标',
  bad: '满意度指标 / 满意度',
}

export const GOAL_FILING: RuleInfo = {
  id: 'GOAL-FILING',
  severity: 'warning',
  title: { zh: '指标归类错误', en: 'Indicator filed under the wrong level' },
  checks: '预算执行率单独计分，不应归入产出、效益或满意度；满意度指标应当是服务对象的评价。',
  basis: '绩效评价的通行口径：预算执行率单列（财预〔2020〕10号，条款待核实）；满意度反映服务对象的评价',
  good: '满意度指标：服务对象满意度 ≥ 90%',
  bad: '满意度指标：系统使用年限 ≥ 3 年；产出指标：预算执行率 ≥ 95%',
}

/** 社会效益 is as good as 社会效益指标. */
const levelName = (text: string): string => (text === '' || text.endsWith('指标') ? text : `${text}指标`)

export function goalLevel(context: RuleContext): Finding[] {
  const variants = new Map(
    (goalDataOf(context)?.levels ?? []).filter((l) => l.variant).map((l) => [l.name, l.standard]),
  )
  const standard = (line: Line): string | undefined => variants.get(levelName(plainName(line.indicator.level2 ?? '')))
  const odd = linesOf(context).filter((l) => l.goal.scope === 'project' && standard(l) !== undefined)
  return byTable(odd).map((group) => {
    const ways = Map.groupBy(group, (l) => l.indicator.level2!)
    const told = [...ways].map(([name, own]) => `${quoted(name)}（${own.length} 处）通称${quoted(standard(own[0]!)!)}`)
    return findingOf(GOAL_LEVEL, {
      key: `${group[0]!.goal.table}`,
      message: `${whereOf(context, group[0]!.goal)}：二级指标名称不规范：${listed(told)}。请统一。`,
      evidence: group.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
    })
  })
}

const JUDGED = /满意|评价|好评|差评|投诉|认可|表扬|信访|口碑|评分|测评|信任|幸福|获得感/

export function goalFiling(context: RuleContext): Finding[] {
  const lines = linesOf(context).filter((l) => l.goal.scope === 'project')
  const level1 = (l: Line): string => plainName(l.indicator.level1 ?? '')
  const execution = lines.filter((l) => /预算(?:资金)?执行率$/.test(l.name) && /^(?:产出|效益|满意度)/.test(level1(l)))
  const strange = lines.filter(
    (l) => /^满意度/.test(level1(l)) && !JUDGED.test(l.name) && /[\u4e00-\u9fff]/.test(l.name) && !isCut(l),
  )
  return [
    ...byTable(execution).map((group) =>
      findingOf(GOAL_FILING, {
        key: `${group[0]!.goal.table}.execution`,
        message: `${whereOf(context, group[0]!.goal)}：“预算执行率”归在${listed([...new Set(group.map((l) => quoted([l.indicator.level1, l.indicator.level2].filter(Boolean).join(' / '))))])}，共 ${group.length} 处。预算执行率反映资金，不是产出或效果，通行做法是单独计 10 分，请单列。`,
        evidence: group.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
      }),
    ),
    ...byTable(strange).map((group) =>
      findingOf(GOAL_FILING, {
        key: `${group[0]!.goal.table}.satisfaction`,
        message: `${whereOf(context, group[0]!.goal)}：归在“满意度指标”而不是服务对象评价的：${listed(group.map((l) => quoted(textOfLine(l))))}。请改归产出或效益，并补一个满意度指标。`,
        evidence: group.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
      }),
    ),
  ]
}
