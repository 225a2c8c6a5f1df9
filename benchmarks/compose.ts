/**
 * How long a book takes once the program runs: composing, each writer, each proof; and many books in one run with the
 * peak of memory.
 *
 *   node benchmarks/compose.ts [--rounds 15] [--books 500] [--record]
 */
import { compose } from '@gouji/compose'
import { loadKnowledge } from '@gouji/knowledge'
import { BOOK_FORMATS, type BookFormat, loadPacks, packNamed, proofOf, writeBook } from '@gouji/publish'
import { ledgerFor } from '../tests/round-trip/ledgers.ts'
import { median, numberAfter, record, rounded, table } from './measure.ts'

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

const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20)
const seen: string[][] = []
const start = performance.now()
let peak = 0
for (let i = 1; i <= books; i += 1) {
  const own = ledgerFor(pack, i, 'plain')
  const composed = compose(own, pack, catalogue)
  for (const format of BOOK_FORMATS) await writeBook(composed, format)
  peak = Math.max(peak, megabytes())
  if (i % Math.ceil(books / 5) === 0) seen.push([String(i), `${megabytes()} MB`, `${peak} MB`])
}
const seconds = (performance.now() - start) / 1000

record(
  `compose: one book, and ${books} books in one run`,
  [
    `Medians of ${rounds} rounds after the first; a department of ${budget.units.length} units and ${budget.lines.length} lines.`,
    table(['part', 'time'], parts),
    `${books} books in five formats: ${rounded(seconds, 1)} s, ${rounded(books / seconds, 1)} books a second.`,
    table(['books', 'resident', 'peak'], seen),
  ].join('\n\n'),
)
