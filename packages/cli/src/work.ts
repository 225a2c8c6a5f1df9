/** The one chain of the whole: file → Document → Reading → Report. It runs in a worker (worker.ts). */
import { createHash } from 'node:crypto'
import { readFile as readBytes } from 'node:fs/promises'
import { basename } from 'node:path'
import { applyWaivers, check, type Report, type Waiver } from '@gouji/check'
import { type Document, UnreadableError } from '@gouji/document'
import { annotatePdf, drawPages, type ReadOptions, readDocument, readFile } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { type Reading, read } from '@gouji/read'
import type { Command } from './formats/format.ts'
import type { Done, Shown } from './outcome.ts'
import type { Language } from './wording/index.ts'

export interface Task {
  readonly command: Command
  /** Shown in place of the file's own name. */
  readonly name: string
  readonly from: { readonly path: string } | { readonly bytes: Uint8Array }
  /** The year of the books, where the documents do not say it or say it wrong. */
  readonly year?: number
  /** What a report needs that shows the document itself. Left out otherwise: it is much to make and to hand over. */
  readonly show?: 'pictures' | 'words'
  /** Language and date (as PDF writes it) of the notes in an annotated copy. */
  readonly annotate?: { readonly language: Language; readonly date: string }
  readonly waivers?: WaiversFor
  /** Path of last year's published document. */
  readonly previous?: string
}

export interface WaiversFor {
  readonly waivers: readonly Waiver[]
  /** One file for several documents: a waiver that fits nothing here may fit elsewhere. */
  readonly shared: boolean
  /** `2025-01-31` */
  readonly today: string
}

/** All that the formats need, without the blocks, which would only have to be copied between threads. */
export type Work = Pick<Done, 'source' | 'reading' | 'report' | 'shown' | 'annotated'>

export async function workOn(task: Task, options: ReadOptions): Promise<Work> {
  const { from, name } = task
  const opened = 'path' in from ? await readFile(from.path, options) : await readDocument(from.bytes, name, options)
  const document = { ...opened, name }
  const knowledge = loadKnowledge()
  const reading = read(document, knowledge, task.year === undefined ? {} : { year: task.year })
  const { format, sha256, bytes, doubts, pages } = document
  const source = { format, sha256, bytes, doubts, pages: pages.length }
  if (task.command === 'read') return { source, reading }
  const previous = task.previous === undefined ? {} : { previous: await readPrevious(task.previous, options) }
  const report = waived(check(document, reading, knowledge, previous), task.waivers)
  return {
    source,
    reading,
    report,
    ...(task.show && { shown: await shownOf(document, report, task, options) }),
    ...(task.annotate && format === 'pdf' && (await annotatedOf({ source, reading, report }, task, task.annotate))),
  }
}

/** The failure names last year's document, for the user looks for it in the one that is checked. */
async function readPrevious(path: string, options: ReadOptions): Promise<Reading> {
  try {
    return read(await readFile(path, options), loadKnowledge())
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    const { code, facts, place } = error.failure
    throw new UnreadableError(code, { ...facts, previous: basename(path) }, place)
  }
}

function waived(report: Report, given: WaiversFor | undefined): Report {
  if (!given || given.waivers.length === 0) return report
  const applied = applyWaivers(report, given.waivers, given.today)
  return given.shared ? { ...applied, waivers: applied.waivers!.filter((use) => use.state !== 'unmatched') } : applied
}

/** Pixels per point: letters of eight points are plain to read, and a page takes some 50 kB. */
const SCALE = 2
/** A book of more pages is shown by the pages that have findings, so that the report can still be opened. */
const PICTURES_MOST = 120
/** What remains of the time for handing over what has been drawn. */
const GRACE_MS = 5000

async function shownOf(
  document: Document,
  report: Report,
  task: Task,
  { deadline = Infinity }: ReadOptions,
): Promise<Shown> {
  const { blocks, pages } = document
  if (document.format !== 'pdf' || task.show === 'words') return { blocks, pages, pictures: [] }
  const marked = new Set(report.findings.flatMap((f) => [...f.suspects, ...f.evidence].map((e) => e.place.page)))
  const numbers = pages.map((page) => page.number)
  const wanted =
    numbers.length <= PICTURES_MOST ? numbers : numbers.filter((n) => marked.has(n)).slice(0, PICTURES_MOST)
  const bytes = await bytesOf(task, document.sha256)
  const pictures = bytes ? await drawPages(bytes, wanted, { scale: SCALE, deadline: deadline - GRACE_MS }) : []
  return { blocks, pages, pictures }
}

async function annotatedOf(
  work: Pick<Done, 'source' | 'reading'> & { readonly report: Report },
  task: Task,
  { language, date }: NonNullable<Task['annotate']>,
): Promise<Pick<Work, 'annotated'>> {
  const bytes = await bytesOf(task, work.source.sha256)
  if (!bytes) return {}
  // Words are loaded only for notes: starting a worker is part of the time that people wait.
  const [{ pageMarks }, { WORDINGS }] = await Promise.all([import('./view/notes.ts'), import('./wording/index.ts')])
  const marks = pageMarks(work.report.findings, work.reading, WORDINGS[language])
  return { annotated: await annotatePdf(bytes, marks, date) }
}

/** The same bytes that were read; undefined if the file has changed since, for then no place is right any more. */
async function bytesOf({ from }: Task, sha256: string): Promise<Uint8Array | undefined> {
  const bytes = 'bytes' in from ? from.bytes : new Uint8Array(await readBytes(from.path))
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : undefined
}
