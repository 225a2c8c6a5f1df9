import { expect, it } from 'vitest'
import { cleaned, parseCells, printCells } from './clipboard.ts'

it.each([
  [
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['"两\n行"\t"说""是"""', [['两\n行', '说"是"']]],
  ['单', [['单']]],
  ['\t\n', [['', '']]],
])('reads %j as Excel wrote it', (text, rows) => {
  expect(parseCells(text)).toEqual(rows)
  expect(parseCells(printCells(rows))).toEqual(rows)
})

it.each([
  ['1,234.50', 'amount', '1234.50'],
  ['(12.00)', 'amount', '-12.00'],
  ['-', 'amount', ''],
  [' 2012601  行政运行 ', 'function', '2012601 行政运行'],
  ['1,2 条', 'text', '1,2 条'],
])('%j of kind %s is taken as %j', (text, kind, value) => {
  expect(cleaned(text, kind)).toBe(value)
})
