/**
 * A document of which only the first pages were read (they were more than the limit). What is missing there may stand on
 * the other pages: it is told as not verified, and the document does not pass.
 */
import type { Document } from '@gouji/document'
import type { Finding } from './report.ts'

/** Rules that tell what the document as a whole lacks. */
const OF_ABSENCE: ReadonlySet<string> = new Set([
  'GOAL-COUNT',
  'GOAL-SET',
  'STRUCT-CONTENTS',
  'STRUCT-HEADING',
  'STRUCT-TABLES',
  'STRUCT-UNITS',
  'WORDING-SECTION',
  'WORDING-TERM-MISSING',
  'WORDING-TERM-UNUSED',
])

/** Pages behind the last one that was read. */
export function unreadPages({ doubts }: Document): number {
  const facts = doubts.find(({ code }) => code === 'pages-beyond-limit')?.facts
  return facts ? Number(facts.pages) - Number(facts.read) : 0
}

export function withUnread(findings: readonly Finding[], document: Document): Finding[] {
  const pages = unreadPages(document)
  if (pages === 0) return [...findings]
  return findings.map((finding) =>
    OF_ABSENCE.has(finding.rule)
      ? {
          ...finding,
          severity: 'info',
          state: 'unverified',
          message: `${finding.message}文件还有 ${pages} 页没有读，未校验。`,
        }
      : finding,
  )
}
