/**
 * One row per finding (or per figure, for `read`), by RFC 4180. It begins with a byte order mark, without which Excel
 * shows Chinese as garbage, and no cell can start a formula there.
 */
import { coordinatesKey, printedText } from '@gouji/ledger'
import { type Done, isChecked, type Outcome } from '../outcome.ts'
import { inOrder, mainPlace, mainTable, tableName } from '../view/finding.ts'
import { placeText } from '../view/place.ts'
import { Locator } from '../view/table.ts'
import { failureText } from '../wording/failure-text.ts'
import type { Wording } from '../wording/index.ts'
import type { Format, FormatContext } from './format.ts'

const CHECK_COLUMNS = [
  'file',
  'organisation',
  'year',
  'stage',
  'severity',
  'state',
  'place',
  'table',
  'message',
  'arithmetic',
  'expected',
  'found',
  'suspectPlace',
  'proposed',
  'basis',
  'origin',
  'consequences',
  'rule',
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

type Row = Readonly<Partial<Record<keyof Wording['csv'], string>>>

export const csv: Format = async function* (outcomes, context) {
  const columns = context.command === 'check' ? CHECK_COLUMNS : READ_COLUMNS
  yield `\uFEFF${line(columns.map((column) => context.wording.csv[column]))}`
  for await (const outcome of outcomes) {
    for (const row of rowsOf(outcome, context)) yield line(columns.map((column) => row[column] ?? ''))
  }
}

const line = (fields: readonly string[]): string => `${fields.map(field).join(',')}\r\n`

/** A spreadsheet runs what begins with one of these as a formula; an apostrophe makes it text. Plain numbers stay. */
function field(text: string): string {
  const number = /^-?\d+(?:\.\d+)?$/.test(text)
  const safe = !number && /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function rowsOf(outcome: Outcome, context: FormatContext): Row[] {
  const { wording } = context
  if (outcome.kind === 'failed') {
    const { message, remedy } = failureText(outcome.failure, wording)
    return [{ file: outcome.input.name, state: wording.unreadable, message: [message, remedy].join(' ').trim() }]
  }
  return context.command === 'check' && isChecked(outcome) ? findingRows(outcome, wording) : cellRows(outcome, wording)
}

function documentFields({ input, reading: { identity } }: Done, wording: Wording): Row {
  return {
    file: input.name,
    organisation: identity.organisation ?? '',
    year: identity.year === undefined ? '' : String(identity.year),
    stage: identity.stage ? wording.stage[identity.stage] : '',
  }
}

function findingRows(outcome: Done, wording: Wording): Row[] {
  const locator = new Locator(outcome.reading.tables)
  const document = documentFields(outcome, wording)
  const { findings, verdict } = outcome.report!
  // A document that could not be checked must not vanish from the list as if it were clean.
  if (findings.length === 0) {
    return verdict === 'unverified'
      ? [{ ...document, state: wording.state.unverified, message: wording.summary.nothingChecked }]
      : []
  }
  return inOrder(findings).map((finding): Row => {
    const place = mainPlace(finding)
    const table = mainTable(finding, locator)?.table
    const suspect = finding.suspects[0]
    return {
      ...document,
      severity: wording.severity[finding.severity],
      state: wording.state[finding.state],
      place: place ? placeText(place, wording) : '',
      table: table ? tableName(table, wording) : '',
      message: finding.message,
      arithmetic: finding.arithmetic ?? '',
      expected: finding.expected ?? '',
      found: finding.found ?? '',
      suspectPlace: suspect ? `${placeText(suspect.place, wording)} ${suspect.text}` : '',
      proposed: suspect?.proposed ?? suspect?.proposedInterval?.join('–') ?? '',
      basis: finding.basis,
      origin: wording.origin[finding.origin],
      consequences: finding.consequences.map((c) => c.message).join('\n'),
      rule: finding.rule,
      id: finding.id,
    }
  })
}

function cellRows(outcome: Done, wording: Wording): Row[] {
  const document = documentFields(outcome, wording)
  return outcome.reading.tables.flatMap((table) =>
    table.cells
      .filter((cell) => cell.printed && !cell.noise)
      .map(
        (cell): Row => ({
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
