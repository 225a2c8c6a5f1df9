/**
 * Goals and the rows of the project table that they speak of: by name, by a name that is cut off or differs a little,
 * and by the amount.
 */
import { bareName, figureOf, type Interval, MONEY_UNITS, type MoneyUnit, nameDistance, plainName } from '@gouji/ledger'
import type { Goal, GoalAmount, ReadCell, ReadRow, ReadTable } from '@gouji/read'
import { remembered } from '../memo.ts'
import type { RuleContext } from '../rules/rule.ts'

export interface ProjectRow {
  readonly table: ReadTable
  readonly row: ReadRow
  readonly cell: ReadCell
  readonly interval: Interval
  /** The name is missing and a unit's stands in its place. */
  readonly nameless: boolean
}

export interface Matching {
  readonly rows: readonly ProjectRow[]
  readonly goals: readonly Goal[]
  readonly rowOf: ReadonlyMap<Goal, ProjectRow>
  readonly goalOf: ReadonlyMap<ProjectRow, Goal>
  /** False where most goals are of projects that the table does not list: another level, or another table. */
  readonly trusted: boolean
}

export const matchingOf = remembered(
  (context: RuleContext): Matching => match(projectRowsOf(context), projectGoalsOf(context)),
)

/** Goals with indicators; where no table has them, goals in words. */
function projectGoalsOf(context: RuleContext): Goal[] {
  const goals = (context.reading.goals ?? []).filter((g) => g.scope === 'project' && g.project !== undefined)
  const measured = goals.filter((g) => g.indicators.length > 0)
  return measured.length > 0 ? measured : goals
}

/** Region, year, owner, R for 人员类 (预算管理一体化规范，项目代码). */
const OF_WAGES = /^\d{6,}R/
const LEAF_CODE = /^\d{8,}[A-Z]?\d*$/
/** Pay and running costs by quota have no goals; the other classes do. */
const PROMISING = /其他运转类|特定目标类|项目支出/
/** Pay, insurance and quotas that some project tables list beside the projects. */
const BY_QUOTA =
  /基本工资|津贴|奖金|绩效工资|养老保险|医疗保险|医疗补助|职业年金|公积金|工伤保险|失业保险|社会保障缴费|公用经费|公用支出|人员经费|人员支出|人员类|工会经费|福利费|退休|离休|遗属|交通补贴|交通补助/
const UNIT_NAME = /(?:局|委员会|办公室|中心|本级|机关|厅|院|馆|站|所|队)\d?$/
const PURPOSE = /费|项目|资金|经费|建设|工程|补助|购置|服务$|运行|维护/

function projectRowsOf(context: RuleContext): ProjectRow[] {
  const { book, reading } = context
  const ofGoals = new Set((reading.goals ?? []).map((g) => g.table))
  const panels = book.panels.filter((p) => p.table.kind === 'project' && !ofGoals.has(p.table.number))
  return panels.flatMap(({ table, rows }) => {
    const coded = rows.some(({ row }) => LEAF_CODE.test(codeOf(row)))
    const classed = rows.some(({ row }) => PROMISING.test(plainName(row.label)) && !LEAF_CODE.test(codeOf(row)))
    const listed: ProjectRow[] = []
    let promising = !classed
    let total: Interval | undefined
    for (const { row, cells } of rows) {
      const quantity = [...cells.entries()].sort((a, b) => a[0] - b[0]).map(([, q]) => book.quantities[q]!)[0]
      if (!quantity || quantity.blank) continue
      total ??= quantity.interval
      const code = codeOf(row)
      const leaf = coded ? LEAF_CODE.test(code) : row.role === 'project'
      if (!leaf) {
        if (classed && row.role !== 'total') promising = PROMISING.test(plainName(row.label))
        continue
      }
      if (!promising || OF_WAGES.test(code) || (!classed && BY_QUOTA.test(plainName(row.label)))) continue
      const name = plainName(row.label)
      const nameless = name === '' || (UNIT_NAME.test(name) && !PURPOSE.test(name))
      if (nameless && quantity.interval.lo === total.lo && quantity.interval.hi === total.hi) continue
      listed.push({ table, row, cell: book.cells[quantity.id]!, interval: quantity.interval, nameless })
    }
    return listed
  })
}

const codeOf = (row: ReadRow): string => (row.codePrinted || row.code || '').replace(/\s/g, '')

/** The amount of this year, and not that of one source. */
export const yearAmount = (goal: Goal): GoalAmount | undefined => goal.amounts.find((a) => a.kind === 'year')

const meets = (a: Interval, b: Interval): boolean => a.lo <= b.hi && b.lo <= a.hi

/** The unit in which the amount beside the goal is the one of the row. */
export function agreeingUnit(amount: GoalAmount, row: ProjectRow): MoneyUnit | undefined {
  const units = amount.unit ? [amount.unit] : [...MONEY_UNITS]
  return units.find((unit) => meets(figureOf(amount.printed, unit).rounded, row.interval))
}

/** Names differ by 专项, 项目, 经费, 费用 at the end without meaning anything else. */
export const core = (name: string): string =>
  bareName(name)
    .replace(/["'“”()]/g, '')
    .replace(/专项/g, '')
    .replace(/(?:经费|费用|项目|资金|费)+$/, '')

export const likeness = (a: string, b: string): number => likenessOf(core(a), core(b))

function likenessOf(x: string, y: string): number {
  if (x === '' || y === '') return 0
  if (x === y) return 1
  const [short, long] = x.length < y.length ? [x, y] : [y, x]
  if (short.length >= 3 && long.startsWith(short)) return 0.9
  const most = Math.max(x.length, y.length)
  const distance = nameDistance(x, y, most * 0.5)
  return distance === undefined ? 0 : 1 - distance / most
}

function match(rows: readonly ProjectRow[], goals: readonly Goal[]): Matching {
  const cores = new Map(rows.map((r) => [r, core(r.row.label)]))
  const pairs = goals.flatMap((goal) => {
    const own = core(goal.project ?? '')
    return rows.flatMap((row) => {
      const amount = yearAmount(goal)
      const agrees = amount !== undefined && agreeingUnit(amount, row) !== undefined
      const like = row.nameless ? 0 : likenessOf(own, cores.get(row)!)
      const whole = like === 1 || like >= 0.75 || (agrees && like >= 0.5)
      return whole || (agrees && row.nameless) ? [{ goal, row, rank: like + (agrees ? 0.5 : 0) }] : []
    })
  })
  const rowOf = new Map<Goal, ProjectRow>()
  const goalOf = new Map<ProjectRow, Goal>()
  for (const { goal, row } of pairs.sort((a, b) => b.rank - a.rank)) {
    if (rowOf.has(goal) || goalOf.has(row)) continue
    rowOf.set(goal, row)
    goalOf.set(row, goal)
  }
  return { rows, goals, rowOf, goalOf, trusted: rowOf.size > 0 && rowOf.size * 2 >= goals.length }
}

/** What a project may spend: as its table says, else as its goal does. */
export function moneyOf(context: RuleContext, goal: Goal): Interval | undefined {
  const row = matchingOf(context).rowOf.get(goal)
  if (row) return row.interval
  const amount = yearAmount(goal)
  return amount?.unit ? figureOf(amount.printed, amount.unit).rounded : undefined
}
