import type { Table } from '@gouji/document'
import { expect, test } from 'vitest'
import { readDocument } from '../open.ts'
import { type BookParts, sheetData, xlsx } from '../testing/packages.ts'
import { printed } from '../testing/print.ts'

const read = (book: BookParts) => readDocument(xlsx(book), 'book.xlsx')
const one = (xml: string, more: Partial<BookParts> = {}) => read({ sheets: [{ name: '表一', xml }], ...more })
const tables = (blocks: readonly { kind: string }[]) => blocks.filter((b) => b.kind === 'table') as Table[]

const FORM = [
  ['收支预算总表'],
  ['部门：某局', undefined, '单位：万元'],
  ['项目', '本年', '上年'],
  ['一、财政拨款', 10.5, 9],
  ['合计', 10.5, 9],
  ['注：本表含结转。'],
]

test('title, unit line and notes stand around the table', async () => {
  const { blocks } = await one(sheetData(FORM))
  expect(printed(blocks)).toEqual([
    '收支预算总表',
    '部门：某局',
    '单位：万元',
    '| 项目 | 本年 | 上年 |',
    '| 一、财政拨款 | 10.5 | 9 |',
    '| 合计 | 10.5 | 9 |',
    '注：本表含结转。',
  ])
  expect(blocks[2]?.place).toEqual({ sheet: '表一', address: 'C2' })
  expect(tables(blocks)[0]?.cells[4]?.place).toEqual({ sheet: '表一', address: 'B4' })
})

test('a new title after a blank row opens a new table; a row without amounts does not', async () => {
  const rows = [...FORM.slice(0, 5), [], ['收入预算表'], [], ['科目', '金额'], ['事业收入', 3], ['其他收入']]
  const { blocks } = await one(sheetData(rows))
  expect(tables(blocks).map((t) => t.rows)).toEqual([3, 3])
  expect(printed(blocks).filter((l) => !l.startsWith('|'))).toEqual([
    '收支预算总表',
    '部门：某局',
    '单位：万元',
    '收入预算表',
  ])
})

test('a row that begins with 其中： belongs to the table when it has a figure', async () => {
  const { blocks } = await one(
    sheetData([...FORM.slice(0, 5), ['其中：基本支出', 4, 3], ['填表人：某某', '审核：某某']]),
  )
  expect(tables(blocks).map((t) => t.rows)).toEqual([4])
  expect(printed(blocks).slice(-2)).toEqual(['填表人：某某', '审核：某某'])
})

test('values are shown by their formats', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="176" formatCode="#,##0.00_ "/></numFmts><fonts><font><sz val="11"/></font></fonts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="10"/>' +
    '<xf numFmtId="0"><alignment indent="2"/></xf></cellXfs>'
  const xml =
    '<sheetData><row r="1"><c r="A1" t="s" s="3"><v>0</v></c><c r="B1" s="1"><v>7360.1799999999994</v></c>' +
    '<c r="C1" s="2"><v>0.1234</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#DIV/0!</v></c>' +
    '<c r="F1"><v>7360.1799999999994</v></c></row></sheetData>'
  const { blocks } = await one(xml, { styles, strings: ['<r><t>行政</t></r><r><t>运行</t></r><rPh><t>x</t></rPh>'] })
  expect(printed(blocks)).toEqual(['| 行政运行 | 7,360.18 | 12.34% | TRUE | #DIV/0! | 7360.18 |'])
  expect(tables(blocks)[0]?.cells[0]?.indent).toBe(2)
})

test('merged cells are spans, and what lies under them is not shown', async () => {
  const xml = `${sheetData([
    ['科目', '合计', '其中', '旧值'],
    ['旧值', '旧值', '基本', '项目'],
    ['行政', 3, 1, 2],
  ])}<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="C1:D1"/></mergeCells>`
  const { blocks } = await one(xml)
  expect(printed(blocks)).toEqual(['| 科目{2×1} | 合计{2×1} | 其中{1×2} |', '| 基本 | 项目 |', '| 行政 | 3 | 1 | 2 |'])
})

test('formulas keep their text, shared ones moved, and a missing value is a doubt', async () => {
  const xml =
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>合计</t></is></c>' +
    '<c r="B1"><f t="shared" ref="B1:B2" si="0">SUM(C1:$D1)</f><v>3</v></c><c r="C1"><v>1</v></c></row>' +
    '<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2"><f t="shared" si="0"/><v>4</v></c>' +
    '<c r="C2"><f>B2*2</f></c></row></sheetData>'
  const { blocks, doubts } = await one(xml)
  expect(tables(blocks)[0]?.cells.map((c) => c.formula)).toEqual([
    undefined,
    'SUM(C1:$D1)',
    undefined,
    undefined,
    'SUM(C2:$D2)',
    'B2*2',
  ])
  expect(doubts).toEqual([
    { code: 'formula-without-value', place: { sheet: '表一', address: 'C2' }, facts: { count: 1 } },
  ])
})

test('what is hidden is read, marked and told', async () => {
  const hiddenRow = sheetData(FORM.slice(2, 5)).replace('<row r="2">', '<row r="2" hidden="1">')
  const { blocks, doubts } = await read({
    sheets: [
      { name: '明', xml: `<cols><col min="3" max="3" hidden="1"/></cols>${hiddenRow}` },
      { name: '暗', xml: sheetData(FORM), state: 'hidden' },
      { name: '空', xml: '<sheetData/>', state: 'veryHidden' },
    ],
  })
  expect(
    tables(blocks)[0]
      ?.cells.filter((c) => c.hidden)
      .map((c) => c.place.address),
  ).toEqual(['C1', 'A2', 'B2', 'C2', 'C3'])
  expect(doubts).toEqual([
    { code: 'hidden-rows', place: { sheet: '明' }, facts: { rows: 1, columns: 1 } },
    { code: 'hidden-sheet', place: { sheet: '暗' }, facts: { sheet: '暗' } },
  ])
})

test('a cell in the last corner of the sheet costs no more than its content', async () => {
  const xml =
    '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>' +
    '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
  const { blocks } = await one(xml)
  expect(printed(blocks)).toEqual(['1'])
  const { blocks: unmerged } = await one(xml.replace(/<mergeCells>.*/, ''))
  expect(printed(unmerged)).toEqual(['| 1 | 2 |', '3'])
})
