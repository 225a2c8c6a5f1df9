import { expect, test } from 'vitest'
import { readDocument } from '../open.ts'
import { docx, docxParts, p, tc, zip } from '../testing/packages.ts'
import { printed } from '../testing/print.ts'

const read = async (body: string, styles = '', numbering = '') =>
  readDocument(docx({ body, styles, numbering }), 'book.docx')
const lines = async (...parts: Parameters<typeof read>) => printed((await read(...parts)).blocks)

test('paragraphs keep their text, tabs and line breaks', async () => {
  const body = '<w:p><w:r><w:t>目录</w:t><w:tab/><w:t>3</w:t><w:br/><w:t>一、概况</w:t></w:r></w:p>'
  expect(await lines(body)).toEqual(['目录\t3', '一、概况'])
})

test('inserted text counts and deleted text does not', async () => {
  const body =
    '<w:p><w:r><w:t>预算</w:t></w:r><w:ins><w:r><w:t>120.5</w:t></w:r></w:ins>' +
    '<w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:r><w:t>万元</w:t></w:r></w:p>' +
    '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>'
  expect(await lines(body)).toEqual(['预算120.5万元', '前半后半'])
})

test('headings come from the outline level of the paragraph, its style, or the style of that', async () => {
  const styles =
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>' +
    '<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="1"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>' +
    '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
  const body =
    p('概况', '<w:pStyle w:val="own"/>') + p('收支', '<w:outlineLvl w:val="1"/>') + p('环', '<w:pStyle w:val="a"/>')
  const document = await read(body, styles)
  expect(printed(document.blocks)).toEqual(['# 概况', '## 收支', '环'])
  expect(document.blocks[0]).toMatchObject({ align: 'center', place: { block: 1 } })
})

test('automatic numbers are part of the text', async () => {
  const level = (i: number, format: string, text: string) =>
    `<w:lvl w:ilvl="${i}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
  const numbering =
    `<w:abstractNum w:abstractNumId="7">${level(0, 'chineseCounting', '%1、')}${level(1, 'chineseCounting', '（%2）')}` +
    `${level(2, 'decimal', '%3.')}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>`
  const item = (text: string, i: number) => p(text, `<w:numPr><w:ilvl w:val="${i}"/><w:numId w:val="2"/></w:numPr>`)
  const body = item('概况', 0) + item('职能', 1) + item('机构', 1) + item('编制', 2) + item('收支', 0) + item('收入', 1)
  expect(await lines(body, '', numbering)).toEqual([
    '一、概况',
    '（一）职能',
    '（二）机构',
    '1. 编制',
    '二、收支',
    '（一）收入',
  ])
})

test('tables keep their spans, and columns that only a crooked edge makes are dropped', async () => {
  const body =
    '<w:tbl><w:tr>' +
    tc('科目', '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>') +
    tc('2024年预算', '<w:gridSpan w:val="3"/>') +
    '</w:tr><w:tr>' +
    tc('', '<w:gridSpan w:val="2"/><w:vMerge/>') +
    tc('合计') +
    tc('基本支出', '<w:gridSpan w:val="2"/>') +
    '</w:tr></w:tbl>'
  const { blocks } = await read(body)
  expect(printed(blocks)).toEqual(['| 科目{2×1} | 2024年预算{1×2} |', '| 合计 | 基本支出 |'])
  expect(blocks[0]).toMatchObject({ rows: 2, columns: 3, grid: 'ruled' })
  expect(blocks[0]?.kind === 'table' && blocks[0].cells[3]?.place).toEqual({ block: 1, address: 'R2C3' })
})

test('a nested table counts as text of its cell and follows as a table of its own', async () => {
  const inner = `<w:tbl><w:tr>${tc('内一')}${tc('12.5')}</w:tr></w:tbl>`
  const body = `<w:tbl><w:tr><w:tc>${p('外')}${inner}${p('')}</w:tc>${tc('右')}</w:tr></w:tbl>${p('后')}`
  expect(await lines(body)).toEqual(['| 外 内一 12.5 | 右 |', '| 内一 | 12.5 |', '后'])
})

test('a text box is read once, though it is written twice', async () => {
  const inside = `<w:txbxContent>${p('框中标题')}</w:txbxContent>`
  const body =
    '<w:p><w:r><w:t>锚</w:t><mc:AlternateContent>' +
    `<mc:Choice Requires="wps"><wps:txbx>${inside}</wps:txbx></mc:Choice>` +
    `<mc:Fallback><w:pict><v:textbox>${inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>` +
    `<w:p><w:r><w:pict><v:textbox>${inside}</v:textbox></w:pict></w:r></w:p>`
  expect(await lines(body)).toEqual(['锚', '框中标题', '框中标题'])
})

test('content controls, symbols and hidden text', async () => {
  const body =
    `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${p('控件内')}</w:sdtContent></w:sdt>` +
    '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>' +
    '<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r></w:p>'
  expect(await lines(body)).toEqual(['控件内', '☑是'])
})

test('a page of pictures only is told as a doubt', async () => {
  const { blocks, doubts } = await read('<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>')
  expect(blocks).toEqual([])
  expect(doubts).toEqual([{ code: 'embedded-image', place: { block: 1 }, facts: { count: 1 } }])
})

test('other prefixes for the same namespaces are the same document', async () => {
  const parts = docxParts({ body: p('同一') })
  const main = parts['word/document.xml']!.replaceAll('w:', 'ns0:').replaceAll('xmlns:w=', 'xmlns:ns0=')
  const { blocks } = await readDocument(zip({ ...parts, 'word/document.xml': main }), 'book.docx')
  expect(printed(blocks)).toEqual(['同一'])
})

test('damaged styles cost the headings, not the text', async () => {
  const parts = { ...docxParts({ body: p('正文') }), 'word/styles.xml': '<w:styles><broken' }
  const { blocks, doubts } = await readDocument(zip(parts), 'book.docx')
  expect(printed(blocks)).toEqual(['正文'])
  expect(doubts.map((d) => d.code)).toEqual(['part-damaged'])
})
