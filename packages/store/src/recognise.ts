/** Who is asking: asked with every request, and so in one statement each. */
import { type RawBuilder, sql } from 'kysely'
import type { Role } from './schema.ts'
import { personOf, type Store, type Tx } from './store.ts'

export interface Recognised {
  readonly person: string
  readonly login: string
  readonly name: string
  readonly must_change: boolean
  readonly second_factor: boolean
  readonly roles: readonly Role[]
}

type ByToken = Recognised & { readonly scopes: readonly string[] }

/** By the hash of a session's secret. With `isAwake` false it does not count as somebody being there. */
export const recogniseSession = (
  store: Store,
  { hash, idleSeconds, isAwake }: { readonly hash: string; readonly idleSeconds: number; readonly isAwake: boolean },
): Promise<Recognised | undefined> =>
  one(store, sql<Recognised>`select * from gouji.recognise_session(${hash}, ${idleSeconds}::int, ${isAwake})`)

/** By the hash of an API token. */
export const recogniseToken = (store: Store, hash: string): Promise<ByToken | undefined> =>
  one(store, sql<ByToken>`select * from gouji.recognise_token(${hash})`)

/** Whoever the transaction belongs to. */
export async function recogniseOneself(tx: Tx): Promise<Recognised | undefined> {
  const { rows } = await sql<Recognised>`select * from gouji.recognise_person(${personOf(tx)})`.execute(tx.db)
  return rows[0]
}

const one = async <T>(store: Store, statement: RawBuilder<T>): Promise<T | undefined> => (await store.ask(statement))[0]
