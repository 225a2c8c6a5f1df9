/** Cuts a sentence where findings point into it. */
import type { Mark } from './places.ts'

export interface Part {
  readonly text: string
  readonly mark?: Mark
}

/** What a mark points at within a text: the figure itself, the words quoted, or else the whole. */
export function spanOf(text: string, mark: Mark): readonly [number, number] {
  const { finding, place } = mark
  for (const wanted of [mark.isSuspect ? finding.printed : undefined, mark.text, finding.printed]) {
    if (!wanted) continue
    for (const form of [wanted, wanted.replaceAll(',', '')]) {
      // Near the column that was told, where the same figure stands twice.
      const from = place.column === undefined ? 0 : Math.max(0, place.column - 1 - form.length)
      const at = text.indexOf(form, from) >= 0 ? text.indexOf(form, from) : text.indexOf(form)
      if (at >= 0) return [at, at + form.length]
    }
  }
  return [0, text.length]
}

/** In order and without overlap: where two findings meet, the narrower one is marked. */
export function partsOf(text: string, marks: readonly Mark[]): readonly Part[] {
  const spans = marks
    .map((mark) => ({ mark, span: spanOf(text, mark) }))
    .sort((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]))
  const taken: typeof spans = []
  for (const each of spans) {
    if (taken.every((t) => each.span[1] <= t.span[0] || each.span[0] >= t.span[1])) taken.push(each)
  }
  taken.sort((a, b) => a.span[0] - b.span[0])
  const parts: Part[] = []
  let at = 0
  for (const { mark, span } of taken) {
    if (span[0] > at) parts.push({ text: text.slice(at, span[0]) })
    parts.push({ text: text.slice(span[0], span[1]), mark })
    at = span[1]
  }
  if (at < text.length) parts.push({ text: text.slice(at) })
  return parts
}
