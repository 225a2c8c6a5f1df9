import { deflateSync } from 'node:zlib'
import { BOX, FONT, pdf, type RawObject, rawPdf } from './raw-pdf.ts'

const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>'
const TEXT = 'BT /F1 12 Tf 72 720 Td (Total 949.87) Tj ET'
const page = (more = BOX): string =>
  `<< /Type /Page /Parent 2 0 R ${more} /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >> >>`
const pages = (kids: string, count: string | number): string => `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`
const stream = (content: string, dictionary = ''): RawObject => ({
  dictionary: `<< /Length ${content.length} ${dictionary} >>`,
  stream: Buffer.from(content, 'latin1'),
})
const packed = (content: Uint8Array | string, rounds = 1, dictionary = ''): RawObject => {
  let data: Uint8Array = Buffer.from(content as string, 'latin1')
  for (let i = 0; i < rounds; i++) data = deflateSync(data)
  const filters = '/FlateDecode '.repeat(rounds)
  return { dictionary: `<< /Length ${data.length} /Filter [${filters}] ${dictionary} >>`, stream: data }
}
const one = (...rest: (RawObject | string)[]): Uint8Array =>
  rawPdf({ objects: [CATALOG, pages('4 0 R', 1), FONT, page(), ...rest] })
const withPages = (tree: string, ...rest: (RawObject | string)[]): Uint8Array =>
  rawPdf({ objects: [CATALOG, tree, FONT, page(), stream(TEXT), ...rest] })
const withBox = (box: string): Uint8Array =>
  rawPdf({ objects: [CATALOG, pages('4 0 R', 1), FONT, page(box), stream(TEXT)] })

export const PDF_CASES: Readonly<Record<string, () => Uint8Array>> = {
  'page tree is its own child': () => withPages(pages('2 0 R', 1)),
  'page tree in a ring of three': () => withPages(pages('6 0 R', 1), pages('7 0 R', 1), pages('2 0 R', 1)),
  'page count of two billion': () => withPages(pages('4 0 R', 2_147_483_647)),
  'page count below zero': () => withPages(pages('4 0 R', -5)),
  'page count is a name': () => withPages(pages('4 0 R', '/Many')),
  'no pages': () => withPages(pages('', 0)),
  'page tree of integers': () => withPages(pages('1 2 3 4', 4)),
  'the same page 20,000 times': () => withPages(pages('4 0 R '.repeat(20_000), 20_000)),
  'page tree 3,000 levels deep': () =>
    rawPdf({
      objects: [
        CATALOG,
        ...Array.from({ length: 3000 }, (_, i) => pages(`${i + 3} 0 R`, 1)),
        `<< /Type /Page ${BOX} >>`,
      ],
    }),
  'giant page': () => withBox('/MediaBox [0 0 1e38 1e38]'),
  'page of no size': () => withBox('/MediaBox [0 0 0 0]'),
  'page turned inside out': () => withBox('/MediaBox [595 842 -9e9 -9e9]'),
  'page size of words': () => withBox('/MediaBox [/a (b) null true]'),
  'page turned by 45 degrees': () => withBox('/MediaBox [0 0 595 842] /Rotate 45'),
  'giant user unit': () => withBox('/MediaBox [0 0 595 842] /UserUnit 1e30'),
  'content bomb': () => one(packed(' '.repeat(32 << 20))),
  'content bomb in three layers': () => one(packed(' '.repeat(48 << 20), 3)),
  'content through 200 filters': () => one(stream(TEXT, `/Filter [${'/ASCIIHexDecode '.repeat(200)}]`)),
  'object stream bomb': () =>
    rawPdf({
      objects: [
        CATALOG,
        pages('4 0 R', 1),
        FONT,
        page(),
        stream(TEXT),
        packed(`1 0 ${' '.repeat(32 << 20)}`, 1, '/Type /ObjStm /N 100000000 /First 4'),
      ],
    }),
  'content length lies': () => one({ dictionary: '<< /Length 999999999 >>', stream: Buffer.from(TEXT) }),
  'content length below zero': () => one({ dictionary: '<< /Length -1 >>', stream: Buffer.from(TEXT) }),
  'content length refers to itself': () => one({ dictionary: '<< /Length 5 0 R >>', stream: Buffer.from(TEXT) }),
  'content refers to itself': () => one('5 0 R'),
  'content of ten thousand references': () => one(`[${'6 0 R '.repeat(10_000)}]`, stream(TEXT)),
  'form that draws itself': () =>
    one(
      stream('/X Do'),
      stream('/X Do', '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>'),
    ),
  'arrays 100,000 deep': () => one(stream('['.repeat(100_000))),
  'dictionaries 50,000 deep': () => one('<< /a '.repeat(50_000)),
  'graphics states never closed': () => one(stream('q '.repeat(200_000) + TEXT)),
  'text far off the page': () => one(stream('BT /F1 12 Tf 1e30 -1e30 Td (Total 949.87) Tj ET')),
  'letters of giant size': () => one(stream('BT /F1 1e20 Tf 0 0 Td (Total) Tj ET')),
  'letters of no size': () => one(stream('BT /F1 0 Tf 0 0 Td (Total) Tj ET')),
  'numbers that are none': () => one(stream('BT /F1 12 Tf 1..2--3 4e5e6 Td (Total) Tj ET nan inf re')),
  'a hundred thousand rules': () =>
    one(stream(Array.from({ length: 100_000 }, (_, i) => `${i % 595} 0 m ${i % 595} ${i % 842} l S`).join('\n'))),
  'a grid of 300 by 300 rules': () =>
    one(
      stream(
        Array.from({ length: 300 }, (_, i) => `${i * 2} 0 m ${i * 2} 800 l S 0 ${i * 2} m 590 ${i * 2} l S`).join('\n'),
      ),
    ),
  'a hundred thousand words at one point': () =>
    one(stream(`BT /F1 9 Tf 72 720 Td ${'(1.5) Tj 0 0 Td '.repeat(100_000)} ET`)),
  'words strewn over the page': () =>
    one(
      stream(
        Array.from(
          { length: 20_000 },
          (_, i) => `BT /F1 6 Tf ${(i * 37) % 590} ${(i * 53) % 840} Td (${i % 97}.5) Tj ET`,
        ).join('\n'),
      ),
    ),
  'password asked': () =>
    rawPdf({
      objects: [
        CATALOG,
        pages('4 0 R', 1),
        FONT,
        page(),
        stream(TEXT),
        `<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`,
      ],
      trailer: '/Encrypt 6 0 R /ID [<00> <00>]',
    }),
  'unknown protection': () =>
    rawPdf({
      objects: [CATALOG, pages('4 0 R', 1), FONT, page(), stream(TEXT), '<< /Filter /Nobody /V 99 >>'],
      trailer: '/Encrypt 6 0 R /ID [<00> <00>]',
    }),
  'cross-reference nowhere': () =>
    rawPdf({ objects: [CATALOG, pages('4 0 R', 1), FONT, page(), stream(TEXT)], startxref: 99_999_999 }),
  'cross-reference at the head': () =>
    rawPdf({ objects: [CATALOG, pages('4 0 R', 1), FONT, page(), stream(TEXT)], startxref: 0 }),
  'trailers in a ring': () =>
    rawPdf({ objects: [CATALOG, pages('4 0 R', 1), FONT, page(), stream(TEXT)], trailer: '/Prev 9 /XRefStm 9' }),
  'root is missing': () => rawPdf({ objects: ['<< >>'] }),
  'root is itself in a ring': () => rawPdf({ objects: ['1 0 R'] }),
  'only a head': () => Buffer.from('%PDF-1.7\n'),
  'only a head and an end': () => Buffer.from('%PDF-1.7\n%%EOF'),
  'a thousand ends': () => Buffer.concat([pdf([TEXT]), Buffer.from('startxref\n0\n%%EOF\n'.repeat(1000))]),
  'a program starts on opening': () =>
    rawPdf({
      objects: [
        '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1);) >> >>',
        pages('4 0 R', 1),
        FONT,
        page(),
        stream(TEXT),
      ],
    }),
  'two thousand pages': () => pdf(Array.from({ length: 2000 }, (_, i) => `BT /F1 9 Tf 72 720 Td (${i}) Tj ET`)),
  'empty pages': () => pdf(['', '', '']),
}
