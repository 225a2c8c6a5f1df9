/**
 * Fragments: characters that were printed as one run on one baseline. They are the smallest thing that is ever given to
 * a cell, because a figure printed as one run must not be split between two.
 */

import type { Glyph } from './glyphs.ts'
import { isFigureSign } from './letters.ts'

export interface Fragment {
  readonly glyphs: readonly Glyph[]
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly baseline: number
  readonly size: number
  /** Holds a character that sets the line (CJK), as against figures and latin words, which may stand off it. */
  readonly anchored: boolean
  /** Runs along the lines of the page; turned and skewed text is only ever placed as a whole. */
  readonly upright: boolean
}

/** Gap within one run, as a share of the size of the letters. */
const runGap = 0.3
/** With a printed blank between them, words stand further apart. */
const blankGap = 0.9

/** Runs in the order of the content; `hidden` counts what a clip path cut away and was dropped. */
export function toFragments(glyphs: readonly Glyph[]): { fragments: Fragment[]; hidden: number } {
  const fragments: Fragment[] = []
  let hidden = 0
  let run: Glyph[] = []
  let blank = false
  const close = () => {
    if (run.length === 0) return
    const seen = visiblePart(run)
    hidden += run.length - seen.length
    if (seen.length > 0) fragments.push(makeFragment(seen))
    run = []
  }
  for (const glyph of glyphs) {
    if (glyph.kind === 'blank') {
      blank = true
      continue
    }
    const last = run[run.length - 1]
    if (last && !follows(last, glyph, blank)) close()
    else if (last && blank && !repeats(last, glyph)) run.push({ ...blankAfter(last, glyph), hidden: glyph.hidden })
    run.push(glyph)
    blank = false
  }
  close()
  return { fragments, hidden }
}

function follows(last: Glyph, next: Glyph, blank: boolean): boolean {
  if (last.turns !== next.turns) return false
  const size = Math.max(last.size, next.size)
  if (Math.min(last.size, next.size) < 0.9 * size) return false
  const gapMax = (blank ? blankGap : runGap) * size
  if (last.turns === 0) {
    if (Math.abs(next.baseline - last.baseline) > 0.08 * size) return false
    // Steps back a little are kerning, or the second print of a bold letter.
    const gap = next.left - last.right
    return gap <= gapMax && next.left >= last.left - 0.2 * size
  }
  return Math.hypot(next.x - last.x, next.baseline - last.baseline) <= size * 1.6
}

/** The same letter printed again at nearly the same place, to make it look bold. */
export function repeats(last: Glyph, next: Glyph): boolean {
  return (
    last.code === next.code &&
    Math.abs(next.x - last.x) < Math.min(0.2 * next.size, 0.45 * Math.max(next.right - next.left, 0.1)) &&
    Math.abs(next.baseline - last.baseline) < 0.2 * next.size
  )
}

function blankAfter(last: Glyph, next: Glyph): Glyph {
  return {
    ...last,
    text: ' ',
    code: 0x20,
    kind: 'blank',
    x: last.right,
    left: last.right,
    right: Math.max(last.right, next.left),
  }
}

/** A figure of which any digit can be seen is kept whole: half a figure would be another figure. */
function visiblePart(run: readonly Glyph[]): readonly Glyph[] {
  if (!run.some((glyph) => glyph.hidden)) return run
  const figure = run.every((glyph) => isFigureSign(glyph.code))
  if (figure) return run.some((glyph) => !glyph.hidden) ? run : []
  return run.filter((glyph) => !glyph.hidden)
}

export function makeFragment(run: readonly Glyph[]): Fragment {
  const glyphs = run.length > 1 ? withoutRepeats(run) : run
  let text = ''
  let left = Infinity
  let right = -Infinity
  let top = Infinity
  let bottom = -Infinity
  let size = 0
  let anchored = false
  for (const glyph of glyphs) {
    text += glyph.text
    if (glyph.left < left) left = glyph.left
    if (glyph.right > right) right = glyph.right
    if (glyph.top < top) top = glyph.top
    if (glyph.bottom > bottom) bottom = glyph.bottom
    if (glyph.size > size) size = glyph.size
    if (glyph.kind === 'cjk') anchored = true
  }
  const first = glyphs[0]!
  return {
    glyphs,
    text,
    left,
    right,
    top,
    bottom,
    baseline: first.baseline,
    size,
    anchored,
    upright: first.turns === 0,
  }
}

function withoutRepeats(run: readonly Glyph[]): readonly Glyph[] {
  let kept: Glyph[] | undefined
  for (let index = 1; index < run.length; index++) {
    const glyph = run[index]!
    const back = kept ?? run
    const end = kept ? kept.length : index
    let again = false
    // Bold text is printed letter by letter twice, or run by run twice: look a few letters back.
    for (let earlier = end - 1; earlier >= Math.max(0, end - 3) && !again; earlier--)
      again = repeats(back[earlier]!, glyph)
    if (again) kept ??= run.slice(0, index)
    else kept?.push(glyph)
  }
  return kept ?? run
}
