/** The one chain of the whole: file → Document → Reading → Report. It runs in a worker (worker.ts). */
import { check } from '@gouji/check'
import { type ReadOptions, readDocument, readFile } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { read } from '@gouji/read'
import type { Command } from './formats/format.ts'
import type { Done } from './outcome.ts'

export interface Task {
  readonly command: Command
  /** Shown in place of the file's own name. */
  readonly name: string
  readonly from: { readonly path: string } | { readonly bytes: Uint8Array }
  /** The year of the books, where the documents do not say it or say it wrong. */
  readonly year?: number
}

/** All that the formats need, without the blocks, which would only have to be copied between threads. */
export type Work = Pick<Done, 'source' | 'reading' | 'report'>

export async function workOn(task: Task, options: ReadOptions): Promise<Work> {
  const { from, name } = task
  const opened = 'path' in from ? await readFile(from.path, options) : await readDocument(from.bytes, name, options)
  const document = { ...opened, name }
  const knowledge = loadKnowledge()
  const reading = read(document, knowledge, task.year === undefined ? {} : { year: task.year })
  const { format, sha256, bytes, doubts, pages } = document
  const source = { format, sha256, bytes, doubts, pages: pages.length }
  return task.command === 'check'
    ? { source, reading, report: check(document, reading, knowledge) }
    : { source, reading }
}
