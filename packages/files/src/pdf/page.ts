/** One page: characters and lines of the drawing, then grids and cells, then what stands between the tables. */
import type { Block, Box, Doubt, Page } from '@gouji/document'
import { findAligned } from './aligned.ts'
import { type Fragment, toFragments } from './fragments.ts'
import { compose, invert, mapBox, readingMatrix, shownMatrix, type Turns, type Visible } from './frame.ts'
import { type PageGlyphs, readGlyphs } from './glyphs.ts'
import { type Grid, toGrids } from './grid.ts'
import { toLines } from './lines.ts'
import { isPageNumber, type Margins, toParagraphs } from './paragraphs.ts'
import type { Pdfium } from './pdfium.ts'
import { type Drawing, readDrawing } from './rules.ts'
import { inside, type PlaceOf, toTable } from './table.ts'

export interface PageContent {
  readonly page: Page
  readonly blocks: readonly Block[]
  readonly doubts: readonly Doubt[]
}

/** Reads the page with the 1-based `number`; undefined when the engine cannot load it. */
export function readPage(engine: Pdfium, document: number, number: number): PageContent | undefined {
  const { calls } = engine
  const handle = calls.FPDF_LoadPage(document, number - 1)
  if (handle === 0) return undefined
  let textHandle = 0
  try {
    const visible = visibleOf(engine, handle)
    if (!visible) return undefined
    const pageTurns = (((calls.FPDFPage_GetRotation(handle) % 4) + 4) % 4) as Turns
    const sideways = pageTurns % 2 === 1
    const width = sideways ? visible.top - visible.bottom : visible.right - visible.left
    const height = sideways ? visible.right - visible.left : visible.top - visible.bottom
    const toShown = shownMatrix(visible, pageTurns)
    textHandle = calls.FPDFText_LoadPage(handle)
    if (textHandle === 0) return undefined
    const content = readGlyphs(engine, textHandle, { toShown, width, height })
    const toReading = readingMatrix(width, height, content.turns)
    const turned = content.turns % 2 === 1
    const reading = { width: turned ? height : width, height: turned ? width : height }
    const drawing = readDrawing(engine, handle, compose(toShown, toReading), reading.width, reading.height)
    const back = invert(toReading)!
    const placeOf: PlaceOf = (left, top, right, bottom) => ({
      page: number,
      box: rounded(mapBox(back, left, top, right, bottom)),
    })
    return layOut({ number, width: round(width), height: round(height) }, content, drawing, reading, placeOf)
  } finally {
    if (textHandle !== 0) calls.FPDFText_ClosePage(textHandle)
    calls.FPDF_ClosePage(handle)
  }
}

function visibleOf(engine: Pdfium, page: number): Visible | undefined {
  const { calls, scratch } = engine
  if (!calls.FPDF_GetPageBoundingBox(page, scratch)) return undefined
  const { float32 } = engine.views()
  const slot = scratch >> 2
  const box = { left: float32[slot]!, top: float32[slot + 1]!, right: float32[slot + 2]!, bottom: float32[slot + 3]! }
  const isSound = Object.values(box).every((value) => Number.isFinite(value) && Math.abs(value) < 1e6)
  return isSound && box.right > box.left && box.top > box.bottom ? box : undefined
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function rounded([left, top, right, bottom]: Box): Box {
  return [round(left), round(top), round(right), round(bottom)]
}

/** A page whose picture covers this share of it, and that has no other text than its number, is a scan. */
const scanShare = 0.4
/** A picture smaller than this share of the page is a seal or a logo. */
const pictureShare = 0.1

function layOut(
  facts: Omit<Page, 'hasText'>,
  content: PageGlyphs,
  drawing: Drawing,
  reading: { readonly width: number; readonly height: number },
  placeOf: PlaceOf,
): PageContent {
  const { fragments, hidden } = toFragments(content.glyphs)
  const doubts: Doubt[] = []
  const whole = placeOf(0, 0, reading.width, reading.height)
  const left = content.offPage + hidden
  if (left > 0) doubts.push({ code: 'text-off-page', place: whole, facts: { characters: left } })
  if (content.undecodable > 0) {
    doubts.push({ code: 'undecodable-characters', place: whole, facts: { characters: content.undecodable } })
  }
  const shares = drawing.pictures.map((box) => shareOf(box, reading))
  const pictured = shares.reduce((sum, share) => sum + share, 0)
  const isScan = pictured >= scanShare && isPageNumber(fragments.map((fragment) => fragment.text).join(''))
  const hasText = fragments.length > 0 && !isScan
  const page: Page = { ...facts, hasText }
  // A page with nothing at all on it hides nothing.
  const isBlank = fragments.length === 0 && drawing.pictures.length === 0 && drawing.paths === 0
  if (!hasText && !isBlank) doubts.push({ code: 'page-without-text', place: whole, facts: { page: facts.number } })
  if (hasText) {
    drawing.pictures.forEach((box, index) => {
      if (shares[index]! < pictureShare) return
      doubts.push({
        code: 'embedded-image',
        place: placeOf(...box),
        facts: { percent: Math.round(shares[index]! * 100) },
      })
    })
  }
  return { page, blocks: toBlocks(fragments, drawing, reading, placeOf), doubts }
}

function shareOf(
  box: Box | readonly [number, number, number, number],
  page: { width: number; height: number },
): number {
  const width = Math.min(box[2], page.width) - Math.max(box[0], 0)
  const height = Math.min(box[3], page.height) - Math.max(box[1], 0)
  return width > 0 && height > 0 ? (width * height) / (page.width * page.height) : 0
}

interface Placed {
  readonly top: number
  readonly left: number
  readonly blocks: readonly Block[]
}

function toBlocks(
  fragments: readonly Fragment[],
  drawing: Drawing,
  reading: { readonly width: number; readonly height: number },
  placeOf: PlaceOf,
): Block[] {
  const { grids, loose } = toGrids(drawing)
  let rest: readonly Fragment[] = fragments
  const placed: Placed[] = []
  const taken: Grid[] = []
  for (const grid of grids) {
    const { within, without } = inside(grid, rest)
    // Skewed text is a watermark over the table, not part of a cell.
    const set = within.filter((fragment) => fragment.glyphs[0]!.turns !== undefined)
    if (!isTable(grid, set)) continue
    const table = toTable(grid, set, placeOf)
    placed.push({ top: grid.ys[0]!, left: grid.xs[0]!, blocks: [table] })
    taken.push(grid)
    rest = set.length === within.length ? without : [...without, ...within.filter((one) => !set.includes(one))]
  }
  const lines = toLines(rest)
  const walls = taken.map((grid) => grid.ys[0]!)
  const aligned = findAligned(lines, loose, walls, placeOf)
  const inTable = new Set(aligned.flatMap((table) => [...table.lines]))
  for (const { table, top } of aligned) placed.push({ top, left: 0, blocks: [table] })
  const between = [...walls, ...aligned.map((table) => table.top)].sort((one, other) => one - other)
  const free = lines.filter((line) => !inTable.has(line))
  const margins = marginsOf(free, taken, reading.width)
  for (let start = 0; start < free.length; ) {
    const slot = between.filter((wall) => wall <= free[start]!.baseline).length
    let end = start + 1
    while (end < free.length && between.filter((wall) => wall <= free[end]!.baseline).length === slot) end++
    const group = free.slice(start, end)
    placed.push({
      top: group[0]!.top,
      left: group[0]!.left,
      blocks: toParagraphs(group, margins, reading.width, placeOf),
    })
    start = end
  }
  return placed.sort((one, other) => one.top - other.top || one.left - other.left).flatMap((item) => item.blocks)
}

/** One box around everything, or an empty drawing of lines, is no table. */
function isTable(grid: Grid, fragments: readonly Fragment[]): boolean {
  return grid.regions.length >= 2 && (fragments.length > 0 || grid.regions.length >= 6)
}

/** Left and right edge of the text: what many lines share, widened by the tables. */
function marginsOf(lines: readonly { left: number; right: number }[], grids: readonly Grid[], width: number): Margins {
  let left = Infinity
  let right = -Infinity
  for (const line of lines) {
    if (line.left < left) left = line.left
    if (line.right > right) right = line.right
  }
  for (const grid of grids) {
    left = Math.min(left, grid.xs[0]!)
    right = Math.max(right, grid.xs[grid.xs.length - 1]!)
  }
  // Few lines say little about the margins: a title alone on its page is centred, not full width.
  if (lines.length < 4 && grids.length === 0) {
    left = Math.min(left, 0.12 * width)
    right = Math.max(right, 0.88 * width)
  }
  return { left, right }
}
