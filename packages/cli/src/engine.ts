/** Runs the files through workers and hands on the outcomes in the order in which the files were named. */
import { availableParallelism } from 'node:os'
import { createPool, LIMITS, type Pool } from '@gouji/files'
import type { Command } from './formats/format.ts'
import type { Input, Outcome } from './outcome.ts'
import type { Task, Work } from './work.ts'

/** Reading ends itself by its own limit; this one ends a worker that does not answer any more. */
const TIME_LIMIT_MS = 120_000
const MEMORY_MB = 1024
const JOBS_MAX = 16

export interface Engine {
  readonly outcomes: (inputs: readonly Input[], watch: Watch) => AsyncGenerator<Outcome>
  readonly close: () => Promise<void>
}

export interface Watch {
  readonly started: (name: string) => void
  readonly finished: (outcome: Outcome) => void
}

export interface EngineOptions {
  readonly command: Command
  readonly jobs?: number
  readonly year?: number
  readonly show?: Task['show']
  readonly annotate?: Task['annotate']
  readonly previous?: Task['previous']
  readonly waiversFor?: (input: Input) => Task['waivers']
  /** How many files there are: no more workers than files. */
  readonly files: number
}

/** Workers that take one file at a time from bytes to findings. */
export const openWorkPool = (size: number): Pool<Task, Work> =>
  createPool({
    size,
    worker: new URL('./worker.ts', import.meta.url),
    timeLimitMs: TIME_LIMIT_MS,
    memoryMb: MEMORY_MB,
  })

export function startEngine(options: EngineOptions): Engine {
  const { command, jobs, year, files, show, annotate, previous, waiversFor } = options
  const size = Math.max(1, Math.min(jobs ?? Math.min(availableParallelism(), JOBS_MAX), files))
  const pool = openWorkPool(size)
  const workOn = async (input: Input, watch: Watch): Promise<Outcome> => {
    watch.started(input.name)
    const waivers = waiversFor?.(input)
    const outcome = await outcomeOf(input, pool, {
      command,
      ...(year !== undefined && { year }),
      ...(show && { show }),
      ...(annotate && { annotate }),
      ...(previous !== undefined && { previous }),
      ...(waivers && { waivers }),
    })
    watch.finished(outcome)
    return outcome
  }
  return {
    async *outcomes(inputs, watch) {
      // A few more than the workers are under way, so that none waits for the slowest; the rest stays on disk.
      const ahead = size * 2
      const running: Promise<Outcome>[] = []
      for (const input of inputs) {
        running.push(workOn(input, watch))
        if (running.length >= ahead) yield await running.shift()!
      }
      for (const outcome of running) yield await outcome
    },
    close: () => pool.close(),
  }
}

async function outcomeOf(input: Input, pool: Pool<Task, Work>, asked: Omit<Task, 'name' | 'from'>): Promise<Outcome> {
  try {
    const from = input.path === '-' ? { bytes: await readStdin() } : { path: input.path }
    const outcome = await pool.run({ ...asked, name: input.name, from })
    return outcome.ok ? { kind: 'done', input, ...outcome.value } : { kind: 'failed', input, failure: outcome.failure }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { kind: 'failed', input, failure: { code: 'not-readable', facts: { name: input.name, reason } } }
  }
}

/** Stops at the limit for files, so that an endless pipe cannot fill the memory; the reader then says what is wrong. */
async function readStdin(): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of process.stdin) {
    pieces.push(piece as Uint8Array)
    size += (piece as Uint8Array).length
    if (size > LIMITS.fileBytes) break
  }
  return new Uint8Array(Buffer.concat(pieces))
}
