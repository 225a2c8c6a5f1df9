import type { Relation } from '../decode/index.ts'

/** What a relation says, for people and for weighing it. */
export interface Tie {
  readonly rule: RelationRule
  readonly terms: Relation['terms']
  readonly kind: Relation['kind']
  /** 0 to 1. */
  readonly trust: number
  /** Relations that rest on the same reading of the structure: all columns of one row tree, all rows of one heading. */
  readonly family: string
  /** The law, standard or logic behind it. */
  readonly basis: string
  /** What is compared, in the words of the table. */
  readonly subject: string
}

export type RelationRule =
  | 'SUM-COLUMNS'
  | 'SUM-ROWS'
  | 'SUM-TOTAL'
  | 'SUM-UNITS'
  | 'SUM-PROJECTS'
  | 'SUM-LEVELS'
  | 'SUM-ACROSS'
  | 'SAME-COORDINATES'
  | 'BALANCE'
  | 'CHANGE'
  | 'PROSE-SUM'
  | 'TIE'
  | 'PART-WITHIN'
