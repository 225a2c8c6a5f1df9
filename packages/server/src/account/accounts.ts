/** Who is asking: sessions, tokens, signing in and out. Tokens are known to the database by their hash only. */
import { createHash, randomBytes } from 'node:crypto'
import { ROLES, type Role } from '@gouji/api'
import {
  endTokens,
  findSignIn,
  type Recognised,
  recogniseOneself,
  recogniseSession,
  recogniseToken,
  type SignIn,
  type Store,
  signInFailed,
  signInSucceeded,
  type Tx,
} from '@gouji/store'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { SignedIn, Visitor } from '../http/handler.ts'
import { Refusal } from '../http/problem.ts'
import { refusedEvenly } from './evenly.ts'
import { hashPassword, isPassword, isWeak, pretendPassword } from './password.ts'
import type { Sealer } from './seal.ts'
import { checkCode, newSecret } from './second-factor.ts'
import { Strangers } from './strangers.ts'

export const SESSION = { idleSeconds: 30 * 60, longestSeconds: 12 * 60 * 60 } as const
export const WRONG_MOST = 5
const TOKEN_PREFIX = 'gouji_'

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
const newToken = (): string => randomBytes(32).toString('base64url')
/** Follows from the session's own secret, so that it ends with it and nothing has to be kept. */
const csrfOf = (token: string): string => createHash('sha256').update(`csrf ${token}`).digest('base64url')

type Found = SignIn

/** Half a minute after the fifth wrong password, then twice as long each time, at most an hour. */
const lockSeconds = (failed: number): number => Math.min(30 * 2 ** Math.max(0, failed - WRONG_MOST), 3600)

export class Accounts {
  readonly #store: Store
  readonly #sealer: Sealer
  readonly #strangers = new Strangers(WRONG_MOST, lockSeconds)
  /** One attempt at a time for each name: many at once must not slip through before the first is counted. */
  readonly #attempts = new Map<string, Promise<unknown>>()

  constructor(store: Store, sealer: Sealer) {
    this.#store = store
    this.#sealer = sealer
  }

  /** What a page asks by itself (`isAwake` false) does not count as somebody being there. */
  async recognise(visitor: Visitor, request: FastifyRequest, isAwake = true): Promise<SignedIn | undefined> {
    const bearer = /^Bearer (\S{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
    if (request.headers.authorization !== undefined && bearer === undefined) throw new Refusal('not-signed-in')
    if (bearer !== undefined) {
      const found = await recogniseToken(this.#store, hashToken(bearer))
      if (!found) throw new Refusal('not-signed-in')
      return signedIn(found, { scopes: found.scopes as SignedIn['scopes'] })
    }
    const token = visitor.sessionToken
    if (token === undefined) return undefined
    const asked = { hash: hashToken(token), idleSeconds: SESSION.idleSeconds, isAwake }
    const found = await recogniseSession(this.#store, asked)
    return found && signedIn(found, { scopes: ['read', 'write'], session: { token, csrf: csrfOf(token) } })
  }

  /** Undefined where the second factor is still to be told. */
  async signIn(
    given: { readonly login: string; readonly password: string; readonly code?: string | undefined },
    visitor: Visitor,
  ): Promise<SignedIn | undefined> {
    const login = given.login.trim().toLowerCase()
    return refusedEvenly(() => this.#oneAtATime(login, () => this.#admit({ ...given, login }, visitor)))
  }

  async #admit(
    given: { readonly login: string; readonly password: string; readonly code?: string | undefined },
    visitor: Visitor,
  ): Promise<SignedIn | undefined> {
    const { login } = given
    const found = await this.#find(login)
    if (!found || found.disabled) {
      this.#strangers.refuseLocked(login)
      await pretendPassword(given.password)
      this.#strangers.failed(login)
      throw new Refusal('wrong-password')
    }
    await this.#compare(found, given.password)
    if (found.held) throw new Refusal('reset-held')
    if (found.secondFactor) {
      if (given.code === undefined) return undefined
      await this.#checkSecondFactor(found, given.code)
    }
    await this.#store.nobody((tx) => signInSucceeded(tx, { person: found.person, kind: 'password' }))
    return this.beginSession(found.person, visitor, found.secondFactor)
  }

  /** Of somebody whom a government's sign-on has told, and who has a second factor here. */
  async signInWithCode(person: string, code: string, visitor: Visitor): Promise<SignedIn> {
    const known = await this.#store.as(person, recogniseOneself)
    if (!known) throw new Refusal('session-ended')
    return refusedEvenly(() =>
      this.#oneAtATime(known.login, async () => {
        const found = await this.#find(known.login)
        if (!found?.secondFactor) throw new Refusal('session-ended')
        refuseLocked(found)
        if (found.held) throw new Refusal('reset-held')
        await this.#checkSecondFactor(found, code)
        await this.#store.nobody((tx) => signInSucceeded(tx, { person, kind: 'password' }))
        return this.beginSession(person, visitor, true)
      }),
    )
  }

  #find(login: string): Promise<Found | undefined> {
    return this.#store.nobody((tx) => findSignIn(tx, login))
  }

  /** Counts what is wrong, wherever a password is asked for. */
  async #compare(found: Found, password: string): Promise<void> {
    refuseLocked(found)
    if (await isPassword(found.secret, password)) return
    await this.#countWrong(found)
    throw new Refusal('wrong-password')
  }

  async #countWrong(found: Found): Promise<void> {
    const lockS = lockSeconds(found.failed + 1)
    await this.#store.nobody((tx) =>
      signInFailed(tx, { person: found.person, kind: 'password', failedMax: WRONG_MOST, lockSeconds: lockS }),
    )
  }

  async #checkSecondFactor(found: Found, code: string): Promise<void> {
    const kept = await this.#store.as(found.person, (tx) =>
      tx.db
        .selectFrom('credential')
        .select(['secret', 'used_at'])
        .where('person', '=', found.person)
        .where('kind', '=', 'totp')
        .executeTakeFirst(),
    )
    const at = kept && checkCode(this.#opened(kept.secret), code, kept.used_at ?? undefined)
    if (!at) {
      await this.#countWrong(found)
      throw new Refusal('wrong-code')
    }
    const isFirst = await this.#store.as(found.person, (tx) => markUsed(tx, found.person, at))
    if (!isFirst) throw new Refusal('wrong-code')
  }

  /** Always a new secret: one that was planted in the browser before signing in is worth nothing afterwards. */
  async beginSession(person: string, visitor: Visitor, secondFactor: boolean): Promise<SignedIn> {
    const token = newToken()
    await this.#store.as(person, async (tx) => {
      if (visitor.sessionToken !== undefined) await endSession(tx, visitor.sessionToken)
      await insertSession(tx, { person, token, visitor, secondFactor })
      tx.record({ act: 'session.begin', kind: 'person', subject: person })
    })
    visitor.setCookie(token)
    const found = await this.#store.as(person, recogniseOneself)
    if (!found) throw new Refusal('not-signed-in')
    return signedIn(found, { scopes: ['read', 'write'], session: { token, csrf: csrfOf(token) } })
  }

  /** All other sessions end, and this one gets a new secret. */
  async changePassword(
    tx: Tx,
    person: SignedIn,
    { old, next, tokens }: { readonly old: string; readonly next: string; readonly tokens: 'keep' | 'end' },
    visitor: Visitor,
  ): Promise<void> {
    await this.#oneAtATime(person.login, async () => {
      const found = await this.#find(person.login)
      if (!found) throw new Refusal('not-signed-in')
      await this.#compare(found, old)
    })
    if (isWeak(next, person.login) || next === old) throw new Refusal('weak-password')
    await tx.db
      .updateTable('credential')
      .set({
        secret: await hashPassword(next),
        must_change: false,
        failed: 0,
        locked_until: null,
        updated_at: new Date(),
      })
      .where('person', '=', person.id)
      .where('kind', '=', 'password')
      .execute()
    await sql`update session set ended_at = now() where person = ${person.id} and ended_at is null`.execute(tx.db)
    if (tokens === 'end') await endTokens(tx)
    const token = newToken()
    await insertSession(tx, { person: person.id, token, visitor, secondFactor: person.secondFactor })
    tx.record({ act: 'password.change', kind: 'person', subject: person.id })
    visitor.setCookie(token)
  }

  async signOut(tx: Tx, person: SignedIn, visitor: Visitor): Promise<void> {
    if (person.session) await endSession(tx, person.session.token)
    tx.record({ act: 'session.end', kind: 'person', subject: person.id })
    visitor.setCookie(undefined)
  }

  async beginSecondFactor(tx: Tx, person: SignedIn): Promise<{ secret: string; uri: string }> {
    // A factor in use is not replaced by whoever sits at an open screen.
    if (person.secondFactor) throw new Refusal('wrong-state')
    const made = newSecret(person.login)
    await sql`insert into credential (person, kind, secret, confirmed) values (${person.id}, 'totp', ${this.#sealer.seal(made.secret)}, false)
      on conflict (person, kind) where kind <> 'recovery' do update set secret = excluded.secret, confirmed = false, used_at = null`.execute(
      tx.db,
    )
    return made
  }

  async confirmSecondFactor(tx: Tx, person: SignedIn, code: string): Promise<void> {
    const kept = await tx.db
      .selectFrom('credential')
      .select(['secret', 'confirmed'])
      .where('person', '=', person.id)
      .where('kind', '=', 'totp')
      .executeTakeFirst()
    if (!kept || kept.confirmed) throw new Refusal('wrong-state')
    const at = checkCode(this.#sealer.open(kept.secret), code, undefined)
    if (!at) throw new Refusal('wrong-code')
    await markUsed(tx, person.id, at)
    tx.record({ act: 'second-factor.begin', kind: 'person', subject: person.id })
  }

  async makeToken(
    tx: Tx,
    person: SignedIn,
    { name, scopes, until }: { readonly name: string; readonly scopes: readonly string[]; readonly until: string },
  ): Promise<{ id: string; token: string }> {
    const token = TOKEN_PREFIX + newToken()
    const row = await tx.db
      .insertInto('token')
      .values({
        person: person.id,
        name,
        hash: hashToken(token),
        scopes: [...scopes],
        expires_at: `${until}T23:59:59+08:00`,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    tx.record({ act: 'token.make', kind: 'token', subject: row.id, detail: { scopes: scopes.join(' '), until } })
    return { id: row.id, token }
  }

  /** After a restore without the key, second factors cannot be read: they are reset like forgotten ones. */
  #opened(sealed: string): string {
    try {
      return this.#sealer.open(sealed)
    } catch {
      throw new Refusal('wrong-code')
    }
  }

  async #oneAtATime<T>(login: string, act: () => Promise<T>): Promise<T> {
    const before = this.#attempts.get(login)
    const own = (before ?? Promise.resolve()).then(act, act)
    const settled = own.then(
      () => undefined,
      () => undefined,
    )
    this.#attempts.set(login, settled)
    try {
      return await own
    } finally {
      if (this.#attempts.get(login) === settled) this.#attempts.delete(login)
    }
  }
}

function refuseLocked({ lockedUntil }: Found): void {
  const wait = lockedUntil === null ? 0 : lockedUntil.getTime() - Date.now()
  if (wait > 0) throw new Refusal('locked-out', { seconds: Math.ceil(wait / 1000) })
}

const signedIn = (found: Recognised, via: Pick<SignedIn, 'scopes' | 'session'>): SignedIn => ({
  ...{ id: found.person, login: found.login, title: found.name },
  roles: ROLES.filter((role: Role) => found.roles.includes(role)),
  ...{ mustChangePassword: found.must_change, secondFactor: found.second_factor },
  ...via,
})

/** The first use confirms it. False where another server took the same code meanwhile. */
async function markUsed(tx: Tx, person: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('credential')
    .set({ confirmed: true, used_at: at })
    .where('person', '=', person)
    .where('kind', '=', 'totp')
    .where((e) => e.or([e('used_at', 'is', null), e('used_at', '<', at)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function endSession(tx: Tx, token: string): Promise<void> {
  await sql`update session set ended_at = now() where hash = ${hashToken(token)} and ended_at is null`.execute(tx.db)
}

interface NewSession {
  readonly person: string
  readonly token: string
  readonly visitor: Visitor
  readonly secondFactor: boolean
}

async function insertSession(tx: Tx, { person, token, visitor, secondFactor }: NewSession): Promise<void> {
  await tx.db
    .insertInto('session')
    .values({
      person,
      hash: hashToken(token),
      second_factor: secondFactor,
      address: visitor.address,
      agent: visitor.agent?.slice(0, 200) ?? null,
      expires_at: new Date(Date.now() + SESSION.longestSeconds * 1000),
    })
    .execute()
}
