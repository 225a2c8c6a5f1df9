/** Work that a request waits for, done by a few resident threads. */
import { createPool, type Outcome, type Pool } from '@gouji/files'
import type { DeskResult, DeskTask } from './desk-task.ts'

export interface Desk {
  readonly run: (task: DeskTask) => Promise<Outcome<DeskResult>>
  readonly close: () => Promise<void>
}

const TIME_LIMIT_MS = 60_000
/** A page takes a tenth of a second, a scanned one a second. */
const PAGE_LIMIT_MS = 15_000
const MEMORY_MB = 1024

/** Who made these files may have made them to keep a thread busy; ledgers are entered row by row. */
const OF_FILES: ReadonlySet<DeskTask['kind']> = new Set(['page', 'import', 'adopt', 'organisations', 'text'])

/** The threads start with the first task, so that a server that only stores and lists needs none. */
export function openDesk(size: number, pageLimitMs = PAGE_LIMIT_MS): Desk {
  let pool: Pool<DeskTask, DeskResult> | undefined
  const run = (task: DeskTask): Promise<Outcome<DeskResult>> => {
    pool ??= createPool<DeskTask, DeskResult>({
      size,
      worker: new URL('./desk-worker.ts', import.meta.url),
      timeLimitMs: TIME_LIMIT_MS,
      memoryMb: MEMORY_MB,
    })
    return pool.run(task, task.kind === 'page' ? { timeLimitMs: pageLimitMs } : {})
  }
  // One thread is always left for ledgers, where there is more than one.
  const files = turns(Math.max(1, size - 1))
  return {
    run: (task) => (OF_FILES.has(task.kind) ? files(() => run(task)) : run(task)),
    close: async () => pool?.close(),
  }
}

/** So many at once, the others in the order in which they came. */
function turns(most: number): <T>(act: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let going = 0
  return async (act) => {
    if (going >= most) await new Promise<void>((go) => waiting.push(go))
    else going += 1
    try {
      return await act()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else going -= 1
    }
  }
}
