/** What findings about single sentences have in common. */
import type { Statement } from '@gouji/read'
import type { Evidence, Finding, Severity } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { findingOf } from '../rules/rule.ts'
import { PROSE } from './statements.ts'

export const evidenceOf = (s: Statement, role: Evidence['role'] = 'suspect'): Evidence => ({
  place: s.place,
  where: PROSE,
  text: s.quote,
  role,
})

const keyOf = (s: Statement): string =>
  `${s.place.page ?? ''}${s.place.line ?? s.place.block ?? ''}.${s.place.column ?? ''}.${s.value}`

export function sentenceFinding(
  info: RuleInfo,
  s: Statement,
  told: {
    readonly message: string
    readonly arithmetic?: string
    readonly severity?: Severity
    readonly expected?: string
    readonly found?: string
    readonly others?: readonly Statement[]
  },
): Finding {
  const base = findingOf(info, {
    key: keyOf(s),
    message: told.message,
    ...(told.severity ? { severity: told.severity } : {}),
    ...(told.expected ? { expected: told.expected } : {}),
    ...(told.found ? { found: told.found } : {}),
    evidence: [evidenceOf(s), ...(told.others ?? []).map((o) => evidenceOf(o, 'context'))],
  })
  return told.arithmetic ? { ...base, arithmetic: told.arithmetic } : base
}

/** `增加` 1013.89 万元, as the sentence says it. */
export const amountText = (s: Statement): string => `${s.value}${s.unit}`
