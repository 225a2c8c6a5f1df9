/**
 * Codes that the year does not have: a document prints a code of another year, or a digit of it wrong. The ledger of such
 * a book could not be composed. Where the printed name is that of one code of the year, the ledger takes that one and
 * says so; where it is not, the code stays and is told, with what may have been meant.
 */
import type { Budget } from '@gouji/budget'
import { type Catalogue, codeParent, type Subject } from '@gouji/ledger'
import type { Reading } from '@gouji/read'
import type { Undecided } from './adopted.ts'

type Table = 'function' | 'economy'
const TABLES: readonly Table[] = ['function', 'economy']

export function withCodesOfYear(
  budget: Budget,
  reading: Reading,
  catalogue: Catalogue,
  undecided: Undecided[],
): Budget {
  const names = namesOf(reading)
  const taken = new Map<string, string>()
  /** The code to enter in place of a printed one; each is decided and told once for a year. */
  const codeFor = (table: Table, code: string | undefined, year: number): string | undefined => {
    if (code === undefined || !isRefused(catalogue, table, code, year)) return code
    const key = `${table}|${code}|${year}`
    const known = taken.get(key)
    if (known !== undefined) return known
    const name = names.get(code) ?? catalogue.subjects(table, code).at(-1)?.name ?? ''
    const meant = meantBy(catalogue, table, code, name, year)
    const facts = { code, name, year, near: meant.map((s) => `${s.code} ${s.name}`).join('、') }
    undecided.push({ code: meant.length === 1 ? 'code-replaced' : 'code-refused', facts })
    const found = meant.length === 1 ? meant[0]!.code : code
    taken.set(key, found)
    return found
  }
  const mended = <T extends Partial<Record<Table, string>> & { readonly year: number }>(entry: T): T => {
    const own = Object.fromEntries(
      TABLES.flatMap((table) => {
        const code = codeFor(table, entry[table], entry.year)
        return code === undefined || code === entry[table] ? [] : [[table, code]]
      }),
    )
    return Object.keys(own).length === 0 ? entry : { ...entry, ...own }
  }
  const lines = budget.lines.map(mended)
  const procurement = budget.procurement.map(mended)
  if (taken.size === 0) return budget
  const purposes = new Map(
    [...budget.texts.purposes].map(([key, text]) => [taken.get(`function|${key}|${budget.head.year}`) ?? key, text]),
  )
  return { ...budget, lines, procurement, texts: { ...budget.texts, purposes } }
}

/** As the ledger refuses it: the lists speak of the year, or have seen the code in print, and do not have it now. */
function isRefused(catalogue: Catalogue, table: Table, code: string, year: number): boolean {
  if (catalogue.subject(table, code, year)) return false
  const others = catalogue.subjects(table, code)
  return others.length === 0 ? catalogue.covers(table, year) : others.some((row) => catalogue.mayAssert(row, year))
}

/** The subjects of the year that a name means, below the same parent where the year has it. */
function meantBy(catalogue: Catalogue, table: Table, code: string, name: string, year: number): readonly Subject[] {
  if (name === '') return []
  const parent = codeParent(code)
  const under = parent !== undefined && catalogue.subject(table, parent, year) ? { under: parent } : {}
  const isAsFine = (subject: Subject): boolean => subject.code.length === code.length
  const exact = catalogue.byName(table, name, year, under).filter(isAsFine)
  if (exact.length > 0) return exact
  return catalogue.near(table, name, year, under).flatMap(({ subject }) => (isAsFine(subject) ? [subject] : []))
}

/** What each code is called in the tables of the document. */
function namesOf(reading: Reading): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { rows } of reading.tables) {
    for (const { code, label } of rows)
      if (code !== undefined && label !== '' && !names.has(code)) names.set(code, label)
  }
  return names
}
