import { expect, it } from 'vitest'
import { READING } from '../testing/story.ts'
import { countOn } from './rows.ts'
import { columnHeading, Locator, viewTable } from './table.ts'

const [balance, expenditure] = READING.tables

it('sets tables side by side as they stand, each with its own labels', () => {
  const view = viewTable(balance!)
  expect(view.columns.map((c) => `${c.panel} ${c.kind}`)).toEqual(['0 label', '0 value', '1 label', '1 value'])
  expect(view.rows.map((r) => r.cells.map((c) => c.text))).toContainEqual(['合计', '178.11', '合计', '178.11'])
})

it('names a column by as much of its path as tells it from the others', () => {
  const { columns } = viewTable(balance!)
  expect(columns.filter((c) => c.kind === 'value').map((c) => columnHeading(c, columns))).toEqual([
    '收入/预算数',
    '支出/预算数',
  ])
})

it('shows every row of a table whose second page counts its rows from nought again', () => {
  const second = { ...expenditure!.rows[3]!, row: 0, place: { line: 60 } }
  const cell = { ...expenditure!.cells[12]!, row: 0, place: { line: 60, column: 20 } }
  const table = {
    ...expenditure!,
    parts: [{ line: 21 }, { line: 59 }],
    rows: [...expenditure!.rows, second],
    cells: [...expenditure!.cells, cell],
  }
  const view = viewTable(table)
  expect(view.rows).toHaveLength(9)
  expect(view.rows.at(-1)!.cells.map((c) => c.text)).toEqual(['2012601', '行政运行', '138.54', '', '', ''])
  expect(countOn(table).rows.map((r) => r.row)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
})

it('finds a cell by its place, and by its words where several share a place', () => {
  const coarse = {
    ...expenditure!,
    cells: expenditure!.cells.map((c) => ({ ...c, place: { block: 7 } })),
    rows: expenditure!.rows.map(({ labelPlace: _, codePlace: __, ...row }) => ({ ...row, place: { block: 7 } })),
  }
  const spot = new Locator([coarse]).find({ block: 7 }, '住房改革支出 / 人员经费 29.57')!
  expect(spot.view.rows[spot.row]!.cells.map((c) => c.text)).toContain('住房改革支出')
  expect(spot.view.columns[spot.column]!.path).toEqual(['基本支出', '人员经费'])
})
