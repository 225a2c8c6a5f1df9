/**
 * The ruling lines of a page: strokes, outlines of rectangles, and thin filled rectangles, on the page itself or inside
 * forms, joined where they were drawn in pieces or twice.
 */
import { compose, type Matrix, mapBox } from './frame.ts'
import type { Pdfium } from './pdfium.ts'

/** A line along one axis: `at` is its y when it lies, its x when it stands. */
export interface Rule {
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface Rules {
  readonly lying: readonly Rule[]
  readonly standing: readonly Rule[]
}

export interface Drawing extends Rules {
  /** Upright boxes of the pictures, in the reading frame. */
  readonly pictures: readonly (readonly [number, number, number, number])[]
  /** Number of drawn shapes that are no rules: letters drawn as outlines are still text that nobody could read. */
  readonly shapes: number
}

const pathObject = 2
const imageObject = 3
const formObject = 5
const lineTo = 0
const moveTo = 2

const formDepthMax = 12
const objectsMax = 200_000
const segmentsMax = 20_000
/** A filled shape up to this thick, in points, is a rule; thicker ones are bars and shadings. */
const ruleThicknessMax = 3.2
/** Lines of one double rule, or of one row drawn cell by cell, lie no further apart, in points. */
export const sameLine = 2.6
const gapMax = 2.5

interface Pen {
  readonly engine: Pdfium
  readonly lying: Rule[]
  readonly standing: Rule[]
  readonly pictures: (readonly [number, number, number, number])[]
  objects: number
  shapes: number
}

export function readDrawing(engine: Pdfium, page: number, toReading: Matrix, width: number, height: number): Drawing {
  const pen: Pen = { engine, lying: [], standing: [], pictures: [], objects: 0, shapes: 0 }
  const { calls } = engine
  const count = calls.FPDFPage_CountObjects(page)
  for (let index = 0; index < count; index++) readObject(pen, calls.FPDFPage_GetObject(page, index), toReading, 0)
  return {
    lying: joinRules(pen.lying.flatMap((rule) => within(rule, height, width))),
    standing: joinRules(pen.standing.flatMap((rule) => within(rule, width, height))),
    pictures: pen.pictures,
    shapes: pen.shapes,
  }
}

/** The part of a rule that is on the page. */
function within(rule: Rule, across: number, along: number): Rule[] {
  if (rule.at < -1 || rule.at > across + 1) return []
  const from = Math.max(rule.from, 0)
  const to = Math.min(rule.to, along)
  return to > from ? [{ at: rule.at, from, to }] : []
}

function readObject(pen: Pen, object: number, matrix: Matrix, depth: number): void {
  if (object === 0 || ++pen.objects > objectsMax) return
  const { calls, scratch } = pen.engine
  const type = calls.FPDFPageObj_GetType(object)
  if (type === pathObject) {
    readPath(pen, object, matrix)
  } else if (type === imageObject) {
    readPicture(pen, object, matrix)
  } else if (type === formObject && depth < formDepthMax) {
    if (!calls.FPDFPageObj_GetMatrix(object, scratch)) return
    const inner = compose(matrixAt(pen.engine), matrix)
    const count = calls.FPDFFormObj_CountObjects(object)
    for (let index = 0; index < count; index++) {
      readObject(pen, calls.FPDFFormObj_GetObject(object, index), inner, depth + 1)
    }
  }
}

function matrixAt(engine: Pdfium): Matrix {
  const { float32 } = engine.views()
  const slot = engine.scratch >> 2
  return [
    float32[slot]!,
    float32[slot + 1]!,
    float32[slot + 2]!,
    float32[slot + 3]!,
    float32[slot + 4]!,
    float32[slot + 5]!,
  ]
}

function readPicture(pen: Pen, object: number, matrix: Matrix): void {
  const { calls, scratch } = pen.engine
  if (!calls.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return
  const { float32 } = pen.engine.views()
  const slot = scratch >> 2
  const box = mapBox(matrix, float32[slot]!, float32[slot + 1]!, float32[slot + 2]!, float32[slot + 3]!)
  if (!addBar(pen, box[0], box[1], box[2], box[3])) pen.pictures.push(box)
}

function readPath(pen: Pen, object: number, matrix: Matrix): void {
  const { calls, scratch } = pen.engine
  if (!calls.FPDFPath_GetDrawMode(object, scratch, scratch + 4)) return
  const { int32, float32 } = pen.engine.views()
  const filled = int32[scratch >> 2] !== 0
  const stroked = (int32[(scratch + 4) >> 2]! & 0xff) !== 0
  if (!filled && !stroked) return
  const segments = calls.FPDFPath_CountSegments(object)
  if (segments < 2 || segments > segmentsMax) return
  if (!calls.FPDFPageObj_GetMatrix(object, scratch)) return
  const [a, b, c, d, e, f] = compose(matrixAt(pen.engine), matrix)
  const slot = scratch >> 2
  let strokeWidth = 0
  if (stroked && calls.FPDFPageObj_GetStrokeWidth(object, scratch)) {
    strokeWidth = float32[slot]! * Math.sqrt(Math.abs(a * d - b * c))
  }
  let points: number[] = []
  let curved = false
  for (let index = 0; index < segments; index++) {
    const segment = calls.FPDFPath_GetPathSegment(object, index)
    if (segment === 0) continue
    const type = calls.FPDFPathSegment_GetType(segment)
    calls.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4)
    const x = float32[slot]!
    const y = float32[slot + 1]!
    if (type === moveTo) {
      endSubpath(pen, points, filled, stroked && !curved, strokeWidth)
      points = []
      curved = false
    } else if (type !== lineTo) {
      if (!curved) pen.shapes++
      curved = true
    }
    points.push(a * x + c * y + e, b * x + d * y + f)
    if (calls.FPDFPathSegment_GetClose(segment) && points.length >= 4) points.push(points[0]!, points[1]!)
  }
  endSubpath(pen, points, filled, stroked && !curved, strokeWidth)
}

function endSubpath(pen: Pen, points: readonly number[], filled: boolean, stroked: boolean, strokeWidth: number): void {
  if (points.length < 4) return
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  let bottom = -Infinity
  for (let index = 0; index < points.length; index += 2) {
    const x = points[index]!
    const y = points[index + 1]!
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  if (filled && addBar(pen, left, top, right, bottom)) return
  if (!stroked || strokeWidth > ruleThicknessMax * 2) return
  for (let index = 2; index < points.length; index += 2) {
    addLine(pen, points[index - 2]!, points[index - 1]!, points[index]!, points[index + 1]!)
  }
}

/** A thin upright box is a rule along its longer side; a dot closes the corner of two rules. */
function addBar(pen: Pen, left: number, top: number, right: number, bottom: number): boolean {
  const width = right - left
  const height = bottom - top
  if (!(Math.min(width, height) <= ruleThicknessMax)) return false
  if (width >= height) pen.lying.push({ at: (top + bottom) / 2, from: left, to: right })
  if (height >= width || (height <= ruleThicknessMax && width <= ruleThicknessMax)) {
    pen.standing.push({ at: (left + right) / 2, from: top, to: bottom })
  }
  return true
}

function addLine(pen: Pen, x1: number, y1: number, x2: number, y2: number): void {
  const width = Math.abs(x2 - x1)
  const height = Math.abs(y2 - y1)
  if (height <= 0.7 && width >= 1) {
    pen.lying.push({ at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) })
  } else if (width <= 0.7 && height >= 1) {
    pen.standing.push({ at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) })
  }
}

/** Pieces on one line become one rule; double lines become one; what stays shorter than a letter is no rule. */
export function joinRules(rules: readonly Rule[]): Rule[] {
  const sorted = [...rules].sort((one, other) => one.at - other.at)
  const joined: Rule[] = []
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1
    let total = sorted[start]!.at
    // A band is measured from its first line, so a stack of close lines cannot chain into one.
    while (end < sorted.length && sorted[end]!.at - sorted[start]!.at <= sameLine) total += sorted[end++]!.at
    const band = sorted.slice(start, end).sort((one, other) => one.from - other.from)
    const at = total / (end - start)
    let from = band[0]!.from
    let to = band[0]!.to
    for (const piece of band) {
      if (piece.from > to + gapMax) {
        joined.push({ at, from, to })
        from = piece.from
        to = piece.to
      } else if (piece.to > to) to = piece.to
    }
    joined.push({ at, from, to })
    start = end
  }
  return joined.filter((rule) => rule.to - rule.from >= 4)
}
