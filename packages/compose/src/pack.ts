/**
 * A pack (模板包): the forms, order, wording and number style of one locality, kind and year, as data. It inherits from
 * another pack and states only what differs.
 */
import type { MoneyUnit } from '@gouji/ledger'
import type { Look } from './book.ts'

export interface Pack {
  readonly id: string
  readonly title: string
  /** From the pack itself to the one that inherits from nothing. */
  readonly line: readonly string[]
  /** For which books it is chosen where none is named; never inherited. */
  readonly for?: PackFor
  readonly style: PackStyle
  readonly look: Look
  /** Named figures: coordinates as text, `= A - B`, or `#A、B` for measurements that are counted together. */
  readonly figures: Readonly<Record<string, string>>
  /** What a pack calls members of dimensions where the official name is not wanted: `source=general`: 一般公共预算. */
  readonly names: Readonly<Record<string, string>>
  readonly phrases: Readonly<Record<string, Phrase>>
  readonly sentences: Readonly<Record<string, string>>
  readonly forms: Readonly<Record<string, Form>>
  readonly book: readonly Entry[]
  readonly glossary: readonly GlossaryEntry[]
  /** What subjects are for, by code or by name, in words of the project's own. */
  readonly explanations: Readonly<Record<string, string>>
  readonly reasons: ReasonPolicy
  readonly rounding: RoundingPolicy
}

/** Whose books a pack is made for. What is left out does not matter. */
export interface PackFor {
  /** The first digits of GB/T 2260: 31, 3304, 421303. */
  readonly region?: string
  readonly audience?: 'department' | 'unit'
  readonly stage?: 'budget' | 'final'
  readonly yearFrom?: number
  readonly yearTo?: number
}

/**
 * How true values are printed. Half a last digit goes up, away from zero (四舍五入). Parts that are rounded one by one need
 * not add up to their rounded total; a form may ask for an adjusted display, in which they do (显示调平).
 */
export interface RoundingPolicy {
  readonly mode: 'half-up'
  readonly adjust: boolean
  /** Below a table in which something was adjusted. */
  readonly note: string
}

export interface PackStyle {
  /** How amounts stand in sentences. */
  readonly unit: MoneyUnit
  readonly decimals: number
  readonly shareDecimals: number
  readonly rateDecimals: number
  /** What stands between a number and its unit or neighbours: nothing, or one blank. */
  readonly gap: string
  readonly thousands: boolean
}

/** How a change is said, by its sign. `{额}` `{率}` `{原因}` `{基期}` stand for amount, rate, reason and base. */
export interface Phrase {
  readonly up: string
  readonly down: string
  readonly flat: string
  /** Where the base is nothing and no rate can be taken. */
  readonly fresh?: string
  /** Where the base is not known. */
  readonly unknown?: string
}

/** When a change asks for a reason (规定的是各地): above both limits. */
export interface ReasonPolicy {
  /** Per mille of the base. */
  readonly ratePermille: number
  readonly fen: bigint
}

export interface GlossaryEntry {
  readonly term: string
  readonly text: string
  /** Only where this figure is not nothing, or the text of the book names the term. */
  readonly when?: string
}

export type Entry =
  | { readonly cover: readonly { readonly style: 'title' | 'subtitle' | 'date'; readonly text: string }[] }
  | { readonly contents: string; readonly depth?: number }
  | { readonly heading: string; readonly level: number; readonly id?: string }
  | { readonly say: string; readonly style?: 'body' | 'note' | 'center' }
  | { readonly form: string }
  | { readonly forms: readonly string[] }
  | { readonly list: 'duties' | 'divisions' | 'glossary'; readonly item: string }
  | { readonly when: string; readonly book: readonly Entry[]; readonly else?: readonly Entry[] }
  | { readonly each: string; readonly book: readonly Entry[] }
  | { readonly page: true }

export interface Form {
  readonly id: string
  readonly title: string
  readonly number?: string
  readonly left?: string
  readonly right?: string
  readonly unit: MoneyUnit
  readonly decimals: number
  readonly thousands: boolean
  /** Whether printed parts are adjusted so that they add up; as the pack says where it is left out. */
  readonly adjust?: boolean
  /** What stands for nothing: a blank, a zero in the form's decimals, `0`, or a dash. */
  readonly zero: 'blank' | 'decimals' | 'zero' | 'dash'
  readonly orientation: 'portrait' | 'landscape'
  /** Row of column numbers below the head: what stands above text columns; absent for no such row. */
  readonly ruler?: string
  /** Coordinates of every amount in the form. */
  readonly scope: string
  readonly panels: readonly Panel[]
  /** Rows below all panels, aligned across them. */
  readonly notes: readonly { readonly when?: string; readonly text: string }[]
  /** One table for each member of this axis. */
  readonly each?: string
  /** Shown only where this holds. */
  readonly when?: string
}

export interface Panel {
  readonly columns: readonly Column[]
  readonly rows: readonly RowRule[]
  /** Rows that stand at the foot, level with those of the other panels. */
  readonly foot: readonly RowRule[]
  /** A heading above all its columns. */
  readonly head?: string
  readonly scope?: string
}

export interface Column {
  readonly head?: string
  readonly columns?: readonly Column[]
  /** So many rows of the head a heading above several columns takes, one unless said. */
  readonly rows?: number
  /** Coordinates of its amounts. */
  readonly at?: string
  /** Or a template, for columns of words and counts. */
  readonly show?: string
  readonly role?: 'code' | 'label' | 'text' | 'number' | 'amount'
  readonly align?: 'left' | 'center' | 'right'
  readonly width?: number
  /** Equal texts of rows that follow each other become one cell. */
  readonly merge?: boolean
  readonly indent?: boolean
  /** The number of the row (行次), counted on from panel to panel. */
  readonly ordinal?: boolean
  /** Decimals or unit other than the form's. */
  readonly unit?: MoneyUnit
  readonly decimals?: number
  readonly zero?: Form['zero']
  /** What stands for it in the ruler; a number is counted on from. */
  readonly ruler?: string
  /** A column that stands only where this holds: money that few units have. */
  readonly when?: string
}

export interface RowRule {
  /** A fixed row: its label and coordinates; without coordinates it has no amounts. */
  readonly label?: string
  readonly code?: string
  readonly at?: string
  readonly none?: boolean
  readonly indent?: number
  /** What columns that ask for a name show in this row: `金额: '{政府采购}'`. */
  readonly set?: Readonly<Record<string, string>>
  readonly role?: 'total' | 'body' | 'head'
  readonly when?: string
  /** Rows for the members of an axis, e.g. `function 1-3 of 支出总计`, and rows below each. */
  readonly each?: string
  readonly rows?: readonly RowRule[]
  readonly own?: boolean
  /** A row laid out by hand. */
  readonly cells?: readonly CellRule[]
  /** So many blank rows. */
  readonly blank?: number
}

export interface CellRule {
  readonly text: string
  readonly span?: number
  readonly rows?: number
  readonly head?: boolean
  readonly align?: 'left' | 'center' | 'right'
  readonly merge?: boolean
  readonly role?: 'amount' | 'number' | 'code' | 'text' | 'label'
}

/** Something that keeps a pack from being used, as data. */
export interface PackProblem {
  readonly code: string
  readonly pack: string
  /** Where in the pack: forms.income.panels[0].columns[2]. */
  readonly path: string
  readonly facts: Readonly<Record<string, string | number>>
}
