/** Plants one error in one book and says whether checking noticed and located it. */
import { composeBook } from './forms/index.ts'
import { type ErrorKind, inject, type Planted } from './inject.ts'
import { alarms, processBytes } from './pipeline.ts'
import { randomFrom } from './random.ts'
import { writeText } from './writers/text.ts'

export interface Tried {
  readonly planted: Planted
  readonly name: string
  readonly noticed: boolean
  readonly located: boolean
}

/** Undefined when the book has no place for this kind of error. Text, because there a line names the row. */
export async function tryOut(form: string, seed: number, kind: ErrorKind): Promise<Tried | undefined> {
  const clean = composeBook(form, seed)
  const damaged = inject(clean, kind, randomFrom(seed * 31 + 7))
  if (!damaged) return undefined
  const { book, planted } = damaged
  const before = await processBytes(writeText(clean).bytes, `${clean.name}.txt`)
  const known = new Set(alarms(before.report).map((f) => f.message))
  const { bytes, lines } = writeText(book)
  const { report } = await processBytes(bytes, `${book.name}.txt`)
  const line = planted.row === undefined ? undefined : lines[planted.table]?.[planted.row]
  const located = alarms(report).some((f) =>
    f.suspects
      .slice(0, 1)
      .some((s) => s.place.line === line && s.found.replaceAll(',', '') === planted.after.replaceAll(',', '')),
  )
  // What is said of the consistent book too does not count as noticed.
  return { planted, name: book.name, noticed: alarms(report).some((f) => !known.has(f.message)), located }
}
