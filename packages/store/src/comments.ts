/** What people say about a filing, a ledger, a document, an edition or a finding, at a cell or a sentence of it. */
import type { Selectable } from 'kysely'
import type { CommentSubject, Database, Json } from './schema.ts'
import { personOf, type Tx } from './store.ts'
import { changeRow, found } from './versioned.ts'

export type Comment = Selectable<Database['comment']>

export interface NewComment {
  readonly on: { readonly kind: CommentSubject; readonly id: string }
  readonly anchor?: Readonly<Record<string, Json>> | undefined
  readonly text: string
  readonly answers?: string | undefined
}

export async function addComment(tx: Tx, made: NewComment): Promise<Comment> {
  const { on, text, answers } = made
  // Belongs where its subject belongs, which has to be visible.
  const subject = await tx.db.selectFrom(on.kind).select('organisation').where('id', '=', on.id).executeTakeFirst()
  const { organisation } = found(subject, on.kind, on.id)
  const row = await tx.db
    .insertInto('comment')
    .values({
      ...{ organisation, subject_kind: on.kind, subject: on.id, text, answers: answers ?? null },
      ...{ author: personOf(tx), author_name: tx.personName, resolved_by: null },
      anchor: JSON.stringify(made.anchor ?? {}),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  tx.record({ act: 'comment.add', kind: 'comment', subject: row.id, organisation, detail: { on: on.kind, id: on.id } })
  return row
}

export async function getComment(tx: Tx, id: string): Promise<Comment> {
  return found(await tx.db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst(), 'comment', id)
}

export async function listComments(
  tx: Tx,
  query: {
    readonly on?: { readonly kind: CommentSubject; readonly id: string }
    readonly organisation?: string
    readonly isOpen?: boolean
  } = {},
): Promise<readonly Comment[]> {
  let select = tx.db.selectFrom('comment').selectAll()
  if (query.on !== undefined)
    select = select.where('subject_kind', '=', query.on.kind).where('subject', '=', query.on.id)
  if (query.organisation !== undefined) select = select.where('organisation', '=', query.organisation)
  if (query.isOpen !== undefined) select = select.where('resolved_at', query.isOpen ? 'is' : 'is not', null)
  return select.orderBy('created_at').orderBy('id').execute()
}

/** Only the author changes the words. */
export async function changeComment(
  tx: Tx,
  change: { readonly id: string; readonly version: number; readonly text: string },
): Promise<number> {
  const { id, version, text } = change
  const next = await changeRow(tx, 'comment', { id, version, set: { text } })
  tx.record({ act: 'comment.change', kind: 'comment', subject: id })
  return next
}

export async function resolveComment(
  tx: Tx,
  change: { readonly id: string; readonly version: number; readonly isResolved: boolean },
): Promise<number> {
  const { id, version, isResolved } = change
  const set = isResolved
    ? { resolved_by: personOf(tx), resolved_at: new Date() }
    : { resolved_by: null, resolved_at: null }
  const next = await changeRow(tx, 'comment', { id, version, set })
  tx.record({ act: isResolved ? 'comment.resolve' : 'comment.reopen', kind: 'comment', subject: id })
  return next
}
