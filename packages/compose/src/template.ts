/**
 * Templates: sentences with places for figures. A bureau writes them, so the grammar is small.
 *
 *     {简称}{年度}年收支总预算{收入总计}万元。
 *     {if 政府性基金支出}…{else}没有使用政府性基金预算拨款安排的支出{end}
 *     {each function 1 of 支出总计}{名称}{金额}万元，占{占比}{sep；}{end}
 *
 * Words in braces are the names of figures, of variables (简称, 年度) and of measurements (`#车辆·越野车`); the English
 * ones say what is done with them. `|` adds a format: `{收入总计|元}`. A brace itself is written twice.
 */

export type Node =
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'value'
      readonly ref: Ref
      readonly formats: readonly string[]
      readonly at: number
    }
  | {
      readonly kind: 'share'
      readonly part: Ref
      readonly whole: Ref
      readonly formats: readonly string[]
      readonly at: number
    }
  | {
      readonly kind: 'change'
      readonly now: Ref
      readonly base: string
      readonly phrase: string
      readonly at: number
    }
  | { readonly kind: 'text'; readonly of: 'reason' | 'purpose' | 'text'; readonly key: string; readonly at: number }
  | {
      readonly kind: 'if'
      readonly branches: readonly { readonly when?: Condition; readonly then: Template }[]
      readonly at: number
    }
  | {
      readonly kind: 'each'
      readonly axis: string
      readonly options: Readonly<Record<string, string>>
      readonly of?: Ref
      readonly body: Template
      /** Stands between the items and not after the last. */
      readonly between: string
      readonly at: number
    }

export type Template = readonly Node[]

/** The name of a figure or variable, `#` and the key of a measurement, a whole number, or `text` and the key of a text. */
export interface Ref {
  readonly kind: 'name' | 'measurement' | 'number' | 'text'
  readonly name: string
  /** For a text: which part of the texts. */
  readonly of?: 'reason' | 'purpose' | 'text'
  /** `@last-budget`: the same figure of another year or stage. */
  readonly period?: string
}

export interface Condition {
  readonly left: Ref
  /** Without an operator: whether it is there and not nothing. */
  readonly operator?: '=' | '≠' | '>' | '<'
  readonly right?: Ref
  readonly not: boolean
}

/** A template that cannot be understood: where in it, and why. */
export class TemplateError extends Error {
  readonly at: number
  readonly reason: string
  constructor(at: number, reason: string) {
    super(`${at}: ${reason}`)
    this.name = 'TemplateError'
    this.at = at
    this.reason = reason
  }
}

interface Token {
  readonly kind: 'words' | 'tag'
  readonly text: string
  readonly at: number
}

const parsed = new Map<string, Template>()
/** Packs hold some hundreds of templates, and a server composes many books with them. */
const PARSED_MAX = 5_000
/** A sentence of a book has some hundreds of letters; more is a pack that was made to keep the program busy. */
const LENGTH_MAX = 20_000
/** Each loop within a loop multiplies what is printed. */
const LOOPS_MAX = 4
const BRANCHES_MAX = 40

export function parseTemplate(source: string): Template {
  const known = parsed.get(source)
  if (known) return known
  if (source.length > LENGTH_MAX) throw new TemplateError(0, 'too-long')
  const template = new Parser(tokensOf(source)).all()
  if (parsed.size >= PARSED_MAX) parsed.clear()
  parsed.set(source, template)
  return template
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  let words = ''
  let i = 0
  const flush = (): void => {
    if (words !== '') tokens.push({ kind: 'words', text: words, at: i - words.length })
    words = ''
  }
  while (i < source.length) {
    const two = source.slice(i, i + 2)
    if (two === '{{' || two === '}}') {
      words += two[0]
      i += 2
    } else if (source[i] === '{') {
      flush()
      const close = source.indexOf('}', i)
      if (close < 0) throw new TemplateError(i, 'open-brace')
      tokens.push({ kind: 'tag', text: source.slice(i + 1, close), at: i })
      i = close + 1
    } else if (source[i] === '}') {
      throw new TemplateError(i, 'close-brace')
    } else {
      words += source[i]
      i += 1
    }
  }
  flush()
  return tokens
}

const KEYWORDS = /^(if|elif|else|end|each|sep|share|change|reason|purpose|text)(?=$|[^\w])/

class Parser {
  readonly #tokens: readonly Token[]
  #next = 0
  #loops = 0
  #branches = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  all(): Template {
    const nodes = this.#until([])
    const left = this.#tokens[this.#next]
    if (left) throw new TemplateError(left.at, 'end-without-begin')
    return nodes
  }

  /** Nodes up to a tag with one of the words; that tag is not taken. */
  #until(stops: readonly string[]): Template {
    const nodes: Node[] = []
    for (;;) {
      const token = this.#tokens[this.#next]
      if (!token) {
        if (stops.length > 0) throw new TemplateError(this.#tokens.at(-1)?.at ?? 0, 'end-missing')
        return nodes
      }
      if (token.kind === 'words') {
        nodes.push({ kind: 'words', text: token.text })
        this.#next += 1
        continue
      }
      const word = KEYWORDS.exec(token.text.trim())?.[1]
      if (word !== undefined && ['elif', 'else', 'end', 'sep'].includes(word)) {
        if (stops.includes(word)) return nodes
        throw new TemplateError(token.at, word === 'end' ? 'end-without-begin' : `${word}-without-begin`)
      }
      this.#next += 1
      nodes.push(this.#tag(token, word))
    }
  }

  #tag(token: Token, word: string | undefined): Node {
    const { at } = token
    const [head, ...formats] = token.text.split('|').map((part) => part.trim())
    const rest = head!.slice(word?.length ?? 0).trim()
    switch (word) {
      case 'if':
        return this.#conditional(rest, at)
      case 'each':
        return this.#loop(rest, at)
      case 'share': {
        const [part, whole] = between(rest, ' of ', at)
        return { kind: 'share', part: refOf(part, at), whole: refOf(whole, at), formats, at }
      }
      case 'change': {
        const [now, base] = between(rest, ' from ', at)
        const [period, phrase = 'change'] = base.split(/\s+as\s+/)
        return { kind: 'change', now: refOf(now, at), base: period!.trim(), phrase: phrase.trim(), at }
      }
      case 'reason':
      case 'purpose':
      case 'text':
        if (rest === '') throw new TemplateError(at, 'name-missing')
        return { kind: 'text', of: word, key: rest, at }
      default:
        return { kind: 'value', ref: refOf(head!, at), formats, at }
    }
  }

  #conditional(first: string, at: number): Node {
    this.#branches += 1
    if (this.#branches > BRANCHES_MAX) throw new TemplateError(at, 'nested-too-deep')
    try {
      return this.#branchesOf(first, at)
    } finally {
      this.#branches -= 1
    }
  }

  #branchesOf(first: string, at: number): Node {
    const branches: { when?: Condition; then: Template }[] = []
    let when: Condition | undefined = conditionOf(first, at)
    for (;;) {
      const then = this.#until(['elif', 'else', 'end'])
      branches.push(when ? { when, then } : { then })
      const token = this.#tokens[this.#next]!
      this.#next += 1
      const text = token.text.trim()
      if (text === 'end') return { kind: 'if', branches, at }
      if (when === undefined) throw new TemplateError(token.at, 'else-twice')
      when = text === 'else' ? undefined : conditionOf(text.slice('elif'.length), token.at)
    }
  }

  #loop(head: string, at: number): Node {
    const [what, of] = head.split(/\s+of\s+/)
    const [axis, ...words] = what!.trim().split(/\s+/)
    if (!axis) throw new TemplateError(at, 'name-missing')
    const options: Record<string, string> = {}
    for (const word of words) {
      const [key, value] = word.split('=')
      if (value === undefined) options.level = key!
      else options[key!] = value
    }
    this.#loops += 1
    if (this.#loops > LOOPS_MAX) throw new TemplateError(at, 'nested-too-deep')
    const body = this.#until(['sep', 'end'])
    this.#loops -= 1
    let separator = ''
    let token = this.#tokens[this.#next]!
    if (token.text.trim().startsWith('sep')) {
      // A line break between the items makes paragraphs of them.
      separator = token.text.replace(/^\s*sep/, '').replaceAll('\\n', '\n')
      this.#next += 1
      const more = this.#until(['end'])
      if (more.some((node) => node.kind !== 'words' || node.text.trim() !== ''))
        throw new TemplateError(token.at, 'sep-not-last')
      token = this.#tokens[this.#next]!
    }
    this.#next += 1
    return { kind: 'each', axis, options, ...(of ? { of: refOf(of, at) } : {}), body, between: separator, at }
  }
}

function between(text: string, word: string, at: number): [string, string] {
  const i = text.indexOf(word)
  if (i < 0) throw new TemplateError(at, `needs${word.trimEnd().replace(' ', '-')}`)
  return [text.slice(0, i), text.slice(i + word.length)]
}

export function refOf(text: string, at = 0): Ref {
  const told = /^(reason|purpose|text)\s+(\S+)$/.exec(text.trim())
  if (told) return { kind: 'text', name: told[2]!, of: told[1] as 'reason' | 'purpose' | 'text' }
  const [name, period] = text.trim().split('@')
  const plain = name!.trim()
  if (plain === '') throw new TemplateError(at, 'name-missing')
  const more = period === undefined ? {} : { period: period.trim() }
  if (plain.startsWith('#')) return { kind: 'measurement', name: plain.slice(1).trim(), ...more }
  if (/^\d+$/.test(plain)) return { kind: 'number', name: plain }
  if (/\s/.test(plain)) throw new TemplateError(at, 'name-with-blank')
  return { kind: 'name', name: plain, ...more }
}

export function conditionOf(text: string, at = 0): Condition {
  const m = /^\s*(not\s+)?(.+?)\s*(?:([=≠><])\s*(.+?))?\s*$/.exec(text)
  if (!m) throw new TemplateError(at, 'condition-missing')
  const operator = m[3] as Condition['operator']
  return {
    left: refOf(m[2]!, at),
    ...(operator === undefined ? {} : { operator, right: refOf(m[4]!, at) }),
    not: m[1] !== undefined,
  }
}
