/** Gathers what is wrong with a budget as it was entered. Nothing is thrown for wrong input: all of it is told at once. */
import type { BudgetProblem, Origin } from '../budget.ts'
import { TRANSFER_CODES } from '../consolidate/transfers.ts'

export const PROBLEM_CODES = [
  // The folder and its files.
  'folder-missing',
  'not-a-folder',
  'not-readable',
  'other-encoding',
  'missing-file',
  'unknown-file',
  'file-too-large',
  'broken-encoding',
  // YAML.
  'yaml-syntax',
  'yaml-alias',
  'yaml-shape',
  'duplicate-key',
  'unknown-key',
  'missing-key',
  // CSV and sheets.
  'empty-sheet',
  'open-quote',
  'stray-quote',
  'wrong-separator',
  'cell-count',
  'missing-column',
  'unknown-column',
  'duplicate-column',
  'too-many-rows',
  'total-row',
  'split-amount',
  'other-money-unit',
  // Workbooks.
  'workbook-unreadable',
  'missing-sheet',
  'unknown-sheet',
  // Cells.
  'missing-value',
  'not-an-amount',
  'fraction-of-fen',
  'too-large-number',
  'not-a-count',
  'not-a-number',
  'not-a-year',
  'not-a-date',
  'not-a-region',
  'not-a-code',
  'rounded-code',
  'not-a-choice',
  'control-character',
  'line-break',
  'too-long',
  'unknown-nature',
  'lost-zero',
  'odd-code',
  'name-differs',
  // What the entries say together.
  'unknown-subject',
  'superseded-subject',
  'coarse-subject',
  'other-budget',
  'unknown-unit',
  'unknown-project',
  'ambiguous-name',
  'unit-cycle',
  'duplicate-unit',
  'duplicate-project',
  'duplicate-goal',
  'duplicate-line',
  'unknown-measure',
  'character-contradicts-economy',
  'character-contradicts-project',
  'unbalanced',
  'carried-overspent',
  'negative-amount',
  'money-unit-suspected',
  'whole-exceeded',
  'whole-differs',
  'years-reversed',
  'year-far',
  'date-far',
  'weights',
  'weight-missing',
  'indicator-without-goal',
  'goal-without-indicator',
  'project-without-goal',
  'price-differs',
  'share-exceeds',
  'project-of-other-unit',
  'one-unit',
  'no-lines',
  ...TRANSFER_CODES,
  'more-problems',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

export type Facts = Readonly<Record<string, string | number>>

/** Facts that take a search (what may have been meant) are asked for only where the problem is kept. */
export type FactsToFind = Facts | (() => Facts)

/** A sheet pasted into the wrong place has a problem in every cell; nobody reads more than these. */
const KEPT_MAX = 2000

export class Problems {
  readonly #all: BudgetProblem[] = []
  #beyond = 0

  error(code: ProblemCode, origin: Origin, facts: FactsToFind = {}): void {
    this.#add(code, 'error', origin, facts)
  }

  warn(code: ProblemCode, origin: Origin, facts: FactsToFind = {}): void {
    this.#add(code, 'warning', origin, facts)
  }

  get hasErrors(): boolean {
    return this.#beyond > 0 || this.#all.some(({ severity }) => severity === 'error')
  }

  /** By file in the order of the folder, then by line; what concerns a whole file comes first. */
  list(fileOrder: readonly string[]): BudgetProblem[] {
    const rank = (file: string): number => (fileOrder.indexOf(file) + fileOrder.length + 1) % (fileOrder.length + 1)
    const sorted = [...this.#all].sort(
      (a, b) => rank(a.origin.file) - rank(b.origin.file) || (a.origin.line ?? 0) - (b.origin.line ?? 0),
    )
    if (this.#beyond > 0) {
      sorted.push({
        code: 'more-problems' satisfies ProblemCode,
        severity: 'error',
        origin: { file: sorted.at(-1)?.origin.file ?? '' },
        facts: { count: this.#beyond },
      })
    }
    return sorted
  }

  #add(code: ProblemCode, severity: BudgetProblem['severity'], origin: Origin, facts: FactsToFind): void {
    if (this.#all.length >= KEPT_MAX) this.#beyond += 1
    else this.#all.push({ code, severity, origin, facts: typeof facts === 'function' ? facts() : facts })
  }
}
