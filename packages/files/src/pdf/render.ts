/** Pictures of pages, for reports that show a finding at its place. */
import { UnreadableError } from '@gouji/document'
import { zlibSync } from 'fflate'
import { type Pdfium, withDocument } from './pdfium.ts'

export interface PagePicture {
  readonly width: number
  readonly height: number
  /** Red, green, blue and opacity of each pixel, row by row. */
  readonly rgba: Uint8Array
}

const bgra = 4
const withAnnotations = 0x01
const reverseByteOrder = 0x10
const pixelsMax = 40_000_000

/** Draws the page with the 1-based number; at scale 1 a point is a pixel. */
export function renderPage(bytes: Uint8Array, pageNumber: number, scale: number): Promise<PagePicture> {
  return withDocument(bytes, (engine, document) => {
    const pages = engine.calls.FPDF_GetPageCount(document)
    if (pageNumber < 1 || pageNumber > pages) throw new RangeError(`page ${pageNumber} of ${pages}`)
    const page = engine.calls.FPDF_LoadPage(document, pageNumber - 1)
    if (page === 0) throw new UnreadableError('damaged', {}, { page: pageNumber })
    try {
      return draw(engine, page, scale)
    } finally {
      engine.calls.FPDF_ClosePage(page)
    }
  })
}

export function draw({ calls, views }: Pdfium, page: number, scale: number): PagePicture {
  const width = Math.max(1, Math.round(calls.FPDF_GetPageWidthF(page) * scale))
  const height = Math.max(1, Math.round(calls.FPDF_GetPageHeightF(page) * scale))
  if (!(width * height <= pixelsMax)) throw new UnreadableError('too-large', { width, height })
  const size = width * height * 4
  const memory = calls.malloc(size)
  if (memory === 0) throw new UnreadableError('out-of-memory', { bytes: size })
  const bitmap = calls.FPDFBitmap_CreateEx(width, height, bgra, memory, width * 4)
  try {
    calls.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
    calls.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, withAnnotations | reverseByteOrder)
    return { width, height, rgba: views().bytes.slice(memory, memory + size) }
  } finally {
    calls.FPDFBitmap_Destroy(bitmap)
    calls.free(memory)
  }
}

/** A PNG file of a picture, without opacity, which paper does not have. */
export function toPng({ width, height, rgba }: PagePicture): Uint8Array {
  const rows = new Uint8Array(height * (width * 3 + 1))
  let to = 0
  for (let y = 0; y < height; y++) {
    rows[to++] = 0
    for (let x = 0, from = y * width * 4; x < width; x++, from += 4) {
      rows[to++] = rgba[from]!
      rows[to++] = rgba[from + 1]!
      rows[to++] = rgba[from + 2]!
    }
  }
  return pngFile({ width, height, depth: 8, colourType: 2, data: zlibSync(rows, { level: 6 }) })
}

export interface PngContent {
  readonly width: number
  readonly height: number
  /** Bits of one sample. */
  readonly depth: number
  /** 2 for true colour, 3 for indices into the palette. */
  readonly colourType: 2 | 3
  /** Red, green and blue of each index. */
  readonly palette?: Uint8Array
  /** The packed rows. */
  readonly data: Uint8Array
}

export function pngFile({ width, height, depth, colourType, palette, data }: PngContent): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([depth, colourType, 0, 0, 0], 8)
  const parts = [
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array(0)),
  ]
  const png = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    png.set(part, at)
    at += part.length
  }
  return png
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  for (let index = 0; index < 4; index++) bytes[4 + index] = type.charCodeAt(index)
  bytes.set(data, 8)
  view.setUint32(8 + data.length, checksum(bytes.subarray(4, 8 + data.length)))
  return bytes
}

const checksums = Uint32Array.from({ length: 256 }, (_, value) => {
  let sum = value
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  return sum
})

function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) sum = checksums[(sum ^ byte) & 0xff]! ^ (sum >>> 8)
  return (sum ^ 0xffffffff) >>> 0
}
