import type { Book, BookBlock, BookTable } from '@gouji/compose'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { sampleBook } from '../testing/sample-book.ts'
import { writeXlsx } from './index.ts'
import { sheetNames } from './sheet-names.ts'

const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
const tablesOf = (book: Book): BookTable[] =>
  book.blocks.flatMap((block: BookBlock) => (block.kind === 'table' ? [block.table] : []))

const BOOK = sampleBook()
const parts = partsOf(writeXlsx(BOOK))
const sheet = (n: number): string => parts[`xl/worksheets/sheet${n}.xml`]!
const cell = (n: number, address: string): string => new RegExp(`<c r="${address}".*?(?:/>|</c>)`).exec(sheet(n))![0]

describe('a book as a workbook', () => {
  it('is the same bytes for the same book', () => {
    expect(Buffer.compare(writeXlsx(sampleBook()), writeXlsx(sampleBook()))).toBe(0)
  })

  it('begins with contents that lead to a sheet for each form', () => {
    const names = [...parts['xl/workbook.xml']!.matchAll(/<sheet name="([^"]*)"/g)].map((match) => match[1])
    expect(names).toEqual([
      '目录',
      '表1 单位收支预算总表',
      '表3 单位支出预算总表',
      '表8 单位政府性基金预算支出表',
      '项目支出绩效目标表',
    ])
    expect(sheet(1)).toContain(`location="'表3 单位支出预算总表'!A1"`)
  })

  it('prints on one page across, with the head again on each page', () => {
    expect(parts['xl/workbook.xml']).toContain(`localSheetId="2">'表3 单位支出预算总表'!$A$1:$G$14</definedName>`)
    expect(parts['xl/workbook.xml']).toContain(`localSheetId="2">'表3 单位支出预算总表'!$4:$6</definedName>`)
    expect(sheet(3)).toContain('orientation="landscape" fitToWidth="1" fitToHeight="0"')
    expect(sheet(3)).toContain('ySplit="6" topLeftCell="A7"')
  })

  it('gives totals as formulas with their value, to the fen', () => {
    expect(cell(3, 'C7')).toContain('<f>SUM(C8,C12)</f><v>4667.00555</v>')
    expect(cell(3, 'C8')).toContain('<f>SUM(C9)</f><v>4327.00555</v>')
    expect(cell(3, 'C9')).toContain('<f>SUM(C10:C11)</f>')
    expect(cell(3, 'D7')).not.toContain('<f>')
  })

  it('gives no formula that would come to something else', () => {
    const figures = BOOK.figures.map((figure) =>
      figure.expression ? { ...figure, fen: figure.fen! + BigInt(figure.id) } : figure,
    )
    const other = partsOf(writeXlsx({ ...BOOK, figures }))['xl/worksheets/sheet3.xml']!
    expect(other).not.toContain('<f>SUM(C8,C12)</f>')
  })

  it('merges heads, keeps codes as text and indents by alignment', () => {
    expect(sheet(3)).toContain('<mergeCell ref="D4:E4"/>')
    expect(sheet(3)).toContain('<mergeCell ref="A4:A5"/>')
    expect(cell(3, 'A10')).toContain('t="inlineStr"')
    expect(cell(3, 'B10')).toContain('>行政运行<')
    const style = Number(/ s="(\d+)"/.exec(cell(3, 'B10'))![1])
    expect([...parts['xl/styles.xml']!.split('<cellXfs')[1]!.matchAll(/<xf .*?(?:<\/xf>|\/>)/g)][style]![0]).toContain(
      'indent="2"',
    )
  })

  it('lets no text become a formula', () => {
    const [first] = tablesOf(BOOK)
    const evil = '=HYPERLINK("http://x","y")'
    const rows = first!.rows.map((row, r) =>
      r === 2 ? { ...row, cells: row.cells.map((c) => (c.column === 0 ? { ...c, runs: [{ text: evil }] } : c)) } : row,
    )
    const book = {
      ...BOOK,
      blocks: [{ kind: 'table' as const, table: { ...first!, rows, title: `+${first!.title}` } }],
    }
    const written = partsOf(writeXlsx(book))
    const xml = written['xl/worksheets/sheet2.xml']!
    expect(xml).not.toContain('<f>')
    for (const text of ['=HYPERLINK', `+${first!.title}`]) {
      const style = Number(
        new RegExp(`s="(\\d+)" t="inlineStr"><is><t xml:space="preserve">${text.replace('+', '\\+')}`).exec(xml)![1],
      )
      const formats = [...written['xl/styles.xml']!.split('<cellXfs')[1]!.matchAll(/<xf .*?(?:<\/xf>|\/>)/g)]
      expect(formats[style]![0]).toContain('quotePrefix="1"')
    }
  })
})

describe('names of sheets', () => {
  const named = (...titles: string[]): string[] =>
    sheetNames(
      BOOK,
      titles.map((title) => ({ ...tablesOf(BOOK)[3]!, title })),
      ['目录'],
    )

  it('are legal, short and all different', () => {
    const names = named('a/b:c*[d]?', "'x'", '目录', 'History', '长'.repeat(40), '长'.repeat(40), 'A', 'a', '///')
    expect(names).toEqual([
      'a b c d',
      'x',
      '目录(2)',
      'History(2)',
      '长'.repeat(31),
      `${'长'.repeat(28)}(2)`,
      'A',
      'a(2)',
      '表',
    ])
  })
})
