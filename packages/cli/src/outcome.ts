/** What working on one file yields, and everything that a format needs to show it. */
import type { Report } from '@gouji/check'
import type { Block, Document, Failure, Page } from '@gouji/document'
import type { DrawnPage } from '@gouji/files'
import type { Reading } from '@gouji/read'

export interface Input {
  /** Where to read it from; `-` is standard input. */
  readonly path: string
  /** How it is named to people: never longer than the user wrote it. */
  readonly name: string
}

/** The document without its blocks: the reading carries all that is shown of them. */
export type Source = Pick<Document, 'format' | 'sha256' | 'bytes' | 'doubts'> & { readonly pages: number }

export interface Done {
  readonly kind: 'done'
  readonly input: Input
  readonly source: Source
  readonly reading: Reading
  /** Absent for `gouji read`. */
  readonly report?: Report
  /** Only for a format that shows the document itself. */
  readonly shown?: Shown
  /** The PDF with notes, when it was asked for. */
  readonly annotated?: Uint8Array
}

/** The document itself, for a report that shows it. */
export interface Shown {
  readonly blocks: readonly Block[]
  readonly pages: readonly Page[]
  /** Pictures of the pages of a PDF, in order; pages may be missing. */
  readonly pictures: readonly DrawnPage[]
}

export interface Failed {
  readonly kind: 'failed'
  readonly input: Input
  readonly failure: Failure
}

export type Outcome = Done | Failed

/** What `check` makes of one document; `read` has no report and so no verdict. */
export interface Checked extends Done {
  readonly report: Report
}

export const isChecked = (outcome: Outcome): outcome is Checked =>
  outcome.kind === 'done' && outcome.report !== undefined

export const EXIT = { clean: 0, findings: 1, unread: 2, usage: 64, interrupted: 130 } as const

/**
 * The exit status of one outcome. A document of which nothing could be checked counts as not read: a pipeline must
 * never take 未校验 for a pass.
 */
export function exitStatus(outcome: Outcome): number {
  if (outcome.kind === 'failed') return EXIT.unread
  if (!outcome.report) return EXIT.clean
  if (outcome.report.verdict === 'unverified') return EXIT.unread
  return outcome.report.verdict === 'fail' ? EXIT.findings : EXIT.clean
}
