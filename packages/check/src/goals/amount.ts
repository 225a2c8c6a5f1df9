/** The money printed beside a goal against the project table, and its unit. */
import { bareName, figureOf, formatFen, type MoneyUnit } from '@gouji/ledger'
import type { Goal, GoalAmount } from '@gouji/read'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, nameOfTable, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { evidenceOfGoal, isReported, keyOfPlace, nameOfGoal, quoted, tableOfGoal, whereOf } from './facts.ts'
import { agreeingUnit, matchingOf, type ProjectRow, yearAmount } from './projects.ts'

export const GOAL_AMOUNT: RuleInfo = {
  id: 'GOAL-AMOUNT',
  severity: 'error',
  title: { zh: '绩效目标表的金额不符', en: 'Amount beside the goal disagrees' },
  checks:
    '绩效目标表里项目的金额换算单位后应与项目支出表相等；同一张表应使用同一计量单位并印出；本年预算不应大于项目总额。',
  basis: '同一项目的金额在各表中应当一致',
  good: '项目支出表 41.08 万元，绩效表 410800 元',
  bad: '绩效表其他项目用元，此项印 4107.50',
}

interface Pair {
  readonly goal: Goal
  readonly amount: GoalAmount
  readonly row: ProjectRow
  readonly unit: MoneyUnit | undefined
}

export function goalAmount(context: RuleContext): Finding[] {
  const { rowOf } = matchingOf(context)
  const pairs = [...rowOf].flatMap(([goal, row]): Pair[] => {
    const amount = yearAmount(goal)
    return amount && !isFromProse(amount) ? [{ goal, amount, row, unit: agreeingUnit(amount, row) }] : []
  })
  const tables = [...Map.groupBy(pairs, (p) => p.goal.table).values()]
  return [...tables.flatMap((own) => ofTable(context, own)), ...beyondWhole(context)]
}

/** What sentences say is compared with the tables as any other sentence. */
const isFromProse = (amount: GoalAmount): boolean => amount.heading === '预算安排'

function ofTable(context: RuleContext, pairs: readonly Pair[]): Finding[] {
  const units = [
    ...Map.groupBy(
      pairs.filter((p) => p.unit),
      (p) => p.unit!,
    ),
  ].sort((a, b) => b[1].length - a[1].length)
  const [unit, agreeing] = units[0] ?? []
  // With fewer than two that agree nobody knows which unit the table is in.
  if (unit === undefined || agreeing!.length < 2) return []
  const silent = pairs.every((p) => p.amount.unit === undefined)
  const off = pairs.filter((p) => p.unit !== unit && !isSaidElsewhere(context, p))
  return [...(silent ? [withoutUnit(context, pairs, unit)] : []), ...off.map((p) => mismatch(context, p, unit))]
}

/** The relations compare amounts of the same name and unit already. */
const isSaidElsewhere = (context: RuleContext, p: Pair): boolean =>
  isReported(context.arithmetic, p.amount.place) ||
  (p.amount.unit !== undefined && bareName(p.goal.project ?? '') === bareName(p.row.row.label))

function withoutUnit(context: RuleContext, pairs: readonly Pair[], unit: MoneyUnit): Finding {
  const goal = pairs[0]!.goal
  const table = tableOfGoal(context, goal)
  const other = pairs[0]!.row.cell.unit ?? ''
  const differs = other !== unit
  return findingOf(GOAL_AMOUNT, {
    key: `${goal.table}.unit`,
    severity: differs ? 'warning' : 'info',
    message: `${whereOf(context, goal)}：没有印出金额的计量单位；与${nameOfTable(pairs[0]!.row.table)}比对应为“${unit}”${differs ? `，而该表用“${other}”` : ''}。请补印单位。`,
    expected: unit,
    found: '未印',
    evidence: [
      evidenceAt(table?.titlePlace ?? table?.place ?? goal.place, table?.title ?? '', whereOf(context, goal)),
      ...pairs.slice(0, 2).map((p) => evidenceAt(p.amount.place, p.amount.text, nameOfGoal(p.goal), 'context')),
    ],
  })
}

function mismatch(context: RuleContext, { goal, amount, row, unit }: Pair, expected: MoneyUnit): Finding {
  const due = formatFen((row.interval.lo + row.interval.hi) / 2n, expected)
  const said = unit ? `疑按“${unit}”填列` : '换算后也不相等'
  return findingOf(GOAL_AMOUNT, {
    key: keyOfPlace(amount.place),
    message: `${whereOf(context, goal)}：项目${quoted(nameOfGoal(goal))}的${amount.heading}印为 ${amount.text}，本表其他项目以“${expected}”计，按${nameOfTable(row.table)}的 ${row.cell.text} ${row.cell.unit ?? ''}应约为 ${due}，${said}。请更正。`,
    expected: `${due} ${expected}`,
    found: amount.text,
    evidence: [
      evidenceAt(amount.place, `${nameOfGoal(goal)} / ${amount.heading} ${amount.text}`, whereOf(context, goal)),
      evidenceAt(
        row.cell.place,
        `${row.row.label} ${row.cell.text} ${row.cell.unit ?? ''}`,
        nameOfTable(row.table),
        'same',
      ),
    ],
  })
}

/** This year's money beyond that of all years. */
function beyondWhole(context: RuleContext): Finding[] {
  return (context.reading.goals ?? []).flatMap((goal): Finding[] => {
    const year = yearAmount(goal)
    const whole = goal.amounts.find((a) => a.kind === 'whole-project')
    if (!year || !whole || whole.printed.digits === 0n) return []
    const [a, b] = [year, whole].map((x) => figureOf(x.printed, x.unit ?? '元').rounded)
    if (a!.lo <= b!.hi) return []
    return [
      findingOf(GOAL_AMOUNT, {
        key: keyOfPlace(year.place, 'whole'),
        message: `${whereOf(context, goal)}：项目${quoted(nameOfGoal(goal))}的${year.heading} ${year.text} 大于${whole.heading} ${whole.text}。请核对。`,
        expected: `不大于 ${whole.text}`,
        found: year.text,
        evidence: [
          evidenceAt(year.place, `${year.heading} ${year.text}`, whereOf(context, goal)),
          evidenceAt(whole.place, `${whole.heading} ${whole.text}`, whereOf(context, goal), 'same'),
          evidenceOfGoal(context, goal, 'context'),
        ],
      }),
    ]
  })
}
