/** Paragraphs from the visual lines between the tables: which lines go on, which begin anew, and how they are set. */
import type { Paragraph, Run } from '@gouji/document'
import type { Line } from './lines.ts'
import { joinText } from './lines.ts'
import type { PlaceOf } from './table.ts'

/** Where the text of a page begins and ends, in points. */
export interface Margins {
  readonly left: number
  readonly right: number
}

/** `lines` are from top to bottom and have no table between them. */
export function toParagraphs(
  lines: readonly Line[],
  margins: Margins,
  pageWidth: number,
  placeOf: PlaceOf,
): Paragraph[] {
  const pitch = usualPitch(lines)
  const paragraphs: Paragraph[] = []
  let open: Line[] = []
  for (const line of lines) {
    const last = open[open.length - 1]
    if (last && !goesOn(open, last, line, margins, pageWidth, pitch)) {
      paragraphs.push(toParagraph(open, margins, pageWidth, placeOf))
      open = []
    }
    open.push(line)
  }
  if (open.length > 0) paragraphs.push(toParagraph(open, margins, pageWidth, placeOf))
  return paragraphs
}

/** The distance that most lines keep from the one before. */
function usualPitch(lines: readonly Line[]): number {
  const steps: number[] = []
  for (let index = 1; index < lines.length; index++) steps.push(lines[index]!.baseline - lines[index - 1]!.baseline)
  steps.sort((one, other) => one - other)
  return steps[Math.floor(steps.length / 3)] ?? Infinity
}

function goesOn(
  open: readonly Line[],
  last: Line,
  line: Line,
  margins: Margins,
  pageWidth: number,
  pitch: number,
): boolean {
  const size = Math.min(last.size, line.size)
  if (Math.abs(last.size - line.size) > 0.15 * size) return false
  if (line.baseline - last.baseline > Math.max(1.5 * pitch, 1.3 * size) && open.length > 0) {
    if (line.baseline - last.baseline > 3 * size) return false
  }
  if (isPageNumber(line.text) || isPageNumber(last.text)) return false
  // A line that stops short ends its paragraph: the next word would have fitted.
  if (margins.right - last.right > 2.2 * size) return false
  const alignment = alignOf(line, margins, pageWidth)
  if (alignOf(last, margins, pageWidth) === 'center') return alignment === 'center' && isWide(last, margins)
  if (alignment === 'right' && line.left - margins.left > 4 * size) return false
  // First lines are indented by two letters; a line that hangs like its neighbours goes on.
  const indent = line.left - margins.left
  const lastIndent = last.left - margins.left
  if (open.length === 1) return indent - lastIndent < 1.2 * size
  return Math.abs(indent - lastIndent) < 1.2 * size
}

function isWide(line: Line, margins: Margins): boolean {
  return line.right - line.left > 0.85 * (margins.right - margins.left)
}

const pageNumber = /^[-–—－·第\s]*\d{1,4}\s*[-–—－·页\s]*([/／共\s]*\d{1,4}\s*页?)?$/

export function isPageNumber(text: string): boolean {
  return pageNumber.test(text)
}

function alignOf(line: Line, margins: Margins, pageWidth: number): 'left' | 'center' | 'right' {
  const before = line.left - margins.left
  const after = margins.right - line.right
  const middle = (line.left + line.right) / 2
  const tolerance = Math.max(4, 0.8 * line.size)
  const centred =
    Math.abs(middle - pageWidth / 2) <= tolerance || Math.abs(middle - (margins.left + margins.right) / 2) <= tolerance
  if (centred && before > 2.5 * line.size && after > 1.5 * line.size) return 'center'
  if (after <= 2 * line.size && before > (margins.right - margins.left) / 2) return 'right'
  return 'left'
}

function toParagraph(lines: readonly Line[], margins: Margins, pageWidth: number, placeOf: PlaceOf): Paragraph {
  let text = ''
  const runs: Run[] = []
  for (const line of lines) {
    const before = text
    text = text === '' ? line.text : joinProse(text, line.text)
    runs.push({
      start: before === '' ? 0 : text.length - line.text.length,
      place: placeOf(line.left, line.top, line.right, line.bottom),
    })
  }
  const first = lines[0]!
  const left = Math.min(...lines.map((line) => line.left))
  const right = Math.max(...lines.map((line) => line.right))
  return {
    kind: 'paragraph',
    text,
    place: placeOf(left, first.top, right, lines[lines.length - 1]!.bottom),
    runs,
    align: alignOf(first, margins, pageWidth),
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
