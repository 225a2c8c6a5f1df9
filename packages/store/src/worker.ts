/**
 * Takes jobs and has them done. Any number of workers, in this program or in others, share the queue.
 *
 *   const worker = startWorker(store, { handlers: { read: async (job, { progress }) => … } })
 */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { type FailureCode, isFailure } from './failure.ts'
import { beatJob, failJob, finishJob, type LeasedJob, returnJob, takeJob } from './jobs.ts'
import type { Json } from './schema.ts'
import type { Store, Tx } from './store.ts'

/** What is to be written at the end, in one transaction with the end of the job. */
export type Writing = (tx: Tx) => Promise<Json>

export interface JobContext {
  /** Ends when the job is no longer this worker's or the worker stops. */
  readonly signal: AbortSignal
  progress(news: Json): void
}

/** Does the work without writing, and returns how to write its result. */
export type JobHandler = (job: LeasedJob, context: JobContext) => Promise<Writing>

/** Thrown by a handler for what another try will not mend: a file that cannot be read, a person who may not. */
export class FinalFailure extends Error {}

export interface WorkerOptions {
  readonly handlers: Readonly<Record<string, JobHandler>>
  /** Jobs at the same time. */
  readonly concurrency?: number
  /** How long a killed worker's job waits for the next one. */
  readonly leaseSeconds?: number
  /** The first wait before another try; doubled each time. */
  readonly retrySeconds?: number
  /** How often to look when no news comes. */
  readonly pollMs?: number
  readonly name?: string
  readonly onError?: (error: unknown, job: LeasedJob | undefined) => void
}

export interface Worker {
  /** Takes no more, waits for what is being done for so long, and gives back the rest. */
  stop(graceMs?: number): Promise<void>
}

const RETRY_SECONDS_MAX = 600

/** What the database answers today it answers tomorrow. */
const FINAL: ReadonlySet<FailureCode> = new Set([
  'not-allowed',
  'not-found',
  'refused',
  'duplicate',
  'version-conflict',
])

export function startWorker(store: Store, options: WorkerOptions): Worker {
  const { handlers, concurrency = 1, leaseSeconds = 30, retrySeconds = 2, pollMs = 1_000, onError } = options
  const name = options.name ?? `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`
  const stopping = new AbortController()
  const giveBack = new AbortController()
  const stopped = aborted(stopping.signal)
  const handedBack = aborted(giveBack.signal)
  const sleepers = new Set<() => void>()
  const wake = (): void => {
    for (const sleeper of sleepers) sleeper()
    sleepers.clear()
  }
  const listening = store.listen((news) => {
    if (news.kind === 'connected' || news.state === 'queued') wake()
  })

  const serve = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // Listens before it looks, so that no news comes between the two.
      const woken = new Promise<void>((resolve) => sleepers.add(resolve))
      let job: LeasedJob | undefined
      try {
        job = await takeJob(store, { worker: name, seconds: leaseSeconds, kinds: Object.keys(handlers) })
        if (job) await work(job)
      } catch (error) {
        // The database is away: the lease brings the job back, and the next look finds the database again.
        onError?.(error, job)
        await idle(pause(Math.max(pollMs, 500), undefined, { ref: false }))
      }
      if (!job) await idle(Promise.race([woken, pause(pollMs, undefined, { ref: false })]))
    }
  }

  const idle = (wait: Promise<unknown>): Promise<unknown> => Promise.race([wait, stopped])

  const work = async (job: LeasedJob): Promise<void> => {
    const lost = new AbortController()
    const signal = AbortSignal.any([lost.signal, giveBack.signal])
    let news: Json | undefined
    const beat = async (): Promise<void> => {
      const progress = news
      news = undefined
      const isMine = await beatJob(store, job, { seconds: leaseSeconds, progress }).catch(() => true)
      if (!isMine) lost.abort()
    }
    const timer = setInterval(() => void beat(), (leaseSeconds * 1000) / 3)
    let told = 0
    try {
      const handler = handlers[job.kind]!
      const doing = handler(job, {
        signal,
        progress(latest) {
          news = latest
          // Each step is seen soon, and a thousand steps do not make a thousand writes.
          if (Date.now() - told < 250) return
          told = Date.now()
          void beat()
        },
      })
      const write = await Promise.race([doing, handedBack.then(() => undefined)])
      if (!write) return await returnJob(store, job)
      await finishJob(store, job, write)
    } catch (error) {
      if (isFailure(error, 'lease-lost') || lost.signal.aborted) return
      if (giveBack.signal.aborted) return await returnJob(store, job)
      if (isFailure(error, 'database-lost')) throw error
      onError?.(error, job)
      const isFinal = error instanceof FinalFailure || (isFailure(error) && FINAL.has(error.code))
      const waitSeconds = Math.min(retrySeconds * 2 ** (job.attempts - 1), RETRY_SECONDS_MAX)
      await failJob(store, job, { error: error instanceof Error ? error.message : String(error), waitSeconds, isFinal })
    } finally {
      clearInterval(timer)
    }
  }

  const serving = Array.from({ length: concurrency }, serve)
  return {
    async stop(graceMs = 10_000) {
      stopping.abort()
      const all = Promise.all(serving)
      await Promise.race([all, pause(graceMs, undefined, { ref: false })])
      giveBack.abort()
      await all
      await (await listening)()
    },
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
