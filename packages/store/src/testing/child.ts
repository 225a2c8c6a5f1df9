/** Programs of their own, to be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Child {
  readonly process: ChildProcess
  readonly pid: number
  /** Lines that it has printed so far. */
  readonly lines: readonly string[]
  /** Waits for a line that it prints. */
  says(line: string): Promise<void>
  kill(): Promise<void>
  /** Closes its input and gives its exit status. */
  end(): Promise<number | null>
}

const SECONDS_MAX = 50

export function startChild(
  script: string,
  args: readonly string[],
  options: { readonly uid?: number; readonly gid?: number; readonly env?: NodeJS.ProcessEnv } = {},
): Child {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [path, ...args], {
    ...options,
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const lines: string[] = []
  let rest = ''
  let complaint = ''
  child.stdout!.on('data', (part: Buffer) => {
    const parts = (rest + part.toString()).split('\n')
    rest = parts.pop()!
    lines.push(...parts)
    child.emit('line')
  })
  child.stderr!.on('data', (part: Buffer) => {
    complaint += part.toString()
  })
  child.stdin!.on('error', () => undefined)
  return {
    process: child,
    pid: child.pid!,
    lines,
    async says(line) {
      const signal = AbortSignal.timeout(SECONDS_MAX * 1000)
      while (!lines.includes(line)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The program ended: ${complaint}`)
        await Promise.race([once(child, 'line', { signal }), exited])
      }
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async end() {
      child.stdin!.end()
      await exited
      return child.exitCode
    },
  }
}
