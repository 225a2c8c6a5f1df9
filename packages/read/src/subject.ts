/** Which subject of the year's catalogue a code and a name mean, together or alone. */
import { bareName, type Catalogue } from '@gouji/ledger'

/** The classifications that rows of a budget are printed in. */
export type SubjectTable = 'function' | 'economy' | 'governmentEconomy'

export const catalogueParents = (code: string): string[] =>
  code.length > 5 ? [code.slice(0, 5), code.slice(0, 3)] : code.length > 3 ? [code.slice(0, 3)] : []

/** Whether code and name belong together; a name that the catalogue does not know must at least resemble the code's. */
export function matches(catalogue: Catalogue, table: SubjectTable, bare: string, code: string, year: number): boolean {
  if (bare === '') return true
  const named = catalogue.byName(table, bare, year)
  if (named.length > 0) return named.some((s) => s.code === code)
  const official = bareName(catalogue.subject(table, code, year)?.name ?? '')
  const shared = [...new Set(bare)].filter((c) => official.includes(c)).length
  return shared * 2 >= Math.min(new Set(bare).size, new Set(official).size)
}

/** The 类 of a name. */
export const topSubject = (catalogue: Catalogue, table: SubjectTable, bare: string, year: number): string | undefined =>
  catalogue.byName(table, bare, year).find((s) => s.parent === undefined)?.code

/** The code of a name: under the nearest of the given parents, else at the top, else wherever it is the only one. */
export function nameUnder(
  catalogue: Catalogue,
  table: SubjectTable,
  bare: string,
  year: number,
  parents: readonly string[],
): string | undefined {
  const all = catalogue.byName(table, bare, year)
  if (all.length === 0) return undefined
  for (const parent of parents) {
    const below = all.filter((s) => s.parent === parent)
    if (below.length > 0) return below[0]!.code
  }
  const top = all.find((s) => s.parent === undefined || s.parent === '')
  if (top) return top.code
  const codes = new Set(all.map((s) => s.code))
  return codes.size === 1 ? all[0]!.code : undefined
}
