/** Ledgers as they are listed, and the rows of one. */
import type { LedgerInfo } from '@gouji/api'
import { type FilingState, getLedger, type Ledger, ledgerRows, type Tx } from '@gouji/store'
import { sql } from 'kysely'
import { laidDownFor } from '../tasks/laid-down.ts'
import type { StoredRow } from '../tasks/ledger-rows.ts'
import { stepOf } from './filing-rows.ts'
import { bookStage } from './shapes.ts'

interface Listed {
  id: string
  organisation: string
  organisation_name: string
  year: number
  stage: Ledger['stage']
  version: number
  updated_at: Date
  pack: string | null
  by: string | null
  filing: string | null
  state: FilingState | null
}

export async function ledgerInfos(
  tx: Tx,
  filter: { readonly id?: string; readonly organisation?: string | undefined; readonly year?: number | undefined },
): Promise<LedgerInfo[]> {
  const where = [sql`true`]
  if (filter.id !== undefined) where.push(sql`l.id = ${filter.id}`)
  if (filter.year !== undefined) where.push(sql`l.year = ${filter.year}::int`)
  if (filter.organisation !== undefined) {
    where.push(sql`l.organisation in (select b.id from organisation a join organisation b
      on b.path >= a.path and b.path < a.path || '~' where a.id = ${filter.organisation})`)
  }
  const { rows } = await sql<Listed>`
    select l.id, l.organisation, o.name as organisation_name, l.year, l.stage, l.version, l.updated_at,
      h.cells ->> 'pack' as pack, v.person_name as by, f.id as filing, f.state
    from ledger l join organisation o on o.id = l.organisation
    left join ledger_row h on h.ledger = l.id and h.sheet = 'head' and h.valid_to_version is null
    left join ledger_version v on v.ledger = l.id and v.version = l.version
    left join filing f on f.ledger = l.id
    where ${sql.join(where, sql` and `)} order by l.year desc, o.path`.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    organisation: row.organisation,
    organisationName: row.organisation_name,
    year: row.year,
    stage: bookStage(row.stage)!,
    ...(row.pack === null ? {} : { pack: row.pack }),
    ...(row.filing === null ? {} : { filing: row.filing, step: stepOf(row.state!) }),
    version: Math.max(1, row.version),
    changedAt: row.updated_at.toISOString(),
    changedBy: row.by ?? '',
  }))
}

export async function infoOf(tx: Tx, id: string): Promise<LedgerInfo> {
  await getLedger(tx, id)
  return (await ledgerInfos(tx, { id }))[0]!
}

export async function storedRows(tx: Tx, ledger: string, version?: number): Promise<StoredRow[]> {
  const rows = await ledgerRows(tx, { ledger, version })
  return rows.map(({ sheet, key, cells }) => ({ sheet, key, values: cells }))
}

/** The rows of a ledger, and what its bureaus have laid down for its year. */
export async function withPacksOf(tx: Tx, id: string, version?: number) {
  const ledger = await getLedger(tx, id)
  return { rows: await storedRows(tx, id, version), ...(await laidDownFor(tx, ledger)) }
}
