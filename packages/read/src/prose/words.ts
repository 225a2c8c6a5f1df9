/**
 * The words of budget sentences, as data: catalogue/lexicon/prose-signs.csv holds the words that build a sentence
 * (units, comparison, share, listing, negation), prose-subjects.csv the words that say what an amount is.
 */
import { type Coordinates, DIMENSIONS, type Dimension } from '@gouji/ledger'

export const WORD_KINDS = [
  'unit',
  'classifier',
  'duration',
  'ordinal',
  'numbered',
  'compare',
  'cause',
  'than',
  'share',
  'execution',
  'list',
  'purpose',
  'distribute',
  'source-of',
  'negation',
  'operator',
  'filler',
  'owner',
  'context',
  'narrow',
  'glossary',
  'subject',
  'stage',
  'object',
  'indicator',
  'noun',
  'reach',
  'every',
  'apart',
  'touch',
  'above',
] as const
export type WordKind = (typeof WORD_KINDS)[number]

/** The kinds that are looked for right behind a number, and nowhere else. */
const BEHIND_NUMBER: ReadonlySet<WordKind> = new Set(['unit', 'classifier', 'duration', 'ordinal'])

export interface ProseRow {
  readonly word: string
  readonly kind: string
  /** Blank-separated `key=value` pairs: dimensions, or one of the members of `Word`. */
  readonly says: string
}

export type Direction = '+' | '-' | '='

export interface Word {
  readonly text: string
  readonly kind: WordKind
  readonly coordinates: Coordinates
  /** −1 for last year, 0 for this year. */
  readonly yearShift?: number
  readonly direction?: Direction
  readonly unit?: string
  readonly operator?: string
  /** Which classification the names that follow belong to. */
  readonly subjects?: string
  /** Says what an amount is only where no other words stand before it: `某某项目经费` is not 项目支出. */
  readonly weak?: boolean
  /** The unit that the document is about: 本单位, 我局. */
  readonly self?: boolean
  /** All there is of it: 支出总预算, 收入合计. */
  readonly total?: boolean
  /** The stage that a subject names as well: 支出预算, 收入决算. */
  readonly stage?: string
  /** Means what it says only where this dimension is spoken of: 货物 and 工程 among procurement. */
  readonly needs?: Dimension
}

type Index = ReadonlyMap<string, readonly Word[]>

export class ProseWords {
  readonly #running: Index
  readonly #behindNumber: Index

  constructor(rows: Iterable<ProseRow>) {
    const words = [...rows].map(parseRow)
    this.#running = indexOf(words.filter((w) => !BEHIND_NUMBER.has(w.kind)))
    this.#behindNumber = indexOf(words.filter((w) => BEHIND_NUMBER.has(w.kind)))
  }

  /** The longest word that begins at an offset of a text in the normal form of `passage.ts`. */
  at(text: string, offset: number): Word | undefined {
    return longest(this.#running, text, offset)
  }

  /** The longest unit or classifier right behind a number. */
  behindNumber(text: string, offset: number): Word | undefined {
    return longest(this.#behindNumber, text, offset)
  }
}

function longest(index: Index, text: string, offset: number): Word | undefined {
  const bucket = index.get(text[offset]!)
  if (!bucket) return undefined
  for (const word of bucket) if (text.startsWith(word.text, offset)) return word
  return undefined
}

function indexOf(words: readonly Word[]): Index {
  const index = new Map<string, Word[]>()
  for (const word of words) {
    const bucket = index.get(word.text[0]!)
    if (bucket) bucket.push(word)
    else index.set(word.text[0]!, [word])
  }
  for (const bucket of index.values()) bucket.sort((a, b) => b.text.length - a.text.length)
  return index
}

function parseRow(row: ProseRow): Word {
  const kind = row.kind as WordKind
  if (!WORD_KINDS.includes(kind)) throw new Error(`prose words: “${row.word}” is of the unknown kind “${row.kind}”`)
  if (row.word === '') throw new Error('prose words: a row without a word')
  const coordinates: Partial<Record<Dimension, string>> = {}
  const rest: { -readonly [K in keyof Word]?: Word[K] } = {}
  for (const pair of row.says.split(' ').filter(Boolean)) {
    const equals = pair.indexOf('=')
    const key = pair.slice(0, equals)
    const value = pair.slice(equals + 1)
    if (key === 'year') rest.yearShift = Number(value)
    else if (key === 'direction') rest.direction = value as Direction
    else if (key === 'unit') rest.unit = value
    else if (key === 'operator') rest.operator = value
    else if (key === 'subjects') rest.subjects = value
    else if (key === 'weak') rest.weak = true
    else if (key === 'self') rest.self = true
    else if (key === 'total') rest.total = true
    else if (key === 'needs') rest.needs = value as Dimension
    else if (key === 'stage' && kind === 'subject') rest.stage = value
    else if ((DIMENSIONS as readonly string[]).includes(key)) coordinates[key as Dimension] = value
    else throw new Error(`prose words: “${row.word}” says “${pair}”, which is not known`)
  }
  return { text: row.word, kind, coordinates, ...rest }
}
