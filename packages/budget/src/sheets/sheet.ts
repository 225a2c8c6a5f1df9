/**
 * What a sheet of a budget is: its columns, what each may hold, and what it is for. One definition serves reading,
 * printing, the workbook, the documentation and the messages.
 */

export const SHEET_NAMES = [
  'units',
  'expenditure',
  'income',
  'projects',
  'goals',
  'indicators',
  'tasks',
  'procurement',
  'measurements',
] as const
export type SheetName = (typeof SHEET_NAMES)[number]

/**
 * What a cell holds.
 *
 * - `text` is one line, `long` may have several; `code` is a code that this very sheet gives out.
 * - `unit` and `project` name a row of their sheets, by code, by name, or as `code name`.
 * - `function`, `economy` and `procured` are codes of the catalogue, alone or as `code name`.
 * - `amount` is money in 元, `count` a whole number, `quantity` a decimal number that is kept as written.
 */
export type ColumnKind =
  | 'text'
  | 'long'
  | 'code'
  | 'unit'
  | 'project'
  | 'function'
  | 'economy'
  | 'procured'
  | 'choice'
  | 'amount'
  | 'count'
  | 'quantity'
  | 'year'

/** A member as people write it, and as the program knows it. */
export interface Choice {
  readonly value: string
  readonly name: string
  /** Other ways to write it. */
  readonly also?: readonly string[]
}

export interface Column {
  /** The member of the entry in budget.ts. */
  readonly field: string
  readonly heading: string
  readonly kind: ColumnKind
  readonly required?: boolean
  /** What a finance officer has to know to fill it in. */
  readonly help: string
  readonly choices?: readonly Choice[]
  /** What an empty cell stands for, where that is not `not known`. */
  readonly blank?: string
  /** Other headings that are understood. */
  readonly also?: readonly string[]
  /** In letters, for the workbook. */
  readonly width: number
}

export interface Sheet {
  readonly name: SheetName
  readonly file: string
  readonly title: string
  readonly help: string
  /** A budget without this sheet is none. */
  readonly required: boolean
  readonly columns: readonly Column[]
}

/** The codes of a catalogue that a kind of column holds. */
export const TABLE_OF = { function: 'function', economy: 'economy', procured: 'procurement' } as const
export type SubjectKind = keyof typeof TABLE_OF

export const isSubjectKind = (kind: ColumnKind): kind is SubjectKind => Object.hasOwn(TABLE_OF, kind)
