/** Documents as the interface shows them: the row, its last reading, and where its work stands. */
import type { DocumentInfo, FORMATS } from '@gouji/api'
import type { JobState, Stage, Tx, Verdict } from '@gouji/store'
import { sql } from 'kysely'
import { bookStage } from './shapes.ts'

interface Recognised {
  readonly state?: 'done' | 'unreadable'
  readonly failure?: string
  readonly format?: (typeof FORMATS)[number]
  readonly organisation?: string
}

interface Row {
  id: string
  organisation: string
  organisation_name: string | null
  name: string
  sha256: string
  bytes: bigint
  year: number | null
  stage: Stage | null
  recognised: Recognised
  confirmed_at: Date | null
  uploaded_at: Date
  version: number
  verdict: Verdict | null
  errors: number | null
  warnings: number | null
  hints: number | null
  job_state: JobState | null
  same_as: string | null
}

export interface DocumentFilter {
  readonly id?: string
  readonly ids?: readonly string[]
  readonly organisation?: string | undefined
  readonly year?: number | undefined
  readonly stage?: Stage | undefined
  readonly state?: DocumentInfo['state'] | undefined
  readonly text?: string | undefined
  /** Everything behind this place in the list. */
  readonly after?: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/** Waiting and working are told by the job; what came of it, by the document. */
const STATE = sql<DocumentInfo['state']>`case
  when w.state = 'queued' then 'waiting' when w.state = 'running' then 'working'
  when w.state in ('dead', 'cancelled') then 'failed'
  else coalesce(d.recognised ->> 'state', 'waiting') end`

export type ListedDocument = DocumentInfo & { readonly cursor: string }

export async function documentRows(tx: Tx, filter: DocumentFilter): Promise<ListedDocument[]> {
  const where = [sql`d.removed_at is null`]
  if (filter.id !== undefined) where.push(sql`d.id = ${filter.id}`)
  if (filter.ids !== undefined) where.push(sql`d.id = any (${sql.val([...filter.ids])}::uuid[])`)
  if (filter.organisation !== undefined) {
    where.push(sql`d.organisation in (select b.id from organisation a join organisation b
      on b.path >= a.path and b.path < a.path || '~' where a.id = ${filter.organisation})`)
  }
  if (filter.year !== undefined) where.push(sql`d.year = ${filter.year}::int`)
  if (filter.stage !== undefined) where.push(sql`d.stage = ${filter.stage}`)
  if (filter.state !== undefined) where.push(sql`${STATE} = ${filter.state}`)
  if (filter.text !== undefined) {
    where.push(
      sql`(position(lower(${filter.text}) in lower(d.name)) > 0 or position(${filter.text} in coalesce(o.name, '')) > 0)`,
    )
  }
  if (filter.after !== undefined) {
    where.push(sql`(d.uploaded_at, d.id) < (${filter.after.at}::timestamptz, ${filter.after.id}::uuid)`)
  }
  const { rows } = await sql<Row & { shown_state: DocumentInfo['state']; cursor: string }>`
    select d.id, d.uploaded_at::text as cursor, d.organisation, o.name as organisation_name, d.name, d.sha256, d.bytes, d.year, d.stage, d.recognised,
      d.confirmed_at, d.uploaded_at, d.version, r.verdict, r.errors, r.warnings, r.hints, w.state as job_state,
      ${STATE} as shown_state,
      (select s.id from document s where s.sha256 = d.sha256 and s.id <> d.id and s.removed_at is null
        order by s.uploaded_at limit 1) as same_as
    from document d
    left join organisation o on o.id = d.organisation
    left join lateral (select verdict, errors, warnings, hints from reading where document = d.id
      order by created_at desc limit 1) r on true
    left join job w on w.id = (d.recognised ->> 'job')::uuid
    where ${sql.join(where, sql` and `)}
    order by d.uploaded_at desc, d.id desc limit ${filter.limit}::int`.execute(tx.db)
  return rows.map((row) => ({ ...shown(row, row.shown_state), cursor: row.cursor }))
}

function shown(row: Row, state: DocumentInfo['state']): DocumentInfo {
  const { recognised } = row
  const stage = bookStage(row.stage)
  return {
    id: row.id,
    organisation: row.organisation,
    ...(row.organisation_name === null ? {} : { organisationName: row.organisation_name }),
    name: row.name,
    sha256: row.sha256,
    bytes: Number(row.bytes),
    ...(recognised.format === undefined ? {} : { format: recognised.format }),
    ...(row.year === null ? {} : { year: row.year }),
    ...(recognised.organisation === undefined ? {} : { recognisedAs: recognised.organisation }),
    ...(stage === undefined ? {} : { stage }),
    confirmed: row.confirmed_at !== null,
    state,
    ...(recognised.failure === undefined ? {} : { failure: recognised.failure }),
    ...(row.verdict === null ? {} : { verdict: row.verdict }),
    errors: row.errors ?? 0,
    warnings: row.warnings ?? 0,
    infos: row.hints ?? 0,
    uploadedAt: row.uploaded_at.toISOString(),
    ...(row.same_as === null ? {} : { sameAs: row.same_as }),
    version: row.version,
  }
}
