/** One page: characters and lines of the drawing, then grids and cells, then what stands between the tables. */
import type { Box, Doubt, Page } from '@gouji/document'
import { findAligned } from './aligned.ts'
import type { FlowItem, PageFlow } from './flow.ts'
import { type Fragment, toFragments } from './fragments.ts'
import { compose, invert, mapBox, readingMatrix, shownMatrix, type Turns, type Visible } from './frame.ts'
import { type PageGlyphs, readGlyphs } from './glyphs.ts'
import { rulesMax, toGrids } from './grid.ts'
import { type Line, toLines } from './lines.ts'
import { isPageNumber } from './paragraphs.ts'
import type { Pdfium } from './pdfium.ts'
import { type Drawing, readDrawing } from './rules.ts'
import { inside, type PlaceOf, toTable } from './table.ts'

export interface PageContent {
  readonly page: Page
  readonly flow: PageFlow
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

/** The part of the page that is shown, in user space; undefined when it makes no sense. */
export function visibleOf(engine: Pdfium, page: number): Visible | undefined {
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
  const rules = drawing.lying.length + drawing.standing.length
  // So many lines are not looked at; a table among them would come as plain text.
  if (rules > rulesMax) doubts.push({ code: 'part-damaged', place: whole, facts: { lines: rules } })
  const shares = drawing.pictures.map((box) => shareOf(box, reading))
  const pictured = shares.reduce((sum, share) => sum + share, 0)
  const isScan = pictured >= scanShare && isPageNumber(fragments.map((fragment) => fragment.text).join(''))
  const hasText = fragments.length > 0 && !isScan
  const page: Page = { ...facts, hasText }
  // A page with nothing at all on it hides nothing.
  const isBlank = fragments.length === 0 && drawing.pictures.length === 0 && drawing.shapes === 0
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
  return { page, flow: { items: toItems(fragments, drawing, placeOf), width: reading.width, placeOf }, doubts }
}

function shareOf(
  box: Box | readonly [number, number, number, number],
  page: { width: number; height: number },
): number {
  const width = Math.min(box[2], page.width) - Math.max(box[0], 0)
  const height = Math.min(box[3], page.height) - Math.max(box[1], 0)
  return width > 0 && height > 0 ? (width * height) / (page.width * page.height) : 0
}

function toItems(fragments: readonly Fragment[], drawing: Drawing, placeOf: PlaceOf): FlowItem[] {
  const { grids, loose } = toGrids(drawing)
  let rest: readonly Fragment[] = fragments
  const items: FlowItem[] = []
  for (const grid of grids) {
    const { within, without } = inside(grid, rest)
    // Skewed text is a watermark over the table, not part of a cell. One box around everything is no table either,
    // and a grid without a single word says nothing.
    const set = within.filter((fragment) => fragment.glyphs[0]!.turns !== undefined)
    if (grid.regions.length < 2 || set.length === 0) continue
    const { xs, ys } = grid
    items.push({ top: ys[0]!, left: xs[0]!, right: xs[xs.length - 1]!, table: toTable(grid, set, placeOf) })
    rest = without.concat(within.filter((fragment) => fragment.glyphs[0]!.turns === undefined))
  }
  const lines = toLines(rest)
  const aligned = findAligned(
    lines,
    loose,
    items.map((item) => item.top),
    placeOf,
  )
  const inTable = new Set(aligned.flatMap((table) => [...table.lines]))
  for (const { table, top, left, right } of aligned) items.push({ top, left, right, table })
  const tops = items.map((item) => item.top)
  let stretch: Line[] = []
  let level = -1
  const close = () => {
    const first = stretch[0]
    if (first) items.push({ top: first.top, left: first.left, right: first.right, lines: stretch })
    stretch = []
  }
  for (const line of lines) {
    if (inTable.has(line)) continue
    const above = tops.filter((top) => top <= line.baseline).length
    if (above !== level) close()
    level = above
    stretch.push(line)
  }
  close()
  return items.sort((one, other) => one.top - other.top || one.left - other.left)
}
