/**
 * Lines of performance tables → goals. One table may hold many projects (each begins with its name, its code or a row
 * with the sum of its weights), one (a form), or the goals of the whole department.
 */
import { moneyUnitIn, type Printed, plainName } from '@gouji/ledger'
import type { Whole } from './continuation.ts'
import { formOf, type GoalForm } from './goal-form.ts'
import type { Column } from './header.ts'
import { type IndicatorLine, joinHan, layoutOf, OPERATOR, readIndicatorLines } from './indicator.ts'
import type { Goal, GoalAmount, Indicator, IndicatorBlank, PrintedTotal, ReadTable } from './reading.ts'
import type { Section } from './section.ts'
import { withTornCells } from './torn-cells.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
interface Draft extends Omit<Mutable<Goal>, 'texts' | 'amounts' | 'indicators' | 'blanks'> {
  texts: Goal['texts'][number][]
  amounts: GoalAmount[]
  indicators: Indicator[]
  blanks: IndicatorBlank[]
}

export interface Performance {
  readonly indicators: readonly Indicator[]
  readonly goals: readonly Goal[]
}

/** `tables[i]` is what was read of `wholes[i]`. */
export function readPerformance(wholes: readonly Whole[], tables: readonly ReadTable[]): Performance {
  const indicators: Indicator[] = []
  const goals: Goal[] = []
  for (const [i, whole] of wholes.entries()) {
    const table = tables[i]!
    const layout = layoutOf(whole.first.header.columns).columns
    const hasLevels = table.kind === 'performance' && layout.has('level3')
    if (!hasLevels && !(layout.has('goal') && layout.has('project'))) continue
    const form = formOf(whole, table)
    const mended = withTornCells(whole)
    const lines = hasLevels ? readIndicatorLines(mended, form?.project) : []
    for (const { indicator } of lines) if (indicator) indicators.push(indicator)
    for (const [k, goal] of readGoals(mended, table, form, lines).entries()) {
      const last = goals.at(-1)
      if (k === 0 && last && table.titleSource === 'none' && goesOn(last, goal))
        goals[goals.length - 1] = joined(last, goal)
      else goals.push(goal)
    }
  }
  return { indicators, goals }
}

/** Whether the first goal of a table without a title is the rest of the last one of the table before. */
const goesOn = (last: Goal, next: Goal): boolean =>
  last.scope === next.scope &&
  (next.scope === 'department' || (next.project !== undefined && next.project === last.project)) &&
  (next.projectCode === undefined || next.projectCode === last.projectCode)

/** A goal that a page break cut in two. */
const joined = (a: Goal, b: Goal): Goal => ({
  ...a,
  texts: [...a.texts, ...b.texts],
  indicators: [...a.indicators, ...b.indicators],
  blanks: [...a.blanks, ...b.blanks],
})

function readGoals(
  whole: Whole,
  table: ReadTable,
  form: GoalForm | undefined,
  lines: readonly IndicatorLine[],
): Goal[] {
  const hasLevels = whole.first.header.columns.some((c) => c.meaning.label === 'level3')
  const reader = new GoalReader(whole, table, form)
  const byRow = Map.groupBy(lines, (l) => l.section)
  for (const { section, columnOf } of whole.parts) {
    const own = Map.groupBy(byRow.get(section) ?? [], (l) => l.row)
    for (const row of section.body) reader.read(rowOf(section, row, columnOf), own.get(row) ?? [])
  }
  const goals = reader.done()
  if (form) return goals
  // A table of projects begins with rows of units and totals, which promise nothing.
  return goals.filter((g) => g.indicators.length > 0 || g.blanks.length > 0 || (!hasLevels && g.texts.length > 0))
}

interface Spot {
  readonly column: number
  readonly text: string
  readonly place: Goal['place']
  readonly number: Printed | undefined
}

interface Row {
  readonly section: Section
  readonly spots: readonly Spot[]
}

function rowOf(section: Section, row: number, columnOf: (column: number) => number): Row {
  const spots: Spot[] = []
  for (let c = 0; c < section.grid.columns; c++) {
    const spot = section.grid.at(row, c)
    if (!spot?.origin || !/[\p{L}\p{N}\p{Sm}]/u.test(spot.plain)) continue
    spots.push({
      column: columnOf(c),
      text: joinHan(spot.cell.text.trim()),
      place: spot.cell.place,
      number: spot.number,
    })
  }
  return { section, spots }
}

/** National project codes have 21 digits; shorter ones number units and groups. */
const PROJECT_CODE = /^\d{12,}[A-Z]?\d*$/

class GoalReader {
  readonly #table: ReadTable
  readonly #form: GoalForm | undefined
  readonly #goals: Draft[] = []
  readonly #labels: ReadonlyMap<number, string>
  readonly #amounts: ReadonlyMap<number, Column>
  readonly #operator: number | undefined
  readonly #weight: boolean
  #current: Draft | undefined
  /** Whether the current goal was begun by a row of its own and still waits for its name. */
  #awaitsName = false
  #unitName: string | undefined
  #unitTotal: PrintedTotal | undefined

  constructor(whole: Whole, table: ReadTable, form: GoalForm | undefined) {
    this.#table = table
    this.#form = form
    const { columns } = whole.first.header
    this.#labels = new Map(columns.flatMap((c) => (c.meaning.label ? [[c.index, c.meaning.label]] : [])))
    this.#amounts = new Map(columns.filter(isAmount).map((c) => [c.index, c]))
    this.#operator = layoutOf(columns).operator
    this.#weight = [...this.#labels.values()].includes('weight')
  }

  read(row: Row, lines: readonly IndicatorLine[]): void {
    const said = (label: string): Spot | undefined => row.spots.find((s) => this.#labels.get(s.column) === label)
    const code = said('projectcode')?.text.replace(/\s/g, '')
    if (lines.length === 0 && this.#readHead(row, code)) return
    const unit = said('unit')?.text
    if (unit !== undefined) this.#unitName = unit
    const project = said('project')
    if (project && !this.#form && project.text !== this.#current?.project) this.#beginProject(project, code)
    if (lines.length > 0 || this.#form) this.#current ??= this.#begin(row.spots[0]?.place ?? row.section.place)
    const goal = this.#current
    if (!goal) return
    const shift = this.#shiftOf(row)
    for (const spot of row.spots) this.#readSpot(goal, spot, shift)
    for (const { indicator, blank } of lines) {
      if (indicator) goal.indicators.push(indicator)
      if (blank) goal.blanks.push(blank)
    }
  }

  done(): Goal[] {
    return this.#goals
  }

  /** A row that only names a unit or a project by its code, with the sum of the weights below it. */
  #readHead(row: Row, code: string | undefined): boolean {
    if (!this.#weight || row.spots.some((s) => OPERATOR.test(plainName(s.text)))) return false
    const labelled = row.spots.some((s) => ['project', 'level3', 'goal'].includes(this.#labels.get(s.column) ?? ''))
    const numbers = row.spots.filter((s) => s.number !== undefined && !PROJECT_CODE.test(s.text))
    const total = numbers.length === 1 ? numbers[0]! : undefined
    if (labelled || !total || !isWeightTotal(total.number!)) return false
    const name = row.spots.find((s) => s.number === undefined)?.text
    const printed = { place: total.place, text: total.text, ...(name === undefined ? {} : { of: name }) }
    if (code !== undefined && PROJECT_CODE.test(code)) {
      this.#current = { ...this.#begin(row.spots[0]!.place), projectCode: code, weightTotal: printed }
      this.#goals[this.#goals.length - 1] = this.#current
      this.#awaitsName = true
    } else this.#unitTotal = printed
    return true
  }

  #beginProject(name: Spot, code: string | undefined): void {
    if (!this.#awaitsName || this.#current === undefined) this.#current = this.#begin(name.place)
    this.#awaitsName = false
    this.#current.project = name.text
    if (code !== undefined && PROJECT_CODE.test(code)) this.#current.projectCode = code
  }

  #begin(place: Goal['place']): Draft {
    const form = this.#form
    const draft: Draft = {
      table: this.#table.number,
      place: form?.place ?? place,
      scope: form?.scope ?? 'project',
      ...(this.#unitName === undefined ? {} : { unitName: this.#unitName }),
      ...(form?.project === undefined ? {} : { project: form.project }),
      ...(form?.program === undefined ? {} : { program: form.program }),
      texts: [...(form?.texts ?? [])],
      amounts: [...(form?.amounts ?? [])],
      indicators: [],
      blanks: [],
      ...(this.#unitTotal ? { unitWeightTotal: this.#unitTotal } : {}),
    }
    this.#unitTotal = undefined
    this.#goals.push(draft)
    return draft
  }

  /** By how many columns a conversion moved a row, told by its operator. */
  #shiftOf(row: Row): number {
    const expected = this.#operator
    const found = row.spots.filter((s) => OPERATOR.test(plainName(s.text)))
    return expected === undefined || found.length !== 1 ? 0 : found[0]!.column - expected
  }

  #readSpot(goal: Draft, spot: Spot, shift: number): void {
    const label = this.#labels.get(spot.column - shift)
    if (label === 'goal' && !this.#form?.torn && !goal.texts.some((t) => t.text === spot.text)) {
      goal.texts.push({ text: spot.text, place: spot.place })
    }
    const column = this.#amounts.get(spot.column)
    if (!column || !spot.number) return
    const heading = column.path.at(-1) ?? ''
    if (goal.amounts.some((a) => a.heading === heading)) return
    const unit = amountUnit(column, this.#table)
    goal.amounts.push({
      place: spot.place,
      text: spot.text,
      heading,
      kind: kindOfAmount(heading),
      printed: spot.number,
      ...(unit ? { unit } : {}),
    })
  }
}

/** Each project weighs 100, so the sum over some of them is a multiple. */
const isWeightTotal = (n: Printed): boolean =>
  n.decimals === 0 && n.digits > 0n && n.digits % 100n === 0n && n.digits <= 50000n

/** Columns of money: no labels, and headings that name amounts or sources of money. */
function isAmount(column: Column): boolean {
  if (column.meaning.label || column.path.length === 0) return false
  return /金额|总额|资金|预算|总计|合计|经费|拨款|收入/.test(plainName(column.path.join('')))
}

function kindOfAmount(heading: string): GoalAmount['kind'] {
  const plain = plainName(heading)
  if (/项目总额|总投资|总预算|实施期|中期/.test(plain)) return 'whole-project'
  return /^(?:其中)?(?:项目|年度|本年|当年|本年度)?(?:预算)?(?:资金)?(?:总额|总计|合计|金额|预算金额|预算数|资金)(?:\(.*\))?$/.test(
    plain,
  )
    ? 'year'
    : 'part'
}

/** Only a unit that is printed on the table or its heading; what other tables use need not hold here. */
function amountUnit(column: Column, table: ReadTable): GoalAmount['unit'] {
  const own = column.path.map((p) => /[(（](.*元)[)）]/.exec(p)?.[1]).find((u) => u !== undefined)
  if (own) return moneyUnitIn(own)
  return table.unitSource === 'printed' || table.unitSource === 'header' ? table.unit : undefined
}
