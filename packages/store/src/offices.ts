/** What 安全管理员 and 系统管理员 do to accounts and see of them. */
import { sql } from 'kysely'
import type { Tx } from './store.ts'

export async function unlockPerson(tx: Tx, person: string): Promise<void> {
  await sql`select gouji.credential_unlock(${person})`.execute(tx.db)
  tx.record({ act: 'credential.unlock', kind: 'person', subject: person })
}

/** Lets a password count that another office has reset. */
export async function confirmReset(tx: Tx, person: string): Promise<void> {
  await sql`select gouji.credential_confirm(${person})`.execute(tx.db)
  tx.record({ act: 'credential.confirm', kind: 'person', subject: person })
}

export interface PersonFacts {
  readonly id: string
  readonly locked: boolean
  readonly second_factor: boolean
  /** The password was reset, and nobody of the other office has confirmed it. */
  readonly held: boolean
}

/** Of those people whom the asking person may see. */
export async function peopleFacts(tx: Tx, people: readonly string[]): Promise<readonly PersonFacts[]> {
  const { rows } = await sql<PersonFacts>`select * from gouji.people_facts(${sql.val([...people])}::uuid[])`.execute(
    tx.db,
  )
  return rows
}
