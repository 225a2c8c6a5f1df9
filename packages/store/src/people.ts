/**
 * People, what they may do where, and how they prove who they are. Secrets come in as hashes that the server made;
 * nothing here knows a password.
 */
import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { CredentialKind, Database, Role } from './schema.ts'
import { personOf, type Store, type Tx } from './store.ts'
import { changeRow, found } from './versioned.ts'

export type Person = Selectable<Database['person']>
export type Grant = Selectable<Database['grant']>
export type Credential = Selectable<Database['credential']>
export type Session = Selectable<Database['session']>
export type Token = Selectable<Database['token']>

// First start

export interface Beginning {
  readonly organisation: {
    readonly code: string
    readonly name: string
    readonly kind?: 'region' | 'bureau'
    readonly region: string
  }
  /** At least 系统管理员 and 安全管理员, and not the same person. */
  readonly administrators: readonly {
    readonly role: 'system_admin' | 'security_admin' | 'auditor'
    readonly login: string
    readonly name: string
    /** The hash of the password. */
    readonly secret: string
  }[]
}

export async function isStarted(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select gouji.is_started() as yes`.execute(tx.db)
  return rows[0]!.yes
}

/** In `store.nobody`. Throws `refused` with reason `already-started` once there is anybody. */
export async function begin(tx: Tx, beginning: Beginning): Promise<string> {
  const { rows } = await sql<{ id: string }>`select gouji.begin(${JSON.stringify(beginning.organisation)}::jsonb,
    ${JSON.stringify(beginning.administrators)}::jsonb) as id`.execute(tx.db)
  const { id } = rows[0]!
  const detail = { administrators: beginning.administrators.map((one) => one.login) }
  tx.record({ act: 'begin', kind: 'organisation', subject: id, by: 'first start', detail })
  return id
}

// Accounts

export interface NewPerson {
  readonly organisation: string
  readonly login: string
  readonly name: string
  /** The hash of a first password, to be changed at the first sign-in. */
  readonly secret?: string
}

export async function createPerson(tx: Tx, made: NewPerson): Promise<Person> {
  const id = randomUUID()
  const { organisation, name } = made
  await tx.db.insertInto('person').values({ id, organisation, login: made.login.trim().toLowerCase(), name }).execute()
  if (made.secret !== undefined) {
    await tx.db
      .insertInto('credential')
      .values({ person: id, kind: 'password', secret: made.secret, must_change: true })
      .execute()
  }
  tx.record({ act: 'person.create', kind: 'person', subject: id, organisation, detail: { login: made.login } })
  return getPerson(tx, id)
}

export async function getPerson(tx: Tx, id: string): Promise<Person> {
  return found(await tx.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst(), 'person', id)
}

export async function listPeople(
  tx: Tx,
  query: { readonly organisation?: string; readonly limit?: number; readonly offset?: number } = {},
): Promise<readonly Person[]> {
  let select = tx.db.selectFrom('person').selectAll()
  if (query.organisation !== undefined) select = select.where('organisation', '=', query.organisation)
  return select
    .orderBy('login')
    .limit(query.limit ?? 1000)
    .offset(query.offset ?? 0)
    .execute()
}

export interface PersonChange {
  readonly id: string
  readonly version: number
  readonly name?: string | undefined
  readonly organisation?: string | undefined
  readonly isDisabled?: boolean | undefined
}

export async function changePerson(tx: Tx, change: PersonChange): Promise<number> {
  const { id, version, name, organisation, isDisabled } = change
  const disabled = isDisabled === undefined ? undefined : isDisabled ? new Date() : null
  const next = await changeRow(tx, 'person', { id, version, set: { name, organisation, disabled_at: disabled } })
  tx.record({ act: 'person.change', kind: 'person', subject: id, organisation, detail: { isDisabled } })
  return next
}

/** A new first password from the administrator; open sessions end. */
export async function resetCredential(
  tx: Tx,
  reset: { readonly person: string; readonly secret: string; readonly withSecondFactor: boolean },
): Promise<void> {
  await sql`select gouji.credential_reset(${reset.person}, ${reset.secret}, ${reset.withSecondFactor})`.execute(tx.db)
  const detail = { withSecondFactor: reset.withSecondFactor }
  tx.record({ act: 'credential.reset', kind: 'person', subject: reset.person, detail })
}

/**
 * For the machine's own command, when an administrator has forgotten the password: nobody in the browser may set another
 * administrator's. Returns whether there is such a login.
 */
export async function recoverAccount(
  store: Store,
  account: { readonly login: string; readonly secret: string },
): Promise<boolean> {
  const { rows } = await sql<{
    id: string | null
  }>`select gouji.credential_recover(${account.login}, ${account.secret}) as id`.execute(store.maintenance)
  const id = rows[0]?.id
  if (!id) return false
  await store.nobody(async (tx) => tx.record({ act: 'credential.recover', kind: 'person', subject: id, by: 'machine' }))
  return true
}

// Grants: proposed by 系统管理员, decided by 安全管理员

export interface NewGrant {
  readonly person: string
  readonly organisation: string
  readonly role: Role
  readonly validFrom?: string | undefined
  readonly validTo?: string | undefined
}

export async function proposeGrant(tx: Tx, made: NewGrant): Promise<Grant> {
  const { person, organisation, role, validFrom, validTo } = made
  const row = await tx.db
    .insertInto('grant')
    .values({
      person,
      organisation,
      role,
      proposed_by: personOf(tx),
      ...(validFrom === undefined ? {} : { valid_from: validFrom }),
      ...(validTo === undefined ? {} : { valid_to: validTo }),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  tx.record({ act: 'grant.propose', kind: 'grant', subject: row.id, organisation, detail: { person, role } })
  return row
}

export async function decideGrant(
  tx: Tx,
  decision: { readonly id: string; readonly version: number; readonly state: 'active' | 'refused' | 'ended' },
): Promise<number> {
  const { id, version, state } = decision
  const set = { state, decided_by: personOf(tx), decided_at: new Date() }
  const next = await changeRow(tx, 'grant', { id, version, set })
  tx.record({ act: `grant.${state}`, kind: 'grant', subject: id })
  return next
}

export async function listGrants(
  tx: Tx,
  query: { readonly person?: string; readonly state?: Grant['state'] } = {},
): Promise<readonly Grant[]> {
  let select = tx.db.selectFrom('grant').selectAll()
  if (query.person !== undefined) select = select.where('person', '=', query.person)
  if (query.state !== undefined) select = select.where('state', '=', query.state)
  return select.orderBy('created_at').execute()
}

/** Roles of the person now, with where they hold. */
export async function myGrants(tx: Tx): Promise<readonly Grant[]> {
  return tx.db
    .selectFrom('grant')
    .selectAll()
    .where('person', '=', personOf(tx))
    .where('state', '=', 'active')
    .where('valid_from', '<=', sql<string>`current_date`)
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>=', sql<string>`current_date`)]))
    .execute()
}

// Signing in: in `store.nobody`, before anybody is known

export interface SignIn {
  readonly person: string
  readonly disabled: boolean
  /** The hash to compare with. */
  readonly secret: string
  readonly mustChange: boolean
  readonly failed: number
  readonly lockedUntil: Date | null
  readonly secondFactor: boolean
  /** Reset, and not confirmed by the other office. */
  readonly held: boolean
}

export async function findSignIn(tx: Tx, login: string): Promise<SignIn | undefined> {
  const { rows } = await sql<{
    person: string
    disabled: boolean
    secret: string
    must_change: boolean
    failed: number
    locked_until: Date | null
    second_factor: boolean
    held: boolean
  }>`select * from gouji.auth_find(${login})`.execute(tx.db)
  const row = rows[0]
  if (!row) return undefined
  const { person, disabled, secret, failed, held } = row
  return {
    ...{ person, disabled, secret, failed, held },
    mustChange: row.must_change,
    lockedUntil: row.locked_until,
    secondFactor: row.second_factor,
  }
}

/** The person of a government's sign-on, by issuer and subject as kept in the credential. */
export async function findByOidc(tx: Tx, identity: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`select gouji.auth_oidc(${identity}) as id`.execute(tx.db)
  return rows[0]?.id ?? undefined
}

/** Counts a failure; returns until when the credential is locked, if it is now. */
export async function signInFailed(
  tx: Tx,
  failure: {
    readonly person: string
    readonly kind: CredentialKind
    readonly failedMax: number
    readonly lockSeconds: number
  },
): Promise<Date | undefined> {
  const { person, kind, failedMax, lockSeconds } = failure
  const { rows } = await sql<{ until: Date | null }>`select gouji.auth_failed(${person}, ${kind}, ${failedMax}::int,
    ${lockSeconds}::int) as until`.execute(tx.db)
  tx.record({ act: 'signin.fail', kind: 'person', subject: person, by: 'sign-in', detail: { credential: kind } })
  return rows[0]?.until ?? undefined
}

export async function signInSucceeded(
  tx: Tx,
  success: { readonly person: string; readonly kind: CredentialKind },
): Promise<void> {
  await sql`select gouji.auth_succeeded(${success.person}, ${success.kind})`.execute(tx.db)
}
