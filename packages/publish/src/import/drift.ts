/** What is wrong with an export, by sheet and cell: as data; the words stand with the command. */
import type { BudgetProblem } from '@gouji/budget'

/** The export is not laid out as the mapping says. */
export const DRIFT_CODES = [
  'sheet-missing',
  'sheet-renamed',
  'sheet-left-out',
  'sheet-hidden',
  'header-missing',
  'column-missing',
  'column-twice',
  'column-unknown',
] as const

/** A cell says what cannot be taken over, or cells contradict each other. */
export const IMPORT_CODES = [
  'file-unreadable',
  'formula-without-value',
  'not-an-amount',
  'fraction-of-fen',
  'rounded-code',
  'no-code',
  'unknown-name',
  'ambiguous-name',
  'other-year',
  'total-differs',
  'row-total-differs',
  'contradiction',
  'no-rows',
  // Told by the ledger, at the row of the export.
  'ledger',
] as const

export type DriftCode = (typeof DRIFT_CODES)[number]
export type ImportCode = (typeof IMPORT_CODES)[number]

export interface ImportProblem<Code extends string = DriftCode | ImportCode> {
  readonly code: Code
  readonly severity: 'error' | 'warning'
  /** Name of the file of the export. */
  readonly file: string
  readonly sheet?: string
  /** `C5`; a row alone is `5`. */
  readonly cell?: string
  readonly facts: Readonly<Record<string, string | number>>
  /** Where the code is `ledger`. */
  readonly problem?: BudgetProblem
}

export class ImportProblems {
  readonly drift: ImportProblem<DriftCode>[] = []
  readonly problems: ImportProblem<ImportCode>[] = []
  readonly #file: string
  readonly #told = new Set<string>()
  #errors = 0

  constructor(file: string) {
    this.#file = file
  }

  drifted(
    severity: 'error' | 'warning',
    code: DriftCode,
    at: { readonly sheet?: string; readonly cell?: string },
    facts: ImportProblem['facts'] = {},
  ): void {
    this.drift.push({ code, severity, file: this.#file, ...at, facts })
  }

  tell(
    severity: 'error' | 'warning',
    code: ImportCode,
    at: { readonly sheet?: string; readonly cell?: string },
    facts: ImportProblem['facts'] = {},
  ): void {
    // One cell serves several sheets of the ledger; what is wrong with it is told once.
    const key = [code, at.sheet, at.cell].join('|')
    if (severity === 'error') this.#errors += 1
    if (this.#told.has(key)) return
    this.#told.add(key)
    this.problems.push({ code, severity, file: this.#file, ...at, facts })
  }

  /** How often a cell could not be taken over, said or said before. */
  get errors(): number {
    return this.#errors
  }
}

/** Messages quote what was found, not a whole page of it. */
export const clipped = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 40 ? `${line.slice(0, 39)}…` : line
}
