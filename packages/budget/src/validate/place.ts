/** Where a member of an entry stands: its row, and the column of the sheet that holds the member. */
import type { Line, Origin } from '../budget.ts'
import type { SheetName } from '../sheets/sheet.ts'
import { headingOf } from '../sheets/sheets.ts'

export const placeOf = (entry: { readonly origin: Origin }, sheet: SheetName, field: string): Origin => ({
  ...entry.origin,
  column: headingOf(sheet, field),
})

export const placeOfLine = (line: Line, field: string): Origin => placeOf(line, line.flow, field)
