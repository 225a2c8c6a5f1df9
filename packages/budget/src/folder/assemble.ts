/** Rows become the entries of a budget: references are resolved, blanks stand for what the sheet says they stand for. */
import { type Catalogue, plainName, type UnitNature } from '@gouji/ledger'
import type {
  Budget,
  BudgetGoal,
  BudgetHead,
  BudgetIndicator,
  Line,
  Measurement,
  Origin,
  ProcurementItem,
  Project,
  Task,
  Texts,
  Unit,
} from '../budget.ts'
import { isSubjectKind, type SheetName, TABLE_OF } from '../sheets/sheet.ts'
import { headingOf, SHEETS } from '../sheets/sheets.ts'
import { clip } from './cell.ts'
import type { Problems } from './problems.ts'
import { References } from './references.ts'
import { originAt, type Row } from './rows.ts'

export type RowsBySheet = Readonly<Record<SheetName, readonly Row[]>>

type Entry = Record<string, unknown>

interface Surroundings {
  readonly catalogue: Catalogue
  readonly problems: Problems
  /** Sheets of which rows could not be read. */
  readonly incomplete: ReadonlySet<SheetName>
}

export function assemble(
  head: BudgetHead,
  texts: Texts,
  rows: RowsBySheet,
  { catalogue, problems, incomplete }: Surroundings,
): Budget {
  const hasAllUnits = !incomplete.has('units')
  const units = readUnits(rows.units, head, hasAllUnits, problems)
  const unitReferences = new References('unit', units, hasAllUnits, problems)
  const build = (sheet: SheetName, projects?: References): Entry[] =>
    rows[sheet].map((row) =>
      entryOf(sheet, row, head, catalogue, problems, { unit: unitReferences, project: projects }),
    )
  const projects = build('projects').map((entry) => {
    const { livelihood, ...rest } = entry
    return (livelihood === undefined ? rest : { ...rest, livelihood: livelihood === 'true' }) as unknown as Project
  })
  const projectReferences = new References('project', projects, !incomplete.has('projects'), problems)
  const lines = (flow: Line['flow']): Line[] =>
    build(flow, projectReferences).map(
      (entry) => ({ flow, vintage: 'current', year: head.year, stage: head.stage, ...entry }) as unknown as Line,
    )
  return {
    head,
    units,
    lines: [...lines('income'), ...lines('expenditure')],
    projects,
    goals: readGoals(build('goals', projectReferences), build('indicators', projectReferences), problems),
    tasks: build('tasks') as unknown as Task[],
    procurement: build('procurement', projectReferences).map(
      (entry) => ({ year: head.year, stage: head.stage, ...entry }) as unknown as ProcurementItem,
    ),
    measurements: build('measurements').flatMap((entry) => readMeasurement(entry, head, problems)),
    texts,
  }
}

function entryOf(
  sheet: SheetName,
  row: Row,
  head: BudgetHead,
  catalogue: Catalogue,
  problems: Problems,
  references: { readonly unit: References; readonly project: References | undefined },
): Entry {
  const entry: Entry = { ...row.values }
  const year = typeof row.values.year === 'number' ? row.values.year : head.year
  for (const { field, kind, heading } of SHEETS[sheet].columns) {
    const value = row.values[field]
    if (typeof value !== 'string') continue
    const at = originAt(row.origin, heading)
    if (kind === 'unit' || kind === 'project') entry[field] = references[kind]?.codeOf(value, at) ?? value
    else if (isSubjectKind(kind) && row.names[field] !== undefined) {
      const rowsOfCode = catalogue.subjects(TABLE_OF[kind], value, year)
      const given = plainName(row.names[field])
      const known = rowsOfCode.some(({ name }) => plainName(name) === given)
      const isSynonym = () => catalogue.byName(TABLE_OF[kind], given, year).some(({ code }) => code === value)
      if (rowsOfCode.length > 0 && !known && !isSynonym()) {
        problems.warn('name-differs', at, { code: value, found: clip(row.names[field]), name: rowsOfCode[0]!.name })
      }
    }
  }
  entry.origin = row.origin
  return entry
}

/** 参公 units keep their books as administrations, whatever else their nature is called. */
export function natureOf(text: string): UnitNature | undefined {
  if (/参公|参照|行政/.test(text) && !/^(?:非参公|.*行政类事业)/.test(text)) return 'administration'
  return /事业|公益/.test(text) ? 'institution' : undefined
}

function readUnits(rows: readonly Row[], head: BudgetHead, complete: boolean, problems: Problems): Unit[] {
  const units = rows.map(({ values, names, origin }): Unit => {
    const natureName = String(values.natureName)
    const nature = natureOf(natureName)
    if (!nature) {
      problems.error('unknown-nature', originAt(origin, headingOf('units', 'natureName')), { found: clip(natureName) })
    }
    if (names.code !== undefined && plainName(names.code) !== plainName(String(values.name))) {
      const facts = { code: String(values.code), found: clip(names.code), name: String(values.name) }
      problems.warn('name-differs', originAt(origin, headingOf('units', 'code')), facts)
    }
    return { ...(values as unknown as Unit), natureName, nature: nature ?? 'institution', origin }
  })
  const references = new References('unit', units, complete, problems)
  return units.map((unit) => {
    // The department itself need not be one of its units.
    if (unit.parent === undefined || unit.parent === head.code) return unit
    return { ...unit, parent: references.codeOf(unit.parent, originAt(unit.origin, headingOf('units', 'parent'))) }
  })
}

/** Which goal an indicator belongs to: unit and project as they stand in both sheets. */
export const goalKey = (of: { readonly unit?: unknown; readonly project?: unknown }): string =>
  // The project alone tells where there is one: its unit may be left out in either sheet.
  of.project === undefined ? `unit ${of.unit ?? ''}` : `project ${of.project}`

function readGoals(goals: readonly Entry[], indicators: readonly Entry[], problems: Problems): BudgetGoal[] {
  const below = new Map<string, BudgetIndicator[]>()
  for (const goal of goals) below.set(goalKey(goal), [])
  for (const entry of indicators) {
    const { unit, project, unitName, ...rest } = entry
    const indicator = { ...rest, ...(unitName === undefined ? {} : { unit: unitName }) } as unknown as BudgetIndicator
    const list = below.get(goalKey({ unit, project }))
    if (list) list.push(indicator)
    else {
      const origin = entry.origin as Origin
      problems.error('indicator-without-goal', originAt(origin, headingOf('indicators', 'project')), {
        name: clip(indicator.name),
        goal: String(project ?? unit ?? ''),
      })
    }
  }
  const used = new Set<string>()
  return goals.map((goal) => {
    // A second goal of the same project is told by the validation; the indicators belong to the first.
    const key = goalKey(goal)
    const own = used.has(key) ? [] : below.get(key)!
    used.add(key)
    return { ...goal, indicators: own } as unknown as BudgetGoal
  })
}

function readMeasurement(entry: Entry, head: BudgetHead, problems: Problems): Measurement[] {
  const money = entry.money === 'true'
  const value = entry.value as bigint
  if (!money && value % 100n !== 0n) {
    const at = originAt(entry.origin as Origin, headingOf('measurements', 'value'))
    problems.error('not-a-count', at, { found: `${value / 100n}.${String(value % 100n).padStart(2, '0')}` })
    return []
  }
  return [{ year: head.year, ...entry, value: money ? value : value / 100n, money } as unknown as Measurement]
}
