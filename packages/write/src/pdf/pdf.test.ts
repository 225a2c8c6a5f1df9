import type { Book, BookBlock, BookCell, BookTable } from '@gouji/compose'
import type { Cell, Document, Paragraph, Table } from '@gouji/document'
import { readDocument } from '@gouji/files'
import { describe, expect, it } from 'vitest'
import { sampleBook } from '../testing/sample-book.ts'
import { PdfFailure, writePdf } from './index.ts'

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const readBack = async (book: Book): Promise<Document> => readDocument(await writePdf(book), 'book.pdf')
const tablesOf = (document: Document): Table[] => document.blocks.filter((b) => b.kind === 'table')
const wordsOf = (document: Document): string =>
  document.blocks
    .filter((b): b is Paragraph => b.kind === 'paragraph')
    .map((b) => b.text)
    .join('\n')
const plain = (text: string): string => text.replace(/\s/g, '')
const cellsOf = (tables: readonly Table[]): string[] =>
  tables.flatMap((t) => t.cells.map((c: Cell) => plain(c.text))).filter((text) => text !== '')
const bookTables = (book: Book): BookTable[] => book.blocks.flatMap((b) => (b.kind === 'table' ? [b.table] : []))
const composedCells = (table: BookTable): string[] =>
  table.rows.flatMap((row) => row.cells.map((c) => plain(c.runs.map((r) => r.text).join('')))).filter((t) => t !== '')
const paragraph = (text: string): BookBlock => ({ kind: 'paragraph', style: 'body', runs: [{ text }] })
const withBlocks = (blocks: readonly BookBlock[]): Book => ({ ...sampleBook(), blocks })

/** Everything that Typst markup, mathematics and code begin with. */
const HOSTILE = '#panic("x") $x^2$ \\n [a] *b* _c_ @ref "双" \'单\' // 注 `raw` <l> --- ~ {1} #import "/etc/passwd"'

describe('a book as PDF', () => {
  it('comes back with every cell of every table', async () => {
    const book = sampleBook()
    const tables = tablesOf(await readBack(book))
    expect(tables.map((table) => cellsOf([table]))).toEqual(bookTables(book).map(composedCells))
  })

  it('repeats the head rows on every page of a long table and loses no row', async () => {
    const book = sampleBook({ repeat: 12 })
    const wide = bookTables(book)[1]!
    const [head, body] = [3, wide.rows.length - 3]
    const pages = tablesOf(await readBack(book)).slice(1, -2)
    expect(pages.length).toBeGreaterThan(2)
    for (const page of pages) expect(cellsOf([page]).slice(0, 3)).toEqual(['科目编码', '科目名称', '总计'])
    expect(pages.reduce((sum, page) => sum + page.rows - head, 0)).toBe(body)
  })

  it('numbers its pages as official documents do, but not the cover', async () => {
    const document = await readBack(sampleBook())
    const footers = document.blocks.filter(
      (b): b is Paragraph => b.kind === 'paragraph' && /^—\s*\d+\s*—$/.test(b.text),
    )
    expect(footers.map((b) => [b.place.page, b.text.replace(/\D/g, '')])).toEqual(
      document.pages.slice(1).map((page) => [page.number, String(page.number - 1)]),
    )
  })

  it('turns the page for tables that lie, and takes their headings along', async () => {
    const [table] = bookTables(sampleBook()).slice(1)
    const document = await readBack(
      withBlocks([
        paragraph('正文。'),
        { kind: 'heading', level: 1, id: 'h', runs: [{ text: '三、报表' }] },
        { kind: 'table', table: table! },
      ]),
    )
    expect(document.pages.map((page) => page.width > page.height)).toEqual([false, true])
    const heading = document.blocks.find((b) => b.kind === 'paragraph' && b.text.includes('三、报表'))
    expect(heading?.place.page).toBe(2)
  })

  it('never leaves a title alone at the foot of a page', async () => {
    const long = { ...bookTables(sampleBook({ repeat: 8 }))[1]!, title: '长表', orientation: 'portrait' as const }
    const blocks = Array.from({ length: 8 }, (_, n): BookBlock[] => [
      { kind: 'page-break' },
      ...Array.from({ length: n + 14 }, (_, i) => paragraph(`第${i}段。`)),
      { kind: 'table', table: long },
    ])
    const document = await readBack(withBlocks(blocks.flat()))
    const titles = document.blocks.flatMap((b, i) => (b.kind === 'paragraph' && b.text === '长表' ? [i] : []))
    expect(titles).toHaveLength(8)
    for (const at of titles) {
      const table = document.blocks.slice(at).find((b) => b.kind === 'table')
      expect(table?.place.page).toBe(document.blocks[at]!.place.page)
      expect(table?.rows).toBeGreaterThan(3)
    }
  })

  it('does not tear a table that fits on a page, nor leave its heading behind', async () => {
    const short = { ...bookTables(sampleBook({ repeat: 2 }))[1]!, orientation: 'portrait' as const }
    for (const before of [0, 8, 14]) {
      const document = await readBack(
        withBlocks([
          ...Array.from({ length: before }, () => paragraph('一段。')),
          { kind: 'heading', level: 1, id: 'h', runs: [{ text: '三、报表' }] },
          { kind: 'table', table: short },
        ]),
      )
      const tables = tablesOf(document)
      expect(tables.map((table) => table.rows)).toEqual([short.rows.length])
      const heading = document.blocks.find((b) => b.kind === 'paragraph' && b.text === '三、报表')
      expect(heading?.place.page).toBe(tables[0]!.place.page)
    }
  })

  it('prints the words of a merged cell on the page on which its first row stands', async () => {
    const cell = (column: number, text: string, rowSpan = 1): BookCell => ({
      column,
      columnSpan: 1,
      rowSpan,
      role: 'text',
      align: 'left',
      runs: [{ text }],
    })
    const ROWS = 16
    const groups = Array.from({ length: 7 }, (_, n) => `馆藏重点档案抢救与数字化加工第${n + 1}期`)
    const rows = groups.flatMap((name, n) =>
      Array.from({ length: ROWS }, (_, i) => ({
        role: 'body' as const,
        cells: [...(i === 0 ? [cell(0, name, ROWS)] : []), cell(1, `指标${n + 1}-${i + 1}`)],
      })),
    )
    const head = { role: 'head' as const, cells: [cell(0, '项目名称'), cell(1, '三级指标')] }
    const shape = { orientation: 'portrait' as const, widths: [2, 9], headRows: 1, notes: [] }
    const table = { ...bookTables(sampleBook())[0]!, ...shape, title: '绩效表', rows: [head, ...rows] }
    for (const before of [0, 3, 7, 11]) {
      const document = await readBack(
        withBlocks([...Array.from({ length: before }, () => paragraph('一段。')), { kind: 'table', table }]),
      )
      const pages = new Map<string, number>()
      for (const part of tablesOf(document)) {
        for (const { text, place } of part.cells) {
          if (text !== '' && !pages.has(plain(text))) pages.set(plain(text), place.page!)
        }
      }
      expect(groups.map((name) => pages.get(name))).toEqual(groups.map((_, n) => pages.get(`指标${n + 1}-1`)))
    }
  })

  it('prints a row that is higher than a page, and words that have no end', async () => {
    const [sample] = bookTables(sampleBook()).slice(2)
    const endless = '9'.repeat(900)
    const story = '完成馆藏重点档案抢救与数字化加工，'.repeat(200)
    const goals = bookTables(sampleBook())[3]!
    const rows = goals.rows.map((row, at) =>
      at !== 2
        ? row
        : { ...row, cells: row.cells.map((c, i) => ({ ...c, runs: [{ text: [endless, story][i] ?? '1' }] })) },
    )
    const document = await readBack(withBlocks([{ kind: 'table', table: { ...sample!, ...goals, rows } }]))
    const printed = cellsOf(tablesOf(document)).join('')
    expect(printed.match(/9/g)!.length).toBeGreaterThanOrEqual(900)
    expect(printed.match(/抢/g)).toHaveLength(200)
    expect(document.pages.length).toBeGreaterThan(1)
  })
})

describe('words of a book', () => {
  it('are never commands of the typesetter', async () => {
    const [first] = bookTables(sampleBook())
    const table: BookTable = {
      ...first!,
      title: HOSTILE,
      left: HOSTILE,
      notes: [[{ text: HOSTILE }]],
      rows: first!.rows.map((row) => ({ ...row, cells: row.cells.map((c) => ({ ...c, runs: [{ text: HOSTILE }] })) })),
    }
    const book = withBlocks([
      { kind: 'cover', lines: [{ style: 'title', text: HOSTILE }] },
      { kind: 'contents', title: HOSTILE, depth: 2 },
      { kind: 'heading', level: 1, id: HOSTILE, runs: [{ text: HOSTILE }] },
      paragraph(HOSTILE),
      { kind: 'table', table },
    ])
    const document = await readBack({ ...book, title: HOSTILE, organisation: HOSTILE })
    expect(plain(wordsOf(document)).split(plain(HOSTILE)).length - 1).toBeGreaterThanOrEqual(6)
    const cells = cellsOf(tablesOf(document))
    expect(cells).toEqual(cells.map(() => plain(HOSTILE)))
  })

  it('may hold broken letters and control characters', async () => {
    const document = await readBack(withBlocks([paragraph('甲\u0000乙\ud800丙\u202e丁\u200b戊\u2028己')]))
    expect(plain(wordsOf(document))).toContain('甲乙丙丁戊己')
  })

  it('that no font can show are told, with and without a date', async () => {
    const book = withBlocks([paragraph('甲\u{3fff0}乙\u{1fffa}')])
    const { date: _, ...undated } = book
    for (const each of [book, undated]) {
      const failure = await writePdf(each).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(PdfFailure)
      expect((failure as PdfFailure).letters).toEqual(['\u{3fff0}', '\u{1fffa}'])
    }
    // The typesetter survives that.
    expect(latin(await writePdf(sampleBook()))).toMatch(/^%PDF-1\.7/)
  })
})

describe('the file', () => {
  it('is the same for the same book, whatever was printed before', async () => {
    const first = await writePdf(sampleBook())
    await writePdf(sampleBook({ repeat: 3 }))
    expect(Buffer.from(await writePdf(sampleBook())).equals(Buffer.from(first))).toBe(true)
  })

  it('says that it is PDF/A-2b, and in what language, of whom and of when', async () => {
    const text = latin(await writePdf(sampleBook()))
    expect(text).toMatch(/<pdfaid:part>2<\/pdfaid:part>/)
    expect(text).toMatch(/<pdfaid:conformance>B<\/pdfaid:conformance>/)
    expect(text).toMatch(/\/OutputIntents/)
    expect(text).toMatch(/\/Lang ?\(zh/)
    expect(text).toMatch(/\/CreationDate ?\(D:20250214/)
    expect(Buffer.from(text, 'latin1').toString('utf8')).toContain('示例市档案馆2025年单位预算')
    expect(text).not.toMatch(/\/JavaScript|\/EmbeddedFile/)
  })

  it('carries data as PDF/A-3b', async () => {
    const bytes = new TextEncoder().encode('{"年度":2025}')
    const attachments = [{ name: '数据.json', mime: 'application/json', bytes, description: '本册各数' }]
    const text = latin(await writePdf(sampleBook(), { attachments }))
    expect(text).toMatch(/<pdfaid:part>3<\/pdfaid:part>/)
    expect(text).toMatch(/\/AFRelationship ?\/Data/)
    expect(text).toMatch(/\/Type ?\/EmbeddedFile[^>]*application#2Fjson/)
  })

  it('has no date, and calls itself no PDF/A, when the book has none', async () => {
    const { date: _, ...undated } = sampleBook()
    const text = latin(await writePdf(undated))
    expect(text).not.toMatch(/CreationDate|CreateDate|pdfaid/)
    await expect(writePdf({ ...undated, date: '2025-02-30' })).rejects.toThrow(RangeError)
  })

  it('has a bookmark for every heading and every table, and links in its contents', async () => {
    const book = sampleBook()
    const text = latin(await writePdf(book))
    const entries = book.blocks.filter((b) => b.kind === 'heading' || b.kind === 'table')
    expect(text.match(/\/Title ?[(<][\s\S]{1,400}?\/Dest/g)).toHaveLength(entries.length)
    expect(text.match(/\/Subtype ?\/Link/g)!.length).toBeGreaterThanOrEqual(4)
  })
})
