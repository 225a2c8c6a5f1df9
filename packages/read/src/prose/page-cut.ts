/** Paragraphs that the end of a page cut: told by how their lines are set, whatever the last of them ends with. */
import type { Paragraph } from '@gouji/document'

/** First lines stand in by two letters; less than this, in letters, is no indent. */
const INDENT = 1.2
/** A line that ends so many letters before the others was not full, and its paragraph ended there. */
const SHORT = 3

/** Whether `next` begins a page as the lines of a paragraph do and not as a first line does, and `last` was not done. */
export function isCutByPage(last: Paragraph, next: Paragraph): boolean {
  const lines = last.runs.flatMap(({ place }) => (place.box ? [{ page: place.page, box: place.box }] : []))
  const [first, end] = [lines[0], lines.at(-1)]
  const place = next.runs[0]?.place
  if (!first || !end || !place?.box || end.page === undefined || place.page !== end.page + 1) return false
  const size = next.size ?? 12
  if (Math.abs((last.size ?? size) - size) > 0.15 * size) return false
  const left = place.box[0]
  if (lines.length === 1) return left < first.box[0] - INDENT * size
  const edge = Math.min(...lines.slice(1).map(({ box }) => box[0]))
  const isIndented = first.box[0] - edge > INDENT * size
  const isFull = end.box[2] > Math.max(...lines.map(({ box }) => box[2])) - SHORT * size
  return isIndented && isFull && Math.abs(left - edge) < 0.6 * size
}
