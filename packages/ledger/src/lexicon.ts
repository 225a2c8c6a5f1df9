/**
 * The words of the trade (行话): what a word in a title, a heading or a row says about coordinates. The words are
 * data (catalogue/lexicon/words.csv); this class only looks them up, whole, cut off, damaged, or inside a phrase.
 */
import type { Coordinates, Measure } from './claim.ts'
import { DIMENSIONS, type Dimension, FIXED_MEMBERS, isUnder } from './dimension.ts'
import { plainName } from './name.ts'
import { nameDistance } from './name-distance.ts'

export type WordPlace = 'title' | 'head' | 'row'

export interface LexiconRow {
  readonly word: string
  /** Blank-separated places in which the word has this meaning. */
  readonly where: string
  /** Blank-separated `key=value` pairs; keys are dimensions and the other members of `Meaning`. */
  readonly says: string
}

export interface Meaning {
  readonly coordinates: Coordinates
  readonly measure?: Measure
  /** The column holds labels of this kind rather than figures. */
  readonly label?: string
  /** The kind of table that a title announces. */
  readonly kind?: string
  readonly total?: boolean
  /** −1 for last year, 0 for this year. */
  readonly yearShift?: number
}

export interface Hit {
  readonly meaning: Meaning
  /** The word as the lexicon spells it. */
  readonly word: string
  /** How the text came to it. */
  readonly by: 'exact' | 'cut' | 'damaged'
  /** Only characters that look like the word's own stand in their places (支岀): recognition, not another word. */
  readonly alike?: boolean
}

export interface Phrase {
  readonly meaning: Meaning
  readonly words: readonly string[]
  /** Share of the text's characters that known words explain, 0 to 1. */
  readonly covered: number
  /** What neither words nor little words explain, run together. */
  readonly residue: string
  readonly year?: number
}

/** Little words that carry no coordinates, so that what remains of a phrase can be judged. */
const FILLER =
  /^(?:年度?|部门|单位|本级|本单位|本部门|区级|市级|县级|省级|级|各|及|和|与|的|表|数|情况|预算|明细|安排|其中|按|分|资金|[-:,、()"“”·.0-9A-Za-z]|支|收)/

export class Lexicon {
  #words = new Map<WordPlace, Map<string, Hit>>()
  #byLength = new Map<WordPlace, number>()
  readonly #near = new Map<string, Hit | undefined>()
  #isStrict = false
  #strict: Lexicon | undefined

  constructor(rows: Iterable<LexiconRow>) {
    for (const row of rows) {
      const meaning = parseMeaning(row)
      for (const where of row.where.split(' ') as WordPlace[]) {
        let words = this.#words.get(where)
        if (!words) {
          words = new Map()
          this.#words.set(where, words)
        }
        const plain = plainName(row.word)
        if (!words.has(plain)) words.set(plain, { meaning, word: row.word, by: 'exact' })
        this.#byLength.set(where, Math.max(this.#byLength.get(where) ?? 0, plain.length))
      }
    }
  }

  /**
   * The same words for a document that nothing has damaged: there a word that resembles a known one is most often
   * another word (国有资产出租收入 is no 国有资本经营收入), and only a slip of one character is forgiven.
   */
  strict(): Lexicon {
    if (this.#isStrict) return this
    if (!this.#strict) {
      this.#strict = new Lexicon([])
      this.#strict.#words = this.#words
      this.#strict.#byLength = this.#byLength
      this.#strict.#isStrict = true
    }
    return this.#strict
  }

  exact(where: WordPlace, text: string): Hit | undefined {
    return this.#words.get(where)?.get(plainName(text))
  }

  /** Whole, then cut off at a cell's edge, then damaged by recognition; undefined when nothing is near enough. */
  find(where: WordPlace, text: string): Hit | undefined {
    const plain = plainName(text)
    const exact = this.#words.get(where)?.get(plain)
    if (exact || plain.length < 2 || plain.length > 24) return exact
    const key = `${where} ${plain}`
    if (!this.#near.has(key)) this.#near.set(key, this.#cutOff(where, plain) ?? this.#damaged(where, plain))
    return this.#near.get(key)
  }

  /**
   * A text that is the beginning of known words: the shortest of them, if nearly all others are longer forms of it
   * (`政府性基` → 政府性基金, 政府性基金预算 …).
   */
  #cutOff(where: WordPlace, plain: string): Hit | undefined {
    if (plain.length < 3) return undefined
    const longer = [...(this.#words.get(where) ?? [])].filter(([word]) => word.startsWith(plain))
    const shortest = longer.reduce<(typeof longer)[number] | undefined>(
      (a, b) => (a && a[0].length <= b[0].length ? a : b),
      undefined,
    )
    if (!shortest) return undefined
    const forms = longer.filter(([word]) => word.startsWith(shortest[0])).length
    return forms * 5 >= longer.length * 4 ? { ...shortest[1], word: officialName(shortest[1]), by: 'cut' } : undefined
  }

  #damaged(where: WordPlace, plain: string): Hit | undefined {
    const limit = this.#isStrict
      ? plain.length < 5
        ? 0.5
        : 1
      : plain.length <= 3
        ? plain.length * 0.34
        : plain.length * 0.42
    let best: Hit | undefined
    let bestDistance = Number.POSITIVE_INFINITY
    let bestWord = ''
    let rival = Number.POSITIVE_INFINITY
    for (const [word, hit] of this.#words.get(where) ?? []) {
      if (Math.abs(word.length - plain.length) > (plain.length <= 3 ? 0 : limit) || word.length < 2) continue
      const distance = nameDistance(plain, word, limit)
      if (distance === undefined || distance > limit) continue
      if (distance < bestDistance) {
        if (best && meaningKey(best.meaning) !== meaningKey(hit.meaning)) rival = bestDistance
        best = hit
        bestWord = word
        bestDistance = distance
      } else if (best && meaningKey(best.meaning) !== meaningKey(hit.meaning)) rival = Math.min(rival, distance)
    }
    if (!best || rival - bestDistance < 0.5) return undefined
    const alike = bestDistance * 2 === replacedIn(plain, bestWord)
    return { ...best, word: officialName(best), by: 'damaged', ...(alike ? { alike } : {}) }
  }

  /** Reads a title or a long heading word by word, longest words first from the left. */
  phrase(where: WordPlace, text: string): Phrase {
    const plain = plainName(text)
    const words = this.#words.get(where)
    const longest = this.#byLength.get(where) ?? 0
    const hits: Hit[] = []
    let year: number | undefined
    let known = 0
    let residue = ''
    // The last noun says what a column holds: 项目 alone names projects, 项目起止年限 does not.
    let label: string | undefined
    let depth = 0
    for (let i = 0; i < plain.length; ) {
      const date = /^(20[0-4]\d)(?!\d)年?度?/.exec(plain.slice(i, i + 6))
      if (date) {
        year ??= Number(date[1])
        known += date[0].length
        i += date[0].length
        continue
      }
      let hit: Hit | undefined
      let length = 0
      for (let n = Math.min(longest, plain.length - i); n > 0 && !hit; n--) {
        hit = words?.get(plain.slice(i, i + n))
        length = n
      }
      if (hit && (length > 1 || plain.length === 1)) {
        hits.push(hit)
        if (depth === 0) label = hit.meaning.label
        known += length
        i += length
        continue
      }
      const filler = FILLER.exec(plain.slice(i))
      if (plain[i] === '(') depth++
      if (plain[i] === ')') depth--
      if (filler) known += filler[0].length
      else {
        residue += plain[i]
        if (depth === 0) label = undefined
      }
      i += filler ? filler[0].length : 1
    }
    const { label: _, ...said } = combine(hits.map((h) => h.meaning))
    const meaning = label === undefined ? said : { ...said, label }
    // Little words and years alone explain nothing.
    const covered = hits.length === 0 ? 0 : known / plain.length
    const result = { meaning, words: hits.map((h) => h.word), covered, residue }
    return year === undefined ? result : { ...result, year }
  }
}

/** How many characters differ, or undefined where some are missing or added. */
function replacedIn(a: string, b: string): number | undefined {
  return a.length === b.length ? [...a].filter((c, i) => c !== b[i]).length : undefined
}

/** A cut-off word is shown under its member's official name, because nobody knows which longer word was meant. */
function officialName(hit: Hit): string {
  for (const [dimension, member] of Object.entries(hit.meaning.coordinates)) {
    if (dimension === 'flow' || dimension === 'stage' || dimension === 'vintage') continue
    const found = FIXED_MEMBERS[dimension as Dimension]?.find((m) => m.id === member)
    if (found) return found.name
  }
  return hit.word
}

const meaningKey = (m: Meaning): string => JSON.stringify([m.coordinates, m.measure, m.label, m.total, m.yearShift])

function parseMeaning(row: LexiconRow): Meaning {
  const coordinates: Partial<Record<Dimension, string>> = {}
  const rest: { measure?: Measure; label?: string; kind?: string; total?: boolean; yearShift?: number } = {}
  for (const pair of row.says.split(' ').filter(Boolean)) {
    const [key, value = ''] = pair.split('=')
    if (key === 'year') rest.yearShift = Number(value)
    else if (key === 'total') rest.total = true
    else if (key === 'measure') rest.measure = value as Measure
    else if (key === 'label') rest.label = value
    else if (key === 'kind') rest.kind = value
    else if ((DIMENSIONS as readonly string[]).includes(key!)) coordinates[key as Dimension] = value
    else throw new Error(`lexicon: “${row.word}” says “${pair}”, but “${key}” is neither a dimension nor known`)
  }
  return { coordinates, ...rest }
}

/**
 * What several words say together. Of two members of one dimension the deeper one counts when it lies under the other
 * (财政拨款 … 一般公共预算); otherwise they cancel each other out (收入 … 支出).
 */
export function combine(meanings: readonly Meaning[]): Meaning {
  const coordinates: Partial<Record<Dimension, string>> = {}
  const cancelled = new Set<Dimension>()
  const rest: { measure?: Measure; label?: string; kind?: string; total?: boolean; yearShift?: number } = {}
  for (const m of meanings) {
    for (const [key, member] of Object.entries(m.coordinates) as [Dimension, string][]) {
      const present = coordinates[key]
      if (present === undefined) coordinates[key] = member
      else if (present !== member && isUnder(key, member, present)) coordinates[key] = member
      else if (present !== member && !isUnder(key, present, member)) cancelled.add(key)
    }
    if (m.measure) rest.measure ??= m.measure
    if (m.label) rest.label ??= m.label
    if (m.kind) rest.kind ??= m.kind
    if (m.total) rest.total = true
    if (m.yearShift !== undefined) rest.yearShift ??= m.yearShift
  }
  for (const dimension of cancelled) delete coordinates[dimension]
  return { coordinates, ...rest }
}
