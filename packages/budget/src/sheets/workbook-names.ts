/** How the workbook of a budget names its sheets and the columns that it computes, for writing and for reading it. */
import type { Column, ColumnKind, Sheet } from './sheet.ts'

export const COVER_SHEET = '封面'
export const TEXTS_SHEET = '文字'
export const CHECK_SHEET = '检查'
export const LISTS_SHEET = '名单'

/** The sheet of texts.yaml: to which part, under which name, what. */
export const TEXT_HEADINGS = { part: '类别', key: '名称', text: '内容' } as const

const NAMED: ReadonlySet<ColumnKind> = new Set(['unit', 'project', 'function', 'economy', 'procured'])

/** A column of codes has the names of its codes looked up at the end of the sheet. */
export const namedColumns = (sheet: Sheet): Column[] => sheet.columns.filter(({ kind }) => NAMED.has(kind))
export const nameHeading = (column: Column): string => `${column.heading}名称`

/** What the check sheet adds up by, for sheets of lines. */
export const KEY_HEADINGS = { unit: '计算·单位', year: '计算·年度', stage: '计算·阶段' } as const

export const hasKeys = ({ name }: Sheet): boolean => name === 'income' || name === 'expenditure'

/** Headings of all columns that are computed, and that reading leaves alone. */
export const computedHeadings = (sheet: Sheet): string[] => [
  ...namedColumns(sheet).map(nameHeading),
  ...(hasKeys(sheet) ? Object.values(KEY_HEADINGS) : []),
]
