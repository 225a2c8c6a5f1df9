/**
 * Passage → statements. One walk over the tokens: words set what the next number will mean, a number becomes a
 * statement and clears what it has used up, signs close clauses, brackets open a sentence inside the sentence.
 */
import { bareName, type Coordinates } from '@gouji/ledger'
import { claimComparison, claimNil } from './absence.ts'
import { claimAmount } from './amount.ts'
import { Claims, type ProseContext } from './claims.ts'
import { Clause, timeless } from './clause.ts'
import { readListing } from './listing.ts'
import type { NumberToken } from './number.ts'
import type { Passage } from './passage.ts'
import { claimCount, claimHanCount, claimPercent, claimPrice, claimThreshold } from './rate.ts'
import { type List, type Sentence, sentenceAt } from './sentence.ts'
import { combined, inside, type Label, NEWEST } from './subject.ts'
import { type Token, tokenize } from './token.ts'
import type { Word } from './words.ts'

export class ProseReader {
  readonly claims: Claims
  #reasonFrom = 0
  /** A list that a passage opened with its last words: 基本支出…，其中：. */
  #carried: List | undefined

  constructor(context: ProseContext) {
    this.claims = new Claims(context)
  }

  read(passage: Passage): void {
    const { claims } = this
    const tokens = tokenize(passage.text, claims.context.words)
    claims.passage = passage
    if (passage.afterTable) claims.scope.introduce({}, undefined)
    if (passage.heading) {
      claims.other += tokens.filter((t) => t.kind === 'number' || t.kind === 'other').length
      claims.s = sentenceAt(0)
      const chain = /\([类款项]\)/.test(passage.text) ? this.#chainOf(passage, tokens) : undefined
      claims.scope.enter(passage.level, tokens, chain)
      this.#carried = undefined
      claims.subjects = undefined
      return
    }
    if (passage.numbering) claims.scope.leave(passage.level)
    const first = claims.statements.length
    claims.passageFrom = first
    claims.s = { ...sentenceAt(passage.begin), list: this.#listCarriedTo(passage) }
    this.#reasonFrom = first
    this.#nameProject()
    const outer: Sentence[] = []
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!
      if (token.end <= passage.begin) continue
      if (token.kind === 'mark' && token.mark === '(') {
        const close = silentBracket(tokens, i)
        if (this.#takeCode(tokens[i + 1], tokens[i + 2])) {
          claims.s.clause.takeBracket(tokens[i + 2]!.end)
          i += 2
        } else if (close > i) {
          claims.s.clause.takeBracket(tokens[close]!.end)
          i = close
        } else outer.push(this.#openBracket(token.end))
      } else if (token.kind === 'mark' && token.mark === ')') {
        this.#closeSentence(token.start)
        const around = outer.pop()
        if (around) claims.s = around
        else claims.s.clause = new Clause(token.end)
      } else this.#take(token, tokens, i)
    }
    this.#closeSentence(passage.text.length)
    while (outer.length > 0) {
      claims.s = outer.pop()!
      this.#closeSentence(passage.text.length)
    }
    this.#carry(first)
    // 财政拨款支出主要内容如下：what it says holds for the passages that follow.
    const said = claims.s.list?.coordinates ?? claims.s.topic?.coordinates
    if (said && claims.statements.length === first && /:$/.test(passage.text)) {
      claims.scope.introduce(said, claims.find(claims.at(said)!))
    }
  }

  /** A heading that is an account's chain: 一般公共服务支出（类）财政事务（款）. */
  #chainOf(passage: Passage, tokens: readonly Token[]): Coordinates | undefined {
    const name = passage.text.replace(/^[^\u4e00-\u9fff]*/, '').slice(passage.begin === 0 ? 0 : undefined)
    const words = tokens.flatMap((t) => (t.kind === 'word' ? [t.word] : []))
    const own = this.claims.subject({
      name,
      fullName: name,
      names: [name],
      start: 0,
      words,
      gapBefore: 2,
      gapBehind: 0,
    })
    return own && own !== 'unknown' && own.by === 'chain' ? own.coordinates : undefined
  }

  #listCarriedTo(passage: Passage): List | undefined {
    // A passage that names its year speaks for itself.
    if (passage.afterTable || /^\d{4}年/.test(passage.text)) this.#carried = undefined
    return this.#carried
  }

  /** The list goes on as long as passages add parts to it. */
  #carry(first: number): void {
    const { statements, s, passage } = this.claims
    const opened = /[其包如].{0,6}:$/.test(passage.text) ? s.list : undefined
    if (opened && opened.parent !== undefined && opened.parent >= first) this.#carried = opened
    else if (!statements.slice(first).some((st) => st.relation === 'part' && st.of === this.#carried?.parent)) {
      this.#carried = undefined
    }
  }

  /** "某某经费"主要内容是…: the passage is about a project. */
  #nameProject(): void {
    const { s, scope, passage } = this.claims
    const named = /^[^"]{0,6}"(.{2,40}?)"(?:项目)?(?:的)?主要内容/.exec(passage.text)
    if (!named) return
    const inner = named[1]!
    // The first quotation mark of a name that holds another one is its own.
    const name = inner.split('"').length % 2 === 0 ? `"${inner}` : inner
    const own = { flow: 'expenditure', character: 'project', project: bareName(name) }
    const coordinates = inside(timeless(scope.coordinates), own)
    s.topic = { coordinates, subject: name }
    s.list = { parent: undefined, coordinates, outer: undefined }
  }

  #openBracket(at: number): Sentence {
    const { claims } = this
    const around = claims.s
    const { topic, amount, change, narrow, queue } = around
    claims.s = { ...sentenceAt(at, amount), topic, amount, change, narrow, queue: amount === undefined ? queue : [] }
    return around
  }

  #take(token: Token, tokens: readonly Token[], i: number): void {
    const { claims } = this
    const { clause } = claims.s
    if (token.kind === 'gap') clause.takeGap(token)
    else if (token.kind === 'word') this.#takeWord(token.word, token.start, token.end, tokens, i)
    else if (token.kind === 'number') this.#takeNumber(token, tokens, i)
    else if (token.kind === 'han-count') {
      if (claimHanCount(claims, token, tokens[i - 1])) this.#useUp(clause, token.end)
      else clause.takeGap(token)
    } else if (token.kind === 'other') {
      claims.other++
      if (token.year !== undefined) clause.takeWhen({ year: token.year }, token.start, token.end)
      clause.code ??= this.#knownCode(token)
      clause.takeDate(token.end)
    } else this.#takeMark(token.mark, token.start, token.end)
  }

  /** （2010301）: a bracket with nothing but a code of the catalogue. */
  #takeCode(token: Token | undefined, next: Token | undefined): boolean {
    if (token === undefined || next?.kind !== 'mark' || next.mark !== ')') return false
    const code = this.#knownCode(token)
    if (code === undefined) return false
    this.claims.s.clause.code = code
    this.claims.other++
    return true
  }

  #knownCode(token: Token): string | undefined {
    if (token.kind !== 'other' && (token.kind !== 'number' || token.role !== 'bare')) return undefined
    const { catalogue, own } = this.claims.context
    const digits = this.claims.passage.text.slice(token.start, token.end)
    if (!/^(?:2\d{4}(?:\d\d)?|3\d{4}|[23]\d\d)$/.test(digits)) return undefined
    return catalogue.subject(digits.startsWith('2') ? 'function' : 'economy', digits, own.year ?? NEWEST)?.code
  }

  #takeMark(mark: string, start: number, end: number): void {
    const { claims } = this
    const { s } = claims
    if (mark === '"') {
      if (s.clause.silent) s.clause.restart(end)
    } else if (mark === '、') {
      if (!s.clause.silent) s.clause.earlier.push(claims.label())
      s.clause.restart(end)
    } else if (mark === ',') this.#closeClause(start, end)
    else if (mark === ':') {
      this.#nameTopic()
      this.#closeClause(start, end)
    } else if (mark === ';') {
      this.#closeClause(start, end)
      this.#giveReason(start)
      Object.assign(s, { narrow: false, change: undefined })
    } else this.#closeSentence(start, end)
  }

  #closeSentence(start: number, end = start): void {
    this.#nameTopic()
    this.#closeClause(start, end)
    this.#giveReason(start)
    const done = { basis: undefined, narrow: false, when: {}, queue: [], change: undefined }
    Object.assign(this.claims.s, done, { list: end === start ? this.claims.s.list : undefined })
  }

  /** A chain or a name before a colon or in a sentence of its own is what the passage is about. */
  #nameTopic(): void {
    const { claims } = this
    const { clause, topic, cause, list } = claims.s
    if (
      topic ||
      (list && list !== this.#carried) ||
      cause !== undefined ||
      clause.numbers > 0 ||
      clause.negation ||
      clause.silent
    )
      return
    const label = claims.label()
    const own = claims.subject(label)
    if (own === undefined || own === 'unknown') return
    claims.s.topic = { coordinates: timeless(claims.around(own)), subject: label.name }
  }

  #closeClause(start: number, end: number): void {
    const { claims } = this
    const { s } = claims
    const { clause } = s
    for (const token of s.waiting.splice(0)) this.#notUnderstood(token, undefined)
    if (clause.negation) claimNil(claims, start)
    else if (clause.numbers === 0) {
      if (clause.direction && (clause.direction.is === '=' || clause.against)) claimComparison(claims, start)
      else if (s.list || clause.listed) readListing(claims)
    }
    if (clause.than && clause.numbers === 0 && !clause.direction) s.basis = clause.than
    if (clause.words.length === 0 && clause.numbers === 0) s.when = { ...s.when, ...clause.when }
    if (clause.indicator) s.named = claims.label().fullName
    // 财政拨款支出预算中，一般公共预算…: a list of the parts of an amount named again.
    if (claims.passage.text[start - 1] === '中' && clause.words.length > 0 && clause.numbers === 0) {
      const coordinates = inside(claims.scope.coordinates, combined(clause.words.map((w) => w.coordinates)) ?? {})
      const parent = claims.find(claims.at(coordinates)!)
      if (parent !== undefined) s.list = { parent, coordinates: timeless(coordinates), outer: undefined }
    }
    s.clause = new Clause(end)
  }

  #takeWord(word: Word, start: number, end: number, tokens: readonly Token[], i: number): void {
    const { claims } = this
    const { s } = claims
    const { clause } = s
    switch (word.kind) {
      case 'subject':
      case 'object':
        clause.takeSubject(word, end)
        break
      case 'stage':
        clause.takeWhen(claims.whenOf(word), start, end)
        break
      case 'than':
        if (isTime(tokens[i + 1])) clause.than = { start, end, when: {} }
        break
      case 'compare':
        clause.direction = { is: word.direction!, word, start, end }
        if (clause.silent) clause.restart(end)
        break
      case 'share':
        clause.share ??= { start, words: [] }
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
        clause.listed = true
        break
      case 'distribute':
        s.queue = [...clause.earlier, claims.label()]
        clause.earlier = []
        break
      case 'negation':
        clause.negation = { start, words: [] }
        clause.restart(end)
        break
      case 'cause':
        if (clause.direction && clause.against && clause.numbers === 0) claimComparison(claims, start)
        s.cause = { at: end, statements: claims.statements.length }
        s.clause = new Clause(end)
        break
      case 'context':
        claims.subjects = word.subjects
        clause.restart(end)
        break
      case 'narrow':
        s.narrow = true
        clause.takeGap({ kind: 'gap', start, end })
        break
      case 'indicator':
        clause.indicator = true
        clause.restart(end)
        break
      case 'owner':
        // In a reason another unit's share of the amount is named.
        if (s.cause !== undefined && !word.self) s.narrow = true
        if (clause.words.length === 0) clause.restart(end)
        break
      case 'every': {
        // 某类项目均实行…，涉及…: what follows is of all of them.
        const own = claims.subject(claims.label())
        if (own && own !== 'unknown') s.list = { parent: undefined, coordinates: claims.around(own), outer: undefined }
        clause.restart(end)
        break
      }
      case 'reach':
        clause.than = undefined
        if (clause.silent) clause.restart(end)
        break
      case 'noun':
        clause.takeNoun(end)
        break
      default:
        if (clause.silent) clause.skip(end)
    }
  }

  /** 其中、包括: what follows are parts of the amount before, or of the amount that the chapter opened with. */
  #openList(): void {
    const { claims } = this
    const { s } = claims
    const words = s.clause.numbers === 0 ? s.clause.words : []
    const said = combined(words.map((w) => w.coordinates)) ?? {}
    const speaksOfPart = Object.keys(said).length > 0
    const parent = speaksOfPart && s.list ? s.list.parent : (s.amount ?? claims.scope.total)
    const around = parent === undefined ? claims.scope.coordinates : claims.statements[parent]!.coordinates
    const outer = speaksOfPart || s.list?.parent === parent ? s.list?.outer : s.list
    s.list = { parent, coordinates: around && inside(timeless(around), said), outer }
  }

  #takeNumber(token: NumberToken, tokens: readonly Token[], i: number): void {
    const { claims } = this
    const { s } = claims
    const { clause } = s
    const next = tokens[i + 1]
    if (token.role === 'bare') {
      if (isSeparator(next) && tokens[i + 2]?.kind === 'number') {
        s.waiting.push(token)
        return
      }
      if (clause.operator) claims.claim('target', token, { operator: clause.operator }, claims.label().fullName)
      else this.#notUnderstood(token, next)
      clause.restart(token.end)
      return
    }
    for (const earlier of s.waiting.splice(0)) this.#claimNumber({ ...earlier, role: token.role, unit: token.unit })
    this.#claimNumber(token, labelBehind(tokens, i))
  }

  #claimNumber(token: NumberToken, behind?: Label): void {
    const { claims } = this
    const { clause } = claims.s
    if (token.role === 'threshold') {
      claimThreshold(claims, token)
      return
    }
    if (token.role === 'amount') claimAmount(claims, token, behind)
    else if (token.role === 'price') claimPrice(claims, token)
    else if (token.role === 'count') claimCount(claims, token)
    else claimPercent(claims, token)
    this.#useUp(clause, token.end)
  }

  /** A number uses up the comparison before it; what it was compared with still holds for the next one. */
  #useUp(clause: Clause, end: number): void {
    if (clause.than) this.claims.s.basis = clause.than
    clause.useUp(end)
  }

  #giveReason(end: number): void {
    const { claims } = this
    const { cause } = claims.s
    if (cause === undefined) return
    const reason = claims.passage.text.slice(cause.at, end).replace(/^[是为:,\s]+/, '')
    for (let i = this.#reasonFrom; i < cause.statements; i++) {
      const st = claims.statements[i]!
      if (st.direction !== undefined && st.reason === undefined) st.reason = reason
    }
    this.#reasonFrom = claims.statements.length
    claims.s.cause = undefined
  }

  /** Digits without a unit: part of a name, or an amount that nobody can read. */
  #notUnderstood(token: NumberToken, next: Token | undefined): void {
    const { claims } = this
    const { clause } = claims.s
    const { text } = claims.passage
    const named = next !== undefined && next.start === token.end && (next.kind === 'gap' || next.kind === 'word')
    const expected = clause.words.length > 0 || clause.direction !== undefined || clause.share !== undefined
    const code = named && token.printed.digits >= 10_000n ? this.#knownCode(token) : undefined
    if (code !== undefined) clause.code = code
    if (token.printed.decimals === 0 && (named || !expected)) {
      claims.other++
      return
    }
    const place = claims.passage.placeOf(token.start)
    const around = text.slice(Math.max(0, token.start - 12), token.end)
    claims.unread.push({ place, text: around, reason: 'number-not-understood' })
  }
}

const isTime = (token: Token | undefined): boolean =>
  (token?.kind === 'other' && token.year !== undefined) || (token?.kind === 'word' && token.word.kind === 'stage')

const isSeparator = (token: Token | undefined): boolean =>
  token !== undefined &&
  ((token.kind === 'mark' && (token.mark === '、' || token.mark === ',')) ||
    (token.kind === 'word' && (token.word.text === '和' || token.word.text === '及')))

/** The index of the bracket's end when it holds a few words and no number: （类）, （境）, （含上年结转）. */
function silentBracket(tokens: readonly Token[], open: number): number {
  for (let i = open + 1; i < tokens.length && i < open + 8; i++) {
    const token = tokens[i]!
    if (token.kind === 'mark' && token.mark === ')') return token.end - tokens[open]!.start <= 18 ? i : -1
    if (token.kind === 'number' || token.kind === 'other') return -1
    if (token.kind === 'mark' && '。;,:('.includes(token.mark)) return -1
  }
  return -1
}

/** 10 万元资金来源为当年一般公共预算资金: the words stand behind the amount. */
function labelBehind(tokens: readonly Token[], i: number): Label | undefined {
  const first = tokens[i + 1]
  if (first?.kind !== 'word' || first.word.kind !== 'source-of') return undefined
  const words: Word[] = []
  for (let k = i + 2; k < tokens.length; k++) {
    const token = tokens[k]!
    if (token.kind === 'mark' || token.kind === 'number') break
    if (token.kind === 'word' && token.word.kind === 'subject') words.push(token.word)
  }
  if (words.length === 0) return undefined
  const name = words.map((w) => w.text).join('')
  return { name, fullName: name, names: [name], start: first.start, words, gapBefore: 0, gapBehind: 0 }
}
