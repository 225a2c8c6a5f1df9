import type { Book, BookTable } from '@gouji/compose'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { sampleBook } from '../testing/sample-book.ts'
import { fitColumns } from './columns.ts'
import { writeDocx } from './index.ts'
import { textWidth } from './page.ts'

const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))

const all = (xml: string, pattern: RegExp): string[] => [...xml.matchAll(pattern)].map((match) => match[1] ?? match[0])
const tablesIn = (xml: string): string[] => all(xml, /<w:tbl>.*?<\/w:tbl>/gs)
const paragraphWith = (xml: string, text: string): string =>
  all(xml, /<w:p>(?:(?!<w:p>).)*?<\/w:p>/gs).find((paragraph) => paragraph.includes(text))!

let parts: Record<string, string>
let body: string
beforeAll(async () => {
  parts = partsOf(await writeDocx(sampleBook({ repeat: 12 })))
  body = parts['word/document.xml']!
})

describe('a book in Word', () => {
  it('is the same bytes for the same book', async () => {
    const [one, other] = [await writeDocx(sampleBook()), await writeDocx(sampleBook())]
    expect(Buffer.compare(one, other)).toBe(0)
  })

  it('says whose it is and when it was written, by its own date', () => {
    expect(parts['docProps/core.xml']).toContain('<dc:title>示例市档案馆2025年单位预算</dc:title>')
    expect(all(parts['docProps/core.xml']!, />(2\d{3}-[^<]*)</g)).toEqual([
      '2025-02-14T00:00:00Z',
      '2025-02-14T00:00:00Z',
    ])
    expect(parts['docProps/app.xml']).toContain('<Company>示例市档案馆</Company>')
  })

  it('has real headings, and contents with their pages', () => {
    expect(paragraphWith(body, '（一）主要职能</w:t></w:r><w:bookmarkEnd')).toContain('<w:pStyle w:val="Heading2"/>')
    expect(body).toContain('TOC \\h \\o &quot;1-2&quot;')
    expect(
      all(body, /PAGEREF _Toc\d+ \\h<\/w:instrText><w:fldChar w:fldCharType="separate"\/><w:t[^>]*>(\d+)</g),
    ).toEqual(['2', '2', '2', '2'])
    expect(parts['word/settings.xml']).not.toContain('updateFields')
  })

  it('names styles as the office does, with fonts for Chinese and others that stand in', () => {
    const styles = parts['word/styles.xml']!
    for (const name of ['公文正文', '表题', '表注', '表格文字', '表格数字'])
      expect(styles).toContain(`<w:name w:val="${name}"/>`)
    expect(styles).toContain('w:eastAsia="仿宋_GB2312"')
    expect(parts['word/fontTable.xml']).toContain('<w:altName w:val="仿宋,FangSong,Noto Serif SC"/>')
  })

  it('indents by paragraph, never by blanks', () => {
    expect(parts['word/styles.xml']).toContain('w:firstLineChars="200"')
    expect(body).not.toMatch(/<w:t[^>]*>[\s\u3000]+\S/)
    expect(paragraphWith(body, '行政运行')).toContain('<w:ind w:left="360"/>')
  })
})

describe('pages', () => {
  it('lie across where a table does, and the cover has no number', () => {
    const sections = all(body, /<w:sectPr>.*?<\/w:sectPr>/gs)
    expect(sections.map((section) => section.includes('landscape'))).toEqual([false, false, true, false, true])
    expect(sections.map((section) => section.includes('footerReference'))).toEqual([false, true, true, true, true])
    expect(sections[1]).toContain('<w:pgNumType w:start="1"/>')
    const footer = Object.entries(parts).find(([name]) => /footer\d*\.xml$/.test(name))![1]
    expect(footer).toMatch(/— .*PAGE.* —/s)
  })

  it('end without a blank page behind a full table', () => {
    const behind = all(body, /<\/w:tbl>(<w:p>(?:(?!<\/w:p>).)*)(?:<w:sectPr>|<\/w:p><w:sectPr>)/g)
    expect(behind.length).toBeGreaterThan(1)
    for (const paragraph of behind)
      expect(paragraph).toMatch(/<w:pStyle w:val="TableNote"|w:line="20" w:lineRule="exact"/)
  })

  it('take a heading along to the lying table that it belongs to', async () => {
    const book = sampleBook()
    const at = book.blocks.findIndex((block) => block.kind === 'table' && block.table.id === 'expenditure')
    const heading = { kind: 'heading', level: 2, id: 'x', runs: [{ text: '支出总表' }] } as const
    const blocks = [...book.blocks.slice(0, at), heading, ...book.blocks.slice(at)]
    const xml = partsOf(await writeDocx({ ...book, blocks }))['word/document.xml']!
    const place = xml.lastIndexOf('支出总表</w:t>')
    expect(xml.slice(xml.lastIndexOf('<w:sectPr>', xml.indexOf('2025年单位支出预算总表')), place)).not.toContain(
      '</w:tbl>',
    )
    expect(/<w:pgSz[^>]*>/.exec(xml.slice(place))![0]).toContain('landscape')
  })
})

describe('a form', () => {
  it('is as wide as the text, with every row whole and the head on every page', () => {
    const [, wide] = tablesIn(body)
    const columns = all(wide!, /<w:gridCol w:w="(\d+)"/g).map(Number)
    expect(columns.reduce((a, b) => a + b, 0)).toBe(textWidth('landscape'))
    expect(all(wide!, /<w:tblHeader\/>/g)).toHaveLength(3)
    expect(all(wide!, /<w:cantSplit\/>/g)).toHaveLength(all(wide!, /<w:tr>/g).length)
  })

  it('stays with its number, title and line; the unit stands at a tab stop', () => {
    const styles = parts['word/styles.xml']!
    for (const id of ['TableNumber', 'TableTitle', 'TableLine']) {
      expect(new RegExp(`w:styleId="${id}".*?</w:style>`, 's').exec(styles)![0]).toContain('<w:keepNext/>')
    }
    const line = paragraphWith(body, '单位：万元')
    expect(line).toMatch(/部门名称：示例市档案馆<\/w:t><w:tab\/><w:t[^>]*>单位：万元/)
    expect(line).toContain(`<w:tab w:val="right" w:pos="${textWidth('portrait')}"/>`)
    const head = /<w:tr>.*?<\/w:tr>/s.exec(tablesIn(body)[0]!)![0]
    expect(all(head, /<w:keepNext\/>/g)).toHaveLength(all(head, /<w:p>/g).length)
  })

  it('divides a row only when no page could hold it', async () => {
    const [table] = sampleBook().blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))
    const rows = table!.rows.map((row, r) =>
      r === 2
        ? { ...row, cells: row.cells.map((c) => (c.column === 0 ? { ...c, runs: [{ text: '长'.repeat(3000) }] } : c)) }
        : row,
    )
    const book: Book = { ...sampleBook(), blocks: [{ kind: 'table', table: { ...table!, rows } }] }
    const xml = partsOf(await writeDocx(book))['word/document.xml']!
    const whole = all(xml, /<w:tr>.*?<\/w:tr>/gs).map((row) => row.includes('<w:cantSplit/>'))
    expect(whole).toEqual([true, true, false, true, true])
  })

  it('merges cells downwards and across', () => {
    const goal = tablesIn(body).at(-1)!
    expect(all(goal, /<w:vMerge w:val="(\w+)"\/>/g)).toEqual(['restart', 'restart', 'continue', 'continue', 'continue'])
    expect(tablesIn(body)[0]).toContain('<w:gridSpan w:val="2"/>')
  })
})

describe('columns', () => {
  const table = (widths: number[], texts: string[]): BookTable => ({
    id: 't',
    form: 't',
    title: 't',
    orientation: 'portrait',
    widths,
    headRows: 0,
    notes: [],
    rows: [
      {
        role: 'body',
        cells: texts.map((text, column) => ({
          column,
          columnSpan: 1,
          rowSpan: 1,
          role: column === 0 ? ('label' as const) : ('amount' as const),
          align: 'right' as const,
          runs: [{ text }],
        })),
      },
    ],
  })

  it('follow the form where they can', () => {
    expect(fitColumns(table([3, 1], ['一般公共服务支出', '1.00']), 9, 8000)).toMatchObject({
      columns: [6000, 2000],
      size: 9,
    })
  })

  it('widen where a number would break, at the cost of those with room', () => {
    const { columns, size } = fitColumns(table([30, 1, 10], ['支出', '1234567.89', '1.00']), 9, 8000)
    expect(size).toBe(9)
    expect(columns[1]).toBeGreaterThan(10 * 0.5 * 9 * 20)
    expect(columns.reduce((a, b) => a + b, 0)).toBe(8000)
  })

  it('take smaller letters before a number breaks', () => {
    const texts = ['支出', ...Array.from({ length: 11 }, () => '1234567.89')]
    const { size } = fitColumns(
      table(
        texts.map(() => 1),
        texts,
      ),
      9,
      9000,
    )
    expect(size).toBeLessThan(9)
    expect(size).toBeGreaterThan(5)
  })
})

it('takes text with signs that XML does not know', async () => {
  const book: Book = {
    ...sampleBook(),
    blocks: [{ kind: 'paragraph', style: 'body', runs: [{ text: 'a\u0000<b>&\ud800' }] }],
  }
  expect(partsOf(await writeDocx(book))['word/document.xml']).toContain('a\ufffd&lt;b&gt;&amp;\ufffd')
})
