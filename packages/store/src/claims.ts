/** Looking up claims. Every query names region and year, and so touches one partition. */
import { type Selectable, sql } from 'kysely'
import type { Database } from './schema.ts'
import type { Tx } from './store.ts'
import { LIMIT, type Page } from './versioned.ts'

export type Claim = Selectable<Database['claim']>

/** The two coordinates by which claims are distributed. */
export interface ClaimShare {
  /** A division code, of which the first two digits count. */
  readonly region: string
  readonly year: number
}

export interface ClaimQuery extends Page, ClaimShare {
  readonly organisation?: string
  readonly document?: string
  /** `coordinatesKey` of the coordinates. */
  readonly key?: string
  /** Coordinates that the claim has at least. */
  readonly coordinates?: Readonly<Record<string, string>>
  readonly measure?: string
  /** Amounts whose interval holds this one, in fen. */
  readonly fen?: bigint
  /** Part of the label. */
  readonly label?: string
}

export async function listClaims(tx: Tx, query: ClaimQuery): Promise<readonly Claim[]> {
  let select = tx.db
    .selectFrom('claim')
    .selectAll()
    .where('region', '=', query.region.slice(0, 2))
    .where('year', '=', query.year)
  if (query.organisation !== undefined) select = select.where('organisation', '=', query.organisation)
  if (query.document !== undefined) select = select.where('document', '=', query.document)
  if (query.key !== undefined) select = select.where('key', '=', query.key)
  if (query.measure !== undefined) select = select.where('measure', '=', query.measure)
  if (query.coordinates !== undefined) {
    select = select.where(sql<boolean>`coordinates @> ${JSON.stringify(query.coordinates)}::jsonb`)
  }
  if (query.fen !== undefined) select = select.where('low', '<=', query.fen).where('high', '>=', query.fen)
  if (query.label !== undefined) select = select.where(sql<boolean>`position(${query.label} in label) > 0`)
  return select
    .orderBy('reading')
    .orderBy('number')
    .limit(query.limit ?? LIMIT)
    .offset(query.offset ?? 0)
    .execute()
}
