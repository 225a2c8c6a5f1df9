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
  words: Word[] = []
  gapBefore = 0
  gapBehind = 0
  when: When = {}
  than: Basis | undefined
  direction: { readonly is: Direction; readonly word: Word; readonly start: number; readonly end: number } | undefined
  /** 占: what follows it is the whole of the share. */
  share: { readonly start: number; readonly words: Word[] } | undefined
  execution: { readonly start: number; when: When } | undefined
  negation: { readonly start: number; readonly words: Word[] } | undefined
  operator: string | undefined
  /** Labels before 、 that 分别 will hand out. */
  earlier: Label[] = []
  numbers = 0

  constructor(start: number) {
    this.start = start
    this.labelStart = start
    this.fullStart = start
    this.nameEnd = start
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
  }

  takeGap(token: Token): void {
    if (this.words.length === 0) this.gapBefore += token.end - token.start
    else this.gapBehind += token.end - token.start
    this.nameEnd = token.end
  }

  takeSubject(word: Word, end: number): void {
    if (this.share) this.share.words.push(word)
    else {
      this.negation?.words.push(word)
      this.words.push(word)
      this.gapBehind = 0
      this.nameEnd = end
    }
  }

  takeWhen(said: When, end: number): void {
    if (this.execution) this.execution.when = { ...this.execution.when, ...said }
    else if (this.than && !this.direction) this.than = { ...this.than, end, when: { ...this.than.when, ...said } }
    else this.when = { ...this.when, ...said }
  }

  label(text: string): Label {
    const end = Math.max(this.labelStart, this.nameEnd)
    return {
      name: trimmed(text.slice(this.labelStart, end)),
      fullName: trimmed(text.slice(this.fullStart, end)),
      words: this.words,
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
