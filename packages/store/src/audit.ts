/**
 * The trail of acts. The database seals each row with the one before (sha256 over canonical JSON); here they are handed
 * over, looked up and verified. Verification recomputes every seal and compares with what earlier verifications saw, so
 * that a trail whose end was cut off, or that was written anew as a whole, is noticed as well.
 */
import { createHash } from 'node:crypto'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database, Json } from './schema.ts'
import type { Tx } from './store.ts'

export interface Act {
  /** Verb and noun: `filing.submit`. */
  readonly act: string
  readonly kind: string
  readonly subject: string
  readonly organisation?: string | undefined
  /** What was done, without figures: the trail is read by people who may not see them. */
  readonly detail?: Readonly<Record<string, Json | undefined>>
  /** Who did it where no person is known, as a login that failed. */
  readonly by?: string
}

export interface AuditEntry {
  readonly seq: number
  readonly at: Date
  readonly person: string | null
  readonly personName: string
  readonly act: string
  readonly kind: string
  readonly subject: string
  readonly organisation: string | null
  readonly detail: Readonly<Record<string, Json>>
  readonly hash: string
}

/** Members in order of their names, no blanks: equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

export async function appendActs(db: Transaction<Database>, acts: readonly Act[]): Promise<void> {
  const rows = acts.map((act) => ({ ...act, detail: canonicalJson(act.detail ?? {}) }))
  await sql`select gouji.audit_append(${JSON.stringify(rows)}::jsonb)`.execute(db)
}

export interface AuditQuery {
  readonly kind?: string
  readonly subject?: string
  readonly person?: string
  readonly act?: string
  readonly organisation?: string
  readonly from?: Date
  readonly to?: Date
  /** Entries before this one, newest first. */
  readonly before?: number
  readonly limit?: number
}

/** Visible to auditors alone. */
export async function listAudit(tx: Tx, query: AuditQuery = {}): Promise<readonly AuditEntry[]> {
  let select = tx.db.selectFrom('audit').selectAll()
  if (query.kind !== undefined) select = select.where('subject_kind', '=', query.kind)
  if (query.subject !== undefined) select = select.where('subject', '=', query.subject)
  if (query.person !== undefined) select = select.where('person', '=', query.person)
  if (query.act !== undefined) select = select.where('act', '=', query.act)
  if (query.organisation !== undefined) select = select.where('organisation', '=', query.organisation)
  if (query.from !== undefined) select = select.where('at', '>=', query.from)
  if (query.to !== undefined) select = select.where('at', '<', query.to)
  if (query.before !== undefined) select = select.where('seq', '<', BigInt(query.before))
  const rows = await select
    .orderBy('seq', 'desc')
    .limit(query.limit ?? 100)
    .execute()
  return rows.map((row) => ({
    seq: Number(row.seq),
    at: row.at,
    person: row.person,
    personName: row.person_name,
    act: row.act,
    kind: row.subject_kind,
    subject: row.subject,
    organisation: row.organisation,
    detail: JSON.parse(row.detail) as Record<string, Json>,
    hash: row.hash,
  }))
}

export interface AuditHead {
  readonly seq: number
  readonly hash: string
}

export interface AuditBreak {
  readonly seq: number
  /**
   * `gap`: entries are missing before this one. `changed`: its content is not what was sealed. `relinked`: it does not
   * follow on the one before. `cut`: an entry seen earlier is gone. `rewritten`: an entry seen earlier has another seal.
   */
  readonly problem: 'gap' | 'changed' | 'relinked' | 'cut' | 'rewritten'
}

export interface AuditVerification {
  readonly entries: number
  readonly head: AuditHead | undefined
  readonly breaks: readonly AuditBreak[]
}

const START = '0'.repeat(64)
const PAGE = 5_000
const BREAKS_MAX = 100

interface Sealed {
  seq: bigint
  at: string
  person: string | null
  person_name: string
  act: string
  subject_kind: string
  subject: string
  organisation: string | null
  detail: string
  previous: string
  hash: string
}

const sealedText = (row: Sealed): string =>
  `[${[
    JSON.stringify(row.previous),
    row.seq.toString(),
    ...[row.at, row.person, row.person_name, row.act, row.subject_kind, row.subject, row.organisation, row.detail].map(
      (member) => JSON.stringify(member),
    ),
  ].join(',')}]`

export async function verifyAudit(db: Kysely<Database>, seen: readonly AuditHead[] = []): Promise<AuditVerification> {
  const breaks: AuditBreak[] = []
  const anchors = new Map(seen.map((head) => [head.seq, head.hash]))
  let previous: AuditHead = { seq: 0, hash: START }
  let entries = 0
  for (;;) {
    // The sealed time in its full precision, which a Date of JavaScript would cut.
    const { rows } =
      await sql<Sealed>`select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      person, person_name, act, subject_kind, subject, organisation, detail, previous, hash
      from gouji.audit where seq > ${previous.seq} order by seq limit ${PAGE}`.execute(db)
    for (const row of rows) {
      const seq = Number(row.seq)
      const hash = createHash('sha256').update(sealedText(row)).digest('hex')
      if (seq !== previous.seq + 1) breaks.push({ seq, problem: 'gap' })
      else if (row.previous !== previous.hash) breaks.push({ seq, problem: 'relinked' })
      if (hash !== row.hash) breaks.push({ seq, problem: 'changed' })
      const anchor = anchors.get(seq)
      if (anchor !== undefined && anchor !== row.hash) breaks.push({ seq, problem: 'rewritten' })
      anchors.delete(seq)
      previous = { seq, hash: row.hash }
      entries++
    }
    if (rows.length < PAGE || breaks.length > BREAKS_MAX) break
  }
  for (const seq of anchors.keys()) if (seq > previous.seq) breaks.push({ seq, problem: 'cut' })
  return { entries, head: entries === 0 ? undefined : previous, breaks: breaks.slice(0, BREAKS_MAX) }
}

const anchorFile = (dataFolder: string): string => join(dataFolder, 'audit-heads.jsonl')

/** Heads that earlier verifications found sound, kept outside the database. */
export async function seenHeads(dataFolder: string): Promise<readonly AuditHead[]> {
  const text = await readFile(anchorFile(dataFolder), 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => headOf(line) ?? [])
}

/** A line that a full disk or a cut of the power left half written says nothing, and must not hide the others. */
function headOf(line: string): AuditHead | undefined {
  try {
    const { seq, hash } = JSON.parse(line) as Partial<AuditHead>
    return typeof seq === 'number' && typeof hash === 'string' ? { seq, hash } : undefined
  } catch {
    return undefined
  }
}

export async function keepHead(dataFolder: string, head: AuditHead): Promise<void> {
  const heads = await seenHeads(dataFolder)
  if (heads.at(-1)?.seq === head.seq) return
  const line = JSON.stringify({ ...head, at: new Date().toISOString() })
  const before = await readFile(anchorFile(dataFolder), 'utf8').catch(() => '')
  // Not at the end of a line that was left half written: this one would be lost with it.
  const start = before === '' || before.endsWith('\n') ? '' : '\n'
  await appendFile(anchorFile(dataFolder), `${start}${line}\n`, { mode: 0o600 })
}

/** Verifies against the heads seen before and, when all is sound, remembers the present one. */
export async function verifyAndKeep(db: Kysely<Database>, dataFolder: string): Promise<AuditVerification> {
  const verification = await verifyAudit(db, await seenHeads(dataFolder))
  if (verification.head && verification.breaks.length === 0) await keepHead(dataFolder, verification.head)
  return verification
}
