/**
 * What makes a finding the same one when a document is checked again or its next edition comes: the rule, where it looks
 * and what stands there. Pages and boxes do not count, for a line more above moves them all.
 */
import { createHash } from 'node:crypto'
import type { Finding } from '@gouji/check'

export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const { rule, evidence, suspects, found } = finding
    const told = [
      rule,
      found ?? '',
      ...evidence.map(({ where, text, role }) => `${role}|${where ?? ''}|${text}`).sort(),
      ...suspects.map(({ text, found: value }) => `${text}|${value}`).sort(),
    ]
    const key = createHash('sha256').update(told.join('\u0000')).digest('hex').slice(0, 40)
    const nth = seen.get(key) ?? 0
    seen.set(key, nth + 1)
    return nth === 0 ? key : `${key}-${nth}`
  })
}
