/** What people keep for themselves: credentials, sessions, tokens and answers to repeated requests. */

import { StoreFailure } from './failure.ts'
import type { Credential, Session, Token } from './people.ts'
import type { CredentialKind } from './schema.ts'
import { personOf, type Tx } from './store.ts'
import { found } from './versioned.ts'

export async function myCredential(tx: Tx, kind: CredentialKind): Promise<Credential | undefined> {
  return tx.db
    .selectFrom('credential')
    .selectAll()
    .where('person', '=', personOf(tx))
    .where('kind', '=', kind)
    .executeTakeFirst()
}

/** Sets or replaces a credential of the person's own. A second factor counts when it has been confirmed. */
export async function setCredential(
  tx: Tx,
  made: { readonly kind: 'password' | 'totp' | 'oidc'; readonly secret: string; readonly confirmed?: boolean },
): Promise<void> {
  const person = personOf(tx)
  const confirmed = made.confirmed ?? true
  await tx.db.deleteFrom('credential').where('person', '=', person).where('kind', '=', made.kind).execute()
  await tx.db.insertInto('credential').values({ person, kind: made.kind, secret: made.secret, confirmed }).execute()
  tx.record({ act: 'credential.set', kind: 'person', subject: person, detail: { credential: made.kind } })
}

/** Hashes of codes, each good for one sign-in without the second factor. */
export async function setRecoveryCodes(tx: Tx, secrets: readonly string[]): Promise<void> {
  const person = personOf(tx)
  await tx.db.deleteFrom('credential').where('person', '=', person).where('kind', '=', 'recovery').execute()
  for (const secret of secrets)
    await tx.db.insertInto('credential').values({ person, kind: 'recovery', secret }).execute()
  tx.record({ act: 'credential.set', kind: 'person', subject: person, detail: { credential: 'recovery' } })
}

export async function useRecoveryCode(tx: Tx, secret: string): Promise<boolean> {
  const person = personOf(tx)
  const { numDeletedRows } = await tx.db
    .deleteFrom('credential')
    .where('person', '=', person)
    .where('kind', '=', 'recovery')
    .where('secret', '=', secret)
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  tx.record({ act: 'credential.recover', kind: 'person', subject: person })
  return true
}

export async function removeCredential(tx: Tx, kind: CredentialKind): Promise<void> {
  const person = personOf(tx)
  await tx.db.deleteFrom('credential').where('person', '=', person).where('kind', '=', kind).execute()
  tx.record({ act: 'credential.remove', kind: 'person', subject: person, detail: { credential: kind } })
}

export interface NewSession {
  readonly hash: string
  readonly secondFactor: boolean
  readonly expiresAt: Date
  readonly address?: string | undefined
  readonly agent?: string | undefined
}

export async function createSession(tx: Tx, made: NewSession): Promise<Session> {
  const person = personOf(tx)
  const row = await tx.db
    .insertInto('session')
    .values({
      person,
      hash: made.hash,
      second_factor: made.secondFactor,
      expires_at: made.expiresAt,
      address: made.address ?? null,
      agent: made.agent ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  tx.record({
    act: 'signin',
    kind: 'person',
    subject: person,
    detail: { address: made.address, secondFactor: made.secondFactor },
  })
  return row
}

export async function listSessions(tx: Tx): Promise<readonly Session[]> {
  return tx.db
    .selectFrom('session')
    .selectAll()
    .where('person', '=', personOf(tx))
    .where('ended_at', 'is', null)
    .orderBy('created_at', 'desc')
    .execute()
}

/** Ends one session of the person's own, or all but one. */
export async function endSessions(
  tx: Tx,
  which: { readonly id: string } | { readonly allBut?: string },
): Promise<number> {
  const person = personOf(tx)
  let update = tx.db
    .updateTable('session')
    .set({ ended_at: new Date() })
    .where('person', '=', person)
    .where('ended_at', 'is', null)
  if ('id' in which) update = update.where('id', '=', which.id)
  else if (which.allBut !== undefined) update = update.where('id', '<>', which.allBut)
  const { numUpdatedRows } = await update.executeTakeFirst()
  if (numUpdatedRows > 0n)
    tx.record({ act: 'signout', kind: 'person', subject: person, detail: { sessions: Number(numUpdatedRows) } })
  return Number(numUpdatedRows)
}

export async function createToken(
  tx: Tx,
  made: { readonly name: string; readonly hash: string; readonly scopes: readonly string[]; readonly expiresAt: Date },
): Promise<Token> {
  const row = await tx.db
    .insertInto('token')
    .values({
      person: personOf(tx),
      name: made.name,
      hash: made.hash,
      scopes: [...made.scopes],
      expires_at: made.expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  tx.record({ act: 'token.create', kind: 'token', subject: row.id, detail: { scopes: made.scopes } })
  return row
}

export async function listTokens(tx: Tx): Promise<readonly Token[]> {
  return tx.db
    .selectFrom('token')
    .selectAll()
    .where('person', '=', personOf(tx))
    .where('ended_at', 'is', null)
    .orderBy('created_at', 'desc')
    .execute()
}

export async function endToken(tx: Tx, id: string): Promise<void> {
  const row = await tx.db
    .updateTable('token')
    .set({ ended_at: new Date() })
    .where('id', '=', id)
    .where('person', '=', personOf(tx))
    .returning('id')
    .executeTakeFirst()
  found(row, 'token', id)
  tx.record({ act: 'token.end', kind: 'token', subject: id })
}

/** All of the person's own. */
export async function endTokens(tx: Tx): Promise<void> {
  const ended = await tx.db
    .updateTable('token')
    .set({ ended_at: new Date() })
    .where('person', '=', personOf(tx))
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  for (const { id } of ended) tx.record({ act: 'token.end', kind: 'token', subject: id })
}

export interface Answer {
  readonly status: number
  readonly answer: string
}

/**
 * Answers a repeated request with the first answer. Called in the transaction that does the work: the key is taken by an
 * insert, so that a second request waits for the first and then finds its answer. Throws `refused` with reason
 * `idempotency-other-request` when the key was used for something else.
 */
export async function once(
  tx: Tx,
  request: { readonly key: string; readonly request: string },
  work: () => Promise<Answer>,
): Promise<Answer & { readonly isRepeated: boolean }> {
  const person = personOf(tx)
  const taken = await tx.db
    .insertInto('idempotency')
    .values({ person, key: request.key, request: request.request, status: null, answer: null })
    .onConflict((conflict) => conflict.columns(['person', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  const mine = () =>
    tx.db.selectFrom('idempotency').selectAll().where('person', '=', person).where('key', '=', request.key)
  if (!taken) {
    const first = found(await mine().executeTakeFirst(), 'idempotency', request.key)
    if (first.request !== request.request) throw new StoreFailure('refused', { reason: 'idempotency-other-request' })
    return { status: first.status ?? 500, answer: first.answer ?? '', isRepeated: true }
  }
  const made = await work()
  await tx.db
    .updateTable('idempotency')
    .set({ status: made.status, answer: made.answer })
    .where('person', '=', person)
    .where('key', '=', request.key)
    .execute()
  return { ...made, isRepeated: false }
}
