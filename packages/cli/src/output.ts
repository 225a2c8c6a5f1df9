/** Where results go: standard output, one file, or a folder with one file per document. No file is ever left half written. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, existsSync, statSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ENDINGS, type Format, type FormatContext, type FormatName } from './formats/format.ts'
import type { Outcome } from './outcome.ts'
import { begun, finished, removeUnfinished } from './unfinished.ts'

export type Target =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string }

/** A folder when it is one or is written as one (`reports/`), else a file. */
export function targetOf(out: string | undefined): Target {
  if (out === undefined || out === '-') return { kind: 'stdout' }
  const isFolder = /[\\/]$/.test(out) || (existsSync(out) && statSync(out).isDirectory())
  return { kind: isFolder ? 'folder' : 'file', path: out }
}

/** Could not be written; what the system said stands in `cause`. */
export class WriteError extends Error {
  readonly path: string
  constructor(path: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.path = path
  }
}

export async function writeOutput(
  target: Target,
  format: { readonly name: FormatName; readonly render: Format },
  outcomes: AsyncIterable<Outcome>,
  context: FormatContext,
): Promise<void> {
  if (target.kind === 'stdout') {
    for await (const piece of format.render(outcomes, context)) {
      if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
    }
    return
  }
  if (target.kind === 'file') return writeFileWhole(target.path, format.render(outcomes, context))
  const taken = new Set<string>()
  for await (const outcome of outcomes) {
    const path = join(target.path, freeName(outcome.input.name, ENDINGS[format.name], taken))
    await writeFileWhole(path, format.render(single(outcome), { ...context, total: 1 }))
  }
}

async function* single(outcome: Outcome): AsyncIterable<Outcome> {
  yield outcome
}

/** `2025/unit.pdf` becomes `2025_unit.pdf.json`. */
export function freeName(name: string, ending: string, taken: Set<string>): string {
  const plain = name.replace(/^[./\\]+/, '').replace(/[\\/:*?"<>|]+/g, '_')
  let free = plain + ending
  for (let copy = 2; taken.has(free); copy++) free = `${plain}-${copy}${ending}`
  taken.add(free)
  return free
}

/** Writes beside the goal and moves it there when it is whole, so that a reader never sees a part. */
export async function writeFileWhole(
  path: string,
  pieces: AsyncIterable<string | Uint8Array> | readonly Uint8Array[],
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`)
  try {
    await mkdir(dirname(path), { recursive: true })
    begun(temporary)
    const stream = createWriteStream(temporary, { flags: 'wx' })
    const failed = once(stream, 'close')
    let trouble: unknown
    stream.on('error', (error) => {
      trouble = error
    })
    for await (const piece of pieces) {
      if (trouble) break
      if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), failed])
    }
    stream.end()
    await failed
    if (trouble) throw trouble
    await rename(temporary, path)
  } catch (error) {
    removeUnfinished()
    throw isSystemError(error) ? new WriteError(path, error) : error
  } finally {
    finished(temporary)
  }
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'code' in error && 'syscall' in error
