/**
 * Pages as small pictures. A page of a budget is black on white with a few colours, so sixteen colours show it whole,
 * in four bits a pixel: a tenth of what the same page takes in true colour.
 */
import { deflateSync } from 'node:zlib'
import { UnreadableError } from '@gouji/document'
import { withDocument } from './pdfium.ts'
import { draw, type PagePicture, pngFile } from './render.ts'

export interface DrawnPage {
  readonly number: number
  readonly png: Uint8Array
}

export interface DrawOptions {
  /** Pixels per point. */
  readonly scale: number
  /** Milliseconds since 1970 after which no further page is begun. */
  readonly deadline?: number
}

/** Pages that cannot be drawn, and those that time does not suffice for, are left out. */
export function drawPages(
  bytes: Uint8Array,
  numbers: readonly number[],
  { scale, deadline = Infinity }: DrawOptions,
): Promise<DrawnPage[]> {
  return withDocument(bytes, (engine, document) => {
    const { calls } = engine
    const drawn: DrawnPage[] = []
    for (const number of numbers) {
      if (Date.now() > deadline) break
      const page = calls.FPDF_LoadPage(document, number - 1)
      if (page === 0) continue
      try {
        drawn.push({ number, png: toPalettePng(draw(engine, page, scale)) })
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error
      } finally {
        calls.FPDF_ClosePage(page)
      }
    }
    return drawn
  })
}

/** Colours are told apart by four bits per channel; what is finer is the smoothing of letters. */
const coarse = 4096
const coloursMost = 16

const levels: readonly number[] = [0, 2, 4, 6, 8, 10, 12, 14, 15]

const coarseOf = (r: number, g: number, b: number): number => ((r >> 4) << 8) | ((g >> 4) << 4) | (b >> 4)

/** A PNG of at most sixteen colours: greys for letters, and the colours that the page uses most. */
export function toPalettePng({ width, height, rgba }: PagePicture): Uint8Array {
  const counts = new Uint32Array(coarse)
  for (let at = 0; at < rgba.length; at += 4) counts[coarseOf(rgba[at]!, rgba[at + 1]!, rgba[at + 2]!)]!++
  const palette = choosePalette(counts)
  const nearest = new Uint8Array(coarse)
  for (let colour = 0; colour < coarse; colour++) if (counts[colour]! > 0) nearest[colour] = nearestOf(colour, palette)
  const stride = (width + 1) >> 1
  const rows = new Uint8Array(height * (stride + 1))
  let from = 0
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1) + 1
    for (let x = 0; x < width; x++, from += 4) {
      const index = nearest[coarseOf(rgba[from]!, rgba[from + 1]!, rgba[from + 2]!)]!
      rows[start + (x >> 1)]! |= x & 1 ? index : index << 4
    }
  }
  const bytes = new Uint8Array(palette.length * 3)
  palette.forEach((colour, index) => {
    // Fifteen is white: 15 × 17 = 255.
    bytes.set([(colour >> 8) * 17, ((colour >> 4) & 15) * 17, (colour & 15) * 17], index * 3)
  })
  return pngFile({ width, height, depth: 4, colourType: 3, palette: bytes, data: deflateSync(rows, { level: 6 }) })
}

function choosePalette(counts: Uint32Array): number[] {
  const palette = levels.map((level) => (level << 8) | (level << 4) | level)
  const used = [...counts.keys()].filter((colour) => counts[colour]! > 0)
  while (palette.length < coloursMost) {
    // What is both frequent and far from all colours chosen so far gains most.
    let best = -1
    let gain = 0
    for (const colour of used) {
      const own = counts[colour]! * Math.min(...palette.map((chosen) => distance(chosen, colour)))
      if (own > gain) {
        gain = own
        best = colour
      }
    }
    if (best < 0) break
    palette.push(best)
  }
  return palette
}

function nearestOf(colour: number, palette: readonly number[]): number {
  let best = 0
  for (let i = 1; i < palette.length; i++) {
    if (distance(palette[i]!, colour) < distance(palette[best]!, colour)) best = i
  }
  return best
}

function distance(a: number, b: number): number {
  const red = (a >> 8) - (b >> 8)
  const green = ((a >> 4) & 15) - ((b >> 4) & 15)
  const blue = (a & 15) - (b & 15)
  return red * red + green * green + blue * blue
}
