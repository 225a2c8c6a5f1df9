/**
 * What the model cannot know is written as a rule: each a small pure function that yields findings.
 */
import type { Document } from '@gouji/document'
import type { Reading } from '@gouji/read'
import type { Knowledge } from '../check.ts'
import type { Book } from '../quantities.ts'
import type { Finding } from '../report.ts'

export interface RuleContext {
  readonly document: Document
  readonly reading: Reading
  readonly knowledge: Knowledge
  readonly book: Book
  /** Findings of the relations, so that a rule need not repeat what the arithmetic already says. */
  readonly arithmetic: readonly Finding[]
}

export type Rule = (context: RuleContext) => Finding[]

const RULES: readonly Rule[] = []

export const runRules = (context: RuleContext): Finding[] => RULES.flatMap((rule) => rule(context))
