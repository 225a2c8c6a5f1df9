/** Transfers between the units of the department: both sides there, and equal. */
import type { Budget } from '../budget.ts'
import { transfersOf } from '../consolidate/transfers.ts'
import { placeOfLine } from './place.ts'
import type { Validation } from './validate.ts'

export function validateTransfers(budget: Budget, { problems, incomplete }: Validation): void {
  // Where rows are missing, a side that is missing is only a consequence.
  if (incomplete.has('units') || incomplete.has('income') || incomplete.has('expenditure')) return
  for (const { code, severity, line, facts } of transfersOf(budget).troubles) {
    const at = placeOfLine(line, code === 'transfer-unequal' ? 'fen' : 'counterpart')
    if (severity === 'error') problems.error(code, at, facts)
    else problems.warn(code, at, facts)
  }
}
