/** Grants as the interface shows them. */
import type { Grant } from '@gouji/api'
import type { Tx } from '@gouji/store'

export async function grantsOf(tx: Tx, people: readonly string[]): Promise<Map<string, Grant[]>> {
  const out = new Map<string, Grant[]>()
  if (people.length === 0) return out
  const rows = await tx.db
    .selectFrom('grant as g')
    .leftJoin('organisation as o', 'o.id', 'g.organisation')
    .select(['g.id', 'g.person', 'g.role', 'g.organisation', 'o.name', 'g.valid_from', 'g.valid_to', 'g.state'])
    .where('g.person', 'in', people)
    .where('g.state', 'in', ['active', 'proposed'])
    .orderBy('g.created_at')
    .execute()
  for (const row of rows) {
    const grant: Grant = {
      id: row.id,
      role: row.role,
      organisation: row.organisation,
      organisationName: row.name ?? '',
      from: row.valid_from,
      ...(row.valid_to === null ? {} : { to: row.valid_to }),
      approved: row.state === 'active',
    }
    out.set(row.person, [...(out.get(row.person) ?? []), grant])
  }
  return out
}
