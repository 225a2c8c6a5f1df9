import { UnreadableError } from '@gouji/document'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPdf } from './index.ts'
import { gridLines, text, writePdf } from './testing/write-pdf.ts'

const page = { content: gridLines([50, 150, 250], [250, 230, 210]) + text(54, 236, 'A') + text(160, 236, '1.00') }
const sound = writePdf([page, page, page])

async function failureOf(bytes: Uint8Array, ...rest: [Parameters<typeof readPdf>[2]?, (() => number)?]) {
  try {
    await readPdf(bytes, 'test.pdf', ...rest)
    return undefined
  } catch (error) {
    if (error instanceof UnreadableError) return error.failure.code
    throw error
  }
}

describe('files that cannot be read', () => {
  it.each([
    ['nothing', new Uint8Array(0), 'empty-file'],
    ['no page', writePdf([]), 'empty-file'],
    ['a password', writePdf([page], { encrypted: true }), 'encrypted'],
    ['no PDF', new TextEncoder().encode('Budget of a department'), 'damaged'],
    ['only the beginning', sound.slice(0, 200), 'damaged'],
  ])('says what is wrong with %s', async (_, bytes, code) => {
    expect(await failureOf(bytes)).toBe(code)
  })

  it('doubts a file whose end is missing', async () => {
    const end = new TextDecoder('latin1').decode(sound).lastIndexOf('startxref')
    const document = await readPdf(sound.slice(0, end), 'test.pdf')
    expect(document.pages).toHaveLength(3)
    expect(document.doubts.map((doubt) => doubt.code)).toEqual(['part-damaged'])
  })

  it('ends well or with a clear word for any file that was cut or has flipped bytes', async () => {
    const damage = fc.record({
      length: fc.integer({ min: 1, max: sound.length }),
      flips: fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 40 }),
    })
    const hurt = ({ length, flips }: { length: number; flips: [number, number][] }) => {
      const bytes = sound.slice()
      for (const [at, value] of flips) bytes[at] = value
      return bytes.slice(0, length)
    }
    await fc.assert(
      fc.asyncProperty(damage, async (harm) => {
        expect([undefined, 'damaged', 'empty-file', 'encrypted']).toContain(await failureOf(hurt(harm)))
      }),
      { numRuns: 200, seed: 20240601 },
    )
    expect(await failureOf(sound)).toBeUndefined()
  })
})

describe('limits', () => {
  it('leaves out the pages beyond the limit, with a doubt', async () => {
    const document = await readPdf(sound, 'test.pdf', { maxPages: 2 })
    expect(document.pages.map((one) => one.number)).toEqual([1, 2])
    expect(document.doubts).toMatchObject([{ code: 'pages-beyond-limit', facts: { read: 2, pages: 3 } }])
  })

  it('gives up when its time is over', async () => {
    let time = 1000
    const clock = () => (time += 10)
    expect(await failureOf(sound, { deadline: 1015 }, clock)).toBe('took-too-long')
    expect(await failureOf(sound, { deadline: 2000 }, clock)).toBeUndefined()
  })

  it('goes on after a page that cannot be loaded', async () => {
    const source = new TextDecoder('latin1').decode(sound)
    // The second page object loses its type, and with it everything that makes it a page.
    const first = source.indexOf('/Type /Page /Parent')
    const second = source.indexOf('/Type /Page /Parent', first + 1)
    const start = source.lastIndexOf('<<', second)
    const bytes = sound.slice()
    for (let at = start; source.slice(at, at + 6) !== 'endobj'; at++) bytes[at] = 0x20
    const document = await readPdf(bytes, 'test.pdf')
    expect(document.pages.map((one) => one.hasText)).toEqual([true, false, true])
    expect(document.doubts).toMatchObject([{ code: 'page-damaged', place: { page: 2 } }])
  })
})
