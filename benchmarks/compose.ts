/**
 * How long a book takes once the program runs: composing, each writer, each proof; and many books in one run as the
 * command makes them, with the memory of its processes.
 *
 *   node benchmarks/compose.ts [--rounds 15] [--books 500] [--record]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printBudget } from '@gouji/budget'
import { compose } from '@gouji/compose'
import { loadKnowledge } from '@gouji/knowledge'
import { BOOK_FORMATS, type BookFormat, loadPacks, packNamed, proofOf, writeBook } from '@gouji/publish'
import { composeAll } from '../packages/cli/src/compose/pool.ts'
import { ledgerFor } from '../tests/round-trip/ledgers.ts'
import { median, numberAfter, record, residentKilobytes, rounded, table } from './measure.ts'

const JOBS = 2
const rounds = numberAfter('--rounds', 15)
const books = numberAfter('--books', 500)
const { catalogue } = loadKnowledge()
const { pack } = packNamed('zhejiang-department-2024', loadPacks())
if (!pack) throw new Error('the pack is broken')

const times = new Map<string, number[]>()
async function timed<T>(what: string, task: () => T | Promise<T>): Promise<T> {
  const start = performance.now()
  const value = await task()
  times.set(what, [...(times.get(what) ?? []), performance.now() - start])
  return value
}

const budget = ledgerFor(pack, 1, 'plain')
async function book(isTimed: boolean): Promise<void> {
  const start = performance.now()
  const composed = await timed('compose', () => compose(budget, pack!, catalogue))
  const files = new Map<BookFormat, Awaited<ReturnType<typeof writeBook>>>()
  for (const format of BOOK_FORMATS) {
    files.set(format, await timed(`write ${format}`, () => writeBook(composed, format)))
  }
  times.set('all formats', [...(times.get('all formats') ?? []), performance.now() - start])
  for (const [format, [file]] of files) {
    if (format !== 'data') await timed(`prove ${format}`, () => proofOf(file!, composed, budget))
  }
  times.set('all formats, proved', [...(times.get('all formats, proved') ?? []), performance.now() - start])
  if (!isTimed) times.clear()
}

// The first book loads the writers, which is part of starting.
await book(false)
for (let i = 0; i < rounds; i += 1) await book(true)
const parts = [...times].map(([what, all]) => [what, `${rounded(median(all), 0)} ms`])

const megabytes = (): number => Math.round(residentKilobytes(process.pid) / 1024)

const folder = mkdtempSync(join(tmpdir(), 'gouji-books-'))
const options = {
  pack: pack.id,
  packFolders: [],
  formats: BOOK_FORMATS,
  force: true,
  today: '2025-02-01',
  language: 'zh',
} as const
const tasks = Array.from({ length: books }, (_, i) => {
  const name = String(i + 1).padStart(4, '0')
  const path = join(folder, 'ledgers', name)
  mkdirSync(path, { recursive: true })
  for (const [file, text] of printBudget(ledgerFor(pack, i + 1, 'plain'))) writeFileSync(join(path, file), text)
  return { path, name, options: { ...options, out: join(folder, 'books', name) } }
})

const seen: string[][] = []
const start = performance.now()
let peak = 0
const watch = setInterval(() => {
  peak = Math.max(peak, megabytes())
}, 500)
let made = 0
let since = 0
for await (const { outcome } of composeAll(tasks, JOBS, 'zh')) {
  if (outcome.kind !== 'composed') throw new Error(`${outcome.name}: ${outcome.kind}`)
  made += 1
  since = Math.max(since, megabytes())
  if (made % Math.ceil(books / 10) === 0) {
    process.stderr.write(`${made} books …\n`)
    seen.push([String(made), `${since} MB`])
    since = 0
  }
}
clearInterval(watch)
rmSync(folder, { recursive: true })
const seconds = (performance.now() - start) / 1000

record(
  `compose: one book, and ${books} books in one run`,
  [
    `Medians of ${rounds} rounds after the first; a department of ${budget.units.length} units and ${budget.lines.length} lines.`,
    table(['part', 'time'], parts),
    `${books} books in five formats, each proved, by ${JOBS} processes: ${rounded(seconds, 1)} s, ${rounded(books / seconds, 1)} books a second; peak of memory of all processes together ${peak} MB.`,
    table(['books', 'most memory since the row before'], seen),
  ].join('\n\n'),
)
