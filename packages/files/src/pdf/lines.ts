/** Visual lines: fragments on one baseline, from left to right, with figures that were set off it. */
import { type Fragment, repeats } from './fragments.ts'
import type { Glyph } from './glyphs.ts'

export interface Line {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly baseline: number
  readonly size: number
  readonly fragments: readonly Fragment[]
}

/** Figures stand up to this far off the baseline of their line, in points. */
const figureShiftMax = 5

interface Group {
  baseline: number
  size: number
  readonly fragments: Fragment[]
}

/** Lines from top to bottom. */
export function toLines(fragments: readonly Fragment[]): Line[] {
  if (fragments.length === 1) return [toLine([fragments[0]!])]
  const groups: Group[] = []
  const byBaseline = (one: Fragment, other: Fragment) => one.baseline - other.baseline
  const anchored = fragments.filter((fragment) => fragment.anchored && fragment.upright).sort(byBaseline)
  const free = fragments.filter((fragment) => !fragment.anchored || !fragment.upright).sort(byBaseline)
  for (const fragment of anchored) {
    const group = groups[groups.length - 1]
    const tolerance = 0.3 * Math.min(fragment.size, group?.size ?? fragment.size)
    if (group && fragment.baseline - group.baseline <= tolerance) addTo(group, fragment)
    else groups.push({ baseline: fragment.baseline, size: fragment.size, fragments: [fragment] })
  }
  const others: Group[] = []
  for (const fragment of free) {
    const group = nearest(groups, others, fragment)
    if (group) group.fragments.push(fragment)
    else others.push({ baseline: fragment.baseline, size: fragment.size, fragments: [fragment] })
  }
  return [...groups, ...others]
    .sort((one, other) => one.baseline - other.baseline)
    .map((group) => toLine(group.fragments.sort((one, other) => one.left - other.left)))
}

function addTo(group: Group, fragment: Fragment): void {
  if (fragment.size > group.size) {
    group.size = fragment.size
    group.baseline = fragment.baseline
  }
  group.fragments.push(fragment)
}

/** The line whose baseline is nearest and that has room where the fragment stands; both lists are in order. */
function nearest(groups: readonly Group[], others: readonly Group[], fragment: Fragment): Group | undefined {
  let found: Group | undefined
  let distanceMin = Infinity
  const reach = Math.max(figureShiftMax, 0.3 * fragment.size)
  const consider = (group: Group) => {
    const distance = Math.abs(group.baseline - fragment.baseline)
    if (distance >= distanceMin) return
    const shiftMax = Math.min(figureShiftMax, 0.55 * Math.max(group.size, fragment.size))
    if (distance > Math.max(shiftMax, 0.3 * Math.min(group.size, fragment.size))) return
    if (distance > 0.3 * fragment.size && group.fragments.some((other) => overlap(other, fragment))) return
    found = group
    distanceMin = distance
  }
  for (let index = firstFrom(groups, fragment.baseline - reach); index < groups.length; index++) {
    if (groups[index]!.baseline > fragment.baseline + reach) break
    consider(groups[index]!)
  }
  for (let index = others.length - 1; index >= 0; index--) {
    if (others[index]!.baseline < fragment.baseline - reach) break
    consider(others[index]!)
  }
  return found
}

/** Index of the first group whose baseline is not above `baseline`. */
function firstFrom(groups: readonly Group[], baseline: number): number {
  let low = 0
  let high = groups.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (groups[middle]!.baseline < baseline) low = middle + 1
    else high = middle
  }
  return low
}

function overlap(one: Fragment, other: Fragment): boolean {
  const shared = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  return shared > 0.3 * Math.min(one.right - one.left, other.right - other.left)
}

function toLine(fragments: readonly Fragment[]): Line {
  let text = ''
  let previous: Glyph | undefined
  let top = Infinity
  let bottom = -Infinity
  let right = -Infinity
  let main = fragments[0]!
  const kept: Fragment[] = []
  for (const fragment of fragments) {
    const first = fragment.glyphs[0]!
    if (isRepeated(kept, fragment)) continue
    if (previous && needsBlank(previous, first)) text += ' '
    text += fragment.text
    previous = fragment.glyphs[fragment.glyphs.length - 1]!
    if (fragment.top < top) top = fragment.top
    if (fragment.bottom > bottom) bottom = fragment.bottom
    if (fragment.right > right) right = fragment.right
    if (weight(fragment) > weight(main)) main = fragment
    kept.push(fragment)
  }
  return {
    text,
    left: fragments[0]!.left,
    right,
    top,
    bottom,
    baseline: main.baseline,
    size: usualSize(kept),
    fragments: kept,
  }
}

/** The baseline of a line is that of its longest run of words; figures may be set off it. */
function weight(fragment: Fragment): number {
  return fragment.glyphs.length + (fragment.anchored ? 1000 : 0)
}

/** The size of most of its letters; a few may be set larger. */
function usualSize(fragments: readonly Fragment[]): number {
  if (fragments.length === 1) return fragments[0]!.size
  const counts = new Map<number, number>()
  let usual = fragments[0]!.size
  for (const { size, glyphs } of fragments) {
    const count = (counts.get(size) ?? 0) + glyphs.length
    counts.set(size, count)
    if (count > (counts.get(usual) ?? 0)) usual = size
  }
  return usual
}

/** A whole run printed twice to look bold. */
function isRepeated(kept: readonly Fragment[], fragment: Fragment): boolean {
  for (let index = kept.length - 1; index >= 0 && index >= kept.length - 3; index--) {
    const other = kept[index]!
    if (other.text === fragment.text && repeats(other.glyphs[0]!, fragment.glyphs[0]!)) return true
  }
  return false
}

const figureEnd = /[\d,.]/

/**
 * A blank stands where the gap is wider than letters are apart. Pieces of one figure are set closer than two figures
 * ever are, so between figure signs the gap may be a little wider before it counts.
 */
function needsBlank(last: Glyph, next: Glyph): boolean {
  const gap = next.left - last.right
  const size = Math.min(last.size, next.size)
  if (last.kind === 'cjk' || next.kind === 'cjk') return gap > 0.5 * size
  if (figureEnd.test(last.text) && figureEnd.test(next.text)) return gap > 0.3 * size
  return gap > 0.2 * size
}

const wide = /[\u2e80-\uffff\u2010-\u2027]/
const groupedFigure = /^-?\d{1,3}(,\d{3})*(\.\d+)?$/
const plainFigure = /^-?\d+(\.\d+)?$/

/**
 * Text of one cell from its lines: nothing between Chinese characters, a blank between words, and figures that a
 * narrow cell broke over two lines made whole again.
 */
export function joinLines(lines: readonly Line[], width: number): string {
  let text = ''
  let last: Line | undefined
  for (const line of lines) {
    text = last ? joinText(text, line.text, last.right - last.left > width - 1.5 * last.size) : line.text
    last = line
  }
  return text
}

/** `filled`: the first line had no room for one letter more. */
export function joinText(before: string, after: string, filled: boolean): string {
  if (before === '' || after === '') return before + after
  const tail = before[before.length - 1]!
  const head = after[0]!
  if (wide.test(tail) || wide.test(head)) return before + after
  const start = before.slice(before.lastIndexOf(' ') + 1)
  const end = after.split(' ', 1)[0]!
  if (/[\d,.]$/.test(start) && /^[\d,.]/.test(end)) {
    const whole = start + end
    const fits = groupedFigure.test(whole) || (plainFigure.test(whole) && filled)
    const broken = /[,.]$/.test(start) || /^[,.]/.test(end) || !(isFigure(start) && isFigure(end)) || filled
    if (fits && broken) return before + after
  }
  return `${before} ${after}`
}

function isFigure(text: string): boolean {
  return groupedFigure.test(text) || plainFigure.test(text)
}
