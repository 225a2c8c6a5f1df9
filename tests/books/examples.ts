/**
 * The small example book that the project ships, once consistent and once with six planted errors, in every format.
 * Run `node tests/books/examples.ts` to write `examples/` again.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Book } from './book.ts'
import { composeBook } from './forms/index.ts'
import { type ErrorKind, inject, type Planted, type Wanted } from './inject.ts'
import { randomFrom } from './random.ts'
import { extensionOf, FORMATS, type Format, writeBook } from './writers/index.ts'

/** A single unit of moderate size, with carry-over, other income, a car and some entertaining. */
const SEED = 37248

const ERRORS: readonly (readonly [ErrorKind, Wanted])[] = [
  ['digit', { title: /支出预算总表$/, row: /基本养老保险/, column: /总计/ }],
  ['total-off', { title: /项目支出预算表/, column: /一般公共预算/ }],
  ['exchanged', { title: /基本支出表/, row: /基本养老保险/, column: /合计/ }],
  ['code-name', { title: /一般公共预算支出表/, row: /职业年金/ }],
  ['year', { title: /三公/ }],
  ['note', { title: /财政拨款收支预算总表/ }],
]

export interface Examples {
  readonly clean: Book
  readonly damaged: Book
  readonly planted: readonly Planted[]
}

export function composeExamples(): Examples {
  const clean = { ...composeBook('A', SEED), name: 'archive-centre-2025-clean' }
  let damaged: Book = { ...clean, name: 'archive-centre-2025' }
  const planted: Planted[] = []
  for (const [kind, wanted] of ERRORS) {
    const made = inject(damaged, kind, randomFrom(SEED), wanted)
    if (!made) throw new Error(`no place for ${kind}`)
    damaged = made.book
    planted.push(made.planted)
  }
  return { clean, damaged, planted }
}

export const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url))

export const exampleFile = (book: Book, format: Format): string => `${book.name}.${extensionOf(format)}`

if (import.meta.filename === process.argv[1]) {
  const { clean, damaged, planted } = composeExamples()
  mkdirSync(EXAMPLES, { recursive: true })
  for (const book of [clean, damaged]) {
    for (const format of FORMATS) writeFileSync(EXAMPLES + exampleFile(book, format), writeBook(book, format))
  }
  for (const p of planted) process.stdout.write(`${JSON.stringify(p)}\n`)
}
