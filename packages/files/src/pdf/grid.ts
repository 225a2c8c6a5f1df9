/** Grids from ruling lines: which lines belong together, where rows and columns run, and which walls are missing. */
import type { Rule, Rules } from './rules.ts'

/** A cell of a grid by its rows and columns. */
export interface Region {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

export interface Grid {
  /** Places of the lines between columns and rows, outer ones included. */
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly regions: readonly Region[]
  /** Index of the region of each position, row by row. */
  readonly regionAt: readonly number[]
}

/** Lines that miss each other by this much still meet, in points. */
const reach = 3
/** Edges this near that never bound a cell between them are one edge that was drawn by hand, in points. */
const nearMax = 10
/** The part of a side that must be drawn to make it a wall. */
const wallShare = 0.6
/** A page with more lines than this, or a grid with more places for cells, is a drawing. */
export const rulesMax = 6000
const positionsMax = 250_000

/** Grids, the inner ones of nested tables first. */
export function toGrids(rules: Rules): { grids: Grid[]; loose: Rule[] } {
  const { lying, standing } = rules
  if (lying.length + standing.length > rulesMax) return { grids: [], loose: [] }
  const parents = Array.from({ length: lying.length + standing.length }, (_, index) => index)
  const find = (index: number): number => {
    let root = index
    while (parents[root] !== root) root = parents[root]!
    parents[index] = root
    return root
  }
  for (const [index, line] of lying.entries()) {
    for (const [other, post] of standing.entries()) {
      if (meets(line, post)) parents[find(index)] = find(lying.length + other)
    }
  }
  const groups = new Map<number, { lying: Rule[]; standing: Rule[] }>()
  const groupOf = (index: number) => {
    const root = find(index)
    const group = groups.get(root) ?? { lying: [], standing: [] }
    groups.set(root, group)
    return group
  }
  for (const [index, rule] of lying.entries()) groupOf(index).lying.push(rule)
  for (const [index, rule] of standing.entries()) groupOf(lying.length + index).standing.push(rule)
  const grids: Grid[] = []
  const loose: Rule[] = []
  for (const group of groups.values()) {
    const grid = group.lying.length >= 2 && group.standing.length >= 1 ? toGrid(group) : undefined
    if (grid) grids.push(grid)
    else if (group.standing.length === 0) loose.push(...group.lying)
  }
  return { grids: grids.sort((one, other) => area(one) - area(other)), loose }
}

function meets(line: Rule, post: Rule): boolean {
  return (
    post.at >= line.from - reach &&
    post.at <= line.to + reach &&
    line.at >= post.from - reach &&
    line.at <= post.to + reach
  )
}

function area(grid: Grid): number {
  const { xs, ys } = grid
  return (xs[xs.length - 1]! - xs[0]!) * (ys[ys.length - 1]! - ys[0]!)
}

function toGrid({ lying, standing }: Rules): Grid | undefined {
  let xs = withOpenSides(placesOf(standing), lying)
  let ys = withOpenSides(placesOf(lying), standing)
  if (xs.length * ys.length > positionsMax) return undefined
  // Lines that bound no cell (an underline that touches a wall) go first, then edges drawn by hand are made one.
  for (let round = 0; round < 4; round++) {
    const before = xs.length + ys.length
    xs = withoutIdle(xs, ys, standing)
    ys = withoutIdle(ys, xs, lying)
    const columns = withoutNear(xs, ys, standing)
    xs = columns.places
    standing = columns.rules
    const rows = withoutNear(ys, xs, lying)
    ys = rows.places
    lying = rows.rules
    if (xs.length + ys.length === before) break
  }
  const columns = xs.length - 1
  const rows = ys.length - 1
  if (rows < 1 || columns < 1 || rows * columns < 2) return undefined
  return { xs, ys, ...toRegions(xs, ys, { lying, standing }) }
}

function placesOf(rules: readonly Rule[]): number[] {
  const places: number[] = []
  for (const rule of [...rules].sort((one, other) => one.at - other.at)) {
    const last = places[places.length - 1]
    if (last === undefined || rule.at - last > reach) places.push(rule.at)
  }
  return places
}

/** Tables are often drawn without their outermost lines: where the crossing lines go on, there is one more column. */
function withOpenSides(places: number[], crossing: readonly Rule[]): number[] {
  let from = Infinity
  let to = -Infinity
  for (const rule of crossing) {
    if (rule.from < from) from = rule.from
    if (rule.to > to) to = rule.to
  }
  if (places.length === 0) return to > from ? [from, to] : places
  return [...(from < places[0]! - 6 ? [from] : []), ...places, ...(to > places[places.length - 1]! + 6 ? [to] : [])]
}

/** Length of the side between `from` and `to` at `place` that is drawn, as a share. */
function drawn(rules: readonly Rule[], place: number, from: number, to: number): number {
  let covered = 0
  for (const rule of rules) {
    if (Math.abs(rule.at - place) > reach + 0.5) continue
    const shared = Math.min(rule.to, to) - Math.max(rule.from, from)
    if (shared > 0) covered += shared
  }
  return to > from ? covered / (to - from) : 0
}

function withoutIdle(places: readonly number[], across: readonly number[], rules: readonly Rule[]): number[] {
  return places.filter((place, index) => {
    if (index === 0 || index === places.length - 1) return true
    const close = near(rules, place)
    for (let side = 1; side < across.length; side++) {
      if (drawn(close, place, across[side - 1]!, across[side]!) >= wallShare) return true
    }
    return false
  })
}

/** Makes two near edges one when no cell lies between them in any row, and moves their lines there. */
function withoutNear(
  places: readonly number[],
  across: readonly number[],
  rules: readonly Rule[],
): { places: number[]; rules: readonly Rule[] } {
  const kept: number[] = []
  let moved = rules
  for (const place of places) {
    const last = kept[kept.length - 1]
    if (last === undefined || place - last > nearMax || boundBoth(last, place, across, moved)) {
      kept.push(place)
      continue
    }
    moved = moved.map((rule) => (Math.abs(rule.at - place) <= reach + 0.5 ? { ...rule, at: last } : rule))
  }
  return { places: kept, rules: moved }
}

function boundBoth(one: number, other: number, across: readonly number[], rules: readonly Rule[]): boolean {
  const atOne = near(rules, one)
  const atOther = near(rules, other)
  for (let side = 1; side < across.length; side++) {
    const from = across[side - 1]!
    const to = across[side]!
    if (drawn(atOne, one, from, to) >= wallShare && drawn(atOther, other, from, to) >= wallShare) return true
  }
  return false
}

function toRegions(xs: readonly number[], ys: readonly number[], rules: Rules): Pick<Grid, 'regions' | 'regionAt'> {
  const columns = xs.length - 1
  const rows = ys.length - 1
  const rightWall = new Uint8Array(rows * columns)
  const lowerWall = new Uint8Array(rows * columns)
  for (let column = 0; column < columns - 1; column++) {
    const posts = near(rules.standing, xs[column + 1]!)
    for (let row = 0; row < rows; row++) {
      if (drawn(posts, xs[column + 1]!, ys[row]!, ys[row + 1]!) >= wallShare) rightWall[row * columns + column] = 1
    }
  }
  for (let row = 0; row < rows - 1; row++) {
    const lines = near(rules.lying, ys[row + 1]!)
    for (let column = 0; column < columns; column++) {
      if (drawn(lines, ys[row + 1]!, xs[column]!, xs[column + 1]!) >= wallShare) lowerWall[row * columns + column] = 1
    }
  }
  const regions: Region[] = []
  const regionAt = new Array<number>(rows * columns).fill(-1)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const start = row * columns + column
      if (regionAt[start] !== -1) continue
      let columnSpan = 1
      while (
        column + columnSpan < columns &&
        rightWall[start + columnSpan - 1] === 0 &&
        regionAt[start + columnSpan] === -1
      )
        columnSpan++
      let rowSpan = 1
      while (row + rowSpan < rows && continues(start + (rowSpan - 1) * columns, columnSpan)) rowSpan++
      for (let down = 0; down < rowSpan; down++) {
        for (let right = 0; right < columnSpan; right++) regionAt[start + down * columns + right] = regions.length
      }
      regions.push({ row, column, rowSpan, columnSpan })
    }
  }
  return { regions, regionAt }

  /** The row of a region opens downwards as a whole, and its next row has no wall inside and none of it is taken. */
  function continues(from: number, columnSpan: number): boolean {
    for (let right = 0; right < columnSpan; right++) {
      if (lowerWall[from + right] === 1 || regionAt[from + columns + right] !== -1) return false
      if (right < columnSpan - 1 && rightWall[from + columns + right] === 1) return false
    }
    return true
  }
}

function near(rules: readonly Rule[], place: number): Rule[] {
  return rules.filter((rule) => Math.abs(rule.at - place) <= reach + 0.5)
}
