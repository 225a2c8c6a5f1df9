/** What the desk does for a request: seconds at most, on threads of its own, so that no request waits for another's. */
import type { BudgetProblem } from '@gouji/budget'
import type { ComposeProblem } from '@gouji/compose'
import type { StoredRow } from './ledger-rows.ts'

export type DeskTask =
  | { readonly kind: 'page'; readonly path: string; readonly page: number }
  | { readonly kind: 'problems'; readonly rows: readonly StoredRow[]; readonly pack?: string }
  | { readonly kind: 'preview'; readonly rows: readonly StoredRow[]; readonly pack?: string }
  | { readonly kind: 'workbook'; readonly rows: readonly StoredRow[] }
  | { readonly kind: 'import'; readonly path: string; readonly name: string }
  | { readonly kind: 'adopt'; readonly path: string; readonly name: string; readonly year?: number }
  | { readonly kind: 'text'; readonly path: string; readonly name: string }

export interface DeskResult {
  readonly bytes?: Uint8Array
  readonly name?: string
  readonly rows?: readonly StoredRow[]
  readonly budgetProblems: readonly BudgetProblem[]
  readonly composeProblems: readonly ComposeProblem[]
  /** The pack that was used is not there or broken. */
  readonly packWrong?: boolean
  readonly tables?: readonly PlainTable[]
  readonly sentences?: readonly string[]
}

/** A table as people compare it: rows by their label, columns by their heading. */
export interface PlainTable {
  readonly title: string
  readonly cells: readonly { readonly label: string; readonly column: string; readonly text: string }[]
}
