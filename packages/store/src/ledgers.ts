/**
 * Ledgers: rows by sheet with their whole history. Saving names the version that was seen; what others saved meanwhile is
 * merged by row and column, and what both changed differently is handed back as conflicts.
 */
import { type Selectable, sql } from 'kysely'
import { StoreFailure } from './failure.ts'
import {
  type LedgerConflict,
  type LedgerEdit,
  type LedgerRow,
  mergeLedger,
  type RowsByName,
  rowName,
} from './ledger-merge.ts'
import type { Database, Stage } from './schema.ts'
import { personOf, type Tx } from './store.ts'
import { found } from './versioned.ts'

export type Ledger = Selectable<Database['ledger']>
export type LedgerVersion = Selectable<Database['ledger_version']>

export async function createLedger(
  tx: Tx,
  made: { readonly organisation: string; readonly year: number; readonly stage: Stage },
): Promise<Ledger> {
  const row = await tx.db
    .insertInto('ledger')
    .values({ ...made, created_by: personOf(tx) })
    .returningAll()
    .executeTakeFirstOrThrow()
  const { organisation, year, stage } = made
  tx.record({ act: 'ledger.create', kind: 'ledger', subject: row.id, organisation, detail: { year, stage } })
  return row
}

export async function getLedger(tx: Tx, id: string): Promise<Ledger> {
  return found(await tx.db.selectFrom('ledger').selectAll().where('id', '=', id).executeTakeFirst(), 'ledger', id)
}

export async function findLedger(
  tx: Tx,
  query: { readonly organisation: string; readonly year: number; readonly stage: Stage },
): Promise<Ledger | undefined> {
  return tx.db
    .selectFrom('ledger')
    .selectAll()
    .where('organisation', '=', query.organisation)
    .where('year', '=', query.year)
    .where('stage', '=', query.stage)
    .executeTakeFirst()
}

export async function listLedgers(
  tx: Tx,
  query: { readonly organisation?: string; readonly year?: number } = {},
): Promise<readonly Ledger[]> {
  let select = tx.db.selectFrom('ledger').selectAll()
  if (query.organisation !== undefined) select = select.where('organisation', '=', query.organisation)
  if (query.year !== undefined) select = select.where('year', '=', query.year)
  return select.orderBy('year', 'desc').orderBy('organisation').execute()
}

/** The rows as they were at a version, or as they are, in the order of the sheets. */
export async function ledgerRows(
  tx: Tx,
  query: {
    readonly ledger: string
    readonly version?: number | undefined
    readonly sheets?: readonly string[] | undefined
  },
): Promise<readonly LedgerRow[]> {
  const { ledger, version, sheets } = query
  let select = tx.db.selectFrom('ledger_row').select(['sheet', 'key', 'position', 'cells']).where('ledger', '=', ledger)
  if (version === undefined) select = select.where('valid_to_version', 'is', null)
  else {
    select = select
      .where('valid_from_version', '<=', version)
      .where((e) => e.or([e('valid_to_version', 'is', null), e('valid_to_version', '>', version)]))
  }
  if (sheets !== undefined) select = select.where('sheet', 'in', [...sheets])
  return select.orderBy('sheet').orderBy('position').orderBy('key').execute()
}

const byName = (rows: readonly LedgerRow[]): RowsByName => new Map(rows.map((row) => [rowName(row), row]))

export interface LedgerSave {
  readonly ledger: string
  /** The version that the edits were made on. */
  readonly baseVersion: number
  readonly edits: readonly LedgerEdit[]
  readonly note?: string | undefined
}

export type LedgerSaved =
  | {
      readonly status: 'saved'
      readonly version: number
      /** Rows that are not as I sent them or that others changed since the base: what a screen has to take over. */
      readonly merged: readonly LedgerRow[]
      /** Rows that others took away since the base. */
      readonly gone: readonly { readonly sheet: string; readonly key: string }[]
    }
  | { readonly status: 'conflict'; readonly version: number; readonly conflicts: readonly LedgerConflict[] }

export async function saveLedger(tx: Tx, save: LedgerSave): Promise<LedgerSaved> {
  return write(tx, save, undefined)
}

/** Takes back what one version changed, and leaves what came after. */
export async function undoLedger(
  tx: Tx,
  undo: { readonly ledger: string; readonly version: number; readonly note?: string | undefined },
): Promise<LedgerSaved> {
  const { ledger, version, note } = undo
  const before = await ledgerRows(tx, { ledger, version: version - 1 })
  const after = await ledgerRows(tx, { ledger, version })
  return write(tx, { ledger, baseVersion: version, edits: editsBetween(after, before), note }, version)
}

/** Makes the ledger what it was at a version. */
export async function restoreLedger(
  tx: Tx,
  restore: { readonly ledger: string; readonly version: number; readonly note?: string | undefined },
): Promise<LedgerSaved> {
  const { ledger, version, note } = restore
  const { version: baseVersion } = await getLedger(tx, ledger)
  const then = await ledgerRows(tx, { ledger, version })
  const now = await ledgerRows(tx, { ledger, version: baseVersion })
  return write(tx, { ledger, baseVersion, edits: editsBetween(now, then), note }, undefined)
}

function editsBetween(from: readonly LedgerRow[], to: readonly LedgerRow[]): LedgerEdit[] {
  const [old, wanted] = [byName(from), byName(to)]
  const changed = to.filter((row) => {
    const was = old.get(rowName(row))
    return (
      !was || was.position !== row.position || JSON.stringify(sorted(was.cells)) !== JSON.stringify(sorted(row.cells))
    )
  })
  return [...changed, ...from.filter((row) => !wanted.has(rowName(row))).map(({ sheet, key }) => ({ sheet, key }))]
}

const sorted = (cells: LedgerRow['cells']): [string, string][] =>
  Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1))

async function write(tx: Tx, save: LedgerSave, undoes: number | undefined): Promise<LedgerSaved> {
  const { ledger: id, baseVersion } = save
  // Locked, so that two who save at once come one after the other and the second merges with the first.
  const locked = await tx.db.selectFrom('ledger').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  const ledger = locked ?? (await notLocked(tx, id))
  if (baseVersion > ledger.version || baseVersion < 0) {
    throw new StoreFailure('version-conflict', { table: 'ledger', id, yours: baseVersion, present: ledger.version })
  }
  const theirs = byName(await ledgerRows(tx, { ledger: id }))
  const base =
    baseVersion === ledger.version ? theirs : byName(await ledgerRows(tx, { ledger: id, version: baseVersion }))
  const merge = mergeLedger(base, theirs, save.edits)
  if (merge.conflicts.length > 0) return { status: 'conflict', version: ledger.version, conflicts: merge.conflicts }
  const isChanged = merge.changed.length + merge.removed.length > 0
  const version = isChanged ? ledger.version + 1 : ledger.version
  if (isChanged) await writeVersion(tx, ledger, version, merge, { note: save.note ?? '', undoes })
  return { status: 'saved', version, ...newsSince(base, theirs, merge.changed) }
}

/** Who may see a ledger but not change it cannot lock it. */
async function notLocked(tx: Tx, id: string): Promise<never> {
  await getLedger(tx, id)
  throw new StoreFailure('not-allowed', { table: 'ledger', id })
}

function newsSince(base: RowsByName, theirs: RowsByName, changed: readonly LedgerRow[]) {
  const merged = new Map<string, LedgerRow>()
  const gone: { sheet: string; key: string }[] = []
  if (base !== theirs) {
    for (const [name, row] of theirs) {
      const was = base.get(name)
      if (!was || JSON.stringify(sorted(was.cells)) !== JSON.stringify(sorted(row.cells))) merged.set(name, row)
    }
    for (const [name, { sheet, key }] of base) if (!theirs.has(name)) gone.push({ sheet, key })
  }
  for (const row of changed) if (merged.has(rowName(row))) merged.set(rowName(row), row)
  return { merged: [...merged.values()], gone }
}

async function writeVersion(
  tx: Tx,
  ledger: Ledger,
  version: number,
  merge: {
    readonly changed: readonly LedgerRow[]
    readonly removed: readonly { readonly sheet: string; readonly key: string }[]
  },
  told: { readonly note: string; readonly undoes: number | undefined },
): Promise<void> {
  const { id, organisation } = ledger
  const rowsChanged = merge.changed.length + merge.removed.length
  await tx.db
    .insertInto('ledger_version')
    .values({
      ...{ ledger: id, organisation, version, person: personOf(tx), person_name: tx.personName },
      ...{ note: told.note, undoes: told.undoes ?? null, rows_changed: rowsChanged },
    })
    .execute()
  const names = [...merge.changed, ...merge.removed].map(({ sheet, key }) => ({ sheet, key }))
  await sql`update gouji.ledger_row r set valid_to_version = ${version}
    from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as n(sheet text, key text)
    where r.ledger = ${id} and r.sheet = n.sheet and r.key = n.key and r.valid_to_version is null`.execute(tx.db)
  await sql`insert into gouji.ledger_row (ledger, organisation, sheet, key, position, cells, valid_from_version)
    select ${id}, ${organisation}, sheet, key, position, cells, ${version}
    from jsonb_to_recordset(${JSON.stringify(merge.changed)}::jsonb)
      as n(sheet text, key text, position double precision, cells jsonb)`.execute(tx.db)
  await tx.db.updateTable('ledger').set({ version, updated_at: new Date() }).where('id', '=', id).execute()
  const detail = { version, rows: rowsChanged, undoes: told.undoes }
  tx.record({ act: 'ledger.save', kind: 'ledger', subject: id, organisation, detail })
}

/** Newest first. */
export async function ledgerHistory(tx: Tx, ledger: string): Promise<readonly LedgerVersion[]> {
  return tx.db
    .selectFrom('ledger_version')
    .selectAll()
    .where('ledger', '=', ledger)
    .orderBy('version', 'desc')
    .execute()
}

export interface LedgerDifference {
  readonly sheet: string
  readonly key: string
  readonly before: LedgerRow | undefined
  readonly after: LedgerRow | undefined
}

/** What differs between two versions, row by row. */
export async function compareLedger(
  tx: Tx,
  query: { readonly ledger: string; readonly from: number; readonly to: number },
): Promise<readonly LedgerDifference[]> {
  const { ledger } = query
  const from = await ledgerRows(tx, { ledger, version: query.from })
  const to = await ledgerRows(tx, { ledger, version: query.to })
  const [before, after] = [byName(from), byName(to)]
  return editsBetween(from, to).map(({ sheet, key }) => {
    const name = rowName({ sheet, key })
    return { sheet, key, before: before.get(name), after: after.get(name) }
  })
}
