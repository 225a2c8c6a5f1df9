import type { Table } from '@gouji/document'
import { expect, test } from 'vitest'
import { readDocument } from '../open.ts'
import { printed } from '../testing/print.ts'

const read = (html: string) => readDocument(new TextEncoder().encode(html), 'page.html')
const lines = async (html: string) => printed((await read(html)).blocks)

test('headings, paragraphs, entities and what a browser does not show', async () => {
  const html = `<!DOCTYPE html><html><head><title>标题栏</title><style>p{}</style></head><body>
    <nav><p>首页</p></nav><h2>一、收支&nbsp;情况</h2><p align="center">合计 &lt;12.5&gt;&#19975;元<br>第二行</p>
    <script>var a = '<p>脚本</p>'</script><div style="display:none">暗<table><tr><td>暗</td></tr></table></div>
    <p>未闭合<p>另一段</body></html>`
  const { blocks } = await read(html)
  expect(printed(blocks)).toEqual(['## 一、收支 情况', '合计 <12.5>万元', '第二行', '未闭合', '另一段'])
  expect(blocks[1]).toMatchObject({ align: 'center', place: { line: 2 } })
})

test('spans, rows without cells of their own, and spans that promise too much', async () => {
  const html = `<table><thead><tr><th rowspan="2">科目</th><th colspan="2">预算</th></tr><tr><th>合计</th><th>基本</th></tr></thead>
    <tbody><tr><td rowspan="9999">行政</td><td>3</td><td colspan="5000">1</td></tr><tr><td>4<td>2</tr></tbody></table>`
  const { blocks } = await read(html)
  expect(printed(blocks)).toEqual([
    '| 科目{2×1} | 预算{1×2} |',
    '| 合计 | 基本 |',
    '| 行政{2×1} | 3 | 1 |',
    '| 4 | 2 |',
  ])
  const table = blocks[0] as Table
  expect(table.cells.at(-1)?.place).toEqual({ line: 2, column: 91, address: 'R4C3' })
})

test('tables that only place things are taken apart', async () => {
  const data = '<table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>5</td></tr></table>'
  const html = `<table><tr><td>栏目<p>导航</p></td><td><p>公开说明</p>${data}</td></tr></table><table><tr><td>${data}</td></tr></table>`
  expect(await lines(html)).toEqual([
    '栏目',
    '导航',
    '公开说明',
    '| 项目 | 金额 |',
    '| 合计 | 5 |',
    '| 项目 | 金额 |',
    '| 合计 | 5 |',
  ])
})

test('a table inside a table of data counts for its cell and follows', async () => {
  const inner = '<table><tr><td>内</td><td>1</td></tr><tr><td>内</td><td>2</td></tr></table>'
  const row = '<tr><td>甲</td><td>1</td><td>2</td></tr>'
  const html = `<table>${row.repeat(4)}<tr><td>乙</td><td>3</td><td>${inner}</td></tr></table>`
  expect((await lines(html)).slice(4)).toEqual(['| 乙 | 3 | 内 1 内 2 |', '| 内 | 1 |', '| 内 | 2 |'])
})

test.each([
  ['declared as GB2312', '<meta charset="gb2312"><p>中文</p>', 'gb18030'],
  ['declared as UTF-8 but written in GB18030', '<meta charset="utf-8"><p>中文</p>', 'gb18030'],
  ['not declared', '<p>中文</p>', 'gb18030'],
  ['UTF-16 with a mark', '\ufeff<p>中文</p>', 'utf-16le'],
])('encoding %s', async (_, html, encoding) => {
  const gb: Record<string, number[]> = { 中: [0xd6, 0xd0], 文: [0xce, 0xc4] }
  const bytes =
    encoding === 'utf-16le'
      ? new Uint8Array(Buffer.from(html, 'utf16le'))
      : Uint8Array.from([...html].flatMap((c) => gb[c] ?? [c.charCodeAt(0)]))
  expect(printed((await readDocument(bytes, 'page.htm')).blocks)).toEqual(['中文'])
})

test('nesting without end is refused', async () => {
  await expect(read('<div>'.repeat(100_000))).rejects.toMatchObject({ failure: { code: 'too-deep' } })
})
