/**
 * The catalogue (科目表): official classifications by year, looked up by code, by name and by near name.
 *
 *     catalogue.subject('function', '2080505', 2024)?.name  // 机关事业单位基本养老保险缴费支出
 *     catalogue.byName('function', '行政运行', 2024, { under: '20103' })
 *
 * A row is valid in a year from `yearFrom` to `yearTo`. Ranges overlap where the year of a rename is not known: any
 * row valid in the year is accepted. Before the first year that the lists cover they are taken as the best guess,
 * but never as proof (`mayAssert`).
 */
import { NameIndex, push } from './catalogue-names.ts'
import type {
  CatalogueRows,
  Evidence,
  LeastPay,
  Match,
  MatchKind,
  Region,
  RevenueName,
  Subject,
  SubjectTable,
  Synonym,
} from './catalogue-rows.ts'
import { codeLevel } from './code.ts'

export interface NameOptions {
  /** Only subjects below this code, at any depth, or the code itself. */
  readonly under?: string
}

export interface NearOptions extends NameOptions {
  /** Largest distance; by default it grows with the length of the name. */
  readonly limit?: number
}

/** Whether a unit keeps its books as an administration (行政、参公) or as a public institution (事业). */
export type UnitNature = 'administration' | 'institution'

interface Named {
  readonly subject: Subject
  readonly synonym?: Synonym
}

interface Table {
  readonly byCode: Map<string, Subject[]>
  readonly children: Map<string, string[]>
  readonly names: NameIndex<Named>
  readonly yearFirst: number
}

/** Damaged names repeat within a document; the bound keeps a server that runs for months from growing. */
const NEAR_KEPT_MAX = 20_000

const RANK: Readonly<Record<Evidence, number>> = { document: 0, 'older-list': 1, unverified: 2 }

export class Catalogue {
  readonly #tables = new Map<SubjectTable, Table>()
  readonly #near = new Map<string, readonly Match[]>()
  readonly #links: ReadonlyMap<string, CatalogueRows['economyLinks'][number]>
  readonly #revenue: NameIndex<RevenueName>
  readonly #regions: ReadonlyMap<string, Region>
  readonly #regionNames: NameIndex<Region>
  readonly #leastPay: readonly LeastPay[]

  constructor(rows: CatalogueRows) {
    const subjects = new Map<SubjectTable, Subject[]>()
    for (const subject of rows.subjects) push(subjects, subject.table, subject)
    const synonyms = new Map<SubjectTable, Synonym[]>()
    for (const synonym of rows.synonyms) push(synonyms, synonym.table, synonym)
    for (const [name, list] of subjects) this.#tables.set(name, buildTable(list, synonyms.get(name) ?? []))
    this.#links = new Map(rows.economyLinks.map((link) => [link.code, link]))
    this.#revenue = new NameIndex(rows.revenue.map((value) => ({ name: value.synonym, value })))
    this.#regions = new Map(rows.regions.map((region) => [region.code, region]))
    this.#leastPay = rows.leastPay ?? []
    this.#regionNames = new NameIndex(rows.regions.map((value) => ({ name: value.name, value })))
  }

  /** The best confirmed row of a code that is valid in the year. */
  subject(table: SubjectTable, code: string, year: number): Subject | undefined {
    return this.#tables
      .get(table)
      ?.byCode.get(code)
      ?.find((s) => this.#valid(table, s, year))
  }

  /** All rows of a code valid in the year; without a year those of any year. */
  subjects(table: SubjectTable, code: string, year?: number): readonly Subject[] {
    const rows = this.#tables.get(table)?.byCode.get(code) ?? []
    return year === undefined ? rows : rows.filter((s) => this.#valid(table, s, year))
  }

  /** The subjects right below a code, one row each; below undefined, the top of the table. */
  children(table: SubjectTable, code: string | undefined, year: number): readonly Subject[] {
    const codes = this.#tables.get(table)?.children.get(code ?? '') ?? []
    return codes.map((child) => this.subject(table, child, year)).filter((s) => s !== undefined)
  }

  /** Whether the law asks for nothing finer: functions go to 项, economies to 款, procurement to the third level. */
  isLeafLevel(table: SubjectTable, code: string): boolean {
    return codeLevel(code) === (table === 'function' || table === 'procurement' ? 3 : 2)
  }

  /** Whether the lists speak of the year at all. */
  covers(table: SubjectTable, year: number): boolean {
    return year >= (this.#tables.get(table)?.yearFirst ?? Number.POSITIVE_INFINITY)
  }

  /** Whether a finding against this row may be an error: only what was seen in a document of the years covered. */
  mayAssert(subject: Subject, year?: number): boolean {
    return subject.evidence === 'document' && (year === undefined || this.covers(subject.table, year))
  }

  /** All subjects of a name in the year, official names first. 行政运行 stands below many parents: use `under`. */
  byName(table: SubjectTable, name: string, year: number, options: NameOptions = {}): Subject[] {
    return this.matches(table, name, year, options).map((m) => m.subject)
  }

  /** Like `byName`, telling how each subject was met. One match for each code. */
  matches(table: SubjectTable, name: string, year: number, options: NameOptions = {}): Match[] {
    const names = this.#tables.get(table)?.names
    if (!names) return []
    const whole = this.#inYear(table, names.exact(name), year, options)
    if (whole.length > 0) return distinct(whole.map((n) => matchOf(n, n.synonym ? 'synonym' : 'official', 0)))
    return distinct(this.#inYear(table, names.short(name), year, options).map((n) => matchOf(n, 'short', 0)))
  }

  /**
   * Candidates for a name, nearest first: known names, names of other years, names with little words dropped or added,
   * names cut off at a cell's edge, damaged names. Empty when nothing is near enough.
   */
  near(table: SubjectTable, name: string, year: number, options: NearOptions = {}): readonly Match[] {
    const key = `${table}|${year}|${options.under ?? ''}|${options.limit ?? ''}|${name}`
    const kept = this.#near.get(key)
    if (kept) return kept
    const found = this.#findNear(table, name, year, options)
    if (this.#near.size >= NEAR_KEPT_MAX) this.#near.clear()
    this.#near.set(key, found)
    return found
  }

  #findNear(table: SubjectTable, name: string, year: number, options: NearOptions): readonly Match[] {
    const names = this.#tables.get(table)?.names
    if (!names) return []
    const whole = this.matches(table, name, year, options)
    if (whole.length > 0) return whole
    const anyYear = [...names.exact(name), ...names.short(name)].filter((n) => isUnder(n.subject, options.under))
    const outdated = anyYear.flatMap((n) => {
      const current = this.subject(table, n.subject.code, year)
      return current ? [{ ...matchOf(n, 'outdated', 0), subject: current }] : []
    })
    if (outdated.length > 0) return distinct(outdated)
    const near = names
      .near(name, options.limit)
      .filter((n) => this.#valid(table, n.value.synonym ?? n.value.subject, year))
      .filter((n) => isUnder(n.value.subject, options.under))
    return distinct(near.map((n) => matchOf(n.value, n.how, n.distance)))
  }

  /** The government 款 that a department 款 belongs to. */
  governmentEconomyOf(code: string, nature: UnitNature): string | undefined {
    return this.#links.get(code)?.[nature]
  }

  /** What a printed name of income means; `column` is the heading above it, for names that mean two things. */
  revenue(name: string, column?: string): RevenueName | undefined {
    const exact = this.#revenue.exact(name)
    const found = exact.length > 0 ? exact : this.#revenue.near(name).map((n) => n.value)
    const special = found.find((r) => r.column !== undefined && column?.includes(r.column))
    return special ?? found.find((r) => r.column === undefined)
  }

  /** What pay cannot be below, for the economies of which that is known in the year. */
  leastPay(year: number): readonly LeastPay[] {
    return this.#leastPay.filter(({ yearFrom = year, yearTo = year }) => yearFrom <= year && year <= yearTo)
  }

  region(code: string): Region | undefined {
    return this.#regions.get(code)
  }

  regionsByName(name: string): readonly Region[] {
    return this.#regionNames.exact(name)
  }

  #inYear(table: SubjectTable, named: readonly Named[], year: number, options: NameOptions): Named[] {
    return named.filter(
      (n) =>
        isUnder(n.subject, options.under) &&
        this.#valid(table, n.subject, year) &&
        (n.synonym === undefined || this.#valid(table, n.synonym, year)),
    )
  }

  #valid(table: SubjectTable, row: { yearFrom?: number; yearTo?: number }, year: number): boolean {
    if (row.yearTo !== undefined && year > row.yearTo) return false
    if (row.yearFrom === undefined || year >= row.yearFrom) return true
    // Rows that are as old as the lists may be older: nothing is known about the years before.
    return row.yearFrom === this.#tables.get(table)?.yearFirst
  }
}

function buildTable(subjects: readonly Subject[], synonyms: readonly Synonym[]): Table {
  const byCode = new Map<string, Subject[]>()
  const children = new Map<string, string[]>()
  for (const subject of subjects) {
    if (!byCode.has(subject.code)) push(children, subject.parent ?? '', subject.code)
    push(byCode, subject.code, subject)
  }
  // Sorting is stable: among equally confirmed rows the order of the file decides.
  for (const rows of byCode.values()) if (rows.length > 1) rows.sort((a, b) => RANK[a.evidence] - RANK[b.evidence])
  const names: { name: string; value: Named }[] = subjects.map((subject) => ({
    name: subject.name,
    value: { subject },
  }))
  for (const synonym of synonyms) {
    for (const subject of byCode.get(synonym.code) ?? []) {
      names.push({ name: synonym.name, value: { subject, synonym } })
    }
  }
  const years = subjects.map((s) => s.yearFrom).filter((y) => y !== undefined)
  return { byCode, children, names: new NameIndex(names), yearFirst: Math.min(...years) }
}

const matchOf = ({ subject, synonym }: Named, how: MatchKind, distance: number): Match => ({
  subject,
  how,
  distance,
  met: synonym?.name ?? subject.name,
  ...(synonym?.note === undefined ? {} : { note: synonym.note }),
})

function distinct(matches: readonly Match[]): Match[] {
  const first = new Map<string, Match>()
  for (const match of matches) if (!first.has(match.subject.code)) first.set(match.subject.code, match)
  return [...first.values()]
}

function isUnder(subject: Subject, above: string | undefined): boolean {
  if (above === undefined) return true
  // Procurement codes are filled with zeros to nine characters: below A02000000 lies what begins with A02.
  return subject.code.startsWith(/^[ABC]/.test(above) ? above.replace(/(?:00)+$/, '') : above)
}
