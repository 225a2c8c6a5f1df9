/** What a clause has said so far, from its beginning to the number that is being read. */
import type { Coordinates, Dimension } from '@gouji/ledger'
import type { Label } from './subject.ts'
import type { Token } from './token.ts'
import type { Direction, Word } from './words.ts'

/** A year and a stage as said: 上年执行数, 2023年预算. */
export interface When {
  readonly year?: number
  readonly stage?: string
}

/** 比上年执行数, 与2023年预算相比. */
export interface Basis {
  readonly start: number
  readonly end: number
  readonly when: When
}

export class Clause {
  /** Where the clause begins, for quoting. */
  readonly start: number
  labelStart: number
  /** The same before little words, which may belong to a name: 一般公共服务支出. */
  fullStart: number
  nameEnd: number
  /** The end of the name with nouns that may belong to it: 工会经费. */
  fullEnd: number
  words: Word[] = []
  gapBefore = 0
  gapBehind = 0
  when: When = {}
  than: Basis | undefined
  direction: { readonly is: Direction; readonly word: Word; readonly start: number; readonly end: number } | undefined
  /** 占: what follows it is the whole of the share. */
  share: { readonly start: number; readonly end: number; readonly words: Word[] } | undefined
  execution: { readonly start: number; when: When } | undefined
  /** 决算数小于预算数: what follows the word of comparison. */
  against: Basis | undefined
  negation: { readonly start: number; readonly words: Word[] } | undefined
  operator: string | undefined
  /** Labels before 、 that 分别 will hand out. */
  earlier: Label[] = []
  numbers = 0
  /** A code printed beside the name: 行政运行（2010301）. */
  code: string | undefined
  /** What was said before the date, in case that nothing follows it: 行政运行2024年预算数为. */
  #dated: Clause | undefined
  /** 其中 or 包括 stands in this clause. */
  listed = false
  /** 以上 or 收入中含 stands in this clause: what follows is of all that was told, and no part beside the others. */
  above = false
  /** 指标名称 stands in this clause. */
  indicator = false

  constructor(start: number) {
    this.start = start
    this.labelStart = start
    this.fullStart = start
    this.nameEnd = start
    this.fullEnd = start
  }

  get silent(): boolean {
    return this.words.length === 0 && this.gapBefore === 0
  }

  /** What has been said is not part of what the number is: an owner, a date, a leading little word. */
  restart(at: number): void {
    this.fullStart = at
    this.skip(at)
    this.words = []
    this.gapBefore = 0
    this.gapBehind = 0
  }

  /** A little word before anything else: left out of the label, unless the name as a whole turns out to be known. */
  skip(at: number): void {
    this.labelStart = at
    this.nameEnd = at
    this.fullEnd = at
  }

  /** A year in front of the subject; what stood before it is mostly an owner. */
  takeDate(end: number): void {
    if (this.words.length > 0) return
    if (this.gapBefore >= 2) {
      const said = new Clause(this.fullStart)
      Object.assign(said, { nameEnd: this.nameEnd, fullEnd: this.fullEnd, gapBefore: this.gapBefore })
      this.#dated = said
    }
    this.restart(end)
  }

  takeGap(token: Token): void {
    if (this.words.length === 0) this.gapBefore += token.end - token.start
    else this.gapBehind += token.end - token.start
    this.#endAt(token.end)
  }

  /** A noun that may end a name or only introduce the number: 经费, 总额. */
  takeNoun(end: number): void {
    if (this.silent) this.skip(end)
    else this.fullEnd = end
  }

  /** A bracket inside a name: 维修（护）费. */
  takeBracket(end: number): void {
    if (this.silent) this.skip(end)
    else this.#endAt(end)
  }

  #endAt(end: number): void {
    this.nameEnd = end
    this.fullEnd = end
  }

  /** What a number has used up does not hold for the next one. */
  useUp(end: number): void {
    this.restart(end)
    this.numbers++
    this.operator = undefined
    this.earlier = []
    this.than = undefined
    this.direction = undefined
    this.share = undefined
    this.execution = undefined
    this.against = undefined
    this.when = {}
    this.code = undefined
    this.#dated = undefined
  }

  takeSubject(word: Word, end: number): void {
    if (this.share) this.share.words.push(word)
    else {
      this.negation?.words.push(word)
      this.words.push(word)
      this.gapBehind = 0
      this.#endAt(end)
    }
  }

  takeWhen(said: When, start: number, end: number): void {
    const joined = (basis: Basis): Basis => ({ ...basis, end, when: { ...basis.when, ...said } })
    if (this.execution) this.execution.when = { ...this.execution.when, ...said }
    else if (this.direction && this.numbers === 0 && this.direction.end === start) {
      this.against = joined({ start, end, when: {} })
    } else if (this.than && !this.direction) this.than = joined(this.than)
    else this.when = { ...this.when, ...said }
  }

  label(text: string): Label {
    const code = this.code === undefined ? {} : { code: this.code }
    if (this.silent && this.#dated) return { ...this.#dated.label(text), ...code }
    const cut = (from: number, to: number) => trimmed(text.slice(from, Math.max(from, to)))
    const fullName = cut(this.fullStart, this.fullEnd)
    const name = cut(this.labelStart, this.nameEnd)
    return {
      name,
      fullName,
      names: [...new Set([fullName, cut(this.fullStart, this.nameEnd), cut(this.labelStart, this.fullEnd), name])],
      start: this.fullStart,
      words: this.words,
      ...code,
      gapBefore: this.gapBefore,
      gapBehind: this.gapBehind,
    }
  }
}

/** Without signs at its ends; a quotation mark stays where its partner stands inside. */
function trimmed(text: string): string {
  const s = text.replace(/^[(\s-]+|\s+$/g, '')
  const inner = s.replace(/^"|"$/g, '')
  return inner.includes('"') ? s : inner
}

/** A time as coordinates, completed by the document's own year and stage. */
export function timeOf(said: When, own: When): Coordinates {
  const year = said.year ?? own.year
  const stage = said.stage ?? own.stage
  return { ...(stage === undefined ? {} : { stage }), ...(year === undefined ? {} : { year: String(year) }) }
}

/** Coordinates without their time. */
export function timeless(coordinates: Coordinates): Coordinates {
  const rest: Partial<Record<Dimension, string>> = { ...coordinates }
  delete rest.year
  delete rest.stage
  return rest
}
