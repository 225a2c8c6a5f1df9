/** Where a person manages: calendars and packs of the bureau hold for all below it. */
import type { Tx } from '@gouji/store'
import { sql } from 'kysely'
import { Refusal } from '../http/problem.ts'

export async function managedIfAny(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select o.id from organisation o
    where o.id in (select gouji.reach('manage')) order by length(o.path), o.code limit 1`.execute(tx.db)
  return rows[0]?.id
}

export async function managed(tx: Tx): Promise<string> {
  const id = await managedIfAny(tx)
  if (id === undefined) throw new Refusal('not-allowed')
  return id
}
