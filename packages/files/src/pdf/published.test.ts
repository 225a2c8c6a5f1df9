/** Tables of published budgets; the documents themselves are not part of the project. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Cell, Document, Table } from '@gouji/document'
import { describe, expect, it } from 'vitest'
import { readPdf } from './index.ts'

const folder = fileURLToPath(new URL('../../../../../shared/corpus/pdf/', import.meta.url))

const tablesOf = (document: Document) => document.blocks.filter((block): block is Table => block.kind === 'table')

function at(document: Document, page: number, row: number, column: number): string | undefined {
  const table = tablesOf(document).find((one) => one.place.page === page)
  const covers = (cell: Cell) =>
    row >= cell.row && row < cell.row + cell.rowSpan && column >= cell.column && column < cell.column + cell.columnSpan
  return table?.cells.find(covers)?.text
}

/** Pages with a table, and its rows × columns. */
const shapes: Record<string, string> = {
  'shanghai-final-accounts-blank-form':
    '4:9x3 5:30x4 6:10x9 7:10x8 8:17x7 9:15x7 10:10x5 11:40x6 12:5x12 13:6x8 14:6x8',
  'shanghai-putuo-finance-2024-final':
    '5:4x3 6:29x4 7:3x4 8:18x11 9:5x11 10:15x10 11:8x10 12:15x7 13:19x7 15:24x7 16:22x8 17:21x8 18:6x12 19:12x10 20:12x10',
  'shanghai-putuo-finance-2025-budget':
    '9:16x4 10:15x9 11:11x9 12:15x7 13:11x7 14:10x7 15:16x7 16:10x7 17:16x7 18:16x7 19:17x6 20:19x6 21:4x7',
  'shanghai-putuo-welfare-home-2024-budget': '7:16x7 8:18x9 9:18x7 10:16x7 11:18x7 12:16x7 13:16x7 14:30x6 15:4x7',
  'shanghai-wanli-street-2024-budget':
    '10:16x4 11:15x9 12:18x9 13:18x9 14:18x9 15:1x6 16:15x7 17:18x7 18:18x7 19:18x7 20:1x4 21:16x7 22:16x7 23:19x7 24:19x7 25:19x7 26:9x7 27:15x7 28:15x7 29:16x6 30:19x6 31:4x7',
}

/** Page, row and column from 0, and what is printed there. */
const figures: Record<string, [number, number, number, string][]> = {
  'shanghai-putuo-finance-2024-final': [
    [6, 28, 1, '2,946.25'],
    [8, 3, 10, '6.20'],
    [10, 3, 5, '2,336.91'],
    [10, 6, 6, '8.37'],
    [12, 2, 4, '2,106.66'],
    [16, 5, 3, '1,238.58'],
    [16, 5, 7, '7.61'],
    [17, 20, 7, '184.65'],
    [18, 5, 10, '0.95'],
  ],
  'shanghai-putuo-finance-2025-budget': [
    [9, 15, 3, '31,214,205.80'],
    [12, 14, 6, ''],
    [13, 10, 6, '6,093,114.80'],
    [21, 3, 6, '229.43'],
  ],
  'shanghai-putuo-welfare-home-2024-budget': [
    [7, 15, 5, '2,120,950'],
    [14, 29, 3, '9,501,164'],
  ],
}

describe.skipIf(!existsSync(folder))('published documents (skipped where the corpus is absent)', () => {
  it.each(Object.keys(shapes))('%s', async (name) => {
    const document = await readPdf(readFileSync(`${folder}${name}.pdf`), name)
    const found = tablesOf(document).map((table) => `${table.place.page}:${table.rows}x${table.columns}`)
    expect(found.join(' ')).toBe(shapes[name])
    expect(tablesOf(document).every((table) => table.grid === 'ruled')).toBe(true)
    for (const [page, row, column, printed] of figures[name] ?? []) {
      expect([page, row, column, at(document, page, row, column)]).toEqual([page, row, column, printed])
    }
  })
})
