import { docxParts, p, WORD_NAMESPACES, zip } from '../../packages/files/src/testing/packages.ts'
import { docxBody } from './bases.ts'
import { type RawEntry, type RawZip, rawZip } from './raw-zip.ts'

type Case = () => Uint8Array
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const PARTS = docxParts({ body: docxBody })
const ENTRIES: RawEntry[] = Object.entries(PARTS).map(([name, text]) => ({ name, data: utf8(text) }))
const MAIN = 'word/document.xml'

/** The sound document with one part described otherwise, or with more parts. */
const altered = (change: Partial<RawEntry>, more: Partial<RawZip> = {}): Uint8Array =>
  rawZip({ ...more, entries: ENTRIES.map((e) => (e.name === MAIN ? { ...e, ...change } : e)) })
const withMore = (...more: RawEntry[]): Uint8Array => rawZip({ entries: [...ENTRIES, ...more] })
const main = (xml: string | Uint8Array): Uint8Array => zip({ ...PARTS, [MAIN]: xml })
const zeros = (mib: number): Uint8Array => new Uint8Array(mib << 20)

export const ZIP_CASES: Readonly<Record<string, Case>> = {
  'bomb that says so': () => withMore({ name: 'word/media/a.bin', data: zeros(64) }),
  'bomb as the main part': () => altered({ data: zeros(64) }),
  'bomb as the list of types': () =>
    rawZip({ entries: [{ name: '[Content_Types].xml', data: zeros(15) }, ...ENTRIES.slice(1)] }),
  'bomb that says it is small': () => altered({ data: zeros(64), size: 2000 }),
  'part smaller than it says': () => altered({ size: 5_000_000 }),
  'part says nearly four gigabytes': () => altered({ size: 0xfffffff0 }),
  'packed size beyond the end': () => altered({ packedSize: 0x7fffffff }),
  'all sizes full': () => altered({ size: 0xffffffff, packedSize: 0xffffffff }),
  'a hundred parts over the same data': () =>
    withMore(
      ...Array.from({ length: 100 }, (_, i) => ({ name: `x/${i}`, data: zeros(8), ...(i > 0 ? { sameAs: 6 } : {}) })),
    ),
  'wrong checksum': () => altered({ checksum: 12345 }),
  'protected part': () => altered({ flags: 1 }),
  'unknown packing': () => altered({ method: 99 }),
  'packed but called plain': () => altered({ method: 0, packedSize: 10 }),
  'two main parts': () => withMore({ name: MAIN, data: utf8('<a/>') }),
  'two main parts in different case': () => withMore({ name: 'WORD/Document.XML', data: utf8('<a/>') }),
  'names that climb': () =>
    withMore({ name: '../../../../etc/passwd', data: utf8('x') }, { name: '/abs/olute', data: utf8('x') }),
  'names of other systems': () =>
    withMore({ name: 'C:\\Windows\\x', data: utf8('x') }, { name: 'con\0.xml', data: utf8('x') }),
  'an archive within an archive': () =>
    withMore({ name: 'a.zip', data: rawZip({ entries: [{ name: 'b.zip', data: zeros(1) }] }) }),
  'twelve thousand parts': () =>
    withMore(...Array.from({ length: 12_000 }, (_, i) => ({ name: `x/${i}`, data: utf8('') }))),
  'more parts counted than there are': () => rawZip({ entries: ENTRIES, count: 5000 }),
  'fewer parts counted than there are': () => rawZip({ entries: ENTRIES, count: 1 }),
  'count is full': () => rawZip({ entries: ENTRIES, count: 0xffff }),
  'directory beyond the end': () => rawZip({ entries: ENTRIES, directoryOffset: 0xfffffff0 }),
  'directory at the head': () => rawZip({ entries: ENTRIES, directoryOffset: 0 }),
  'comment that looks like an end': () => rawZip({ entries: ENTRIES, comment: utf8('PK\x05\x06'.repeat(4000)) }),
  'no types': () => rawZip({ entries: ENTRIES.filter((e) => e.name !== '[Content_Types].xml') }),
  'no relations': () => rawZip({ entries: ENTRIES.filter((e) => !e.name.includes('_rels')) }),
  'no main part': () => rawZip({ entries: ENTRIES.filter((e) => e.name !== MAIN) }),
  'relations lead to themselves': () =>
    zip({ ...PARTS, '_rels/.rels': PARTS['_rels/.rels']!.replace(MAIN, '_rels/.rels') }),
  'relations lead out': () =>
    zip({ ...PARTS, '_rels/.rels': PARTS['_rels/.rels']!.replace(MAIN, 'file:///etc/passwd') }),
  'relations climb': () =>
    zip({ ...PARTS, '_rels/.rels': PARTS['_rels/.rels']!.replace(MAIN, '../../../word/document.xml') }),
  'only an end': () => rawZip({ entries: [] }),
}

const nest = (open: string, close: string, depth: number, inside = ''): string =>
  open.repeat(depth) + inside + close.repeat(depth)
const documentOf = (body: string): string => `<w:document ${WORD_NAMESPACES}><w:body>${body}</w:body></w:document>`
const doctype = (inside: string, body = '&a;'): Uint8Array =>
  main(`<!DOCTYPE d [${inside}]><w:document ${WORD_NAMESPACES}><w:body>${p(body)}</w:body></w:document>`)
const LAUGHS = Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY ${'abcdefghij'[i + 1]} "${`&${'abcdefghij'[i]};`.repeat(10)}">`,
).join('')

export const XML_CASES: Readonly<Record<string, Case>> = {
  'a billion laughs': () => doctype(`<!ENTITY a "ha">${LAUGHS}`, '&j;'),
  'an entity repeated many times': () => doctype(`<!ENTITY a "${'x'.repeat(100_000)}">`, '&a;'.repeat(100_000)),
  'an entity outside': () => doctype('<!ENTITY a SYSTEM "file:///etc/passwd">'),
  'an entity on the network': () => doctype('<!ENTITY % a SYSTEM "http://127.0.0.1:1/x"> %a;'),
  'a document type without entities': () => doctype('<!ELEMENT d ANY>', 'x'),
  'an entity that nobody defined': () => main(documentOf(p('&nobody;'))),
  'letters by giant number': () => main(documentOf(p('&#x7fffffff;&#0;'))),
  'elements 300 deep': () => main(documentOf(nest('<w:sdt>', '</w:sdt>', 300, p('x')))),
  'elements 200,000 deep': () => main(documentOf('<w:sdt>'.repeat(200_000))),
  'one element of 50,000 attributes': () =>
    main(documentOf(`<w:p ${Array.from({ length: 50_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`)),
  'the same attribute twice': () => main(documentOf('<w:p a="1" a="2"/>')),
  'an attribute of ten megabytes': () => main(documentOf(`<w:p a="${'x'.repeat(10 << 20)}"/>`)),
  'a text of ten megabytes': () => main(documentOf(p('0123456789'.repeat(1 << 20)))),
  'two thousand namespaces': () =>
    main(documentOf(`<w:p ${Array.from({ length: 2000 }, (_, i) => `xmlns:n${i}="u${i}"`).join(' ')}/>`)),
  'namespaces changed at every level': () =>
    main(documentOf(nest('<w:sdt xmlns:w="urn:other">', '</w:sdt>', 100, p('x')))),
  'not closed': () => main(documentOf(docxBody).slice(0, -40)),
  'closed crosswise': () => main(documentOf('<w:p><w:r></w:p></w:r>')),
  'two roots': () => main(documentOf('') + documentOf('')),
  'no root': () => main('   '),
  'not XML at all': () => main('某某局部门预算'),
  'broken UTF-8': () =>
    main(Buffer.concat([utf8(documentOf(docxBody).slice(0, 300)), Buffer.from([0xff, 0xfe, 0xc0, 0x80])])),
  'UTF-16': () => main(Buffer.from(`\ufeff${documentOf(docxBody)}`, 'utf16le')),
  'UTF-16 that says UTF-8': () =>
    main(Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${documentOf(docxBody)}`, 'utf16le')),
  'declares an encoding of its own': () => main(`<?xml version="1.0" encoding="x-nobody"?>${documentOf(docxBody)}`),
  'zero bytes': () => main(documentOf(p('a\0b'))),
  'a million comments': () => main(documentOf('<!---->'.repeat(1_000_000) + p('x'))),
  'a comment that never ends': () => main(documentOf(`<!--${'-'.repeat(1_000_000)}`)),
}
