/**
 * The one door for files: bytes in, Document out, whatever the format; or an UnreadableError that says why not.
 */
import { createHash } from 'node:crypto'
import { readFile as readBytes, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Document, UnreadableError } from '@gouji/document'
import type { Content } from './content.ts'
import { type Detected, detect } from './detect.ts'
import { readDocx } from './docx/index.ts'
import { readHtml } from './html/index.ts'
import { LIMITS, type Limits } from './limits.ts'
import { convert, type OfficeOptions } from './office/index.ts'
import { readPdf } from './pdf/index.ts'
import { readText } from './text/index.ts'
import { Watch } from './watch.ts'
import { readXlsx } from './xlsx/index.ts'

export interface ReadOptions {
  readonly limits?: Partial<Limits>
  /** Time of `Date.now()` at which reading ends with `took-too-long`. */
  readonly deadline?: number
  readonly office?: OfficeOptions
}

export async function readDocument(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<Document> {
  const limits: Limits = { ...LIMITS, ...options.limits }
  const watch = new Watch(limits, options.deadline)
  if (bytes.length > limits.fileBytes) {
    throw new UnreadableError('too-large', { bytes: bytes.length, limit: limits.fileBytes })
  }
  const found = detect(bytes, name, limits)
  const deadline = Date.now() + watch.remaining()
  // These two make whole documents; the others leave name, size and hash to this place.
  if (found.format === 'pdf') return readPdf(bytes, name, { maxPages: limits.pages, deadline })
  if (found.format === 'text') return readText(bytes, name)
  const { blocks, doubts } = await contentOf(bytes, found, watch, options)
  if (blocks.length === 0 && doubts.length === 0) throw new UnreadableError('no-text', { format: found.format })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { name, format: found.format, sha256, bytes: bytes.length, pages: [], blocks, doubts }
}

async function contentOf(bytes: Uint8Array, found: Detected, watch: Watch, options: ReadOptions): Promise<Content> {
  const { format, archive, extension } = found
  if (format === 'html') return readHtml(bytes, watch)
  if (format === 'docx' && archive) return readDocx(archive, watch)
  if (format === 'xlsx' && archive) return readXlsx(archive, watch)
  const converted = await convert(bytes, format, extension ?? format, watch, options.office ?? {})
  const again = detect(converted, '', watch.limits)
  if (!again.archive) throw new UnreadableError('office-failed', { format, reason: `made ${again.format}` })
  return again.format === 'xlsx' ? readXlsx(again.archive, watch) : readDocx(again.archive, watch)
}

export async function readFile(path: string, options: ReadOptions = {}): Promise<Document> {
  const name = basename(path)
  const limit = options.limits?.fileBytes ?? LIMITS.fileBytes
  const bytes = await bytesOf(path, name, limit)
  return readDocument(bytes, name, options)
}

async function bytesOf(path: string, name: string, limit: number): Promise<Uint8Array> {
  try {
    const facts = await stat(path)
    if (facts.isDirectory()) throw new UnreadableError('is-a-folder', { name })
    // A pipe or a device may never end, and has no size to hold against the limit.
    if (!facts.isFile()) throw new UnreadableError('not-readable', { name, reason: 'not a regular file' })
    if (facts.size === 0) throw new UnreadableError('empty-file', { name })
    if (facts.size > limit) throw new UnreadableError('too-large', { name, bytes: facts.size, limit })
    return await readBytes(path)
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new UnreadableError('not-found', { name })
    throw new UnreadableError('not-readable', { name, reason: code })
  }
}
