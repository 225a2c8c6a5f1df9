/**
 * Coordinates. A PDF draws in user space with y upwards, before the page's own rotation; places are told in points
 * from the top left of the page as it is shown; and a page whose text runs sideways is laid out as its reader turns
 * it. All layout happens in this last frame, the reading frame.
 */
import type { Box } from '@gouji/document'

/** [a, b, c, d, e, f] of x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number]

/** Quarter turns, clockwise. */
export type Turns = 0 | 1 | 2 | 3

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export function compose(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner
  const [A, B, C, D, E, F] = outer
  return [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F]
}

export function invert(matrix: Matrix): Matrix | undefined {
  const [a, b, c, d, e, f] = matrix
  const determinant = a * d - b * c
  if (!(Math.abs(determinant) > 1e-12)) return undefined
  return [
    d / determinant,
    -b / determinant,
    -c / determinant,
    a / determinant,
    (c * f - d * e) / determinant,
    (b * e - a * f) / determinant,
  ]
}

/** The upright box around a box after a transformation. */
export function mapBox(matrix: Matrix, left: number, top: number, right: number, bottom: number): Box {
  const [a, b, c, d, e, f] = matrix
  const x1 = a * left + c * top + e
  const y1 = b * left + d * top + f
  const x2 = a * right + c * bottom + e
  const y2 = b * right + d * bottom + f
  const x3 = a * left + c * bottom + e
  const y3 = b * left + d * bottom + f
  const x4 = a * right + c * top + e
  const y4 = b * right + d * top + f
  return [Math.min(x1, x2, x3, x4), Math.min(y1, y2, y3, y4), Math.max(x1, x2, x3, x4), Math.max(y1, y2, y3, y4)]
}

/** Visible part of the page in user space, y upwards. */
export interface Visible {
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
}

/** From user space to the page as it is shown, for the rotation that the page asks for. */
export function shownMatrix(visible: Visible, turns: Turns): Matrix {
  const { left, bottom, right, top } = visible
  if (turns === 1) return [0, 1, 1, 0, -bottom, -left]
  if (turns === 2) return [-1, 0, 0, 1, right, -bottom]
  if (turns === 3) return [0, -1, -1, 0, top, right]
  return [1, 0, 0, -1, -left, top]
}

/** From the page as it is shown to the page as it is read, when most of its text runs in direction `turns`. */
export function readingMatrix(width: number, height: number, turns: Turns): Matrix {
  if (turns === 1) return [0, 1, -1, 0, height, 0]
  if (turns === 2) return [-1, 0, 0, -1, width, height]
  if (turns === 3) return [0, -1, 1, 0, 0, width]
  return identity
}

/**
 * How far the reader must turn the page clockwise to read text whose direction on the shown page is (x, y), y
 * downwards; `undefined` for text that runs askew, such as a watermark.
 */
export function turnsOf(x: number, y: number): Turns | undefined {
  if (Math.abs(y) <= 0.1 * Math.abs(x)) return x >= 0 ? 0 : 2
  if (Math.abs(x) <= 0.1 * Math.abs(y)) return y < 0 ? 1 : 3
  return undefined
}
