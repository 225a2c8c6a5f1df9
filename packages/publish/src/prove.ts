/**
 * The proof of a composed book: what was written is read again, and says what the ledger says.
 *
 * Three questions, each with its own answer, because each can fail alone:
 * 1. Is every figure of the book there, in its table and order, in its sentence, and every indicator with its target?
 *    (`missing`)
 * 2. Does every claim that was read hold in the cube, to the fen where the form prints fen, else within the interval of
 *    what is printed? (`contradicted`)
 * 3. Does the checker find nothing wrong? (`findings`)
 */
import { type Budget, type Cube, ELIMINATION, type FactCoordinates } from '@gouji/budget'
import type { Report } from '@gouji/check'
import type { Book, BookTable, Composed } from '@gouji/compose'
import { type Coordinates, contains, type Figure, formatFen } from '@gouji/ledger'
import type { Reading, ReadTable } from '@gouji/read'
import { indicatorsOf, missingIndicators } from './prove-goals.ts'

export interface Proof {
  /** Whether all three answers are good. */
  readonly holds: boolean
  /** Figures of the book: in tables and in sentences. */
  readonly figures: number
  readonly found: number
  /** Indicators (绩效指标) of the book. */
  readonly indicators: number
  readonly indicatorsFound: number
  /** Figures and indicators that were not read. */
  readonly missing: readonly MissingFigure[]
  /** Claims that were read with coordinates, and how many of them the cube could be asked about. */
  readonly claims: number
  readonly compared: number
  readonly contradicted: readonly ContradictedClaim[]
  readonly findings: readonly ToldFinding[]
  /** Findings that the unit has accepted with a reason. */
  readonly accepted: readonly (ToldFinding & { readonly reason: string })[]
}

export interface ToldFinding {
  readonly rule: string
  readonly severity: string
  readonly message: string
}

export interface MissingFigure {
  /** Title of the table, or the beginning of the paragraph. */
  readonly where: string
  readonly text: string
}

export interface ContradictedClaim {
  readonly where: string
  readonly text: string
  readonly coordinates: Coordinates
  /** What the ledger says there, in yuan. */
  readonly ledger: string
}

export interface Proved {
  readonly book: Book
  readonly budget: Budget
  readonly cube: Cube
  readonly figureAt: Composed['figureAt']
  readonly reading: Reading
  readonly report: Report
  /** False for a workbook, which holds the tables of a book and not its sentences. */
  readonly sentences: boolean
}

export function prove({ book, budget, cube, figureAt, reading, report, sentences }: Proved): Proof {
  const tables = tablesOf(book)
  const expected = tables.flatMap((table) => amountsOf(table).map(({ text }) => ({ where: table.title, text })))
  const told = sentences ? statedFigures(book) : []
  const notRead = [...missingFromTables(tables, reading), ...missingFromSentences(told, reading)]
  const notReadOfGoals = missingIndicators(tables, reading)
  const missing = [...notRead, ...notReadOfGoals]
  const indicators = tables.flatMap(indicatorsOf).length
  const { claims, compared, contradicted } = againstCube({ book, budget, cube, figureAt, reading })
  const weighty = report.findings.filter(({ severity }) => severity !== 'info')
  const findings = weighty
    .filter(({ waiver }) => !waiver)
    .map(({ rule, severity, message }) => ({ rule, severity, message }))
  const accepted = weighty.flatMap(({ rule, severity, message, waiver }) =>
    waiver ? [{ rule, severity, message, reason: waiver.reason }] : [],
  )
  const figures = expected.length + told.length
  return {
    holds: missing.length === 0 && contradicted.length === 0 && findings.length === 0,
    figures,
    found: figures - notRead.length,
    indicators,
    indicatorsFound: indicators - notReadOfGoals.length,
    missing,
    claims,
    compared,
    contradicted,
    findings,
    accepted,
  }
}

const tablesOf = (book: Book): BookTable[] => book.blocks.flatMap((b) => (b.kind === 'table' ? [b.table] : []))

/** A workbook shows what is left of a few yuan less as -0.00. */
const plain = (text: string): string => text.replace(/[\s,，]/g, '').replace(/^-(?=0(?:\.0+)?$)/, '')
/** Titles as the reader may give them: quotes and brackets in either width, without blanks. */
const plainTitle = (text: string): string => text.replace(/[\s"“”()（）]/g, '')

interface Printed {
  readonly text: string
  readonly row: number
}

/** Texts of the amounts of a table, row by row. */
function amountsOf(table: BookTable): Printed[] {
  return table.rows.flatMap((row, i) =>
    row.role === 'head' || row.role === 'ruler'
      ? []
      : row.cells.flatMap((cell) => {
          const isAmount = cell.role === 'amount' && cell.runs.some((run) => run.figure !== undefined)
          return isAmount ? [{ text: plain(cell.runs.map((run) => run.text).join('')), row: i }] : []
        }),
  )
}

/** Tables of one title are looked for together: a form may be read as several tables, and several forms as one. */
function missingFromTables(tables: readonly BookTable[], reading: Reading): MissingFigure[] {
  const byTitle = Map.groupBy(tables, ({ title }) => plainTitle(title))
  return [...byTitle].flatMap(([title, own]) => {
    let rows = 0
    const wanted = own.flatMap((table) => {
      const from = rows
      rows += table.rows.length
      return amountsOf(table).map(({ text, row }) => ({ text, row: row + from, where: table.title }))
    })
    if (wanted.length === 0) return []
    const read = reading.tables.filter((table) => plainTitle(table.title) === title)
    // The money of a form of goals is read with the goal.
    const ofGoals = amountsOfGoals(read, reading)
    return notThere(wanted, read).flatMap(({ text, where }) => {
      const at = ofGoals.indexOf(text)
      if (at >= 0) ofGoals.splice(at, 1)
      return at >= 0 ? [] : [{ where, text }]
    })
  })
}

function amountsOfGoals(tables: readonly ReadTable[], { goals = [] }: Reading): string[] {
  const numbers = new Set(tables.map(({ number }) => number))
  return goals.flatMap((goal) =>
    numbers.has(goal.table) ? goal.amounts.map(({ text }) => plain(text.replace(/[万亿]?元$/, ''))) : [],
  )
}

/** What stands in the same order row by row is found; a row that lacks one does not spoil those below. */
function notThere<T extends Printed>(wanted: readonly T[], tables: readonly ReadTable[]): T[] {
  const there = tables.flatMap(printedOf)
  const missing: T[] = []
  let from = 0
  for (const want of wanted) {
    const at = there.indexOf(want.text, from)
    // A figure far ahead is another row's: looking further would lose all between.
    if (at < 0 || at - from > 40) missing.push(want)
    else from = at + 1
  }
  return missing
}

/** Texts of the amounts that were read of a table, row by row. */
function printedOf({ cells }: ReadTable): string[] {
  return [...cells]
    .filter(({ printed, noise }) => printed !== undefined && !noise)
    .sort((a, b) => a.row - b.row || a.column - b.column)
    .map(({ text }) => plain(text))
}

interface Told {
  readonly where: string
  readonly text: string
}

function statedFigures(book: Book): Told[] {
  return book.blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? block.runs.flatMap((run) =>
          run.figure === undefined
            ? []
            : [
                {
                  where: block.runs
                    .map((r) => r.text)
                    .join('')
                    .slice(0, 24),
                  text: plain(run.text),
                },
              ],
        )
      : [],
  )
}

function missingFromSentences(told: readonly Told[], reading: Reading): Told[] {
  const left = new Map<string, number>()
  for (const statement of reading.statements) {
    if (statement.value !== '') left.set(bare(statement.value), (left.get(bare(statement.value)) ?? 0) + 1)
  }
  return told.filter(({ text }) => {
    const key = bare(text)
    const count = left.get(key) ?? 0
    if (count > 0) left.set(key, count - 1)
    return count === 0
  })
}

/** 0.00 and 0 are the same number, told with other decimals. */
const bare = (text: string): string =>
  plain(text)
    .replace(/^-/, '')
    .replace(/\.0+$|(\.\d*?)0+$/, '$1')

interface Asked {
  readonly where: string
  readonly text: string
  readonly coordinates: Coordinates
  readonly figure: Figure
}

function againstCube({
  book,
  budget,
  cube,
  figureAt,
  reading,
}: Pick<Proved, 'book' | 'budget' | 'cube' | 'figureAt' | 'reading'>): Pick<
  Proof,
  'claims' | 'compared' | 'contradicted'
> {
  const asked: Asked[] = [
    ...reading.tables.flatMap((table) =>
      table.cells.flatMap(({ coordinates, figure, noise, text, measure }) =>
        coordinates && figure && !noise && measure === 'amount'
          ? [{ where: table.title, text, coordinates, figure }]
          : [],
      ),
    ),
    ...reading.statements.flatMap(({ coordinates, figure, kind, quote, value }) =>
      coordinates && figure && kind === 'amount' ? [{ where: quote, text: value, coordinates, figure }] : [],
    ),
  ]
  // An adjusted display differs from what its true value rounds to, and says so below its table.
  const adjusted = new Set(book.figures.flatMap((f) => (f.adjusted ? [`${plain(f.text)}|${f.fen}`] : [])))
  const contradicted: ContradictedClaim[] = []
  let compared = 0
  const known = { budget, cube, figureAt, projects: projectsByName(budget) }
  for (const claim of asked) {
    const answers = answersOf(claim.coordinates, known)
    if (!answers) continue
    compared += 1
    if (answers.some((fen) => contains(claim.figure.rounded, fen) || adjusted.has(`${plain(claim.text)}|${fen}`)))
      continue
    contradicted.push({
      where: claim.where,
      text: claim.text,
      coordinates: claim.coordinates,
      ledger: answers.map((fen) => formatFen(fen, '元', 2)).join(' / '),
    })
  }
  return { claims: asked.length, compared, contradicted }
}

interface Known extends Pick<Proved, 'budget' | 'cube' | 'figureAt'> {
  /** Codes of projects by what they may be called: name and code. */
  readonly projects: ReadonlyMap<string, ReadonlySet<string>>
}

function projectsByName({ projects }: Budget): Known['projects'] {
  const codes = new Map<string, Set<string>>()
  for (const { name, code } of projects) {
    for (const key of [plainTitle(name), code]) codes.set(key, (codes.get(key) ?? new Set()).add(code))
  }
  return codes
}

/** What the ledger can answer for a claim; undefined where it cannot be asked (other years, parts that it does not know). */
function answersOf(coordinates: Coordinates, known: Known): bigint[] | undefined {
  const { head } = known.budget
  if (coordinates.year !== String(head.year) || coordinates.stage !== head.stage) return undefined
  const named = membersByName(coordinates, known)
  if (!named) return undefined
  const flows: FactCoordinates[] =
    named.flow !== undefined || named.procurement !== undefined
      ? [named]
      : [
          { ...named, flow: 'income' },
          { ...named, flow: 'expenditure' },
        ]
  const both = flows.flatMap((asked) => ways(asked))
  const answers = both.map((asked) => known.cube.at(asked)).filter(({ undecided }) => undecided.length === 0)
  return answers.length > 0 ? answers.map(({ fen }) => fen) : undefined
}

/**
 * A form may print `上年结转` of expenditure: out of carried money. `结转下年` prints the same coordinate. Expenditure of
 * which no more is said is this year's, or all with what is left for the next.
 */
function ways(asked: FactCoordinates): FactCoordinates[] {
  if (asked.flow === 'expenditure' && asked.vintage === undefined) return [asked, { ...asked, vintage: 'current' }]
  if (asked.flow !== 'expenditure' || asked.vintage !== 'carried') return [asked]
  const { vintage: _, ...rest } = asked
  return [asked, { ...rest, origin: 'carried' }]
}

/** The reader calls units and projects by their names; undefined where the ledger has none of that name. */
function membersByName(coordinates: Coordinates, { budget, figureAt, projects }: Known): FactCoordinates | undefined {
  const named: Record<string, string> = { ...coordinates } as Record<string, string>
  if (named.item === 'office-running') {
    delete named.item
    // Whose running costs are 机关运行经费 is what the pack says.
    Object.assign(named, { ...figureAt('机关运行经费'), ...named })
  }
  if (named.unit !== undefined) {
    const name = plainTitle(named.unit)
    if (plainTitle(budget.head.name) === name || `${plainTitle(budget.head.name)}部门` === name) delete named.unit
    else if (name === plainTitle(ELIMINATION.name)) named.unit = ELIMINATION.unit
    else {
      const unit = budget.units.find((u) => plainTitle(u.name) === name || u.code === named.unit)
      if (!unit) return undefined
      named.unit = unit.code
    }
  }
  if (named.project !== undefined) {
    const found = new Set([plainTitle(named.project), named.project].flatMap((key) => [...(projects.get(key) ?? [])]))
    if (found.size !== 1) return undefined
    named.project = [...found][0]!
  }
  return named as FactCoordinates
}
