/** The job behind `publish`: compose, prove by reading back, and only then an edition. */
import { readFile } from 'node:fs/promises'
import type { Waiver } from '@gouji/check'
import { loadKnowledge } from '@gouji/knowledge'
import { BOOK_FORMATS, publish, type WrittenFile } from '@gouji/publish'
import {
  type Edition,
  type EditionFile,
  type Filing,
  FinalFailure,
  getDocument,
  getFiling,
  getLedger,
  isFailure,
  type JobHandler,
  type Json,
  ledgerRows,
  listEditions,
  listFindingEvents,
  listFindings,
  publishEdition,
  type Store,
  type Tx,
} from '@gouji/store'
import { csvBytes, manifestFacts, manifestOf } from '@gouji/write'
import { today } from '../handlers/shapes.ts'
import type { FindingDetail } from './check-document.ts'
import { type Comparison, compareBooks } from './comparison.ts'
import { laidDownFor } from './laid-down.ts'
import { readLedger } from './ledger-rows.ts'
import type { Office } from './office.ts'
import { packOf } from './packs.ts'
import { plainBook, readableFile } from './plain-book.ts'

export const PUBLISH_KIND = 'edition.publish'

const FINDINGS_MOST = 1000
const FILE_MAX = 500 * 1024 * 1024
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
}

const mediaTypeOf = (path: string): string => MEDIA_TYPES[path.split('.').at(-1)!] ?? 'application/octet-stream'

/** What was seen when publishing was asked for. */
export interface PublishPayload {
  readonly filing: string
  readonly version: number
  /** Number of the last edition; jobs of an earlier program do not say it. */
  readonly after?: number
  readonly pack?: string
}

export function publishFiling(store: Store, office: Office): JobHandler {
  return async (job, { progress }) => {
    const asked = job.payload as unknown as PublishPayload
    const { filing, rows, accepted, ledgerVersion, laidDown, before } = await store.as(job.person, async (tx) => {
      const filing = await getFiling(tx, asked.filing)
      if (filing.ledger === null) throw new FinalFailure('没有账册，不能编成。')
      const { version } = await getLedger(tx, filing.ledger)
      const accepted = await acceptedFor(tx, filing)
      const rows = (await ledgerRows(tx, { ledger: filing.ledger, version })).map(({ sheet, key, cells }) => ({
        ...{ sheet, key },
        values: cells,
      }))
      return {
        filing,
        rows,
        accepted,
        ledgerVersion: version,
        laidDown: await laidDownFor(tx, filing),
        before: (await listEditions(tx, filing.id))[0],
      }
    })
    const read = readLedger(rows, loadKnowledge())
    if (!read.budget) {
      const first = read.problems.find(({ severity }) => severity === 'error')
      throw new FinalFailure(`账册有错误，没有公开。\n${first ? office.budgetWords(first).message : ''}`)
    }
    const { label, built } = packOf(read.budget.head, laidDown, asked.pack ?? filing.pack ?? undefined)
    if (!built.pack) throw new FinalFailure(`没有合用的模板包${label && `“${label}”`}，或其中有错误，没有公开。`)
    const published = await publish(read.budget, built.pack, {
      formats: BOOK_FORMATS,
      accepted: { waivers: accepted, today: today() },
      onStep: ({ what, format }) => progress({ step: format ? `${what} ${format}` : what }),
    })
    if (!published.holds) throw new FinalFailure(failureOf(published, office))
    const proof = {
      holds: true,
      forced: false,
      problems: published.problems.length,
      formats: Object.fromEntries(published.proofs),
    }
    const comparison = before && (await comparisonWith(before, published.files, store))
    const books = comparison ? [...published.files, changesFile(comparison)] : published.files
    const all = [...books, manifestOf(books, manifestFacts(published.composed.book), proof)]
    progress({ step: 'store' })
    const files: EditionFile[] = []
    for (const { path, bytes } of all) {
      const blob = await store.blobs.put(bytes, { bytesMax: FILE_MAX })
      files.push({ name: path, mediaType: mediaTypeOf(path), sha256: blob.sha256, bytes: blob.bytes })
    }
    return async (tx) => {
      const edition = await publishEdition(tx, {
        filing: filing.id,
        version: asked.version,
        after: asked.after ?? before?.number ?? 0,
        ledgerVersion,
        pack: label,
        files,
        changes: comparison ? [comparison as unknown as Json] : [],
      }).catch((error: unknown) => {
        if (!isFailure(error, 'version-conflict')) throw error
        throw new FinalFailure('编成期间这项公开任务已有变动，或已由他人公开，没有再公开一次。请刷新后查看。')
      })
      return { edition: edition.id, number: edition.number }
    }
  }
}

/** A correction says what it changes: against the edition before, withdrawn or not, read as anyone reads it. */
async function comparisonWith(
  before: Edition,
  files: readonly WrittenFile[],
  store: Store,
): Promise<Comparison | undefined> {
  const old = readableFile(before.files)
  const now = readableFile(files.map(({ path, bytes }) => ({ name: path, bytes })))
  if (!old || !now) return undefined
  const bytes = await readFile(store.blobs.pathOf(old.sha256))
  return compareBooks(await plainBook(bytes, old.name), await plainBook(now.bytes, now.name))
}

const changesFile = ({ tables, sentences }: Comparison): WrittenFile => ({
  path: '更正对照.csv',
  bytes: csvBytes(
    ['表', '项目', '栏', '更正前', '更正后'],
    [
      ...tables.flatMap(({ title, rows }) =>
        rows.map(({ label, column, left = '', right = '' }) => [title, label, column, left, right]),
      ),
      ...sentences.map(({ left = '', right = '' }) => ['文字', '', '', left, right]),
    ],
  ),
})

/**
 * Findings that reviewers accepted with a reason in the document of the same book do not stop it. The composed book has
 * other pages, so they are known again by their rule and by what stands there.
 */
async function acceptedFor(tx: Tx, { organisation, year, stage }: Filing): Promise<Waiver[]> {
  const found = await listFindings(tx, { organisation, year, states: ['accepted'], limit: FINDINGS_MOST })
  const documents = new Map<string, boolean>()
  const waivers: Waiver[] = []
  for (const [line, finding] of found.entries()) {
    if (!documents.has(finding.document)) {
      documents.set(finding.document, (await getDocument(tx, finding.document)).stage === stage)
    }
    const [evidence] = (finding.detail as unknown as FindingDetail).evidence
    if (!documents.get(finding.document) || !evidence) continue
    const events = await listFindingEvents(tx, finding.id)
    const { reason = '', person_name: by = '' } = events.findLast(({ kind }) => kind === 'accepted') ?? {}
    waivers.push({ line, of: { rule: finding.code, place: { text: evidence.text } }, reason, by, until: '9999-12-31' })
  }
  return waivers
}

/** Each reason once, however many formats it stands in the way of, and what to do about it. */
function failureOf({ problems, proofs }: Awaited<ReturnType<typeof publish>>, office: Office): string {
  const wrong = problems.filter(({ severity }) => severity === 'error').map((one) => office.composeWords(one).message)
  const unequal = [...proofs].flatMap(([format, { missing, contradicted }]) =>
    missing.length + contradicted.length === 0
      ? []
      : [`${format}：读回来缺 ${missing.length} 个数，不符 ${contradicted.length} 个数`],
  )
  const found = new Set([...proofs.values()].flatMap(({ findings }) => findings.map(({ message }) => message)))
  return [
    '读回核对没有通过，没有公开。',
    ...[...new Set(wrong)].slice(0, 5),
    ...unequal,
    ...(found.size > 0 ? [`书中还有 ${found.size} 个错误：`] : []),
    ...[...found].slice(0, 8).map((message, i) => `${i + 1}. ${message}`),
    ...(found.size > 0 ? ['请退回后在账册中改正；确属合理的，由审核人在文件的问题中附理由认可，再来公开。'] : []),
  ].join('\n')
}
