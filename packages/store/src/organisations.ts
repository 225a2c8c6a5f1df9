/** Organisations: the tree of bureaus, departments and units. */
import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { type Database, type OrganisationKind, POWERS, type Power } from './schema.ts'
import type { Tx } from './store.ts'
import { changeRow, found } from './versioned.ts'

export type Organisation = Selectable<Database['organisation']>

export interface NewOrganisation {
  readonly parent: string
  readonly code: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly nature?: string | undefined
  /** Division code of six digits. */
  readonly region: string
  readonly validFrom?: string | undefined
}

export interface OrganisationChange {
  readonly id: string
  readonly version: number
  readonly parent?: string | undefined
  readonly code?: string | undefined
  readonly name?: string | undefined
  readonly kind?: OrganisationKind | undefined
  readonly nature?: string | null | undefined
  readonly region?: string | undefined
  readonly validFrom?: string | undefined
  readonly validTo?: string | null | undefined
}

export async function createOrganisation(tx: Tx, made: NewOrganisation): Promise<Organisation> {
  const id = randomUUID()
  await tx.db
    .insertInto('organisation')
    .values({
      id,
      parent: made.parent,
      code: made.code,
      name: made.name,
      kind: made.kind,
      nature: made.nature ?? null,
      region: made.region,
      ...(made.validFrom === undefined ? {} : { valid_from: made.validFrom }),
    })
    .execute()
  tx.record({
    act: 'organisation.create',
    kind: 'organisation',
    subject: id,
    organisation: id,
    detail: { code: made.code },
  })
  // Looked up again: whether a new row may be seen is known to the policies only when it stands in the tree.
  return getOrganisation(tx, id)
}

export async function changeOrganisation(tx: Tx, change: OrganisationChange): Promise<number> {
  const { id, version, validFrom, validTo, ...rest } = change
  const set = { ...rest, valid_from: validFrom, valid_to: validTo }
  const next = await changeRow(tx, 'organisation', { id, version, set })
  const fields = Object.entries(set).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  tx.record({ act: 'organisation.change', kind: 'organisation', subject: id, organisation: id, detail: { fields } })
  return next
}

export async function getOrganisation(tx: Tx, id: string): Promise<Organisation> {
  return found(
    await tx.db.selectFrom('organisation').selectAll().where('id', '=', id).executeTakeFirst(),
    'organisation',
    id,
  )
}

/** All that the person may see, parents before children. */
export async function listOrganisations(
  tx: Tx,
  query: { readonly below?: string; readonly includeEnded?: boolean } = {},
): Promise<readonly Organisation[]> {
  let select = tx.db.selectFrom('organisation').selectAll()
  if (!query.includeEnded)
    select = select.where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>=', sql<string>`current_date`)]))
  if (query.below !== undefined) {
    const top = await getOrganisation(tx, query.below)
    select = select.where('path', '>=', top.path).where('path', '<', `${top.path}~`)
  }
  const rows = await select.execute()
  const depth = (row: Organisation): number => row.path.split('/').length
  return rows.sort((a, b) => depth(a) - depth(b) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
}

/** What the person may do at an organisation, for screens that offer only what can be done. */
export async function powersAt(tx: Tx, organisation: string): Promise<ReadonlySet<Power>> {
  const { rows } = await sql<{ power: Power }>`select p as power from unnest(${sql.val(POWERS)}::text[]) p
    where ${organisation}::uuid in (select gouji.reach(p))`.execute(tx.db)
  return new Set(rows.map((row) => row.power))
}

/** Where the person has a power. */
export async function reach(tx: Tx, power: Power): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select gouji.reach(${power}) as id`.execute(tx.db)
  return new Set(rows.map((row) => row.id))
}
