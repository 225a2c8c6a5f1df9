/** Puts the fragments of a page into the cells of a ruled grid and makes a table of it. */
import type { Box, Cell, Table } from '@gouji/document'
import { type Fragment, makeFragment } from './fragments.ts'
import type { Glyph } from './glyphs.ts'
import type { Grid, Region } from './grid.ts'
import { isClosing, isFigureSign, isOpening } from './letters.ts'
import { joinLines, toLines } from './lines.ts'

/** From a box in the reading frame to its place on the page as shown. */
export type PlaceOf = (left: number, top: number, right: number, bottom: number) => { page: number; box: Box }

/** Text set closer to its wall than this, in points, is aligned with that wall. */
const paddingMax = 8

/** Splits off what stands inside the grid. */
export function inside(grid: Grid, fragments: readonly Fragment[]): { within: Fragment[]; without: Fragment[] } {
  const { xs, ys } = grid
  const within: Fragment[] = []
  const without: Fragment[] = []
  for (const fragment of fragments) {
    const x = (fragment.left + fragment.right) / 2
    const y = middleOf(fragment)
    const isIn = x > xs[0]! && x < xs[xs.length - 1]! && y > ys[0]! && y < ys[ys.length - 1]!
    ;(isIn ? within : without).push(fragment)
  }
  return { within, without }
}

export function toTable(grid: Grid, fragments: readonly Fragment[], placeOf: PlaceOf): Table {
  const { xs, ys, regions } = grid
  const contents: Fragment[][] = regions.map(() => [])
  for (const fragment of fragments) {
    for (const piece of splitAtWalls(grid, fragment)) contents[regionFor(grid, piece)]!.push(piece)
  }
  const cells = regions.map((region, index) => toCell(grid, region, contents[index]!, placeOf))
  return {
    kind: 'table',
    place: placeOf(xs[0]!, ys[0]!, xs[xs.length - 1]!, ys[ys.length - 1]!),
    rows: ys.length - 1,
    columns: xs.length - 1,
    cells,
    grid: 'ruled',
  }
}

function toCell(grid: Grid, region: Region, fragments: readonly Fragment[], placeOf: PlaceOf): Cell {
  const { row, column, rowSpan, columnSpan } = region
  const left = grid.xs[column]!
  const right = grid.xs[column + columnSpan]!
  const place = placeOf(left, grid.ys[row]!, right, grid.ys[row + rowSpan]!)
  const base = { row, column, rowSpan, columnSpan, place }
  if (fragments.length === 0) return { ...base, text: '' }
  const lines = toLines(fragments)
  const indent = Math.max(0, Math.round((lines[0]!.left - left) * 10) / 10)
  return { ...base, text: joinLines(lines, right - left), indent }
}

function middleOf(fragment: Fragment): number {
  return (fragment.top + fragment.bottom) / 2
}

/** Index of the last place at or before the value. */
function slotOf(places: readonly number[], value: number): number {
  let low = 0
  let high = places.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (places[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}

function regionAt(grid: Grid, x: number, y: number): number {
  return grid.regionAt[slotOf(grid.ys, y) * (grid.xs.length - 1) + slotOf(grid.xs, x)]!
}

/**
 * Two cells whose texts nearly touch come as one run. It is cut where a wall stands in a gap, or between a word and a
 * figure; never inside a figure, and never where the letters of a word that is too long for its cell run on.
 */
function splitAtWalls(grid: Grid, fragment: Fragment): Fragment[] {
  if (!fragment.upright || fragment.glyphs.length < 2) return [fragment]
  const y = middleOf(fragment)
  if (regionAt(grid, fragment.left + 0.5, y) === regionAt(grid, fragment.right - 0.5, y)) return [fragment]
  const cuts: number[] = []
  for (const wall of wallsBetween(grid, y, fragment.left, fragment.right)) {
    const next = fragment.glyphs.findIndex((glyph) => (glyph.left + glyph.right) / 2 > wall)
    if (next > 0 && isCut(fragment.glyphs[next - 1]!, fragment.glyphs[next]!, wall)) cuts.push(next)
  }
  if (cuts.length === 0) return [fragment]
  const pieces: Fragment[] = []
  let start = 0
  for (const cut of [...cuts, fragment.glyphs.length]) {
    const glyphs = fragment.glyphs.slice(start, cut).filter((glyph, index, all) => {
      const outer = index === 0 || index === all.length - 1
      return !(outer && glyph.kind === 'blank')
    })
    if (glyphs.length > 0) pieces.push(makeFragment(glyphs))
    start = cut
  }
  return pieces
}

function isCut(last: Glyph, next: Glyph, wall: number): boolean {
  const size = Math.min(last.size, next.size)
  if (last.kind === 'blank' || next.kind === 'blank') return true
  const end = inkRight(last)
  const start = inkLeft(next)
  const inGap = end <= wall + 0.12 * size && start >= wall - 0.12 * size
  if (!inGap) return false
  const lastFigure = isFigureSign(last.code)
  const nextFigure = isFigureSign(next.code)
  if (lastFigure && nextFigure) return start - end > 0.08 * size
  return start - end > 0.12 * size || lastFigure !== nextFigure
}

/** Full-width brackets and stops fill half of their box; typesetters let the empty half reach over a wall. */
function inkLeft(glyph: Glyph): number {
  const width = glyph.right - glyph.left
  return isOpening(glyph.text) && width > 0.8 * glyph.size ? glyph.left + 0.5 * width : glyph.left
}

function inkRight(glyph: Glyph): number {
  const width = glyph.right - glyph.left
  return isClosing(glyph.text) && width > 0.8 * glyph.size ? glyph.right - 0.5 * width : glyph.right
}

/** The walls that a line at height `y` crosses. */
function wallsBetween(grid: Grid, y: number, left: number, right: number): number[] {
  const walls: number[] = []
  const from = grid.xs.length - 1
  const row = slotOf(grid.ys, y) * from
  for (let column = slotOf(grid.xs, left) + 1; column < from && grid.xs[column]! < right; column++) {
    if (grid.regionAt[row + column] !== grid.regionAt[row + column - 1]) walls.push(grid.xs[column]!)
  }
  return walls
}

/**
 * The cell of a run. One that is wider than its cell belongs to the cell that it starts in when it is set against that
 * cell's left wall, to the cell that it ends in when it is a figure set against the right wall, else to its middle.
 */
function regionFor(grid: Grid, fragment: Fragment): number {
  const y = middleOf(fragment)
  const middle = regionAt(grid, (fragment.left + fragment.right) / 2, y)
  const first = regionAt(grid, fragment.left + 0.5, y)
  const last = regionAt(grid, fragment.right - 0.5, y)
  if (first === last) return middle
  const figure = fragment.glyphs.every((glyph) => isFigureSign(glyph.code))
  if (figure) {
    const region = grid.regions[last]!
    const slack = grid.xs[region.column + region.columnSpan]! - fragment.right
    return slack >= -0.5 && slack <= paddingMax ? last : middle
  }
  const slack = fragment.left - grid.xs[grid.regions[first]!.column]!
  return slack >= -0.5 && slack <= paddingMax ? first : middle
}
