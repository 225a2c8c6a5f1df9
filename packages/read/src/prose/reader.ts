/**
 * Passage → statements. One walk over the tokens: words set what the next number will mean, a number becomes a
 * statement and clears what it has used up, signs close clauses, brackets open a sentence inside the sentence.
 */

import type { Catalogue, Coordinates, Printed } from '@gouji/ledger'
import { coordinatesKey, figureOf, isMoneyUnit, printedText } from '@gouji/ledger'
import type { Statement, StatementKind, Unread } from '../reading.ts'
import { type Basis, Clause, timeless, timeOf, type When } from './clause.ts'
import type { NumberToken } from './number.ts'
import type { Passage } from './passage.ts'
import { Scope } from './scope.ts'
import { combined, inside, isWithin, type Label, type Subject, subjectOf } from './subject.ts'
import { type HanCountToken, type Token, tokenize } from './token.ts'
import type { Direction, ProseWords, Word } from './words.ts'

export type Draft = { -readonly [K in keyof Statement]: Statement[K] }

export interface ProseContext {
  readonly catalogue: Catalogue
  readonly words: ProseWords
  /** The document's own year and stage. */
  readonly own: When
}

/** What the sentence is about when a number has no words of its own. */
interface Topic {
  /** Undefined when the words were not understood. */
  readonly coordinates: Coordinates | undefined
  readonly subject: string
  /** The amount that the topic came with. */
  readonly index?: number
}

/** What lasts longer than a clause. */
interface Sentence {
  clause: Clause
  topic: Topic | undefined
  /** The last amount that is neither a change nor a base. */
  amount: number | undefined
  change: number | undefined
  basis: Basis | undefined
  when: When
  /** The amount whose parts are being listed, and what the list says of all its members. */
  list: { readonly parent: number | undefined; readonly coordinates: Coordinates | undefined } | undefined
  narrow: boolean
  cause: number | undefined
  /** Names that 分别 hands out to the numbers that follow. */
  queue: Label[]
  /** Numbers before 、 that wait for the unit of a later one. */
  waiting: NumberToken[]
  /** The amount behind which a bracket was opened. */
  readonly bracket: number | undefined
}

export class ProseReader {
  readonly statements: Draft[] = []
  readonly unread: Unread[] = []
  other = 0
  claimed = 0
  readonly #context: ProseContext
  readonly #scope = new Scope()
  #subjects: string | undefined
  #passage!: Passage
  #s!: Sentence
  #reasonFrom = 0

  constructor(context: ProseContext) {
    this.#context = context
  }

  read(passage: Passage): void {
    const tokens = tokenize(passage.text, this.#context.words)
    this.#passage = passage
    if (passage.heading) {
      this.other += tokens.filter((t) => t.kind === 'number' || t.kind === 'other').length
      this.#scope.enter(passage.level, tokens)
      this.#subjects = undefined
      return
    }
    if (passage.numbering) this.#scope.leave(passage.level)
    this.#s = sentenceAt(0)
    this.#reasonFrom = this.statements.length
    const outer: Sentence[] = []
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!
      if (token.kind === 'mark' && token.mark === '(') {
        const close = silentBracket(tokens, i)
        if (close > i) {
          this.#s.clause.nameEnd = Math.max(this.#s.clause.nameEnd, this.#s.clause.silent ? 0 : tokens[close]!.end)
          i = close
        } else outer.push(this.#openBracket(token.end))
      } else if (token.kind === 'mark' && token.mark === ')') {
        this.#closeSentence(token.start)
        const around = outer.pop()
        if (around) this.#s = around
        if (!around) this.#s.clause = new Clause(token.end)
      } else this.#take(token, tokens, i)
    }
    this.#closeSentence(passage.text.length)
    while (outer.length > 0) {
      this.#s = outer.pop()!
      this.#closeSentence(passage.text.length)
    }
  }

  #openBracket(at: number): Sentence {
    const around = this.#s
    this.#s = { ...sentenceAt(at, around.amount), topic: around.topic, amount: around.amount, change: around.change }
    if (around.narrow) this.#s.narrow = true
    return around
  }

  #take(token: Token, tokens: readonly Token[], i: number): void {
    const clause = this.#s.clause
    if (token.kind === 'gap') clause.takeGap(token)
    else if (token.kind === 'word') this.#takeWord(token.word, token.start, token.end, tokens, i)
    else if (token.kind === 'number') this.#takeNumber(token, tokens, i)
    else if (token.kind === 'han-count') this.#takeHanCount(token, tokens[i - 1])
    else if (token.kind === 'other') {
      this.other++
      if (token.year !== undefined) clause.takeWhen({ year: token.year }, token.end)
      if (clause.words.length === 0) clause.restart(token.end)
    } else this.#takeMark(token.mark, token.start, token.end)
  }

  #takeMark(mark: string, start: number, end: number): void {
    const s = this.#s
    if (mark === '"') {
      if (s.clause.silent) s.clause.restart(end)
    } else if (mark === '、') {
      if (!s.clause.silent) s.clause.earlier.push(s.clause.label(this.#passage.text))
      s.clause.restart(end)
    } else if (mark === ',') this.#closeClause(start, end)
    else if (mark === ':') {
      this.#nameTopic()
      this.#closeClause(start, end)
    } else if (mark === ';') {
      this.#closeClause(start, end)
      this.#giveReason(start)
      Object.assign(s, { basis: undefined, narrow: false, when: {} })
    } else this.#closeSentence(start, end)
  }

  #closeSentence(start: number, end = start): void {
    this.#nameTopic()
    this.#closeClause(start, end)
    this.#giveReason(start)
    Object.assign(this.#s, { basis: undefined, narrow: false, when: {}, list: undefined, queue: [] })
  }

  /** A chain or a name before a colon or in a sentence of its own is what the passage is about. */
  #nameTopic(): void {
    const { clause, topic, cause } = this.#s
    if (topic || cause !== undefined || clause.numbers > 0 || clause.negation || clause.silent) return
    const own = this.#subject(clause.label(this.#passage.text))
    if (own === undefined || own === 'unknown') return
    this.#s.topic = { coordinates: this.#around(own), subject: clause.label(this.#passage.text).name }
  }

  #closeClause(start: number, end: number): void {
    const s = this.#s
    const { clause } = s
    this.#dropWaiting()
    if (clause.negation) this.#claimNil(start)
    else if (clause.direction?.is === '=' && clause.numbers === 0) this.#claimComparison(start)
    if (clause.than && clause.numbers === 0 && !clause.direction) s.basis = clause.than
    if (clause.words.length === 0 && clause.numbers === 0) s.when = { ...s.when, ...clause.when }
    s.clause = new Clause(end)
  }

  #takeWord(word: Word, start: number, end: number, tokens: readonly Token[], i: number): void {
    const s = this.#s
    const { clause } = s
    switch (word.kind) {
      case 'subject':
        if (word.heading) clause.takeGap({ kind: 'gap', start, end })
        else clause.takeSubject(word, end)
        break
      case 'object':
        clause.takeSubject(word, end)
        break
      case 'stage':
        clause.takeWhen(this.#whenOf(word), end)
        break
      case 'than':
        if (isTime(tokens[i + 1])) clause.than = { start, end, when: {} }
        break
      case 'compare':
        clause.direction = { is: word.direction!, word, start, end }
        if (clause.silent) clause.restart(end)
        break
      case 'share':
        if (clause.share === undefined) clause.share = { start, words: [] }
        break
      case 'execution':
        clause.execution = { start, when: {} }
        break
      case 'operator':
        clause.operator = word.operator
        break
      case 'list':
        this.#openList()
        clause.restart(end)
        break
      case 'distribute':
        s.queue = [...clause.earlier, clause.label(this.#passage.text)]
        clause.earlier = []
        break
      case 'negation':
        clause.negation = { start, words: [] }
        clause.restart(end)
        break
      case 'cause':
        s.cause = end
        clause.restart(end)
        break
      case 'context':
        this.#subjects = word.subjects
        clause.restart(end)
        break
      case 'narrow':
        s.narrow = true
        clause.takeGap({ kind: 'gap', start, end })
        break
      case 'owner':
        if (clause.words.length === 0) clause.restart(end)
        break
      default:
        if (clause.silent) clause.skip(end)
    }
  }

  /** 其中、包括: what follows are parts of the amount before, or of the amount that the chapter opened with. */
  #openList(): void {
    const s = this.#s
    const said =
      s.clause.words.length > 0 && s.clause.numbers === 0 ? combined(s.clause.words.map((w) => w.coordinates)) : {}
    const speaksOfPart = Object.keys(said).length > 0
    const parent = speaksOfPart && s.list ? s.list.parent : (s.amount ?? this.#scope.total)
    const around = parent === undefined ? this.#scope.coordinates : this.statements[parent]!.coordinates
    s.list = { parent, coordinates: around && inside(timeless(around), said) }
  }

  #takeNumber(token: NumberToken, tokens: readonly Token[], i: number): void {
    const { clause } = this.#s
    const next = tokens[i + 1]
    if (token.role === 'bare') {
      const listed = next?.kind === 'mark' && next.mark === '、' && tokens[i + 2]?.kind === 'number'
      if (listed) {
        this.#s.waiting.push(token)
        return
      }
      if (clause.operator) this.#claim('target', token, { operator: clause.operator })
      else this.#notUnderstood(token, next)
      clause.restart(token.end)
      return
    }
    for (const earlier of this.#s.waiting.splice(0))
      this.#claimNumber({ ...earlier, role: token.role, unit: token.unit }, undefined)
    this.#claimNumber(token, this.#behind(tokens, i))
  }

  #claimNumber(token: NumberToken, behind: Label | undefined): void {
    if (token.role === 'amount') this.#claimAmount(token, behind)
    else if (token.role === 'percent' || token.role === 'points') this.#claimPercent(token)
    else if (token.role === 'threshold') this.#claim('threshold', token, {})
    else if (token.role === 'price') this.#claim('price', token, this.#priceOf(token))
    else this.#claimCount(token)
    const { clause } = this.#s
    if (token.role === 'threshold') return
    clause.numbers++
    clause.restart(token.end)
    clause.operator = undefined
    clause.earlier = []
    if (token.role !== 'count') this.#settle(clause)
  }

  /** A number uses up the comparison before it; what it was compared with still holds for the next one. */
  #settle(clause: Clause): void {
    if (clause.than) this.#s.basis = clause.than
    Object.assign(clause, { than: undefined, direction: undefined, share: undefined, execution: undefined, when: {} })
  }

  #claimAmount(token: NumberToken, behind: Label | undefined): void {
    const s = this.#s
    const { clause } = s
    const label = s.queue.shift() ?? behind ?? clause.label(this.#passage.text)
    const own = this.#subject(label)
    if (clause.direction && clause.direction.is !== '=') {
      const { coordinates, of } = this.#changed(own)
      const index = this.#claim(
        'change-amount',
        token,
        { ...this.#comparison(), ...of },
        label.name || s.topic?.subject,
        coordinates,
      )
      s.change = index
      return
    }
    const when = { ...s.when, ...clause.when }
    if (clause.than && own === undefined) {
      this.#claimBase(token, clause.than)
      return
    }
    if (own === undefined && s.topic?.index !== undefined && this.#isPast(when)) {
      this.#claimBase(token, { start: clause.start, end: token.start, when })
      return
    }
    this.#claimPlain(token, own, label, when)
  }

  #claimPlain(token: NumberToken, own: Subject, label: Label, when: When): void {
    const s = this.#s
    const said = own === undefined || own === 'unknown' ? undefined : own.coordinates
    const around = this.#surroundings()
    const bare =
      own === 'unknown' || s.narrow
        ? undefined
        : own
          ? this.#around(own)
          : s.topic
            ? s.topic.coordinates
            : this.#scope.coordinates
    const coordinates = bare && { ...timeless(bare), ...timeOf(when, this.#context.own) }
    const index = this.statements.length
    const before = s.amount === undefined ? undefined : this.statements[s.amount]
    const same =
      before?.coordinates && bare && coordinatesKey(timeless(before.coordinates)) === coordinatesKey(timeless(bare))
    const relation =
      same && this.#isPast(when)
        ? { of: s.amount!, relation: 'base' as const }
        : own !== undefined &&
            around.parent !== undefined &&
            (said === undefined ? around.explicit : this.#isPartOf(around.parent, bare, around.explicit))
          ? { of: around.parent, relation: 'part' as const }
          : {}
    this.#claim('amount', token, relation, label.name || s.topic?.subject, coordinates)
    if (s.cause !== undefined || relation.relation === 'base') return
    s.topic = { coordinates: bare, subject: label.name || s.topic?.subject || '', index }
    s.amount = index
    s.change = undefined
    if (bare && this.#scope.total === undefined) this.#scope.open(index, timeless(bare))
  }

  #isPartOf(parent: number, part: Coordinates | undefined, explicit: boolean): boolean {
    const whole = this.statements[parent]!.coordinates
    if (!whole || !part) return explicit
    const inner = timeless(part)
    const outer = timeless(whole)
    return isWithin(inner, outer) && coordinatesKey(inner) !== coordinatesKey(outer)
  }

  /** The amount that the next one is a part of: the bracket's, the list's, or the chapter's. */
  #surroundings(): { readonly parent: number | undefined; readonly explicit: boolean } {
    const s = this.#s
    if (s.list) return { parent: s.list.parent, explicit: true }
    if (s.bracket !== undefined) return { parent: s.bracket, explicit: true }
    return { parent: this.#scope.total, explicit: false }
  }

  /** What a subject means where it stands. */
  #around(own: Exclude<Subject, 'unknown' | undefined>): Coordinates {
    const s = this.#s
    const scope = this.#scope.coordinates
    const bracket = s.bracket === undefined ? undefined : this.statements[s.bracket]?.coordinates
    const near = s.list?.coordinates ?? (bracket && timeless(bracket))
    if (!near) return inside(scope, own.coordinates)
    const clash = own.coordinates.flow !== undefined && near.flow !== undefined && own.coordinates.flow !== near.flow
    return inside(clash ? scope : near, own.coordinates)
  }

  #claimBase(token: NumberToken, basis: Basis): void {
    const s = this.#s
    const topic = s.topic?.coordinates
    const time = timeOf(this.#baseTime(basis.when), this.#context.own)
    const of = s.topic?.index === undefined ? {} : { of: s.topic.index, relation: 'base' as const }
    const coordinates = topic && { ...timeless(topic), ...time }
    this.#claim('amount', token, { ...of, basis: this.#basisText(basis) }, s.topic?.subject, coordinates)
    s.basis = basis
  }

  /** A base of the same stage as the document can only be last year's. */
  #baseTime(when: When): When {
    const { year, stage } = this.#context.own
    if (when.year !== undefined || year === undefined) return when
    return when.stage !== undefined && when.stage !== stage ? when : { ...when, year: year - 1 }
  }

  #isPast(when: When): boolean {
    const { year } = this.#context.own
    return year !== undefined && when.year !== undefined && when.year < year
  }

  /** Which amount a change or a rate is about. */
  #changed(own: Subject): {
    readonly coordinates: Coordinates | undefined
    readonly of: { of?: number; relation?: 'change' }
  } {
    const s = this.#s
    const link = (index: number | undefined) => (index === undefined ? {} : { of: index, relation: 'change' as const })
    if (own === 'unknown' || (own && s.narrow)) return { coordinates: undefined, of: {} }
    const now = timeOf({}, this.#context.own)
    if (own === undefined) {
      const about = s.topic ? s.topic.coordinates : this.#scope.coordinates
      return { coordinates: about && { ...timeless(about), ...now }, of: link(s.topic?.index) }
    }
    const coordinates = { ...timeless(this.#around(own)), ...now }
    return { coordinates, of: link(this.#find(coordinates)) }
  }

  /** The latest amount with these coordinates. */
  #find(coordinates: Coordinates): number | undefined {
    const key = coordinatesKey(coordinates)
    for (let i = this.statements.length - 1; i >= 0 && i > this.statements.length - 60; i--) {
      const st = this.statements[i]!
      if (st.kind === 'amount' && st.coordinates && coordinatesKey(st.coordinates) === key) return i
    }
    return undefined
  }

  #claimPercent(token: NumberToken): void {
    const s = this.#s
    const { clause } = s
    const label = clause.label(this.#passage.text)
    const rate = token.role === 'points' ? 'change-points' : 'change-percent'
    if (clause.direction && clause.direction.is !== '=' && !clause.share && !clause.execution) {
      const { coordinates, of } = this.#changed(this.#subject(label))
      this.#claim(rate, token, { ...this.#comparison(), ...of }, label.name || s.topic?.subject, coordinates)
    } else if (clause.execution && !clause.operator) {
      const of = s.topic?.index === undefined ? {} : { of: s.topic.index, relation: 'execution' as const }
      this.#claim('percent-of', token, of, s.topic?.subject, s.topic?.coordinates)
    } else if (clause.share && !clause.operator) this.#claimShare(token, label)
    else if (clause.operator) this.#claim('target', token, { operator: clause.operator }, label.name)
    else this.#claim('percent', token, {}, label.name)
  }

  #claimShare(token: NumberToken, label: Label): void {
    const s = this.#s
    const part = s.amount === undefined ? undefined : this.statements[s.amount]
    const words = s.clause.share!.words
    const said =
      words.length > 0
        ? {
            ...inside(this.#scope.coordinates, combined(words.map((w) => w.coordinates))),
            ...timeOf({}, this.#context.own),
          }
        : undefined
    const whole = said ? this.#find(said) : part?.relation === 'part' ? part.of : undefined
    const basis = words.length > 0 ? { basis: words.map((w) => w.text).join('') } : {}
    this.#claim(
      'percent-of',
      token,
      {
        ...(s.amount === undefined ? {} : { of: s.amount, relation: 'share' as const }),
        ...(whole === undefined ? {} : { whole }),
        ...basis,
      },
      s.topic?.subject ?? label.name,
      part?.coordinates,
    )
  }

  #claimCount(token: NumberToken): void {
    const { clause } = this.#s
    const name = this.#countedName(token)
    if (clause.direction && clause.direction.is !== '=') this.#claim('change-count', token, this.#comparison(), name)
    else if (clause.operator) this.#claim('target', token, { operator: clause.operator }, name)
    else this.#claim('count', token, {}, name)
    if (clause.direction) this.#settle(clause)
  }

  #countedName(token: { readonly end: number }): string {
    const behind = /^[^,。;:、()"\d的]{0,12}/.exec(this.#passage.text.slice(token.end, token.end + 14))![0]
    const name = this.#s.clause.label(this.#passage.text).name
    return behind === '' || (name !== '' && /^[为是和及与中,]/.test(behind)) ? name : behind
  }

  #takeHanCount(token: HanCountToken, before: Token | undefined): void {
    const { clause } = this.#s
    const counts = before?.kind === 'word' && (before.word.kind === 'compare' || COUNTING.has(before.word.text))
    const compared = clause.direction !== undefined && clause.direction.end === token.start
    if (!counts && !(compared && clause.direction!.is !== '=')) {
      clause.takeGap(token)
      return
    }
    const printed: Printed = { digits: BigInt(token.value), decimals: 0, repairs: [] }
    this.#claimCount({ kind: 'number', start: token.start, end: token.end, role: 'count', printed, unit: token.unit })
    // Numbers in characters are not counted among the digits of the document.
    this.claimed--
    clause.numbers++
    clause.restart(token.end)
  }

  /** 比上年执行数增加: direction, basis, and the time of the base. */
  #comparison(): { direction: Direction; basis?: string; base?: Coordinates } {
    const { clause, basis: lasting } = this.#s
    const basis = clause.than ?? lasting
    const { is } = clause.direction!
    if (!basis) return { direction: is }
    return { direction: is, basis: this.#basisText(basis), base: timeOf(this.#baseTime(basis.when), this.#context.own) }
  }

  #basisText(basis: Basis): string {
    return this.#passage.text.slice(basis.start, basis.end).replace(/^(?:相?比较?|较|与|同|和|跟)/, '')
  }

  #claimComparison(end: number): void {
    const s = this.#s
    const { clause } = s
    const { start, word } = clause.direction!
    const label = clause.label(this.#passage.text)
    const own = this.#subject(label)
    if (!clause.than && !s.basis && (own === undefined || own === 'unknown')) return
    const { coordinates, of } = this.#changed(own)
    this.#push(
      'comparison',
      { at: start, end: Math.min(end, start + word.text.length), value: word.text, unit: '' },
      { ...this.#comparison(), ...of },
      label.name || s.topic?.subject,
      coordinates,
    )
  }

  /** An entry of the glossary says what a word means, not what the unit has. */
  #defines(): boolean {
    return this.#scope.glossary && (this.#passage.numbering !== undefined || /[是指反映]/.test(this.#passage.text))
  }

  #claimNil(end: number): void {
    const s = this.#s
    const { clause } = s
    const words = clause.negation!.words
    if (words.length === 0 || this.#defines() || clause.numbers > 0 || clause.direction) return
    if (words.every((w) => w.weak)) return
    const own: Subject = { coordinates: combined(words.map((w) => w.coordinates)), by: 'words' }
    const known = Object.keys(own.coordinates).length > 0
    const coordinates = known
      ? { ...timeless(this.#around(own)), ...timeOf(clause.when, this.#context.own) }
      : undefined
    const name = this.#passage.text.slice(clause.labelStart, clause.nameEnd)
    this.#push('nil', { at: clause.negation!.start, end, value: '', unit: '' }, {}, name, coordinates)
    if (s.cause === undefined) s.topic ??= { coordinates: coordinates && timeless(coordinates), subject: name }
  }

  /** 15/件 after 10元/件: the unit that the author left out. */
  #priceOf(token: NumberToken): { unit?: string } {
    if (!token.unit.startsWith('/')) return {}
    const like = this.statements.findLast((st) => st.kind === 'price' && st.unit.endsWith(token.unit))
    return like ? { unit: like.unit } : {}
  }

  /** 10 万元资金来源为当年一般公共预算资金: the words stand behind the amount. */
  #behind(tokens: readonly Token[], i: number): Label | undefined {
    const first = tokens[i + 1]
    if (first?.kind !== 'word' || first.word.kind !== 'source-of') return undefined
    const words: Word[] = []
    for (let k = i + 2; k < tokens.length; k++) {
      const token = tokens[k]!
      if (token.kind === 'mark' || token.kind === 'number') break
      if (token.kind === 'word' && token.word.kind === 'subject') words.push(token.word)
    }
    return words.length === 0
      ? undefined
      : { name: words.map((w) => w.text).join(''), words, gapBefore: 0, gapBehind: 0 }
  }

  #subject(label: Label): Subject {
    const { catalogue, own } = this.#context
    return subjectOf(label, {
      catalogue,
      year: own.year ?? 2024,
      ...(this.#subjects ? { subjects: this.#subjects } : {}),
    })
  }

  #whenOf(word: Word): When {
    const { year } = this.#context.own
    return {
      ...(word.coordinates.stage === undefined ? {} : { stage: word.coordinates.stage }),
      ...(word.yearShift === undefined || year === undefined ? {} : { year: year + word.yearShift }),
    }
  }

  /** Digits without a unit: part of a name, or an amount that nobody can read. */
  #notUnderstood(token: NumberToken, next: Token | undefined): void {
    const { clause } = this.#s
    const text = this.#passage.text
    const whole = token.printed.decimals === 0
    const named = next !== undefined && next.start === token.end && (next.kind === 'gap' || next.kind === 'word')
    const expected = clause.words.length > 0 || clause.direction !== undefined || clause.share !== undefined
    if (whole && (named || !expected)) {
      this.other++
      return
    }
    const place = this.#passage.placeOf(token.start)
    this.unread.push({
      place,
      text: text.slice(Math.max(0, token.start - 12), token.end),
      reason: 'number-not-understood',
    })
  }

  #dropWaiting(): void {
    for (const token of this.#s.waiting.splice(0)) this.#notUnderstood(token, undefined)
  }

  #giveReason(end: number): void {
    const { cause } = this.#s
    if (cause === undefined) return
    const reason = this.#passage.text.slice(cause, end).replace(/^[是为:,\s]+/, '')
    for (let i = this.#reasonFrom; i < this.statements.length; i++) {
      const st = this.statements[i]!
      if (st.direction !== undefined && st.reason === undefined) st.reason = reason
    }
    this.#reasonFrom = this.statements.length
    this.#s.cause = undefined
  }

  #claim(
    kind: StatementKind,
    token: NumberToken,
    more: Partial<Draft>,
    subject?: string,
    coordinates?: Coordinates,
  ): number {
    this.claimed++
    const value = printedText(token.printed)
    const figure =
      isMoneyUnit(token.unit) && token.role !== 'price' ? { figure: figureOf(token.printed, token.unit) } : {}
    return this.#push(
      kind,
      { at: token.start, end: token.end, value, unit: token.unit },
      { printed: token.printed, ...figure, ...more },
      subject ?? this.#s.clause.label(this.#passage.text).name,
      coordinates,
    )
  }

  #push(
    kind: StatementKind,
    span: { readonly at: number; readonly end: number; readonly value: string; readonly unit: string },
    more: Partial<Draft>,
    subject: string | undefined,
    coordinates: Coordinates | undefined,
  ): number {
    const { clause } = this.#s
    this.statements.push({
      place: this.#passage.placeOf(span.at),
      quote: this.#passage.printed(Math.min(clause.start, span.at), span.end).trim(),
      subject: subject ?? '',
      value: span.value,
      unit: span.unit,
      kind,
      ...(coordinates ? { coordinates } : {}),
      ...more,
    })
    return this.statements.length - 1
  }
}

/** Words after which a number in characters counts things. */
const COUNTING = new Set(['共', '共计', '共有', '设', '设有', '下设', '内设', '现有'])

const sentenceAt = (at: number, bracket?: number): Sentence => ({
  clause: new Clause(at),
  topic: undefined,
  amount: undefined,
  change: undefined,
  basis: undefined,
  when: {},
  list: undefined,
  narrow: false,
  cause: undefined,
  queue: [],
  waiting: [],
  bracket,
})

const isTime = (token: Token | undefined): boolean =>
  (token?.kind === 'other' && token.year !== undefined) || (token?.kind === 'word' && token.word.kind === 'stage')

/** The index of the bracket's end when it holds a few words and no number: （类）, （境）, （含上年结转）. */
function silentBracket(tokens: readonly Token[], open: number): number {
  for (let i = open + 1; i < tokens.length && i < open + 8; i++) {
    const token = tokens[i]!
    if (token.kind === 'mark' && token.mark === ')') return token.end - tokens[open]!.start <= 18 ? i : -1
    if (token.kind === 'number' || token.kind === 'other' || (token.kind === 'mark' && '。;,:('.includes(token.mark)))
      return -1
  }
  return -1
}
