import { createHash } from 'node:crypto'
import type { Table } from '@gouji/document'
import { readDocument } from '@gouji/files'
import { expect, test } from 'vitest'
import { sampleBook } from '../testing/sample-book.ts'
import { SCRIPT } from './script.ts'
import { writeHtml } from './write-html.ts'

const decoded = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const page = (book = sampleBook()): string => decoded(writeHtml(book))
const embedded = (text: string) =>
  JSON.parse(/<script type="application\/json" id="gouji-data">([\s\S]*?)<\/script>/.exec(text)![1]!)

/** The sample with one more paragraph. */
function bookSaying(text: string): ReturnType<typeof sampleBook> {
  const book = sampleBook()
  return { ...book, blocks: [...book.blocks, { kind: 'paragraph', style: 'body', runs: [{ text }] }] }
}

test('needs nothing from outside, and lets only its own style and script act', () => {
  const text = page()
  expect(text).not.toMatch(/\s(?:src|style|on\w+)=|@import|url\(|https?:/)
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(text)![1]!.replaceAll('&#39;', "'")
  expect(policy).toContain("default-src 'none'")
  for (const part of ['style', 'script']) {
    const content = new RegExp(`<${part}>([\\s\\S]*?)</${part}>`).exec(text)![1]!
    expect(policy).toContain(`${part}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`)
  }
})

test('lets no text become markup, in words, data or style', () => {
  const evil = '</script><script>alert(1)</script></title><!-- " \' \u2028 \u202e'
  const book = bookSaying(evil)
  const figures = book.figures.map((figure) => ({ ...figure, expression: evil, terms: [{ name: evil, text: evil }] }))
  const fonts = { ...book.look.fonts, body: ['a";}</style><b>'] }
  const text = page({ ...book, figures, organisation: evil, title: evil, look: { ...book.look, fonts } })
  expect(text.match(/<script/g)).toHaveLength(2)
  expect(text.match(/<\/script>/g)).toHaveLength(2)
  expect(text.match(/<\/style>/g)).toHaveLength(1)
  expect(text).not.toContain('<b>')
  expect(embedded(text).texts).toEqual([evil])
})

test('tags each figure with its context, exact value, unit, scale and decimals', () => {
  const text = page()
  const [, attributes] = /<data id="f0"([^>]*)>4667\.01<\/data>/.exec(text)!
  expect(attributes).toContain(' value="46670055.50"')
  expect(attributes).toContain(' data-unit="CNY" data-scale="4" data-decimals="-2"')
  const context = Number(/data-context="c(\d+)"/.exec(attributes!)![1])
  const data = embedded(text)
  expect(data.contexts[context]).toEqual({ year: '2025', stage: 'budget', flow: 'expenditure' })
  expect(data.members.flow).toEqual({ income: '收入', expenditure: '支出' })
  expect(data.members.function['2210201']).toBe('住房公积金')
  expect(data.figures).toHaveLength(sampleBook().figures.length)
  expect(data.figures[0]).toHaveLength(data.figureColumns.length)
  expect(text.match(/<data /g)).toHaveLength(sampleBook().figures.length)
})

test.each([
  [{ kind: 'share', ratio: { n: 1n, d: 3n }, unit: '%' }, 'value="0.3333333333"', 'data-scale="-2" data-decimals="4"'],
  [{ kind: 'count', count: 12n, unit: '辆' }, 'value="12"', 'data-unit="辆" data-scale="0"'],
  [{ kind: 'change', fen: -120n, unit: '元' }, 'value="-1.20"', 'data-unit="CNY" data-scale="0" data-decimals="2"'],
] as const)('the value of %o', (more, value, scale) => {
  const figure = { id: 0, text: '1', decimals: 2, expression: '', ...more }
  const blocks = [{ kind: 'paragraph', style: 'body', runs: [{ text: '1', figure: 0 }] }] as const
  const text = page({ ...sampleBook(), blocks, figures: [figure] })
  expect(text).toContain(value)
  expect(text).toContain(scale)
})

test('has each id once, and each link leads somewhere', () => {
  const text = page(sampleBook({ repeat: 3 }))
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]!)
  expect(new Set(ids).size).toBe(ids.length)
  for (const attribute of ['href="#', 'aria-labelledby="', 'aria-describedby="', 'headers="']) {
    const named = [...text.matchAll(new RegExp(`${attribute}([^"]+)"`, 'g'))].flatMap((m) => m[1]!.split(' '))
    expect(named.filter((id) => !ids.includes(id))).toEqual([])
  }
})

test('heads of tables say how far they reach, and labels head their rows', () => {
  const text = page()
  expect(text).toContain('<html lang="zh-CN">')
  expect(text).toContain('<colgroup><col class="k3"><col class="k4"></colgroup>')
  expect(text).toContain('<th scope="colgroup" class="center" colspan="2">基本支出</th>')
  expect(text).toMatch(/<th scope="col" class="center hl" rowspan="2">科目名称<\/th>/)
  expect(text).toContain('<th scope="row" class="i2">行政运行</th>')
  expect(text).toContain('<th scope="row" rowspan="3">库房“十防”改造</th>')
  // Two panels: the amount on the right names its own label, not the one on the left.
  expect(text).toMatch(/headers="t-balance-2-2 t-balance-0-2 t-balance-1-3"[^>]*><data[^>]*>4327\.01/)
})

test('positions that no cell covers are filled', () => {
  const row = { role: 'body', cells: [{ column: 2, columnSpan: 1, rowSpan: 1, role: 'text', align: 'left', runs: [] }] }
  const book = sampleBook()
  const table = { ...book.blocks.find((b) => b.kind === 'table')!.table, widths: [1, 1, 1], headRows: 0, rows: [row] }
  const text = page({ ...book, blocks: [{ kind: 'table', table: table as never }] })
  expect(text).toContain('<tr><td></td><td></td><td></td></tr>')
})

test('a reader of the page finds the words, and nothing that is only there for browsers', async () => {
  const { blocks } = await readDocument(writeHtml(sampleBook()), 'page.html')
  const words = blocks.flatMap((b) => ('text' in b ? [b.text] : []))
  expect(words).toContain('示例市档案馆2025年收支总预算4667.01万元，其中：住房保障支出340.00万元。')
  expect(words[0]).toBe('示例市档案馆2025年单位预算')
  expect(words).not.toContain('目录')
  const tables = blocks.filter((b): b is Table => b.kind === 'table')
  expect(tables.map((t) => [t.rows, t.columns])).toEqual([
    [5, 4],
    [11, 7],
    [3, 5],
    [4, 7],
  ])
})

test('the script is a program, and the page the same for the same book', () => {
  expect(() => new Function(SCRIPT)).not.toThrow()
  expect(page()).toBe(page())
})

test('a book of two thousand lines stays below two megabytes', () => {
  expect(writeHtml(sampleBook({ repeat: 300 })).length).toBeLessThan(2_000_000)
})
