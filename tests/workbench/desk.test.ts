/** The few threads on which requests wait, and files that were made to keep them busy. */
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, openDesk } from '../../packages/server/src/tasks/desk.ts'
import type { DeskTask } from '../../packages/server/src/tasks/desk-task.ts'
import { pagePicture, sweepPictures } from '../../packages/server/src/tasks/page-picture.ts'
import { BOX, type RawObject, rawPdf } from '../hostile/raw-pdf.ts'

const PAGE_MS = 2000
let folder: string
let path: string
let desk: Desk

/** A picture of 300 megapixels, in some kilobytes, drawn two hundred times on one page. */
function slowPage(): Uint8Array {
  const pixels = deflateSync(deflateSync(Buffer.alloc(300_000_000), { level: 9 }))
  const content = '500 0 0 500 0 0 cm /X Do '.repeat(200)
  const stream = (dictionary: string, data: Uint8Array): RawObject => ({
    dictionary: `<< ${dictionary} /Length ${data.length} >>`,
    stream: data,
  })
  return rawPdf({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R ${BOX} /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>`,
      stream('', Buffer.from(content)),
      stream(
        '/Type /XObject /Subtype /Image /Width 30000 /Height 10000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter [/FlateDecode /FlateDecode]',
        pixels,
      ),
    ],
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-desk-'))
  path = join(folder, 'slow.pdf')
  await writeFile(path, slowPage())
  desk = openDesk(2, PAGE_MS)
}, 60_000)
afterAll(async () => {
  await desk?.close()
  await rm(folder, { recursive: true, force: true })
})

it('pages that take for ever end in their time, and ledgers do not wait for them', async () => {
  const ended: string[] = []
  const run = (name: string, task: DeskTask) => desk.run(task).finally(() => ended.push(name))
  const pages = ['first', 'second', 'third'].map((name) => run(name, { kind: 'page', path, page: 1 }))
  const ledger = await run('ledger', { kind: 'workbook', rows: [] })
  expect(ledger.ok).toBe(true)
  // With both threads at work on pages, two of them would have ended before it.
  expect(ended).not.toContain('second')
  const outcomes = await Promise.all(pages)
  expect(outcomes.map((one) => (one.ok ? 'drawn' : one.failure.code))).toEqual(Array(3).fill('took-too-long'))
}, 30_000)

it('a page that could not be drawn is not tried again at once', async () => {
  const page = { folder: join(folder, 'pictures'), sha256: 'f'.repeat(64), path, number: 1 }
  expect(await pagePicture(page, desk)).toBeUndefined()
  const began = Date.now()
  for (let i = 0; i < 5; i += 1) expect(await pagePicture(page, desk)).toBeUndefined()
  expect(Date.now() - began).toBeLessThan(PAGE_MS / 2)
}, 30_000)

it('pictures of pages do not stay for ever', async () => {
  const own = (name: string) => join(folder, 'kept', name.slice(0, 2), name)
  for (const name of ['aa1', 'aa2', 'bb1']) {
    await mkdir(own(name), { recursive: true })
    await writeFile(join(own(name), '1.png'), '')
  }
  const long = new Date(Date.now() - 10_000)
  await utimes(own('aa2'), long, long)
  await sweepPictures(join(folder, 'kept'), 5000)
  expect(
    (await readdir(join(folder, 'kept'), { recursive: true })).filter((name) => name.endsWith('.png')).sort(),
  ).toEqual(['aa/aa1/1.png', 'bb/bb1/1.png'])
  await sweepPictures(join(folder, 'nowhere'), 0)
})
