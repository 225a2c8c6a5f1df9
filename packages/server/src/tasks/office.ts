/**
 * What the server needs of the command line's work: the chain from file to findings in workers of its own, the reports,
 * and the words. The command hands it in, so that there is one chain, one list of formats and one wording.
 */
import type { BudgetProblem, ConsolidationProblem } from '@gouji/budget'
import type { Finding, Report, Waiver } from '@gouji/check'
import type { ComposeProblem, PackProblem } from '@gouji/compose'
import type { Block, Document, Failure, Page } from '@gouji/document'
import type { Reading } from '@gouji/read'

export interface FileTask {
  readonly path: string
  readonly name: string
  /** Where the document does not say it or says it wrong. */
  readonly year?: number
}

export interface CheckedFile {
  readonly source: Pick<Document, 'format' | 'sha256' | 'bytes' | 'doubts'> & { readonly pages: number }
  readonly reading: Reading
  readonly report: Report
  readonly blocks: readonly Block[]
  readonly pages: readonly Page[]
  /** In the order and with the numbers that every report gives them. */
  readonly numbered: readonly { readonly number: number; readonly finding: Finding }[]
}

export const REPORT_FORMATS = ['annotated', 'xlsx', 'html', 'csv', 'json'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

export interface ReportFile {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly ending: string
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export interface Words {
  readonly message: string
  readonly remedy: string
}

export interface Office {
  readonly check: (file: FileTask) => Promise<Outcome<CheckedFile>>
  readonly report: (file: FileTask, format: ReportFormat, accepted: readonly Waiver[]) => Promise<Outcome<ReportFile>>
  readonly failureWords: (failure: Failure) => Words
  readonly budgetWords: (problem: BudgetProblem) => Words
  readonly composeWords: (problem: ComposeProblem) => Words
  readonly mergeWords: (problem: ConsolidationProblem) => Words
  readonly packWords: (problem: PackProblem) => Words
  readonly close: () => Promise<void>
}
