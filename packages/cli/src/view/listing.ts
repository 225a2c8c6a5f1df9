/** Findings as rows of a list that a reviewer answers: the same columns in CSV and in the workbook. */
import type { Checked } from '../outcome.ts'
import type { Wording } from '../wording/index.ts'
import { acceptanceText, mainPlace, mainTable, numbered, tableName } from './finding.ts'
import { placeText } from './place.ts'
import { columnHeading, Locator } from './table.ts'

/** One field per column of the list, by the names of the wording's table headings. */
export type ListRow = Readonly<Partial<Record<keyof Wording['csv'], string>>>

/** What the reviewer chooses from; in Chinese always, like the list that it comes back in. */
export const HANDLINGS = ['采纳', '说明', '不采纳'] as const

export function documentFields({ input, reading: { identity } }: Pick<Checked, 'input' | 'reading'>, wording: Wording) {
  return {
    file: input.name,
    organisation: identity.organisation ?? '',
    year: identity.year === undefined ? '' : String(identity.year),
    stage: identity.stage ? wording.stage[identity.stage] : '',
  } satisfies ListRow
}

export function listRows(outcome: Checked, wording: Wording): ListRow[] {
  const locator = new Locator(outcome.reading.tables)
  const document = documentFields(outcome, wording)
  const { findings, verdict } = outcome.report
  // A document that could not be checked must not vanish from the list as if it were clean.
  if (findings.length === 0) {
    return verdict === 'unverified'
      ? [{ ...document, state: wording.state.unverified, message: wording.summary.nothingChecked }]
      : []
  }
  return numbered(findings).map(({ finding, number }): ListRow => {
    const place = mainPlace(finding)
    const table = mainTable(finding, locator)?.table
    const [suspect] = finding.suspects
    return {
      ...document,
      number: String(number),
      severity: wording.severity[finding.severity],
      state: finding.waiver ? wording.waived : wording.state[finding.state],
      place: place ? placeText(place, wording) : wording.place.nowhere,
      table: table ? tableName(table, wording) : (finding.evidence.find((e) => e.where)?.where ?? ''),
      ...cellNames(finding, locator),
      message: finding.message,
      arithmetic: finding.arithmetic ?? '',
      found: suspect?.found || (finding.found ?? ''),
      expected: suspect?.proposed ?? suspect?.proposedInterval?.join('–') ?? finding.expected ?? '',
      basis: finding.basis,
      origin: wording.origin[finding.origin],
      consequences: finding.consequences.map((c) => c.message).join('\n'),
      rule: finding.rule,
      id: finding.id,
      ...(finding.waiver && { answer: acceptanceText(finding.waiver, wording), handling: HANDLINGS[1] }),
    }
  })
}

/** The row and the column of the cell that a finding stands at, in the words of the table. */
function cellNames(finding: Checked['report']['findings'][number], locator: Locator): ListRow {
  const place = mainPlace(finding)
  const spot = place && locator.find(place, finding.suspects[0]?.text ?? finding.evidence[0]?.text ?? '')
  if (!spot) return {}
  const { view, row, column } = spot
  const { panel, kind } = view.columns[column]!
  const names = view.columns.flatMap((c, i) =>
    c.panel === panel && c.kind !== 'value' ? [view.rows[row]!.cells[i]!.text] : [],
  )
  return {
    row: names.filter(Boolean).join(' '),
    ...(kind === 'value' && { column: columnHeading(view.columns[column]!, view.columns) }),
  }
}
