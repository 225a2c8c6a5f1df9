/**
 * How quick the workbench is while it is used: a generated district of 60 departments, 300 units and five years, twenty
 * people at their browsers, and two workers that check a batch of 300 books.
 *
 *   node benchmarks/workbench.ts [--seconds 60] [--people 20] [--batch 300] [--think 500] [--data <folder>] [--record]
 *
 * Everything runs as an office runs it: the program itself with its embedded database, sessions, rate limits and row-level
 * security. A data folder that is named is kept, and used again as it is by the next run.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openStore } from '@gouji/store'
import { databasePid } from '../packages/store/src/testing/kill-database.ts'
import { PASSWORD } from '../tests/workbench/office.ts'
import { startServer } from '../tests/workbench/program.ts'
import { type UploadedFile, type Visitor, visitor } from '../tests/workbench/visitor.ts'
import { numberAfter, record, rounded, table } from './measure.ts'
import { book } from './workbench-books.ts'
import { DEPARTMENTS, fillOffice, makeOffice, UNITS, YEARS } from './workbench-district.ts'

const seconds = numberAfter('--seconds', 60)
const people = numberAfter('--people', 20)
const batch = numberAfter('--batch', 300)
/** Nobody asks again at once: a person looks at what came. */
const think = numberAfter('--think', 500)
const named = process.argv.indexOf('--data')
const folder = named < 0 ? await mkdtemp(join(tmpdir(), 'gouji-bench-')) : process.argv[named + 1]!
const GOAL_MS = 200
/** Of the kernel's clock in a second. */
const TICKS = 100
const UPLOAD_EACH = 50
/** So many books are composed for the batch; the rest of it are copies with other bytes. */
const DISTINCT = 60

const WORDS = ['培训费', '公务接待', '不存在的项目名称', '本年收入合计', '信息化运维', '三公']
const FIGURES = ['100.00', '7,654,321.09', '0.50', '12345.67']
const BY = ['function', 'economy', 'unit', 'source', 'character', 'project']

const waits = new Map<string, number[]>()
const statuses = new Map<number, number>()

const isNew = !existsSync(join(folder, 'postgres'))
const staff = isNew
  ? await makeOffice(folder, people)
  : Array.from({ length: people }, (_, n) => ({ login: `person${n}`, isFinance: n % 5 === 0 }))
const server = await startServer(folder, 2)
try {
  const visitors = await Promise.all(
    staff.map(async ({ login, isFinance }, n) => {
      const who = visitor(login, `127.0.0.${n + 2}`)
      await who.signIn(server.url, PASSWORD)
      return { who, isFinance }
    }),
  )
  const finance = visitors.find(({ isFinance }) => isFinance)!.who
  const loaded = performance.now()
  const size = isNew ? await fillOffice(folder, finance) : undefined
  if (size) console.log(`${size.books} books, ${size.claims} claims: ${rounded((performance.now() - loaded) / 1000)} s`)
  const books: UploadedFile[] = []
  for (let n = 0; n < Math.min(batch, DISTINCT); n += 1) books.push(await book(n))
  // A few bytes at the end make a book new to the workbench, and say nothing.
  const files = Array.from({ length: batch }, (_, n) => {
    const { name, bytes } = books[n % books.length]!
    return { name: `${n}-${name}`, bytes: withMark(name, bytes, n) }
  })

  const before = await checkedCount()
  const from = performance.now()
  for (let n = 0; n < files.length; n += UPLOAD_EACH) {
    const sent = await finance.upload('/documents', files.slice(n, n + UPLOAD_EACH))
    if (sent.status !== 200) throw new Error(`the batch was not taken: ${sent.bytes}`)
  }
  const uploadSeconds = (performance.now() - from) / 1000
  const loads: number[] = []
  const peak = { server: 0, workers: 0, database: 0 }
  const watch = setInterval(() => {
    loads.push(loadavg()[0]!)
    const now = memory()
    for (const part of ['server', 'workers', 'database'] as const) peak[part] = Math.max(peak[part], now[part])
  }, 1000)
  const serverBefore = await serverTimes()
  const cpuBefore = cpuSeconds()
  const working = performance.now()
  await Promise.all(visitors.map(({ who, isFinance }, n) => work(who, isFinance, n, working + seconds * 1000)))
  const elapsed = (performance.now() - working) / 1000
  clearInterval(watch)
  const done = (await checkedCount()) - before
  const atServer = await serverTimes()
  for (const [endpoint, buckets] of serverBefore) subtract(atServer.get(endpoint), buckets)
  const cpu = cpuSeconds()
  const spent = (part: keyof typeof cpu): string => `${part} ${rounded(cpu[part] - cpuBefore[part], 1)} s`

  const rows = [...waits].map(([what, all]) => {
    all.sort((a, b) => a - b)
    const at = (share: number): string => `${rounded(all[Math.floor((all.length - 1) * share)]!, 0)} ms`
    return [what, String(all.length), at(0.5), at(0.95), at(0.99)]
  })
  const total = [...waits.values()].reduce((sum, all) => sum + all.length, 0)
  const failures = [...statuses].filter(([status]) => status >= 400).map(([status, count]) => `${count} × ${status}`)
  record(
    `workbench: ${DEPARTMENTS} departments, ${UNITS} units, ${YEARS.length} years, ${people} people, 2 workers`,
    [
      size ? `${size.books} books with ${size.claims} claims.` : 'The district of an earlier run.',
      `${rounded(total / elapsed, 0)} requests a second in ${rounded(elapsed, 0)} s, each person pausing ${think} ms between pages;
refused: ${failures.join(', ') || 'none'}. Goal: p95 ≤ ${GOAL_MS} ms. Times are those of a client on the same machine, bodies read to their end;
load average ${rounded(Math.min(...loads))} to ${rounded(Math.max(...loads))}.`,
      table(['page', 'requests', 'p50', 'p95', 'p99'], rows),
      `At the server, from the request's head to the end of the answer (/metrics):`,
      table(
        ['endpoint', 'requests', `within ${GOAL_MS} ms`, 'p95 at most'],
        [...atServer].filter(([, buckets]) => buckets.get(Number.POSITIVE_INFINITY)! > 20).map(serverRow),
      ),
      `Processor time in ${rounded(elapsed, 0)} s: ${spent('server')}, ${spent('workers')}, ${spent('database')}.`,
      `Batch: ${batch} files of ${Math.min(batch, DISTINCT)} books, half PDF and half Word, uploaded in ${rounded(uploadSeconds)} s; ${done} of them checked in ${rounded(elapsed + uploadSeconds, 0)} s, ${rounded((done * 60) / (elapsed + uploadSeconds), 0)} files a minute.`,
      `Memory, peak: server ${peak.server} MB, workers ${peak.workers} MB, database ${peak.database} MB (proportional).`,
    ].join('\n\n'),
  )
  for (const { who } of visitors) who.close()
} finally {
  await server.stop()
  if (named < 0) await rm(folder, { recursive: true, force: true })
}

/** What somebody does all day, one page after the other. */
async function work(who: Visitor, isFinance: boolean, nth: number, until: number): Promise<void> {
  const reach = isFinance ? 'bureau' : 'department'
  const ask = async (what: string, path: string) => {
    const answer = await who.call('GET', path)
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    const all = waits.get(what) ?? []
    all.push(answer.milliseconds)
    waits.set(what, all)
    await pause(think * (0.5 + Math.random()))
    return answer.json
  }
  await pause((nth * think) / people)
  let shown: string | undefined
  for (let turn = nth; performance.now() < until; turn += 1) {
    const year = YEARS[turn % YEARS.length]!
    const pages: (() => Promise<unknown>)[] = [
      async () => {
        const { items } = await ask(`list, ${reach}`, `/documents?year=${year}&limit=50`)
        shown = items[turn % Math.max(1, items.length)]?.id
      },
      async () => shown && ask('document', `/documents/${shown}`),
      async () => shown && ask('document: findings', `/documents/${shown}/findings`),
      async () => shown && ask('document: tables', `/documents/${shown}/tables`),
      () => ask(`board, ${reach}`, `/board?year=${year}`),
      () => ask(`search by word, ${reach}`, `/search?text=${encodeURIComponent(WORDS[turn % WORDS.length]!)}`),
      () => ask(`search by figure, ${reach}`, `/search?text=${encodeURIComponent(FIGURES[turn % FIGURES.length]!)}`),
      () => ask(`breakdown, ${reach}`, `/explore/breakdown?year=${year}&by=${BY[turn % BY.length]}`),
    ]
    // Twenty people do not open the same page at the same moment: everybody begins elsewhere in the round.
    for (let step = 0; step < pages.length && performance.now() < until; step += 1) {
      await pages[(step + nth) % pages.length]!()
    }
  }
}

type Buckets = Map<number, number>

/** Counts of requests by the seconds that they took at most, for each endpoint. */
async function serverTimes(): Promise<Map<string, Buckets>> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  const found = new Map<string, Buckets>()
  for (const [, le, endpoint, count] of text.matchAll(
    /^gouji_request_seconds_bucket\{le="([^"]+)",endpoint="([^"]+)",status="200"\} (\d+)/gm,
  )) {
    const buckets = found.get(endpoint!) ?? new Map()
    buckets.set(le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), Number(count))
    found.set(endpoint!, buckets)
  }
  return found
}

function subtract(from: Buckets | undefined, before: Buckets): void {
  for (const [seconds, count] of before) from?.set(seconds, (from.get(seconds) ?? 0) - count)
}

function serverRow([endpoint, buckets]: [string, Buckets]): string[] {
  const all = buckets.get(Number.POSITIVE_INFINITY)!
  const [bound] = [...buckets].find(([, count]) => count >= all * 0.95)!
  const within = buckets.get(GOAL_MS / 1000)!
  return [endpoint, String(all), `${rounded((within * 100) / all, 1)} %`, `${bound * 1000} ms`]
}

/** What each part has used so far, of which children that have ended are no part. */
function cpuSeconds(): { server: number; workers: number; database: number } {
  const { first, children, database } = parts()
  const sum = (pids: readonly number[]): number => pids.reduce((all, pid) => all + ownSeconds(pid), 0)
  const ended = first === undefined ? 0 : ownSeconds(first, 'ended')
  return {
    server: ownSeconds(server.pid),
    workers: sum(children.filter((pid) => !database.includes(pid))),
    database: sum(database) + ended,
  }
}

function ownSeconds(pid: number, which: 'own' | 'ended' = 'own'): number {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [user, system] = which === 'own' ? [fields[11]!, fields[12]!] : [fields[13]!, fields[14]!]
    return (user + system) / TICKS
  } catch {
    return 0
  }
}

function parts() {
  const children = childrenOf(server.pid)
  const first = databasePid(folder)
  return { children, first, database: first === undefined ? [] : [first, ...childrenOf(first)] }
}

function memory(): { server: number; workers: number; database: number } {
  const { children, database } = parts()
  const sum = (pids: readonly number[]): number => pids.reduce((all, pid) => all + residentOf(pid), 0)
  return {
    server: residentOf(server.pid),
    workers: sum(children.filter((pid) => !database.includes(pid))),
    database: sum(database),
  }
}

/** Books whose check has come to its end, counted with the owner's rights: it is no part of what is measured. */
async function checkedCount(): Promise<number> {
  const store = await openStore({ dataFolder: folder, attach: true })
  try {
    const { rows } = await store.maintenancePool.query(
      `select count(*)::int as done from gouji.job where kind = 'document.check' and state = 'done'`,
    )
    return rows[0].done
  } finally {
    await store.close()
  }
}

function withMark(name: string, bytes: Uint8Array, nth: number): Uint8Array {
  const mark = Buffer.from(`%${Date.now()}.${nth}\n`)
  if (name.endsWith('.pdf')) return Buffer.concat([bytes, mark])
  // The comment at the end of an archive, whose length stands in its last two bytes.
  const marked = Buffer.concat([bytes, mark])
  marked.writeUInt16LE(mark.byteLength, bytes.byteLength - 2)
  return marked
}

/** Shared memory is counted once: each process has its proportion. In megabytes. */
function residentOf(pid: number): number {
  try {
    return Math.round(Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024)
  } catch {
    // It ended in between, or the system has no /proc.
    return 0
  }
}

function childrenOf(pid: number): number[] {
  try {
    const own = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number),
    )
    return own.flatMap((child) => [child, ...childrenOf(child)])
  } catch {
    return []
  }
}
