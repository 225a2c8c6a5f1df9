/** The worker that only reads: a file's bytes or its path in, a Document out. */
import type { Document } from '@gouji/document'
import { type ReadOptions, readDocument, readFile } from './open.ts'
import { serveTasks } from './pool-worker.ts'

export type ReadTask =
  | { readonly path: string; readonly options?: TaskOptions }
  | { readonly bytes: Uint8Array; readonly name: string; readonly options?: TaskOptions }

/** Options that can be sent to a worker. */
export type TaskOptions = Pick<ReadOptions, 'limits'> & { readonly officeCommands?: readonly string[] }

/** What remains after the cooperative limit, so that the clear failure comes before the worker is ended. */
const GRACE_MS = 500

serveTasks<ReadTask, Document>((task, { deadline, holding }) => {
  const { limits, officeCommands } = task.options ?? {}
  const options: ReadOptions = {
    ...(limits ? { limits } : {}),
    deadline: deadline - Math.min(GRACE_MS, (deadline - Date.now()) / 10),
    office: { holding, ...(officeCommands ? { commands: officeCommands } : {}) },
  }
  return 'path' in task ? readFile(task.path, options) : readDocument(task.bytes, task.name, options)
})
