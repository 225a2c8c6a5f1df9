/** Sentences against tables and against each other. */

import type { Document } from '@gouji/document'
import type { Interval } from '@gouji/ledger'
import type { Knowledge } from '../check.ts'
import type { Claimed } from '../relation/same.ts'
import type { Finding } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { baseFindings, PROSE_BASE } from './base.ts'
import { alikeFindings, PROSE_ALIKE } from './changes.ts'
import { characterFindings, PROSE_CHARACTER } from './character.ts'
import { comparisonFindings, PROSE_NIL, PROSE_WORD } from './comparison.ts'
import { PROSE_COPIED } from './copied-reason.ts'
import { executedFindings, halfFindings, PROSE_EXECUTED, PROSE_HALF } from './half-told.ts'
import { listFindings, PROSE_ITEM, PROSE_LISTING } from './lists.ts'
import { PROSE_PARTS, partsFindings } from './parts.ts'
import { PROSE_PAST, pastFindings } from './past-parts.ts'
import { YEAR_PREVIOUS } from './previous.ts'
import { kindsFindings, PROSE_KINDS } from './procured-kinds.ts'
import { PROSE_PURPOSE, purposeFindings } from './purpose.ts'
import { PROSE_RATE, PROSE_SHARE, rateFindings } from './rates.ts'
import { PROSE_REASON, reasonFindings } from './reasons.ts'
import type { ProseBook } from './statements.ts'
import { PROSE_UNREASONED, unreasonedFindings } from './unreasoned.ts'

import { PROSE_YEAR, yearFindings } from './year-of-amount.ts'

export { apartFromNil } from './apart.ts'
export { previousFindings, type Told } from './previous.ts'
export { PROSE_PROCUREMENT, proseProcurement } from './procurement.ts'
export { PROSE_PROJECTS, proseProjects } from './project-sums.ts'
export { PROSE_PROJECT, proseProject } from './projects.ts'
export { isProse, type ProseBook, withStatements } from './statements.ts'
export { proseSums } from './sums.ts'

export const PROSE_RULES: readonly RuleInfo[] = [
  PROSE_SHARE,
  PROSE_RATE,
  PROSE_PARTS,
  PROSE_BASE,
  PROSE_WORD,
  PROSE_REASON,
  PROSE_COPIED,
  PROSE_UNREASONED,
  PROSE_ALIKE,
  PROSE_NIL,
  PROSE_LISTING,
  PROSE_ITEM,
  PROSE_PURPOSE,
  PROSE_CHARACTER,
  PROSE_YEAR,
  PROSE_PAST,
  PROSE_KINDS,
  PROSE_HALF,
  PROSE_EXECUTED,
  YEAR_PREVIOUS,
]

/** `corrected`: quantity → the amounts that it should have, where the arithmetic has found it wrong. */
export const proseFindings = (
  document: Document,
  book: ProseBook,
  claims: readonly Claimed[],
  corrected: ReadonlyMap<number, Interval>,
  knowledge: Knowledge,
): Finding[] => [
  ...rateFindings(book, claims, corrected),
  ...comparisonFindings(book, claims),
  ...reasonFindings(document, book.reading.statements, knowledge.tables?.get('relations/reasons')),
  ...alikeFindings(book.reading.statements),
  ...unreasonedFindings(document, book.reading, knowledge.tables?.get('relations/reasons')),
  ...listFindings(book, claims),
  ...purposeFindings(document, book),
  ...characterFindings(document, book, claims),
  ...partsFindings(document),
  ...baseFindings(document, book.reading),
  ...yearFindings(book, claims),
  ...pastFindings(book),
  ...kindsFindings(book.reading),
  ...halfFindings(book.reading),
  ...executedFindings(document, book.reading),
]
