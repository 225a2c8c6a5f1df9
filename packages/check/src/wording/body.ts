/**
 * The words of a document as the rules on wording look at them: the passages behind the table of contents as one long
 * text, and the texts of table cells as another, so that each pattern runs once and every hit leads back to its place.
 */
import type { Block, Place, Table } from '@gouji/document'
import { type Passage, readPassages } from '@gouji/read'
import { remembered } from '../memo.ts'
import { isBlankForm } from '../rules/blank-form.ts'
import { isDamaged, type RuleContext } from '../rules/rule.ts'

/** One passage or one cell. */
export interface Line {
  /** Half-width, without blanks; see `Passage`. */
  readonly text: string
  /** Where it begins in the text of all. */
  readonly start: number
  readonly place: Place
  /** Undefined for a cell. */
  readonly passage?: Passage
  /** The heading above it. */
  readonly section: string
  /** A heading, or a short line without the signs of a sentence. */
  readonly title: boolean
}

export interface Hit {
  readonly line: Line
  /** Offset in the line. */
  readonly at: number
  readonly match: RegExpExecArray
}

export class Lines {
  readonly lines: readonly Line[]
  readonly text: string

  constructor(lines: readonly Omit<Line, 'start'>[]) {
    let start = 0
    this.lines = lines.map((line) => {
      const placed = { ...line, start }
      start += line.text.length + 1
      return placed
    })
    this.text = `${lines.map((l) => l.text).join('\n')}\n`
  }

  /** Every match of a pattern with the flag g; a match never runs over the end of a line unless the pattern says so. */
  find(pattern: RegExp): Hit[] {
    const hits: Hit[] = []
    for (const match of this.text.matchAll(pattern)) hits.push(this.hit(match.index, match as RegExpExecArray))
    return hits
  }

  lineAt(offset: number): Line {
    let low = 0
    let high = this.lines.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.lines[middle]!.start <= offset) low = middle
      else high = middle - 1
    }
    return this.lines[low]!
  }

  private hit(offset: number, match: RegExpExecArray): Hit {
    const line = this.lineAt(offset)
    return { line, at: offset - line.start, match }
  }
}

export interface Body {
  /** Passages behind the table of contents. */
  readonly prose: Lines
  readonly cells: Lines
  readonly tables: readonly Table[]
  /** Marks of recognition from a picture: what is torn may be whole in the original. */
  readonly damaged: boolean
  /** A form that nobody has filled in has no wording to judge. */
  readonly blank: boolean
}

/** Made once for all rules of one run. */
export const bodyOf = remembered((context: RuleContext): Body => {
  const { blocks } = context.document
  const tables = blocks.filter((b) => b.kind === 'table')
  return {
    prose: new Lines(proseLines(readPassages(blocks, bodyStart(blocks, context)))),
    cells: new Lines(cellLines(tables)),
    tables,
    damaged: isDamaged(context),
    blank: isBlankForm(context),
  }
})

/** The block behind the last entry of the table of contents. */
function bodyStart(blocks: readonly Block[], context: RuleContext): number {
  const last = context.reading.contents.at(-1)?.place
  if (last === undefined) return 0
  const at = blocks.findIndex((b) => b.place === last || (b.kind === 'table' && b.cells.some((c) => c.place === last)))
  // The list may run on into the first heading of the body, which carries no number.
  return at + 1
}

function proseLines(passages: readonly Passage[]): Omit<Line, 'start'>[] {
  let section = ''
  return passages.flatMap((passage) => {
    const { text } = passage
    if (text === '') return []
    const title = passage.heading || (text.length <= 40 && !/[。;,:!?]/.test(text))
    if (title) section = text
    return [{ text, place: passage.placeOf(0), passage, section, title }]
  })
}

/** Each text once: the name of a unit stands in a hundred cells. */
function cellLines(tables: readonly Table[]): Omit<Line, 'start'>[] {
  const seen = new Set<string>()
  const lines: Omit<Line, 'start'>[] = []
  for (const table of tables) {
    for (const cell of table.cells) {
      if (seen.has(cell.text)) continue
      seen.add(cell.text)
      if (!/[\u4e00-\u9fff]{2}/.test(cell.text)) continue
      lines.push({ text: cell.text.replace(/\s+/g, ''), place: cell.place, section: '', title: false })
    }
  }
  return lines
}

/** The place of a character of a line. */
export const placeIn = (line: Line, at: number): Place => line.passage?.placeOf(at) ?? line.place

/** What is printed around a hit, for people to find it. */
export function around(line: Line, at: number, length: number, margin = 12): string {
  const from = Math.max(0, at - margin)
  const to = Math.min(line.text.length, at + length + margin)
  const text = (line.passage?.printed(from, to) ?? line.text.slice(from, to)).replace(/\s*\n\s*/g, '')
  return `${from > 0 ? '…' : ''}${text}${to < line.text.length ? '…' : ''}`
}

/** Grows as one reads on: for what lies between two places. */
export const orderOf = (p: Place): number => (p.page ?? 0) * 1e5 + (p.line ?? p.block ?? (p.box ? p.box[1] : 0))
