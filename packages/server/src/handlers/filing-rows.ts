/** Filings as the interface shows them, with what the last document of the same book says of errors. */
import type { Filing, Step } from '@gouji/api'
import type { FilingState, Stage, Tx } from '@gouji/store'
import { sql } from 'kysely'
import { bookStage } from './shapes.ts'

interface Row {
  id: string
  organisation: string
  organisation_name: string
  year: number
  stage: Stage
  state: FilingState
  ledger: string | null
  document: string | null
  errors: number
  warnings: number
  due: string | null
  version: number
}

export const stepOf = (state: FilingState): Step => (state === 'approved' ? 'finance_approved' : state)

export interface FilingFilter {
  readonly id?: string
  readonly year?: number
  readonly stage?: Stage
  /** Only where the person may take a step. */
  readonly mine?: boolean
}

export async function filingRows(tx: Tx, filter: FilingFilter): Promise<Filing[]> {
  const where = [sql`true`]
  if (filter.id !== undefined) where.push(sql`f.id = ${filter.id}`)
  if (filter.year !== undefined) where.push(sql`f.year = ${filter.year}::int`)
  if (filter.stage !== undefined) where.push(sql`f.stage = ${filter.stage}`)
  if (filter.mine) {
    where.push(sql`exists (select from filing_step s where s.from_state = f.state and s.to_state <> 'draft'
      and not (f.state in ('approved', 'published') and s.to_state = 'returned')
      and f.organisation in (select gouji.reach(s.power)))`)
  }
  const { rows } = await sql<Row>`
    select f.id, f.organisation, o.name as organisation_name, f.year, f.stage, f.state, f.ledger, d.id as document,
      coalesce(n.errors, 0)::int as errors, coalesce(n.warnings, 0)::int as warnings, f.version,
      -- The day laid down for publishing, else the law's: twenty days after approval.
      (select coalesce(min(c.due_on) filter (where c.step like '%公开%'),
        min(c.due_on) filter (where c.step like '%批复%') + 20)::text
        from calendar c where c.year = f.year and c.stage = f.stage) as due
    from filing f join organisation o on o.id = f.organisation
    left join lateral (select id from document where organisation = f.organisation and year = f.year and stage = f.stage
      and removed_at is null order by uploaded_at desc limit 1) d on true
    left join lateral (select count(*) filter (where severity = 'error') as errors,
      count(*) filter (where severity = 'warning') as warnings
      from finding where document = d.id and state in ('open', 'answered')) n on true
    where ${sql.join(where, sql` and `)} order by o.path, f.year desc, f.id`.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    organisation: row.organisation,
    organisationName: row.organisation_name,
    year: row.year,
    stage: bookStage(row.stage)!,
    step: stepOf(row.state),
    ...(row.ledger === null ? {} : { ledger: row.ledger }),
    ...(row.document === null ? {} : { document: row.document }),
    errors: row.errors,
    warnings: row.warnings,
    ...(row.due === null ? {} : { due: row.due }),
    version: row.version,
  }))
}
