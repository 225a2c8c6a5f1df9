import type { BookCell, BookTable } from '@gouji/compose'
import { describe, expect, it } from 'vitest'
import { PAPERS } from './papers.ts'
import { layTable } from './table-layout.ts'

const cell = (column: number, role: BookCell['role'], text: string): BookCell => ({
  column,
  columnSpan: 1,
  rowSpan: 1,
  role,
  align: 'left',
  runs: [{ text }],
})

/** A label and so many amounts. */
const table = (amounts: number, text = '1,234,567.89'): BookTable => ({
  id: 't',
  form: 't',
  title: '表',
  orientation: 'portrait',
  widths: Array.from({ length: amounts + 1 }, () => 1),
  headRows: 0,
  rows: [
    {
      role: 'body',
      cells: [
        cell(0, 'label', '一般公共服务支出'),
        ...Array.from({ length: amounts }, (_, i) => cell(i + 1, 'amount', text)),
      ],
    },
  ],
  notes: [],
})

describe('a table', () => {
  it.each([
    [3, 'portrait', 9],
    [7, 'portrait', 8],
    [14, 'landscape', 7],
    [20, 'foldout', 7.5],
  ] as const)('of %i amounts stands on %s in letters of %d points', (amounts, paper, size) => {
    expect(layTable(table(amounts), 9, 1, 0)).toMatchObject({ paper, size })
  })

  it('shrinks below what is readable only when the widest paper is too narrow', () => {
    const layout = layTable(table(30), 9, 1, 0)
    expect(layout.paper).toBe('foldout')
    expect(layout.size).toBeLessThan(7)
  })

  it.each([3, 8, 14, 20, 30])('of %i amounts fits its paper, and every amount its column', (amounts) => {
    const { paper, columns, size } = layTable(table(amounts), 9, 1, 0)
    expect(columns.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(PAPERS[paper].width)
    for (const width of columns.slice(1)) expect(width).toBeGreaterThanOrEqual(12 * 0.5 * size + 6)
  })

  it('gives columns the widths that its form asks for where they are enough', () => {
    const { columns } = layTable({ ...table(2), widths: [2, 1, 1] }, 9, 1, 0)
    expect(columns.map(Math.round)).toEqual([224, 112, 112])
  })
})
