/**
 * What is being composed: the ledger, its cube, the pack, and what has been collected so far. A scope is where in the
 * book a name is looked up: inside a loop it knows the member that the loop stands at.
 */
import type { Among, Budget, Cube, FactCoordinates, Origin, Stage } from '@gouji/budget'
import type { Catalogue } from '@gouji/ledger'
import { ownUnits } from './axis-unit.ts'
import type { BookFigure, BookRun } from './book.ts'
import { both, parseCoordinates, periodOf } from './coordinates.ts'
import type { NameOf } from './names.ts'
import type { Pack } from './pack.ts'
import type { ComposeProblem } from './problem.ts'
import type { ReasonedChange } from './reason.ts'
import { type Ref, refOf, TemplateError } from './template.ts'
import { type Amount, originsOf, type Value, words } from './value.ts'

export interface Scope {
  /** Of the loops around. */
  readonly at: FactCoordinates
  readonly variables: ReadonlyMap<string, Value>
  /** Where in the pack: sentences.income. */
  readonly path: string
  /** Facts among which amounts are looked for, where a form has narrowed them down. */
  readonly among?: Among
  /** A fixed row (合计) of a form whose columns speak of members: what it does not know stays blank. */
  readonly lenient?: boolean
}

export class Scene {
  readonly budget: Budget
  readonly pack: Pack
  readonly cube: Cube
  readonly catalogue: Catalogue
  readonly nameOf: NameOf
  readonly figures: BookFigure[] = []
  readonly problems: ComposeProblem[] = []
  readonly changes = new Map<string, ReasonedChange>()
  /** Where the figure comes from that was asked about. */
  readonly traced: Origin[] = []
  readonly #trace: number | undefined
  readonly root: Scope
  readonly #told = new Set<string>()
  readonly #asked = new Set<string>()
  readonly #periods = new Map<string, boolean>()
  #names: ReadonlyMap<string, string> | undefined

  constructor(given: {
    budget: Budget
    pack: Pack
    cube: Cube
    catalogue: Catalogue
    nameOf: NameOf
    trace?: number | undefined
  }) {
    this.budget = given.budget
    this.pack = given.pack
    this.cube = given.cube
    this.catalogue = given.catalogue
    this.nameOf = given.nameOf
    this.#trace = given.trace
    this.root = { at: {}, variables: headVariables(given.budget), path: '' }
  }

  problem(problem: ComposeProblem): void {
    const key = JSON.stringify(problem, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
    if (!this.#told.has(key)) this.problems.push(problem)
    this.#told.add(key)
  }

  /** The same change may be said in several places: it has one reason. */
  changed(change: ReasonedChange): void {
    this.changes.set(change.key, change)
  }

  /** A printed figure and the run that shows it; `from` is what it was made of. */
  figure(figure: Omit<BookFigure, 'id'>, ...from: readonly Value[]): BookRun {
    const id = this.figures.length
    this.figures.push({ ...figure, id })
    if (id === this.#trace) this.traced.push(...from.flatMap(originsOf))
    return { text: figure.text, figure: id }
  }

  resolve(ref: Ref, scope: Scope, at: number): Value {
    if (ref.kind === 'number') return { kind: 'count', count: BigInt(ref.name), unit: '', name: ref.name, known: true }
    if (ref.kind === 'measurement') return this.#measured(ref, scope)
    if (ref.kind === 'text') return words(this.told(ref.of!, ref.name) ?? '')
    const local = scope.variables.get(ref.name)
    if (local)
      return ref.period !== undefined && local.kind === 'amount' ? this.inPeriod(local, ref.period, scope) : local
    const declared = this.pack.figures[ref.name]
    if (declared === undefined) {
      if (scope.lenient) return words('')
      throw new TemplateError(at, `name-unknown:${ref.name}`)
    }
    return this.#declared(ref.name, declared, ref.period, scope, at)
  }

  /** A text of the ledger by its key. */
  told(of: 'reason' | 'purpose' | 'text', key: string): string | undefined {
    const { reasons, purposes, others } = this.budget.texts
    return (of === 'reason' ? reasons : of === 'purpose' ? purposes : others).get(key)
  }

  #declared(name: string, declared: string, period: string | undefined, scope: Scope, at: number): Value {
    if (declared.startsWith('#')) {
      const key = declared.slice(1)
      return this.#measured({ kind: 'measurement', name: key, ...(period === undefined ? {} : { period }) }, scope)
    }
    if (declared.startsWith('=')) return this.#sum(name, declared.slice(1), period, scope, at)
    const asked = parseCoordinates(declared)
    const wanted = period ?? asked.period
    const entered = this.#entered(name, wanted, scope)
    if (entered) return entered
    return this.amount(asked.coordinates, { name, scope, ...(wanted === undefined ? {} : { period: wanted }) })
  }

  #sum(name: string, expression: string, period: string | undefined, scope: Scope, at: number): Value {
    let fen = 0n
    let count: bigint | undefined
    let known = true
    const terms: Amount[] = []
    for (const m of expression.matchAll(/([+-]?)\s*([^\s+-][^\s]*)/g)) {
      const suffix = period === undefined || m[2]!.includes('@') ? '' : `@${period}`
      const term = refOf(`${m[2]!}${suffix}`, at)
      const value = this.resolve(term, scope, at)
      const sign = m[1] === '-' ? -1n : 1n
      if (value.kind === 'count' && terms.length === 0) {
        count = (count ?? 0n) + sign * value.count
        known &&= value.known
        continue
      }
      if (value.kind !== 'amount' || count !== undefined) throw new TemplateError(at, `not-an-amount:${term.name}`)
      fen += sign * value.fen
      known &&= value.known
      terms.push({ ...value, fen: sign * value.fen })
    }
    if (count !== undefined) return { kind: 'count', count, unit: '', name, known }
    return { kind: 'amount', fen, known, coordinates: {}, name, facts: [], terms }
  }

  /** The amount at coordinates within the scope, this year's budget unless a period is named. */
  amount(
    coordinates: FactCoordinates,
    { name, scope, period }: { name?: string; scope: Scope; period?: string },
  ): Amount {
    const inside = both(scope.at, coordinates)
    const at = inside && { ...inside, ...periodOf(this.budget.head, period) }
    const called = name ?? this.nameOf.all(at ?? coordinates)
    if (!at) return { kind: 'amount', fen: 0n, known: true, coordinates, name: called, facts: [] }
    const { fen, facts, undecided } = this.cube.at(at, scope.among)
    const isNow = period === undefined || period === 'this'
    if (undecided.length > 0 && isNow) {
      const line = undecided[0]!.line
      this.problem({
        code: 'ledger-too-coarse',
        severity: 'error',
        path: scope.path,
        facts: { figure: this.nameOf.all(at), lines: undecided.length, line: line ? originText(line.origin) : '' },
      })
    }
    // A column of another stage (预算数) prints what was entered as a total, under the name that the pack gives it.
    const total = isNow || facts.length > 0 || undecided.length > 0 ? undefined : this.#totalAt(inside, period, scope)
    if (total) return { ...total, name: called, coordinates: at }
    const known = isNow || (undecided.length === 0 && (facts.length > 0 || this.#hasLines(at)))
    return { kind: 'amount', fen, known, coordinates: at, name: called, facts }
  }

  #totalAt(coordinates: FactCoordinates, period: string | undefined, scope: Scope): Amount | undefined {
    this.#names ??= new Map(
      Object.entries(this.pack.figures).flatMap(([name, declared]) =>
        /^[=#]/.test(declared) ? [] : [[keyOf(parseCoordinates(declared).coordinates), name] as const],
      ),
    )
    const { year: _, stage: __, unit, vintage, ...bare } = coordinates
    const name =
      this.#names.get(keyOf({ ...bare, ...(vintage === undefined ? {} : { vintage }) })) ??
      (vintage === 'current' ? this.#names.get(keyOf(bare)) : undefined)
    if (name === undefined) return undefined
    return this.#entered(name, period, { ...scope, at: unit === undefined ? {} : { unit } })
  }

  /** Whether lines of that year and stage were entered at all: then what has none of them is nothing. */
  #hasLines({ year, stage, flow }: FactCoordinates): boolean {
    const key = `${year}|${stage}|${flow ?? ''}`
    const known =
      this.#periods.get(key) ??
      this.cube.facts.some(
        ({ coordinates: has }) => has.year === year && has.stage === stage && (flow === undefined || has.flow === flow),
      )
    this.#periods.set(key, known)
    return known
  }

  /** The same amount in another year or stage. */
  inPeriod(amount: Amount, period: string, scope: Scope): Amount {
    const entered = this.#entered(amount.name, period, scope)
    if (entered) return { ...entered, coordinates: { ...amount.coordinates, ...periodOf(this.budget.head, period) } }
    const { year: _, stage: __, ...bare } = amount.coordinates
    return this.amount(bare, { name: amount.name, scope: { ...scope, at: {} }, period })
  }

  /** A total that was entered as such, because its parts are not known. */
  #entered(name: string, period: string | undefined, scope: Scope): Amount | undefined {
    if (period === undefined || period === 'this') return undefined
    const { year, stage } = periodOf(this.budget.head, period)
    const found = this.budget.measurements.find(
      (m) =>
        m.money &&
        m.key === name &&
        String(m.year) === year &&
        (m.stage ?? 'budget') === (stage as Stage) &&
        (scope.at.unit === undefined || m.unit === scope.at.unit),
    )
    if (!found) return undefined
    const declared = this.pack.figures[name]
    const own = declared === undefined || /^[=#]/.test(declared) ? {} : parseCoordinates(declared).coordinates
    return {
      ...{ kind: 'amount', fen: found.value, known: true, coordinates: { ...own, year, stage }, name, facts: [] },
      entered: [found.origin],
    }
  }

  /** One key, or several joined by 、, that are counted together. */
  #measured(ref: Ref, scope: Scope): Value {
    const keys = ref.name.split('、')
    for (const key of keys) this.#asked.add(key)
    const { year } = periodOf(this.budget.head, ref.period)
    const unit = scope.at.unit
    const mine = this.budget.measurements.filter(
      (m) => keys.includes(m.key) && (unit === undefined || m.unit === undefined || m.unit === unit),
    )
    // Holdings are told as of the end of last year: the newest one up to the year of the book counts.
    const newest = mine.filter((m) => String(m.year) <= year).reduce((y, m) => (m.year > y ? m.year : y), 0)
    const all = mine.filter((m) => m.year === newest)
    const value = all.reduce((sum, m) => sum + m.value, 0n)
    const entered = all.map(({ origin }) => origin)
    if (all.some((m) => m.money)) {
      return { kind: 'amount', fen: value, known: true, coordinates: {}, name: ref.name, facts: [], entered }
    }
    const known = all.length > 0
    if (!known && !keys.some((key) => this.#speaksOf(key))) {
      const facts = { key: ref.name }
      this.problem({ code: 'measurement-missing', severity: 'error', path: scope.path, facts })
    }
    return { kind: 'count', count: value, unit: '', name: ref.name, known, entered }
  }

  /** Counts that the book passes over, though it speaks of others of their group: the key may be one that it does not know. */
  tellUnsaid(): void {
    const groups = new Set([...this.#asked].map(groupOf))
    for (const { key, money, value, origin } of this.budget.measurements) {
      if (money || value === 0n || this.#asked.has(key) || !groups.has(groupOf(key))) continue
      const facts = { key, count: String(value), line: originText(origin) }
      this.problem({ code: 'measurement-unsaid', severity: 'warning', path: 'book', facts })
    }
  }

  /** Whoever enters one kind of vehicle says of the others that there are none. */
  #speaksOf(key: string): boolean {
    const group = groupOf(key)
    return this.budget.measurements.some((m) => m.key === group || m.key.startsWith(`${group}·`))
  }
}

const groupOf = (key: string): string => key.split('·')[0]!

const keyOf = (coordinates: FactCoordinates): string =>
  Object.entries(coordinates)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .join(' ')

export const originText = (origin: { file: string; line?: number }): string =>
  origin.line === undefined ? origin.file : `${origin.file}:${origin.line}`

const STAGE_NAMES = { budget: '预算', final: '决算' } as const
const AUDIENCE_NAMES = { department: '部门', unit: '单位' } as const

function headVariables(budget: Budget): ReadonlyMap<string, Value> {
  const { head, projects, texts, lines, procurement } = budget
  const units = ownUnits(budget)
  const [year, month, day] = (head.date ?? '').split('-')
  const isNow = (entry: { year: number; stage: string }): boolean =>
    entry.year === head.year && entry.stage === head.stage
  const setAside = (name: string, part: 'smallFen' | 'microFen'): [string, Value] => {
    const fen = procurement.filter(isNow).reduce((sum, item) => sum + (item[part] ?? 0n), 0n)
    return [name, { kind: 'amount', fen, known: true, coordinates: {}, name, facts: [] }]
  }
  const listed = projects.filter(({ kind }) => kind !== 'personnel' && kind !== 'public')
  const firstLevel = new Set(listed.flatMap(({ parent }) => parent ?? []))
  const own = listed.filter(({ code }) => !firstLevel.has(code))
  const counts = {
    单位个数: units.length,
    行政单位个数: units.filter(({ nature }) => nature === 'administration').length,
    科室个数: texts.divisions.length,
    项目个数: own.length,
    一级项目个数: firstLevel.size,
    民生项目个数: own.filter(({ livelihood }) => livelihood).length,
    编制人数: units.reduce((sum, { posts }) => sum + (posts ?? 0), 0),
    在职人数: units.reduce((sum, { staff }) => sum + (staff ?? 0), 0),
    // Forms by economy can be filled only where this is nothing.
    缺经济科目笔数: lines.filter(
      (line) => line.flow === 'expenditure' && isNow(line) && line.economy === undefined && line.fen !== 0n,
    ).length,
  }
  const counted = Object.entries(counts).map(
    ([name, n]) => [name, { kind: 'count', count: BigInt(n), unit: '', name, known: true }] as const,
  )
  return new Map<string, Value>([
    ...counted,
    setAside('面向中小企业采购', 'smallFen'),
    setAside('面向小微企业采购', 'microFen'),
    ...Object.entries({
      公开主体: head.name,
      简称: head.short ?? head.name,
      主体代码: head.code,
      年度: String(head.year),
      上年: String(head.year - 1),
      级次: head.level ?? '',
      主体: AUDIENCE_NAMES[head.audience],
      阶段: STAGE_NAMES[head.stage],
      日期: year && month && day ? `${year}年${Number(month)}月${Number(day)}日` : '',
      年月: year && month ? `${year}年${Number(month)}月` : '',
    }).map(([name, text]) => [name, words(text)] as const),
  ])
}
