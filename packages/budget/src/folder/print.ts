/**
 * A budget as the files of its folder: the same budget gives the same bytes, and reading them gives the budget again.
 * Every column is printed, and every row in the order of the budget.
 */
import { formatFen } from '@gouji/ledger'
import { stringify } from 'yaml'
import type { Budget } from '../budget.ts'
import { HEAD, HEAD_FILE, TEXT_PARTS, TEXTS_FILE } from '../sheets/head.ts'
import type { Column, SheetName } from '../sheets/sheet.ts'
import { ALL_SHEETS } from '../sheets/sheets.ts'
import { printCsv } from './csv.ts'

type Values = Readonly<Record<string, unknown>>

export function printBudget(budget: Budget): Map<string, string> {
  const files = new Map([
    [HEAD_FILE, printYaml(headValues(budget))],
    [TEXTS_FILE, printYaml(textValues(budget))],
  ])
  for (const { name, file, columns } of ALL_SHEETS) {
    const rows = sheetValues(budget, name).map((values) => columns.map((column) => printCell(values, column)))
    files.set(file, printCsv([columns.map(({ heading }) => heading), ...rows]))
  }
  return files
}

/** The head by its keys, as people write it. */
export function headValues({ head }: Budget): Record<string, string | number> {
  const out: Record<string, string | number> = {}
  for (const { field, key, choices } of HEAD) {
    const value = head[field]
    if (value !== undefined) out[key] = choices?.find((choice) => choice.value === value)?.name ?? value
  }
  return out
}

export function textValues({ texts }: Budget): Map<string, readonly string[] | ReadonlyMap<string, string>> {
  // Maps keep their order where an object would put keys such as 2012604 first.
  const out = new Map<string, readonly string[] | ReadonlyMap<string, string>>()
  for (const { field, key } of TEXT_PARTS) {
    out.set(key, texts[field])
  }
  return out
}

/** The rows of a sheet, each with its values by field. */
export function sheetValues(budget: Budget, sheet: SheetName): Values[] {
  switch (sheet) {
    case 'income':
    case 'expenditure':
      return budget.lines.filter(({ flow }) => flow === sheet) as unknown as Values[]
    case 'indicators':
      return budget.goals.flatMap(({ unit, project, indicators }) =>
        indicators.map((indicator) => ({ ...indicator, unit, project, unitName: indicator.unit })),
      )
    case 'measurements':
      return budget.measurements.map((m) => ({ ...m, value: m.money ? m.value : m.value * 100n }))
    default:
      return budget[sheet] as unknown as Values[]
  }
}

/** One cell as it stands in the file. */
export function printCell(values: Values, { field, kind, choices }: Column): string {
  const value = values[field]
  if (value === undefined) return ''
  if (kind === 'choice') return choices?.find((choice) => choice.value === String(value))?.name ?? String(value)
  if (kind !== 'amount') return String(value)
  const isCount = values.money === false && field === 'value'
  return formatFen(value as bigint, '元', isCount ? 0 : 2)
}

/** Codes that look like numbers are quoted, so that every other program takes them for texts as well. */
const printYaml = (value: object): string => stringify(value, { lineWidth: 0, version: '1.2' })
