/** Files in, Documents out: every format, with limits, in this thread or in a pool of workers. */
export { type Detected, detect } from './detect.ts'
export { LIMITS, type Limits } from './limits.ts'
export { OFFICE_COMMANDS, type OfficeOptions } from './office/index.ts'
export { type ReadOptions, readDocument, readFile } from './open.ts'
export { createPool, type Outcome, type Pool, type PoolOptions, type RunOptions } from './pool.ts'
export { serveTasks, type TaskContext } from './pool-worker.ts'
export type { ReadTask } from './read-worker.ts'
