/**
 * Tables whose rows lost their spans. A browser that copies a table as text writes each cell once, however many rows and
 * columns it covers: heading rows are shorter than the body, and everything in them has moved to the left. Their spans
 * are found again as a tree: each heading is a column of its own or stands over the headings of the next row, so that all
 * of them together are as many columns as the body has, and say of each column what stands in it.
 */
import type { Cell, Table } from '@gouji/document'
import { DIMENSIONS, FIXED_MEMBERS, isUnder, type Lexicon, type Meaning, parseNumber, plainName } from '@gouji/ledger'

type Row = readonly Cell[]

/** The same table, its cells where they stood; without headings where nobody can tell where that was. */
export function unpacked(table: Table, lexicon: Lexicon): Table {
  if (table.grid !== 'separated') return table
  const rows = Array.from({ length: table.rows }, (_, r) => table.cells.filter((c) => c.row === r))
  const columns = columnsIn(rows)
  const isPadded = rows.every((row) => row.length === columns)
  const widthOf = (row: Row): number => (isPadded ? row.findLastIndex(isFilled) + 1 : row.length)
  const from = rows.findIndex(
    (row) =>
      row.some(isAmount) || isCode(row[0]) || (widthOf(row) >= columns && !areHeadings(row.filter(isFilled), lexicon)),
  )
  if (from < 0) return table
  const [above, body] = [rows.slice(0, from), rows.slice(from)]
  // Blanks at the end fill a line up to the width of the table.
  const header = headingRows(above.map((row) => row.slice(0, row.findLastIndex(isFilled) + 1)))
  const isShort =
    header.length > 1 && header.some((row) => row.length < columns) && header.every((row) => row.every(isFilled))
  // Otherwise a form, whose rows begin with names and go on with what they name.
  if (!isShort || !areHeadings(header.flat(), lexicon)) {
    const shifted = new Set<Row>(body.filter((row, i) => isShifted(row, body, i, columns)))
    if (shifted.size === 0) return table
    // A form has rows of every shape, and what stood beside them cannot be told.
    if (new Set(rows.map((row) => row.length)).size >= SHAPES_OF_FORM) return asLines(table, rows)
    return { ...table, cells: [...above.flat(), ...bodyCells(body, columns, lexicon, (row) => shifted.has(row))] }
  }
  const whole = headingRows(body).filter((row) => row.length === columns)
  const isTable = whole.length > 0 && whole.length * 2 >= body.length
  const spans = isTable ? new Headings(header, columnsOf(whole, columns), lexicon).spans() : undefined
  if (!spans) return withoutHeadings({ ...table, columns }, header)
  const headings = new Set(header.map(([first]) => first?.row))
  const others = above
    .filter((row) => !headings.has(row[0]?.row))
    .flatMap((row) => (row.length === 1 ? [{ ...row[0]!, columnSpan: columns }] : row))
  const cells = [...others, ...spans, ...bodyCells(body, columns, lexicon, () => true)]
  return { ...table, columns, grid: 'ruled', cells: cells.sort((a, b) => a.row - b.row || a.column - b.column) }
}

const areHeadings = (cells: Row, lexicon: Lexicon): boolean =>
  cells.filter((cell) => lexicon.find('head', cell.text) !== undefined).length * 3 >= cells.length * 2

const SHAPES_OF_FORM = 4

/** As many columns as the longest row fills, and as most rows have. Blanks at an end are none. */
function columnsIn(rows: readonly Row[]): number {
  const filled = Math.max(...rows.map((row) => row.findLastIndex(isFilled) + 1))
  const usual = [...Map.groupBy(rows, (row) => row.length)].sort(([a, x], [b, y]) => y.length - x.length || b - a)
  return Math.max(filled, usual[0]![0])
}

/** Each row as one text: to be seen, and not to be taken for figures in columns. */
const asLines = (table: Table, rows: readonly Row[]): Table => ({
  ...table,
  columns: 1,
  cells: rows.flatMap((row) =>
    row.slice(0, 1).map((first) => ({ ...first, text: row.map(({ text }) => text.trim()).join(' ') })),
  ),
})

/**
 * Below a row of all columns, a row that lacks cells, none of them blank, and ends in as many numbers: what it lacks is in
 * front. Where only blanks were cut off at the end of a line, numbers are cut off with them.
 */
function isShifted(row: Row, body: readonly Row[], at: number, columns: number): boolean {
  const isLonger = (r: Row): boolean =>
    r.length > row.length && numbersAtEnd(r) > 0 && !r.some(({ text }) => /[:：]\s*$/.test(text))
  const like = body.slice(0, at).findLast(isLonger) ?? body.find(isLonger)
  if (!like || row.length >= columns || row.length < 2 || !row.every(isFilled)) return false
  const own = numbersAtEnd(row)
  return own >= 1 && own < row.length && own === numbersAtEnd(like)
}

const numbersAtEnd = (row: Row): number => {
  const words = row.findLastIndex((cell) => !/^[-−△]?[\d,]+(?:\.\d+)?$/.test(cell.text.trim()))
  return row.length - 1 - words
}

const isFilled = (cell: Cell): boolean => cell.text.trim() !== ''

/** All headings run together over all columns: nobody can tell which column is which, and none is understood. */
function withoutHeadings(table: Table, header: readonly Row[]): Table {
  const all = header.flat()
  const first = all[0]!
  const rows = new Set(all.map((cell) => cell.row))
  const text = all.map((cell) => cell.text.trim()).join(' ')
  const one = { ...first, text, column: 0, columnSpan: table.columns, rowSpan: all.at(-1)!.row - first.row + 1 }
  return { ...table, cells: [one, ...table.cells.filter((cell) => !rows.has(cell.row))] }
}

/** With decimals: what a heading never is. */
const isAmount = ({ text }: Cell): boolean => /^[-−△]?[\d,]+\.\d+$/.test(text.trim())
/** The code of a subject or a unit begins a row of the body. */
const isCode = (cell: Cell | undefined): boolean => /^\d{3,7}$/.test(cell?.text.trim() ?? '')
/** Rows in front that hold one cell (a title, a unit) are no headings, nor are those that number the columns. */
const headingRows = (rows: readonly Row[]): Row[] =>
  rows.filter(
    (row) => row.length > 1 && !row.every(({ text }) => /^(?:栏次|行次|\*+|[-—]+|\d{0,2}|\d+=.*)$/.test(text.trim())),
  )

type Kind = 'words' | 'numbers' | 'blank'

/** What stands in the columns of the body. */
function columnsOf(whole: readonly Row[], columns: number): Kind[] {
  return Array.from({ length: columns }, (_, c): Kind => {
    const filled = whole.map((row) => row[c]!).filter(isFilled)
    if (filled.length === 0) return 'blank'
    const numbers = filled.filter(({ text }) => parseNumber(text, { parentheses: true }) !== undefined).length
    return numbers * 2 >= filled.length ? 'numbers' : 'words'
  })
}

/** Rows of the body that lack cells: a total stands over code and name; other rows go on below cells of the row before. */
function bodyCells(body: readonly Row[], columns: number, lexicon: Lexicon, isPacked: (row: Row) => boolean): Cell[] {
  const cells: { -readonly [K in keyof Cell]: Cell[K] }[] = []
  let open: typeof cells = []
  for (const row of body) {
    const lacking = isPacked(row) ? Math.max(0, columns - row.length) : 0
    const [first] = row
    const isTotal = first !== undefined && lexicon.find('row', first.text)?.meaning.total === true
    if (lacking > 0 && !isTotal) for (const cell of open.slice(0, lacking)) cell.rowSpan = row[0]!.row - cell.row + 1
    const placed = row.map((cell, i) => ({
      ...cell,
      column: lacking > 0 && isTotal && i === 0 ? 0 : i + lacking,
      columnSpan: lacking > 0 && isTotal && i === 0 ? lacking + 1 : 1,
    }))
    open = lacking > 0 && !isTotal ? [...open.slice(0, lacking), ...placed] : placed
    cells.push(...placed)
  }
  return cells
}

/** A way to set the headings read so far: where each row stands, how many headings stand over others. */
interface Way {
  readonly at: readonly number[]
  readonly leaves: number
  readonly score: number
  readonly cells: readonly Cell[]
}

const MOST_WAYS = 200_000

class Headings {
  readonly #rows: readonly Row[]
  readonly #kinds: readonly Kind[]
  readonly #lexicon: Lexicon
  #tried = 0

  constructor(rows: readonly Row[], kinds: readonly Kind[], lexicon: Lexicon) {
    this.#rows = rows
    this.#kinds = kinds
    this.#lexicon = lexicon
  }

  /** The cells with their spans; undefined where no tree has the columns of the body or none makes sense. */
  spans(): readonly Cell[] | undefined {
    const start: Way = { at: this.#rows.map(() => 0), leaves: 0, score: 0, cells: [] }
    let ends: Way[] = [start]
    for (const _ of this.#rows[0]!) ends = this.#step(0, ends)
    const whole = ends.filter(
      (way) => way.leaves === this.#kinds.length && way.at.every((n, level) => n === this.#rows[level]!.length),
    )
    const [best] = whole.sort((a, b) => b.score - a.score)
    return best && best.score >= 0 ? best.cells : undefined
  }

  /** Sets the next heading of one row, with what stands below it, in every way that may still be the best. */
  #step(level: number, ways: readonly Way[]): Way[] {
    const next = new Map<string, Way>()
    for (const way of ways) {
      for (const one of this.#set(level, way)) {
        if (one.leaves > this.#kinds.length || ++this.#tried > MOST_WAYS) continue
        const key = `${one.at.join()} ${one.leaves}`
        const known = next.get(key)
        if (!known || known.score < one.score) next.set(key, one)
      }
    }
    return [...next.values()]
  }

  /** One heading: a column of its own down to the body, or over as many of the next row as there may be. */
  #set(level: number, way: Way): Way[] {
    const cell = this.#rows[level]![way.at[level]!]
    if (!cell) return []
    const at = way.at.with(level, way.at[level]! + 1)
    const own = { ...cell, column: way.leaves, rowSpan: this.#rows.at(-1)![0]!.row - cell.row + 1 }
    const alone: Way = {
      ...{ at, leaves: way.leaves + 1, cells: [...way.cells, own] },
      score: way.score + this.#fits(cell, way.leaves),
    }
    const over: Way[] = []
    // Usually over the next row; a heading that reaches down beside others may stand over a later one.
    for (let below = level + 1; below < this.#rows.length; below++) {
      const next = this.#rows[below]!
      const rowSpan = next[0]!.row - cell.row
      let ends: Way[] = [{ ...way, at }]
      for (let count = 1; way.at[below]! + count <= next.length && ends.length > 0; count++) {
        ends = this.#step(below, ends)
        const children = next.slice(way.at[below], way.at[below]! + count)
        const sense = this.#covers(cell, children) - (below - level - 1)
        for (const end of ends) {
          const columnSpan = end.leaves - way.leaves
          const cells = [...end.cells, { ...cell, column: way.leaves, columnSpan, rowSpan }]
          over.push({ ...end, score: end.score + sense, cells })
        }
      }
    }
    return [...over, alone]
  }

  #meaning({ text }: Cell): Meaning | undefined {
    return this.#lexicon.find('head', text)?.meaning
  }

  /** Whether a column of the body holds what its heading says. */
  #fits(cell: Cell, column: number): number {
    const kind = this.#kinds[column]
    const label = this.#meaning(cell)?.label
    if (kind === 'blank' || kind === undefined) return 0
    if (label !== undefined && DIGITS.test(label)) return 1
    if (label !== undefined) return kind === 'words' ? 2 : -6
    return kind === 'numbers' ? 1 : -6
  }

  /** Whether a heading may stand over others: 收入 over 项目 and 预算数, 本年支出 over 小计, 基本支出 and 项目支出. */
  #covers(cell: Cell, children: readonly Cell[]): number {
    const own = this.#meaning(cell)
    const said = children.map((child) => this.#meaning(child))
    const names = children.map(({ text }) => plainName(text))
    let score = children.length === 1 ? -3 : 0
    score -= 3 * (names.length - new Set(names).size)
    if (isSum(names[0]!)) score += 3
    score -= 2 * names.slice(1).filter(isSum).length
    if (isSum(plainName(cell.text))) score -= 3
    const isOfSubjects = own?.label === 'code' || own?.label === 'name' || /科目|项目(?!支出)/.test(cell.text)
    // The levels of indicators, below whatever calls them so.
    if (said[0]?.label?.startsWith('level')) return score + (/指标|绩效|目标/.test(cell.text) ? 4 : -3)
    if (own?.label !== undefined && !isOfSubjects) score -= 6
    const isSide = own !== undefined && Object.keys(own.coordinates).join() === 'flow'
    if (isSide && said[0]?.label === 'name') return score + 4
    // Panels beside each other, each with codes, names and amounts of its own.
    const isPanel = said[0]?.label !== undefined && said.at(-1)?.label === undefined && !isOfSubjects
    if (isPanel) return score + 1
    for (const child of said) {
      if (child?.label !== undefined) score += isOfSubjects ? 2 : -3
      else if (isOfSubjects) score -= 3
      else if (own && child) score += kinship(own, child)
    }
    return score
  }
}

/** Labels of columns that may hold digits: codes, line numbers, targets and weights. */
const DIGITS = /^(?:.*code|number|class\d|target|weight)$/

const isSum = (name: string): boolean => /^(?:小计|合计|总计)$/.test(name)

/** What is said below a heading lies within what the heading says, or tells something else besides. */
function kinship(above: Meaning, below: Meaning): number {
  let score = 0
  for (const d of DIMENSIONS) {
    const [a, b] = [above.coordinates[d], below.coordinates[d]]
    if (a === undefined || b === undefined) continue
    const isChild = FIXED_MEMBERS[d]?.some((m) => m.id === b && m.parent === a)
    score += isChild ? 2 : a === b || isUnder(d, b, a) ? 1 : isUnder(d, a, b) ? 0 : -2
  }
  return score
}
