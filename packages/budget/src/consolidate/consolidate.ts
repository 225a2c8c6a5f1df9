/**
 * One budget of a department out of the budgets of its units (部门汇总). Lines stand side by side and keep their units, so
 * that a form can ask for one unit; what units hand to each other is eliminated where the department is asked for.
 * What is said of the whole department is its own and taken from no unit.
 */
import type {
  Budget,
  BudgetGoal,
  BudgetHead,
  BudgetProblem,
  Measurement,
  Origin,
  Project,
  Texts,
  Unit,
} from '../budget.ts'
import { headingOf } from '../sheets/sheets.ts'
import { placeOfLine } from '../validate/place.ts'
import { type Elimination, TRANSFER_CODES, TRANSFER_KINDS, type TransferKind, transfersOf } from './transfers.ts'

export const CONSOLIDATION_CODES = [
  'merge-other-year',
  'merge-unit-twice',
  'merge-project-twice',
  'merge-code-of-unit',
  'merge-purpose-differs',
  'merge-text-left-out',
  ...TRANSFER_CODES,
] as const
export type ConsolidationCode = (typeof CONSOLIDATION_CODES)[number]

export interface ConsolidationProblem extends BudgetProblem {
  readonly code: ConsolidationCode
}

/** The department: its cover, and what it says of itself. */
export interface DepartmentHead extends BudgetHead {
  readonly texts?: Texts
  /** What is its own beside its units: entries that name no unit and no project. */
  readonly own?: Pick<Budget, 'goals' | 'tasks' | 'measurements'>
}

export interface Consolidated {
  readonly budget: Budget
  readonly eliminated: readonly Elimination[]
  readonly problems: readonly ConsolidationProblem[]
}

const NOTHING: Pick<Budget, 'goals' | 'tasks' | 'measurements'> = { goals: [], tasks: [], measurements: [] }
const NO_TEXTS: Texts = { duties: [], divisions: [], reasons: new Map(), purposes: new Map(), others: new Map() }

export function consolidate(
  budgets: readonly Budget[],
  department: DepartmentHead,
  eliminations: readonly TransferKind[] = TRANSFER_KINDS,
): Consolidated {
  const { texts = NO_TEXTS, own: ownEntries = NOTHING, ...given } = department
  const head: BudgetHead = { ...given, audience: 'department' }
  const problems: ConsolidationProblem[] = []
  const tell = (
    severity: BudgetProblem['severity'],
    code: ConsolidationCode,
    origin: Origin,
    facts: BudgetProblem['facts'],
  ): void => {
    problems.push({ code, severity, origin, facts })
  }
  for (const { head: own } of budgets) {
    if (own.year === head.year && own.stage === head.stage) continue
    const facts = { of: own.name, year: own.year, stage: own.stage, wanted: head.year, wantedStage: head.stage }
    tell('error', 'merge-other-year', { file: own.name }, facts)
  }
  const parts = budgets.map(placed)
  const units = once(
    parts.flatMap((part) => part.units),
    (unit, before) =>
      tell('error', 'merge-unit-twice', at(unit.origin, 'units', 'code'), {
        code: unit.code,
        name: unit.name,
        before: before.origin.file,
      }),
  )
  for (const unit of units) {
    // A unit of the department's own code would lie above itself.
    if (unit.code === head.code && units.length > 1) {
      tell('error', 'merge-code-of-unit', at(unit.origin, 'units', 'code'), { code: unit.code, name: unit.name })
    }
  }
  const projects = once(
    parts.flatMap((part) => part.projects),
    (project, before) =>
      tell('error', 'merge-project-twice', at(project.origin, 'projects', 'code'), {
        code: project.code,
        name: project.name,
        before: before.origin.file,
      }),
  )
  // A department that has words of its own has decided about those of its units.
  const hasTexts = texts.duties.length + texts.reasons.size + texts.others.size > 0
  for (const { head: own, texts: said } of hasTexts ? [] : parts) {
    const left = [said.reasons, said.others].reduce((n, map) => n + map.size, said.duties.length)
    if (left > 0) tell('warning', 'merge-text-left-out', { file: own.name }, { of: own.name, count: left })
  }
  const budget: Budget = {
    head,
    units,
    lines: [
      ...parts.flatMap((part) => part.lines.filter(({ flow }) => flow === 'income')),
      ...parts.flatMap((part) => part.lines.filter(({ flow }) => flow === 'expenditure')),
    ],
    projects,
    goals: [
      ...ownEntries.goals.filter(({ unit, project }) => unit === undefined && project === undefined),
      ...parts.flatMap((part) => part.goals),
    ],
    tasks: ownEntries.tasks.length > 0 ? ownEntries.tasks : parts.flatMap((part) => part.tasks),
    procurement: parts.flatMap((part) => part.procurement),
    measurements: summed([
      ...parts.flatMap((part) => part.measurements),
      ...ownEntries.measurements.filter(({ unit }) => unit === undefined),
    ]),
    texts: { ...texts, purposes: purposesOf(parts, texts, tell) },
  }
  const transfers = transfersOf(budget, eliminations)
  for (const { code, severity, line, facts } of transfers.troubles) {
    tell(severity, code, placeOfLine(line, code === 'transfer-unequal' ? 'fen' : 'counterpart'), facts)
  }
  return { budget, eliminated: transfers.eliminations, problems }
}

type Tell = (
  severity: BudgetProblem['severity'],
  code: ConsolidationCode,
  origin: Origin,
  facts: BudgetProblem['facts'],
) => void

const at = (origin: Origin, sheet: 'units' | 'projects', field: string): Origin => ({
  ...origin,
  column: headingOf(sheet, field),
})

/** The entries of one unit with the name of its budget in their places, and with its code where it meant itself. */
function placed(budget: Budget): Budget {
  const place = <T extends { readonly origin: Origin }>(entry: T): T => ({
    ...entry,
    origin: { ...entry.origin, file: `${budget.head.name}/${entry.origin.file}` },
  })
  // Of one unit, what names no unit is its own; of a department, it is the department's.
  const self = budget.units.length === 1 ? budget.units[0]!.code : undefined
  const own = <T extends { readonly unit?: string }>(entry: T): T =>
    entry.unit !== undefined || self === undefined ? entry : { ...entry, unit: self }
  const goal = (entry: BudgetGoal): BudgetGoal => ({
    ...(entry.project === undefined ? own(entry) : entry),
    indicators: entry.indicators.map(place),
  })
  return {
    ...budget,
    units: budget.units.map(place<Unit>),
    lines: budget.lines.map(place),
    projects: budget.projects.map(place<Project>),
    goals: budget.goals.map((entry) => place(goal(entry))),
    tasks: budget.tasks.map(place),
    procurement: budget.procurement.map(place),
    measurements: budget.measurements.map((entry) => place(own(entry))),
  }
}

function once<T extends { readonly code: string }>(entries: readonly T[], tell: (entry: T, before: T) => void): T[] {
  const first = new Map<string, T>()
  for (const entry of entries) {
    const before = first.get(entry.code)
    if (before) tell(entry, before)
    else first.set(entry.code, entry)
  }
  return [...first.values()]
}

/** Counts of one unit stay its own; those of no unit, which two departments' books may both have, add up. */
function summed(measurements: readonly Measurement[]): Measurement[] {
  const sums = new Map<string, Measurement>()
  for (const measurement of measurements) {
    const { key, unit, year, stage, money } = measurement
    const of = [key, unit, year, stage, money].join('|')
    const before = sums.get(of)
    sums.set(of, before ? { ...before, value: before.value + measurement.value } : measurement)
  }
  return [...sums.values()]
}

/** What money is for is said by subject and project: the department's words stand above those of its units. */
function purposesOf(parts: readonly Budget[], texts: Texts, tell: Tell): Map<string, string> {
  const purposes = new Map(texts.purposes)
  const from = new Map<string, string>()
  for (const { head, texts: said } of parts) {
    for (const [key, text] of said.purposes) {
      const before = purposes.get(key)
      if (before === undefined) {
        purposes.set(key, text)
        from.set(key, head.name)
      } else if (before !== text && from.has(key)) {
        tell('warning', 'merge-purpose-differs', { file: head.name }, { key, of: head.name, before: from.get(key)! })
      }
    }
  }
  return purposes
}
