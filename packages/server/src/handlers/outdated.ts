/** Documents that an earlier version of the program has checked: what it has learnt since, they do not show. */
import type { Tx } from '@gouji/store'
import { type RawBuilder, sql } from 'kysely'

/** How a reading names the program that made it. */
export const engineName = (version: string): string => `gouji ${version}`

/** Those that the person may have checked again, and that do not wait for it already. */
const outdated = (engine: string): RawBuilder<unknown> => sql`document d
  join lateral (select engine from reading where document = d.id order by created_at desc limit 1) r on true
  left join job w on w.id = (d.recognised ->> 'job')::uuid
  where d.removed_at is null and r.engine <> ${engine} and coalesce(w.state not in ('queued', 'running'), true)
    and d.organisation in (select gouji.reach('upload'))`

export async function countOutdated(tx: Tx, engine: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${outdated(engine)}`.execute(tx.db)
  return rows[0]!.n
}

/** The newest first: they are looked at most. */
export async function outdatedDocuments(
  tx: Tx,
  engine: string,
  most: number,
): Promise<{ readonly id: string; readonly organisation: string }[]> {
  const { rows } = await sql<{ id: string; organisation: string }>`select d.id, d.organisation from ${outdated(engine)}
    order by d.uploaded_at desc, d.id limit ${most}::int`.execute(tx.db)
  return rows
}
