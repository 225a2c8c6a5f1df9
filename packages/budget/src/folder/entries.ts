/** What was entered, before it is understood: the same whether it came from a folder or from a workbook. */
import type { Origin } from '../budget.ts'
import type { SheetName } from '../sheets/sheet.ts'
import type { GridRow } from './csv.ts'

export interface Entry {
  readonly key: string
  readonly text: string
  readonly origin: Origin
  /** Something stands here that is no text; that is told already. */
  readonly refused?: boolean
}

export interface Grid {
  /** How messages name it: `expenditure.csv`, or the sheet of a workbook. */
  readonly file: string
  /** The first row has the headings. */
  readonly rows: readonly GridRow[]
  /** Whether rows may be missing, because the file could not be read to its end. */
  readonly isCut?: boolean
}

export interface Entries {
  readonly headFile: string
  /** Undefined where the file is missing or cannot be read. */
  readonly head: readonly Entry[] | undefined
  /** By part (职责 …); the key of an item of a list is empty. */
  readonly texts: readonly { readonly part: string; readonly entry: Entry }[]
  readonly grids: ReadonlyMap<SheetName, Grid>
}
