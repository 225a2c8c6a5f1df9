import type { Comment, Edition, Filing } from '@gouji/api'
import {
  addComment,
  addJob,
  type Comment as CommentRow,
  type Edition as EditionRow,
  type FilingState,
  getComment,
  getEdition,
  getFiling,
  listComments,
  listEditions,
  listOrganisations,
  moveFiling,
  powersAt,
  resolveComment,
  type Filing as StoredFiling,
  type Tx,
  withdrawEdition,
} from '@gouji/store'
import { sql } from 'kysely'
import type { HandlersOf } from '../http/handler.ts'
import { notFound, Refusal } from '../http/problem.ts'
import type { Comparison } from '../tasks/comparison.ts'
import { PUBLISH_KIND } from '../tasks/publish-edition.ts'
import { compareVersions, versionsOf } from './compare.ts'
import { consolidationOf } from './consolidation.ts'
import { filingRows } from './filing-rows.ts'
import { today } from './shapes.ts'

async function filingOf(tx: Tx, id: string): Promise<Filing> {
  const [row] = await filingRows(tx, { id })
  if (!row) throw notFound()
  return row
}

const NEXT: Readonly<Partial<Record<FilingState, FilingState>>> = {
  submitted: 'unit_approved',
  unit_approved: 'department_approved',
  department_approved: 'approved',
}

function targetOf(state: FilingState, act: 'submit' | 'approve' | 'return' | 'recall'): FilingState {
  if (act === 'return') return 'returned'
  if (act === 'recall') {
    if (state !== 'submitted') throw new Refusal('wrong-state', { state })
    return 'draft'
  }
  const next = act === 'submit' ? (state === 'draft' || state === 'returned' ? 'submitted' : undefined) : NEXT[state]
  if (!next) throw new Refusal('wrong-state', { state })
  return next
}

function shownComment(row: CommentRow): Comment {
  const { at, act } = row.anchor as { at?: string; act?: string }
  return {
    id: row.id,
    at: row.created_at.toISOString(),
    by: row.author_name,
    text: row.text,
    ...(at === undefined ? {} : { anchor: at }),
    // A word said with an approval asks for nothing.
    done: row.resolved_at !== null || (act !== undefined && act !== 'return'),
  }
}

/** What a correction changed, as it was found when it was published. */
function changedIn({ corrects, changes }: EditionRow): { changed?: { cells: number; sentences: number } } {
  const [change] = changes as readonly Partial<Comparison>[]
  if (corrects === null || !change?.tables || !change.sentences) return {}
  return {
    changed: { cells: change.tables.reduce((n, { rows }) => n + rows.length, 0), sentences: change.sentences.length },
  }
}

export const shownEdition = (row: EditionRow): Edition => ({
  id: row.id,
  filing: row.filing,
  number: row.number,
  publishedAt: row.published_at.toISOString(),
  ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at.toISOString() }),
  ...(row.withdrawn_reason === null ? {} : { withdrawnWhy: row.withdrawn_reason }),
  files: row.files.map(({ name, sha256, bytes, mediaType }) => ({ path: name, sha256, bytes, mediaType })),
  ...changedIn(row),
  // Nothing becomes an edition that was not read back and found equal.
  proved: true,
})

/** One job for all who ask for the same at the same time: two would make two editions of the same figures. */
async function askPublishing(tx: Tx, filing: StoredFiling, pack: string | undefined): Promise<string> {
  const { id, organisation, version } = filing
  await tx.db.selectFrom('filing').select('id').where('id', '=', id).forUpdate().execute()
  const after = (await listEditions(tx, id))[0]?.number ?? 0
  const payload = { filing: id, version, after, ...(pack === undefined ? {} : { pack }) }
  const { rows } = await sql<{
    id: string
  }>`select id from job where kind = ${PUBLISH_KIND} and organisation = ${organisation}
    and state in ('queued', 'running') and payload = ${JSON.stringify(payload)}::jsonb`.execute(tx.db)
  if (rows[0]) return rows[0].id
  return (await addJob(tx, { kind: PUBLISH_KIND, organisation, payload, priority: 2, attemptsMax: 3 })).job.id
}

export const filings: HandlersOf<'filings', Tx> = {
  async board({ query }, { tx }) {
    const rows = await filingRows(tx, { year: query.year, stage: query.stage })
    const byOrganisation = new Map(rows.map((row) => [row.organisation, row]))
    const on = today()
    const organisations = await listOrganisations(tx, { includeEnded: true })
    return organisations
      .filter((one) => byOrganisation.has(one.id) || one.valid_to === null || one.valid_to >= on)
      .map(({ id, name, parent }) => {
        const filing = byOrganisation.get(id)
        return { organisation: id, name, ...(parent === null ? {} : { parent }), ...(filing ? { filing } : {}) }
      })
  },

  waiting: (_, { tx }) => filingRows(tx, { mine: true }),

  get: ({ params }, { tx }) => filingOf(tx, params.id),

  async act({ params, body, version }, { tx }) {
    const { id } = params
    const filing = await getFiling(tx, id)
    const { act, text } = body
    if (act === 'return' && text === undefined)
      throw new Refusal('invalid', {}, [{ path: 'text', message: '退回时请写明原因' }])
    if (filing.version === version) {
      await moveFiling(tx, { id, version, to: targetOf(filing.state, act), note: text })
    } else {
      throw new Refusal('version-conflict', { yours: version, present: filing.version })
    }
    if (text !== undefined) await addComment(tx, { on: { kind: 'filing', id }, text, anchor: { act } })
    return filingOf(tx, id)
  },

  async comments({ params }, { tx }) {
    await getFiling(tx, params.id)
    return (await listComments(tx, { on: { kind: 'filing', id: params.id } })).map(shownComment)
  },

  async comment({ params, body }, { tx }) {
    const anchor = body.anchor === undefined ? {} : { at: body.anchor }
    return shownComment(await addComment(tx, { on: { kind: 'filing', id: params.id }, text: body.text, anchor }))
  },

  async resolve({ params }, { tx }) {
    const { version, resolved_at } = await getComment(tx, params.id)
    if (resolved_at === null) await resolveComment(tx, { id: params.id, version, isResolved: true })
    return shownComment(await getComment(tx, params.id))
  },

  async publish({ params, body, version }, { tx }) {
    const filing = await getFiling(tx, params.id)
    if (filing.version !== version) throw new Refusal('version-conflict', { yours: version, present: filing.version })
    if (!(await powersAt(tx, filing.organisation)).has('publish')) throw new Refusal('not-allowed')
    if (filing.state !== 'approved' && filing.state !== 'published')
      throw new Refusal('wrong-state', { state: filing.state })
    if (filing.ledger === null) throw new Refusal('wrong-state', { ledger: false })
    return { job: await askPublishing(tx, filing, body.pack) }
  },

  async editions({ params }, { tx }) {
    await getFiling(tx, params.id)
    return (await listEditions(tx, params.id)).map(shownEdition)
  },

  async editionFile({ params }, { tx, store }) {
    const edition = await getEdition(tx, params.id)
    const file = edition.files.find(({ sha256 }) => sha256 === params.sha256)
    if (!file) throw notFound()
    return {
      kind: 'file',
      name: file.name.split('/').at(-1)!,
      mediaType: file.mediaType,
      bytes: file.bytes,
      content: await store.blobs.read(file.sha256),
      inline: file.mediaType === 'application/pdf' || file.mediaType.startsWith('text/html'),
      immutable: true,
    }
  },

  async withdraw({ params, body }, { tx }) {
    const { withdrawn_at } = await getEdition(tx, params.id)
    if (withdrawn_at !== null) throw new Refusal('wrong-state')
    await withdrawEdition(tx, { id: params.id, reason: body.why })
    return shownEdition(await getEdition(tx, params.id))
  },

  consolidation: ({ params, query }, context) => consolidationOf({ ...query, id: params.id }, context),

  compare: ({ query }, context) => compareVersions(query, context),

  versions: ({ params }, { tx }) => versionsOf(tx, params.id),
}
