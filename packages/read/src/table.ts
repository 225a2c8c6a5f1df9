/**
 * One whole table understood: its panels, rows and cells, each cell with coordinates put together from the title, the
 * headings and the row.
 */
import type { Place } from '@gouji/document'
import {
  type Catalogue,
  type Coordinates,
  type Dimension,
  isMoneyUnit,
  type Lexicon,
  type Meaning,
  type Measure,
  type MoneyUnit,
  plainName,
} from '@gouji/ledger'
import { readCells, settlePrecision } from './cell.ts'
import type { Whole } from './continuation.ts'
import {
  flowOfRows,
  listsBasic,
  settleColumns,
  settleFlow,
  settleOrigin,
  settleOwners,
  settleRest,
  settleThreePublic,
  settleVintage,
  tableCoordinates,
  withoutCharacter,
  withYear,
} from './coordinates.ts'
import { projectOfForm } from './goal-form.ts'
import { isFigure } from './header.ts'
import { isNamedOwner } from './identity.ts'
import { noiseContext } from './noise.ts'
import { flowsOf, isByOrigin, type Panel, readPanels } from './panel.ts'
import { rawRow } from './raw-row.ts'
import type { Identity, ReadCell, ReadColumn, ReadTable, TableKind } from './reading.ts'
import { readRows } from './row.ts'
import type { Section } from './section.ts'
import { type PanelRow, withSpreadTotals } from './spread-total.ts'
import type { SubjectTable } from './subject.ts'
import { subjectColumns } from './subject-columns.ts'
import { wholeName } from './wrapped-name.ts'

export interface TableContext {
  readonly catalogue: Catalogue
  readonly lexicon: Lexicon
  readonly identity: Identity
  /** Whether the text bears the marks of recognition from a picture, so that stray digits may be noise. */
  readonly damaged: boolean
}

export interface Titled {
  readonly whole: Whole
  readonly title: string
  readonly titlePlace?: Place
  readonly titleSource: ReadTable['titleSource']
  readonly unit?: MoneyUnit
  readonly unitSource: ReadTable['unitSource']
}

export function readTable(titled: Titled, number: number, context: TableContext): ReadTable {
  const { whole, title } = titled
  const { header } = whole.first
  const saying = context.lexicon.phrase('title', withoutOwner(title, context.identity))
  const panels = readPanels(header, whole.parts)
  const kind = kindOf(
    saying.meaning,
    panels,
    header.columns.flatMap((c) => c.path),
  )
  const told = tableCoordinates(saying.meaning, saying.year, title, kind, context.identity)
  const project =
    saying.meaning.kind === 'performance' && told.character === 'project' ? projectOfForm(whole) : undefined
  const base = project === undefined ? told : { ...told, project: plainName(project) }
  const noise = noiseContext(whole, context.damaged)
  const sides = panels.map((panel) => {
    const columns = readColumns(panel, base, kind, title, titled.unit, context)
    return { panel, columns, rows: readPanelRows(whole, panel, base, columns, title, context) }
  })
  const read = withSpreadTotals(sides).map(({ columns, rows }) => {
    return {
      columns: flowOfRows(
        columns,
        rows.map((r) => r.row),
      ),
      rows,
    }
  })
  const rows = read.flatMap((p) => p.rows.map((r) => r.row))
  const settled = settleThreePublic(
    read.flatMap((p) => p.columns),
    rows,
    kind === 'three-public' ? saying.meaning : undefined,
  )
  const isWhole = kind === 'project' && listsBasic(rows, { ...context, year: yearOf(base, context) })
  const columns = isWhole ? withoutCharacter(settled, base) : settled
  const cells: ReadCell[] = []
  for (const { row, section, columnOf, source } of read.flatMap((p) => p.rows)) {
    const own = columns.filter((c) => c.panel === row.panel)
    cells.push(...readCells(section, source, row, own, columnOf, titled.unit, noise))
  }
  return {
    number,
    title,
    ...(titled.titlePlace ? { titlePlace: titled.titlePlace } : {}),
    titleSource: titled.titleSource,
    ...(titled.unit ? { unit: titled.unit } : {}),
    unitSource: titled.unitSource,
    place: whole.first.place,
    parts: whole.parts.map((p) => p.section.place),
    coordinates: base,
    kind,
    columns,
    rows,
    cells: settlePrecision(cells),
    notes: whole.parts.at(-1)!.section.notes,
    ...(saying.residue.length > 1 ? { titleResidue: saying.residue } : {}),
    ...(saying.year === undefined ? {} : { year: saying.year }),
  }
}

/** A title without the name of the body whose table it is. */
const withoutOwner = (title: string, { organisation }: Identity): string =>
  organisation ? plainName(title).replace(plainName(organisation), '') : title

function kindOf(meaning: Meaning, panels: readonly Panel[], headings: readonly string[]): TableKind {
  const labels = new Set(panels.flatMap((p) => p.labels.map((l) => l.kind)))
  if (labels.has('level3') || labels.has('level1') || labels.has('operator')) return 'performance'
  const items = panels.flatMap((p) => p.values.map((v) => v.meaning.coordinates.item))
  if (items.includes('three-public') || items.includes('reception')) return 'three-public'
  if (meaning.kind && meaning.kind !== 'performance') {
    const flows = new Set(panels.flatMap((p) => [...flowsOf(p)]))
    const sides = flows.has('income') && flows.has('expenditure') && !(panels.length === 1 && isByOrigin(panels[0]!))
    if (meaning.kind === 'expenditure' && sides) return 'balance'
    return meaning.kind as TableKind
  }
  const flows = new Set(panels.flatMap((p) => [...flowsOf(p)]))
  if (panels.length > 1 && flows.has('income') && flows.has('expenditure')) return 'balance'
  if (labels.has('project') || labels.has('projectcode')) return 'project'
  if (headings.some((h) => /采购/.test(h))) return 'procurement'
  return 'other'
}

function readColumns(
  panel: Panel,
  base: Coordinates,
  kind: TableKind,
  title: string,
  tableUnit: MoneyUnit | undefined,
  { catalogue, identity, damaged }: TableContext,
): ReadColumn[] {
  const own = settleFlow(panel, base)
  const subjects = subjectColumns(panel, base, title, catalogue, Number(base.year ?? identity.year ?? 2024))
  const tellsOrigin = kind === 'project' || kind === 'performance' || (base.flow === 'expenditure' && isByOrigin(panel))
  const settle = tellsOrigin ? settleOrigin : settleColumns
  const columns = settle(
    panel.values.map((c): ReadColumn => {
      const subject = subjects.get(c)
      const coordinates = withYear(own(subject ?? c.meaning.coordinates), c.meaning, c.year, identity)
      const path = damaged ? c.path : c.printed
      const unit = c.unit ?? tableUnit
      const heading = path.at(-1) ?? ''
      // A table may set its owners side by side; their names are no words of the trade.
      const owner = !c.understood && isNamedOwner(heading) ? heading : undefined
      return {
        column: c.index,
        panel: panel.index,
        path,
        measure: measureOf(c.meaning, c.path, c.unit),
        coordinates: ofAllYears(heading, owner === undefined ? coordinates : { ...coordinates, unit: owner }),
        // In a form without headings the rows alone say what a figure is.
        understood:
          (c.understood && c.own.label === undefined) ||
          c.path.length === 0 ||
          owner !== undefined ||
          subject !== undefined,
        ...(unit === undefined ? {} : { unit }),
      }
    }),
  )
  return settleRest(columns)
}

/** 项目总额 is what a project costs over all its years: an amount of no one year. */
function ofAllYears(heading: string, { year, stage, ...rest }: Coordinates): Coordinates {
  if (/^项目总(?:额|投资|预算)/.test(plainName(heading))) return rest
  return { ...rest, ...(year === undefined ? {} : { year }), ...(stage === undefined ? {} : { stage }) }
}

function measureOf(meaning: Meaning, path: readonly string[], unit: string | undefined): Measure {
  if (unit !== undefined && unit !== '%' && !isMoneyUnit(unit)) return 'count'
  if (meaning.measure) return meaning.measure
  const leaf = path.at(-1) ?? ''
  if (/占比|比重|百分比|比例/.test(leaf)) return 'share'
  if (/%|增长率|变动率|增减率/.test(leaf)) return 'rate'
  return 'amount'
}

/** The year whose catalogue names the rows. */
const yearOf = (base: Coordinates, { identity }: TableContext): number => Number(base.year ?? identity.year ?? 2024)

function readPanelRows(
  whole: Whole,
  panel: Panel,
  base: Coordinates,
  columns: readonly ReadColumn[],
  title: string,
  context: TableContext,
): PanelRow[] {
  const raws: { raw: ReturnType<typeof rawRow>; section: Section; columnOf: (c: number) => number; above: number }[] =
    []
  let above = 0
  for (const { section, columnOf } of whole.parts) {
    for (const row of section.body) {
      const raw = rawRow(section, row, panel, columnOf)
      const empty =
        raw.label === '' && raw.codeParts.every((p) => p === '') && !hasFigure(section, row, panel, columnOf)
      if (empty) continue
      const year = Number(base.year ?? context.identity.year ?? 2024)
      const whole = hasFigure(section, row, panel, columnOf)
        ? undefined
        : wholeName(raws.at(-1)?.raw, raw, subjectsOf(panel, title), context.catalogue, year)
      if (whole) raws[raws.length - 1] = { ...raws.at(-1)!, raw: whole }
      else raws.push({ raw, section, columnOf, above })
    }
    above += section.grid.rows
  }
  const flows = new Set(columns.map((c) => c.coordinates.flow))
  const shared: Partial<Record<Dimension, string>> = { ...base }
  if (flows.size === 1 && columns[0]?.coordinates.flow !== undefined) shared.flow = columns[0].coordinates.flow
  const read = readRows(
    raws.map((r) => r.raw),
    panel.index,
    {
      catalogue: context.catalogue,
      lexicon: context.lexicon,
      year: yearOf(base, context),
      coordinates: shared,
      labelled: panel.labels.length > 0,
      subjects: subjectsOf(panel, title),
      damaged: context.damaged,
      ...(context.identity.organisation === undefined ? {} : { organisation: context.identity.organisation }),
    },
  )
  const rows = settleOwners(settleVintage(settleRest(read)))
  // Rows of a table that goes on over pages are numbered through.
  return rows.map((row, i) => ({
    row: { ...row, row: row.row + raws[i]!.above },
    section: raws[i]!.section,
    source: raws[i]!.raw.row,
    columnOf: raws[i]!.columnOf,
  }))
}

/** Which classification names without codes are of: as the heading above them says, else as the title does. */
function subjectsOf(panel: Panel, title: string): SubjectTable {
  const heading = panel.labels.map((l) => l.heading).find((h) => /经济|功能/.test(h))
  const said = heading ?? title
  if (/功能/.test(said) || !/经济|基本支出/.test(said)) return 'function'
  return /政府(?:预算)?(?:支出)?经济/.test(said) ? 'governmentEconomy' : 'economy'
}

const hasFigure = (section: Section, row: number, panel: Panel, columnOf: (c: number) => number): boolean => {
  for (let c = 0; c < section.grid.columns; c++) {
    const spot = section.grid.at(row, c)
    if (spot && isFigure(spot) && panel.values.some((v) => v.index === columnOf(c))) return true
  }
  return false
}
