/** The words of synthetic budgets, read only when such budgets are made. */
import { type CsvTable, readCsv } from './csv.ts'

const HOME = new URL('../../../catalogue/synth/', import.meta.url)

export type SynthWordRows = Readonly<
  Record<'fields' | 'works' | 'sayings', readonly Readonly<Record<string, string>>[]>
>

export function loadSynthWords(home: URL = HOME): SynthWordRows {
  const rows = (name: string) => valuesOf(readCsv(new URL(`${name}.csv`, home)))
  return { fields: rows('fields'), works: rows('works'), sayings: rows('sayings') }
}

const valuesOf = (table: CsvTable): Readonly<Record<string, string>>[] => table.rows.map(({ values }) => values)
