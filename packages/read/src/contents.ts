/**
 * The table of contents and the headings of the body.
 */
import type { Block, Paragraph } from '@gouji/document'
import { numbering, plainName } from '@gouji/ledger'
import { isTableTitle, titleText } from './lines.ts'
import type { Heading } from './reading.ts'

const CONTENTS = /^目录$/

/**
 * Entries between 目录 and the place where the first of them appears again as a heading. Without a line 目录 there is
 * no table of contents.
 */
export function readContents(blocks: readonly Block[]): { contents: Heading[]; after: number } {
  const start = blocks.findIndex((b) => b.kind === 'paragraph' && CONTENTS.test(plainName(b.text)))
  if (start < 0) return { contents: [], after: 0 }
  const contents: Listed[] = []
  const seen = new Map<string, number>()
  for (let i = start + 1; i < blocks.length && contents.length < 120; i++) {
    const block = blocks[i]!
    if (block.kind === 'table') {
      // A table of contents set as a table: each row an entry.
      if (i > start + 2 || block.columns > 3) break
      for (const cell of block.cells)
        if (/[\u4e00-\u9fff]{2}/.test(cell.text)) contents.push(entry(cell.text, cell.place))
      continue
    }
    const key = entryKey(block.text)
    if (key.length < 2) continue
    const first = seen.get(key)
    // The first entries come again as headings: the body has begun.
    if (first !== undefined && contents.length > 2) return { contents: wholeEntries(contents), after: i }
    if (block.text.length > 90 || /[。；]/.test(block.text)) return { contents: wholeEntries(contents), after: i }
    seen.set(key, contents.length)
    contents.push(entry(block.text, block.place))
  }
  return { contents: wholeEntries(contents), after: start + 1 + contents.length }
}

const entryKey = (text: string): string => plainName(titleText(text)).replace(/[.…·]+\d*$/, '')

/** A line of the list, and whether a page number closes it. */
interface Listed extends Heading {
  readonly closed: boolean
}

const entry = (text: string, place: Paragraph['place']): Listed => {
  const mark = numbering(plainName(text))
  const level = mark ? (mark.style === 'han-comma' ? 1 : 2) : 0
  return { text: titleText(text), place, level, closed: /[.…·\s]\d{1,4}\s*$/.test(text) }
}

/** Where page numbers close the entries, one that none closes goes on in the next line. */
function wholeEntries(listed: readonly Listed[]): Heading[] {
  const isNumbered = listed.filter(({ closed }) => closed).length * 2 > listed.length
  const whole: Heading[] = []
  let open: Heading | undefined
  for (const { closed, ...line } of listed) {
    const goesOn = open !== undefined && closed && line.level === 0 && !isTableTitle(line.text)
    if (goesOn && open) whole[whole.length - 1] = { ...open, text: open.text + line.text }
    else whole.push(line)
    open = isNumbered && !closed && !goesOn ? line : undefined
  }
  return whole
}

/** Those entries that name tables, in order. */
export const tablesInContents = (contents: readonly Heading[]): Heading[] =>
  contents.filter((h) => isTableTitle(h.text))

/** Short numbered lines of the body, and lines that the format marks as headings. */
export function readHeadings(blocks: readonly Block[], after: number): Heading[] {
  const headings: Heading[] = []
  for (const block of blocks.slice(after)) {
    if (block.kind !== 'paragraph' || block.text.length > 80 || /[。；，,]/.test(block.text)) continue
    const plain = plainName(block.text)
    const mark = numbering(plain)
    const part = /^第[一二三四五六七八九十]+部分/.test(plain)
    if (!mark && !part && block.heading === undefined) continue
    if (/\d(?:万元|元|%)/.test(plain)) continue
    headings.push({
      text: block.text.trim(),
      place: block.place,
      level: part ? 0 : (block.heading ?? (mark?.style === 'han-comma' ? 1 : 2)),
    })
  }
  return headings
}
