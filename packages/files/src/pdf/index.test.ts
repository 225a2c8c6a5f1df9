import type { Cell, Document, Paragraph, Table } from '@gouji/document'
import { describe, expect, it } from 'vitest'
import { readPdf } from './index.ts'
import { bar, gridLines, line, type TestPage, text, writePdf } from './testing/write-pdf.ts'

const read = (...pages: TestPage[]) => readPdf(writePdf(pages), 'test.pdf')
const tablesOf = (document: Document) => document.blocks.filter((block): block is Table => block.kind === 'table')
const paragraphsOf = (document: Document) =>
  document.blocks.filter((block): block is Paragraph => block.kind === 'paragraph')

/** Rows of cell texts; a spanned position is left out. */
function rowsOf(table: Table | undefined): string[][] {
  if (!table) return []
  return Array.from({ length: table.rows }, (_, row) =>
    table.cells.filter((cell) => cell.row === row).map((cell) => cell.text),
  )
}

const cellWith = (table: Table | undefined, value: string): Cell | undefined =>
  table?.cells.find((cell) => cell.text === value)

/** Two columns and three rows with their texts; cells are 100 by 20 points, the table begins 50 from left and top. */
const xs = [50, 150, 250]
const ys = [250, 230, 210, 190]
const texts =
  text(54, 236, 'Item') + text(160, 236, 'Sum') + text(54, 216, 'A') + text(200, 216, '31,214.50') + text(54, 196, 'B')
const expected = [
  ['Item', 'Sum'],
  ['A', '31,214.50'],
  ['B', ''],
]

describe('ruling lines', () => {
  const bars = (x1: number, y1: number, x2: number, y2: number) =>
    bar(x1, y1, Math.max(x2 - x1, 0.6), Math.max(y2 - y1, 0.6))
  const pieces = (x1: number, y1: number, x2: number, y2: number) => {
    let drawn = ''
    for (let part = 0; part < 10; part++) {
      const [from, to] = [part / 10, (part + 1) / 10 - 0.004]
      drawn += line(x1 + (x2 - x1) * from, y1 + (y2 - y1) * from, x1 + (x2 - x1) * to, y1 + (y2 - y1) * to)
    }
    return drawn
  }
  const doubled = (x1: number, y1: number, x2: number, y2: number) =>
    line(x1, y1, x2, y2) +
    line(x1 + (x1 === x2 ? 1.8 : 0), y1 + (y1 === y2 ? 1.8 : 0), x2 + (x1 === x2 ? 1.8 : 0), y2 + (y1 === y2 ? 1.8 : 0))
  const outlines = xs
    .slice(1)
    .flatMap((right, column) => ys.slice(1).map((bottom) => `${xs[column]} ${bottom} ${right - xs[column]!} 20 re S\n`))
    .join('')

  it.each([
    ['strokes', gridLines(xs, ys)],
    ['thin filled rectangles', gridLines(xs, ys, bars)],
    ['many short pieces', gridLines(xs, ys, pieces)],
    ['double lines', gridLines(xs, ys, doubled)],
    ['outlines of cells', outlines],
    [
      'lying lines that reach past the only standing one',
      ys.map((y) => line(50, y, 250, y)).join('') + line(150, 190, 150, 250),
    ],
  ])('makes a grid of %s', async (_, drawing) => {
    const [table, ...others] = tablesOf(await read({ content: drawing + texts }))
    expect(rowsOf(table)).toEqual(expected)
    expect(table?.grid).toBe('ruled')
    expect(others).toEqual([])
  })

  it('follows the matrix of a form', async () => {
    const form = { content: gridLines([0, 50, 100], [30, 20, 10, 0]), matrix: [2, 0, 0, 2, 50, 190] }
    expect(rowsOf(tablesOf(await read({ content: `/X1 Do\n${texts}`, form }))[0])).toEqual(expected)
  })

  it('tells places in points from the top left', async () => {
    const cell = cellWith(tablesOf(await read({ content: gridLines(xs, ys) + texts }))[0], '31,214.50')
    expect(cell?.place).toEqual({ page: 1, box: [150, 70, 250, 90] })
    expect(cell?.indent).toBe(50)
  })

  it('takes a missing wall for a span, in headers of several levels', async () => {
    const content =
      line(50, 250, 350, 250) +
      line(150, 230, 350, 230) +
      line(50, 210, 350, 210) +
      line(50, 190, 350, 190) +
      [50, 150, 350].map((x) => line(x, 190, x, 250)).join('') +
      line(250, 190, 250, 230) +
      text(60, 226, 'Unit') +
      text(230, 236, 'Spent') +
      text(160, 216, 'Staff') +
      text(260, 216, 'Other') +
      text(60, 196, 'A') +
      text(200, 196, '1.00') +
      text(300, 196, '2.00')
    const [table] = tablesOf(await read({ content }))
    expect(cellWith(table, 'Unit')).toMatchObject({ row: 0, column: 0, rowSpan: 2, columnSpan: 1 })
    expect(cellWith(table, 'Spent')).toMatchObject({ row: 0, column: 1, rowSpan: 1, columnSpan: 2 })
    expect(cellWith(table, 'Other')).toMatchObject({ row: 1, column: 2 })
    expect(cellWith(table, '2.00')).toMatchObject({ row: 2, column: 2 })
  })

  it('makes one edge of two that were drawn by hand a little apart', async () => {
    const content =
      [250, 230, 210].map((y) => line(50, y, 250, y)).join('') +
      [50, 250].map((x) => line(x, 210, x, 250)).join('') +
      line(150, 230, 150, 250) +
      line(156, 210, 156, 230) +
      text(60, 236, 'a') +
      text(160, 236, 'b') +
      text(60, 216, '1') +
      text(160, 216, '2')
    expect(rowsOf(tablesOf(await read({ content }))[0])).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  it('reads two tables of one page in their order', async () => {
    const content =
      gridLines(xs, ys) +
      texts +
      text(50, 160, 'Between the tables') +
      gridLines(xs, [120, 100, 80]) +
      text(60, 105, 'C')
    const document = await read({ content })
    expect(document.blocks.map((block) => block.kind)).toEqual(['table', 'paragraph', 'table'])
  })

  it('takes a frame or an underline for no table', async () => {
    const content = gridLines([20, 380], [20, 280]) + text(100, 200, 'In a frame') + line(100, 198, 150, 198)
    const document = await read({ content })
    expect(document.blocks.map((block) => block.kind)).toEqual(['paragraph'])
  })
})

describe('pages', () => {
  it('turns places with a rotated page', async () => {
    // Drawn sideways on an upright page that asks to be shown turned by 90 degrees.
    const content = `q 0 1 -1 0 300 0 cm ${gridLines(xs, ys)}${texts} Q`
    const document = await read({ content, width: 300, height: 400, rotate: 90 })
    expect(document.pages[0]).toMatchObject({ width: 400, height: 300 })
    const [table] = tablesOf(document)
    expect(rowsOf(table)).toEqual(expected)
    expect(cellWith(table, '31,214.50')?.place.box).toEqual([150, 70, 250, 90])
  })

  it('reads text that runs sideways on a page that does not turn', async () => {
    const content = `q 0 1 -1 0 300 0 cm ${gridLines(xs, ys)}${texts} Q`
    const document = await read({ content, width: 300, height: 400 })
    const [table] = tablesOf(document)
    expect(rowsOf(table)).toEqual(expected)
    expect(cellWith(table, '31,214.50')?.place.box).toEqual([70, 150, 90, 250])
  })

  it('measures from the corner of the crop box', async () => {
    const document = await read({ content: gridLines(xs, ys) + texts, cropBox: [40, 100, 300, 280] })
    expect(document.pages[0]).toMatchObject({ width: 260, height: 180 })
    expect(cellWith(tablesOf(document)[0], '31,214.50')?.place.box).toEqual([110, 50, 210, 70])
  })

  it('leaves out text off the page or clipped away, with a doubt', async () => {
    const content = `${text(50, 150, 'Seen')}${text(450, 150, 'Beyond')}q 0 0 60 300 re W n ${text(100, 100, '123.45')} Q`
    const document = await read({ content })
    expect(paragraphsOf(document).map((paragraph) => paragraph.text)).toEqual(['Seen'])
    expect(document.doubts).toMatchObject([{ code: 'text-off-page', facts: { characters: 12 } }])
  })

  it('keeps a figure whole of which a clip path hides a part', async () => {
    const document = await read({ content: `q 0 0 115 300 re W n ${text(100, 100, '123.45')} Q` })
    expect(paragraphsOf(document).map((paragraph) => paragraph.text)).toEqual(['123.45'])
  })

  it('says of a scanned page that it has no text, and of an empty page nothing', async () => {
    const scan = 'q 400 0 0 300 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x\nEI Q\n'
    const document = await read({ content: scan }, { content: '' }, { content: scan + text(200, 10, '- 3 -') })
    expect(document.pages.map((page) => page.hasText)).toEqual([false, false, false])
    expect(document.doubts.map((doubt) => [doubt.code, doubt.place.page])).toEqual([
      ['page-without-text', 1],
      ['page-without-text', 3],
    ])
  })
})

describe('text in cells', () => {
  const inGrid = (content: string) =>
    read({ content: gridLines(xs, ys) + content }).then((document) => tablesOf(document)[0])

  it('keeps digits that stand off their line in their cell', async () => {
    const table = await inGrid(
      text(54, 216, '项目') + text(154, 221, '2,336.91') + text(54, 196, '合计') + text(154, 191.5, '603.14'),
    )
    expect(rowsOf(table).slice(1)).toEqual([
      ['项目', '2,336.91'],
      ['合计', '603.14'],
    ])
  })

  it('never splits a figure between two cells', async () => {
    const table = await inGrid(text(120, 216, '1,234,567,890.12') + text(54, 196, 'B'))
    expect(
      rowsOf(table)
        .flat()
        .filter((value) => /\d/.test(value)),
    ).toEqual(['1,234,567,890.12'])
  })

  it('gives a figure that is too wide to the cell at whose right wall it ends', async () => {
    const table = await inGrid(text(54, 196, 'B') + text(142, 216, '9,991,234,567,890.12'))
    expect(cellWith(table, '9,991,234,567,890.12')).toMatchObject({ row: 1, column: 1 })
  })

  it('gives a label that is too long to the cell that it starts in', async () => {
    const table = await inGrid(text(54, 216, '一二三四五六七八九十一二三四五六七') + text(54, 196, 'B'))
    expect(cellWith(table, '一二三四五六七八九十一二三四五六七')).toMatchObject({ row: 1, column: 0 })
  })

  it('parts texts that nearly touch at the wall', async () => {
    const table = await inGrid(text(89, 216, '一般公共支出') + text(151, 216, '2,106.66'))
    expect(rowsOf(table)[1]).toEqual(['一般公共支出', '2,106.66'])
  })

  it('parts a figure from a bracket whose empty half reaches over the wall', async () => {
    const table = await inGrid(text(114, 216, '2249.34') + text(146, 216, '（一）公共安全'))
    expect(rowsOf(table)[1]).toEqual(['2249.34', '（一）公共安全'])
  })

  it.each([
    ['Chinese lines with nothing between', [text(54, 222, '基本养老', 8), text(54, 213, '保险', 8)], '基本养老保险'],
    ['words with a blank', [text(54, 222, 'basic', 8), text(54, 213, 'pension', 8)], 'basic pension'],
    ['a figure broken after its comma', [text(54, 222, '31,214,', 8), text(54, 213, '205.80', 8)], '31,214,205.80'],
    ['a figure of two text objects', [text(54, 216, '31,214,'), text(84.4, 216, '205.80')], '31,214,205.80'],
    ['but two figures with a blank', [text(54, 222, '2024', 8), text(54, 213, '2025', 8)], '2024 2025'],
    ['spaced words as they are', [text(54, 216, '收'), text(74, 216, '入')], '收 入'],
    ['bold letters printed twice once', [text(54, 216, '11.00'), text(54.3, 216, '11.00')], '11.00'],
    ['radicals as the letters that they stand for', [text(54, 216, '\u2f00般\u2ed4')], '一般门'],
  ])('joins %s', async (_, content, joined) => {
    const table = await inGrid(content.join(''))
    expect(rowsOf(table)[1]?.[0]).toBe(joined)
  })
})

describe('tables without a grid', () => {
  const rows = [
    ['Item', 'Budget', 'Final'],
    ['Staff', '1,200.00', '1,150.50'],
    ['Travel', '30.00', '28.10'],
    ['Cars', '', '5.00'],
    ['Total', '1,230.00', '1,183.60'],
  ]
  const set = rows
    .flatMap((row, index) =>
      row.map((value, column) =>
        text(column === 0 ? 50 : 190 + column * 80 - 5.3 * value.length, 240 - index * 16, value),
      ),
    )
    .join('')

  it('finds columns that are aligned over several lines', async () => {
    const [table] = tablesOf(await read({ content: text(150, 270, 'Spending') + set }))
    expect(rowsOf(table)).toEqual(rows)
    expect(table?.grid).toBe('aligned')
  })

  it('finds the columns of a three-line table', async () => {
    const rules = [254, 236, 170].map((y) => line(40, y, 370, y)).join('')
    expect(rowsOf(tablesOf(await read({ content: rules + set }))[0])).toEqual(rows)
  })

  it('takes a label of two lines with figures between them for one row', async () => {
    const figures = [240, 216, 192, 168].map((y) => text(200, y, '1,200.00') + text(300, y, '30.00')).join('')
    const labels =
      text(50, 246, 'Basic pension') +
      text(50, 235, 'of the staff') +
      [216, 192, 168].map((y) => text(50, y, 'Cars')).join('')
    const [table] = tablesOf(await read({ content: figures + labels }))
    expect(rowsOf(table)[0]).toEqual(['Basic pension of the staff', '1,200.00', '30.00'])
    expect(table?.rows).toBe(4)
  })

  it('parts columns that are set close together', async () => {
    const content = [240, 224, 208, 192]
      .map(
        (y) => text(50, y, '2010507') + text(93, y, '行政运行') + text(200, y, '9,876.50') + text(243, y, '1,234.50'),
      )
      .join('')
    expect(rowsOf(tablesOf(await read({ content }))[0])[2]).toEqual(['2010507', '行政运行', '9,876.50', '1,234.50'])
  })

  it('takes running text and a contents list for no table', async () => {
    const prose = [240, 224, 208].map((y) => text(50, y, '2024 budget 1,200.00 and final 1,150.50, in all')).join('')
    const contents = [140, 124, 108].map((y, index) => text(50, y, 'Part') + text(300, y, String(index + 3))).join('')
    expect(tablesOf(await read({ content: prose + contents }))).toEqual([])
  })
})

describe('paragraphs', () => {
  it('joins the lines of a paragraph, with the place of each', async () => {
    const full = '一二三四五六七八九十一二三四五六七八九十一二三四五六七八'
    const content =
      text(140, 270, '部门预算说明', 16) +
      text(70, 230, full) +
      text(50, 214, `${full}二三`) +
      text(50, 198, '为') +
      text(60, 201, '12.50') +
      text(88, 198, '万元。') +
      text(70, 182, full) +
      text(50, 166, '完。')
    const [title, first, second, ...others] = paragraphsOf(await read({ content }))
    expect(title).toMatchObject({ text: '部门预算说明', align: 'center', size: 16 })
    expect(first?.text).toBe(`${full}${full}二三为12.50万元。`)
    expect(first?.runs.map((run) => run.start)).toEqual([0, 28, 58])
    expect(first?.runs[1]?.place.box?.[0]).toBe(50)
    expect(second?.text).toBe(`${full}完。`)
    expect(others).toEqual([])
  })
})
