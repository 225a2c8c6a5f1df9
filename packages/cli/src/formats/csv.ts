/**
 * One row per finding (or per figure, for `read`), by RFC 4180. It begins with a byte order mark, without which Excel
 * shows Chinese as garbage, and no cell can start a formula there.
 */
import { guarded } from '@gouji/budget'
import { coordinatesKey, printedText } from '@gouji/ledger'
import { type Done, isChecked, type Outcome } from '../outcome.ts'
import { documentFields, type ListRow, listRows } from '../view/listing.ts'
import { placeText } from '../view/place.ts'
import { failureText } from '../wording/failure-text.ts'
import type { Wording } from '../wording/index.ts'
import type { Format, FormatContext } from './format.ts'

const CHECK_COLUMNS = [
  'file',
  'organisation',
  'year',
  'stage',
  'number',
  'severity',
  'state',
  'place',
  'table',
  'row',
  'column',
  'message',
  'arithmetic',
  'found',
  'expected',
  'basis',
  'origin',
  'consequences',
  'rule',
  'answer',
  'handling',
  'id',
] as const satisfies readonly (keyof Wording['csv'])[]

const READ_COLUMNS = [
  'file',
  'organisation',
  'year',
  'stage',
  'number',
  'title',
  'place',
  'rowCode',
  'rowLabel',
  'columnPath',
  'value',
  'unit',
  'text',
  'coordinates',
] as const satisfies readonly (keyof Wording['csv'])[]

export const csv: Format = async function* (outcomes, context) {
  const columns = context.command === 'check' ? CHECK_COLUMNS : READ_COLUMNS
  yield `\uFEFF${line(columns.map((column) => context.wording.csv[column]))}`
  for await (const outcome of outcomes) {
    for (const row of rowsOf(outcome, context)) yield line(columns.map((column) => row[column] ?? ''))
  }
}

const line = (fields: readonly string[]): string => `${fields.map(field).join(',')}\r\n`

function field(text: string): string {
  const safe = guarded(text)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function rowsOf(outcome: Outcome, context: FormatContext): ListRow[] {
  const { wording } = context
  if (outcome.kind === 'failed') {
    const { message, remedy } = failureText(outcome.failure, wording)
    return [{ file: outcome.input.name, state: wording.unreadable, message: [message, remedy].join(' ').trim() }]
  }
  return context.command === 'check' && isChecked(outcome) ? listRows(outcome, wording) : cellRows(outcome, wording)
}

function cellRows(outcome: Done, wording: Wording): ListRow[] {
  const document = documentFields(outcome, wording)
  return outcome.reading.tables.flatMap((table) =>
    table.cells
      .filter((cell) => cell.printed && !cell.noise)
      .map(
        (cell): ListRow => ({
          ...document,
          number: String(table.number),
          title: table.title,
          place: placeText(cell.place, wording),
          rowCode: cell.rowCode ?? '',
          rowLabel: cell.rowLabel,
          columnPath: cell.columnPath.join('/'),
          value: printedText(cell.printed!),
          unit: cell.unit ?? '',
          text: cell.text,
          coordinates: cell.coordinates ? coordinatesKey(cell.coordinates) : '',
        }),
      ),
  )
}
