/** Two books side by side: only what differs. Pure. */

/** A table as people compare it: rows by their label, columns by their heading. */
export interface PlainTable {
  readonly title: string
  readonly cells: readonly { readonly label: string; readonly column: string; readonly text: string }[]
}

export interface PlainBook {
  readonly tables: readonly PlainTable[]
  readonly sentences: readonly string[]
}

export interface Comparison {
  tables: { title: string; rows: { label: string; column: string; left?: string; right?: string }[] }[]
  sentences: { left?: string; right?: string }[]
}

export const compareBooks = (left: PlainBook, right: PlainBook): Comparison => ({
  tables: differingTables(left.tables, right.tables),
  sentences: differingSentences(left.sentences, right.sentences),
})

function differingTables(left: readonly PlainTable[], right: readonly PlainTable[]): Comparison['tables'] {
  const others = new Map(right.map((table) => [table.title, table]))
  const titles = [...new Set([...left, ...right].map(({ title }) => title))]
  const mine = new Map(left.map((table) => [table.title, table]))
  return titles.flatMap((title) => {
    const a = cellsByName(mine.get(title))
    const b = cellsByName(others.get(title))
    const rows = [...new Set([...a.keys(), ...b.keys()])].flatMap((name) => {
      const [x, y] = [a.get(name), b.get(name)]
      if (x?.text === y?.text) return []
      const { label, column } = (x ?? y)!
      return [{ label, column, ...(x ? { left: x.text } : {}), ...(y ? { right: y.text } : {}) }]
    })
    return rows.length > 0 ? [{ title, rows }] : []
  })
}

function cellsByName(table: PlainTable | undefined): Map<string, PlainTable['cells'][number]> {
  const out = new Map<string, PlainTable['cells'][number]>()
  const seen = new Map<string, number>()
  for (const cell of table?.cells ?? []) {
    const name = `${cell.label}\u0000${cell.column}`
    const nth = seen.get(name) ?? 0
    seen.set(name, nth + 1)
    out.set(`${name}\u0000${nth}`, cell)
  }
  return out
}

/** Below this share of common pairs of letters two sentences are not taken for versions of one another. */
const ALIKE = 0.3

/** A sentence is known by its beginning, and who changes thousands of them wants no pairs: what is looked at is bounded. */
const LETTERS_MOST = 400
const LOOKS_MOST = 3_000_000

/**
 * Sentences of one side only, each beside the one of the other side that is most like it. Everything else of a book
 * follows from its length; this looks at each with each, and so has an end of its own, after which none is paired any more.
 */
function differingSentences(left: readonly string[], right: readonly string[]): Comparison['sentences'] {
  const theirs = new Set(right)
  const mine = new Set(left)
  const open = new Set(right.filter((sentence) => !mine.has(sentence)))
  const known = new Map<string, ReadonlySet<string>>()
  let looks = 0
  const letters = (sentence: string): ReadonlySet<string> => {
    const found = known.get(sentence) ?? lettersOf(sentence)
    if (!known.has(sentence)) looks += found.size
    known.set(sentence, found)
    return found
  }
  const mostAlike = (sentence: string): string | undefined => {
    const own = letters(sentence)
    let best: { sentence: string; share: number } | undefined
    for (const other of open) {
      if (looks > LOOKS_MOST) return undefined
      looks += own.size
      const share = likeness(own, letters(other))
      if (share >= ALIKE && share > (best?.share ?? 0)) best = { sentence: other, share }
    }
    return best?.sentence
  }
  const out: Comparison['sentences'] = []
  for (const sentence of left) {
    if (theirs.has(sentence)) continue
    const other = looks > LOOKS_MOST ? undefined : mostAlike(sentence)
    if (other !== undefined) open.delete(other)
    out.push(other === undefined ? { left: sentence } : { left: sentence, right: other })
  }
  return [...out, ...[...open].map((sentence) => ({ right: sentence }))]
}

/** Pairs of letters that follow each other, digits left out: a changed amount does not make another sentence. */
function lettersOf(sentence: string): ReadonlySet<string> {
  const bare = sentence.slice(0, LETTERS_MOST).replaceAll(/[\d.,%]+/g, '#')
  return new Set(Array.from({ length: Math.max(0, bare.length - 1) }, (_, i) => bare.slice(i, i + 2)))
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let common = 0
  for (const pair of a) if (b.has(pair)) common += 1
  return (2 * common) / (a.size + b.size)
}
