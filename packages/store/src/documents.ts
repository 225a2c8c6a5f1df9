/** Uploaded documents and what reading made of them. The bytes are blobs; the row is written when they are safe. */
import { type Selectable, sql } from 'kysely'
import type { Audience, Database, Json, PassageKind, Stage, Verdict } from './schema.ts'
import { personOf, type Tx } from './store.ts'
import { changeRow, found, LIMIT, type Page } from './versioned.ts'

export type Document = Selectable<Database['document']>
export type Reading = Selectable<Database['reading']>

type JsonObject = Readonly<Record<string, Json>>

export interface NewDocument {
  readonly organisation: string
  readonly sha256: string
  readonly bytes: number
  readonly name: string
  readonly mediaType: string
  readonly year?: number | undefined
  readonly stage?: Stage | undefined
  readonly audience?: Audience | undefined
  readonly edition?: string | undefined
}

/** The same bytes in the same organisation are the same document. */
export async function addDocument(
  tx: Tx,
  made: NewDocument,
): Promise<{ readonly document: Document; readonly isNew: boolean }> {
  const { organisation, sha256, name } = made
  const row = await tx.db
    .insertInto('document')
    .values({
      ...{
        organisation,
        sha256,
        name,
        bytes: BigInt(made.bytes),
        media_type: made.mediaType,
        uploaded_by: personOf(tx),
      },
      ...{ year: made.year ?? null, stage: made.stage ?? null, audience: made.audience ?? null },
      ...{ edition: made.edition ?? null, confirmed_by: null },
    })
    .onConflict((conflict) => conflict.columns(['organisation', 'sha256']).where('removed_at', 'is', null).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row) {
    tx.record({ act: 'document.add', kind: 'document', subject: row.id, organisation, detail: { sha256, name } })
    return { document: row, isNew: true }
  }
  const there = await tx.db
    .selectFrom('document')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('sha256', '=', sha256)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return { document: found(there, 'document', sha256), isNew: false }
}

export async function getDocument(tx: Tx, id: string): Promise<Document> {
  return found(await tx.db.selectFrom('document').selectAll().where('id', '=', id).executeTakeFirst(), 'document', id)
}

/** Where the person may see the very same bytes already. */
export async function findByContent(tx: Tx, sha256: string): Promise<readonly Document[]> {
  return tx.db.selectFrom('document').selectAll().where('sha256', '=', sha256).where('removed_at', 'is', null).execute()
}

export interface DocumentQuery extends Page {
  readonly organisation?: string
  readonly year?: number
  readonly stage?: Stage
  /** Part of the name. */
  readonly name?: string
}

export interface ListedDocument extends Document {
  readonly organisation_name: string
  readonly verdict: Verdict | null
  readonly errors: number | null
  readonly warnings: number | null
  readonly hints: number | null
  readonly read_at: Date | null
}

/** Newest first, each with its last reading. */
export async function listDocuments(tx: Tx, query: DocumentQuery = {}): Promise<readonly ListedDocument[]> {
  let select = tx.db
    .selectFrom('document')
    .innerJoin('organisation', 'organisation.id', 'document.organisation')
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('reading')
          .select(['verdict', 'errors', 'warnings', 'hints', 'created_at as read_at'])
          .whereRef('reading.document', '=', 'document.id')
          .orderBy('reading.created_at', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .selectAll('document')
    .select([
      'organisation.name as organisation_name',
      'last.verdict',
      'last.errors',
      'last.warnings',
      'last.hints',
      'last.read_at',
    ])
    .where('document.removed_at', 'is', null)
  if (query.organisation !== undefined) select = select.where('document.organisation', '=', query.organisation)
  if (query.year !== undefined) select = select.where('document.year', '=', query.year)
  if (query.stage !== undefined) select = select.where('document.stage', '=', query.stage)
  if (query.name !== undefined)
    select = select.where(sql<boolean>`position(lower(${query.name}) in lower(document.name)) > 0`)
  return select
    .orderBy('document.uploaded_at', 'desc')
    .orderBy('document.id')
    .limit(query.limit ?? LIMIT)
    .offset(query.offset ?? 0)
    .execute()
}

export interface DocumentChange {
  readonly id: string
  readonly version: number
  readonly organisation?: string | undefined
  readonly year?: number | undefined
  readonly stage?: Stage | undefined
  readonly audience?: Audience | undefined
  readonly name?: string | undefined
}

/** What somebody says it is. Claims of earlier readings go when they stand under another organisation or year. */
export async function confirmDocument(
  tx: Tx,
  change: DocumentChange,
): Promise<{ readonly version: number; readonly readAgain: boolean }> {
  const { id, version, organisation, year, stage, audience, name } = change
  const before = await getDocument(tx, id)
  const isElsewhere =
    (organisation !== undefined && organisation !== before.organisation) || (year !== undefined && year !== before.year)
  if (isElsewhere) await dropClaims(tx, id)
  const set = { organisation, year, stage, audience, name, confirmed_by: personOf(tx), confirmed_at: new Date() }
  const next = await changeRow(tx, 'document', { id, version, set })
  const detail = { from: before.organisation, year, stage, audience }
  tx.record({
    act: 'document.confirm',
    kind: 'document',
    subject: id,
    organisation: organisation ?? before.organisation,
    detail,
  })
  return { version: next, readAgain: isElsewhere }
}

/** What reading recognised, for confirmation; fills in what nobody has said. */
export async function recogniseDocument(
  tx: Tx,
  recognition: {
    readonly id: string
    readonly recognised: JsonObject
    readonly year?: number
    readonly stage?: Stage
    readonly audience?: Audience
  },
): Promise<void> {
  await sql`update gouji.document set recognised = ${JSON.stringify(recognition.recognised)}::jsonb,
    year = coalesce(year, ${recognition.year ?? null}::int), stage = coalesce(stage, ${recognition.stage ?? null}),
    audience = coalesce(audience, ${recognition.audience ?? null}) where id = ${recognition.id}`.execute(tx.db)
}

/** Out of the lists. The bytes and the trail stay. */
export async function removeDocument(tx: Tx, change: { readonly id: string; readonly version: number }): Promise<void> {
  const { organisation } = await getDocument(tx, change.id)
  await changeRow(tx, 'document', { ...change, set: { removed_at: new Date() } })
  tx.record({ act: 'document.remove', kind: 'document', subject: change.id, organisation })
}

export interface NewReading {
  readonly document: string
  readonly region: string
  readonly year: number
  readonly engine: string
  readonly verdict: Verdict
  readonly errors: number
  readonly warnings: number
  readonly hints: number
  readonly summary?: JsonObject | undefined
  /** Hash of the blob with the whole report. */
  readonly report?: string | undefined
  readonly claims: readonly NewClaim[]
  /** What can be searched for in words. */
  readonly passages?: readonly NewPassage[]
}

export interface NewPassage {
  readonly kind: PassageKind
  readonly title: string
  readonly words: string
  readonly place: JsonObject
}

export interface NewClaim {
  readonly kind: 'cell' | 'statement'
  readonly measure: string
  /** Whole fen. */
  readonly low?: bigint | undefined
  readonly high?: bigint | undefined
  readonly printed: string
  readonly unit?: string | undefined
  readonly coordinates: Readonly<Record<string, string>>
  /** `coordinatesKey` of the coordinates. */
  readonly key: string
  readonly label?: string | undefined
  readonly place: JsonObject
}

/** Rows that one statement carries: enough to be quick, few enough to keep the text small. */
const CLAIMS_EACH = 1_000

/** A finished reading with its claims, which take the place of those of earlier readings. */
export async function addReading(tx: Tx, made: NewReading): Promise<Reading> {
  const { document, year } = made
  const region = made.region.slice(0, 2)
  const { organisation } = await getDocument(tx, document)
  const row = await tx.db
    .insertInto('reading')
    .values({
      ...{ document, organisation, region, year, engine: made.engine, verdict: made.verdict, created_by: personOf(tx) },
      ...{ errors: made.errors, warnings: made.warnings, hints: made.hints, claims: made.claims.length },
      summary: JSON.stringify(made.summary ?? {}),
      report: made.report ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await dropClaims(tx, document)
  await sql`select gouji.claim_partition(${region}, ${year}::int)`.execute(tx.db)
  for (let start = 0; start < made.claims.length; start += CLAIMS_EACH) {
    const rows = made.claims.slice(start, start + CLAIMS_EACH).map((claim, index) => ({
      ...{ region, year, reading: row.id, number: start + index, document, organisation, kind: claim.kind },
      ...{ measure: claim.measure, low: claim.low?.toString() ?? null, high: claim.high?.toString() ?? null },
      ...{ printed: claim.printed, unit: claim.unit ?? null, coordinates: claim.coordinates, key: claim.key },
      ...{ label: claim.label ?? '', place: claim.place },
    }))
    // One parameter for all rows: far quicker to prepare than thousands.
    await sql`insert into gouji.claim (region, year, reading, number, document, organisation, kind, measure, low, high, printed,
      unit, coordinates, key, label, place) select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(region text,
      year int, reading uuid, number int, document uuid, organisation uuid, kind text, measure text, low bigint, high bigint,
      printed text, unit text, coordinates jsonb, key text, label text, place jsonb)`.execute(tx.db)
  }
  await addPassages(tx, row, made.passages ?? [])
  const detail = { reading: row.id, engine: made.engine, verdict: made.verdict }
  tx.record({ act: 'document.read', kind: 'document', subject: document, organisation, detail })
  return row
}

type ReadRow = Pick<Reading, 'id' | 'region' | 'year' | 'document' | 'organisation'>

async function addPassages(tx: Tx, reading: ReadRow, passages: readonly NewPassage[]): Promise<void> {
  const { id, region, year, document, organisation } = reading
  if (passages.length === 0) return
  await sql`select gouji.passage_partition(${region}, ${year}::int)`.execute(tx.db)
  for (let start = 0; start < passages.length; start += CLAIMS_EACH) {
    const rows = passages.slice(start, start + CLAIMS_EACH).map((one, index) => ({ ...one, number: start + index }))
    await sql`insert into gouji.passage (region, year, reading, document, organisation, number, kind, title, words, place)
      select ${region}, ${year}::int, ${id}::uuid, ${document}::uuid, ${organisation}::uuid, r.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(number int, kind text, title text, words text, place jsonb)`.execute(
      tx.db,
    )
  }
}

async function dropClaims(tx: Tx, document: string): Promise<void> {
  const read = await tx.db
    .selectFrom('reading')
    .select(['region', 'year'])
    .distinct()
    .where('document', '=', document)
    .execute()
  for (const { region, year } of read) {
    for (const table of ['claim', 'passage'] as const) {
      await tx.db
        .deleteFrom(table)
        .where('region', '=', region)
        .where('year', '=', year)
        .where('document', '=', document)
        .execute()
    }
  }
}

export async function lastReading(tx: Tx, document: string): Promise<Reading | undefined> {
  return tx.db
    .selectFrom('reading')
    .selectAll()
    .where('document', '=', document)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
