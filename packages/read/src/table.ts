/**
 * One whole table understood: its panels, rows and cells, each cell with coordinates put together from the title, the
 * headings and the row.
 */
import type { Place } from '@gouji/document'
import {
  type Catalogue,
  type Coordinates,
  type Dimension,
  figureOf,
  isMoneyUnit,
  type Lexicon,
  type Meaning,
  type Measure,
  type MoneyUnit,
  type Printed,
  plainName,
} from '@gouji/ledger'
import type { Whole } from './continuation.ts'
import { isFigure } from './header.ts'
import { isNoise, type NoiseContext, noiseContext } from './noise.ts'
import { type Panel, readPanels } from './panel.ts'
import type { Identity, ReadCell, ReadColumn, ReadRow, ReadTable, TableKind } from './reading.ts'
import { rawRow, readRows } from './row.ts'
import type { Section } from './section.ts'

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
  const base = tableCoordinates(saying.meaning, saying.year, title, kind, context)
  const noise = noiseContext(whole, context.damaged)
  const columns: ReadColumn[] = []
  const rows: ReadRow[] = []
  const cells: ReadCell[] = []
  for (const panel of panels) {
    const own = settleFlow(panel, base)
    const panelColumns = settleColumns(
      panel.values.map((c): ReadColumn => {
        const coordinates = withYear(own(c.meaning.coordinates), c.meaning, c.year, context.identity)
        const unit = c.unit ?? titled.unit
        return {
          column: c.index,
          panel: panel.index,
          path: c.path,
          measure: measureOf(c.meaning, c.path),
          coordinates,
          // In a form without headings the rows alone say what a figure is.
          understood: c.understood || c.path.length === 0,
          ...(unit === undefined ? {} : { unit }),
        }
      }),
    )
    columns.push(...panelColumns)
    const panelRows = readPanelRows(whole, panel, base, panelColumns, title, context)
    rows.push(...panelRows.map((r) => r.row))
    for (const { row, section, columnOf, source } of panelRows) {
      cells.push(...readCells(section, source, row, panelColumns, columnOf, titled.unit, noise))
    }
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
    const flows = new Set(panels.flatMap((p) => p.values.map((v) => v.meaning.coordinates.flow)))
    if (meaning.kind === 'expenditure' && flows.has('income') && flows.has('expenditure')) return 'balance'
    return meaning.kind as TableKind
  }
  const flows = new Set(panels.flatMap((p) => p.values.map((v) => v.meaning.coordinates.flow)))
  if (panels.length > 1 && flows.has('income') && flows.has('expenditure')) return 'balance'
  if (labels.has('project') || labels.has('projectcode')) return 'project'
  if (headings.some((h) => /采购/.test(h))) return 'procurement'
  return 'other'
}

/** What title and document give to every cell. */
function tableCoordinates(
  meaning: Meaning,
  year: number | undefined,
  title: string,
  kind: TableKind,
  context: TableContext,
): Coordinates {
  const { identity } = context
  const said: Partial<Record<Dimension, string>> = { ...meaning.coordinates }
  // A title that names several items, or the items of another kind, does not give one to every cell.
  if (kind === 'three-public') delete said.item
  if (kind === 'balance') delete said.flow
  const final = /决算/.test(title) || (identity.stage === 'final' && !/预算(?!财政拨款|单位|拨款)/.test(title))
  said.stage = final ? 'final' : 'budget'
  const y = year ?? identity.year
  if (y !== undefined) said.year = String(y)
  return said
}

/** Adds what the panel's headings share to what the table says; a panel of 收入 is income whatever the title says. */
function settleFlow(panel: Panel, base: Coordinates): (own: Coordinates) => Coordinates {
  const flows = new Set(panel.values.map((v) => v.meaning.coordinates.flow).filter((f) => f !== undefined))
  return (own) => {
    const both: Partial<Record<Dimension, string>> = { ...base }
    for (const [dimension, member] of Object.entries(own) as [Dimension, string][]) both[dimension] = member
    // In a table of revenue by subject the title's flow stands against headings such as 财政拨款收入.
    if (flows.size === 1 && own.flow === undefined) both.flow = [...flows][0]!
    return both
  }
}

function withYear(
  coordinates: Coordinates,
  meaning: Meaning,
  year: number | undefined,
  identity: Identity,
): Coordinates {
  const base = Number(coordinates.year ?? identity.year ?? Number.NaN)
  const shifted = meaning.yearShift !== undefined && !Number.isNaN(base) ? base + meaning.yearShift : undefined
  const settled = year ?? shifted
  return settled === undefined ? coordinates : { ...coordinates, year: String(settled) }
}

function measureOf(meaning: Meaning, path: readonly string[]): Measure {
  if (meaning.measure) return meaning.measure
  const leaf = path.at(-1) ?? ''
  if (/占比|比重|百分比|比例/.test(leaf)) return 'share'
  if (/%|增长率|变动率|增减率/.test(leaf)) return 'rate'
  return 'amount'
}

interface PanelRow {
  readonly row: ReadRow
  readonly section: Section
  readonly source: number
  readonly columnOf: (column: number) => number
}

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
      if (!empty) raws.push({ raw, section, columnOf, above })
    }
    above += section.grid.rows
  }
  const flows = new Set(columns.map((c) => c.coordinates.flow))
  const shared: Partial<Record<Dimension, string>> = { ...base }
  if (flows.size === 1 && columns[0]?.coordinates.flow !== undefined) shared.flow = columns[0].coordinates.flow
  const economy = /经济分类|基本支出/.test(title) && !/功能/.test(title)
  const rows = settleVintage(
    readRows(
      raws.map((r) => r.raw),
      panel.index,
      {
        catalogue: context.catalogue,
        lexicon: context.lexicon,
        year: Number(base.year ?? context.identity.year ?? 2024),
        coordinates: shared,
        labelled: panel.labels.length > 0,
        subjects: economy ? 'economy' : 'function',
        ...(context.identity.organisation === undefined ? {} : { organisation: context.identity.organisation }),
      },
    ),
  )
  // Rows of a table that goes on over pages are numbered through.
  return rows.map((row, i) => ({
    row: { ...row, row: row.row + raws[i]!.above },
    section: raws[i]!.section,
    source: raws[i]!.raw.row,
    columnOf: raws[i]!.columnOf,
  }))
}

const hasFigure = (section: Section, row: number, panel: Panel, columnOf: (c: number) => number): boolean => {
  for (let c = 0; c < section.grid.columns; c++) {
    const spot = section.grid.at(row, c)
    if (spot && isFigure(spot) && panel.values.some((v) => v.index === columnOf(c))) return true
  }
  return false
}

/** Beside 本年收入合计, a source that says nothing of 结转 is this year's. */
function settleColumns(columns: readonly ReadColumn[]): ReadColumn[] {
  const tells = columns.some((c) => c.coordinates.vintage !== undefined && c.coordinates.flow === 'income')
  return columns.map((c) => {
    const { source, vintage, flow } = c.coordinates
    const silent = vintage === undefined && source !== undefined && (flow === undefined || flow === 'income')
    return tells && silent ? { ...c, coordinates: { ...c.coordinates, vintage: 'current' } } : c
  })
}

/** Where a panel tells 本年 from 结转, every row that does not say so is of this year. */
function settleVintage(rows: readonly ReadRow[]): ReadRow[] {
  if (!rows.some((r) => r.coordinates.vintage !== undefined)) return [...rows]
  return rows.map((r) =>
    r.role === 'total' || r.coordinates.vintage !== undefined || !r.understood
      ? r
      : { ...r, coordinates: { ...r.coordinates, vintage: 'current' } },
  )
}

function readCells(
  section: Section,
  row: number,
  read: ReadRow,
  columns: readonly ReadColumn[],
  columnOf: (c: number) => number,
  tableUnit: MoneyUnit | undefined,
  noise: NoiseContext,
): ReadCell[] {
  const cells: ReadCell[] = []
  for (let c = 0; c < section.grid.columns; c++) {
    const column = columns.find((x) => x.column === columnOf(c))
    const spot = section.grid.at(row, c)
    if (!column || !spot || (!spot.origin && spot.cell.row !== row)) continue
    if (!spot.origin) continue
    const printed = isFigure(spot) ? spot.number : undefined
    const noisy = spot.plain !== '' && isNoise(spot, column, noise)
    const unit = column.measure === 'count' ? undefined : (column.unit ?? tableUnit)
    const money = unit !== undefined && isMoneyUnit(unit) && column.measure !== 'share' && column.measure !== 'rate'
    const coordinates = mergeCoordinates(column.coordinates, read.coordinates)
    const known = read.understood && coordinates !== undefined
    cells.push({
      row: read.row,
      column: column.column,
      place: spot.cell.place,
      text: spot.cell.text,
      ...(read.code === undefined ? {} : { rowCode: read.code }),
      rowLabel: read.label,
      columnPath: column.path,
      ...(printed && !noisy ? { printed } : {}),
      measure: column.measure,
      ...(printed && !noisy && money ? { figure: figureOf(printed, unit) } : {}),
      ...(unit === undefined ? {} : { unit }),
      ...(known ? { coordinates } : {}),
      ...(noisy ? { noise: true } : {}),
    })
  }
  return cells
}

/** Column and row together; of two members of one dimension the row's counts, for it is nearer to the cell. */
function mergeCoordinates(column: Coordinates, row: Coordinates): Coordinates | undefined {
  const merged: Partial<Record<Dimension, string>> = { ...column }
  for (const [dimension, member] of Object.entries(row) as [Dimension, string][]) {
    if (dimension === 'flow' && merged.flow !== undefined) continue
    merged[dimension] = member
  }
  if (
    merged.flow === undefined &&
    (merged.function || merged.economy || merged.character || merged.item || merged.project)
  ) {
    merged.flow = 'expenditure'
  }
  return merged
}

/**
 * A figure with fewer decimals than its table prints (`15` beside `15.00`, `2.8` beside `2.80`) is meant with the
 * table's precision: its author left out zeros. Only figures cut off at the edge keep what is printed.
 */
function settlePrecision(cells: readonly ReadCell[]): ReadCell[] {
  const counts = new Map<string, Map<number, number>>()
  for (const { figure, printed, unit = '' } of cells) {
    if (!figure || !printed) continue
    const byUnit = counts.get(unit) ?? new Map<number, number>()
    counts.set(unit, byUnit.set(printed.decimals, (byUnit.get(printed.decimals) ?? 0) + 1))
  }
  return cells.map((cell) => {
    const { figure, printed, unit = '' } = cell
    if (!figure || !printed) return cell
    const usual = Math.max(...(counts.get(unit)?.keys() ?? [0]))
    if (usual <= printed.decimals || usual > 6) return cell
    const widened: Printed = {
      ...printed,
      digits: printed.digits * 10n ** BigInt(usual - printed.decimals),
      decimals: usual,
    }
    return { ...cell, figure: { ...figureOf(widened, figure.unit), printed } }
  })
}

export const sameTitle = (a: string, b: string): boolean => plainName(a) === plainName(b)
