import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { DocumentInfo, Place } from '@gouji/api'
import type { Waiver } from '@gouji/check'
import { UnreadableError } from '@gouji/document'
import {
  actOnFinding,
  addDocument,
  addJob,
  confirmDocument,
  type Document,
  findByContent,
  getDocument,
  getOrganisation,
  lastReading,
  listFindings,
  powersAt,
  reach,
  type Tx,
} from '@gouji/store'
import { sql } from 'kysely'
import { cursorOf, partsOf } from '../http/cursor.ts'
import type { Context, FileAnswer, HandlersOf, Upload } from '../http/handler.ts'
import { notFound, Refusal } from '../http/problem.ts'
import { UPLOAD_LIMITS } from '../http/uploads.ts'
import { type Artefact, unpackArtefact } from '../tasks/artefact.ts'
import { CHECK_KIND, type FindingDetail } from '../tasks/check-document.ts'
import { detectedFormat } from '../tasks/detected-format.ts'
import { pagePicture } from '../tasks/page-picture.ts'
import { documentRows } from './document-rows.ts'
import { shownFindings } from './finding-rows.ts'
import { newsFor } from './news.ts'
import { countOutdated, engineName, outdatedDocuments } from './outdated.ts'

const FINDINGS_MOST = 10_000

export async function documentInfo(tx: Tx, id: string): Promise<DocumentInfo> {
  const [row] = await documentRows(tx, { id, limit: 1 })
  if (!row) throw notFound()
  return row
}

/** A check of the document as a job, of which the document knows the newest. */
export async function askCheck(tx: Tx, document: Pick<Document, 'id' | 'organisation'>, priority = 0): Promise<void> {
  const { id, organisation } = document
  const { rows } = await sql<{ state: string }>`select w.state from document d
    join job w on w.id = (d.recognised ->> 'job')::uuid where d.id = ${id}`.execute(tx.db)
  // One that has not begun will read what is there then.
  if (rows[0]?.state === 'queued') return
  const { job } = await addJob(tx, {
    kind: CHECK_KIND,
    organisation,
    payload: { document: id },
    priority,
    attemptsMax: 3,
  })
  await sql`update document set recognised = recognised || ${JSON.stringify({ job: job.id })}::jsonb where id = ${id}`.execute(
    tx.db,
  )
}

/** Checked again at one time, and behind whatever somebody waits for. */
const AGAIN_MOST = 500
const AFTER_OTHERS = -1

/** Where an upload goes that does not say it: to the only organisation, or the topmost, where the person may upload. */
async function defaultOrganisation(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select o.id from organisation o
    where o.id in (select gouji.reach('upload')) order by length(o.path), o.code limit 1`.execute(tx.db)
  if (!rows[0]) throw new Refusal('not-allowed')
  return rows[0].id
}

/** Nobody said whose it is: reading may find out, and then it is filed there. */
async function leaveOrganisationOpen(tx: Tx, id: string): Promise<void> {
  await sql`update document set recognised = recognised || '{"open": true}' where id = ${id}`.execute(tx.db)
}

async function kindOf(
  upload: Upload,
  { failureWords }: Context<Tx>['office'],
): Promise<{ mediaType: string } | { refused: string }> {
  if (upload.bytes === 0) return { refused: '文件是空的' }
  try {
    const format = await detectedFormat(upload)
    return { mediaType: MEDIA_TYPES[format] ?? 'application/octet-stream' }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    const { message, remedy } = failureWords(error.failure)
    return { refused: `${message}${remedy}` }
  }
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html',
  text: 'text/plain',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  wps: 'application/vnd.ms-works',
}

export async function artefactFor(tx: Tx, context: Pick<Context<Tx>, 'store'>, id: string): Promise<Artefact> {
  await getDocument(tx, id)
  const reading = await lastReading(tx, id)
  if (!reading?.report) throw new Refusal('wrong-state')
  return unpackArtefact(await buffer(await context.store.blobs.read(reading.report)))
}

async function originalOf(tx: Tx, { store }: Pick<Context<Tx>, 'store'>, id: string): Promise<FileAnswer> {
  const document = await getDocument(tx, id)
  return {
    kind: 'file',
    name: document.name,
    mediaType: document.media_type,
    bytes: Number(document.bytes),
    content: await store.blobs.read(document.sha256),
    // Only what a browser shows without running anything of it.
    inline: document.media_type === 'application/pdf',
    immutable: true,
  }
}

async function acceptedOf(tx: Tx, document: string): Promise<Waiver[]> {
  const accepted = await listFindings(tx, { document, states: ['accepted'], limit: FINDINGS_MOST })
  const shown = await shownFindings(tx, accepted)
  return accepted.map((row, i) => {
    const last = shown[i]!.events.findLast(({ act }) => act === 'accepted')
    const of = { finding: (row.detail as unknown as FindingDetail).id }
    return { line: i + 1, of, reason: last?.text ?? '', by: last?.by ?? '', until: '9999-12-31' }
  })
}

export const documents: HandlersOf<'documents', Tx> = {
  async list({ query }, { tx }) {
    const [at, id] = partsOf(query.after) ?? []
    const rows = await documentRows(tx, {
      organisation: query.organisation,
      year: query.year,
      stage: query.stage,
      state: query.state,
      text: query.text,
      ...(typeof at === 'string' && typeof id === 'string' ? { after: { at, id } } : {}),
      limit: query.limit + 1,
    })
    const items = rows.slice(0, query.limit)
    const last = items.at(-1)
    return rows.length > items.length && last ? { items, next: cursorOf([last.cursor, last.id]) } : { items }
  },

  async upload({ query, uploads }, { tx, store, office }) {
    const organisation = query.organisation ?? (await defaultOrganisation(tx))
    // Tells apart what is not there for this person from what may be seen and not changed.
    await getOrganisation(tx, organisation)
    const mine = await reach(tx, 'upload')
    if (!mine.has(organisation)) throw new Refusal('not-allowed')
    // Handed in without saying whose it is, a file that one of one's own offices has is had already.
    const hadBefore = async (sha256: string): Promise<Document | undefined> =>
      query.organisation === undefined
        ? (await findByContent(tx, sha256)).find((document) => mine.has(document.organisation))
        : undefined
    const ids: string[] = []
    const refused: { name: string; message: string }[] = []
    for (const upload of uploads) {
      const kind = await kindOf(upload, office)
      if ('refused' in kind) {
        refused.push({ name: upload.name, message: kind.refused })
        continue
      }
      const blob = await store.blobs.put(createReadStream(upload.path), { bytesMax: UPLOAD_LIMITS.fileBytes })
      const had = await hadBefore(blob.sha256)
      const { document, isNew } = had
        ? { document: had, isNew: false }
        : await addDocument(tx, {
            organisation,
            sha256: blob.sha256,
            bytes: blob.bytes,
            name: upload.name,
            mediaType: kind.mediaType,
            year: query.year,
          })
      if (isNew) {
        if (query.organisation === undefined) await leaveOrganisationOpen(tx, document.id)
        await askCheck(tx, document)
      }
      if (!isNew) refused.push({ name: upload.name, message: '同样的文件已经上传过' })
      ids.push(document.id)
    }
    const rows = new Map((await documentRows(tx, { ids, limit: ids.length + 1 })).map((row) => [row.id, row]))
    return { accepted: [...new Set(ids)].flatMap((id) => rows.get(id) ?? []), refused }
  },

  get: ({ params }, { tx }) => documentInfo(tx, params.id),

  async confirm({ params, body, version }, { tx }) {
    await getOrganisation(tx, body.organisation)
    if (!(await powersAt(tx, body.organisation)).has('upload')) throw new Refusal('not-allowed')
    const { readAgain } = await confirmDocument(tx, { id: params.id, version, ...body })
    if (readAgain) await askCheck(tx, { id: params.id, organisation: body.organisation })
    return documentInfo(tx, params.id)
  },

  async checkAgain({ params }, { tx }) {
    const document = await getDocument(tx, params.id)
    if (!(await powersAt(tx, document.organisation)).has('upload')) throw new Refusal('not-allowed')
    await askCheck(tx, document, 1)
    return documentInfo(tx, params.id)
  },

  async outdated(_, { tx, version }) {
    const engine = engineName(version)
    return { documents: await countOutdated(tx, engine), engine }
  },

  async checkOutdated(_, { tx, version }) {
    const engine = engineName(version)
    const some = await outdatedDocuments(tx, engine, AGAIN_MOST)
    for (const document of some) await askCheck(tx, document, AFTER_OTHERS)
    return { asked: some.length, left: await countOutdated(tx, engine) }
  },

  async findings({ params }, { tx }) {
    await getDocument(tx, params.id)
    const rows = await listFindings(tx, { document: params.id, limit: FINDINGS_MOST })
    const shown = await shownFindings(tx, rows)
    return shown.sort(
      (a, b) => Number(a.state === 'fixed') - Number(b.state === 'fixed') || Number(a.number) - Number(b.number),
    )
  },

  async tables({ params }, context) {
    return (await artefactFor(context.tx, context, params.id)).tables
  },

  async sentences({ params }, { tx }) {
    const { year, organisation } = await getDocument(tx, params.id)
    if (year === null) return []
    const { region } = await getOrganisation(tx, organisation)
    const rows = await tx.db
      .selectFrom('claim')
      .select(['printed', 'unit', 'label', 'place', 'coordinates'])
      .where('region', '=', region.slice(0, 2))
      .where('year', '=', year)
      .where('document', '=', params.id)
      .where('kind', '=', 'statement')
      .where('measure', '=', 'amount')
      .orderBy('number')
      .execute()
    return rows.map(({ printed, unit, label, place, coordinates }) => ({
      text: printed,
      ...(unit === null ? {} : { unit }),
      quote: label,
      place: place as Place,
      coordinates,
    }))
  },

  async content({ params }, context) {
    const { pages, blocks } = await artefactFor(context.tx, context, params.id)
    return { pages, blocks }
  },

  async pageImage({ params }, { tx, desk, folders, store }) {
    const { media_type, sha256 } = await getDocument(tx, params.id)
    if (media_type !== 'application/pdf') throw notFound()
    const page = { folder: folders.pictures, sha256, path: store.blobs.pathOf(sha256), number: params.page }
    const path = await tx.aside(() => pagePicture(page, desk))
    if (path === undefined) throw notFound()
    const content = await readFile(path)
    return { kind: 'file', name: `${params.page}.png`, mediaType: 'image/png', content, inline: true, immutable: true }
  },

  original: ({ params }, context) => originalOf(context.tx, context, params.id),

  async exportReport({ params, query }, { tx, office, store }) {
    const document = await getDocument(tx, params.id)
    const accepted = await acceptedOf(tx, params.id)
    const file = {
      path: store.blobs.pathOf(document.sha256),
      name: document.name,
      ...(document.confirmed_at !== null && document.year !== null ? { year: document.year } : {}),
    }
    const outcome = await tx.aside(() => office.report(file, query.format, accepted))
    if (!outcome.ok) throw new Refusal('unreadable-file', { reason: office.failureWords(outcome.failure).message })
    const { bytes, mediaType, ending } = outcome.value
    const name = `${document.name.replace(/\.[^.]*$/, '')}${ending}`
    return { kind: 'file', name, mediaType, content: bytes, bytes: bytes.byteLength }
  },

  events: async (_, context) => newsFor(context.person.id, context),
}

export const findings: HandlersOf<'findings', Tx> = {
  async act({ params, body, version }, { tx }) {
    const row = await actOnFinding(tx, { id: params.id, version, kind: body.act, reason: body.text })
    const [finding] = await shownFindings(tx, [row])
    return finding!
  },
}
