/**
 * Tables that go on over pages: with their headings printed again, or without.
 */
import { plainName } from '@gouji/ledger'
import { FORM } from './goal-form.ts'
import { isFigure } from './header.ts'
import type { Section } from './section.ts'

/** One table as its author meant it. */
export interface Whole {
  readonly first: Section
  /** The sections in order, each with the first one's column for each of its own. */
  readonly parts: readonly { readonly section: Section; readonly columnOf: (column: number) => number }[]
}

const same = (column: number): number => column

export function joinContinuations(sections: readonly Section[]): Whole[] {
  const wholes: { first: Section; parts: { section: Section; columnOf: (column: number) => number }[] }[] = []
  for (const found of sections) {
    const last = wholes.at(-1)
    const section = last ? withHeadingsOf(last.first, found) : found
    const columnOf = last && continues(last.first, last.parts.at(-1)!.section, section)
    if (last && columnOf) last.parts.push({ section, columnOf })
    else wholes.push({ first: section, parts: [{ section, columnOf: same }] })
  }
  return wholes
}

/**
 * A page may go on with rows of words alone (上年结转结余 | | 年终结转结余 |), which look like headings below the headings
 * that it repeats. What stands below the last heading of the first page is the body.
 */
function withHeadingsOf(first: Section, next: Section): Section {
  const { columns } = next.header
  if (next.source === first.source || next.grid.columns !== first.grid.columns) return next
  if (!first.header.columns.every((c, i) => c.path.every((text, level) => columns[i]!.path[level] === text)))
    return next
  const heads = new Set(rowsUpTo(first.header.end).map((row) => textOf(first, row)))
  const end = 1 + rowsUpTo(next.header.end).findLastIndex((row) => heads.has(textOf(next, row)))
  const words = rowsUpTo(next.header.end).slice(end)
  if (end === 0 || words.length === 0) return next
  const body = [...words.filter((row) => textOf(next, row) !== ''), ...next.body]
  return { ...next, header: { ...next.header, end, columns: first.header.columns }, body }
}

const rowsUpTo = (end: number): number[] => Array.from({ length: end }, (_, row) => row)

const textOf = ({ grid }: Section, row: number): string =>
  grid
    .filled(row)
    .map(({ plain }) => plain)
    .join('|')

/** How the columns of `next` lie on those of `first`, or undefined when `next` is a table of its own. */
function continues(first: Section, last: Section, next: Section): ((column: number) => number) | undefined {
  if (next.source === last.source) return undefined
  const known = new Set(['', ...first.between.map(withoutContinued)])
  const nothingNew = next.between.every((t) => known.has(withoutContinued(t)))
  const ownTitle = next.title && withoutContinued(next.title.text) !== withoutContinued(first.title?.text ?? '')
  if (ownTitle && next.title !== undefined && !nothingNew) return undefined
  if (headings(next).length === 0 || next.header.known === 0) {
    if (next.between.length > 0 && !nothingNew) return undefined
    if (next.grid.columns === first.grid.columns) return same
    // Rows of indicators are anchored at their operator, so lost columns do no harm.
    if (next.grid.table.grid === 'separated' && isPerformance(first)) return same
    return alignColumns(first, next)
  }
  if (!nothingNew || headings(next).join('|') !== headings(first).join('|')) return undefined
  if (next.grid.columns !== first.grid.columns || restarts(first, last, next)) return undefined
  if (isFormOfAnother(first, last, next)) return undefined
  return same
}

/**
 * A form on a sheet of its own that begins with another project is another form, however alike the headings are. One of
 * a project of the same name is, when its indicators begin from the first level again.
 */
const isFormOfAnother = (first: Section, last: Section, next: Section): boolean =>
  next.place.sheet !== first.place.sheet &&
  FORM.test(plainName(next.title?.text ?? '')) &&
  (firstWords(next)[0] !== firstWords(first)[0] || beginsLevelsAgain(first, last, next))

function beginsLevelsAgain(first: Section, last: Section, next: Section): boolean {
  const levelsAt = (s: Section, row: number | undefined): string =>
    s.header.columns
      .filter(({ meaning }) => meaning.label === 'level1' || meaning.label === 'level2')
      .map(({ index }) => (row === undefined ? '' : (s.grid.at(row, index)?.plain ?? '')))
      .join('|')
  const top = levelsAt(first, first.body[0])
  return /[^|]/.test(top) && levelsAt(next, next.body[0]) === top && levelsAt(last, last.body.at(-1)) !== top
}

/** `支出预算表（续）`, `续表`, `接上页`: the title of the first page, or none. */
const CONTINUED = /\((?:续表?|接上页)\d{0,2}\)$|^\(?(?:续上?表|续|接上页|接上表)\d{0,2}\)?[:：]?|续表?\d{0,2}$/

const withoutContinued = (text: string): string => plainName(text).replace(CONTINUED, '')

const isPerformance = (s: Section): boolean =>
  s.header.columns.some((c) => c.meaning.label === 'level3' || c.meaning.label === 'operator')

const headings = (s: Section): string[] => s.header.columns.map((c) => c.path.join('/')).filter((p) => p !== '')

/**
 * Whether the body begins from the top again: then it is another table with the same headings. A second 一、 alone does
 * not say so unless a total has closed what stands before it.
 */
function restarts(first: Section, last: Section, next: Section): boolean {
  const words = firstWords(next)
  const top = words[0]
  if (top === undefined) return false
  if (/^一[、.]/.test(top)) return isClosed(last)
  // All its words: a unit may be named again in each of its rows.
  if (words.join('|') === firstWords(first).join('|')) return true
  if (!/^(?:合计|总计)$/.test(top)) return false
  // A total that stands alone closes the pages before it, unless they are closed or begin with theirs.
  return next.body.filter((row) => next.grid.filled(row).length > 0).length > 1 || isClosed(last)
}

const isClosed = (s: Section): boolean => {
  const row = s.body.at(-1)
  return row !== undefined && s.grid.filled(row).some((spot) => /[总合]计$/.test(spot.plain))
}

/** Of the first row that has any; a code names what its row is about as words do. */
function firstWords(s: Section): string[] {
  const codes = new Set(s.header.columns.flatMap((c) => (c.meaning.label?.endsWith('code') ? [c.index] : [])))
  for (const row of s.body) {
    const words = s.grid
      .filled(row)
      .flatMap((spot) => (isFigure(spot) && !codes.has(spot.cell.column) ? [] : [spot.plain]))
    if (words.length > 0) return words
  }
  return []
}

/**
 * By the edges of the cells, where the page gives them. A cell as wide as several columns of the first part (a lone
 * 合计 row has no inner walls) belongs to the label that names rows, or to the last column that it covers.
 */
function alignColumns(first: Section, next: Section): ((column: number) => number) | undefined {
  const centres = edgesOf(first).map((e) => (e ? (e[0] + e[1]) / 2 : undefined))
  const own = edgesOf(next)
  if (!centres.some((c) => c !== undefined) || !own.some((e) => e !== undefined)) return undefined
  const names = new Set(first.header.columns.filter((c) => c.meaning.label === 'name').map((c) => c.index))
  const map = own.map((edge) => {
    if (!edge) return -1
    const covered = centres.flatMap((c, i) => (c !== undefined && c >= edge[0] && c <= edge[1] ? [i] : []))
    return covered.find((i) => names.has(i)) ?? covered.at(-1) ?? -1
  })
  return map.some((m) => m >= 0) ? (column) => map[column] ?? -1 : undefined
}

/** Left and right edge of each column, from cells that span no other. */
function edgesOf(s: Section): (readonly [number, number] | undefined)[] {
  const edges: (readonly [number, number] | undefined)[] = new Array(s.grid.columns).fill(undefined)
  for (const cell of s.grid.table.cells) {
    const box = cell.place.box
    if (box && cell.columnSpan === 1) edges[cell.column] ??= [box[0], box[2]]
  }
  return edges
}
