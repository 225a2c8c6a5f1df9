/**
 * The whole way from bytes to findings for one PDF against `pdftotext -layout` on the same file, in the same run:
 * steady state (one process, median after warming up) and cold start (a new process for each file).
 *
 *   node benchmarks/speed.ts [--rounds 15] [--record]
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeBook, FORMS } from '../tests/books/forms/index.ts'
import { processBytes } from '../tests/books/pipeline.ts'
import { writeBook } from '../tests/books/writers/index.ts'
import { median, numberAfter, ROOT, record, rounded, table } from './measure.ts'

const rounds = numberAfter('--rounds', 15)
const CORPUS = join(ROOT, '..', 'shared', 'corpus', 'pdf')

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined
if (!hasPdftotext) process.stderr.write('pdftotext is not installed (Debian: poppler-utils): no ratios\n')

async function timed(act: () => unknown): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

async function repeated(times: number, act: () => unknown): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < times; i++) all.push(await timed(act))
  return median(all)
}

const folder = mkdtempSync(join(tmpdir(), 'gouji-speed-'))
try {
  const files: string[] = []
  if (existsSync(CORPUS)) {
    for (const name of readdirSync(CORPUS).sort()) if (name.endsWith('.pdf')) files.push(join(CORPUS, name))
  } else process.stderr.write('no corpus of real PDFs here: only composed ones\n')
  for (const form of FORMS) {
    const path = join(folder, `${form}.pdf`)
    writeFileSync(path, writeBook(composeBook(form, 2), 'pdf'))
    files.push(path)
  }
  const rows: string[][] = []
  const steady: number[] = []
  for (const path of files) {
    const bytes = new Uint8Array(readFileSync(path))
    const name = path.slice(path.lastIndexOf('/') + 1)
    let pages = 0
    const work = async (): Promise<void> => {
      pages = (await processBytes(bytes.slice(), name)).document.pages.length
    }
    for (let i = 0; i < 3; i++) await work()
    const ours = await repeated(rounds, work)
    const layout = hasPdftotext
      ? await repeated(rounds, () =>
          spawnSync('pdftotext', ['-layout', path, '-'], { maxBuffer: 1 << 28, timeout: 60_000 }),
        )
      : Number.NaN
    const cold = await repeated(3, () =>
      spawnSync(join(ROOT, 'bin', 'gouji'), ['check', path, '--format', 'json'], {
        maxBuffer: 1 << 28,
        timeout: 60_000,
      }),
    )
    const ratio = (time: number): string => (hasPdftotext ? `${rounded(time / layout)} ×` : '–')
    if (hasPdftotext) steady.push(ours / layout)
    rows.push([
      name,
      String(pages),
      rounded(ours),
      hasPdftotext ? rounded(layout) : '–',
      ratio(ours),
      rounded(cold, 0),
      ratio(cold),
    ])
  }
  const head = ['file', 'pages', 'steady ms', 'pdftotext ms', 'ratio', 'cold ms', 'ratio cold']
  const summary = steady.length > 0 ? `\n\nMedian ratio steady ${rounded(median(steady), 2)}, goal ≤ 3.` : ''
  record('speed: bytes to findings per PDF', table(head, rows) + summary)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
