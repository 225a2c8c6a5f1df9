import { unzlibSync } from 'fflate'
import { expect, it } from 'vitest'
import { renderPage, toPng } from './render.ts'
import { bar, writePdf } from './testing/write-pdf.ts'

const bytes = writePdf([{ content: `1 0 0 rg ${bar(0, 0, 50, 30)}`, width: 100, height: 60 }])

it('draws a page at the scale asked for', async () => {
  const { width, height, rgba } = await renderPage(bytes, 1, 2)
  expect([width, height, rgba.length]).toEqual([200, 120, 200 * 120 * 4])
  const pixel = (x: number, y: number) => [...rgba.slice((y * width + x) * 4, (y * width + x) * 4 + 4)]
  expect(pixel(20, 100)).toEqual([255, 0, 0, 255])
  expect(pixel(20, 20)).toEqual([255, 255, 255, 255])
})

it('writes it as PNG', async () => {
  const png = toPng(await renderPage(bytes, 1, 1))
  expect([...png.slice(1, 4)]).toEqual([0x50, 0x4e, 0x47])
  const view = new DataView(png.buffer)
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([100, 60])
  const length = view.getUint32(33)
  const rows = unzlibSync(png.slice(41, 41 + length))
  expect(rows.length).toBe(60 * 301)
  expect([...rows.slice(59 * 301, 59 * 301 + 4)]).toEqual([0, 255, 0, 0])
})
