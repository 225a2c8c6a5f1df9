/** One sheet of entries: the columns of its CSV, and behind them the columns that formulas fill. */
import {
  type Budget,
  type Column,
  hasKeys,
  isSubjectKind,
  KEY_HEADINGS,
  namedColumns,
  nameHeading,
  printCell,
  SHEETS,
  type Sheet,
  sheetValues,
} from '@gouji/budget'
import { columnLetters } from '../xlsx/cells.ts'
import { sheetReference } from '../xlsx/package.ts'
import { type CoverPlaces, SPARE_ROWS } from './cover.ts'
import { type Choices, fixedRange, type GridCell, type GridSheet, rangeOf } from './grid.ts'
import { CODES, type Lists, OFFERED_MEASURES, OFFERS } from './lists.ts'
import type { LookName } from './styles.ts'

/** Excel keeps fifteen digits of a number; longer amounts are written as text. */
const DIGITS_MOST = 15

/** Rows of other sheets to which lists and look-ups reach. */
const ROWS_MOST = 5000

export function dataSheet(sheet: Sheet, budget: Budget, lists: Lists, cover: CoverPlaces): GridSheet {
  const values = sheetValues(budget, sheet.name)
  const last = values.length + 1 + SPARE_ROWS
  const computed = computedColumns(sheet, cover)
  const header: GridCell[] = [
    ...sheet.columns.map(
      ({ heading, required }): GridCell => ({ look: required ? 'headingRequired' : 'heading', text: heading }),
    ),
    ...computed.map(({ heading }): GridCell => ({ look: 'headingComputed', text: heading })),
  ]
  const rows = Array.from({ length: last - 1 }, (_, i): GridCell[] => [
    ...sheet.columns.map((column) => (values[i] ? entered(printCell(values[i], column), column) : undefined)),
    ...computed.map(({ formula }): GridCell => ({ look: 'computed', formula: formula(i + 2) })),
  ])
  return {
    rows: [header, ...rows],
    columns: [
      ...sheet.columns.map((column) => ({ width: column.width, look: lookFor(column) })),
      ...computed.map(({ width, hidden }) => ({ width, look: 'computed' as const, hidden })),
    ],
    frozenRows: 1,
    choices: sheet.columns.map((column, i) => choicesOf(column, rangeOf(i, 2, last), lists)),
    isProtected: true,
  }
}

function entered(text: string, column: Column): GridCell {
  if (text === '') return undefined
  const look = lookFor(column)
  const isNumber = column.kind === 'amount' || column.kind === 'count' || column.kind === 'year'
  return isNumber && text.replace(/\D/g, '').length <= DIGITS_MOST ? { look, number: text } : { look, text }
}

function lookFor({ kind, field }: Column): LookName {
  if (kind === 'amount') return field === 'value' ? 'number' : 'money'
  if (kind === 'count' || kind === 'year') return 'whole'
  return kind === 'long' ? 'long' : 'text'
}

function choicesOf(column: Column, range: string, lists: Lists): Choices {
  const { kind, heading, help, choices, required, blank } = column
  const hint = `${help}${required ? '（必填）' : ''}${blank === undefined ? '' : `。不填表示：${blank}`}`
  const common = { range, title: heading, help: hint }
  const list = (formula: string, strict: Choices['strict']): Choices => ({
    ...common,
    type: 'list',
    formulas: [formula],
    strict,
  })
  // A bare code is as good as the code with its name that the list offers.
  if (isSubjectKind(kind)) return list(OFFERS[kind], 'none')
  switch (kind) {
    case 'choice':
      return list(lists.nameOf(choices!), 'stop')
    case 'unit':
      return list(`${sheetReference(SHEETS.units.title)}!${fixedRange(0, 2, ROWS_MOST)}`, 'none')
    case 'project':
      return list(`${sheetReference(SHEETS.projects.title)}!${fixedRange(0, 2, ROWS_MOST)}`, 'none')
    case 'amount':
      return { ...common, type: 'decimal', formulas: ['-1000000000000000', '1000000000000000'], strict: 'warning' }
    case 'count':
      return { ...common, type: 'whole', formulas: ['0', '999999999'], strict: 'stop' }
    case 'year':
      return { ...common, type: 'whole', formulas: ['1990', '2099'], strict: 'stop' }
    default:
      if (column.field === 'key') return list(OFFERED_MEASURES, 'none')
      return { ...common, type: 'any', formulas: [], strict: 'none' }
  }
}

interface Computed {
  readonly heading: string
  readonly width: number
  readonly hidden: boolean
  readonly formula: (row: number) => string
}

/** What stands in front of the first blank: `021001 示例市档案局` is entered for 021001. */
export const codeIn = (cell: string): string => `LEFT(${cell},FIND(" ",${cell}&" ")-1)`

/** The prefix keeps Excel from comparing codes as numbers, for which 021001 is 21001. */
export const keyIn = (code: string): string => `"#"&${code}`

function computedColumns(sheet: Sheet, cover: CoverPlaces): Computed[] {
  const cellOf = (field: string, row: number): string =>
    `$${columnLetters(sheet.columns.findIndex((column) => column.field === field))}${row}`
  const names = namedColumns(sheet).map((column): Computed => {
    const range = rangeFor(column)
    return {
      heading: nameHeading(column),
      width: 26,
      hidden: false,
      formula: (row) => {
        const cell = cellOf(column.field, row)
        return `IF(${cell}="","",IFERROR(VLOOKUP(${codeIn(cell)},${range},2,FALSE),"查无此码"))`
      },
    }
  })
  if (!hasKeys(sheet)) return names
  const orHead = (field: string, head: string) => (row: number) => {
    const cell = cellOf(field, row)
    return `IF(${cellOf('unit', row)}="","",IF(${cell}="",${head},${cell}))`
  }
  const key = (heading: string, formula: Computed['formula']): Computed => ({
    heading,
    width: 10,
    hidden: true,
    formula,
  })
  return [
    ...names,
    key(KEY_HEADINGS.unit, (row) => {
      const cell = cellOf('unit', row)
      return `IF(${cell}="","",${keyIn(codeIn(cell))})`
    }),
    key(KEY_HEADINGS.year, orHead('year', cover.year)),
    key(KEY_HEADINGS.stage, orHead('stage', cover.stage)),
  ]
}

function rangeFor({ kind }: Column): string {
  if (isSubjectKind(kind)) return CODES[kind]
  const { title } = kind === 'unit' ? SHEETS.units : SHEETS.projects
  return `${sheetReference(title)}!${fixedRange(0, 2, ROWS_MOST, 1)}`
}
