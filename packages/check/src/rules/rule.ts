/**
 * A rule is a small pure function that yields findings, with data that say what it checks and why, so that it can be
 * explained, listed and documented without reading code.
 */
import type { Document, Place } from '@gouji/document'
import type { Reading, ReadRow, ReadTable } from '@gouji/read'
import type { Knowledge } from '../check.ts'
import type { Book } from '../quantities.ts'
import type { Evidence, Finding, Severity } from '../report.ts'

export interface RuleContext {
  readonly document: Document
  readonly reading: Reading
  readonly knowledge: Knowledge
  readonly book: Book
  /** Findings of the relations, so that a rule need not repeat what the arithmetic already says. */
  readonly arithmetic: readonly Finding[]
}

export type Rule = (context: RuleContext) => Finding[]

export interface RuleInfo {
  readonly id: string
  /** The gravest that it gives; a finding may be milder when its proof is weaker. */
  readonly severity: Severity
  readonly title: { readonly zh: string; readonly en: string }
  /** What it looks at, in words for a finance officer. */
  readonly checks: string
  /** The law, standard or logic that it rests on. */
  readonly basis: string
  readonly good: string
  readonly bad: string
}

export interface Observation {
  /** Tells findings of one rule apart, the same in every run on the same document. */
  readonly key: string
  readonly severity?: Severity
  readonly state?: Finding['state']
  readonly origin?: Finding['origin']
  readonly message: string
  readonly expected?: string
  readonly found?: string
  readonly evidence: readonly Evidence[]
}

export function findingOf(info: RuleInfo, seen: Observation): Finding {
  return {
    id: `${info.id}@${seen.key}`,
    rule: info.id,
    severity: seen.severity ?? info.severity,
    state: seen.state ?? 'fail',
    origin: seen.origin ?? 'source',
    message: seen.message,
    ...(seen.expected === undefined ? {} : { expected: seen.expected }),
    ...(seen.found === undefined ? {} : { found: seen.found }),
    basis: info.basis,
    evidence: seen.evidence,
    suspects: [],
    consequences: [],
  }
}

export const nameOfTable = (table: ReadTable): string =>
  table.title === '' ? `表${table.number}` : `表${table.number} ${table.title}`

/** A row as it is printed: code and label. */
export const textOfRow = (row: ReadRow): string => [row.codePrinted, row.label].filter(Boolean).join(' ')

export const evidenceOfRow = (table: ReadTable, row: ReadRow, role: Evidence['role'] = 'suspect'): Evidence => ({
  place: row.codePlace ?? row.labelPlace ?? row.place,
  where: nameOfTable(table),
  text: textOfRow(row),
  role,
})

export const evidenceAt = (
  place: Place,
  text: string,
  where?: string,
  role: Evidence['role'] = 'suspect',
): Evidence => ({
  place,
  text: text.length > 120 ? `${text.slice(0, 119)}…` : text,
  role,
  ...(where === undefined ? {} : { where }),
})

/** Several things in one sentence, at most `most` of them spelled out. */
export function listed(items: readonly string[], most = 6): string {
  const shown = items.slice(0, most).join('、')
  return items.length > most ? `${shown} 等 ${items.length} 处` : shown
}

/** Whether any figure other than zero is printed in the table. */
export const hasFigures = (table: ReadTable): boolean =>
  table.cells.some((c) => c.printed !== undefined && !c.noise && c.printed.digits !== 0n)

/**
 * Whether the text bears marks of recognition from a picture. What is torn there may be whole in the original, so such
 * findings say that conversion may have made them. Blanks inside numbers come from layout and damage nothing.
 */
export function isDamaged(context: RuleContext): boolean {
  const printed = context.book.cells.filter((c) => c.printed !== undefined)
  const mended = printed.filter((c) => c.printed!.repairs.some((r) => r !== 'blank-inside' && r !== 'full-width'))
  return mended.length * 50 > printed.length
}
