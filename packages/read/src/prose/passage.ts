/**
 * Passages: what a reader takes as one piece of running text. Lines that a page break or a narrow page has cut are
 * joined, and the text is brought into a normal form in which words and numbers can be looked up, with the way back
 * from every character to its place.
 */
import { type Block, type Paragraph, type Place, placeAt } from '@gouji/document'
import { type Numbering, type NumberingStyle, numbering } from '@gouji/ledger'
import { isBareNumber, isTableTitle } from '../lines.ts'
import { isCutByPage } from './page-cut.ts'

export interface Passage {
  /** Half-width, without blanks except between two digits. */
  readonly text: string
  /** Number in front, where it is printed: `（二）`, `3.`. */
  readonly numbering?: NumberingStyle
  readonly heading: boolean
  readonly level: number
  /** A table stands right before it. */
  readonly afterTable: boolean
  /** Where the text begins behind a number in characters. */
  readonly begin: number
  /** The place of the characters of `text` from `start` on; on a page, the box up to `end` or the end of the line. */
  placeOf(start: number, end?: number): Place
  /** The text as printed between two offsets of `text`. */
  printed(start: number, end: number): string
}

/** The order in which numbers in front of headings nest. */
const LEVEL: Readonly<Record<NumberingStyle, number>> = {
  section: 0,
  'han-comma': 1,
  'han-bracket': 2,
  'digit-dot': 3,
  'digit-comma': 3,
  'digit-bracket': 4,
  'digit-half-bracket': 4,
  circled: 5,
}
const UNNUMBERED = 6

export function readPassages(blocks: readonly Block[], after: number): Passage[] {
  const passages: Passage[] = []
  let open: Paragraph[] = []
  let afterTable = false
  const close = () => {
    if (open.length === 0) return
    passages.push(passageOf(open, afterTable))
    open = []
    afterTable = false
  }
  for (let i = after; i < blocks.length; i++) {
    const block = blocks[i]!
    if (block.kind === 'table') {
      close()
      afterTable = true
      continue
    }
    if (isFurniture(block.text)) continue
    const last = open.at(-1)
    const slipped = last && SLIPPED.exec(block.text)
    if (last && !slipped && !goesOn(last, block, open.length === 1)) close()
    if (slipped && isNumbered(block.text.slice(slipped[0].length))) {
      // The sign that ended a sentence has slipped to the front of the heading below.
      close()
      open.push(rest(block, slipped[0].length))
    } else open.push(block)
  }
  close()
  return passages
}

const SLIPPED = /^[。；]\s*/

/** A paragraph without its first characters. */
function rest(paragraph: Paragraph, from: number): Paragraph {
  const before = paragraph.runs.findLastIndex((r) => r.start <= from)
  const runs = paragraph.runs.slice(Math.max(0, before)).map((run) => {
    if (run.start >= from) return { ...run, start: run.start - from }
    const { column } = run.place
    const place = column === undefined ? run.place : { ...run.place, column: column + from - run.start }
    return { start: 0, place }
  })
  return { ...paragraph, text: paragraph.text.slice(from), runs, place: placeAt(paragraph, from) }
}

/** Page numbers and empty lines between two halves of a sentence. */
const isFurniture = (text: string): boolean => text === '' || (text.length < 12 && isBareNumber(text))

const HEADING_END = /(?:情况|说明|概况|职能|职责|设置|解释|预算|决算|支出|收入|经费|构成|表|目标|方案|内容)[。.]?$/

/** Whether `next` is the rest of the line `last`. */
function goesOn(last: Paragraph, next: Paragraph, first: boolean): boolean {
  const before = last.text.trimEnd()
  const behind = next.text.trimStart()
  if (/^[，、）)]/.test(behind)) return !/[。；]$/.test(before)
  if (isCutByPage(last, next) && !isNumbered(behind) && !isTableTitle(behind)) return true
  if (/[。；：:;!！?？]["”’]?$/.test(before) || /。\s*[(（][^。]*[)）]$/.test(before)) return false
  if (last.heading !== undefined || next.heading !== undefined)
    return last.heading !== undefined && cutHeading(before, behind)
  const cutInside = /[，,、（(]$/.test(before) || cutNumber(before, behind)
  if (!cutInside && isNumbered(behind)) return false
  // A long numbered line that stops in mid-word goes on, as a heading or as the sentence that it is.
  if (isHeadingText(before) && first && !cutInside)
    return before.length >= 18 && !HEADING_END.test(before) && behind.length > 1
  if (isTableTitle(before) || isTableTitle(behind) || /^(?:单位|部门|附件|附表|注|备注)/.test(behind)) return false
  // A short line was not cut by the page's edge, unless it stops in the middle of a list.
  return cutInside || before.length >= 18
}

/** A number and its unit, or a phrase that waits for its number. */
const cutNumber = (before: string, behind: string): boolean =>
  (/\d$/.test(before) && /^(?:[万亿千百]?元|[年月%％个辆台人项家万])/.test(behind)) || /[为占较比的]$/.test(before)

const cutHeading = (before: string, behind: string): boolean =>
  before.length >= 18 &&
  behind.length <= 30 &&
  !HEADING_END.test(before) &&
  !/[，。；：,;:]/.test(behind.slice(0, -1)) &&
  !isNumbered(behind)

/** Also `4.2025年…`: a year right behind the point does not make it a decimal. */
const numberOf = (text: string): Numbering | undefined =>
  numbering(text) ?? numbering(text.replace(/^(\s*\d{1,2}[.．])\s*(?:19|20)\d\d(?=\s*年)/, '$1'))

const isNumbered = (text: string): boolean =>
  numberOf(text) !== undefined || /^第[一二三四五六七八九十]+部分/.test(text)

/** A numbered line without the signs of a sentence. */
function isHeadingText(text: string): boolean {
  const bare = text.replace(/[。.]$/, '')
  return bare.length <= 80 && isNumbered(bare) && !/[。；，,;]|[:：].|\d\s*(?:万|亿)?元|\d\s*%/.test(bare)
}

const FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '（': '(',
    '）': ')',
    '【': '[',
    '】': ']',
    '〔': '[',
    '〕': ']',
    '［': '[',
    '］': ']',
    '，': ',',
    '；': ';',
    '：': ':',
    '％': '%',
    '﹪': '%',
    '．': '.',
    '！': '!',
    '？': '?',
    '“': '"',
    '”': '"',
    '„': '"',
    '＂': '"',
    '「': '"',
    '」': '"',
    '『': '"',
    '』': '"',
    '〞': '"',
    '〝': '"',
    '—': '-',
    '–': '-',
    '−': '-',
    '－': '-',
    '‐': '-',
    '﹣': '-',
    '～': '~',
    '＝': '=',
    '＞': '>',
    '＜': '<',
    '／': '/',
    '≧': '≥',
    '≦': '≤',
    '⩾': '≥',
    '⩽': '≤',
    '＋': '+',
    '＊': '*',
  }),
)

const BLANK = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/
const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9'

function normal(char: string): string {
  const code = char.charCodeAt(0)
  if (code < 0x80) return char
  if (code >= 0xff10 && code <= 0xff5a) return FORMS.get(char) ?? String.fromCharCode(code - 0xfee0)
  return FORMS.get(char) ?? char
}

const HAN_NUMBER = /^(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.])/

/** The place of a span of a paragraph; a line's box is narrowed by the usual widths of letters. */
function spanOf(paragraph: Paragraph, from: number, to: number): Place {
  const place = placeAt(paragraph, from)
  if (!place.box) return place
  const index = Math.max(
    0,
    paragraph.runs.findLastIndex((r) => r.start <= from),
  )
  const start = paragraph.runs[index]?.start ?? 0
  const end = paragraph.runs[index + 1]?.start ?? paragraph.text.length
  const whole = widthOf(paragraph.text, start, end)
  if (whole === 0) return place
  const [left, top, right, bottom] = place.box
  const step = (right - left) / whole
  const before = left + step * widthOf(paragraph.text, start, from)
  return { ...place, box: [before, top, before + step * widthOf(paragraph.text, from, Math.min(to, end)), bottom] }
}

/** In full-width letters; digits and signs of ASCII take half of one. */
function widthOf(text: string, from: number, to: number): number {
  let width = 0
  for (let i = from; i < to; i++) width += text.charCodeAt(i) < 0x100 ? 0.5 : 1
  return width
}

function passageOf(paragraphs: readonly Paragraph[], afterTable: boolean): Passage {
  const head = paragraphs[0]!
  let text = ''
  const owner: number[] = []
  const offset: number[] = []
  for (let p = 0; p < paragraphs.length; p++) {
    const raw = paragraphs[p]!.text
    let blank = p > 0
    for (let i = 0; i < raw.length; i++) {
      const char = raw[i]!
      if (BLANK.test(char)) {
        blank = true
        continue
      }
      const plain = normal(char)
      // Two numbers that a blank keeps apart stay apart.
      if (blank && isDigit(plain) && isDigit(text.at(-1))) {
        text += ' '
        owner.push(p)
        offset.push(i)
      }
      blank = false
      text += plain
      owner.push(p)
      offset.push(i)
    }
  }
  const mark = numberOf(head.text)
  const joined = paragraphs.length === 1 ? head.text : text
  // Some authors set whole sentences in a heading's style.
  const styled = head.heading !== undefined && !/。.|\d(?:[万亿千]?元|%)/.test(text)
  const heading = styled || isHeadingText(joined.trim())
  const section = /^第[一二三四五六七八九十]+部分/.test(text)
  return {
    text,
    ...(mark ? { numbering: mark.style } : {}),
    heading,
    afterTable,
    begin: HAN_NUMBER.exec(text)?.[0].length ?? 0,
    level: section ? 0 : mark ? LEVEL[mark.style] : UNNUMBERED,
    placeOf: (start, end = start + 1) => {
      const paragraph = paragraphs[owner[start] ?? 0]!
      const from = offset[start] ?? 0
      return owner[end - 1] === owner[start]
        ? spanOf(paragraph, from, offset[end - 1]! + 1)
        : spanOf(paragraph, from, paragraph.text.length)
    },
    printed: (start, end) => {
      if (end <= start) return ''
      const from = owner[start]!
      const to = owner[end - 1]!
      if (from === to) return paragraphs[from]!.text.slice(offset[start]!, offset[end - 1]! + 1)
      const parts = [paragraphs[from]!.text.slice(offset[start]!)]
      for (let p = from + 1; p < to; p++) parts.push(paragraphs[p]!.text)
      parts.push(paragraphs[to]!.text.slice(0, offset[end - 1]! + 1))
      return parts.join('')
    },
  }
}
