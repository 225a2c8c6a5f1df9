/** Every form, from a seed to a whole book. */
import type { Book, BookTable } from '../book.ts'
import { type Year, yearFrom } from '../figures.ts'
import { composeBlocks } from '../narrative.ts'
import { dialectA, dialectB, tablesA } from './form-a.ts'
import { dialectC, tablesC } from './form-c.ts'
import { dialectD, tablesD } from './form-d.ts'
import { dialectE, tablesE, withoutCarryOver } from './form-e.ts'
import { dialectF, tablesF } from './form-f.ts'
import { dialectG, tablesG } from './form-g.ts'

const TABLES: Readonly<Record<string, (y: Year) => BookTable[]>> = {
  A: (y) => tablesA(y, dialectA(y)),
  B: (y) => tablesA(y, dialectB(y)),
  C: (y) => tablesC(y, dialectC(y)),
  D: (y) => tablesD(y, dialectD(y)),
  E: (y) => tablesE(y, dialectE(y)),
  F: (y) => tablesF(y, dialectF(y)),
  G: (y) => tablesG(y, dialectG(y)),
}

export const FORMS: readonly string[] = Object.keys(TABLES)

export function yearOf(form: string, seed: number): Year {
  const year = yearFrom(seed, { stage: form === 'F' ? 'final' : 'budget' })
  return form === 'E' ? withoutCarryOver(year) : year
}

export function composeBook(form: string, seed: number): Book {
  return composeYear(form, yearOf(form, seed))
}

export function composeYear(form: string, year: Year): Book {
  const tables = TABLES[form]
  if (!tables) throw new RangeError(`no form ${form}`)
  return {
    name: `${form}-${String(year.seed).padStart(4, '0')}`,
    form,
    seed: year.seed,
    year: year.year,
    stage: year.stage,
    organisation: year.organisation,
    audience: year.audience,
    blocks: composeBlocks(year, tables(year)),
  }
}
