import { docx, p, sheetData, tc, xlsx, xlsxParts, zip } from '../../packages/files/src/testing/packages.ts'

type Case = () => Uint8Array
const nest = (open: string, close: string, depth: number, inside = ''): string =>
  open.repeat(depth) + inside + close.repeat(depth)
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
  'half a million line breaks': () => docx({ body: `<w:p><w:r>${'<w:t>x</w:t><w:br/>'.repeat(500_000)}</w:r></w:p>` }),
  'two hundred thousand empty text boxes': () =>
    docx({ body: `<w:p><w:r>${'<w:txbxContent><w:p/></w:txbxContent>'.repeat(200_000)}</w:r></w:p>` }),
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
  'one formula of 8,000 letters in a hundred thousand cells': () =>
    sheet(
      `<sheetData>${rowOf(1, `<c r="A1"><f t="shared" si="0">${'A1+'.repeat(2700)}A1</f><v>1</v></c>`)}${'<row><c><f t="shared" si="0"/><v>1</v></c></row>'.repeat(100_000)}</sheetData>`,
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
  'two hundred thousand lines': () => sheet(`<sheetData>${'<row><c><v>1.5</v></c></row>'.repeat(200_000)}</sheetData>`),
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
