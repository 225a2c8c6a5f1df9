/**
 * A folder of 1,000 composed documents, forms and formats mixed and one in ten damaged, through `gouji check` with two
 * workers: documents a second, peak memory, failures.
 *
 *   node benchmarks/folder.ts [--documents 1000] [--jobs 2] [--record]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeBook, FORMS } from '../tests/books/forms/index.ts'
import { ERROR_KINDS, inject } from '../tests/books/inject.ts'
import { randomFrom } from '../tests/books/random.ts'
import { extensionOf, FORMATS, writeBook } from '../tests/books/writers/index.ts'
import { numberAfter, ROOT, record, rounded, run, table } from './measure.ts'

const documents = numberAfter('--documents', 1000)
const jobs = numberAfter('--jobs', 2)

/** A file's name tells whether an error was planted: `A-0012-digit.pdf`. */
function fill(folder: string): { bytes: number; planted: number } {
  let bytes = 0
  let planted = 0
  for (let i = 0; i < documents; i++) {
    const form = FORMS[i % FORMS.length] ?? 'A'
    const format = FORMATS[Math.floor(i / FORMS.length) % FORMATS.length] ?? 'pdf'
    const random = randomFrom(i)
    const clean = composeBook(form, i)
    const kind = random.pick(ERROR_KINDS)
    const damaged = i % 10 === 9 ? inject(clean, kind, random) : undefined
    if (damaged) planted++
    const file = writeBook(damaged?.book ?? clean, format)
    bytes += file.length
    writeFileSync(join(folder, `${clean.name}${damaged ? `-${kind}` : ''}.${extensionOf(format)}`), file)
  }
  return { bytes, planted }
}

interface Entry {
  readonly file?: string
  readonly name?: string
  readonly failure?: unknown
  readonly verdict?: string
}

const folder = mkdtempSync(join(tmpdir(), 'gouji-folder-'))
try {
  process.stderr.write(`composing ${documents} documents …\n`)
  const { bytes, planted } = fill(folder)
  const ran = await run(join(ROOT, 'bin', 'gouji'), [
    'check',
    folder,
    '--quiet',
    '--format',
    'json',
    '--jobs',
    String(jobs),
  ])
  const parsed: unknown = JSON.parse(ran.output || '[]')
  const list = (Array.isArray(parsed) ? parsed : ((parsed as { documents?: unknown[] }).documents ?? [])) as Entry[]
  const failed = list.filter((e) => e.failure !== undefined)
  const verdicts = Map.groupBy(list, (e) => e.verdict ?? 'none')
  record(
    `folder: ${documents} documents, ${jobs} workers`,
    table(
      [
        'documents',
        'MB',
        'seconds',
        'documents/s',
        'peak MB',
        'failures',
        'pass',
        'fail',
        'unverified',
        'errors planted',
      ],
      [
        [
          String(list.length),
          rounded(bytes / 1e6),
          rounded(ran.seconds),
          rounded(documents / ran.seconds),
          String(ran.peakMegabytes),
          String(failed.length),
          ...['pass', 'fail', 'unverified'].map((v) => String(verdicts.get(v)?.length ?? 0)),
          String(planted),
        ],
      ],
    ),
  )
  if (ran.errors.trim()) process.stderr.write(`${ran.errors.slice(0, 2000)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
