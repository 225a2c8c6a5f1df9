/** What a bureau lays down for those below it: packs, calendars and thresholds. */
import { createHash } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Database, PackState, Stage } from './schema.ts'
import { personOf, type Tx } from './store.ts'
import { changeRow, found } from './versioned.ts'

export type Pack = Selectable<Database['pack']>
export type CalendarEntry = Selectable<Database['calendar']>
export type Threshold = Selectable<Database['threshold']>

export interface NewPack {
  readonly organisation: string
  readonly name: string
  /** The pack's own text. It never changes; a correction is the next number. */
  readonly text: string
}

/** Keeps a version. Its state follows from its uses: a draft until it is put to use, retired when it no longer is. */
export async function addPack(tx: Tx, made: NewPack): Promise<Pack> {
  const { organisation, name, text } = made
  const last = await tx.db
    .selectFrom('pack')
    .select('number')
    .where('organisation', '=', organisation)
    .where('name', '=', name)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const sha256 = createHash('sha256').update(text).digest('hex')
  const row = await tx.db
    .insertInto('pack')
    .values({
      ...{ organisation, name, text, sha256, number: (last?.number ?? 0) + 1 },
      ...{ years: [], created_by: personOf(tx) },
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  tx.record({
    act: 'pack.add',
    kind: 'pack',
    subject: row.id,
    organisation,
    detail: { name, number: row.number, sha256 },
  })
  return row
}

export async function getPack(tx: Tx, id: string): Promise<Pack> {
  return found(await tx.db.selectFrom('pack').selectAll().where('id', '=', id).executeTakeFirst(), 'pack', id)
}

/**
 * The newest version of each name, for a bureau that manages packs: its own first, then those of bureaus above it, and
 * never those of bureaus below. Without one, all that the person may see.
 */
export async function newestPacks(tx: Tx, at?: string): Promise<readonly Pack[]> {
  const { rows } = await sql<Pack>`select distinct on (name) p.* from gouji.pack p
    where ${at ?? null}::uuid is null or p.organisation = ${at ?? null}::uuid or p.organisation in (select gouji.guides())
    order by name, (p.organisation = ${at ?? null}::uuid) desc nulls last, number desc`.execute(tx.db)
  return rows
}

/** One version of a name, the bureau's own before another's. */
export async function packNumbered(
  tx: Tx,
  { name, number, at }: { readonly name: string; readonly number: number; readonly at?: string | undefined },
): Promise<Pack | undefined> {
  const { rows } = await sql<Pack>`select p.* from gouji.pack p where name = ${name} and number = ${number}
    order by (p.organisation = ${at ?? null}::uuid) desc nulls last limit 1`.execute(tx.db)
  return rows[0]
}

/** Those of the person's organisations and of the bureaus above them. */
export async function listPacks(
  tx: Tx,
  query: { readonly name?: string; readonly state?: PackState } = {},
): Promise<readonly Omit<Pack, 'text'>[]> {
  let select = tx.db
    .selectFrom('pack')
    .select([
      'id',
      'organisation',
      'name',
      'number',
      'years',
      'kind',
      'sha256',
      'state',
      'version',
      'created_by',
      'created_at',
    ])
  if (query.name !== undefined) select = select.where('name', '=', query.name)
  if (query.state !== undefined) select = select.where('state', '=', query.state)
  return select.orderBy('name').orderBy('number', 'desc').execute()
}

export interface NewCalendarEntry {
  readonly organisation: string
  readonly year: number
  readonly stage: Stage
  readonly step: string
  /** As 2026-03-15. */
  readonly dueOn: string
  readonly basis?: string | undefined
}

/** Sets when a step is due, whether or not it was set before. */
export async function setCalendarEntry(tx: Tx, made: NewCalendarEntry): Promise<CalendarEntry> {
  const { organisation, year, stage, step, dueOn } = made
  const row = await tx.db
    .insertInto('calendar')
    .values({ organisation, year, stage, step, due_on: dueOn, basis: made.basis ?? '' })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation', 'year', 'stage', 'step'])
        .doUpdateSet({ due_on: dueOn, basis: made.basis ?? '', version: sql`calendar.version + 1` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  tx.record({
    act: 'calendar.set',
    kind: 'calendar',
    subject: row.id,
    organisation,
    detail: { year, stage, step, dueOn },
  })
  return row
}

export async function removeCalendarEntry(tx: Tx, id: string): Promise<void> {
  const row = await tx.db.deleteFrom('calendar').where('id', '=', id).returningAll().executeTakeFirst()
  const { organisation, year, stage, step } = found(row, 'calendar', id)
  tx.record({ act: 'calendar.remove', kind: 'calendar', subject: id, organisation, detail: { year, stage, step } })
}

export async function listCalendar(tx: Tx, query: { readonly year?: number } = {}): Promise<readonly CalendarEntry[]> {
  let select = tx.db.selectFrom('calendar').selectAll()
  if (query.year !== undefined) select = select.where('year', '=', query.year)
  return select.orderBy('due_on').orderBy('step').execute()
}

export interface NewThreshold {
  readonly organisation: string
  readonly name: string
  /** For one organisation below only (a ceiling); without it, for all. */
  readonly subject?: string | undefined
  readonly year: number
  readonly value: string
  readonly unit: string
  /** Where it is laid down. */
  readonly source: string
}

export async function addThreshold(tx: Tx, made: NewThreshold): Promise<Threshold> {
  const row = await tx.db
    .insertInto('threshold')
    .values({ ...made, subject: made.subject ?? null })
    .returningAll()
    .executeTakeFirstOrThrow()
  const { organisation, name, year, source } = made
  tx.record({ act: 'threshold.add', kind: 'threshold', subject: row.id, organisation, detail: { name, year, source } })
  return row
}

export async function changeThreshold(
  tx: Tx,
  change: {
    readonly id: string
    readonly version: number
    readonly value: string
    readonly unit: string
    readonly source: string
  },
): Promise<number> {
  const { id, version, value, unit, source } = change
  const next = await changeRow(tx, 'threshold', { id, version, set: { value, unit, source } })
  tx.record({ act: 'threshold.change', kind: 'threshold', subject: id, detail: { source } })
  return next
}

export async function removeThreshold(tx: Tx, id: string): Promise<void> {
  const row = await tx.db.deleteFrom('threshold').where('id', '=', id).returningAll().executeTakeFirst()
  const { organisation, name, year } = found(row, 'threshold', id)
  tx.record({ act: 'threshold.remove', kind: 'threshold', subject: id, organisation, detail: { name, year } })
}

export async function listThresholds(
  tx: Tx,
  query: { readonly year?: number; readonly name?: string } = {},
): Promise<readonly Threshold[]> {
  let select = tx.db.selectFrom('threshold').selectAll()
  if (query.year !== undefined) select = select.where('year', '=', query.year)
  if (query.name !== undefined) select = select.where('name', '=', query.name)
  return select.orderBy('name').orderBy('year', 'desc').execute()
}
