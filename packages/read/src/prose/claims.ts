/**
 * The statements made so far, and what the claims of every kind need: what a label means where it stands, which
 * earlier amount is meant, and what time it is.
 */
import type { Catalogue, Coordinates } from '@gouji/ledger'
import { coordinatesKey, figureOf, isMoneyUnit, printedText } from '@gouji/ledger'
import type { Listing, Statement, StatementKind, Unread } from '../reading.ts'
import { type Basis, timeless, timeOf, type When } from './clause.ts'
import type { NumberToken } from './number.ts'
import type { Passage } from './passage.ts'
import { Scope } from './scope.ts'
import { type Sentence, sentenceAt } from './sentence.ts'
import { inside, isWithin, type Label, type Subject, subjectOf } from './subject.ts'
import type { Direction, ProseWords, Word } from './words.ts'

export type Draft = { -readonly [K in keyof Statement]: Statement[K] }

export interface ProseContext {
  readonly catalogue: Catalogue
  readonly words: ProseWords
  /** The document's own year and stage. */
  readonly own: When
}

/** Whether coordinates say what a few words say; this year's (本年) is what most amounts are without saying so. */
const saysAll = (c: Coordinates, basis: Coordinates): boolean =>
  (Object.entries(basis) as [keyof Coordinates, string][]).every(
    ([key, member]) => c[key] === member || (key === 'vintage' && c[key] === undefined),
  )

/** Whether a whole holds a part, but for the side of the budget and 结转, which sentences leave out. */
const holdsPart = (whole: Coordinates, part: Coordinates): boolean => {
  const { flow: _flow, vintage: _vintage, ...rest } = whole
  return isWithin(part, rest)
}

/** What tells a part of the expenditure. */
export const NARROWING = ['function', 'economy', 'character', 'project', 'item'] as const

/** 占支出总预算: 项目支出 is no such whole, whatever else is near. */
const saysMore = (c: Coordinates, basis: Coordinates, scope: Coordinates): boolean =>
  NARROWING.some((d) => c[d] !== undefined && basis[d] === undefined && scope[d] === undefined)

/** How far back an amount may stand that a later sentence speaks of. */
const MEMORY = 80

export class Claims {
  readonly context: ProseContext
  readonly statements: Draft[] = []
  readonly listings: Listing[] = []
  readonly unread: Unread[] = []
  readonly scope = new Scope()
  other = 0
  claimed = 0
  /** Which classification bare names belong to, since a sentence said so. */
  subjects: string | undefined
  passage!: Passage
  /** The first statement of the passage. */
  passageFrom = 0
  s: Sentence = sentenceAt(0)
  /** The stages that sentences name with their amounts, also where nothing else was understood. */
  readonly #stages = new Map<number, string>()

  constructor(context: ProseContext) {
    this.context = context
  }

  sayStage(statement: number, stage: string | undefined): void {
    if (stage !== undefined) this.#stages.set(statement, stage)
  }

  saidStage(statement: number): string | undefined {
    return this.#stages.get(statement)
  }

  label(): Label {
    return this.s.clause.label(this.passage.text)
  }

  subject(label: Label): Subject {
    const { catalogue, own } = this.context
    const subjects = this.subjects ? { subjects: this.subjects } : {}
    const above = this.s.list?.coordinates?.function ?? this.scope.coordinates.function
    const under = above === undefined ? {} : { under: above }
    const year = own.year === undefined ? {} : { year: own.year }
    const whole = this.s.bracket === undefined ? undefined : this.statements[this.s.bracket]!.coordinates?.economy
    const account = whole === undefined ? {} : { account: whole }
    const amongFunctions = this.#isAmongFunctions()
    const said = subjectOf(label, { catalogue, ...year, ...subjects, ...under, ...account, amongFunctions })
    if (said === undefined || said === 'unknown' || own.stage !== 'final') return said
    // 收入合计 of final accounts is 本年收入合计; what was carried over stands beside it.
    return /(?:收入|支出)(?:决算)?合计$/.test(label.name) && said.coordinates.vintage === undefined
      ? { ...said, coordinates: { ...said.coordinates, vintage: 'current' } }
      : said
  }

  /** Whether the amount before this one is a part of the same list, and told apart from the whole by its function. */
  #isAmongFunctions(): boolean {
    const { amount, list } = this.s
    const before = amount === undefined ? undefined : this.statements[amount]!
    if (before?.relation !== 'part' || list?.parent === undefined || before.of !== list.parent) return false
    const said = before.coordinates?.function
    return said !== undefined && said !== this.statements[list.parent]!.coordinates?.function
  }

  /** What a subject means where it stands. */
  around(own: Exclude<Subject, 'unknown' | undefined>): Coordinates {
    const { list, bracket } = this.s
    const scope = this.scope.coordinates
    const before = bracket === undefined ? undefined : this.statements[bracket]?.coordinates
    const near = list?.coordinates ?? (before && timeless(before))
    if (!near) return inside(scope, own.coordinates)
    const clash = own.coordinates.flow !== undefined && near.flow !== undefined && own.coordinates.flow !== near.flow
    return inside(clash ? scope : near, own.coordinates)
  }

  /** Whether the passage, its list or its headings speak of a dimension. */
  speaksOf(dimension: keyof Coordinates): boolean {
    const { topic, list } = this.s
    return [this.scope.coordinates, list?.coordinates, topic?.coordinates].some((c) => c?.[dimension] !== undefined)
  }

  /** 支出 alone, behind a subject of the same side: it is that subject's. */
  repeatsTopic(label: Label, own: Subject): boolean {
    const { topic, list } = this.s
    const about = topic?.coordinates
    if (!about || list || own === undefined || own === 'unknown' || own.by !== 'words') return false
    return label.words.every((w) => w.weak) && about.flow === own.coordinates.flow && about.item !== undefined
  }

  /**
   * The amounts that a share may have been taken of, the likeliest first: those that say what the sentence says
   * (占本年支出合计), inside its headings or outside, and that hold the part.
   */
  wholesOf(part: number, basis: Coordinates, isTotal: boolean): number[] {
    const own = this.statements[part]!.coordinates
    const time = this.time()
    const scope: Partial<Record<keyof Coordinates, string>> = { ...this.scope.coordinates }
    // 支出总预算 is all the expenditure, in a list of projects as well.
    if (isTotal) for (const dimension of NARROWING) delete scope[dimension]
    const inScope = coordinatesKey(this.at(inside(scope, basis))!)
    const near: number[] = []
    const far: number[] = []
    for (let i = this.statements.length - 1; i >= 0 && i >= this.statements.length - MEMORY; i--) {
      const st = this.statements[i]!
      const c = st.coordinates
      if (i === part || st.kind !== 'amount' || !c || c.year !== time.year || c.stage !== time.stage) continue
      if (own && coordinatesKey(c) === coordinatesKey(own)) continue
      const isGrand = basis.vintage === 'current' && /总计|总预算|总额/.test(st.subject)
      if (coordinatesKey(c) === inScope) near.push(i)
      else if (!isGrand && saysAll(c, basis) && !saysMore(c, basis, scope) && (!own || holdsPart(c, own))) far.push(i)
    }
    return [...near, ...far]
  }

  /** The latest amount with these coordinates. */
  find(coordinates: Coordinates): number | undefined {
    const key = coordinatesKey(coordinates)
    for (let i = this.statements.length - 1; i >= 0 && i >= this.statements.length - MEMORY; i--) {
      const st = this.statements[i]!
      if (st.kind === 'amount' && st.coordinates && coordinatesKey(st.coordinates) === key) return i
    }
    return undefined
  }

  /** 财政拨款“三公”经费…。“三公”经费较上年减少…: an amount of the same passage, with fewer words. */
  #findSaidShorter(coordinates: Coordinates): number | undefined {
    const said = Object.entries(coordinates) as [keyof Coordinates, string][]
    const found = this.statements.findLastIndex(
      (st) => st.kind === 'amount' && st.coordinates && said.every(([key, member]) => st.coordinates![key] === member),
    )
    return found < this.passageFrom ? undefined : found
  }

  /** What a number without words of its own is about; where nothing at all is said, nothing is claimed. */
  silentMeaning(): Coordinates | undefined {
    const { topic, list } = this.s
    if (topic) return topic.coordinates
    const around = list?.coordinates ?? this.scope.coordinates
    return Object.keys(around).length > 0 ? around : undefined
  }

  isPartOf(whole: number, part: Coordinates): boolean {
    const outer = timeless(this.statements[whole]!.coordinates ?? {})
    const inner = timeless(part)
    return isWithin(inner, outer) && coordinatesKey(inner) !== coordinatesKey(outer)
  }

  /** 上年 is the year before the one of which the sentence speaks: 2024年支出预算 400 万元，较上年…. */
  whenOf(word: Word): When {
    const year = this.#yearSpokenOf()
    return {
      ...(word.coordinates.stage === undefined ? {} : { stage: word.coordinates.stage }),
      ...(word.yearShift === undefined || year === undefined ? {} : { year: year + word.yearShift }),
    }
  }

  time(when: When = {}): Coordinates {
    return timeOf(when, this.context.own)
  }

  /** The year and the stage of an amount, where they are not the document's own. */
  timeOf(statement: number): When {
    const { year, stage } = this.statements[statement]!.coordinates ?? {}
    const { own } = this.context
    return {
      ...(year !== undefined && Number(year) !== own.year ? { year: Number(year) } : {}),
      ...(stage !== undefined && stage !== own.stage ? { stage } : {}),
    }
  }

  at(bare: Coordinates | undefined, when: When = {}): Coordinates | undefined {
    return bare && { ...timeless(bare), ...this.time(when) }
  }

  #yearSpokenOf(): number | undefined {
    const { topic, clause, when } = this.s
    const said = topic?.index === undefined ? undefined : this.statements[topic.index]!.coordinates?.year
    return clause.when.year ?? when.year ?? (said === undefined ? this.context.own.year : Number(said))
  }

  /** A base of the same stage as the document can only be last year's. */
  baseTime(when: When): When {
    const { stage } = this.context.own
    const year = this.#yearSpokenOf()
    if (when.year !== undefined || year === undefined) return when
    return when.stage !== undefined && when.stage !== stage ? when : { ...when, year: year - 1 }
  }

  isPast(when: When): boolean {
    const { year } = this.context.own
    return year !== undefined && when.year !== undefined && when.year < year
  }

  basisText(basis: Basis): string {
    const text = this.passage.text.slice(basis.start, basis.end)
    if (text === '同比') return '上年同期'
    return text.replace(/^(?:相?比较?|较|与|同|和|跟)/, '').replace(/[为是]$/, '')
  }

  /** 比上年执行数增加: direction, basis, and the time of the base. */
  comparison(): { direction: Direction; basis?: string; base?: Coordinates } {
    const { clause, basis: lasting } = this.s
    const basis = clause.than ?? clause.against ?? lasting
    const { is } = clause.direction!
    return basis
      ? { direction: is, basis: this.basisText(basis), base: this.time(this.baseTime(basis.when)) }
      : { direction: is }
  }

  /** Which amount a change, a rate or a comparison is about. */
  changed(own: Subject): { coordinates: Coordinates | undefined; of: { of?: number; relation?: 'change' | 'rate' } } {
    const { s } = this
    const link = (index: number | undefined) => (index === undefined ? {} : { of: index, relation: 'change' as const })
    // In a reason what changed is something else, whether or not its name is understood.
    const isOther = own === undefined && s.cause !== undefined
    if (own === 'unknown' || isOther || (own && s.narrow)) return { coordinates: undefined, of: {} }
    if (own && !this.repeatsTopic(this.label(), own)) {
      const coordinates = this.at(this.around(own))!
      const same = this.find(coordinates) ?? this.#findSaidShorter(coordinates)
      return { coordinates: same === undefined ? coordinates : this.statements[same]!.coordinates, of: link(same) }
    }
    const change = s.change === undefined ? undefined : this.statements[s.change]!
    // 固定资产减少 13 万元，减少 18%: the rate of a change whose amount is not printed.
    if (change) {
      const of = change.of === undefined ? { of: s.change!, relation: 'rate' as const } : link(change.of)
      return { coordinates: change.coordinates, of }
    }
    const about = s.topic?.index
    const when = about === undefined ? {} : this.timeOf(about)
    return { coordinates: this.at(this.silentMeaning(), when), of: link(about) }
  }

  claim(kind: StatementKind, token: NumberToken, more: Partial<Draft>, subject: string, at?: Coordinates): number {
    this.claimed++
    const value = printedText(token.printed)
    const { printed, unit } = token
    const money = isMoneyUnit(unit) && token.role !== 'price' ? { figure: figureOf(printed, unit) } : {}
    return this.push(kind, token.start, token.end, { value, unit, printed, ...money, ...more }, subject, at)
  }

  push(
    kind: StatementKind,
    start: number,
    end: number,
    more: Partial<Draft> & { readonly value: string; readonly unit: string },
    subject: string,
    coordinates: Coordinates | undefined,
  ): number {
    const { clause } = this.s
    this.statements.push({
      place: this.passage.placeOf(start, end),
      quote: this.passage.printed(Math.min(clause.start, start), end).trim(),
      subject,
      kind,
      ...(coordinates ? { coordinates } : {}),
      ...more,
    })
    return this.statements.length - 1
  }
}
