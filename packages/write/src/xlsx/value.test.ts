import type { BookCell, BookFigure, BookTable } from '@gouji/compose'
import { describe, expect, it } from 'vitest'
import { addsUp, cellValue } from './value.ts'

const TABLE = { unit: '万元' } as BookTable

const valueOfCell = (text: string, figure?: Partial<BookFigure>, role: BookCell['role'] = 'amount') => {
  const runs = text === '' ? [] : [{ text, ...(figure ? { figure: 0 } : {}) }]
  const cell: BookCell = { column: 0, columnSpan: 1, rowSpan: 1, role, align: 'right', runs }
  const full: BookFigure = { id: 0, text, kind: 'amount', decimals: 2, expression: '', ...figure }
  return cellValue(cell, TABLE, [full])
}

describe('a cell in a workbook', () => {
  it.each([
    ['keeps the fen that the page leaves out', '12.35', { fen: 12_345_678n }, '12.345678', '0.00'],
    ['groups thousands as the page does', '1,234.50', { fen: 1_234_500_000n }, '1234.5', '#,##0.00'],
    ['has the unit of its figure', '5000', { fen: 500_000n, unit: '元', decimals: 0 }, '5000', '0'],
    ['rounds away from zero as Excel does', '-0.01', { fen: -5_000n }, '-0.005', '0.00'],
    ['shows a mark for nothing', '—', { fen: 0n }, '0', '0.00;-0.00;"—"'],
    ['keeps what is printed where that was adjusted', '12.36', { fen: 12_345_678n, adjusted: true }, '12.36', '0.00'],
    ['is a share of one', '33.33%', { kind: 'share', ratio: { n: 1n, d: 3n } }, '0.333333333333', '0.00%'],
    ['counts', '12', { kind: 'count', count: 12n, decimals: 0 }, '12', '0'],
  ] as const)('%s', (_, text, figure, value, format) => {
    expect(valueOfCell(text, figure as Partial<BookFigure>)).toEqual({ kind: 'number', value, format })
  })

  it('is blank for nothing', () => expect(valueOfCell('')).toEqual({ kind: 'text', text: '' }))

  it.each(['2012601', '=1+1', '00.5', '1.2.3', '1234567890123456'])(
    'leaves %s as text where it is no number',
    (text) => {
      expect(valueOfCell(text, undefined, 'code')).toEqual({ kind: 'text', text })
      if (text !== '2012601') expect(valueOfCell(text, undefined, 'number')).toEqual({ kind: 'text', text })
    },
  )
})

it('adds decimals exactly', () => {
  expect(addsUp(['0.1', '0.2'], '0.3')).toBe(true)
  expect(addsUp(['0.1', '0.2'], '0.300001')).toBe(false)
  expect(addsUp(['-5', '10.50'], '5.5')).toBe(true)
})
