/**
 * Optimistic locking: who changes a row names the version that was seen, and whoever comes second is told so instead of
 * overwriting.
 */
import { sql } from 'kysely'
import { StoreFailure } from './failure.ts'
import type { Tx } from './store.ts'

type Versioned =
  | 'organisation'
  | 'person'
  | 'grant'
  | 'filing'
  | 'document'
  | 'pack'
  | 'calendar'
  | 'threshold'
  | 'comment'
  | 'finding'

export interface Change {
  readonly id: string
  /** The version that the change was made on. */
  readonly version: number
  readonly set: Readonly<Record<string, unknown>>
}

/** Returns the new version. Throws `version-conflict`, `not-allowed` or `not-found`. */
export async function changeRow(tx: Tx, table: Versioned, change: Change): Promise<number> {
  const { id, version, set } = change
  const pairs = Object.entries(set).filter(([, value]) => value !== undefined)
  const assignments = [...pairs.map(([column, value]) => sql`${sql.id(column)} = ${value}`), sql`version = version + 1`]
  const { rows } = await sql<{ version: number }>`update ${sql.id('gouji', table)} set ${sql.join(assignments)}
    where id = ${id} and version = ${version} returning version`.execute(tx.db)
  if (rows[0]) return rows[0].version
  throw await whyNot(tx, table, id, version)
}

async function whyNot(tx: Tx, table: Versioned, id: string, version: number): Promise<StoreFailure> {
  const { rows } = await sql<{
    version: number
  }>`select version from ${sql.id('gouji', table)} where id = ${id}`.execute(tx.db)
  const present = rows[0]
  if (!present) return new StoreFailure('not-found', { table, id })
  // Seen, of the same version, and still not changed: the policies do not let this person.
  if (present.version === version) return new StoreFailure('not-allowed', { table, id })
  return new StoreFailure('version-conflict', { table, id, yours: version, present: present.version })
}

export function found<T>(row: T | undefined, table: string, id: string): T {
  if (row === undefined) throw new StoreFailure('not-found', { table, id })
  return row
}

/** Which page of a list: entries behind a place, in the list's own order. */
export interface Page {
  readonly limit?: number
  readonly offset?: number
}

export const LIMIT = 100
