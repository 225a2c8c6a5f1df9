/**
 * A workbook for the reviewer: one row per finding with an empty answer and a choice of what to do with it, and a sheet
 * that says which documents were checked. Everything is text, so nothing that a document says can start a formula.
 */
import { isChecked, type Outcome } from '../outcome.ts'
import { coverageTexts, identityText, waiverTexts } from '../view/finding.ts'
import { HANDLINGS, type ListRow, listRows } from '../view/listing.ts'
import { failureText } from '../wording/failure-text.ts'
import type { Wording } from '../wording/index.ts'
import type { Format, FormatContext } from './format.ts'
import { type SheetCell, type SheetColumn, workbook } from './workbook.ts'

type Key = keyof Wording['csv']

/** Widths are in letters, as in Excel; a Chinese sign takes two. */
const COLUMNS: readonly { readonly key: Key; readonly width: number; readonly centred?: boolean }[] = [
  { key: 'number', width: 6, centred: true },
  { key: 'file', width: 24 },
  { key: 'severity', width: 7, centred: true },
  { key: 'state', width: 9, centred: true },
  { key: 'place', width: 13 },
  { key: 'table', width: 22 },
  { key: 'row', width: 22 },
  { key: 'column', width: 12 },
  { key: 'message', width: 52 },
  { key: 'arithmetic', width: 34 },
  { key: 'found', width: 13 },
  { key: 'expected', width: 13 },
  { key: 'basis', width: 26 },
  { key: 'rule', width: 17 },
  { key: 'answer', width: 32 },
  { key: 'handling', width: 10, centred: true },
  { key: 'id', width: 26 },
]

export const xlsx: Format = async function* (outcomes, context) {
  const { wording, total } = context
  const columns = COLUMNS.filter(({ key }) => key !== 'file' || total > 1)
  const rows: ListRow[] = []
  const documents: SheetCell[][] = []
  for await (const outcome of outcomes) {
    rows.push(...rowsOf(outcome, wording))
    documents.push(...documentRows(outcome, context))
  }
  const words = wording.xlsx
  yield workbook([
    {
      name: words.findings,
      columns: columns.map(({ key, width }): SheetColumn => ({ heading: wording.csv[key], width })),
      rows: rows.map((row) =>
        columns.map(({ key, centred }): SheetCell => {
          // What was accepted is no alarm any more.
          const alarms = key === 'severity' && row.state !== wording.waived
          const kind = alarms ? severityKind(row.severity, wording) : undefined
          const open = key === 'answer' || key === 'handling'
          return { text: row[key] ?? '', style: kind ?? (open ? 'answer' : centred ? 'centred' : 'text') }
        }),
      ),
      choices: { column: columns.findIndex(({ key }) => key === 'handling'), among: HANDLINGS },
      landscape: true,
    },
    {
      name: words.documents,
      columns: [
        { heading: wording.html.identity, width: 30 },
        { heading: words.fact, width: 16 },
        { heading: words.value, width: 80 },
      ],
      rows: documents,
    },
  ])
}

function rowsOf(outcome: Outcome, wording: Wording): ListRow[] {
  if (isChecked(outcome)) return listRows(outcome, wording)
  if (outcome.kind !== 'failed') return []
  const { message, remedy } = failureText(outcome.failure, wording)
  return [{ file: outcome.input.name, state: wording.unreadable, message: [message, remedy].join(' ').trim() }]
}

const severityKind = (severity: string | undefined, wording: Wording): 'error' | 'warning' | 'info' | undefined =>
  (['error', 'warning', 'info'] as const).find((kind) => wording.severity[kind] === severity)

function documentRows(outcome: Outcome, { wording, version }: FormatContext): SheetCell[][] {
  const facts: [string, string][] = []
  if (outcome.kind === 'failed') facts.push([wording.html.verdictColumn, wording.unreadable])
  else {
    const { reading, source, report } = outcome
    facts.push([wording.csv.organisation, identityText(reading.identity, wording)])
    if (report) {
      facts.push([wording.html.verdictColumn, wording.verdict[report.verdict]])
      facts.push([wording.coverage.label, coverageTexts(report.coverage, wording).join('；')])
      for (const text of waiverTexts(report, wording)) facts.push([wording.waived, text])
    }
    facts.push([wording.html.sha256, source.sha256])
  }
  facts.push(['Gouji', version])
  return facts.map(([name, value], i) => [
    { text: i === 0 ? outcome.input.name : '', style: 'text' },
    { text: name, style: 'text' },
    { text: value, style: 'text' },
  ])
}
