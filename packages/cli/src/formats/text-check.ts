/** `gouji check` for a terminal: the verdict, what was checked, and each finding with its piece of the table. */
import type { Acceptance, Finding } from '@gouji/check'
import { type Checked, isChecked, type Outcome } from '../outcome.ts'
import { type GridRow, renderGrid } from '../terminal/grid.ts'
import { harmless, type Style } from '../terminal/style.ts'
import { textWidth, wrapTo } from '../terminal/width.ts'
import { type Excerpt, excerptsOf, markKey } from '../view/excerpt.ts'
import {
  acceptanceText,
  countBySeverity,
  coverageTexts,
  identityText,
  inOrder,
  messageText,
  proposalText,
  tableName,
  waiverTexts,
  whereText,
} from '../view/finding.ts'
import { placeText } from '../view/place.ts'
import { columnHeading, Locator } from '../view/table.ts'
import type { Format, FormatContext } from './format.ts'
import { doubtLines, failureLines } from './text-common.ts'

/** Rows shown of one table before the rest is counted. */
const EXCERPT_ROWS = 14
const COLUMNS_MOST = 7

/** The names of rules are loaded only where they are shown: starting is part of the time that people wait. */
interface Telling extends FormatContext {
  readonly titleOf?: (rule: string) => string
}

export const textCheck: Format = async function* (outcomes, asked) {
  const context: Telling = { ...asked, ...(asked.wording.language === 'en' && { titleOf: await englishTitles() }) }
  const seen: Outcome[] = []
  for await (const outcome of outcomes) {
    if (seen.length > 0) yield '\n'
    seen.push(outcome.kind === 'done' ? forget(outcome) : outcome)
    const lines = isChecked(outcome) ? documentLines(outcome, context) : failureLines(outcome, context)
    yield `${lines.join('\n')}\n`
  }
  if (seen.length > 1) yield `\n${summaryLine(seen, context)}\n`
}

async function englishTitles(): Promise<(rule: string) => string> {
  const { ruleTitle } = await import('../wording/rules.ts')
  return (rule) => ruleTitle(rule, 'en')
}

/** Keeps of a document only what the summary counts, so that a folder of thousands needs no memory. */
const forget = (outcome: Extract<Outcome, { kind: 'done' }>): Outcome => ({
  ...outcome,
  reading: { ...outcome.reading, tables: [], statements: [], indicators: [], unread: [] },
})

function documentLines(outcome: Checked, context: Telling): string[] {
  const { wording, style, width } = context
  const { report, reading } = outcome
  const verdict = verdictText(report.verdict, context)
  const lines = [`${verdict}  ${style.bold(harmless(outcome.input.name))}`]
  const identity = identityText(reading.identity, wording)
  if (identity) lines.push(...wrapTo(harmless(identity), width - 2).map((line) => `  ${line}`))
  const coverage = coverageTexts(report.coverage, wording).join(' · ')
  lines.push(...wrapTo(coverage, width - 2).map((line) => style.dim(`  ${line}`)))
  if (report.verdict === 'unverified') lines.push(style.yellow(`  ${wording.summary.nothingChecked}`))
  lines.push(...doubtLines(outcome.source.doubts, context))
  for (const text of waiverTexts(report, wording)) {
    lines.push(...wrapTo(harmless(`! ${text}`), width - 2).map((line) => style.yellow(`  ${line}`)))
  }
  const locator = new Locator(reading.tables)
  const counters = { error: 0, warning: 0, info: 0, waived: 0 }
  for (const finding of inOrder(report.findings)) {
    if (finding.waiver) lines.push('', ...waivedLines(finding, finding.waiver, ++counters.waived, locator, context))
    else lines.push('', ...findingLines(finding, ++counters[finding.severity], locator, context))
  }
  const counts = countText(report.findings, context)
  if (counts !== '') lines.push('', `  ${counts}`)
  else if (report.verdict === 'pass') lines.push(style.green(`  ${wording.summary.clean}`))
  return lines
}

const severityStyle = (finding: Finding, style: Style): ((text: string) => string) =>
  finding.severity === 'error' ? style.red : finding.severity === 'warning' ? style.yellow : style.blue

function findingLines(finding: Finding, number: number, locator: Locator, context: Telling): string[] {
  const { wording, style, width } = context
  const colour = severityStyle(finding, style)
  const state = finding.state === 'unverified' ? ` ${wording.state.unverified}` : ''
  const tag = `${wording.severity[finding.severity]} ${number}${state}`
  const where = harmless(whereText(finding, locator, wording))
  const lines = wrapTo(`${tag}  ${where}`, width).map((line, i) =>
    i === 0 ? style.bold(colour(line.slice(0, tag.length))) + line.slice(tag.length) : `  ${line}`,
  )
  const indented = (text: string, paint: (t: string) => string = (t) => t, indent = 2): void => {
    for (const line of wrapTo(harmless(text), width - indent)) lines.push(' '.repeat(indent) + paint(line))
  }
  const labelled = (label: string, text: string, paint: (t: string) => string = (t) => t): void => {
    const indent = 4 + textWidth(label)
    wrapTo(harmless(text), width - indent).forEach((line, i) => {
      lines.push(`  ${i === 0 ? style.dim(label) : ' '.repeat(textWidth(label))}  ${paint(line)}`)
    })
  }
  if (context.titleOf) indented(context.titleOf(finding.rule), style.bold)
  indented(messageText(finding, locator), style.bold)
  if (finding.arithmetic) indented(finding.arithmetic, style.cyan)
  const excerpts = excerptsThatFit(finding, locator, width - 4)
  const titled = excerpts.length > 1
  for (const excerpt of excerpts) {
    lines.push('')
    if (titled) indented(tableName(excerpt.view.table, wording), style.dim, 4)
    lines.push(...excerptLines(excerpt, context).map((line) => `    ${line}`))
  }
  if (excerpts.length > 0) lines.push('')
  else for (const evidence of finding.evidence) labelled(wording.finding.evidence, evidenceText(evidence, context))
  const [first, ...others] = finding.suspects
  if (first) labelled(wording.finding.proposal, proposalText(first, wording), style.green)
  for (const other of others.slice(0, 3)) {
    const at = placeText(other.place, wording)
    labelled(
      ' '.repeat(textWidth(wording.finding.proposal)),
      `${at} ${other.text}${wording.colon}${proposalText(other, wording)}`,
    )
  }
  labelled(wording.finding.basis, finding.basis)
  if (finding.origin === 'possibly-conversion') labelled(wording.finding.origin, wording.originNote, style.yellow)
  for (const consequence of finding.consequences) {
    const place = consequence.evidence[0]?.place
    const at = place ? `${placeText(place, wording)}${wording.colon}` : ''
    labelled(wording.finding.consequence, at + consequence.message, style.dim)
  }
  return lines
}

/** What was accepted is told in short: that it stands there, and why it may. */
function waivedLines(
  finding: Finding,
  waiver: Acceptance,
  number: number,
  locator: Locator,
  { wording, style, width }: FormatContext,
): string[] {
  const head = `${wording.waived} ${number}  ${whereText(finding, locator, wording)}`
  const rest = [messageText(finding, locator), `${wording.waived}${wording.colon}${acceptanceText(waiver, wording)}`]
  return [
    ...wrapTo(harmless(head), width).map((line) => style.dim(line)),
    ...rest.flatMap((text) => wrapTo(harmless(text), width - 2).map((line) => style.dim(`  ${line}`))),
  ]
}

/** As many columns as the terminal has room for; the marked ones come first. */
function excerptsThatFit(finding: Finding, locator: Locator, width: number): Excerpt[] {
  for (let columns = COLUMNS_MOST; ; columns--) {
    const excerpts = excerptsOf(finding, locator, { tables: 3, rows: EXCERPT_ROWS, columns })
    if (columns === 1 || excerpts.every((excerpt) => naturalWidth(excerpt) <= width)) return excerpts
  }
}

const naturalWidth = ({ view, columns, rows }: Excerpt): number =>
  columns.reduce((sum, column) => {
    const widest = rows.map((row) => (row < 0 ? 0 : textWidth(view.rows[row]!.cells[column]!.text)))
    return sum + Math.max(8, ...widest) + 3
  }, 0)

function evidenceText(evidence: Finding['evidence'][number], { wording }: FormatContext): string {
  const at = [placeText(evidence.place, wording), evidence.where].filter(Boolean).join(' ')
  return at ? `${at}${wording.colon}${evidence.text}` : evidence.text
}

function excerptLines(excerpt: Excerpt, { wording, style, width }: FormatContext): string[] {
  const { view } = excerpt
  const chosen = excerpt.columns.map((index) => view.columns[index]!)
  const columns = chosen.map((column) => ({
    heading: harmless(
      column.kind === 'value' ? columnHeading(column, view.columns) : wording.reading.headers[column.kind],
    ),
    align: column.numeric ? ('right' as const) : ('left' as const),
  }))
  const rows = excerpt.rows.map((row): GridRow => {
    if (row < 0) return wording.finding.moreRows(-row)
    return excerpt.columns.map((column) => {
      const text = harmless(view.rows[row]!.cells[column]!.text)
      const mark = excerpt.marks.get(markKey(row, column))
      return mark ? { text, mark } : { text }
    })
  })
  return renderGrid(columns, rows, width - 4, style)
}

function verdictText(verdict: 'pass' | 'fail' | 'unverified', { wording, style }: FormatContext): string {
  const text = wording.verdict[verdict]
  if (verdict === 'pass') return style.bold(style.green(`✓ ${text}`))
  return verdict === 'fail' ? style.bold(style.red(`✗ ${text}`)) : style.bold(style.yellow(`? ${text}`))
}

function countText(findings: readonly Finding[], { wording, style }: FormatContext): string {
  const counts = countBySeverity(findings)
  return [
    counts.error > 0 ? style.red(wording.summary.errors(counts.error)) : '',
    counts.warning > 0 ? style.yellow(wording.summary.warnings(counts.warning)) : '',
    counts.info > 0 ? style.blue(wording.summary.infos(counts.info)) : '',
    counts.waived > 0 ? wording.summary.waived(counts.waived) : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

function summaryLine(outcomes: readonly Outcome[], context: FormatContext): string {
  const { wording, style } = context
  const { summary } = wording
  const count = (verdict: string): number => outcomes.filter((o) => isChecked(o) && o.report.verdict === verdict).length
  const failed = outcomes.filter((o) => o.kind === 'failed').length
  const findings = countBySeverity(outcomes.filter(isChecked).flatMap((o) => o.report.findings))
  const parts: readonly (readonly [number, (count: number) => string, (text: string) => string])[] = [
    [outcomes.length, summary.documents, style.bold],
    [count('pass'), summary.pass, style.green],
    [count('fail'), summary.fail, style.red],
    [count('unverified'), summary.unverified, style.yellow],
    [failed, summary.unread, style.red],
    [findings.error, summary.errors, style.red],
    [findings.warning, summary.warnings, style.yellow],
    [findings.info, summary.infos, style.blue],
    [findings.waived, summary.waived, style.dim],
  ]
  let line = ''
  let used = 0
  for (const [number, words, paint] of parts) {
    if (number === 0) continue
    const text = words(number)
    const fits = used + 3 + textWidth(text) <= context.width
    const before = used === 0 ? '' : fits ? ' · ' : '\n'
    used = (fits ? used + textWidth(before) : 0) + textWidth(text)
    line += before + paint(text)
  }
  return line
}
