/**
 * Findings and their life: open, answered, accepted with a reason, fixed in a later document. The state follows from the
 * events; reading the same document again keeps the life of what is found again.
 */
import { type Selectable, sql } from 'kysely'
import { getDocument } from './documents.ts'
import { StoreFailure } from './failure.ts'
import type { Database, FindingState, Json, Severity } from './schema.ts'
import { personOf, type Tx } from './store.ts'
import { found, LIMIT, type Page } from './versioned.ts'

export type Finding = Selectable<Database['finding']>
export type FindingEvent = Selectable<Database['finding_event']>

export interface NewFinding {
  readonly code: string
  readonly severity: Severity
  /** The same for the same finding in another reading of the document or in its next edition. */
  readonly fingerprint: string
  readonly title: string
  readonly detail: Readonly<Record<string, Json>>
}

export interface FindingsOutcome {
  readonly opened: number
  readonly kept: number
  readonly reopened: number
  readonly fixed: number
}

/**
 * What a reading found. Findings of earlier readings that are gone count as fixed; those of the document before (`corrects`)
 * hand on their answers and reasons.
 */
export async function recordFindings(
  tx: Tx,
  made: {
    readonly document: string
    readonly reading: string
    readonly findings: readonly NewFinding[]
    readonly corrects?: string | undefined
  },
): Promise<FindingsOutcome> {
  const { document, reading } = made
  const { organisation, year } = await getDocument(tx, document)
  if (year === null) throw new StoreFailure('refused', { reason: 'document-without-year' })
  const before = new Map((await ofDocument(tx, document)).map((finding) => [finding.fingerprint, finding]))
  const handed = made.corrects === undefined ? [] : await ofDocument(tx, made.corrects)
  const earlier = new Map(handed.map((finding) => [finding.fingerprint, finding]))
  const now = new Map(made.findings.map((finding) => [finding.fingerprint, finding]))
  let [opened, kept, reopened, fixed] = [0, 0, 0, 0]
  for (const [fingerprint, { code, severity, title, detail }] of now) {
    const old = before.get(fingerprint)
    const told = { reading, severity, title, detail: JSON.stringify(detail) }
    if (old) {
      await tx.db
        .updateTable('finding')
        .set({ ...told, updated_at: new Date() })
        .where('id', '=', old.id)
        .execute()
      if (old.state === 'fixed') {
        await addEvent(tx, { finding: old.id, organisation, kind: 'reopened', reason: 'read-again' })
        reopened++
      } else kept++
      continue
    }
    const row = await tx.db
      .insertInto('finding')
      .values({ ...told, document, organisation, year, code, fingerprint, fixed_in: null, created_at: ORDERED })
      .returning('id')
      .executeTakeFirstOrThrow()
    await addEvent(tx, { finding: row.id, organisation, kind: 'opened', reason: '' })
    opened++
  }
  for (const gone of [...before.values(), ...earlier.values()]) {
    if (now.has(gone.fingerprint) || gone.state === 'fixed') continue
    await addEvent(tx, { finding: gone.id, organisation: gone.organisation, kind: 'fixed', reason: '', document })
    fixed++
  }
  const detail = { opened, kept, reopened, fixed }
  tx.record({ act: 'finding.record', kind: 'document', subject: document, organisation, detail })
  return detail
}

/** The moment itself instead of the transaction's, so that findings keep the order in which they were found. */
const ORDERED = sql<Date>`clock_timestamp()`

const ofDocument = (tx: Tx, document: string): Promise<Finding[]> =>
  tx.db.selectFrom('finding').selectAll().where('document', '=', document).execute()

async function addEvent(
  tx: Tx,
  event: {
    readonly finding: string
    readonly organisation: string
    readonly kind: FindingEvent['kind']
    readonly reason: string
    readonly document?: string
  },
): Promise<void> {
  const { document, ...rest } = event
  await tx.db
    .insertInto('finding_event')
    .values({ ...rest, document: document ?? null, person: personOf(tx), person_name: tx.personName })
    .execute()
}

/** Answers, accepts with a reason, or opens again. Who may do which, the database knows. */
export async function actOnFinding(
  tx: Tx,
  act: {
    readonly id: string
    readonly version: number
    readonly kind: 'answered' | 'accepted' | 'reopened'
    readonly reason: string
  },
): Promise<Finding> {
  const { id, version, kind, reason } = act
  const finding = await getFinding(tx, id)
  if (finding.version !== version) {
    throw new StoreFailure('version-conflict', { table: 'finding', id, yours: version, present: finding.version })
  }
  const { organisation } = finding
  await addEvent(tx, { finding: id, organisation, kind, reason })
  const after = await getFinding(tx, id)
  // Another's event came between the look and the lock: then the answer was not to what is there now.
  if (after.version !== version + 1) {
    throw new StoreFailure('version-conflict', { table: 'finding', id, yours: version, present: after.version })
  }
  tx.record({ act: `finding.${kind}`, kind: 'finding', subject: id, organisation })
  return after
}

export async function getFinding(tx: Tx, id: string): Promise<Finding> {
  return found(await tx.db.selectFrom('finding').selectAll().where('id', '=', id).executeTakeFirst(), 'finding', id)
}

export interface FindingQuery extends Page {
  readonly document?: string
  readonly organisation?: string
  readonly year?: number
  readonly states?: readonly FindingState[]
  readonly severities?: readonly Severity[]
  readonly code?: string
}

export async function listFindings(tx: Tx, query: FindingQuery = {}): Promise<readonly Finding[]> {
  let select = tx.db.selectFrom('finding').selectAll()
  if (query.document !== undefined) select = select.where('document', '=', query.document)
  if (query.organisation !== undefined) select = select.where('organisation', '=', query.organisation)
  if (query.year !== undefined) select = select.where('year', '=', query.year)
  if (query.states !== undefined) select = select.where('state', 'in', [...query.states])
  if (query.severities !== undefined) select = select.where('severity', 'in', [...query.severities])
  if (query.code !== undefined) select = select.where('code', '=', query.code)
  return select
    .orderBy(sql`array_position(array['error', 'warning', 'hint'], severity)`)
    .orderBy('created_at')
    .orderBy('id')
    .limit(query.limit ?? LIMIT)
    .offset(query.offset ?? 0)
    .execute()
}

export async function listFindingEvents(tx: Tx, finding: string): Promise<readonly FindingEvent[]> {
  return tx.db.selectFrom('finding_event').selectAll().where('finding', '=', finding).orderBy('at').execute()
}

export interface FindingCount {
  readonly organisation: string
  readonly year: number
  readonly severity: Severity
  readonly state: FindingState
  readonly count: number
}

/** For the board: how many, by unit. */
export async function countFindings(tx: Tx, query: { readonly year?: number } = {}): Promise<readonly FindingCount[]> {
  let select = tx.db
    .selectFrom('finding')
    .select(['organisation', 'year', 'severity', 'state'])
    .select(sql<number>`count(*)::int`.as('count'))
  if (query.year !== undefined) select = select.where('year', '=', query.year)
  return select.groupBy(['organisation', 'year', 'severity', 'state']).execute()
}
