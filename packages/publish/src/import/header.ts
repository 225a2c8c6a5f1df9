/**
 * Finds the header of an export by the headings that the mapping names, wherever it stands and over however many rows it
 * is merged, and tells what differs from what the mapping expects.
 */
import { type MoneyUnit, moneyUnitIn, nameDistance, plainName } from '@gouji/ledger'
import { clipped, type ImportProblems } from './drift.ts'
import { addressOf, type SheetGrid } from './grid.ts'
import type { MappedColumn, Mapping } from './mapping.ts'

export interface FoundColumn {
  readonly index: number
  readonly heading: string
  /** Unit of money that the heading states. */
  readonly unit?: MoneyUnit
}

export interface Header {
  readonly top: number
  readonly bottom: number
  readonly columns: ReadonlyMap<string, FoundColumn>
  /** How many of the anchors stand in it. */
  readonly anchors: number
  readonly twice: readonly { readonly name: string; readonly index: number; readonly first: number }[]
  readonly unknown: readonly { readonly index: number; readonly path: readonly string[] }[]
}

/** Titles, units and dates stand above a header, but not a whole page of them. */
const ROWS_SEARCHED = 40
const DEPTH_MAX = 3

/** The header with the most headings of the mapping; undefined where not even half of its anchors stand together. */
export function findHeader(grid: SheetGrid, mapping: Mapping): Header | undefined {
  let best: { header: Header; score: number } | undefined
  for (const [at, bottom] of grid.rows.slice(0, ROWS_SEARCHED).entries()) {
    for (let depth = 1; depth <= Math.min(DEPTH_MAX, at + 1); depth += 1) {
      const header = readHeader(grid, mapping, grid.rows.slice(at - depth + 1, at + 1))
      const score = header.anchors * 10_000 + (header.columns.size - header.twice.length) * 10 - depth
      // Of a header that is merged over rows, the lowest row is the one with the data below it.
      if (!best || score >= best.score) best = { header, score }
      if (bottom < header.bottom) break
    }
  }
  return best && best.header.anchors * 2 > mapping.anchors.length ? best.header : undefined
}

function readHeader(grid: SheetGrid, mapping: Mapping, rows: readonly number[]): Header {
  const columns = new Map<string, FoundColumn>()
  const twice: { name: string; index: number; first: number }[] = []
  const unknown: { index: number; path: readonly string[] }[] = []
  for (let index = 0; index < grid.width; index += 1) {
    const path: string[] = []
    // One cell that is merged over rows is one heading.
    let before: object | undefined
    for (const row of rows) {
      const cell = grid.cell(row, index)
      const text = cell?.text.trim() ?? ''
      if (text !== '' && cell !== before) path.push(text)
      before = cell
    }
    if (path.length === 0) continue
    const column = columnOf(mapping.columns, path)
    if (column) {
      const first = columns.get(column.name)
      if (first) twice.push({ name: column.name, index, first: first.index })
      else {
        const unit = path.map(moneyUnitOf).findLast((found) => found !== undefined)
        columns.set(column.name, { index, heading: path.join('/'), ...(unit === undefined ? {} : { unit }) })
      }
    } else if (!mapping.ignore.some((spec) => matches(spec, path))) unknown.push({ index, path })
  }
  const anchors = mapping.anchors.filter((name) => isThere(name, columns, mapping)).length
  return { top: rows[0]!, bottom: rows.at(-1)!, columns, anchors, twice, unknown }
}

/** Whether the column is there, or the one that says the same. */
function isThere(name: string, columns: ReadonlyMap<string, FoundColumn>, { columns: mapped }: Mapping): boolean {
  const or = mapped.find((column) => column.name === name)?.or
  return columns.has(name) || (or !== undefined && columns.has(or))
}

/** 金额（万元） names its unit; a heading that merely ends in 元 does not. */
const moneyUnitOf = (heading: string): MoneyUnit | undefined => {
  const inner = /[（(]([^（()）]*)[)）]\s*$/.exec(heading)?.[1]
  return inner === undefined ? undefined : moneyUnitIn(inner.includes('单位') ? inner : `单位：${inner}`)
}

/** Without blanks, marks for required cells, and the unit of money in brackets. */
const plainHeading = (text: string): string => {
  const bare = text.replace(/\s+/g, '').replace(/^[*＊]|[*＊]$/g, '')
  return plainName(moneyUnitOf(bare) === undefined ? bare : bare.replace(/[（(][^（()）]*[)）]$/, ''))
}

/** The last part is the heading itself; the others stand somewhere above it, in this order. */
function matches(spec: readonly string[], path: readonly string[]): boolean {
  const heads = path.map(plainHeading)
  const [last, ...above] = spec.map(plainHeading).reverse()
  if (heads.pop() !== last) return false
  let at = heads.length
  for (const part of above) {
    at = at <= 0 ? -1 : heads.lastIndexOf(part, at - 1)
    if (at < 0) return false
  }
  return true
}

/** The column whose heading says most: 上年结转/一般公共预算 before 一般公共预算. */
function columnOf(columns: readonly MappedColumn[], path: readonly string[]): MappedColumn | undefined {
  let best: { column: MappedColumn; parts: number } | undefined
  for (const column of columns) {
    for (const spec of column.headings) {
      if (matches(spec, path) && (!best || spec.length > best.parts)) best = { column, parts: spec.length }
    }
  }
  return best?.column
}

/** Tells what the header lacks and what it has that nobody knows; false where rows cannot be read by it. */
export function tellHeader(grid: SheetGrid, header: Header, mapping: Mapping, problems: ImportProblems): boolean {
  const sheet = grid.name
  const lost = mapping.columns.filter(({ name, required }) => required && !isThere(name, header.columns, mapping))
  const guesses = new Map<number, string>()
  for (const { name, headings } of lost) {
    const near = header.unknown
      .map(({ index, path }) => ({ index, path, distance: nearness(path.at(-1)!, headings) }))
      .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
      .sort((a, b) => a.distance - b.distance)[0]
    if (near) guesses.set(near.index, name)
    problems.drifted(
      'error',
      'column-missing',
      { sheet, cell: String(header.bottom) },
      {
        name,
        headings: headings.map((path) => path.join('/')).join('、'),
        ...(near ? { near: clipped(near.path.join('/')), at: addressOf(header.bottom, near.index) } : {}),
      },
    )
  }
  for (const { name, index, first } of header.twice) {
    const facts = { name, first: addressOf(header.bottom, first) }
    problems.drifted('error', 'column-twice', { sheet, cell: addressOf(header.bottom, index) }, facts)
  }
  const optional = mapping.columns.filter(({ name }) => !header.columns.has(name))
  for (const { index, path } of header.unknown) {
    const below = grid.rows.some((row) => row > header.bottom && grid.text(row, index) !== '')
    if (!below || guesses.has(index)) continue
    const near = optional
      .map(({ name, headings }) => ({ name, distance: nearness(path.at(-1)!, headings) }))
      .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
      .sort((a, b) => a.distance - b.distance)[0]
    const facts = { heading: clipped(path.join('/')), ...(near ? { near: near.name } : {}) }
    problems.drifted('warning', 'column-unknown', { sheet, cell: addressOf(header.bottom, index) }, facts)
  }
  return lost.length === 0 && header.twice.length === 0
}

/** How far a heading lies from the nearest that the mapping knows: by letters, or because one holds the other. */
function nearness(heading: string, known: readonly (readonly string[])[]): number {
  const plain = plainHeading(heading)
  return Math.min(
    ...known.map((path) => {
      const other = plainHeading(path.at(-1)!)
      const least = Math.min(plain.length, other.length)
      const distance = nameDistance(plain, other, least > 3 ? 2 : 1)
      if (distance !== undefined && distance < least) return distance
      return least >= 2 && (plain.includes(other) || other.includes(plain)) ? 3 : Number.POSITIVE_INFINITY
    }),
  )
}
