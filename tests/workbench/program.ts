/** The workbench as people start it: programs of their own, to be used over HTTP, and to be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
const START_MS = 60_000

/** A test that ends early, by its time limit say, leaves no server behind: it is asked to end, and takes its database along. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

export interface Program {
  readonly pid: number
  readonly process: ChildProcess
  readonly complaint: () => string
  /** All that it has said so far, on both ways. */
  readonly output: () => string
  readonly hasEnded: () => boolean
  /** Ends without a chance to tidy up. */
  kill(): Promise<void>
  /** Ends as an operator ends it. */
  stop(): Promise<void>
}

export interface ServerProgram extends Program {
  readonly url: string
}

function start(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Program & { readonly said: (pattern: RegExp) => Promise<RegExpExecArray> } {
  const child = spawn(process.execPath, [MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const exited = once(child, 'exit')
  let told = ''
  let complained = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
    child.emit('told')
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text
  })
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (hasEnded()) return
    child.kill(signal)
    await exited
  }
  return {
    pid: child.pid!,
    process: child,
    complaint: () => complained.slice(-20_000),
    output: () => told + complained,
    hasEnded,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async said(pattern) {
      const signal = AbortSignal.timeout(START_MS)
      for (;;) {
        const found = pattern.exec(told)
        if (found) return found
        if (hasEnded()) throw new Error(`The program ended: ${told} ${complained}`)
        await Promise.race([once(child, 'told', { signal }), exited])
      }
    },
  }
}

export async function startServer(
  folder: string,
  workers: number,
  port = 0,
  { args = [], environment = {} }: { readonly args?: readonly string[]; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<ServerProgram> {
  const line = ['serve', '--data', folder, '--port', String(port), '--workers', String(workers), ...args]
  const program = start(line, environment)
  const [, url] = await program.said(/(http:\/\/127\.0\.0\.1:\d+)/)
  return { ...program, url: url! }
}

export const startWorkerProgram = (folder: string): Program => start(['worker', '--data', folder])
