import {
  docx,
  docxParts,
  p,
  sheetData,
  tc,
  WORD_NAMESPACES,
  xlsx,
  xlsxParts,
  zip,
} from '../../packages/files/src/testing/packages.ts'
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

const table = (rows: string): string => `<w:tbl>${rows}</w:tbl>`
const style = (id: string, on: string): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:basedOn w:val="${on}"/></w:style>`
const numbered = (level: number): string => p('x', `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`)
const list = (level: string): string =>
  `<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/>${level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`

export const DOCX_CASES: Readonly<Record<string, Case>> = {
  'tables 20 deep': () => docx({ body: nest('<w:tbl><w:tr><w:tc><w:p/>', '</w:tc></w:tr></w:tbl>', 20, p('x')) }),
  'tables 80 deep, each with text': () =>
    docx({ body: nest(`<w:tbl><w:tr><w:tc>${p('文字'.repeat(500))}`, '</w:tc></w:tr></w:tbl>', 80) }),
  'tables 5,000 deep': () => docx({ body: nest('<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>', 5000) }),
  'cells that span a billion columns': () =>
    docx({ body: table(`<w:tr>${tc('x', '<w:gridSpan w:val="1000000000"/>').repeat(100)}</w:tr>`.repeat(100)) }),
  'cells that span less than nothing': () =>
    docx({ body: table(`<w:tr>${tc('x', '<w:gridSpan w:val="-7"/>')}${tc('y')}</w:tr>`) }),
  'cells that go on from nowhere': () =>
    docx({ body: table(`<w:tr>${tc('x', '<w:vMerge/>')}${tc('y', '<w:hMerge/>')}</w:tr>`.repeat(50)) }),
  'cells merged in overlapping ways': () =>
    docx({
      body: table(
        `<w:tr>${tc('a', '<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>')}${tc('b')}</w:tr><w:tr>${tc('c')}${tc('d', '<w:vMerge/>')}${tc('e', '<w:vMerge/>')}</w:tr>`,
      ),
    }),
  'rows without cells': () => docx({ body: table('<w:tr/>'.repeat(100_000)) }),
  'cells outside of tables': () => docx({ body: `<w:tc>${p('x')}</w:tc><w:tr/><w:tbl>${p('y')}</w:tbl>` }),
  'a hundred thousand cells': () => docx({ body: table(`<w:tr>${tc('1').repeat(100)}</w:tr>`.repeat(1000)) }),
  'styles in a ring': () =>
    docx({ body: p('x', '<w:pStyle w:val="a"/>'), styles: style('a', 'b') + style('b', 'c') + style('c', 'a') }),
  'a chain of 20,000 styles': () =>
    docx({
      body: p('x', '<w:pStyle w:val="s0"/>'),
      styles: Array.from({ length: 20_000 }, (_, i) => style(`s${i}`, `s${i + 1}`)).join(''),
    }),
  'lists in a ring': () =>
    docx({
      body: numbered(0),
      numbering: list(''),
      styles:
        '<w:style w:type="paragraph" w:styleId="s"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    }),
  'list levels beyond nine': () =>
    docx({
      body: numbered(999_999_999) + numbered(-3),
      numbering: list('<w:lvl w:ilvl="999999"><w:lvlText w:val="%9%9%9"/></w:lvl>'),
    }),
  'lists that start at a billion': () =>
    docx({
      body: numbered(0).repeat(10),
      numbering: list(
        '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl>',
      ),
    }),
  'labels of their own million': () =>
    docx({
      body: numbered(0).repeat(2000),
      numbering: list(`<w:lvl w:ilvl="0"><w:lvlText w:val="${'%1'.repeat(100_000)}"/></w:lvl>`),
    }),
  'text boxes within text boxes': () =>
    docx({
      body: nest(
        '<w:p><w:r><w:pict><v:textbox><w:txbxContent>',
        '</w:txbxContent></v:textbox></w:pict></w:r></w:p>',
        40,
        p('x'),
      ),
    }),
  'twenty thousand text boxes': () =>
    docx({
      body: `<w:p>${`<w:r><w:pict><v:textbox><w:txbxContent>${p('x')}</w:txbxContent></v:textbox></w:pict></w:r>`.repeat(20_000)}</w:p>`,
    }),
  'everything deleted': () => docx({ body: `<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>` }),
  'every paragraph joined to the next': () =>
    docx({ body: '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>字</w:t></w:r></w:p>'.repeat(20_000) }),
  'fifty thousand line breaks': () =>
    docx({ body: `<w:p><w:r><w:t>x</w:t>${'<w:br/>'.repeat(50_000)}<w:t>y</w:t></w:r></w:p>` }),
  'branches without a choice': () =>
    docx({ body: `<w:p><mc:Fallback><w:r><w:t>x</w:t></w:r></mc:Fallback><mc:Choice/></w:p>` }),
  'symbols that are none': () =>
    docx({ body: '<w:p><w:r><w:sym w:font="Wingdings" w:char="FFFFF"/><w:sym w:char="D800"/><w:sym/></w:r></w:p>' }),
}

const sheet = (xml: string, more: Partial<Parameters<typeof xlsx>[0]> = {}): Uint8Array =>
  xlsx({ sheets: [{ name: '表', xml }], ...more })
const cell = (address: string, value: string, more = ''): string => `<c r="${address}"${more}><v>${value}</v></c>`
const rowOf = (number: number | string, cells: string): string => `<row r="${number}">${cells}</row>`
const merges = (list: string): string => `<mergeCells>${list}</mergeCells>`
const DATA = sheetData([
  ['项目', '金额'],
  ['合计', 3],
])
const formats = (code: string): string =>
  `<numFmts><numFmt numFmtId="200" formatCode="${code}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>`
const shown = (value: string, code: string): Uint8Array =>
  sheet(`<sheetData>${rowOf(1, cell('A1', value) + cell('B1', '1'))}</sheetData>`, { styles: formats(code) })

export const XLSX_CASES: Readonly<Record<string, Case>> = {
  'the last cell of the sheet': () =>
    sheet(`<sheetData>${rowOf(1, cell('A1', '1'))}${rowOf(1_048_576, cell('XFD1048576', '2'))}</sheetData>`),
  'a cell beyond the last': () => sheet(`<sheetData>${rowOf(1_048_577, cell('XFE1048577', '2'))}</sheetData>`),
  'a row of number zero': () => sheet(`<sheetData>${rowOf(0, cell('A0', '2'))}</sheetData>`),
  'a row of giant number': () => sheet(`<sheetData>${rowOf('99999999999999999999', '')}</sheetData>`),
  'addresses of words': () => sheet(`<sheetData>${rowOf(1, cell('合计', '2'))}</sheetData>`),
  'cells along the diagonal': () =>
    sheet(
      `<sheetData>${Array.from({ length: 3000 }, (_, i) => rowOf(i + 1, `${cell(`${name(i)}${i + 1}`, '1')}${cell(`${name(i + 1)}${i + 1}`, '1')}`)).join('')}</sheetData>`,
    ),
  'rows in disorder': () =>
    sheet(
      `<sheetData>${[9, 3, 3, 7, 1].map((n) => rowOf(n, cell(`B${n}`, '1') + cell(`A${n}`, '2'))).join('')}</sheetData>`,
    ),
  'no addresses': () => sheet(`<sheetData>${'<row><c><v>1</v></c><c><v>2</v></c></row>'.repeat(1000)}</sheetData>`),
  'one area over the whole sheet': () => sheet(DATA + merges('<mergeCell ref="A1:XFD1048576"/>')),
  'twenty thousand areas over the whole sheet': () =>
    sheet(DATA + merges('<mergeCell ref="A1:XFD1048576"/>'.repeat(20_000))),
  'large areas over a large table': () =>
    sheet(
      sheetData(Array.from({ length: 2000 }, () => Array.from({ length: 20 }, () => 1))) +
        merges(Array.from({ length: 5000 }, (_, i) => `<mergeCell ref="B${(i % 2000) + 1}:XFD1048576"/>`).join('')),
    ),
  'areas turned around': () => sheet(DATA + merges('<mergeCell ref="B2:A1"/><mergeCell ref=""/>')),
  'a string of a megabyte in a hundred thousand cells': () =>
    sheet(
      `<sheetData>${Array.from({ length: 1000 }, (_, r) => rowOf(r + 1, '<c t="s"><v>0</v></c>'.repeat(100))).join('')}</sheetData>`,
      { strings: [`<t>${'字'.repeat(350_000)}</t>`] },
    ),
  'strings that are not there': () =>
    sheet(
      `<sheetData>${rowOf(1, '<c t="s"><v>999999999</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c><c><v>1</v></c>')}</sheetData>`,
    ),
  'formulas that share themselves': () =>
    sheet(
      `<sheetData>${rowOf(1, '<c r="A1"><f t="shared" si="0"/><v>1</v></c><c r="B1"><f t="shared" si="0">A1+B1</f><v>1</v></c><c r="C1"><f t="shared" si="0"/><v>2</v></c>')}</sheetData>`,
    ),
  'formulas moved off the sheet': () =>
    sheet(
      `<sheetData>${rowOf(1, '<c r="Z1"><f t="shared" si="0">A1+XFD1048576</f><v>1</v></c>')}${rowOf(2, '<c r="A2"><f t="shared" si="0"/><v>1</v></c><c r="AB2"><f t="shared" si="0"/><v>1</v></c>')}</sheetData>`,
    ),
  'a formula of a million letters': () =>
    sheet(
      `<sheetData>${rowOf(1, `<c r="A1"><f t="shared" si="0">${'A1+'.repeat(300_000)}</f><v>1</v></c>${'<c><f t="shared" si="0"/><v>1</v></c>'.repeat(500)}`)}</sheetData>`,
    ),
  ...Object.fromEntries(
    [
      '1E9999',
      '-1E308',
      '1e-400',
      '9'.repeat(900),
      `0.${'0'.repeat(900)}1`,
      'NaN',
      '-Infinity',
      '-0',
      '',
      '１２',
      '1,5',
      '0x10',
    ].map((value) => [`the number ${value.slice(0, 12)}`, () => shown(value, '#,##0.00')] as const),
  ),
  ...Object.fromEntries(
    [
      '0'.repeat(900),
      '0,'.repeat(400),
      '&quot;',
      '[',
      '[Red',
      ';;;;;;;;',
      '\\',
      '_',
      '*',
      '[&gt;=1e999]0',
      '0.00E+',
      '#?/?',
      'yyyy'.repeat(200),
      '%'.repeat(300),
      '[h]:[m]:[s]',
      'General'.repeat(100),
      '@@@@',
    ].map((code) => [`the format ${code.slice(0, 12)}`, () => shown('45292.123456789', code)] as const),
  ),
  'dates before time': () => shown('-1', 'yyyy/m/d'),
  'dates after time': () => shown('99999999999', 'yyyy/m/d h:mm'),
  'five thousand sheets': () =>
    xlsx({ sheets: Array.from({ length: 5000 }, (_, i) => ({ name: `表${i}`, xml: '<sheetData/>' })) }),
  'one part as many sheets': () => {
    const parts = xlsxParts({
      sheets: [
        { name: '甲', xml: DATA },
        { name: '乙', xml: DATA },
      ],
    })
    return zip({
      ...parts,
      'xl/_rels/workbook.xml.rels': parts['xl/_rels/workbook.xml.rels']!.replace('sheet2', 'sheet1'),
    })
  },
  'a sheet that is missing': () => {
    const parts = xlsxParts({
      sheets: [
        { name: '甲', xml: DATA },
        { name: '乙', xml: DATA },
      ],
    })
    delete parts['xl/worksheets/sheet2.xml']
    return zip(parts)
  },
  'a sheet that is the workbook': () => {
    const parts = xlsxParts({ sheets: [{ name: '甲', xml: DATA }] })
    return zip({
      ...parts,
      'xl/_rels/workbook.xml.rels': parts['xl/_rels/workbook.xml.rels']!.replace(
        'worksheets/sheet1.xml',
        'workbook.xml',
      ),
    })
  },
  'a million empty cells': () => sheet(`<sheetData>${`<row>${'<c/>'.repeat(1000)}</row>`.repeat(1000)}</sheetData>`),
  'half a million cells': () =>
    sheet(`<sheetData>${`<row>${'<c><v>1.5</v></c>'.repeat(500)}</row>`.repeat(1000)}</sheetData>`),
  'columns hidden many times over': () =>
    sheet(`<cols>${'<col min="1" max="16384" hidden="1"/>'.repeat(50_000)}</cols>${DATA}`),
  'formats by the hundred thousand': () =>
    sheet(DATA, { styles: `<cellXfs>${'<xf numFmtId="4"/>'.repeat(100_000)}</cellXfs>` }),
}

/** A to XFD for small numbers: enough for the diagonal. */
function name(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : `${name(Math.floor(i / 26) - 1)}${String.fromCharCode(65 + (i % 26))}`
}
