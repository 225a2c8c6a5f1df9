/** Limits of cost among the indicators against what the project may spend. */
import { figureOf, formatFen, type Interval, isMoneyUnit, type MoneyUnit } from '@gouji/ledger'
import type { Finding, Severity } from '../report.ts'
import { evidenceAt, findingOf, nameOfTable, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { goalDataOf } from './data.ts'
import {
  boundOf,
  evidenceOfLine,
  keyOfPlace,
  type Line,
  linesOf,
  nameOfGoal,
  quoted,
  textOfLine,
  whereOf,
} from './facts.ts'
import { matchingOf, moneyOf, yearAmount } from './projects.ts'

export const GOAL_COST: RuleInfo = {
  id: 'GOAL-COST',
  severity: 'error',
  title: { zh: '成本指标与项目金额矛盾', en: 'Cost indicator contradicts the project amount' },
  checks:
    '“项目支出”一类成本指标应定上限，并与项目金额相符；下限高于项目金额的，花完预算也达不到。元与万元换算后比较。',
  basis: '成本控制在预算之内：成本指标的上限就是预算',
  good: '项目金额 20.00 万元，项目支出 ≤ 20 万元',
  bad: '项目金额 8.00 万元，项目支出 > 10 万元',
}

const COST = /支出|成本|费用|经费|造价/
/** Prices of one thing, what is saved, and what others spend. */
const OTHER = /人均|单位|单价|每|平均|均|节约|降低|减少|收入|产值|带动|拉动|税|增加|增长/

export function goalCost(context: RuleContext): Finding[] {
  const wholes = goalDataOf(context)?.wholeCosts ?? []
  const seen = linesOf(context).flatMap((line): { line: Line; said: Said }[] => {
    const said = line.goal.scope === 'project' ? judge(context, line, wholes) : undefined
    return said ? [{ line, said }] : []
  })
  // The same line printed twice is one finding.
  const groups = Map.groupBy(seen, ({ line }) => `${line.goal.table} ${nameOfGoal(line.goal)} ${textOfLine(line)}`)
  return [...groups.values()].map((group) =>
    findingFor(
      context,
      group.map((g) => g.line),
      group[0]!.said,
    ),
  )
}

interface Said {
  readonly severity: Severity
  readonly what: string
  readonly remedy: string
}

function judge(context: RuleContext, line: Line, wholes: readonly string[]): Said | undefined {
  const limit = limitOf(line)
  const money = moneyOf(context, line.goal)
  const bound = boundOf(line.operator)
  if (!limit || !bound || !COST.test(line.name) || OTHER.test(line.name)) return undefined
  const core = line.name
    .replace(/(?:不超出|不超过|不超|控制在|低于|小于).*$/, '')
    .replace(/(?:总额|控制数|金额|数)$/, '')
  const whole = wholes.includes(core) || wholes.includes(line.name)
  // Money that an output brings about (争取经费) is no cost of the project.
  if (!whole && !/成本/.test(`${line.indicator.level1 ?? ''}${line.indicator.level2 ?? ''}`)) return undefined
  const higher = money !== undefined && limit.lo > money.hi
  const lower = money !== undefined && limit.hi < money.lo
  const shown = money === undefined ? '' : `项目金额为 ${formatFen((money.lo + money.hi) / 2n, '万元')} 万元`
  if (bound === 'lower') {
    if (higher)
      return { severity: 'error', what: `要求至少花这么多，而${shown}`, remedy: '请改为不超过项目金额的上限（≤）' }
    return whole ? { severity: 'warning', what: '成本应定上限，这里定了下限', remedy: '请改为“≤”' } : undefined
  }
  if (higher) return { severity: 'warning', what: `高于预算，${shown}`, remedy: '请与项目金额核对' }
  if (lower && whole) return { severity: 'warning', what: `低于预算，${shown}`, remedy: '请与项目金额核对' }
  return undefined
}

function limitOf(line: Line): Interval | undefined {
  return line.number && isMoneyUnit(line.unit) ? figureOf(line.number, line.unit as MoneyUnit).rounded : undefined
}

function findingFor(context: RuleContext, lines: readonly Line[], said: Said): Finding {
  const line = lines[0]!
  const row = matchingOf(context).rowOf.get(line.goal)
  const amount = yearAmount(line.goal)
  return findingOf(GOAL_COST, {
    key: keyOfPlace(line.indicator.place, line.name),
    severity: said.severity,
    message: `${whereOf(context, line.goal)}：项目${quoted(nameOfGoal(line.goal))}的成本指标${quoted(textOfLine(line))}${said.what}。${said.remedy}。`,
    found: textOfLine(line),
    evidence: [
      ...lines.map((l) => evidenceOfLine(context, l)),
      ...(amount
        ? [evidenceAt(amount.place, `${amount.heading} ${amount.text}`, whereOf(context, line.goal), 'same')]
        : []),
      ...(row ? [evidenceAt(row.cell.place, `${row.row.label} ${row.cell.text}`, nameOfTable(row.table), 'same')] : []),
    ],
  })
}
