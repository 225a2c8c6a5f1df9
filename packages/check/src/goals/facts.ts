/** What the rules on goals share: how a goal and an indicator are named, quoted and compared. */
import { type Printed, parseNumber, plainName } from '@gouji/ledger'
import type { Goal, Indicator, ReadTable } from '@gouji/read'
import { remembered } from '../memo.ts'
import type { Evidence, Finding } from '../report.ts'
import { placeholdersOf } from '../rules/blank-form.ts'
import { evidenceAt, nameOfTable, type RuleContext } from '../rules/rule.ts'

/** One indicator with the goal and the table that it belongs to. */
export interface Line {
  readonly goal: Goal
  readonly indicator: Indicator
  /** Without blanks, marks (★) and trailing signs. */
  readonly name: string
  readonly operator: string
  readonly target: string
  readonly number: Printed | undefined
  readonly unit: string
}

/** All indicators of the goals, without words of the template, which another rule reports. */
export const linesOf = remembered((context: RuleContext): readonly Line[] => {
  const waiting = new Set(placeholdersOf(context.document.blocks).map((p) => p.text))
  return (context.reading.goals ?? []).flatMap((goal) =>
    goal.indicators.filter((i) => !waiting.has(i.level3.trim())).map((indicator) => lineOf(goal, indicator)),
  )
})

function lineOf(goal: Goal, indicator: Indicator): Line {
  const target = plainName(indicator.target ?? '')
  const number = /\d/.test(target) ? parseNumber((indicator.target ?? '').replace(/[%％]$/, '')) : undefined
  return {
    goal,
    indicator,
    name: plainName(indicator.level3).replace(/^[★☆*#]+/, ''),
    operator: plainName(indicator.operator ?? ''),
    target,
    number,
    unit: plainName(indicator.unit ?? '') || (/%$/.test(target) ? '%' : ''),
  }
}

export const isRate = (line: Line): boolean => /^\(?%\)?$|^百分比$|^百分之$/.test(line.unit)

/** A name that a narrow column or a conversion cut off: 服务对象对窗口人员的. */
export const isCut = (line: Line): boolean => /[、;:]$|(?:的|及|和|与|或|以及)$/.test(line.name)

/** ≥ > and their words; ≤ < and theirs; else undefined. */
export function boundOf(operator: string): 'lower' | 'upper' | 'equal' | undefined {
  if (/^(?:[≥>≧⩾]|>=|大于|大于等于|不低于|不少于)$/.test(operator)) return 'lower'
  if (/^(?:[≤<≦⩽]|<=|小于|小于等于|不高于|不超过)$/.test(operator)) return 'upper'
  return /^(?:=|==|等于)$/.test(operator) ? 'equal' : undefined
}

export const isStrict = (operator: string): boolean => /^(?:[><]|大于|小于)$/.test(operator)

/** −1, 0 or 1: a printed number against a whole one. */
export function compareTo(printed: Printed, whole: bigint): number {
  const other = whole * 10n ** BigInt(printed.decimals)
  return printed.digits < other ? -1 : printed.digits > other ? 1 : 0
}

/** Names of goals and indicators in a sentence, each once. */
export const quoted = (text: string): string => `“${text}”`

export const nameOfGoal = (goal: Goal): string =>
  goal.project ?? (goal.scope === 'department' ? '部门整体' : (goal.projectCode ?? '未写项目名称'))

export function tableOfGoal(context: RuleContext, goal: Goal): ReadTable | undefined {
  return context.reading.tables[goal.table - 1]
}

export function whereOf(context: RuleContext, goal: Goal): string {
  const table = tableOfGoal(context, goal)
  return table === undefined ? nameOfGoal(goal) : nameOfTable(table)
}

/** As printed: 故障率 ≤ 5 %. */
export const textOfLine = ({ indicator: i }: Line): string =>
  [i.level3, i.operator, i.target, i.unit].filter(Boolean).join(' ')

export const evidenceOfLine = (context: RuleContext, line: Line, role: Evidence['role'] = 'suspect'): Evidence =>
  evidenceAt(
    line.indicator.place,
    [line.goal.project, textOfLine(line)].filter(Boolean).join(' / '),
    whereOf(context, line.goal),
    role,
  )

export const evidenceOfGoal = (context: RuleContext, goal: Goal, role: Evidence['role'] = 'suspect'): Evidence =>
  evidenceAt(goal.place, nameOfGoal(goal), whereOf(context, goal), role)

/** Lines of one table that share a fault make one finding. */
export const byTable = (lines: readonly Line[]): (readonly Line[])[] => [
  ...Map.groupBy(lines, (l) => l.goal.table).values(),
]

/** At most so many places are shown; all are counted. */
export const SHOWN = 30

/** A stable key from the first place of a finding. */
export function keyOfPlace(place: Evidence['place'], ...more: readonly string[]): string {
  const spot = [place.page, place.line, place.sheet, place.address, place.block].filter((p) => p !== undefined)
  return [...spot, ...more].join('.')
}

/** Whether a finding of the relations already points at the place. */
export const isReported = (findings: readonly Finding[], place: Evidence['place']): boolean =>
  findings.some((f) => f.evidence.some((e) => keyOfPlace(e.place) === keyOfPlace(place)))
