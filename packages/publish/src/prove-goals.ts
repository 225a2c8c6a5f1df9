/** Whether the indicators (绩效指标) that a book prints come back: name, levels, target, weight and whose they are. */
import type { BookIndicator, BookTable } from '@gouji/compose'
import { plainName } from '@gouji/ledger'
import type { Indicator, Reading } from '@gouji/read'

/** An indicator that was printed and not read as the ledger has it. */
export interface MissingIndicator {
  /** Title of its table. */
  readonly where: string
  /** 培训人次 ≥346人次 */
  readonly text: string
}

export const indicatorsOf = (table: BookTable): readonly BookIndicator[] =>
  table.rows.flatMap(({ indicators = [] }) => indicators)

export function missingIndicators(tables: readonly BookTable[], reading: Reading): MissingIndicator[] {
  const left = Map.groupBy(reading.indicators, ({ level3 }) => plainName(level3))
  return tables.flatMap((table) =>
    indicatorsOf(table).flatMap((printed) => {
      const named = left.get(plainName(printed.name)) ?? []
      const at = named.findIndex((read) => saysTheSame(read, printed))
      // Each comes back as often as it was printed.
      if (at >= 0) named.splice(at, 1)
      return at >= 0 ? [] : [{ where: table.title, text: `${printed.name} ${targetIn(printed)}` }]
    }),
  )
}

/** A form may leave out levels, weight or project; what it prints is what the ledger has. */
function saysTheSame(read: Indicator, printed: BookIndicator): boolean {
  const agrees = (said: string | undefined, own: string | number | undefined): boolean =>
    said === undefined || plainName(said) === plainName(String(own ?? ''))
  return (
    plainName(targetIn(read)) === plainName(targetIn(printed)) &&
    agrees(read.level1, printed.level1) &&
    agrees(read.level2, printed.level2) &&
    agrees(read.weight, printed.weight) &&
    agrees(read.project, printed.project)
  )
}

/** ≥95%; what is to be equal, and what is said in words, needs no sign. */
function targetIn({
  operator,
  target = '',
  unit = '',
}: Partial<Pick<Indicator, 'operator' | 'target' | 'unit'>>): string {
  // Forms with a column of numbers alone print what is said in words where the unit stands.
  if (operator === '定性') return target || unit
  return `${operator === '=' || operator === undefined ? '' : operator}${target}${unit}`
}
