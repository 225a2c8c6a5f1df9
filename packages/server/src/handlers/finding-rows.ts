/** Findings with their life, as the interface shows them. */
import type { Finding, FindingEvent } from '@gouji/api'
import type { Finding as Row, Tx } from '@gouji/store'
import { type FindingDetail, ruleTitle } from '../tasks/check-document.ts'

const ACT = {
  opened: 'found',
  answered: 'answered',
  accepted: 'accepted',
  reopened: 'reopened',
  fixed: 'fixed',
} as const

export async function shownFindings(tx: Tx, rows: readonly Row[]): Promise<Finding[]> {
  if (rows.length === 0) return []
  const events = await tx.db
    .selectFrom('finding_event')
    .select(['finding', 'kind', 'reason', 'person_name', 'at'])
    .where(
      'finding',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('at')
    .execute()
  const byFinding = Map.groupBy(events, ({ finding }) => finding)
  return rows.map((row) => {
    const detail = row.detail as unknown as FindingDetail
    return {
      id: row.id,
      document: row.document,
      number: detail.number,
      rule: row.code,
      ruleTitle: ruleTitle(row.code),
      group: detail.group,
      severity: row.severity === 'hint' ? 'info' : row.severity,
      verdict: detail.verdict,
      message: row.title,
      ...(detail.arithmetic === undefined ? {} : { arithmetic: detail.arithmetic }),
      ...(detail.basis === '' ? {} : { basis: detail.basis }),
      ...(detail.printed === undefined ? {} : { printed: detail.printed }),
      ...(detail.proposed === undefined ? {} : { proposed: detail.proposed }),
      ...(detail.place === undefined ? {} : { place: detail.place as NonNullable<Finding['place']> }),
      evidence: detail.evidence as Finding['evidence'],
      state: row.state,
      events: (byFinding.get(row.id) ?? []).map(
        (event): FindingEvent => ({
          at: event.at.toISOString(),
          by: event.person_name,
          act: ACT[event.kind],
          ...(event.reason === '' || event.reason === 'read-again' ? {} : { text: event.reason }),
        }),
      ),
      version: row.version,
    }
  })
}
