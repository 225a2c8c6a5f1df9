/** The inside of a pool's worker: takes one task at a time and answers with a value or a failure, never with silence. */
import { parentPort } from 'node:worker_threads'
import { UnreadableError } from '@gouji/document'
import type { Held } from './office/index.ts'
import type { FromWorker, ToWorker } from './pool-protocol.ts'

export interface TaskContext<P> {
  /** Tells whoever waits how far the task is. */
  readonly progress: (progress: P) => void
  /** Names what must be ended and removed if this worker is ended. */
  readonly holding: (held: Held | undefined) => void
  /** Time of `Date.now()` at which the pool will end this worker; give up a little earlier. */
  readonly deadline: number
}

/** Serves tasks for ever. Wrong input is thrown as UnreadableError; anything else ends the worker as a fault. */
export function serveTasks<T, R, P = never>(handle: (task: T, context: TaskContext<P>) => R | Promise<R>): void {
  const port = parentPort
  if (!port) throw new Error('serveTasks: this module runs in a worker only')
  const post = (message: FromWorker<R, P>): void => port.postMessage(message)
  port.on('message', async ({ id, task, deadline }: ToWorker<T>) => {
    try {
      const value = await handle(task, {
        progress: (progress) => post({ kind: 'progress', id, progress }),
        holding: (held) => post(held ? { kind: 'held', id, held } : { kind: 'held', id }),
        deadline,
      })
      post({ kind: 'done', id, value })
    } catch (error) {
      if (error instanceof UnreadableError) post({ kind: 'failed', id, failure: error.failure })
      else post({ kind: 'crashed', id, reason: reasonOf(error) })
    }
  })
  post({ kind: 'ready' })
}

/** The kind of fault and its words, without the stack: that would show paths of the machine. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 300)
