/**
 * Passage → statements. One walk over the tokens: words set what the next number will mean, a number becomes a
 * statement and clears what it has used up, signs close clauses, brackets open a sentence inside the sentence.
 */
import { bareName, type Coordinates, isUnder } from '@gouji/ledger'
import { claimComparison, claimNil } from './absence.ts'
import { claimAmount } from './amount.ts'
import { Claims, type ProseContext } from './claims.ts'
import { Clause, timeless } from './clause.ts'
import { readListing } from './listing.ts'
import { isSeparator, labelBehind, silentBracket } from './look-ahead.ts'
import type { NumberToken } from './number.ts'
import type { Passage } from './passage.ts'
import { claimCount, claimHanCount, claimPercent, claimPrice, claimThreshold } from './rate.ts'
import { type List, type Sentence, sentenceAt } from './sentence.ts'
import { combined, inside, type Label, NEWEST } from './subject.ts'
import { takeWord } from './take-word.ts'
import { type Token, tokenize } from './token.ts'

export class ProseReader {
  readonly claims: Claims
  #reasonFrom = 0
  /** A list that a passage opened with its last words: 基本支出…，其中：. */
  #carried: List | undefined

  constructor(context: ProseContext) {
    this.claims = new Claims(context)
  }

  /** `owner` is the body that a heading names, where the text tells of several. */
  read(passage: Passage, owner?: string): void {
    const { claims } = this
    const tokens = tokenize(passage.text, claims.context.words)
    claims.passage = passage
    if (passage.afterTable) claims.scope.introduce({}, undefined)
    if (passage.heading) {
      claims.other += tokens.filter((t) => t.kind === 'number' || t.kind === 'other').length
      claims.s = sentenceAt(0)
      claims.scope.leave(passage.level)
      const chain = /\([类款项]\)/.test(passage.text) ? this.#chainOf(passage, tokens) : undefined
      claims.scope.enter(passage.level, tokens, owner === undefined ? chain : { ...chain, unit: owner })
      this.#carried = undefined
      claims.subjects = undefined
      return
    }
    if (passage.numbering) claims.scope.leave(passage.level)
    const first = claims.statements.length
    claims.passageFrom = first
    claims.s = { ...sentenceAt(passage.begin, undefined, first), list: this.#listCarriedTo(passage) }
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
          this.#takeSilentBracket(tokens.slice(i + 1, close), tokens[close]!.end)
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
    const name = passage.text.slice(passage.begin).replace(/^[^\u4e00-\u9fff]*/, '')
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
    const named = /^[^"]{0,6}"(.{2,120}?)"(?:项目)?(?:的)?主要内容/.exec(passage.text)
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
    const { topic, amount, change, narrow, queue, basis, from } = around
    const when = amount === undefined ? {} : claims.timeOf(amount)
    claims.s = {
      ...sentenceAt(at, amount, from),
      ...{ topic, amount, change, narrow, basis, when },
      queue: amount === undefined ? queue : [],
    }
    return around
  }

  #take(token: Token, tokens: readonly Token[], i: number): void {
    const { claims } = this
    const { clause } = claims.s
    if (token.kind === 'gap') clause.takeGap(token)
    else if (token.kind === 'word') takeWord(claims, token, tokens[i + 1])
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

  /** A few words in brackets belong to the name before them; behind 占 they say more of the whole. */
  #takeSilentBracket(inside: readonly Token[], end: number): void {
    const { clause } = this.claims.s
    if (clause.share) {
      for (const t of inside) if (t.kind === 'word' && t.word.kind === 'subject') clause.takeSubject(t.word, end)
    } else if (!this.#namesTotal(inside, end)) clause.takeBracket(end)
  }

  /** 出国费、接待费、用车费（“三公”经费）决算总额 10.50 万元: the total is of what the bracket sums the names up as. */
  #namesTotal(inside: readonly Token[], end: number): boolean {
    const { clause } = this.claims.s
    const said = inside.flatMap((t) => (t.kind === 'word' && t.word.kind === 'subject' && !t.word.weak ? [t.word] : []))
    const isTotal = /^(?:支出|经费)?(?:预算|决算)?数?(?:总额|合计|共计|总计|总数)/.test(
      this.claims.passage.text.slice(end),
    )
    const [whole] = said
    if (!whole || said.length > 1 || !isTotal) return false
    const isAbove = clause.words.some((w) => isUnder('item', w.coordinates.item, whole.coordinates.item))
    if (clause.earlier.length === 0 && clause.numbers === 0 && !isAbove) return false
    clause.earlier = []
    clause.restart(inside[0]!.start)
    clause.takeSubject(whole, inside.at(-1)!.end)
    return true
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
    this.#returnToWhole()
    this.claims.s.pastBasis = this.claims.s.basis
    this.claims.s.from = this.claims.statements.length
    const done = { basis: undefined, narrow: false, when: {}, queue: [], change: undefined, executed: undefined }
    Object.assign(this.claims.s, done, { list: end === start ? this.claims.s.list : undefined })
  }

  /** Behind a sentence that has told the parts of a whole, the next one speaks of the whole again. */
  #returnToWhole(): void {
    const { s, statements, passageFrom } = this.claims
    const parent = s.list?.parent
    if (parent === undefined || parent < passageFrom || s.bracket !== undefined) return
    const parts = statements.slice(parent + 1).filter((st) => st.of === parent && st.relation === 'part')
    const whole = statements[parent]!
    if (parts.length < 2) return
    s.amount = parent
    s.topic = { coordinates: whole.coordinates && timeless(whole.coordinates), subject: whole.subject, index: parent }
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
    // A year in a reason (主要是2016年车辆减少) is that of the reason.
    const isReason = s.cause !== undefined
    if (clause.words.length === 0 && clause.numbers === 0 && !isReason) s.when = { ...s.when, ...clause.when }
    if (clause.indicator) s.named = claims.label().fullName
    // 财政拨款支出预算中，一般公共预算…: a list of the parts of an amount named again.
    if (claims.passage.text[start - 1] === '中' && clause.words.length > 0 && clause.numbers === 0) {
      const coordinates = inside(claims.scope.coordinates, combined(clause.words.map((w) => w.coordinates)) ?? {})
      const parent = claims.find(claims.at(coordinates)!)
      if (parent !== undefined) s.list = { parent, coordinates: timeless(coordinates), outer: undefined }
    }
    s.clause = new Clause(end)
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
    const place = claims.passage.placeOf(cause.at, end)
    for (let i = this.#reasonFrom; i < cause.statements; i++) {
      const st = claims.statements[i]!
      if (st.direction === undefined || st.reason !== undefined) continue
      st.reason = reason
      st.reasonPlace = place
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
