/** Paragraphs from the visual lines between the tables: which lines go on, which begin anew, and how they are set. */
import type { Paragraph, Run } from '@gouji/document'
import { isClosing, isOpening } from './letters.ts'
import type { Line } from './lines.ts'
import { joinText } from './lines.ts'
import type { PlaceOf } from './table.ts'

/** Left and right edge, in points. */
export interface Margins {
  readonly left: number
  readonly right: number
}

/** How the page is set around a stretch of lines. */
export interface Setting {
  /** Where running text begins and ends on pages of this width. */
  readonly text: Margins
  /** Outer edges of the tables of this page; a title is centred over its table. */
  readonly tables?: Margins
  readonly pageWidth: number
  readonly placeOf: PlaceOf
}

/** `lines` are from top to bottom and have no table between them. */
export function toParagraphs(lines: readonly Line[], setting: Setting): Paragraph[] {
  const pitch = usualPitch(lines)
  const paragraphs: Paragraph[] = []
  let open: Line[] = []
  for (const line of lines) {
    if (open.length > 0 && !goesOn(open, line, setting, pitch)) {
      paragraphs.push(toParagraph(open, setting))
      open = []
    }
    open.push(line)
  }
  if (open.length > 0) paragraphs.push(toParagraph(open, setting))
  return paragraphs
}

/** The distance that lines of one paragraph keep: the lower third, because paragraphs stand further apart. */
function usualPitch(lines: readonly Line[]): number {
  const steps: number[] = []
  for (let index = 1; index < lines.length; index++) steps.push(lines[index]!.baseline - lines[index - 1]!.baseline)
  steps.sort((one, other) => one - other)
  return steps[Math.floor(steps.length / 3)] ?? Infinity
}

/** First lines are indented by two letters; less than this, in letters, is no indent. */
const indentMin = 1.2

const item = /^([（(]?([一二三四五六七八九十]+|\d{1,2})[、.．）)](?!\d)|第[一二三四五六七八九十]+[部章节条])/
const sentenceEnd = /[。；;：:！？]$/
const leader = /(\.{4,}|…{2,}|·{4,})/

function goesOn(open: readonly Line[], line: Line, setting: Setting, pitch: number): boolean {
  const last = open[open.length - 1]!
  const size = Math.min(last.size, line.size)
  if (Math.abs(last.size - line.size) > 0.15 * size) return false
  const step = line.baseline - last.baseline
  if (step > 3 * size || (step > 1.7 * pitch && step > 2.2 * size)) return false
  if (isPageNumber(line.text) || isPageNumber(last.text)) return false
  if (leader.test(line.text) || leader.test(last.text)) return false
  // A line that stops short ends its paragraph: what comes next would have fitted.
  const { left, right } = setting.text
  const slack = right - last.right
  if (slack > firstUnit(line) + 0.6 * size) return false
  if (item.test(line.text) && (sentenceEnd.test(last.text) || item.test(last.text))) return false
  const alignment = alignOf(line, setting)
  if (alignOf(last, setting) === 'center') return alignment === 'center' && slack < 2 * size
  // A title of two lines: the first fills the line, the second is centred below it.
  if (alignment === 'center') return open.length === 1 && slack < 2 * size
  if (alignment === 'right' && line.left - left > 4 * size) return false
  const indent = (line.left - left) / size
  const lastIndent = (last.left - left) / size
  if (open.length === 1) return indent <= indentMin || lastIndent > indent + indentMin
  return indent > indentMin ? Math.abs(indent - lastIndent) < 0.8 : lastIndent <= indentMin
}

/** Width of what cannot be parted at the start of a line: a word or a figure, with the signs that cling to it. */
function firstUnit(line: Line): number {
  const glyphs = line.fragments[0]!.glyphs
  let end = 0
  while (end < glyphs.length && isOpening(glyphs[end]!.text)) end++
  const kind = glyphs[end]?.kind
  if (kind === 'digit' || kind === 'latin') {
    while (end < glyphs.length && (glyphs[end]!.kind === 'digit' || glyphs[end]!.kind === 'latin')) end++
  } else end++
  while (end < glyphs.length && isClosing(glyphs[end]!.text)) end++
  const last = glyphs[Math.min(end, glyphs.length) - 1]!
  return last.right - line.left
}

const pageNumber = /^[-–—－·第\s]*\d{1,4}\s*[-–—－·页\s]*([/／共\s]*\d{1,4}\s*页?)?$/

export function isPageNumber(text: string): boolean {
  return pageNumber.test(text)
}

type Align = 'left' | 'center' | 'right'

function alignOf(line: Line, setting: Setting): Align {
  // Words at both ends of a line, such as a name and a unit above a table, are neither centred nor flush right.
  if (hasWideGap(line)) return 'left'
  const { text, tables, pageWidth } = setting
  if (isCentred(line, text, pageWidth) || (tables && isCentred(line, tables, pageWidth))) return 'center'
  if (isFlushRight(line, text) || (tables && isFlushRight(line, tables))) return 'right'
  return 'left'
}

function isCentred(line: Line, { left, right }: Margins, pageWidth: number): boolean {
  const before = line.left - left
  const after = right - line.right
  const middle = (line.left + line.right) / 2
  const miss = Math.min(Math.abs(middle - pageWidth / 2), Math.abs(middle - (left + right) / 2))
  if (miss <= Math.max(4, 0.8 * line.size) && before > 2.5 * line.size && after > 1.5 * line.size) return true
  // Large letters fill the line sooner, and are not the first line of a paragraph that happens to end so.
  return line.size >= 16 && miss <= 0.25 * line.size && before > 0.5 * line.size
}

function isFlushRight(line: Line, { left, right }: Margins): boolean {
  return right - line.right <= 4.5 * line.size && line.left - left > 0.6 * (right - left)
}

function hasWideGap(line: Line): boolean {
  return line.fragments.some(
    (fragment, index) => index > 0 && fragment.left - line.fragments[index - 1]!.right > 5 * line.size,
  )
}

function toParagraph(lines: readonly Line[], setting: Setting): Paragraph {
  let text = ''
  const runs: Run[] = []
  for (const line of lines) {
    text = text === '' ? line.text : joinProse(text, line.text)
    const start = text.length - line.text.length
    runs.push({ start, place: setting.placeOf(line.left, line.top, line.right, line.bottom) })
  }
  const first = lines[0]!
  const left = Math.min(...lines.map((line) => line.left))
  const right = Math.max(...lines.map((line) => line.right))
  return {
    kind: 'paragraph',
    text,
    place: setting.placeOf(left, first.top, right, lines[lines.length - 1]!.bottom),
    runs,
    align: alignOf(first, setting),
    size: Math.round(first.size * 10) / 10,
  }
}

/** In running text a line may end inside a figure or at the hyphen of a broken word. */
function joinProse(before: string, after: string): string {
  if (/\d[,.]?$/.test(before) && /^[,.]?\d/.test(after)) return before + after
  if (/\d$/.test(before) && /^[%％]/.test(after)) return before + after
  if (/[a-z]-$/.test(before) && /^[a-z]/.test(after)) return before.slice(0, -1) + after
  return joinText(before, after, true)
}
