/**
 * Writes one composed book in every format, with its truth, for looking at and for trying things out:
 *
 *   node tests/books/compose.ts FORM SEED FOLDER [KIND OF ERROR]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { composeBook, FORMS } from './forms/index.ts'
import { ERROR_KINDS, type ErrorKind, inject } from './inject.ts'
import { randomFrom } from './random.ts'
import { truthOf } from './truth.ts'
import { extensionOf, FORMATS, writeBook } from './writers/index.ts'
import { writeText } from './writers/text.ts'

const [form = '', seed = '', folder, kind] = process.argv.slice(2)
if (!FORMS.includes(form) || !/^\d+$/.test(seed) || !folder || (kind && !ERROR_KINDS.includes(kind as ErrorKind))) {
  process.stderr.write(`usage: compose.ts ${FORMS.join('|')} SEED FOLDER [${ERROR_KINDS.join('|')}]\n`)
  process.exit(64)
}
const clean = composeBook(form, Number(seed))
const made = kind ? inject(clean, kind as ErrorKind, randomFrom(Number(seed))) : undefined
const book = made?.book ?? clean
mkdirSync(folder, { recursive: true })
for (const format of FORMATS)
  writeFileSync(join(folder, `${book.name}.${extensionOf(format)}`), writeBook(book, format))
const truth = {
  book: book.name,
  organisation: book.organisation,
  year: book.year,
  stage: book.stage,
  planted: made ? [made.planted] : [],
  cells: truthOf(book, writeText(book).lines),
}
writeFileSync(join(folder, `${book.name}.truth.json`), `${JSON.stringify(truth, null, 1)}\n`)
