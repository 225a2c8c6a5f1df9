/** What the benchmarks share: times, memory of a child process, tables for a terminal, and the history of results. */
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const RESULTS = fileURLToPath(new URL('results.md', import.meta.url))

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2
}

export interface Ran {
  readonly seconds: number
  readonly peakMegabytes: number
  readonly status: number | null
  readonly output: string
  readonly errors: string
}

/** Runs a program and watches the peak of its resident memory, children included, where /proc tells. */
export async function run(command: string, args: readonly string[]): Promise<Ran> {
  const start = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: ROOT })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, child.pid === undefined ? 0 : residentKilobytes(child.pid))
  }, 50)
  const status = await new Promise<number | null>((done, fail) => {
    child.on('close', done)
    child.on('error', fail)
  })
  clearInterval(timer)
  return { seconds: (performance.now() - start) / 1000, peakMegabytes: Math.round(peak / 1024), status, output, errors }
}

/** Resident memory of a process and of all below it, which the system tells in kilobytes; none where it has ended. */
export function residentKilobytes(pid: number): number {
  try {
    const own = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean)
    return Number(own?.[1] ?? 0) + children.reduce((sum, c) => sum + residentKilobytes(Number(c)), 0)
  } catch {
    // The process ended between two looks, or the system has no /proc.
    return 0
  }
}

/** Rounded for people; measurements are no money. */
export const rounded = (value: number, decimals = 1): string => {
  const factor = 10 ** decimals
  return String(Math.round(value * factor) / factor)
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Adds a section to the history when `--record` was asked for. */
export function record(title: string, body: string): void {
  process.stdout.write(`\n${title}\n\n${body}\n`)
  if (!process.argv.includes('--record')) return
  if (!existsSync(RESULTS)) {
    writeFileSync(RESULTS, '# Results\n\nMeasured with the scripts in this folder; newest last. Times are medians.\n')
  }
  const day = new Date().toISOString().slice(0, 10)
  appendFileSync(
    RESULTS,
    `\n## ${day} ${title}\n\nMachine: ${cpus().length} cores, Node ${process.versions.node}.\n\n${body}\n`,
  )
}

export const numberAfter = (flag: string, otherwise: number): number => {
  const at = process.argv.indexOf(flag)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
