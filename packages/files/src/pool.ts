/**
 * A pool of resident worker threads, one file at a time in each. A file that takes too long, too much memory or breaks
 * its worker costs only itself: the worker is ended and another takes its place while the rest go on.
 */
import { rmSync } from 'node:fs'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import type { Failure } from '@gouji/document'
import { endGroup, type Held } from './office/index.ts'
import type { FromWorker, ToWorker } from './pool-protocol.ts'

export interface PoolOptions {
  readonly size: number
  /** Module that calls `serveTasks`. */
  readonly worker: URL
  readonly timeLimitMs: number
  /** Memory of one worker, heap and buffers together. */
  readonly memoryMb: number
  /** How many tasks may wait before `ready` and `runAll` hold back; twice the workers unless told. */
  readonly queueLimit?: number
  readonly workerData?: unknown
}

export type Outcome<R> = { readonly ok: true; readonly value: R } | { readonly ok: false; readonly failure: Failure }

export interface RunOptions<P> {
  readonly onProgress?: (progress: P) => void
  readonly timeLimitMs?: number
}

export interface Pool<T, R, P = never> {
  /** Always resolves; what goes wrong with the file is its outcome. */
  run(task: T, options?: RunOptions<P>): Promise<Outcome<R>>
  /** Resolves when a further task would not have to wait long: ask before reading the next file. */
  ready(): Promise<void>
  /** Runs all tasks, taking the next one only as workers become free; outcomes come in the order of their end. */
  runAll(
    tasks: Iterable<T> | AsyncIterable<T>,
    options?: RunOptions<P>,
  ): AsyncGenerator<{ task: T; outcome: Outcome<R> }>
  /** Waits for what runs, answers `crashed` to what waits, and ends the workers. */
  close(): Promise<void>
}

interface Job<T, R, P> {
  readonly id: number
  readonly task: T
  readonly options: RunOptions<P>
  readonly settle: (outcome: Outcome<R>) => void
}

interface Slot<T, R, P> {
  worker: Worker
  job: Job<T, R, P> | undefined
  startedAt: number
  /** Why the pool itself ended the worker; otherwise its end is a crash. */
  ending: Failure | undefined
  held: Held | undefined
  timer: NodeJS.Timeout | undefined
  /** Starts that failed in a row: a worker that cannot start must not be started for ever. */
  failedStarts: number
}

/** How often the memory of working threads is looked at. */
const MEMORY_CHECK_MS = 200

export function createPool<T, R, P = never>(options: PoolOptions): Pool<T, R, P> {
  const { size, memoryMb, queueLimit = 2 * size } = options
  const waiting: Job<T, R, P>[] = []
  const slots: Slot<T, R, P>[] = []
  const held = new Set<Held>()
  let readers: (() => void)[] = []
  let nextId = 1
  let closing = false

  const start = (failedStarts: number): Slot<T, R, P> => {
    const worker = new Worker(options.worker, { resourceLimits: heapLimits(memoryMb), workerData: options.workerData })
    const slot: Slot<T, R, P> = {
      worker,
      job: undefined,
      startedAt: 0,
      ending: undefined,
      held: undefined,
      timer: undefined,
      failedStarts,
    }
    let fault: Failure | undefined
    worker.on('message', (message: FromWorker<R, P>) => receive(slot, message))
    worker.on('error', (error: NodeJS.ErrnoException) => {
      fault ??= faultOf(error, memoryMb)
    })
    worker.on('exit', (code) => ended(slot, fault ?? { code: 'crashed', facts: { reason: `exit ${code}` } }))
    return slot
  }

  const receive = (slot: Slot<T, R, P>, message: FromWorker<R, P>): void => {
    if (message.kind === 'ready') {
      slot.failedStarts = 0
      return
    }
    if (message.id !== slot.job?.id) return
    if (message.kind === 'progress') slot.job.options.onProgress?.(message.progress)
    else if (message.kind === 'held') hold(slot, message.held)
    else if (message.kind === 'done') finish(slot, { ok: true, value: message.value })
    else if (message.kind === 'failed') finish(slot, { ok: false, failure: message.failure })
    else end(slot, { code: 'crashed', facts: { reason: message.reason } })
  }

  const hold = (slot: Slot<T, R, P>, next: Held | undefined): void => {
    if (slot.held) held.delete(slot.held)
    slot.held = next
    if (next) held.add(next)
  }

  /** Ends a worker in the middle of its work; the outcome is told once it is really gone. */
  const end = (slot: Slot<T, R, P>, why: Failure): void => {
    if (slot.ending) return
    slot.ending = why
    void slot.worker.terminate()
  }

  const ended = (slot: Slot<T, R, P>, fault: Failure): void => {
    if (slot.held) release(slot.held)
    hold(slot, undefined)
    const index = slots.indexOf(slot)
    const failedStarts = slot.failedStarts + 1
    if (!closing && index >= 0 && failedStarts <= 3) slots[index] = start(failedStarts)
    else if (index >= 0) slots.splice(index, 1)
    finish(slot, { ok: false, failure: slot.ending ?? fault })
    if (slots.length === 0) for (const job of waiting.splice(0)) job.settle({ ok: false, failure: fault })
  }

  const finish = (slot: Slot<T, R, P>, outcome: Outcome<R>): void => {
    const { job } = slot
    clearTimeout(slot.timer)
    slot.job = undefined
    job?.settle(outcome)
    dispatch()
  }

  const dispatch = (): void => {
    for (const slot of slots) {
      if (slot.job || slot.ending) continue
      const job = waiting.shift()
      if (!job) break
      const limit = job.options.timeLimitMs ?? options.timeLimitMs
      slot.job = job
      slot.startedAt = Date.now()
      slot.timer = setTimeout(
        () => end(slot, { code: 'took-too-long', facts: { seconds: Math.ceil(limit / 1000) } }),
        limit,
      )
      const message: ToWorker<T> = { id: job.id, task: job.task, deadline: slot.startedAt + limit }
      try {
        slot.worker.postMessage(message)
      } catch (error) {
        // A task that cannot be handed over is its sender's fault, but the pool must live on.
        finish(slot, { ok: false, failure: { code: 'crashed', facts: { reason: String(error).slice(0, 300) } } })
      }
    }
    if (waiting.length < queueLimit) for (const wake of readers.splice(0)) wake()
  }

  const checkMemory = async (): Promise<void> => {
    for (const slot of [...slots]) {
      const { job } = slot
      if (!job || slot.ending) continue
      const usage = await slot.worker.getHeapStatistics().catch(() => undefined)
      if (!usage || slot.job !== job) continue
      const used = usage.total_heap_size + usage.external_memory + usage.malloced_memory
      if (used > memoryMb * MIB) end(slot, { code: 'out-of-memory', facts: { megabytes: memoryMb } })
    }
  }

  const releaseAll = (): void => {
    for (const one of held) release(one)
  }
  process.on('exit', releaseAll)
  const memoryTimer = setInterval(() => void checkMemory(), MEMORY_CHECK_MS)
  memoryTimer.unref()
  for (let i = 0; i < size; i++) slots.push(start(0))

  const pool: Pool<T, R, P> = {
    run(task, runOptions = {}) {
      return new Promise((settle) => {
        if (closing || slots.length === 0) {
          settle({ ok: false, failure: { code: 'crashed', facts: { reason: 'the pool is closed' } } })
          return
        }
        waiting.push({ id: nextId++, task, options: runOptions, settle })
        dispatch()
      })
    },
    ready() {
      if (closing || waiting.length < queueLimit) return Promise.resolve()
      return new Promise((wake) => {
        readers.push(wake)
      })
    },
    async *runAll(tasks, runOptions = {}) {
      const running = new Map<number, Promise<{ key: number; task: T; outcome: Outcome<R> }>>()
      let key = 0
      for await (const task of tasks) {
        const own = key++
        running.set(
          own,
          pool.run(task, runOptions).then((outcome) => ({ key: own, task, outcome })),
        )
        while (running.size >= size + queueLimit) {
          const first = await Promise.race(running.values())
          running.delete(first.key)
          yield { task: first.task, outcome: first.outcome }
        }
      }
      while (running.size > 0) {
        const first = await Promise.race(running.values())
        running.delete(first.key)
        yield { task: first.task, outcome: first.outcome }
      }
    },
    async close() {
      closing = true
      for (const job of waiting.splice(0)) {
        job.settle({ ok: false, failure: { code: 'crashed', facts: { reason: 'the pool was closed' } } })
      }
      for (const wake of readers) wake()
      readers = []
      await Promise.all(slots.map((slot) => idle(slot)))
      await Promise.all([...slots].map((slot) => slot.worker.terminate()))
      clearInterval(memoryTimer)
      process.off('exit', releaseAll)
    },
  }
  return pool
}

const MIB = 1024 * 1024

/** The heap's share of a worker's memory; buffers and WebAssembly are watched beside it. */
const heapLimits = (memoryMb: number): ResourceLimits => ({
  maxOldGenerationSizeMb: memoryMb,
  maxYoungGenerationSizeMb: Math.min(64, Math.max(16, Math.floor(memoryMb / 8))),
  stackSizeMb: 4,
})

function faultOf(error: NodeJS.ErrnoException, memoryMb: number): Failure {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return { code: 'out-of-memory', facts: { megabytes: memoryMb } }
  return { code: 'crashed', facts: { reason: `${error.name}: ${error.message}`.slice(0, 300) } }
}

/** What a worker left behind when it was ended: a running converter and its folder. */
function release({ pid, folder }: Held): void {
  endGroup(pid)
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

const idle = async (slot: { job: unknown }): Promise<void> => {
  while (slot.job) await new Promise((wake) => setTimeout(wake, 10))
}
