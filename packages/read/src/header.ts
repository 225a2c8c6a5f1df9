/**
 * From the top rows of a table to its columns: which rows are headings, what path of headings each column has, and
 * what the path says.
 */
import { combine, type Hit, type Lexicon, type Meaning, moneyUnitIn, type Phrase, plainName } from '@gouji/ledger'
import type { Grid, Spot } from './grid.ts'

export interface Column {
  readonly index: number
  /** Headings from the outermost to the column's own, as the lexicon spells one that is cut off or damaged. */
  readonly path: readonly string[]
  /** The same as printed. Where nothing is damaged, a likeness to a known word is no reason to rename a column. */
  readonly printed: readonly string[]
  readonly meaning: Meaning
  /** What the column's own heading says, without those above it. */
  readonly own: Meaning
  /** What the headings above it say. */
  readonly above: Meaning
  /** Whether the column's own heading was found in the lexicon. */
  readonly understood: boolean
  readonly year?: number
  readonly unit?: string
}

export interface Header {
  /** First row that carries figures or labels of rows. */
  readonly end: number
  /** Rows among the first that only number the columns. */
  readonly indexRows: ReadonlySet<number>
  readonly columns: readonly Column[]
  /** How many headings the lexicon knows; a table without a known heading may be no table of figures at all. */
  readonly known: number
}

/** `** ** 1 2 3`, `栏次 1 2 3`: the row that numbers the columns. */
export function isIndexRow(grid: Grid, row: number): boolean {
  const filled = grid.filled(row)
  if (filled.length < 2) return false
  let last = 0
  let numbers = 0
  for (const { plain } of filled) {
    if (/^(?:\*+|栏次|行次|列次|[A-Za-z甲乙丙丁]|—|-)$/.test(plain)) continue
    const m = /^(\d{1,2})(?:=[\d+\-()]+)?$/.exec(plain)
    if (!m || Number(m[1]) <= last || (numbers === 0 && Number(m[1]) > 3)) return false
    last = Number(m[1])
    numbers++
  }
  const marked = filled.some((s) => /^(?:\*+|栏次|行次|列次)$/.test(s.plain))
  return numbers > 0 && (marked || (numbers >= 3 && numbers === last && numbers === filled.length))
}

/** Whether a spot holds a figure, rather than a year or a heading with digits in it. */
export const isFigure = (spot: Spot | undefined): boolean =>
  spot?.number !== undefined && !/^20[12]\d$/.test(spot.plain)

/** A heading as the lexicon spells it, perhaps with a year in front or a unit behind: 金额（单位：元）. */
export const headingOf = (lexicon: Lexicon, plain: string): Hit | undefined => {
  const bare = withoutYearAndUnit(plain)
  return lexicon.exact('head', plain) ?? (bare === '' ? undefined : lexicon.exact('head', bare))
}

const headingHit = (lexicon: Lexicon, plain: string): boolean => {
  if (plain.length > 30) return false
  if (lexicon.find('head', plain)) return true
  return plain.length > 3 && lexicon.phrase('head', plain).covered >= 0.6
}

/** Share of a row's texts that are headings of the trade, and how many there are. */
export function headingShare(grid: Grid, row: number, lexicon: Lexicon): { share: number; known: number } {
  const filled = grid.filled(row)
  let known = 0
  for (const spot of filled) if (!isFigure(spot) && headingHit(lexicon, spot.plain)) known++
  return { share: filled.length === 0 ? 0 : known / filled.length, known }
}

const ROW_MARK = /^(?:[一二三四五六七八九十廿]{1,3}[、.]|\([一二三四五六七八九十廿]{1,3}\)|\d{1,2}[、.](?!\d)|其中:)/
const TOTAL = /^(?:合计|总计|小计)$/

/** A row that can only be one of the body: a figure, a code, a numbered label, or a lone total. */
function isBodyRow(grid: Grid, row: number, lexicon: Lexicon): boolean {
  const filled = grid.filled(row)
  if (filled.length === 0) return false
  if (filled.some((s) => /^(?:[≥≤><=≧≦]|定性)$/.test(s.plain))) return true
  if (filled.some(isFigure)) return true
  const first = filled[0]!.plain
  if (filled.length === 1 && TOTAL.test(first)) return true
  if (ROW_MARK.test(first) && !headingHit(lexicon, first)) return true
  return ROW_MARK.test(first) && filled.filter((s) => ROW_MARK.test(s.plain)).length >= filled.length / 2
}

/** 项目名称 | 农村供水工程 | 主管部门 | 水务局: labels and their values by turns, in a form. */
function alternates(grid: Grid, row: number, lexicon: Lexicon): boolean {
  const filled = grid.filled(row)
  return (
    filled.length > 2 &&
    filled.length % 2 === 0 &&
    filled.every((s, i) => (lexicon.exact('head', s.plain)?.meaning.label !== undefined) === (i % 2 === 0)) &&
    filled.every((s, i) => i % 2 === 0 || !headingHit(lexicon, s.plain))
  )
}

/** 科目编 | 基本支 above 码 | 出: the rest of words that a narrow cell has broken, each known only as a whole. */
function completesHeadings(grid: Grid, row: number, lexicon: Lexicon): boolean {
  const filled = grid.filled(row)
  return (
    filled.length > 0 &&
    filled.every((s) => {
      const above = grid.at(row - 1, s.cell.column)
      return above !== undefined && above.plain !== '' && lexicon.exact('head', above.plain + s.plain) !== undefined
    }) &&
    filled.some((s) => !lexicon.exact('head', s.plain))
  )
}

/** 采购类别 | 金额: the last of two words is a heading of figures, and a figure stands below it. */
function headsFigures(grid: Grid, row: number, lexicon: Lexicon): boolean {
  const last = grid.filled(row).at(-1)!
  const meaning = headingOf(lexicon, last.plain)?.meaning
  return meaning !== undefined && meaning.label === undefined && isFigure(grid.at(row + 1, last.cell.column))
}

/** Headings of which recognition has turned some into digits, above others that can be read. */
const headingsFollow = (grid: Grid, row: number, lexicon: Lexicon): boolean =>
  grid.filled(row).filter(isFigure).length * 2 <= grid.filled(row).length &&
  // A figure with decimals is no heading that was misread: 年度资金总额 | 180.00.
  !grid.filled(row).some((s) => (s.number?.decimals ?? 0) > 0) &&
  [row + 1, row + 2].some((r) => {
    if (r >= grid.rows || grid.filled(r).some(isFigure)) return false
    const { share, known } = headingShare(grid, r, lexicon)
    return known >= 4 && share >= 0.6
  })

export function readHeader(grid: Grid, from: number, lexicon: Lexicon): Header {
  const indexRows = new Set<number>()
  let body = from
  let lastHeading = from - 1
  let lastKnown = 0
  for (; body < grid.rows && body - from < 12; body++) {
    if (isIndexRow(grid, body)) {
      indexRows.add(body)
      lastHeading = body
      continue
    }
    if (body > from && completesHeadings(grid, body, lexicon)) {
      lastHeading = body
      continue
    }
    if (isBodyRow(grid, body, lexicon) && !headingsFollow(grid, body, lexicon)) break
    const { share, known } = headingShare(grid, body, lexicon)
    const filled = grid.filled(body).length
    // A label with its value beside it (部门名称 | …) is a form, not a heading; 金额 beside it is no value.
    const heading =
      filled === 0 ||
      (known > 0 &&
        share >= 0.34 &&
        (filled !== 2 || known === 2 || headsFigures(grid, body, lexicon)) &&
        !alternates(grid, body, lexicon))
    // A row of texts below rows of headings (goals, remarks) is the body, unless headings come again below it.
    if (!heading && lastHeading >= from && lastKnown >= 2 && !headingsFollow(grid, body, lexicon)) break
    if (heading && filled > 0) {
      lastHeading = body
      lastKnown = Math.max(lastKnown, known)
    }
  }
  // Headings that reach below their row carry the header on with them.
  let end = lastHeading + 1
  for (let r = from; r < end; r++) {
    for (const spot of grid.filled(r)) end = Math.max(end, Math.min(spot.cell.row + spot.cell.rowSpan, body))
  }
  const rows: number[] = []
  for (let r = from; r < end; r++) if (!indexRows.has(r)) rows.push(r)
  const columns: Column[] = []
  let known = 0
  for (let c = 0; c < grid.columns; c++) {
    const column = readColumn(grid, rows, c, lexicon)
    if (column.understood) known++
    columns.push(column)
  }
  if (end > from && indexRows.size === 0 && !standsAbove(grid, end, columns)) {
    return {
      end: from,
      indexRows,
      columns: columns.map((c) => ({ ...c, path: [], printed: [], meaning: { coordinates: {} }, understood: false })),
      known: 0,
    }
  }
  return { end, indexRows, columns, known }
}

/**
 * Headings stand above the figures. A first row of words that leaves the columns of figures blank is a row of the body,
 * where a page break has cut the table (结余分配 | | 年末结转 |).
 */
function standsAbove(grid: Grid, end: number, columns: readonly Column[]): boolean {
  let figures = 0
  let headed = 0
  for (const column of columns) {
    let holds = false
    for (let r = end; r < grid.rows && !holds; r++) holds = isFigure(grid.at(r, column.index))
    if (!holds) continue
    figures++
    if (column.path.length > 0) headed++
  }
  return figures === 0 || headed * 2 >= figures
}

/** The texts above a column, outermost first; blank headings take the one to their left when something stands below. */
function pathOf(grid: Grid, rows: readonly number[], column: number): string[] {
  const path: string[] = []
  for (const [i, row] of rows.entries()) {
    let text = grid.at(row, column)?.cell.text.trim() ?? ''
    if (text === '' && rows.slice(i + 1).some((below) => (grid.at(below, column)?.plain ?? '') !== '')) {
      text = leftHeading(grid, rows, i, column)
    }
    if (text !== '' && path.at(-1) !== text) path.push(text)
  }
  return path
}

function leftHeading(grid: Grid, rows: readonly number[], level: number, column: number): string {
  for (let c = column - 1; c >= 0; c--) {
    // A heading of a higher level that begins further right ends the reach of those to its left.
    const higher = rows.slice(0, level).some((r) => {
      const spot = grid.at(r, c + 1)
      return spot?.origin && spot.plain !== ''
    })
    if (higher && c + 1 <= column) return ''
    const spot = grid.at(rows[level]!, c)
    if (spot && spot.plain !== '') {
      const below = rows.slice(level + 1).some((r) => (grid.at(r, c)?.plain ?? '') !== '')
      return below || c === column - 1 ? spot.cell.text.trim() : ''
    }
  }
  return ''
}

const NOTHING: Meaning = { coordinates: {} }

function readColumn(grid: Grid, rows: readonly number[], index: number, lexicon: Lexicon): Column {
  const printed = pathOf(grid, rows, index)
  const path = printed.map((text) => plainHeading(text))
  if (path.length === 0)
    return { index, path, printed: path, meaning: NOTHING, own: NOTHING, above: NOTHING, understood: false }
  const leaf = path.at(-1)!
  let hit = findHeading(lexicon, leaf)
  const torn = tornHeading(lexicon, path, hit)
  if (torn) {
    hit = torn
    path.splice(-2, 2, torn.word)
  }
  const last = path.at(-1)!
  const phrase = lexicon.phrase('head', last)
  const own = hit?.meaning ?? (phrase.covered >= 0.5 ? phrase.meaning : NOTHING)
  const said: Meaning[] = []
  for (const text of path.slice(0, -1)) {
    const found = findHeading(lexicon, text)?.meaning ?? lexicon.phrase('head', text).meaning
    said.push({
      coordinates: found.coordinates,
      ...(found.yearShift === undefined ? {} : { yearShift: found.yearShift }),
    })
  }
  const above = combine(said)
  const meaning = overlay(above, own)
  const year = phrase.year ?? path.map((t) => lexicon.phrase('head', t).year).find((y) => y !== undefined)
  const unit = path.map(unitInHeading).findLast((u) => u !== undefined)
  const asPrinted = [...path]
  if (hit && hit.by !== 'exact') path[path.length - 1] = plainHeading(hit.word)
  return {
    index,
    path,
    printed: hit?.by === 'damaged' && !hit.alike ? asPrinted : path,
    meaning,
    own,
    above,
    understood: hit !== undefined || explains(phrase) || /^20\d\d年(?:度)?$/.test(last),
    ...(year === undefined ? {} : { year }),
    ...(unit === undefined ? {} : { unit }),
  }
}

/** Half of a heading's letters, and what they say; a word whose noun is another one (项目开支) says nothing. */
const explains = ({ covered, residue, meaning }: Phrase): boolean => {
  const { coordinates, ...rest } = meaning
  const says = Object.keys(coordinates).length > 0 || Object.keys(rest).length > 0
  return covered >= 0.5 && (says || residue === '' || covered >= 0.8)
}

/**
 * A heading torn over two rows: 部门 / (单位)代码, 基本 / 支出, 项目 / 支出. Two rows that each say something by
 * themselves (本年支出 / 合计) are a heading below a heading.
 */
function tornHeading(lexicon: Lexicon, path: readonly string[], leaf: Hit | undefined): Hit | undefined {
  if (path.length < 2) return undefined
  const upper = lexicon.exact('head', path.at(-2)!)
  const labelAboveFigures = upper?.meaning.label !== undefined && leaf?.meaning.label === undefined
  if (leaf && upper && !labelAboveFigures) return undefined
  const word = path.slice(-2).join('')
  const whole = lexicon.exact('head', word)
  return whole && { meaning: whole.meaning, by: 'exact', word }
}

/** The column's own heading overrides what stands above it in the same dimension, unless it lies higher in the tree. */
function overlay(above: Meaning, own: Meaning): Meaning {
  const both = combine([above, own])
  return { ...both, coordinates: { ...above.coordinates, ...own.coordinates, ...both.coordinates } }
}

/** Blanks inside headings come from their layout; a year or a unit in front or behind is told apart elsewhere. */
const plainHeading = (text: string): string => plainName(text).replace(/^\d+[、.](?=[\u4e00-\u9fff])/, '')

const UNIT_BRACKET = /\((?:单位:)?(?:人民币)?([百千万亿]?元|万|人|个|辆|%|台|套|次)\)$/

/** Also without the number of a note (合计①) or of a column in a formula (合计(A+B)). */
const withoutYearAndUnit = (text: string): string =>
  text
    .replace(UNIT_BRACKET, '')
    .replace(/^20\d\d年(?:度)?/, '')
    .replace(/\([A-D][-+A-D]*\)$/, '')
    .replace(/[①-⑩*※]$/, '')

function findHeading(lexicon: Lexicon, text: string): Hit | undefined {
  const whole = headingOf(lexicon, text)
  if (whole) return whole
  const bare = withoutYearAndUnit(text)
  // Words that explain the heading from end to end beat a likeness to another one.
  if (lexicon.phrase('head', text).covered >= 0.9) return undefined
  return lexicon.find('head', text) ?? (bare === text || bare === '' ? undefined : lexicon.find('head', bare))
}

function unitInHeading(text: string): string | undefined {
  const m = UNIT_BRACKET.exec(text)
  return m ? (moneyUnitIn(m[1]!) ?? m[1]) : undefined
}
