import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { annotatePdf, type PageMark } from './annotate.ts'
import { renderPage } from './render.ts'
import { writePdf } from './testing/write-pdf.ts'

const mark = (box: PageMark['box']): PageMark => ({
  page: 1,
  box,
  kind: 'box',
  colour: [255, 0, 0],
  author: '勾稽',
  text: '应为 48.12',
})

it('only adds behind the original bytes, with notes in UTF-16', async () => {
  const bytes = writePdf([{ content: '' }])
  const annotated = await annotatePdf(bytes, [mark([10, 10, 50, 20])], "D:20250131120000+08'00'")
  expect(Buffer.from(annotated.subarray(0, bytes.length)).equals(Buffer.from(bytes))).toBe(true)
  const added = Buffer.from(annotated.subarray(bytes.length))
  expect(added.toString('latin1')).toContain('/Subtype/Square')
  expect(added.includes(Buffer.from('\ufeff应为 48.12', 'utf16le').swap16())).toBe(true)
})

it.each([
  [0, undefined],
  [90, undefined],
  [180, [50, 40, 350, 280]],
  [270, [50, 40, 350, 280]],
] as const)('draws the box where it is shown, on a page turned by %i with crop box %j', async (rotate, crop) => {
  const bytes = writePdf([{ content: '', rotate, ...(crop && { cropBox: [...crop] as const }) }])
  const box = [60, 30, 120, 50] as const
  const { width, rgba, height } = await renderPage(await annotatePdf(bytes, [mark(box)], 'D:2025'), 1, 1)
  const red: [number, number][] = []
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (rgba[(y * width + x) * 4 + 1]! < 128) red.push([x, y])
  }
  const reach = [
    Math.min(...red.map(([x]) => x)),
    Math.min(...red.map(([, y]) => y)),
    Math.max(...red.map(([x]) => x)),
    Math.max(...red.map(([, y]) => y)),
  ]
  // The rule stands a little outside the box, so that it hides nothing.
  for (const [i, side] of reach.entries()) expect(Math.abs(side - box[i]!), `side ${i} of ${reach}`).toBeLessThan(5)
})

it('notes in a document that its owner locked are enciphered like the rest of it', async () => {
  const bytes = await readFile(new URL('testing/owner-password.pdf', import.meta.url))
  const annotated = await annotatePdf(bytes, [mark([10, 10, 50, 20])], "D:20250131120000+08'00'")
  expect(Buffer.from(annotated.subarray(0, bytes.length)).equals(bytes)).toBe(true)
  const added = Buffer.from(annotated.subarray(bytes.length))
  expect(added.toString('latin1')).toContain('/Subtype/Square')
  expect(added.includes(Buffer.from('应为 48.12', 'utf16le').swap16())).toBe(false)
  const { rgba } = await renderPage(annotated, 1, 1)
  expect(rgba.some((value, at) => at % 4 === 1 && value < 128)).toBe(true)
})
