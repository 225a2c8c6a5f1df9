/**
 * A write that is sent twice with one key happens once. The key is taken in the transaction of the act itself: a second
 * request waits for the first, and finds its answer or, where the first failed, a free key.
 */

import type { Tx } from '@gouji/store'
import { sql } from 'kysely'
import type { Sealer } from '../account/seal.ts'
import { Refusal } from './problem.ts'

export interface Repeated {
  readonly key: string
  readonly endpoint: string
  readonly bodyHash: string
}

const KEPT = '24 hours'

export async function once(
  tx: Tx,
  person: string,
  { key, endpoint, bodyHash }: Repeated,
  sealer: Sealer,
  act: () => Promise<unknown>,
): Promise<unknown> {
  const request = `${endpoint} ${bodyHash}`
  await sql`delete from gouji.idempotency where person = ${person} and key = ${key}
    and created_at < now() - ${sql.lit(KEPT)}::interval`.execute(tx.db)
  const taken = await sql`insert into gouji.idempotency (person, key, request) values (${person}, ${key}, ${request})
    on conflict (person, key) do nothing returning key`.execute(tx.db)
  if (taken.rows.length === 0) {
    const known = await sql<{ request: string; answer: string | null }>`
      select request, answer from gouji.idempotency where person = ${person} and key = ${key}`.execute(tx.db)
    const [row] = known.rows
    if (!row || row.request !== request) throw new Refusal('key-reused')
    return row.answer === null ? undefined : JSON.parse(sealer.open(row.answer))
  }
  const result = await act()
  // An answer may hold a one-time password, which must not lie readable in a table.
  const answer = result === undefined ? null : sealer.seal(JSON.stringify(result))
  await sql`update gouji.idempotency set status = 200, answer = ${answer} where person = ${person} and key = ${key}`.execute(
    tx.db,
  )
  return result
}
