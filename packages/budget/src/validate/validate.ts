/** Whether the entries of a budget agree with one another, with the catalogue, and with the calendar. */
import type { Catalogue } from '@gouji/ledger'
import type { Budget, Origin } from '../budget.ts'
import type { Problems } from '../folder/problems.ts'
import type { SheetName } from '../sheets/sheet.ts'
import { validateBalance } from './balance.ts'
import { validateCalendar } from './calendar.ts'
import { validateCharacters } from './characters.ts'
import { validateGoals } from './goals.ts'
import { validateKeys } from './keys.ts'
import { validateMoneyUnit } from './money-unit.ts'
import { validateProcurement } from './procurement.ts'
import { validateProjects } from './projects.ts'
import { validateSubjects } from './subjects.ts'
import { validateTransfers } from './transfers.ts'

export interface Validation {
  readonly catalogue: Catalogue
  readonly problems: Problems
  /** Sheets of which rows are missing: what is added up from them says nothing. */
  readonly incomplete: ReadonlySet<SheetName>
  /** Where the entries of the head stand, by field. */
  readonly headOrigins: Readonly<Record<string, Origin>>
  readonly headFile: string
}

export function validate(budget: Budget, validation: Validation): void {
  validateCalendar(budget, validation)
  validateKeys(budget, validation)
  validateSubjects(budget, validation)
  validateCharacters(budget, validation)
  validateBalance(budget, validation)
  validateMoneyUnit(budget, validation)
  validateTransfers(budget, validation)
  validateProjects(budget, validation)
  validateGoals(budget, validation)
  validateProcurement(budget, validation)
}
