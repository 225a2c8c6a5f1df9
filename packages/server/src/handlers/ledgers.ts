import type { LedgerRow } from '@gouji/api'
import { ALL_SHEETS, HEAD, TEXT_PARTS } from '@gouji/budget'
import {
  changeFiling,
  createFiling,
  createLedger,
  findLedger,
  getDocument,
  getLedger,
  getOrganisation,
  type Ledger,
  type LedgerEdit,
  ledgerHistory,
  ledgerRows,
  saveLedger,
  type Tx,
} from '@gouji/store'
import type { Context, HandlersOf } from '../http/handler.ts'
import { Refusal } from '../http/problem.ts'
import { HEAD_SHEET, isSameCell, type StoredRow, TEXTS_SHEET, withKeys } from '../tasks/ledger-rows.ts'
import { atDesk, problemsOf, problemsRefusal } from './at-desk.ts'
import { checks } from './ledger-checks.ts'
import { guidance } from './ledger-guidance.ts'
import { infoOf, ledgerInfos, storedRows } from './ledger-infos.ts'

async function beginRows(
  tx: Tx,
  body: { organisation: string; year: number; stage: 'budget' | 'final'; from: string; document?: string | undefined },
  context: Context<Tx>,
): Promise<readonly StoredRow[]> {
  const { name, code, region, kind } = await getOrganisation(tx, body.organisation)
  const head = {
    year: String(body.year),
    stage: body.stage === 'final' ? '决算' : '预算',
    audience: kind === 'unit' ? '单位' : '部门',
    name,
    code,
    region,
  }
  if (body.from === 'document') {
    if (body.document === undefined) throw new Refusal('invalid', {}, [{ path: 'document', message: '请选择文件' }])
    const document = await getDocument(tx, body.document)
    const result = await atDesk(context, {
      kind: 'adopt',
      path: context.store.blobs.pathOf(document.sha256),
      name: document.name,
      year: body.year,
    })
    return withHead(result.rows ?? [], head)
  }
  if (body.from === 'last-year') {
    const { organisation, stage } = body
    const last = await findLedger(tx, { organisation, stage, year: body.year - 1 })
    if (!last) throw new Refusal('not-found')
    // Goals and texts are written anew for a new year; who there is and what was spent stays at hand.
    return withHead(await storedRows(tx, last.id), { year: head.year })
  }
  return withKeys([
    { sheet: HEAD_SHEET, values: head },
    { sheet: 'units', values: { code, name } },
  ])
}

function withHead(rows: readonly StoredRow[], head: Readonly<Record<string, string>>): StoredRow[] {
  if (!rows.some(({ sheet }) => sheet === HEAD_SHEET))
    return [...withKeys([{ sheet: HEAD_SHEET, values: { ...head } }]), ...rows]
  return rows.map((row) => (row.sheet === HEAD_SHEET ? { ...row, values: { ...row.values, ...head } } : row))
}

/** Rows of one ledger in the order in which they stand, as edits. */
export const editsOf = (rows: readonly StoredRow[]): LedgerEdit[] =>
  rows.map(({ sheet, key, values }, position) => ({ sheet, key, cells: values, position }))

const shownRow = ({ sheet, key, values }: StoredRow): LedgerRow => ({ sheet, key, values: { ...values } })

/** What would have to change so that the ledger says what the workbook says; rows are the same by what they are about. */
function changesBetween(now: readonly StoredRow[], wanted: readonly StoredRow[]) {
  const renamed = withKeys(now.map(({ sheet, values }) => ({ sheet, values: { ...values } })))
  const byName = new Map(now.map((row, i) => [renamed[i]!.key, row]))
  const put: StoredRow[] = []
  let added = 0
  for (const row of wanted) {
    const old = byName.get(row.key)
    byName.delete(row.key)
    if (!old) added += 1
    else if (isSame(old.values, row.values)) continue
    put.push(old ? { ...row, key: old.key } : row)
  }
  return { put, dropped: [...byName.values()], added, changed: put.length - added }
}

const isSame = (a: StoredRow['values'], b: StoredRow['values']): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((field) => isSameCell(a[field], b[field]))

export const ledgers: HandlersOf<'ledgers', Tx> = {
  async sheets() {
    const own = [
      {
        name: HEAD_SHEET,
        title: '封面',
        help: '封面信息，每个账册一行',
        columns: HEAD.map(({ field, key, kind, required, help, choices }) => ({
          ...{ field, heading: key, kind, required, help },
          ...(choices ? { choices: choices.map(({ name }) => name) } : {}),
        })),
      },
      {
        name: TEXTS_SHEET,
        title: '文字',
        help: `每段文字一行。${TEXT_PARTS.map(({ key, help }) => `${key}：${help}`).join('；')}`,
        columns: [
          {
            field: 'part',
            heading: '类别',
            kind: 'choice',
            required: true,
            help: '属于哪一部分',
            choices: TEXT_PARTS.map(({ key }) => key),
          },
          { field: 'key', heading: '名称', kind: 'text', required: false, help: '说的是哪一项' },
          { field: 'text', heading: '内容', kind: 'long', required: true, help: '文字' },
        ],
      },
    ]
    const tables = ALL_SHEETS.map(({ name, title, help, columns }) => ({
      ...{ name, title, help },
      columns: columns.map((column) => ({
        ...{ field: column.field, heading: column.heading, kind: column.kind },
        required: column.required === true,
        help: column.help,
        width: column.width,
        ...(column.choices ? { choices: column.choices.map((choice) => choice.name) } : {}),
      })),
    }))
    return [...own, ...tables]
  },

  list: ({ query }, { tx }) => ledgerInfos(tx, query),

  async begin({ body }, context) {
    const { tx } = context
    const rows = await beginRows(tx, body, context)
    const { organisation, year, stage } = body
    const ledger = await createLedger(tx, { organisation, year, stage })
    await saveLedger(tx, { ledger: ledger.id, baseVersion: 0, edits: editsOf(rows), note: body.from })
    await ensureFiling(tx, ledger)
    return infoOf(tx, ledger.id)
  },

  async rows({ params, query }, { tx }) {
    const ledger = await infoOf(tx, params.id)
    return { ledger, rows: (await storedRows(tx, params.id, query.version)).map(shownRow) }
  },

  async save({ params, body }, { tx }) {
    const rows = await ledgerRows(tx, { ledger: params.id })
    let position = Math.max(0, ...rows.map((row) => row.position))
    const known = new Set(rows.map(({ sheet, key }) => `${sheet}/${key}`))
    const edits = body.changes.map((change): LedgerEdit => {
      if (change.kind === 'drop') return { sheet: change.sheet, key: change.key }
      const { sheet, key, values } = change.row
      if (known.has(`${sheet}/${key}`)) return { sheet, key, cells: values }
      position += 1
      return { sheet, key, cells: values, position }
    })
    const saved = await saveLedger(tx, { ledger: params.id, baseVersion: body.base, edits })
    if (saved.status === 'saved') {
      return { saved: true, version: saved.version, merged: saved.merged.length + saved.gone.length, conflicts: [] }
    }
    const conflicts = saved.conflicts.map(({ sheet, key, column, base, mine, theirs }) => ({
      ...{ sheet, key, field: column ?? '' },
      ...{ base: base ?? '', mine: mine ?? '', theirs: theirs ?? '' },
    }))
    return { saved: false, version: saved.version, merged: 0, conflicts }
  },

  ...checks,
  ...guidance,

  async exportWorkbook({ params }, context) {
    await getLedger(context.tx, params.id)
    const result = await atDesk(context, { kind: 'workbook', rows: await storedRows(context.tx, params.id) })
    if (!result.bytes) throw problemsRefusal(result, context.office)
    return {
      kind: 'file',
      name: result.name ?? 'ledger.xlsx',
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      content: result.bytes,
    }
  },

  async importWorkbook({ params, query, uploads }, context) {
    const { tx } = context
    const ledger = await getLedger(tx, params.id)
    const [upload] = uploads
    const result = await atDesk(context, { kind: 'import', path: upload!.path, name: upload!.name })
    const now = await storedRows(tx, params.id)
    const problems = problemsOf(result, context.office)
    if (!result.rows) return { added: 0, changed: 0, removed: 0, changes: [], problems }
    const { put, dropped, added, changed } = changesBetween(now, result.rows)
    if (query.confirm === 'yes' && put.length + dropped.length > 0) {
      const positions = new Map(result.rows.map(({ key }, i) => [key, i]))
      const saved = await saveLedger(tx, {
        ledger: params.id,
        baseVersion: ledger.version,
        note: upload!.name,
        edits: [
          ...put.map(({ sheet, key, values }) => ({ sheet, key, cells: values, position: positions.get(key) })),
          ...dropped.map(({ sheet, key }) => ({ sheet, key })),
        ],
      })
      if (saved.status === 'conflict') throw new Refusal('version-conflict')
    }
    const changes = [
      ...put.map((row) => ({ kind: 'put' as const, row: shownRow(row) })),
      ...dropped.map(({ sheet, key }) => ({ kind: 'drop' as const, sheet, key })),
    ]
    return { added, changed, removed: dropped.length, changes, problems }
  },

  async history({ params }, { tx }) {
    await getLedger(tx, params.id)
    return (await ledgerHistory(tx, params.id)).map((row) => ({
      version: row.version,
      at: row.at.toISOString(),
      by: row.person_name,
      rows: row.rows_changed,
    }))
  },
}

/** A ledger is begun for a book that has to become public: its task stands on the board from then on. */
export async function ensureFiling(tx: Tx, ledger: Ledger): Promise<void> {
  const { organisation, year, stage, id } = ledger
  const there = await tx.db
    .selectFrom('filing')
    .select(['id', 'version', 'ledger'])
    .where('organisation', '=', organisation)
    .where('year', '=', year)
    .where('stage', '=', stage)
    .executeTakeFirst()
  if (!there) await createFiling(tx, { organisation, year, stage, ledger: id })
  else if (there.ledger === null) await changeFiling(tx, { id: there.id, version: there.version, ledger: id })
}
