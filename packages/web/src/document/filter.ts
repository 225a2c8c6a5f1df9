import type { Finding } from '@gouji/api'

export interface FindingFilter {
  readonly severity: Finding['severity'] | 'all'
  readonly state: Finding['state'] | 'all'
  readonly group: string | 'all'
  readonly text: string
}

export const NO_FILTER: FindingFilter = { severity: 'all', state: 'all', group: 'all', text: '' }

const RANK = { error: 0, warning: 1, info: 2 } as const

/** What is left, worst first, those of one cause together, each in the order of the document. */
export function filterFindings(findings: readonly Finding[], filter: FindingFilter): readonly Finding[] {
  const text = filter.text.trim()
  const left = findings.filter(
    (f) =>
      (filter.severity === 'all' || f.severity === filter.severity) &&
      (filter.state === 'all' || f.state === filter.state) &&
      (filter.group === 'all' || f.group === filter.group) &&
      (text === '' ||
        f.message.includes(text) ||
        f.number.includes(text) ||
        f.evidence.some((e) => e.text.includes(text))),
  )
  const order = new Map(findings.map((f, i) => [f.id, i]))
  const groups = new Map<string, number>()
  for (const f of left) groups.set(f.group, Math.min(groups.get(f.group) ?? 9, RANK[f.severity]))
  const names = [...groups.keys()]
  return [...left].sort(
    (a, b) =>
      groups.get(a.group)! - groups.get(b.group)! ||
      names.indexOf(a.group) - names.indexOf(b.group) ||
      RANK[a.severity] - RANK[b.severity] ||
      order.get(a.id)! - order.get(b.id)!,
  )
}

/** How many there are of each member of a field. */
export function countBy<K extends string>(findings: readonly Finding[], of: (f: Finding) => K): ReadonlyMap<K, number> {
  const counts = new Map<K, number>()
  for (const f of findings) counts.set(of(f), (counts.get(of(f)) ?? 0) + 1)
  return counts
}
