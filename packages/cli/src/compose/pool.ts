/**
 * Many books at once, each in a process of its own kind: the typesetter is native code, and a fault in it would take
 * everything in its process along. A process that dies costs one book and is replaced.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Language } from '../wording/index.ts'
import type { ComposeOptions, ComposeOutcome } from './job.ts'

export interface ComposeTask {
  readonly path: string
  readonly name: string
  readonly options: ComposeOptions
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url))

/** Outcomes in the order in which they come. At most twice as many books are begun as there are processes. */
export async function* composeAll(
  tasks: readonly ComposeTask[],
  jobs: number,
  language: Language,
): AsyncGenerator<{ readonly task: ComposeTask; readonly outcome: ComposeOutcome }> {
  const waiting = [...tasks]
  const done: { task: ComposeTask; outcome: ComposeOutcome }[] = []
  let running = 0
  let wake = (): void => {}
  const children = new Set<ChildProcess>()

  const start = (): void => {
    const child = fork(WORKER, [language], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    children.add(child)
    let current: ComposeTask | undefined
    const next = (): void => {
      current = waiting.shift()
      if (current) child.send(current)
      else child.disconnect()
    }
    child.on('message', (outcome: ComposeOutcome) => {
      done.push({ task: current!, outcome })
      current = undefined
      wake()
      next()
    })
    child.on('exit', () => {
      children.delete(child)
      if (current) {
        done.push({ task: current, outcome: { kind: 'crashed', name: current.name, problems: [] } })
      }
      if (waiting.length > 0) start()
      running = children.size
      wake()
    })
    next()
  }

  try {
    for (let i = 0; i < Math.min(jobs, tasks.length); i += 1) start()
    running = children.size
    while (running > 0 || done.length > 0) {
      const outcome = done.shift()
      if (outcome) yield outcome
      else {
        await new Promise<void>((resolve) => {
          wake = resolve
          if (done.length > 0 || children.size === 0) resolve()
        })
      }
    }
  } finally {
    for (const child of children) child.kill()
  }
}
