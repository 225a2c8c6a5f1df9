/**
 * Tables without a full grid of lines: columns told by white space alone, or with lying rules only, as in a three-line
 * table. The columns are the gutters that nearly all lines leave free.
 */
import type { Cell, Table } from '@gouji/document'
import { columnEdges, figure, intoColumns, isColumned, type Row, type Segment, spansOf, toSegment } from './columns.ts'
import type { Fragment } from './fragments.ts'
import { joinLines, type Line, toLines } from './lines.ts'
import type { Rule } from './rules.ts'
import type { PlaceOf } from './table.ts'

export interface AlignedTable {
  readonly table: Table
  readonly top: number
  readonly left: number
  readonly right: number
  /** The lines that went into it. */
  readonly lines: ReadonlySet<Line>
}

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
  const rows = toRows(lines.filter((line) => !taken.has(line)))
  for (const group of groupsOf(rows, [...walls, ...found.map((table) => table.top)])) {
    const table = toAligned(group, [], placeOf, false)
    if (table) found.push(table)
  }
  return found
}

/**
 * Lines that overlap in height are one row: a label of two lines with its figures set between them. Lines of running
 * text do not overlap.
 */
function toRows(lines: readonly Line[]): Row[] {
  const rows: Line[][] = []
  let bottom = -Infinity
  for (const line of [...lines].sort((one, other) => one.top - other.top)) {
    const row = rows[rows.length - 1]
    if (row && bottom - line.top > 0.15 * line.size) row.push(line)
    else rows.push([line])
    bottom = row === rows[rows.length - 1] ? Math.max(bottom, line.bottom) : line.bottom
  }
  return rows.map(toRow)
}

function toRow(lines: readonly Line[]): Row {
  return {
    lines,
    segments: lines.flatMap(segmentsOf),
    top: Math.min(...lines.map((line) => line.top)),
    bottom: Math.max(...lines.map((line) => line.bottom)),
    size: lines[0]!.size,
  }
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
  if (rules.length < 5 || busy.length < 0.6 * lines.length) return toRows(lines)
  return busy.map(toRow)
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
  const settled = rows.map((row) => ({ ...row, segments: intoColumns(row, edges) }))
  if (!ruled && !hasFigureColumn(settled, edges)) return undefined
  const merged = mergeWrapped(settled, edges)
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

/**
 * A row that has words in one column only goes on with the label of the row that it stands close to, when every other
 * row stands further off.
 */
function mergeWrapped(rows: readonly Row[], edges: readonly number[]): Row[] {
  const gaps = rows.slice(1).map((row, index) => row.top - rows[index]!.bottom)
  const usual = [...gaps].sort((one, other) => one - other)[gaps.length >> 1] ?? 0
  const merged: Row[] = []
  let ahead: Row | undefined
  rows.forEach((row, index) => {
    const joined = ahead ? toJoined(ahead, row) : row
    ahead = undefined
    const above = gaps[index - 1] ?? Infinity
    const below = gaps[index] ?? Infinity
    const last = merged[merged.length - 1]
    if (isLabelOnly(row, edges) && Math.min(above, below) < 0.6 * usual) {
      if (above <= below && last) merged[merged.length - 1] = toJoined(last, joined)
      else ahead = joined
    } else merged.push(joined)
  })
  return ahead ? [...merged, ahead] : merged
}

function isLabelOnly(row: Row, edges: readonly number[]): boolean {
  const [only, ...others] = row.segments
  return (
    only !== undefined && others.length === 0 && !figure.test(only.text) && only.right <= (edges[2] ?? Infinity) + 1
  )
}

function toJoined(one: Row, other: Row): Row {
  return {
    lines: [...one.lines, ...other.lines],
    segments: [...one.segments, ...other.segments],
    top: Math.min(one.top, other.top),
    bottom: Math.max(one.bottom, other.bottom),
    size: one.size,
  }
}

function rowEdges(rows: readonly Row[]): number[] {
  const edges = [rows[0]!.top - 1]
  for (let index = 1; index < rows.length; index++) edges.push((rows[index - 1]!.bottom + rows[index]!.top) / 2)
  edges.push(rows[rows.length - 1]!.bottom + 1)
  return edges
}
