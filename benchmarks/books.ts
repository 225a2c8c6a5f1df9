/**
 * Composed books through reading and checking: figures read right, false alarms and coverage by form and format, and by
 * kind of planted error how often it is noticed and how often its cell is the first suspect.
 *
 *   node benchmarks/books.ts [--seeds 6] [--record]
 */
import { accuracyOf } from '../tests/books/accuracy.ts'
import { composeBook, FORMS } from '../tests/books/forms/index.ts'
import { ERROR_KINDS } from '../tests/books/inject.ts'
import { alarms, processBytes } from '../tests/books/pipeline.ts'
import { truthOf } from '../tests/books/truth.ts'
import { type Tried, tryOut } from '../tests/books/try-out.ts'
import { extensionOf, FORMATS, writeBook } from '../tests/books/writers/index.ts'
import { numberAfter, record, rounded, table } from './measure.ts'

const seeds = Array.from({ length: numberAfter('--seeds', 6) }, (_, i) => i + 1)
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${rounded((100 * part) / whole, 2)} %`)

const rows: string[][] = []
for (const form of FORMS) {
  for (const format of FORMATS) {
    let [cells, right, loud, clean, figures, related] = [0, 0, 0, 0, 0, 0]
    for (const seed of seeds) {
      const book = composeBook(form, seed)
      const done = await processBytes(writeBook(book, format), `${book.name}.${extensionOf(format)}`)
      const accuracy = accuracyOf(truthOf(book), done.reading)
      cells += accuracy.cells
      right += accuracy.right
      const said = alarms(done.report).length
      loud += said
      if (said === 0) clean++
      figures += done.report.coverage.figures
      related += done.report.coverage.related
    }
    rows.push([
      form,
      format,
      String(cells),
      percent(right, cells),
      `${clean} of ${seeds.length}`,
      String(loud),
      percent(related, figures),
    ])
  }
}
record(
  `books: reading and false alarms, ${seeds.length} seeds`,
  table(['form', 'format', 'figures', 'right', 'books without alarm', 'alarms', 'covered'], rows),
)

const planted: string[][] = []
for (const kind of ERROR_KINDS) {
  const tried: Tried[] = []
  for (const form of FORMS) {
    for (const seed of seeds) {
      const one = await tryOut(form, seed, kind)
      if (one) tried.push(one)
    }
  }
  const count = (of: (t: Tried) => boolean): string => percent(tried.filter(of).length, tried.length)
  const inCell = ['digit', 'total-off', 'factor-ten', 'exchanged'].includes(kind)
  planted.push([kind, String(tried.length), count((t) => t.noticed), inCell ? count((t) => t.located) : '–'])
}
record(
  `books: planted errors, ${seeds.length} seeds of every form`,
  table(['kind', 'planted', 'noticed', 'cell is first suspect'], planted),
)
