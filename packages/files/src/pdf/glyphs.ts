/** The characters of one page with their places in the reading frame, and what had to be left out. */
import { compose, invert, type Matrix, mapBox, readingMatrix, type Turns, turnsOf } from './frame.ts'
import { isUndecodable, type Kind, kindOf, letterOf } from './letters.ts'
import type { Pdfium } from './pdfium.ts'

export interface Glyph {
  readonly text: string
  readonly kind: Kind
  readonly code: number
  /** Where the pen stood: left end on the baseline. */
  readonly x: number
  readonly baseline: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly size: number
  /** Quarter turns against the reading frame; `undefined` askew. */
  readonly turns: Turns | undefined
  /** Cut away by a clip path, so that nobody can see it. */
  readonly hidden: boolean
}

export interface PageGlyphs {
  readonly glyphs: readonly Glyph[]
  /** How the reading frame is turned against the page as shown. */
  readonly turns: Turns
  readonly offPage: number
  readonly undecodable: number
}

interface Raw {
  readonly code: number
  readonly x: number
  readonly y: number
  readonly box: readonly [number, number, number, number]
  readonly style: Style
  readonly hidden: boolean
}

/** What all characters of one text object share. */
interface Style {
  readonly size: number
  readonly turns: Turns | undefined
  readonly clip: readonly [number, number, number, number] | undefined
}

/** Places of results in the scratch memory, in bytes. */
const originAt = 0
const boxAt = 32
const matrixAt = 64
const ownMatrixAt = 96
const pointAt = 128

export function readGlyphs(
  engine: Pdfium,
  textPage: number,
  page: { readonly toShown: Matrix; readonly width: number; readonly height: number },
): PageGlyphs {
  const { calls, scratch } = engine
  const count = calls.FPDFText_CountChars(textPage)
  const { float32, float64 } = engine.views()
  const raws: Raw[] = []
  const votes = [0, 0, 0, 0]
  let offPage = 0
  let undecodable = 0
  let object = 0
  let style: Style | undefined
  for (let index = 0; index < count; index++) {
    const owner = calls.FPDFText_GetTextObject(textPage, index)
    // The engine adds blanks and line ends of its own; they belong to no object and say nothing that places do not.
    if (owner === 0) continue
    const code = calls.FPDFText_GetUnicode(textPage, index)
    if (owner !== object || !style) {
      object = owner
      style = readStyle(engine, textPage, index, owner, page.toShown)
    }
    calls.FPDFText_GetCharOrigin(textPage, index, scratch + originAt, scratch + originAt + 8)
    const x = float64[(scratch + originAt) >> 3]!
    const y = float64[(scratch + originAt + 8) >> 3]!
    const box = readBox(engine, float32, float64, textPage, index)
    const shown = mapBox(page.toShown, box[0], box[1], box[2], box[3])
    const middleX = (shown[0] + shown[2]) / 2
    const middleY = (shown[1] + shown[3]) / 2
    if (kindOf(code) === 'blank' && code !== 2) {
      raws.push({ code: 0x20, x, y, box, style, hidden: false })
      continue
    }
    if (!(middleX > -0.5 && middleY > -0.5 && middleX < page.width + 0.5 && middleY < page.height + 0.5)) {
      offPage++
      continue
    }
    if (isUndecodable(code)) undecodable++
    if (style.turns !== undefined) votes[style.turns]!++
    raws.push({ code, x, y, box, style, hidden: isHidden(style, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2) })
  }
  const turns = votes.indexOf(Math.max(...votes)) as Turns
  const matrix = compose(page.toShown, readingMatrix(page.width, page.height, turns))
  return { glyphs: raws.map((raw) => toGlyph(raw, matrix, turns)), turns, offPage, undecodable }
}

function toGlyph(raw: Raw, matrix: Matrix, pageTurns: Turns): Glyph {
  const { code, style } = raw
  const x = matrix[0] * raw.x + matrix[2] * raw.y + matrix[4]
  const baseline = matrix[1] * raw.x + matrix[3] * raw.y + matrix[5]
  const [left, top, right, bottom] = mapBox(matrix, raw.box[0], raw.box[1], raw.box[2], raw.box[3])
  const turns = style.turns === undefined ? undefined : (((style.turns - pageTurns + 4) % 4) as Turns)
  const text = letterOf(code)
  const upright = turns === 0
  return {
    text,
    code,
    kind: kindOf(code === 2 ? 0x2d : code),
    x,
    baseline,
    left: upright ? Math.min(left, x) : left,
    right: Math.max(right, left),
    // Fonts lie about their ascent; the baseline and the size do not.
    top: upright ? baseline - 0.86 * style.size : top,
    bottom: upright ? baseline + 0.14 * style.size : bottom,
    size: style.size,
    turns,
    hidden: raw.hidden,
  }
}

/** The box that the font's widths give; the outline's own box where the engine has no such (turned text). */
function readBox(
  engine: Pdfium,
  float32: Float32Array,
  float64: Float64Array,
  textPage: number,
  index: number,
): readonly [number, number, number, number] {
  const { calls, scratch } = engine
  const at = scratch + boxAt
  if (calls.FPDFText_GetLooseCharBox(textPage, index, at)) {
    const left = float32[at >> 2]!
    const top = float32[(at + 4) >> 2]!
    const right = float32[(at + 8) >> 2]!
    const bottom = float32[(at + 12) >> 2]!
    if (right - left > 0.01 && Math.abs(top - bottom) > 0.01) return [left, top, right, bottom]
  }
  calls.FPDFText_GetCharBox(textPage, index, at, at + 8, at + 16, at + 24)
  const slot = at >> 3
  return [float64[slot]!, float64[slot + 3]!, float64[slot + 1]!, float64[slot + 2]!]
}

function readStyle(engine: Pdfium, textPage: number, index: number, object: number, toShown: Matrix): Style {
  const { calls, scratch } = engine
  calls.FPDFText_GetMatrix(textPage, index, scratch + matrixAt)
  const matrix = readMatrix(engine, matrixAt)
  const [a, b, c, d] = matrix
  const size = calls.FPDFText_GetFontSize(textPage, index) * Math.hypot(c, d)
  const directionX = toShown[0] * a + toShown[2] * b
  const directionY = toShown[1] * a + toShown[3] * b
  return {
    size: Number.isFinite(size) && size > 0.1 ? Math.min(size, 1000) : 10,
    turns: turnsOf(directionX, directionY),
    clip: readClip(engine, object, matrix),
  }
}

function readMatrix(engine: Pdfium, offset: number): Matrix {
  const { float32 } = engine.views()
  const slot = (engine.scratch + offset) >> 2
  return [
    float32[slot]!,
    float32[slot + 1]!,
    float32[slot + 2]!,
    float32[slot + 3]!,
    float32[slot + 4]!,
    float32[slot + 5]!,
  ]
}

/** Paths with more points than this are drawings, not the boxes of cells; their corners are not worth the time. */
const clipPointsMax = 64

/** The visible window of an object in user space: the upright box that all its clip paths share. */
function readClip(engine: Pdfium, object: number, onPage: Matrix): Style['clip'] {
  const { calls, scratch } = engine
  const clipPath = calls.FPDFPageObj_GetClipPath(object)
  if (clipPath === 0) return undefined
  const paths = calls.FPDFClipPath_CountPaths(clipPath)
  if (paths <= 0) return undefined
  const { float32 } = engine.views()
  const slot = (scratch + pointAt) >> 2
  let left = -Infinity
  let bottom = -Infinity
  let right = Infinity
  let top = Infinity
  for (let path = 0; path < paths; path++) {
    const points = calls.FPDFClipPath_CountPathSegments(clipPath, path)
    if (points <= 2 || points > clipPointsMax) continue
    let pathLeft = Infinity
    let pathBottom = Infinity
    let pathRight = -Infinity
    let pathTop = -Infinity
    for (let point = 0; point < points; point++) {
      const segment = calls.FPDFClipPath_GetPathSegment(clipPath, path, point)
      if (segment === 0 || !calls.FPDFPathSegment_GetPoint(segment, scratch + pointAt, scratch + pointAt + 4)) continue
      const x = float32[slot]!
      const y = float32[slot + 1]!
      if (x < pathLeft) pathLeft = x
      if (x > pathRight) pathRight = x
      if (y < pathBottom) pathBottom = y
      if (y > pathTop) pathTop = y
    }
    left = Math.max(left, pathLeft)
    bottom = Math.max(bottom, pathBottom)
    right = Math.min(right, pathRight)
    top = Math.min(top, pathTop)
  }
  if (left === -Infinity) return undefined
  const placed = placementOf(engine, object, onPage)
  if (!placed) return [left, bottom, right, top]
  return mapBox(placed, left, bottom, right, top)
}

/**
 * A clip path is told in the space of the form that holds the object. What the form did to that space is the
 * difference between the object's own matrix and its matrix on the page; `undefined` when there is none.
 */
function placementOf(engine: Pdfium, object: number, onPage: Matrix): Matrix | undefined {
  if (!engine.calls.FPDFPageObj_GetMatrix(object, engine.scratch + ownMatrixAt)) return undefined
  const own = readMatrix(engine, ownMatrixAt)
  if (own.every((value, index) => Math.abs(value - onPage[index]!) < 0.01)) return undefined
  const back = invert(own)
  return back ? compose(back, onPage) : undefined
}

/** Half a point of grace: a clip box often cuts exactly along the letters. */
function isHidden(style: Style, x: number, y: number): boolean {
  const { clip } = style
  if (!clip) return false
  return x < clip[0] - 0.5 || x > clip[2] + 0.5 || y < clip[1] - 0.5 || y > clip[3] + 0.5
}
