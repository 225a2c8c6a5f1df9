/**
 * Coordinates from several sources brought together: what the title, the headings, the row and the rest of the table
 * say about one cell.
 */
import { type Coordinates, type Dimension, isUnder, type Meaning } from '@gouji/ledger'
import { flowsOf, isByOrigin, type Panel } from './panel.ts'
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
  const byOrigin = base.flow === 'expenditure' && isByOrigin(panel)
  return (own) => {
    if (byOrigin) return { ...base, ...own, flow: 'income' }
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
    return tells && silent && !holdsCarried(c, columns)
      ? { ...c, coordinates: { ...c.coordinates, vintage: 'current' } }
      : c
  })
}

/** 小计 above both 本年收入 and 上年结转 of its source, or 总计 above all: not this year's alone. */
function holdsCarried({ path }: ReadColumn, columns: readonly ReadColumn[]): boolean {
  const stem = /^(?:小计|合计|总计)$/.test(path.at(-1) ?? '') ? path.slice(0, -1) : path
  return columns.some(
    (c) =>
      c.coordinates.vintage === 'carried' && c.path !== path && stem.every((text, level) => c.path[level] === text),
  )
}

/** Where neither title nor headings tell income from expenditure, the rows do: 收入合计, 上年结转, 支出合计. */
export function flowOfRows(columns: readonly ReadColumn[], rows: readonly ReadRow[]): ReadColumn[] {
  const flows = new Set(rows.flatMap((r) => r.coordinates.flow ?? []))
  const [flow] = flows
  if (flow === undefined || flows.size !== 1) return [...columns]
  return columns.map((c) => (c.coordinates.flow === undefined ? { ...c, coordinates: { ...c.coordinates, flow } } : c))
}

/** Where a panel tells 本年 from 结转, every row that does not say so is of this year. */
export function settleVintage(rows: readonly ReadRow[]): ReadRow[] {
  if (!rows.some((r) => r.coordinates.vintage !== undefined)) return [...rows]
  return rows.map((r) =>
    r.role === 'total' || r.coordinates.vintage !== undefined || !r.understood
      ? r
      : { ...r, coordinates: { ...r.coordinates, vintage: 'current' } },
  )
}

/** Column and row together; of two members of one dimension the row's counts, for it is nearer to the cell. */
export function mergeCoordinates(column: Coordinates, row: Coordinates): Coordinates | undefined {
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
