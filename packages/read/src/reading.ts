/**
 * What reading makes of a document: claims with coordinates, and everything that was not understood.
 */
import type { Place } from '@gouji/document'
import type { Coordinates, Figure, Measure, MoneyUnit, Printed } from '@gouji/ledger'

export interface Identity {
  /** 公开主体的名称, as the cover says. */
  readonly organisation?: string
  readonly year?: number
  /** Whether the document is a 预算 or a 决算. */
  readonly stage?: 'budget' | 'final'
  /** 部门（含所属单位）or 单位, as the cover says. */
  readonly audience?: 'department' | 'unit'
}

export interface ReadCell {
  /** Grid position in the table, 0-based. */
  readonly row: number
  readonly column: number
  readonly place: Place
  /** As printed. */
  readonly text: string
  readonly rowCode?: string
  readonly rowLabel: string
  /** From the outermost heading to the column's own. */
  readonly columnPath: readonly string[]
  /** Undefined for a blank cell and for one that could not be read as a number. */
  readonly printed?: Printed
  readonly measure: Measure
  /** Undefined where the unit could not be found or the measure is not money. */
  readonly figure?: Figure
  /** The unit as printed or inferred: 万元, %, 人, 辆, 年. */
  readonly unit?: string
  /** Undefined where the column or the row was not understood. */
  readonly coordinates?: Coordinates
  /** Noise that conversion left in an empty cell: kept, shown, and not claimed. */
  readonly noise?: boolean
}

/** One column that carries figures. */
export interface ReadColumn {
  readonly column: number
  /** Which of several tables set side by side it belongs to, 0 for the leftmost. */
  readonly panel: number
  readonly path: readonly string[]
  readonly measure: Measure
  readonly coordinates: Coordinates
  /** False when no word of the path was understood. */
  readonly understood: boolean
  readonly unit?: MoneyUnit | string
}

/** One row of one panel. */
export interface ReadRow {
  readonly row: number
  readonly panel: number
  readonly place: Place
  /** Digits only, joined (2080505), as far as printed. */
  readonly code?: string
  readonly codePrinted?: string
  readonly codePlace?: Place
  readonly label: string
  readonly labelPlace?: Place
  /** What the row is, beyond its label. */
  readonly role: RowRole
  readonly coordinates: Coordinates
  readonly understood: boolean
  /** Depth by numbering or indentation, where either is printed. */
  readonly depth?: number
  /** 一级项目 and 二级项目, where columns of these names list them. */
  readonly projectLevel?: 1 | 2
  /** The first-level project that a row of the second level stands under in its own column. */
  readonly program?: string
  /** `其中：` rows are parts of the row above but do not exhaust it. */
  readonly partial?: boolean
}

export type RowRole = 'total' | 'subject' | 'unit' | 'project' | 'item' | 'balance' | 'indicator' | 'note' | 'unknown'

export interface ReadTable {
  /** 1-based in the document. */
  readonly number: number
  readonly title: string
  readonly titlePlace?: Place
  /** Where the title comes from: above the table, the table of contents, or nowhere. */
  readonly titleSource: 'printed' | 'contents' | 'none'
  readonly unit?: MoneyUnit
  readonly unitSource: 'printed' | 'header' | 'document' | 'none'
  readonly place: Place
  /** All the places of a table that goes on over pages. */
  readonly parts: readonly Place[]
  /** Coordinates that the title and the lines around the table give to every cell. */
  readonly coordinates: Coordinates
  readonly kind: TableKind
  readonly columns: readonly ReadColumn[]
  readonly rows: readonly ReadRow[]
  readonly cells: readonly ReadCell[]
  /** Notes below the table. */
  readonly notes: readonly { readonly text: string; readonly place: Place }[]
  /**
   * Words of the title that are not understood (民生, 追加). They may limit the table to a part of the budget, so that its
   * totals need not be those of other tables.
   */
  readonly titleResidue?: string
  /** The year in the title, when one is printed. */
  readonly year?: number
}

export type TableKind =
  | 'balance'
  | 'income'
  | 'expenditure'
  | 'economy'
  | 'three-public'
  | 'project'
  | 'procurement'
  | 'performance'
  | 'other'

/** What a sentence says of a number, or without one (`nil`, `comparison`). */
export type StatementKind =
  | 'amount'
  | 'change-amount'
  | 'change-percent'
  | 'change-points'
  | 'change-count'
  /** A share (占), or how far a budget was carried out (完成). */
  | 'percent-of'
  | 'percent'
  | 'count'
  | 'price'
  /** 单价100万元以上: a limit of a class of things, not an amount of the budget. */
  | 'threshold'
  /** 满意度≥90%: what is to be reached. */
  | 'target'
  /** 与上年持平 without a number. */
  | 'comparison'
  /** 没有使用政府性基金预算拨款安排的支出. */
  | 'nil'

export interface Statement {
  /** Where the number begins, or the word that takes its place. */
  readonly place: Place
  /** The clause up to the number, as printed. */
  readonly quote: string
  readonly subject: string
  /** As a decimal string; empty for `nil`, the word itself for `comparison`. */
  readonly value: string
  /** 万元, %, 个百分点, 辆, 元/件; 万 is written 万元. */
  readonly unit: string
  readonly kind: StatementKind
  /** Set when the subject was understood; for a change those of the amount that changed. */
  readonly coordinates?: Coordinates
  readonly printed?: Printed
  /** Money with its interval. */
  readonly figure?: Figure
  readonly direction?: '+' | '-' | '='
  /** Index in `Reading.statements` of the amount that this one is a part, a share, a change or a base of. */
  readonly of?: number
  readonly relation?: StatementRelation
  /** Index of the whole that a share is taken of, when it is printed. */
  readonly whole?: number
  /** Further amounts of which the share may have been taken, where the words leave it open. */
  readonly wholes?: readonly number[]
  /** Coordinates of the whole where no sentence prints it: a table may. */
  readonly wholeAt?: Coordinates
  /** What a change is measured against or a share is taken of, as printed: 上年执行数. */
  readonly basis?: string
  /** Year and stage of that base. */
  readonly base?: Coordinates
  /** ≥ ≤ = > < of a target. */
  readonly operator?: string
  /** The reason that the sentence gives for a change; empty when it announces one and gives none. */
  readonly reason?: string
  /** Where the reason stands; statements of one sentence that share a reason share the object. */
  readonly reasonPlace?: Place
}

/**
 * `part`: of an amount that its parts add up to, as far as they are named. `within`: of it, but not one of those parts
 * (面向中小企业). `base`: what a change is measured from. `rate`: of a change whose own amount is not printed.
 */
export type StatementRelation = 'part' | 'within' | 'share' | 'change' | 'rate' | 'base' | 'execution'

/** Names that a sentence lists without amounts: 人员经费…，主要包括：基本工资、津贴补贴…. */
export interface Listing {
  /** Index in `Reading.statements` of the amount that they are said to make up. */
  readonly of?: number
  readonly names: readonly { readonly text: string; readonly place: Place; readonly coordinates?: Coordinates }[]
}

/** What became of the numbers in prose; those in tables and in the table of contents are not counted. */
export interface ProseCoverage {
  readonly numbers: number
  /** Read as statements. */
  readonly claimed: number
  /** Dates, codes, document and telephone numbers, list numbers, names. */
  readonly other: number
  /** Listed in `Reading.unread`. */
  readonly unread: number
}

export interface Indicator {
  readonly place: Place
  readonly unitName?: string
  readonly project?: string
  readonly level1?: string
  readonly level2?: string
  readonly level3: string
  readonly operator?: string
  readonly target?: string
  readonly unit?: string
  readonly weight?: string
}

/** A line of a performance table that somebody began and did not finish. */
export interface IndicatorBlank {
  readonly place: Place
  /** What is printed. */
  readonly text: string
  readonly lacks: 'name' | 'target'
}

/** An amount printed beside a goal. */
export interface GoalAmount {
  readonly place: Place
  /** As printed. */
  readonly text: string
  /** The heading of its column, or the words before it. */
  readonly heading: string
  /** All years of the project, the whole of this year, or one source of it. */
  readonly kind: 'whole-project' | 'year' | 'part'
  readonly printed: Printed
  /** Undefined where no unit is printed. */
  readonly unit?: MoneyUnit
}

/** A goal (绩效目标): what a project or the whole department promises, with its indicators. */
export interface Goal {
  /** `ReadTable.number` of the table in which it stands. */
  readonly table: number
  readonly place: Place
  readonly scope: 'department' | 'project'
  readonly unitName?: string
  /** The project's name as printed; undefined where it could not be read. */
  readonly project?: string
  readonly projectCode?: string
  /** The first-level project that it belongs to, where the form names one of each level. */
  readonly program?: string
  /** 中期目标, 年度目标, as printed. */
  readonly texts: readonly { readonly text: string; readonly place: Place }[]
  readonly amounts: readonly GoalAmount[]
  /** Members of `Reading.indicators`. */
  readonly indicators: readonly Indicator[]
  readonly blanks: readonly IndicatorBlank[]
  /** The printed sum of the weights. */
  readonly weightTotal?: PrintedTotal
  /** The printed sum of the weights of all goals of one unit, on the first of them. */
  readonly unitWeightTotal?: PrintedTotal
}

export interface PrintedTotal {
  readonly place: Place
  readonly text: string
  /** Whose total it is, as printed. */
  readonly of?: string
}

/** Something that was seen and not understood. */
export interface Unread {
  readonly place: Place
  readonly text: string
  readonly reason: UnreadReason
}

export type UnreadReason =
  | 'table-without-figures'
  | 'column-not-understood'
  | 'row-not-understood'
  | 'number-not-understood'
  | 'unit-missing'
  | 'page-without-text'

export interface Heading {
  readonly text: string
  readonly place: Place
  readonly level: number
}

export interface Reading {
  readonly identity: Identity
  /** Entries of the table of contents, in order; empty where there is none. */
  readonly contents: readonly Heading[]
  readonly headings: readonly Heading[]
  readonly tables: readonly ReadTable[]
  readonly statements: readonly Statement[]
  /** Lists of names in sentences. */
  readonly listings?: readonly Listing[]
  /** Undefined when sentences were not read for want of their words. */
  readonly prose?: ProseCoverage
  readonly indicators: readonly Indicator[]
  /** Undefined where performance tables were not grouped into goals. */
  readonly goals?: readonly Goal[]
  readonly unread: readonly Unread[]
}
