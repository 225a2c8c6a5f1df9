/**
 * Tables without a full grid of lines: columns told by white space alone, or with lying rules only, as in a three-line
 * table. The columns are the gutters that nearly all lines leave free.
 */
import type { Cell, Table } from '@gouji/document'
import type { Fragment } from './fragments.ts'
import { joinLines, type Line, toLines } from './lines.ts'
import type { Rule } from './rules.ts'
import type { PlaceOf } from './table.ts'

/** Neighbouring fragments of one line that belong to one cell. */
interface Segment {
  readonly left: number
  readonly right: number
  readonly text: string
  readonly fragments: readonly Fragment[]
}

interface Row {
  readonly lines: readonly Line[]
  readonly segments: readonly Segment[]
  readonly top: number
  readonly bottom: number
  readonly size: number
}

export interface AlignedTable {
  readonly table: Table
  readonly top: number
  readonly left: number
  readonly right: number
  /** The lines that went into it. */
  readonly lines: ReadonlySet<Line>
}

const figure = /^[-−(（]?\d[\d,]*(\.\d+)?[%％)）]?$/
const leader = /(\.{4,}|…{2,}|·{4,}|(\. ){4,})/
const unitNote = /单\s*位\s*[:：]/

/** `walls` are the tops of ruled tables, which no other table runs across. */
export function findAligned(
  lines: readonly Line[],
  loose: readonly Rule[],
  walls: readonly number[],
  placeOf: PlaceOf,
): AlignedTable[] {
  const found = betweenRules(lines, loose, placeOf)
  const taken = new Set(found.flatMap((table) => [...table.lines]))
  const rows = lines.filter((line) => !taken.has(line)).map(toRow)
  for (const group of groupsOf(rows, [...walls, ...found.map((table) => table.top)])) {
    const table = toAligned(group, [], placeOf, false)
    if (table) found.push(table)
  }
  return found
}

function toRow(line: Line): Row {
  return { lines: [line], segments: segmentsOf(line), top: line.top, bottom: line.bottom, size: line.size }
}

function segmentsOf(line: Line): Segment[] {
  const groups: Fragment[][] = []
  let last: Fragment | undefined
  for (const fragment of line.fragments) {
    const group = groups[groups.length - 1]
    if (last && group && !isApart(last, fragment)) group.push(fragment)
    else groups.push([fragment])
    last = fragment
  }
  return groups.map(toSegment)
}

function toSegment(fragments: Fragment[]): Segment {
  const lines = toLines(fragments)
  const left = Math.min(...fragments.map((fragment) => fragment.left))
  const right = Math.max(...fragments.map((fragment) => fragment.right))
  return { left, right, text: joinLines(lines, right - left), fragments }
}

function isApart(last: Fragment, next: Fragment): boolean {
  const size = Math.min(last.size, next.size)
  const bothFigures = figure.test(last.text) && figure.test(next.text)
  return next.left - last.right > (bothFigures ? 0.6 : 1.3) * size
}

/** Stretches of lines that are set in columns, each of at least three such lines. */
function groupsOf(rows: readonly Row[], walls: readonly number[]): Row[][] {
  const groups: Row[][] = []
  let group: Row[] = []
  let single = 0
  const close = () => {
    while (group.length > 0 && !isColumned(group[group.length - 1]!)) group.pop()
    while (group.length > 0 && unitNote.test(group[0]!.lines[0]!.text)) group.shift()
    if (group.filter(isColumned).length >= 3) groups.push(group)
    group = []
    single = 0
  }
  let last: Row | undefined
  for (const row of rows) {
    const above = last?.bottom ?? row.top
    const apart =
      last && (row.top - last.bottom > 2.5 * row.size || walls.some((wall) => wall > above - 1 && wall < row.top + 1))
    if (apart) close()
    last = row
    if (row.lines.some((line) => leader.test(line.text))) close()
    else if (isColumned(row)) {
      group.push(row)
      single = 0
    } else if (group.length > 0) {
      if (++single > 1) close()
      else group.push(row)
    }
  }
  close()
  return groups
}

function isColumned(row: Row): boolean {
  return row.segments.length >= 2
}

/** Between lying rules of the same length: header and body of a three-line table, or rows ruled off from each other. */
function betweenRules(lines: readonly Line[], loose: readonly Rule[], placeOf: PlaceOf): AlignedTable[] {
  const found: AlignedTable[] = []
  const rules = [...loose].filter((rule) => rule.to - rule.from > 120).sort((one, other) => one.at - other.at)
  const used = new Set<Rule>()
  for (const first of rules) {
    if (used.has(first)) continue
    const alike = rules.filter(
      (rule) => !used.has(rule) && Math.abs(rule.from - first.from) < 6 && Math.abs(rule.to - first.to) < 6,
    )
    if (alike.length < 3) continue
    for (const rule of alike) used.add(rule)
    const last = alike[alike.length - 1]!
    const body = lines.filter((line) => {
      const middle = (line.top + line.bottom) / 2
      return middle > first.at && middle < last.at && line.left > first.from - 6 && line.right < last.to + 6
    })
    const partial = loose.filter((rule) => rule.at > first.at && rule.at < last.at && !alike.includes(rule))
    const table = toAligned(ruledRows(body, alike), partial, placeOf, true)
    if (table) found.push(table)
  }
  return found
}

/** When nearly every line has its rule, the rules part the rows and a row may hold several lines. */
function ruledRows(lines: readonly Line[], rules: readonly Rule[]): Row[] {
  const bands = rules.slice(1).map((rule, index) =>
    lines.filter((line) => {
      const middle = (line.top + line.bottom) / 2
      return middle > rules[index]!.at && middle <= rule.at
    }),
  )
  const busy = bands.filter((band) => band.length > 0)
  if (rules.length < 5 || busy.length < 0.6 * lines.length) return lines.map(toRow)
  return busy.map((band) => ({
    lines: band,
    segments: band.flatMap(segmentsOf),
    top: Math.min(...band.map((line) => line.top)),
    bottom: Math.max(...band.map((line) => line.bottom)),
    size: band[0]!.size,
  }))
}

function toAligned(
  rows: readonly Row[],
  partial: readonly Rule[],
  placeOf: PlaceOf,
  ruled: boolean,
): AlignedTable | undefined {
  if (rows.length < 2) return undefined
  const edges = columnEdges(rows)
  if (edges.length < 3) return undefined
  if (!ruled && !hasFigureColumn(rows, edges)) return undefined
  const merged = mergeWrapped(rows, edges)
  const tops = rowEdges(merged)
  const cells: Cell[] = []
  merged.forEach((row, index) => {
    const taken = new Array<boolean>(edges.length - 1).fill(false)
    const here: Cell[] = []
    for (const [span, fragments] of spansOf(row, edges, partial)) {
      const [from, to] = span
      for (let column = from; column <= to; column++) taken[column] = true
      const left = edges[from]!
      const right = edges[to + 1]!
      const lines = toLines(fragments)
      here.push({
        row: index,
        column: from,
        rowSpan: 1,
        columnSpan: to - from + 1,
        text: joinLines(lines, right - left),
        place: placeOf(left, tops[index]!, right, tops[index + 1]!),
        indent: Math.max(0, Math.round((lines[0]!.left - left) * 10) / 10),
      })
    }
    taken.forEach((isTaken, column) => {
      if (isTaken) return
      const place = placeOf(edges[column]!, tops[index]!, edges[column + 1]!, tops[index + 1]!)
      here.push({ row: index, column, rowSpan: 1, columnSpan: 1, text: '', place })
    })
    cells.push(...here.sort((one, other) => one.column - other.column))
  })
  const top = tops[0]!
  const bottom = tops[tops.length - 1]!
  return {
    table: {
      kind: 'table',
      place: placeOf(edges[0]!, top, edges[edges.length - 1]!, bottom),
      rows: merged.length,
      columns: edges.length - 1,
      cells,
      grid: 'aligned',
    },
    top,
    left: edges[0]!,
    right: edges[edges.length - 1]!,
    lines: new Set(rows.flatMap((row) => row.lines)),
  }
}

/** Outer edges and the middles of the gutters that at most one line in eight crosses. */
function columnEdges(rows: readonly Row[]): number[] {
  const columned = rows.filter(isColumned)
  const segments = columned.flatMap((row) => row.segments)
  if (segments.length === 0) return []
  const left = Math.floor(Math.min(...segments.map((segment) => segment.left)))
  const right = Math.ceil(Math.max(...segments.map((segment) => segment.right)))
  if (!(right - left > 0 && right - left < 20_000)) return []
  const cover = new Uint16Array(right - left + 2)
  for (const segment of segments) {
    for (let x = Math.floor(segment.left) - left; x <= Math.ceil(segment.right) - left; x++) cover[x]!++
  }
  const crossedMax = Math.floor(columned.length / 8)
  const size = Math.min(...columned.map((row) => row.size))
  const edges = [left]
  let free = -1
  for (let x = 0; x < cover.length; x++) {
    const isFree = cover[x]! <= crossedMax
    if (isFree && free < 0) free = x
    if (!isFree) {
      if (free > 0 && x - free >= 0.5 * size) edges.push(left + (free + x) / 2)
      free = -1
    }
  }
  edges.push(right)
  return edges
}

/** White space alone makes a table only where figures stand under each other; page numbers of a contents list do not. */
function hasFigureColumn(rows: readonly Row[], edges: readonly number[]): boolean {
  for (let column = 1; column < edges.length - 1; column++) {
    const figures = rows
      .flatMap((row) => row.segments)
      .filter((segment) => segment.left >= edges[column]! - 1 && segment.right <= edges[column + 1]! + 1)
      .filter((segment) => figure.test(segment.text))
    if (figures.length < 3) continue
    const values = figures.map((segment) => Number(segment.text.replace(/[^\d.]/g, '')))
    const isPages =
      column === edges.length - 2 &&
      edges.length === 3 &&
      values.every((value, index) => Number.isInteger(value) && value < 1000 && value >= (values[index - 1] ?? 0))
    if (!isPages && isFlush(figures)) return true
  }
  return false
}

function isFlush(segments: readonly Segment[]): boolean {
  const sides = [
    segments.map((segment) => segment.right),
    segments.map((segment) => segment.left),
    segments.map((segment) => (segment.left + segment.right) / 2),
  ]
  return sides.some((places) => {
    const sorted = [...places].sort((one, other) => one - other)
    const median = sorted[sorted.length >> 1]!
    return places.filter((place) => Math.abs(place - median) <= 4).length >= 0.7 * places.length
  })
}

/** A line that has only words in the first column, set close below its neighbour, goes on with that neighbour's label. */
function mergeWrapped(rows: readonly Row[], edges: readonly number[]): Row[] {
  const steps = rows.slice(1).map((row, index) => row.top - rows[index]!.top)
  const usual = [...steps].sort((one, other) => one - other)[steps.length >> 1] ?? 0
  const merged: Row[] = []
  rows.forEach((row, index) => {
    const last = merged[merged.length - 1]
    const only = row.segments.length === 1 ? row.segments[0]! : undefined
    const close = index > 0 && steps[index - 1]! < 0.8 * usual
    if (last && only && close && only.right <= edges[1]! + 1 && !figure.test(only.text)) {
      merged[merged.length - 1] = {
        ...last,
        lines: [...last.lines, ...row.lines],
        segments: [...last.segments, ...row.segments],
        bottom: row.bottom,
      }
    } else merged.push(row)
  })
  return merged
}

function rowEdges(rows: readonly Row[]): number[] {
  const edges = [rows[0]!.top - 1]
  for (let index = 1; index < rows.length; index++) edges.push((rows[index - 1]!.bottom + rows[index]!.top) / 2)
  edges.push(rows[rows.length - 1]!.bottom + 1)
  return edges
}

/** Which columns each segment of a row covers: those that it reaches into, or those of the short rule below it. */
function spansOf(row: Row, edges: readonly number[], partial: readonly Rule[]): [[number, number], Fragment[]][] {
  const spans: { from: number; to: number; fragments: Fragment[] }[] = []
  for (const segment of row.segments) {
    const middle = (segment.left + segment.right) / 2
    const under = partial.find(
      (rule) => rule.from < middle && rule.to > middle && rule.at > row.top && rule.at < row.bottom + 1.2 * row.size,
    )
    const reach = under
      ? { left: under.from + 4, right: under.to - 4 }
      : { left: segment.left + 2, right: segment.right - 2 }
    let from = columnOf(edges, Math.min(reach.left, middle))
    let to = columnOf(edges, Math.max(reach.right, middle))
    // A figure has one column, however wide it is printed.
    if (figure.test(segment.text)) from = to = columnOf(edges, middle)
    const same = spans.find((span) => span.from <= to && span.to >= from)
    if (same) {
      same.from = Math.min(same.from, from)
      same.to = Math.max(same.to, to)
      same.fragments.push(...segment.fragments)
    } else spans.push({ from, to, fragments: [...segment.fragments] })
  }
  return spans.map((span) => [[span.from, span.to], span.fragments])
}

function columnOf(edges: readonly number[], x: number): number {
  for (let column = edges.length - 2; column > 0; column--) if (x >= edges[column]!) return column
  return 0
}
