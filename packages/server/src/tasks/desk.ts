/** Work that a request waits for, done by a few resident threads. */
import { createPool, type Outcome, type Pool } from '@gouji/files'
import type { DeskResult, DeskTask } from './desk-task.ts'

export interface Desk {
  readonly run: (task: DeskTask) => Promise<Outcome<DeskResult>>
  readonly close: () => Promise<void>
}

const TIME_LIMIT_MS = 60_000
const MEMORY_MB = 1024

/** The threads start with the first task, so that a server that only stores and lists needs none. */
export function openDesk(size: number): Desk {
  let pool: Pool<DeskTask, DeskResult> | undefined
  return {
    run(task) {
      pool ??= createPool<DeskTask, DeskResult>({
        size,
        worker: new URL('./desk-worker.ts', import.meta.url),
        timeLimitMs: TIME_LIMIT_MS,
        memoryMb: MEMORY_MB,
      })
      return pool.run(task)
    },
    close: async () => pool?.close(),
  }
}
