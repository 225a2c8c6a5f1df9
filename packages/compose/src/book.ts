/**
 * A composed book: what every writer prints. Words and figures stand in it as they will be read; each figure knows the
 * value that it shows and how that came about.
 */
import type { BudgetIndicator } from '@gouji/budget'
import type { Coordinates, MoneyUnit } from '@gouji/ledger'

export interface Book {
  /** Without path and ending: for names of files. */
  readonly name: string
  readonly title: string
  readonly organisation: string
  readonly code: string
  readonly region: string
  readonly year: number
  readonly stage: 'budget' | 'final'
  readonly audience: 'department' | 'unit'
  /** `2023-02-15`; writers take no clock. */
  readonly date?: string
  readonly pack: { readonly id: string; readonly title: string }
  readonly look: Look
  readonly blocks: readonly BookBlock[]
  /** Every figure of the book, by the id that runs and cells name. */
  readonly figures: readonly BookFigure[]
}

/** Typography by names that every writer maps to the fonts it has. */
export interface Look {
  readonly paper: 'a4'
  readonly bodySize: number
  /** Fonts by role: an ordered list of names, the first is wished for, the others stand in. */
  readonly fonts: Readonly<Record<'title' | 'heading1' | 'heading2' | 'body' | 'table', readonly string[]>>
  readonly tableSize: number
}

export type BookBlock =
  | { readonly kind: 'cover'; readonly lines: readonly CoverLine[] }
  | { readonly kind: 'contents'; readonly title: string; readonly depth: number }
  | { readonly kind: 'heading'; readonly level: number; readonly id: string; readonly runs: readonly BookRun[] }
  | {
      readonly kind: 'paragraph'
      /** `body` is indented by two letters; `note` is small; `center` stands in the middle. */
      readonly style: 'body' | 'note' | 'center'
      /** It only announces what follows (`1. 机关运行经费。`), and does not stand alone at the foot of a page. */
      readonly keepsNext?: boolean
      readonly runs: readonly BookRun[]
    }
  | { readonly kind: 'table'; readonly table: BookTable }
  | { readonly kind: 'page-break' }

export interface CoverLine {
  readonly style: 'title' | 'subtitle' | 'date'
  readonly text: string
}

/** Words, or one figure in words: `7360.18万元` is a run whose figure is its number. */
export interface BookRun {
  readonly text: string
  /** Index in `Book.figures`. */
  readonly figure?: number
}

export interface BookTable {
  readonly id: string
  /** The form that laid it out. */
  readonly form: string
  /** 表1, 附表4-5: printed above the title where the form has one. */
  readonly number?: string
  readonly title: string
  /** Left and right above the table: 部门名称：…, 单位：万元. */
  readonly left?: string
  readonly right?: string
  readonly unit?: MoneyUnit
  readonly orientation: 'portrait' | 'landscape'
  /** Relative widths of the columns; there are as many as columns. */
  readonly widths: readonly number[]
  /** The first rows that are repeated on every page. */
  readonly headRows: number
  readonly rows: readonly BookRow[]
  readonly notes: readonly (readonly BookRun[])[]
}

export interface BookRow {
  /** `ruler` is the row of column numbers below the head. */
  readonly role: 'head' | 'ruler' | 'total' | 'body'
  /** Only cells that begin here: positions covered by a span have none. */
  readonly cells: readonly BookCell[]
  /** Indicators (绩效指标) that the row prints: one, or one of each first level side by side. */
  readonly indicators?: readonly BookIndicator[]
}

/** An indicator as the ledger has it, whatever of it the form prints. */
export interface BookIndicator extends Omit<BudgetIndicator, 'note' | 'origin'> {
  /** Name of the project; absent for the goal of the whole department or unit. */
  readonly project?: string
}

export interface BookCell {
  readonly column: number
  readonly columnSpan: number
  readonly rowSpan: number
  readonly role: 'head' | 'label' | 'code' | 'amount' | 'number' | 'text'
  readonly align: 'left' | 'center' | 'right'
  /** Depth below the first level, for labels of subjects: writers indent, never with blanks. */
  readonly indent?: number
  readonly runs: readonly BookRun[]
  /** Head cells: whether it heads its column(s) or its row(s). */
  readonly heads?: 'column' | 'row'
  /** For workbooks: this amount is the sum of those cells (row and column in this table), and truly is. */
  readonly sumOf?: readonly { readonly row: number; readonly column: number }[]
}

/** A printed figure and where it comes from. */
export interface BookFigure {
  readonly id: number
  readonly text: string
  readonly kind: 'amount' | 'share' | 'change' | 'rate' | 'count' | 'price' | 'score'
  /** What is claimed; for changes those of the amount that changed. */
  readonly coordinates?: Coordinates
  /** True value: fen for amounts, a rational for shares and rates, a whole number for counts. */
  readonly fen?: bigint
  readonly ratio?: { readonly n: bigint; readonly d: bigint }
  readonly count?: bigint
  readonly unit?: string
  readonly decimals: number
  /** How it comes about, in the words of the trade: 支出总计 − 上年执行数. */
  readonly expression: string
  /** The figures or lines that went into it: names with amounts, at most a few dozen. */
  readonly terms?: readonly { readonly name: string; readonly text: string }[]
  /** The display was adjusted so that the column adds up; `text` is not the rounded true value. */
  readonly adjusted?: boolean
}
