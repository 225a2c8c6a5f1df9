/** The workbook of a budget: what the folder says, laid out for people who enter figures in Excel. */
import {
  ALL_SHEETS,
  type Budget,
  type BudgetKnowledge,
  CHECK_SHEET,
  COVER_SHEET,
  LISTS_SHEET,
  TEXT_HEADINGS,
  TEXT_PARTS,
  TEXTS_SHEET,
  textValues,
} from '@gouji/budget'
import { packWorkbook, type SheetPart } from '../xlsx/package.ts'
import { checkSheet } from './check-sheet.ts'
import { coverPlaces, coverSheet, SPARE_ROWS } from './cover.ts'
import { dataSheet } from './data-sheet.ts'
import { type GridCell, type GridSheet, gridXml } from './grid.ts'
import { listsOf } from './lists.ts'
import { stylesXml } from './styles.ts'

/** The same budget makes the same bytes. */
export function printWorkbook(budget: Budget, { catalogue }: BudgetKnowledge): Uint8Array {
  const lists = listsOf(catalogue, budget.head.year)
  const cover = coverPlaces()
  const part = (name: string, sheet: GridSheet, hidden = false): SheetPart => ({
    name,
    content: gridXml(sheet),
    ...(sheet.frozenRows > 0 ? { printTitles: `$1:$${sheet.frozenRows}` } : {}),
    hidden,
  })
  return packWorkbook({
    sheets: [
      part(COVER_SHEET, coverSheet(budget)),
      part(TEXTS_SHEET, textsSheet(budget)),
      ...ALL_SHEETS.map((sheet) => part(sheet.title, dataSheet(sheet, budget, lists, cover))),
      part(CHECK_SHEET, checkSheet(budget, cover)),
      part(LISTS_SHEET, lists.sheet, true),
    ],
    styles: stylesXml(),
    names: lists.names,
    calculates: true,
  })
}

function textsSheet(budget: Budget): GridSheet {
  const values = textValues(budget)
  const entries = TEXT_PARTS.flatMap(({ key: part }) => {
    const value = values.get(part)!
    return value instanceof Map
      ? [...value].map(([key, text]) => [part, key, text])
      : [...(value as readonly string[])].map((text) => [part, '', text])
  })
  const looks = ['text', 'text', 'long'] as const
  const rows = entries.map((cells) => cells.map((text, i): GridCell => ({ look: looks[i]!, text })))
  const helps = [
    `可填：${TEXT_PARTS.map(({ key }) => key).join('、')}`,
    '职责、机构不填；原因填变动的数的名称，用途填科目编码或项目名称',
    '文字内容',
  ]
  const list = `"${TEXT_PARTS.map(({ key }) => key).join(',')}"`
  const last = rows.length + 1 + SPARE_ROWS
  return {
    rows: [Object.values(TEXT_HEADINGS).map((text): GridCell => ({ look: 'headingRequired', text })), ...rows],
    columns: [12, 30, 90].map((width, i) => ({ width, look: looks[i]! })),
    frozenRows: 1,
    choices: Object.values(TEXT_HEADINGS).map((title, i) => ({
      range: `${'ABC'[i]}2:${'ABC'[i]}${last}`,
      type: i === 0 ? 'list' : 'any',
      formulas: i === 0 ? [list] : [],
      strict: i === 0 ? 'stop' : 'none',
      title,
      help: helps[i]!,
    })),
    isProtected: false,
  }
}
