/** Columns from white space: the gutters that nearly all rows leave free, and which columns a text covers. */
import type { Fragment } from './fragments.ts'
import { joinLines, type Line, toLines } from './lines.ts'
import type { Rule } from './rules.ts'

/** Neighbouring fragments of one line that belong to one cell. */
export interface Segment {
  readonly left: number
  readonly right: number
  readonly text: string
  readonly fragments: readonly Fragment[]
}

export interface Row {
  readonly lines: readonly Line[]
  readonly segments: readonly Segment[]
  readonly top: number
  readonly bottom: number
  readonly size: number
}

export const figure = /^[-−(（]?\d[\d,]*(\.\d+)?[%％)）]?$/

export function isColumned(row: Row): boolean {
  return row.segments.length >= 2
}

export function toSegment(fragments: Fragment[]): Segment {
  const lines = toLines(fragments)
  const left = Math.min(...fragments.map((fragment) => fragment.left))
  const right = Math.max(...fragments.map((fragment) => fragment.right))
  return { left, right, text: joinLines(lines, right - left), fragments }
}

/** Outer edges and the middles of the gutters that at most one row in eight crosses. */
export function columnEdges(rows: readonly Row[]): number[] {
  const columned = rows.filter(isColumned)
  const fragments = columned.flatMap((row) => row.segments.flatMap((segment) => segment.fragments))
  if (fragments.length === 0) return []
  const left = Math.floor(Math.min(...fragments.map((fragment) => fragment.left)))
  const right = Math.ceil(Math.max(...fragments.map((fragment) => fragment.right)))
  if (!(right - left > 0 && right - left < 20_000)) return []
  // Half points, so that columns set close together keep their gutter.
  const cover = new Uint16Array(2 * (right - left) + 2)
  for (const fragment of fragments) {
    for (let x = Math.floor(2 * (fragment.left - left)); x < 2 * (fragment.right - left); x++) cover[x]!++
  }
  const crossedMax = Math.floor(columned.length / 8)
  const size = Math.min(...columned.map((row) => row.size))
  const gutters: { from: number; to: number }[] = []
  let free = -1
  for (let x = 0; x < 2 * (right - left); x++) {
    const isFree = cover[x]! <= crossedMax
    if (isFree && free < 0) free = x
    if (!isFree) {
      if (free > 0 && x - free >= 0.5 * size) gutters.push({ from: left + free / 2, to: left + x / 2 })
      free = -1
    }
  }
  // A narrow gutter may stand behind the numbers of a list; it parts columns only where figures stand beside it.
  const wide = gutters.filter((gutter, index) => {
    if (gutter.to - gutter.from >= size) return true
    const before = gutters[index - 1]?.to ?? left
    const after = gutters[index + 1]?.from ?? right
    return isOfFigures(fragments, before, gutter.from) || isOfFigures(fragments, gutter.to, after)
  })
  return [left, ...wide.map((gutter) => (gutter.from + gutter.to) / 2), right]
}

function isOfFigures(fragments: readonly Fragment[], from: number, to: number): boolean {
  const within = fragments.filter((fragment) => fragment.left > from - 1 && fragment.right < to + 1)
  const figures = within.filter((fragment) => figure.test(fragment.text))
  return figures.length >= 3 && figures.length >= 0.6 * within.length
}

/** The fragments of each column of a row as one segment; one that reaches into several columns stays by itself. */
export function intoColumns(row: Row, edges: readonly number[]): Segment[] {
  const columns = new Map<number, Fragment[]>()
  const spanning: Segment[] = []
  for (const segment of row.segments) {
    for (const fragment of segment.fragments) {
      const [from, to] = reachOf(fragment, edges)
      if (from < to) spanning.push(toSegment([fragment]))
      else {
        const column = columnOf(edges, (fragment.left + fragment.right) / 2)
        columns.set(column, [...(columns.get(column) ?? []), fragment])
      }
    }
  }
  return [...[...columns.values()].map(toSegment), ...spanning].sort((one, other) => one.left - other.left)
}

/** Which columns each segment of a row covers: those that it reaches into, or those of the short rule below it. */
export function spansOf(
  row: Row,
  edges: readonly number[],
  partial: readonly Rule[],
): [[number, number], Fragment[]][] {
  const spans: { from: number; to: number; fragments: Fragment[] }[] = []
  const isFigure = (segment: Segment) => figure.test(segment.text)
  // Figures take their columns first, so that a label that reaches over does not swallow one.
  for (const segment of [...row.segments.filter(isFigure), ...row.segments.filter((one) => !isFigure(one))]) {
    const middle = (segment.left + segment.right) / 2
    const under = partial.find(
      (rule) => rule.from < middle && rule.to > middle && rule.at > row.top && rule.at < row.bottom + 1.2 * row.size,
    )
    let [from, to] = reachOf(segment, edges)
    if (under) {
      from = columnOf(edges, Math.min(under.from + 4, middle))
      to = columnOf(edges, Math.max(under.to - 4, middle))
    }
    while (from < to && spans.some((span) => span.from <= to && span.to >= to)) to--
    while (from < to && spans.some((span) => span.from <= from && span.to >= from)) from++
    const same = spans.find((span) => span.from <= to && span.to >= from)
    if (same) same.fragments.push(...segment.fragments)
    else spans.push({ from, to, fragments: [...segment.fragments] })
  }
  return spans.map((span) => [[span.from, span.to], span.fragments])
}

/**
 * First and last column of a text. A figure has one column, however wide it is printed; a word is in a column only when
 * more than the margin of its last letter is.
 */
function reachOf(part: Segment | Fragment, edges: readonly number[]): [number, number] {
  const middle = columnOf(edges, (part.left + part.right) / 2)
  if (figure.test(part.text)) return [middle, middle]
  const size = 'size' in part ? part.size : part.fragments[0]!.size
  const from = columnOf(edges, part.left + 0.8 * size)
  const to = columnOf(edges, part.right - 0.8 * size)
  return from <= to ? [from, to] : [middle, middle]
}

function columnOf(edges: readonly number[], x: number): number {
  for (let column = edges.length - 2; column > 0; column--) if (x >= edges[column]!) return column
  return 0
}
