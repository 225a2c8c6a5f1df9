import type { Document, FailureCode } from '@gouji/document'
import { createPool, type ReadTask } from '@gouji/files'
import { expect, test } from 'vitest'
import { type HostileFile, hostileFiles } from './generate.ts'

const SEED = 20240101
/** Far above what any of them takes alone, so that a busy machine is no failure. */
const TIME_LIMIT_MS = 60_000
const MEMORY_MB = 1024

/** Failures that are right for wrong input. `crashed` is not among them: it is a fault of the program. */
const RIGHT: readonly FailureCode[] = [
  'empty-file',
  'unknown-format',
  'wrong-extension',
  'encrypted',
  'damaged',
  'expands-too-much',
  'too-many-parts',
  'too-deep',
  'no-text',
  'needs-office',
  'wrong-encoding',
]

interface Ended {
  readonly file: Omit<HostileFile, 'bytes'>
  readonly outcome: string
  readonly milliseconds: number
}

test('every hostile file ends with a document or a clear failure, in time, and the pool survives', async () => {
  const pool = createPool<ReadTask, Document>({
    size: 2,
    worker: new URL('../../packages/files/src/read-worker.ts', import.meta.url),
    timeLimitMs: TIME_LIMIT_MS,
    memoryMb: MEMORY_MB,
  })
  const started = performance.now()
  const all: Ended[] = []
  const running = new Set<Promise<void>>()
  // Old office formats shall not wait for a converter here: whether it is installed must not change the outcomes.
  const options = { officeCommands: ['no-such-office-program'], limits: { seconds: TIME_LIMIT_MS / 1000 } }
  for (const { bytes, ...file } of hostileFiles(SEED)) {
    await pool.ready()
    const begun = performance.now()
    const run: Promise<void> = pool.run({ bytes, name: file.name, options }).then((outcome) => {
      running.delete(run)
      const milliseconds = performance.now() - begun
      all.push({ file, outcome: outcome.ok ? 'document' : outcome.failure.code, milliseconds })
    })
    running.add(run)
    while (running.size >= 2) await Promise.race(running)
  }
  await Promise.all(running)
  expect((await pool.run({ bytes: new TextEncoder().encode('合计\t3\n'), name: 'a.txt' })).ok).toBe(true)
  await pool.close()

  console.log(`seed ${SEED}, ${all.length} files, ${Math.round(performance.now() - started)} ms\n${table(all)}`)
  console.log(`slowest:\n${slowest(all)}`)
  expect(all.length).toBeGreaterThanOrEqual(300)
  const wrong = all.filter(({ outcome }) => outcome !== 'document' && !RIGHT.includes(outcome as FailureCode))
  expect(wrong.map(describe)).toEqual([])
  expect(all.filter((one) => one.milliseconds > TIME_LIMIT_MS + 2000).map(describe)).toEqual([])
}, 600_000)

const describe = ({ file, outcome, milliseconds }: Ended): string =>
  `${file.family}: ${file.what} → ${outcome} (${Math.round(milliseconds)} ms)`

/** Families down, outcomes across. */
function table(all: readonly Ended[]): string {
  const outcomes = [...new Set(all.map((one) => one.outcome))].sort()
  const families = [...new Set(all.map((one) => one.file.family))]
  const line = (head: string, cells: readonly (string | number)[]): string =>
    head.padEnd(12) + cells.map((c) => String(c).padStart(17)).join('')
  return [
    line('', outcomes),
    ...families.map((family) =>
      line(
        family,
        outcomes.map((o) => all.filter((one) => one.file.family === family && one.outcome === o).length || ''),
      ),
    ),
  ].join('\n')
}

const slowest = (all: readonly Ended[]): string =>
  [...all]
    .sort((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, 12)
    .map(describe)
    .join('\n')
