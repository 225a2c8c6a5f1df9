/**
 * Coordinates from several sources brought together: what the title, the headings, the row and the rest of the table
 * say about one cell.
 */
import {
  bareName,
  type Catalogue,
  type Coordinates,
  type Dimension,
  isUnder,
  type Lexicon,
  type Meaning,
} from '@gouji/ledger'
import { flowsOf, type Panel } from './panel.ts'
import type { Identity, ReadColumn, ReadRow, TableKind } from './reading.ts'

/** What title and document give to every cell. */
export function tableCoordinates(
  meaning: Meaning,
  year: number | undefined,
  title: string,
  kind: TableKind,
  identity: Identity,
): Coordinates {
  const said: Partial<Record<Dimension, string>> = { ...meaning.coordinates }
  // A title that names several items, or the items of another kind, does not give one to every cell.
  if (kind === 'three-public') delete said.item
  if (kind === 'balance') delete said.flow
  const final = /决算/.test(title) || (identity.stage === 'final' && !/预算(?!财政拨款|单位|拨款)/.test(title))
  said.stage = final ? 'final' : 'budget'
  const y = isLeftOver(title, said.stage, identity) ? identity.year : (year ?? identity.year)
  if (y !== undefined) said.year = String(y)
  return said
}

/**
 * Whether another year in a title is taken for one that was left over from last year's file. A table of the same stage
 * as the book is of the book's year; only 执行 and 上年 name another on purpose.
 */
const isLeftOver = (title: string, stage: string | undefined, identity: Identity): boolean =>
  identity.year !== undefined && stage === (identity.stage ?? 'budget') && !/执行|完成|上年|上一年|去年/.test(title)

/** Adds what the panel's headings share to what the table says; a panel of 收入 is income whatever the title says. */
export function settleFlow(panel: Panel, base: Coordinates): (own: Coordinates) => Coordinates {
  const flows = flowsOf(panel)
  return (own) => {
    const both: Partial<Record<Dimension, string>> = { ...base }
    for (const [dimension, member] of Object.entries(own) as [Dimension, string][]) both[dimension] = member
    // In a table of revenue by subject the title's flow stands against headings such as 财政拨款收入.
    if (flows.size === 1 && own.flow === undefined) both.flow = [...flows][0]!
    return both
  }
}

export function withYear(
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

/** Beside 本年收入合计, a source that says nothing of 结转 is this year's. */
export function settleColumns(columns: readonly ReadColumn[]): ReadColumn[] {
  const tells = columns.some((c) => c.coordinates.vintage !== undefined && c.coordinates.flow === 'income')
  return columns.map((c) => {
    const { source, vintage, flow } = c.coordinates
    const silent = vintage === undefined && source !== undefined && (flow === undefined || flow === 'income')
    const carried = columns.filter((o) => o.coordinates.vintage === 'carried')
    return tells && silent && !holdsOne(c, carried)
      ? { ...c, coordinates: { ...c.coordinates, vintage: 'current' } }
      : c
  })
}

/** 小计 above both 本年收入 and 上年结转 of its source, or 总计 above all: not this year's alone. */
function holdsOne({ path }: ReadColumn, carried: readonly ReadColumn[]): boolean {
  const stem = /^(?:小计|合计|总计)$/.test(path.at(-1) ?? '') ? path.slice(0, -1) : path
  return carried.some((c) => c.path !== path && stem.every((text, level) => c.path[level] === text))
}

/**
 * Expenditure told apart by its money: 本年拨款 and 上年结转 above the columns say out of which year's money it is paid.
 * All tables of projects are such, for projects only spend. A source beside
 * 上年结转 that says nothing is this year's, unless it is another's money that is told apart: 单位资金 beside
 * 财政拨款结转结余 may be of either year.
 */
export function settleOrigin(columns: readonly ReadColumn[]): ReadColumn[] {
  const spent = columns.map((c): ReadColumn => {
    if (c.coordinates.flow !== 'income') return c
    const { vintage, ...rest } = c.coordinates
    const origin = vintage === 'current' || vintage === 'carried' ? { origin: vintage } : {}
    return { ...c, coordinates: { ...rest, flow: 'expenditure', ...origin } }
  })
  const carried = spent.filter((c) => c.coordinates.origin === 'carried')
  return spent.map((c) => {
    const { source, origin } = c.coordinates
    const sources = carried.map((o) => o.coordinates.source)
    const isToldApart = sources.some((of) => of === undefined || of === source || areKin(of, source))
    return origin === undefined && source !== undefined && isToldApart && !holdsOne(c, carried)
      ? { ...c, coordinates: { ...c.coordinates, origin: 'current' } }
      : c
  })
}

/**
 * Where wages and running costs are managed as projects (人员类、运转类、特定目标类), the list of projects is all
 * expenditure, and only its title says 项目支出. The letter in a code of the integrated system tells 人员类, and so does a
 * name that is nothing but the kind (某局公用经费项目). Of longer names both kinds must stand there: 义务教育公用经费 alone
 * is a project like others.
 */
export function listsBasic(rows: readonly ReadRow[], { lexicon, catalogue, year }: BasicContext): boolean {
  const projects = rows.filter((row) => row.role === 'project')
  if (projects.some(({ code }) => code !== undefined && OF_WAGES.test(code))) return true
  const isBasic = (c: string | undefined): boolean => isUnder('character', c, 'basic')
  const kindOf = ({ label, coordinates }: ReadRow): string | undefined =>
    lexicon.exact('row', bareName(label).replace(bareName(coordinates.unit ?? ''), ''))?.meaning.coordinates.character
  if (projects.some((row) => isBasic(kindOf(row)))) return true
  const said = projects.flatMap(({ label }) => {
    const name = bareName(label)
    const { character } = lexicon.phrase('row', name).meaning.coordinates
    return character ?? catalogue.byName('economy', name, year).flatMap((s) => BASIC_OF[s.code.slice(0, 3)] ?? [])
  })
  return ['personnel', 'public'].every((kind) => said.some((c) => c === kind || isUnder('character', c, kind)))
}

interface BasicContext {
  readonly lexicon: Lexicon
  readonly catalogue: Catalogue
  readonly year: number
}

/** Region, year, owner, R for 人员类, number (预算管理一体化规范，项目代码). */
const OF_WAGES = /^\d{6,14}R\d{6,12}$/

const BASIC_OF: Readonly<Record<string, string>> = { '301': 'personnel', '302': 'public', '303': 'personnel' }

/** Columns that take their character from the title alone, without it. */
export const withoutCharacter = (columns: readonly ReadColumn[], title: Coordinates): ReadColumn[] =>
  columns.every((c) => c.coordinates.character === title.character)
    ? columns.map((c) => {
        const { character: _, ...rest } = c.coordinates
        return { ...c, coordinates: rest }
      })
    : [...columns]

const areKin = (a: string, b: string | undefined): boolean => isUnder('source', a, b) || isUnder('source', b, a)

/** 其他资金 is all that is not 财政拨款, and beside 财政专户管理资金 what is left of it then: 单位资金. */
export const settleRest = <T extends { readonly coordinates: Coordinates }>(all: readonly T[]): T[] =>
  all.some(({ coordinates }) => coordinates.source === 'special-account')
    ? all.map((one) =>
        one.coordinates.source === 'own' ? { ...one, coordinates: { ...one.coordinates, source: 'unit-money' } } : one,
      )
    : [...all]

/** Where neither title nor headings tell income from expenditure, the rows do: 收入合计, 上年结转, 支出合计. */
export function flowOfRows(columns: readonly ReadColumn[], rows: readonly ReadRow[]): ReadColumn[] {
  const flows = new Set(rows.flatMap((r) => r.coordinates.flow ?? []))
  const [flow] = flows
  if (flow === undefined || flows.size !== 1) return [...columns]
  return columns.map((c) => (c.coordinates.flow === undefined ? { ...c, coordinates: { ...c.coordinates, flow } } : c))
}

/** Where a panel tells 本年 from 结转, every row of that side that does not say so is of this year. */
export function settleVintage(rows: readonly ReadRow[]): ReadRow[] {
  const sides = new Set(rows.flatMap(({ coordinates: c }) => (c.vintage === undefined ? [] : [c.flow])))
  if (sides.size === 0) return [...rows]
  const isTold = (flow: string | undefined): boolean => flow === undefined || sides.has(undefined) || sides.has(flow)
  return rows.map((r) =>
    r.role === 'total' || r.coordinates.vintage !== undefined || !r.understood || !isTold(r.coordinates.flow)
      ? r
      : { ...r, coordinates: { ...r.coordinates, vintage: 'current' } },
  )
}

/**
 * Column and row together; of two members of one dimension the row's counts, for it is nearer to the cell, unless the
 * column's lies below it (年末财政拨款结转和结余 in the column of 一般公共预算).
 */
export function mergeCoordinates(column: Coordinates, row: Coordinates): Coordinates | undefined {
  const merged: Partial<Record<Dimension, string>> = { ...column }
  for (const [dimension, member] of Object.entries(row) as [Dimension, string][]) {
    if (dimension === 'flow' && merged.flow !== undefined) continue
    if (isUnder(dimension, merged[dimension], member)) continue
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
 * In a table of “三公” alone a total that names no item is that of “三公”, not of the whole budget. Where other items
 * (会议费, 培训费, 机关运行经费) or columns that nobody understands stand beside them, the total may be of all.
 */
export function settleThreePublic(
  columns: readonly ReadColumn[],
  rows: readonly ReadRow[],
  title: Meaning | undefined,
): ReadColumn[] {
  const isItem = (item: string | undefined): boolean =>
    item === undefined || item === 'three-public' || isUnder('item', item, 'three-public')
  const pure =
    title?.coordinates.item === 'three-public' &&
    columns.every((c) => c.understood && isItem(c.coordinates.item)) &&
    rows.every((r) => isItem(r.coordinates.item) && (r.understood || r.label === ''))
  if (!pure) return [...columns]
  return columns.map((c) =>
    c.coordinates.item === undefined ? { ...c, coordinates: { ...c.coordinates, item: 'three-public' } } : c,
  )
}

/** The only owner named in a table says nothing about its other rows that the document does not say anyway. */
export function settleOwners(rows: readonly ReadRow[]): ReadRow[] {
  const owners = new Set(rows.flatMap((r) => r.coordinates.unit ?? []))
  if (owners.size !== 1) return [...rows]
  return rows.map((r) => {
    if (r.role !== 'subject') return r
    const { unit: _, ...rest } = r.coordinates
    return { ...r, coordinates: rest }
  })
}
