/** What is written for offices is read again by the project's own readers: every cell, where it stands, as it is printed. */
import type { Book, BookTable } from '@gouji/compose'
import type { Document, Table } from '@gouji/document'
import { readDocument } from '@gouji/files'
import { writeDocx, writeXlsx } from '@gouji/write'
import { describe, expect, it } from 'vitest'
import { sampleBook } from '../../packages/write/src/testing/sample-book.ts'

interface Printed {
  readonly at: string
  readonly text: string
}

const tablesOf = (book: Book): BookTable[] =>
  book.blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))

const composed = (table: BookTable): Printed[] =>
  table.rows.flatMap(({ cells }, row) =>
    cells.map((cell) => ({
      at: `${row},${cell.column} ${cell.rowSpan}x${cell.columnSpan}`,
      text: cell.runs.map((run) => run.text).join(''),
    })),
  )

const read = (table: Table): Printed[] =>
  table.cells.map(({ row, column, rowSpan, columnSpan, text }) => ({
    at: `${row},${column} ${rowSpan}x${columnSpan}`,
    text,
  }))

const shown = (cells: readonly Printed[]): string[] =>
  cells.filter(({ text }) => text !== '').map(({ at, text }) => `${at} ${text}`)

const formsOf = ({ blocks }: Document): Table[] => blocks.filter((block): block is Table => block.kind === 'table')

describe.each([
  ['Word', 'docx', writeDocx],
  ['Excel', 'xlsx', async (book: Book) => writeXlsx(book)],
] as const)('a book in %s', (_, ending, write) => {
  it.each([1, 12])('comes back cell by cell, with the lines of subjects %i times', async (repeat) => {
    const book = sampleBook({ repeat })
    const document = await readDocument(await write(book), `book.${ending}`)
    const forms = formsOf(document)
    const wanted = tablesOf(book)
    expect(forms).toHaveLength(wanted.length)
    for (const [i, table] of wanted.entries()) expect(shown(read(forms[i]!))).toEqual(shown(composed(table)))
  })

  it('comes back with titles, units and notes above and below its forms, and the depth of its labels', async () => {
    const book = sampleBook()
    const { blocks } = await readDocument(await write(book), `book.${ending}`)
    const lines = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.text.split(/\t|\s{2,}/) : []))
    for (const { number, title, left, right, notes } of tablesOf(book)) {
      const all = [number, title, left, right, ...notes.map((note) => note.map((run) => run.text).join(''))]
      for (const text of all) if (text) expect(lines).toContain(text)
    }
    const [, expenditure] = formsOf({ blocks } as unknown as Document)
    const depth = (text: string): number => expenditure!.cells.find((cell) => cell.text === text)?.indent ?? 0
    expect(depth('一般公共服务支出')).toBe(0)
    expect(depth('档案事务')).toBeGreaterThan(0)
    expect(depth('行政运行')).toBe(2 * depth('档案事务'))
  })
})
