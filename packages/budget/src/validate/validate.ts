/** Whether the entries of a budget agree with one another, with the catalogue, and with the calendar. */
import type { Catalogue } from '@gouji/ledger'
import type { Budget, Origin } from '../budget.ts'
import type { Problems } from '../folder/problems.ts'
import type { SheetName } from '../sheets/sheet.ts'

export interface Validation {
  readonly catalogue: Catalogue
  readonly problems: Problems
  /** Sheets of which rows are missing: what is added up from them says nothing. */
  readonly incomplete: ReadonlySet<SheetName>
  /** Where the entries of the head stand, by field. */
  readonly headOrigins: Readonly<Record<string, Origin>>
  readonly headFile: string
}

export function validate(_budget: Budget, _validation: Validation): void {}
