/**
 * JSON by the published schemas (packages/cli/schema). One document is one object; several are `{ "documents": [] }`,
 * written one by one. All numbers of the document are decimal strings as printed, so no reader loses a digit.
 */
import type { Evidence, Finding } from '@gouji/check'
import type { Place } from '@gouji/document'
import type { Coordinates } from '@gouji/ledger'
import { printedText } from '@gouji/ledger'
import type { Goal, Indicator, ReadCell, ReadTable } from '@gouji/read'
import type { Done, Outcome } from '../outcome.ts'
import { inOrder } from '../view/finding.ts'
import { placeMembers } from '../view/place.ts'
import { countOn } from '../view/rows.ts'
import { failureText } from '../wording/failure-text.ts'
import type { Format, FormatContext } from './format.ts'

export const json: Format = async function* (outcomes, context) {
  if (context.total === 1) {
    for await (const outcome of outcomes) yield `${JSON.stringify(documentOf(outcome, context), null, 2)}\n`
    return
  }
  let separator = ''
  yield '{"documents":[\n'
  for await (const outcome of outcomes) {
    yield separator + JSON.stringify(documentOf(outcome, context))
    separator = ',\n'
  }
  yield '\n]}\n'
}

function documentOf(outcome: Outcome, context: FormatContext): object {
  if (outcome.kind === 'failed') {
    const { code, facts, place } = outcome.failure
    const { message, remedy } = failureText(outcome.failure, context.wording)
    return { name: outcome.input.name, failure: { code, message, remedy, facts, ...(place && placeMembers(place)) } }
  }
  return context.command === 'check' ? checkedDocument(outcome) : readDocument(outcome, context)
}

function identityOf({ input, source, reading }: Done): object {
  return {
    name: input.name,
    format: source.format,
    sha256: source.sha256,
    bytes: source.bytes,
    pages: source.pages,
    identity: reading.identity,
  }
}

const doubtsOf = ({ source }: Done): object[] =>
  source.doubts.map(({ code, place, facts }) => ({ code, ...placeMembers(place), facts }))

function readDocument(outcome: Done, context: FormatContext): object {
  const { reading } = outcome
  return {
    ...identityOf(outcome),
    tables: reading.tables.map((table) => tableOf(countOn(table), context)),
    statements: reading.statements.map(({ place, quote, subject, value, unit, kind, coordinates }) => ({
      ...placeMembers(place),
      quote,
      subject,
      value,
      unit,
      kind,
      ...(coordinates && { coordinates }),
    })),
    indicators: reading.indicators.map(({ place, ...indicator }) => ({ ...placeMembers(place), ...indicator })),
    goals: (reading.goals ?? []).map((goal) => goalOf(goal, reading.indicators)),
    ...(reading.prose && { prose: reading.prose }),
    unread: reading.unread.map(({ place, text, reason }) => ({ ...placeMembers(place), reason, text })),
    doubts: doubtsOf(outcome),
  }
}

/** Indicators are named by their position in the list of all. */
function goalOf(goal: Goal, indicators: readonly Indicator[]): object {
  const { table, place, scope, unitName, project, projectCode, texts, amounts, blanks, weightTotal } = goal
  const placed = <T extends { readonly place: Place }>({ place, ...rest }: T): object => ({
    ...placeMembers(place),
    ...rest,
  })
  return {
    table,
    ...placeMembers(place),
    scope,
    ...(unitName !== undefined && { unitName }),
    ...(project !== undefined && { project }),
    ...(projectCode !== undefined && { projectCode }),
    texts: texts.map(placed),
    amounts: amounts.map(({ place, heading, kind, printed, unit, text }) => ({
      ...placeMembers(place),
      heading,
      kind,
      value: printedText(printed),
      ...(unit && { unit }),
      text,
    })),
    indicators: goal.indicators.map((indicator) => indicators.indexOf(indicator)),
    blanks: blanks.map(placed),
    ...(weightTotal && { weightTotal: weightTotal.text }),
  }
}

function tableOf(table: ReadTable, { all }: FormatContext): object {
  return {
    number: table.number,
    title: table.title,
    titleSource: table.titleSource,
    ...(table.year !== undefined && { year: table.year }),
    ...(table.unit && { unit: table.unit }),
    unitSource: table.unitSource,
    kind: table.kind,
    ...placeMembers(table.place),
    coordinates: table.coordinates,
    cells: table.cells.filter((cell) => all || (cell.printed && !cell.noise)).map(cellOf),
    ...(table.notes.length > 0 && { notes: table.notes.map(({ text, place }) => ({ ...placeMembers(place), text })) }),
  }
}

interface CellObject {
  row: number
  column: number
  rowCode?: string
  rowLabel: string
  columnPath: readonly string[]
  value?: string
  unit?: string
  measure: string
  coordinates?: Coordinates
  text: string
  repairs?: readonly string[]
  noise?: true
}

/** Rows and columns count from 1, like pages and lines. Noise keeps its text and has no value. */
function cellOf(cell: ReadCell): CellObject {
  const { printed } = cell
  return {
    ...placeMembers(cell.place),
    row: cell.row + 1,
    column: cell.column + 1,
    ...(cell.rowCode !== undefined && { rowCode: cell.rowCode }),
    rowLabel: cell.rowLabel,
    columnPath: cell.columnPath,
    ...(printed && !cell.noise && { value: printedText(printed) }),
    ...(cell.unit !== undefined && { unit: cell.unit }),
    measure: cell.measure,
    ...(cell.coordinates && { coordinates: cell.coordinates }),
    text: cell.text,
    ...(printed && printed.repairs.length > 0 && { repairs: printed.repairs }),
    ...(cell.noise && { noise: true as const }),
  }
}

function checkedDocument(outcome: Done): object {
  const report = outcome.report!
  return {
    ...identityOf(outcome),
    verdict: report.verdict,
    findings: inOrder(report.findings).map(findingOf),
    ...(report.waivers && { waivers: report.waivers }),
    coverage: report.coverage,
    doubts: doubtsOf(outcome),
  }
}

function findingOf(finding: Finding): object {
  const { id, rule, severity, state, origin, message, arithmetic, expected, found, basis } = finding
  return {
    id,
    rule,
    severity,
    state,
    origin,
    message,
    ...(arithmetic !== undefined && { arithmetic }),
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { found }),
    basis,
    evidence: finding.evidence.map(evidenceOf),
    suspects: finding.suspects.map(({ place, ...suspect }) => ({
      ...placeMembers(place),
      ...suspect,
      ...boxOf(place),
    })),
    consequences: finding.consequences.map((consequence) => ({
      rule: consequence.rule,
      message: consequence.message,
      evidence: consequence.evidence.map(evidenceOf),
    })),
    ...(finding.waiver && { waiver: finding.waiver }),
  }
}

const evidenceOf = ({ place, where, text, role }: Evidence): object => ({
  ...placeMembers(place),
  ...(where !== undefined && { where }),
  text,
  role,
  ...boxOf(place),
})

/** A box in points with one decimal, enough to highlight by. */
const boxOf = ({ box }: Evidence['place']): object =>
  box ? { box: box.map((side) => Math.round(side * 10) / 10) } : {}
