/** The hidden sheet of lists: valid codes with their names, and the members that cells choose from. */
import { ALL_SHEETS, type Choice, LISTS_SHEET, MEASURE_KEYS, type SubjectKind, TABLE_OF } from '@gouji/budget'
import type { Catalogue, Subject, SubjectTable } from '@gouji/ledger'
import { sheetReference } from '../xlsx/package.ts'
import { fixedRange, type GridCell, type GridSheet } from './grid.ts'

export interface Lists {
  readonly sheet: GridSheet
  /** For the workbook: what each name stands for. */
  readonly names: readonly (readonly [name: string, range: string])[]
  /** The name of the list that a column with these choices offers. */
  readonly nameOf: (choices: readonly Choice[]) => string
}

/** Names of the lists of the catalogue: `codes` looks names up, `offers` is what a cell offers. */
export const CODES = { function: 'codes_function', economy: 'codes_economy', procured: 'codes_procured' } as const
export const OFFERS = { function: 'offers_function', economy: 'offers_economy', procured: 'offers_procured' } as const
export const OFFERED_MEASURES = 'offers_measure'

export function listsOf(catalogue: Catalogue, year: number): Lists {
  const columns: string[][] = []
  const names: [string, string][] = []
  const add = (name: string, ...list: string[][]): void => {
    const height = Math.max(1, ...list.map(({ length }) => length))
    const first = columns.length
    columns.push(...list)
    names.push([name, `${sheetReference(LISTS_SHEET)}!${fixedRange(first, 1, height, columns.length - 1)}`])
  }
  for (const kind of Object.keys(TABLE_OF) as SubjectKind[]) {
    const table = TABLE_OF[kind]
    const subjects = allSubjects(catalogue, table, year)
    add(
      CODES[kind],
      subjects.map(({ code }) => code),
      subjects.map(({ name }) => name),
    )
    // The list of procurement goes only so deep; its parents are offered too.
    const offered = subjects.filter(({ code }) => table === 'procurement' || catalogue.isLeafLevel(table, code))
    add(
      OFFERS[kind],
      offered.map(({ code, name }) => `${code} ${name}`),
    )
  }
  add(OFFERED_MEASURES, [...MEASURE_KEYS])
  const byChoices = new Map<readonly Choice[], string>()
  for (const { columns: own } of ALL_SHEETS) {
    for (const { choices } of own) {
      if (!choices || byChoices.has(choices)) continue
      const name = `choices_${byChoices.size + 1}`
      byChoices.set(choices, name)
      add(
        name,
        choices.map((choice) => choice.name),
      )
    }
  }
  const height = Math.max(...columns.map(({ length }) => length))
  const rows = Array.from({ length: height }, (_, r) =>
    columns.map((column): GridCell => (column[r] === undefined ? undefined : { look: 'plain', text: column[r] })),
  )
  return {
    sheet: { rows, columns: columns.map(() => ({ width: 20, look: 'plain' })), frozenRows: 0, isProtected: true },
    names,
    nameOf: (choices) => byChoices.get(choices) ?? '',
  }
}

function allSubjects(catalogue: Catalogue, table: SubjectTable, year: number): Subject[] {
  const below = (code: string | undefined): Subject[] =>
    catalogue.children(table, code, year).flatMap((subject) => [subject, ...below(subject.code)])
  return below(undefined)
}
