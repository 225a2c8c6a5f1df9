import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { drawPages } from './palette.ts'
import { bar, writePdf } from './testing/write-pdf.ts'

const bytes = writePdf([
  { content: `1 0 0 rg ${bar(0, 0, 50, 30)}`, width: 100, height: 60 },
  { content: '', width: 100, height: 60 },
])

it('draws the pages asked for with at most sixteen colours, the own colours of the page among them', async () => {
  const [page, ...others] = await drawPages(bytes, [1, 7], { scale: 1 })
  expect([page!.number, others]).toEqual([1, []])
  const png = Buffer.from(page!.png)
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([100, 60, 4, 3])
  const entries = png.readUInt32BE(33)
  expect(entries).toBeLessThanOrEqual(16 * 3)
  const colourAt = (x: number, y: number): number[] => {
    const data = 33 + 12 + entries
    const rows = inflateSync(png.subarray(data + 8, data + 8 + png.readUInt32BE(data)))
    const pair = rows[y * 51 + 1 + (x >> 1)]!
    const index = x % 2 === 0 ? pair >> 4 : pair & 15
    return [...png.subarray(41 + index * 3, 44 + index * 3)]
  }
  expect(colourAt(10, 50)).toEqual([255, 0, 0])
  expect(colourAt(11, 10)).toEqual([255, 255, 255])
})

it('begins no page after its time', async () => {
  expect(await drawPages(bytes, [1, 2], { scale: 1, deadline: 0 })).toEqual([])
})
