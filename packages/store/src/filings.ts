/** Filings on their way from draft to published, and the editions that were published. */
import { type Selectable, sql } from 'kysely'
import { StoreFailure } from './failure.ts'
import type { Audience, Database, EditionFile, FilingState, Json, Stage } from './schema.ts'
import { personOf, type Tx } from './store.ts'
import { changeRow, found, LIMIT, type Page } from './versioned.ts'

export type Filing = Selectable<Database['filing']>
export type Edition = Selectable<Database['edition']>

export interface NewFiling {
  readonly organisation: string
  readonly year: number
  readonly stage: Stage
  readonly audience?: Audience | undefined
  readonly ledger?: string | undefined
  readonly pack?: string | undefined
  readonly title?: string | undefined
}

export async function createFiling(tx: Tx, made: NewFiling): Promise<Filing> {
  const { organisation, year, stage, ledger, pack } = made
  const row = await tx.db
    .insertInto('filing')
    .values({
      ...{ organisation, year, stage, created_by: personOf(tx) },
      ...{ ledger: ledger ?? null, pack: pack ?? null },
      audience: made.audience ?? 'unit',
      title: made.title ?? '',
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  tx.record({ act: 'filing.create', kind: 'filing', subject: row.id, organisation, detail: { year, stage } })
  return row
}

export async function getFiling(tx: Tx, id: string): Promise<Filing> {
  return found(await tx.db.selectFrom('filing').selectAll().where('id', '=', id).executeTakeFirst(), 'filing', id)
}

export interface FilingQuery extends Page {
  readonly organisation?: string
  readonly year?: number
  readonly stage?: Stage
  readonly states?: readonly FilingState[]
}

export interface ListedFiling extends Filing {
  readonly organisation_name: string
  readonly organisation_code: string
}

export async function listFilings(tx: Tx, query: FilingQuery = {}): Promise<readonly ListedFiling[]> {
  let select = tx.db
    .selectFrom('filing')
    .innerJoin('organisation', 'organisation.id', 'filing.organisation')
    .selectAll('filing')
    .select(['organisation.name as organisation_name', 'organisation.code as organisation_code'])
  if (query.organisation !== undefined) select = select.where('filing.organisation', '=', query.organisation)
  if (query.year !== undefined) select = select.where('filing.year', '=', query.year)
  if (query.stage !== undefined) select = select.where('filing.stage', '=', query.stage)
  if (query.states !== undefined) select = select.where('filing.state', 'in', [...query.states])
  return select
    .orderBy('organisation.path')
    .orderBy('filing.year', 'desc')
    .orderBy('filing.id')
    .limit(query.limit ?? LIMIT)
    .offset(query.offset ?? 0)
    .execute()
}

export interface FilingChange {
  readonly id: string
  readonly version: number
  readonly ledger?: string | null | undefined
  readonly pack?: string | null | undefined
  readonly title?: string | undefined
  readonly note?: string | undefined
}

export async function changeFiling(tx: Tx, change: FilingChange): Promise<number> {
  const { id, version, ...set } = change
  const next = await changeRow(tx, 'filing', { id, version, set: { ...set, updated_at: new Date() } })
  const { organisation } = await getFiling(tx, id)
  tx.record({ act: 'filing.change', kind: 'filing', subject: id, organisation, detail: { fields: Object.keys(set) } })
  return next
}

/** Hands it on or back. Which steps there are and whose they are stands in the database. */
export async function moveFiling(
  tx: Tx,
  step: { readonly id: string; readonly version: number; readonly to: FilingState; readonly note?: string | undefined },
): Promise<number> {
  const { id, version, to, note } = step
  if (to === 'published') throw new StoreFailure('refused', { reason: 'filing-publish-edition' })
  const before = await getFiling(tx, id)
  const next = await changeRow(tx, 'filing', {
    id,
    version,
    set: { state: to, note: note ?? '', updated_at: new Date() },
  })
  const detail = { from: before.state, to, note }
  tx.record({ act: 'filing.move', kind: 'filing', subject: id, organisation: before.organisation, detail })
  return next
}

/** Steps that the person may take from where the filing stands. */
export async function stepsOf(tx: Tx, filing: Filing): Promise<readonly FilingState[]> {
  const rows = await tx.db
    .selectFrom('filing_step')
    .select('to_state')
    .distinct()
    .where('from_state', '=', filing.state)
    .where(sql<boolean>`${filing.organisation}::uuid in (select gouji.reach(filing_step.power))`)
    .orderBy('to_state')
    .execute()
  return rows.map((row) => row.to_state)
}

export interface NewEdition {
  readonly filing: string
  /** Of the filing, as seen. */
  readonly version: number
  /** The number of the last edition that was seen; 0 where there was none. */
  readonly after: number
  readonly ledgerVersion?: number | undefined
  readonly pack: string
  readonly files: readonly EditionFile[]
  readonly changes?: readonly Json[] | undefined
}

/**
 * Publishes: the next edition of an approved filing, or the same figures in another form, with what it corrects. Where
 * somebody published meanwhile it throws `version-conflict`: a second edition would look like a correction of the first.
 */
export async function publishEdition(tx: Tx, made: NewEdition): Promise<Edition> {
  const filing = await tx.db
    .selectFrom('filing')
    .selectAll()
    .where('id', '=', made.filing)
    .forUpdate()
    .executeTakeFirst()
  const { organisation, state } = found(filing, 'filing', made.filing)
  const last = await tx.db
    .selectFrom('edition')
    .select(['id', 'number'])
    .where('filing', '=', made.filing)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  const present = last?.number ?? 0
  if (present !== made.after) {
    throw new StoreFailure('version-conflict', { table: 'edition', id: made.filing, yours: made.after, present })
  }
  const row = await tx.db
    .insertInto('edition')
    .values({
      ...{ filing: made.filing, organisation, pack: made.pack, published_by: personOf(tx) },
      number: present + 1,
      corrects: last?.id ?? null,
      ledger_version: made.ledgerVersion ?? null,
      files: JSON.stringify(made.files),
      changes: JSON.stringify(made.changes ?? []),
      ...{ withdrawn_by: null, withdrawn_reason: null },
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  if (state === 'approved') {
    const set = { state: 'published', updated_at: new Date() }
    await changeRow(tx, 'filing', { id: made.filing, version: made.version, set })
  }
  const detail = { number: row.number, files: made.files.map(({ name, sha256 }) => ({ name, sha256 })) }
  tx.record({ act: 'edition.publish', kind: 'edition', subject: row.id, organisation, detail })
  return row
}

export async function withdrawEdition(
  tx: Tx,
  withdrawal: { readonly id: string; readonly reason: string },
): Promise<void> {
  const { id, reason } = withdrawal
  const row = await tx.db
    .updateTable('edition')
    .set({ withdrawn_by: personOf(tx), withdrawn_at: new Date(), withdrawn_reason: reason })
    .where('id', '=', id)
    .returning('organisation')
    .executeTakeFirst()
  const { organisation } = found(row, 'edition', id)
  tx.record({ act: 'edition.withdraw', kind: 'edition', subject: id, organisation, detail: { reason } })
}

export async function getEdition(tx: Tx, id: string): Promise<Edition> {
  return found(await tx.db.selectFrom('edition').selectAll().where('id', '=', id).executeTakeFirst(), 'edition', id)
}

export async function listEditions(tx: Tx, filing: string): Promise<readonly Edition[]> {
  return tx.db.selectFrom('edition').selectAll().where('filing', '=', filing).orderBy('number', 'desc').execute()
}
