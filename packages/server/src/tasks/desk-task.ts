/** What the desk does for a request: seconds at most, on threads of its own, so that no request waits for another's. */
import type { Organisation } from '@gouji/api'
import type { BudgetProblem, ConsolidationProblem, LineDifference, Origin } from '@gouji/budget'
import type { BookFigure, ComposeProblem, PackProblem, ReasonedChange } from '@gouji/compose'
import type { PackText } from '@gouji/publish'
import type { PackInUse, ReasonThresholds } from '@gouji/store'
import type { PlainTable } from './comparison.ts'
import type { StoredRow } from './ledger-rows.ts'
import type { ReadOrganisations } from './organisation-workbook.ts'

export type DeskTask =
  | { readonly kind: 'page'; readonly path: string; readonly page: number }
  | ({ readonly kind: 'problems' | 'preview' } & LedgerWithPacks)
  | { readonly kind: 'pack'; readonly name: string; readonly packs: readonly PackText[]; readonly show: PackShow }
  | ({ readonly kind: 'figure'; readonly number: number } & LedgerWithPacks)
  | { readonly kind: 'consolidate'; readonly parts: readonly LedgerPart[]; readonly whole?: readonly StoredRow[] }
  | { readonly kind: 'workbook'; readonly rows: readonly StoredRow[] }
  | { readonly kind: 'import'; readonly path: string; readonly name: string }
  | { readonly kind: 'adopt'; readonly path: string; readonly name: string; readonly year?: number }
  | {
      readonly kind: 'organisations'
      readonly path: string
      readonly name: string
      readonly known: readonly Organisation[]
    }
  | { readonly kind: 'text'; readonly path: string; readonly name: string }

/** The book of one unit, by the id of its ledger. */
export interface LedgerPart {
  readonly ledger: string
  readonly rows: readonly StoredRow[]
}

export interface LedgerWithPacks {
  readonly rows: readonly StoredRow[]
  /** Named by whoever asks. */
  readonly pack?: string
  readonly packsInUse: readonly PackInUse[]
  /** Where the bureau has laid down for which changes it wants reasons. */
  readonly reasonsAsked?: ReasonThresholds
}

/** What is wrong with a pack, found by looking at it and by a trial; or a sample of its books as a web page. */
export type PackShow = 'problems' | 'sample'

export interface DeskResult {
  readonly bytes?: Uint8Array
  readonly name?: string
  readonly rows?: readonly StoredRow[]
  readonly budgetProblems: readonly BudgetProblem[]
  readonly composeProblems: readonly ComposeProblem[]
  readonly organisations?: ReadOrganisations
  readonly packProblems?: readonly PackProblem[]
  /** Ledgers of the trial whose book did not come back equal. */
  readonly unproved?: readonly {
    readonly ledger: 'full' | 'bare'
    readonly figures: number
    readonly findings: number
  }[]
  /** Changes that the book gives reasons for, with what a reason could begin with. */
  readonly changes?: readonly DeskChange[]
  readonly figure?: DeskFigure
  readonly consolidation?: DeskConsolidation
  /** The pack that was used is not there or broken. */
  readonly packWrong?: boolean
  readonly tables?: readonly PlainTable[]
  readonly sentences?: readonly string[]
}

export interface DeskChange extends Omit<ReasonedChange, 'now' | 'base' | 'unit'> {
  readonly name: string
  readonly now: bigint
  readonly base: bigint
  readonly draft: string
}

/** A place in one of several ledgers. */
export interface LedgerPlace {
  readonly ledger: string
  readonly sheet?: string
  readonly row?: number
  readonly field?: string
}

/** The books of a department's units together, and against the department's own. */
export interface DeskConsolidation {
  readonly units: readonly {
    readonly code: string
    readonly name: string
    readonly nature: string
    readonly depth: number
    /** Undefined where only the department's book tells of it. */
    readonly ledger: string | undefined
    readonly income: bigint
    readonly expenditure: bigint
    /** In the department's own book. */
    readonly whole: { readonly income: bigint; readonly expenditure: bigint } | undefined
  }[]
  readonly eliminations: readonly {
    readonly kind: string
    readonly payer: string
    readonly receiver: string
    readonly fen: bigint
    readonly places: readonly LedgerPlace[]
  }[]
  readonly eliminated: bigint
  readonly income: bigint
  readonly expenditure: bigint
  readonly whole: { readonly income: bigint; readonly expenditure: bigint; readonly eliminated: bigint } | undefined
  readonly problems: readonly { readonly problem: ConsolidationProblem; readonly place: LedgerPlace | undefined }[]
  /** Of the units that both tell of. */
  readonly differences: readonly (Omit<LineDifference, 'subject'> & { readonly unit: string; readonly what: string })[]
  /** Ledgers that hold no budget that could be added up, with how many errors they have. */
  readonly unread: readonly { readonly ledger: string; readonly errors: number }[]
  readonly errors: ReadonlyMap<string, number>
}

export interface DeskFigure extends Pick<BookFigure, 'text' | 'expression'> {
  readonly unit: string
  readonly terms: readonly { readonly name: string; readonly text: string }[]
  readonly origins: readonly Origin[]
}
