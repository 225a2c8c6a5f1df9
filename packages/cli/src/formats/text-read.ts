/** `gouji read` for a terminal: each table as it was understood, then indicators, prose and what was not understood. */
import type { Indicator } from '@gouji/read'
import type { Done } from '../outcome.ts'
import { type GridColumn, type GridRow, renderGrid } from '../terminal/grid.ts'
import { harmless } from '../terminal/style.ts'
import { textWidth, wrapTo } from '../terminal/width.ts'
import { identityText, tableName } from '../view/finding.ts'
import { comparePlaces, placeText } from '../view/place.ts'
import { columnHeading, type TableView, viewTable } from '../view/table.ts'
import type { Format, FormatContext } from './format.ts'
import { doubtLines, failureLines } from './text-common.ts'

export const textRead: Format = async function* (outcomes, context) {
  let first = true
  for await (const outcome of outcomes) {
    if (!first) yield '\n'
    first = false
    const lines = outcome.kind === 'done' ? documentLines(outcome, context) : failureLines(outcome, context)
    yield `${lines.join('\n')}\n`
  }
}

function documentLines(outcome: Done, context: FormatContext): string[] {
  const { wording, style, width } = context
  const { reading, source } = outcome
  const lines = [style.bold(harmless(outcome.input.name))]
  const identity = identityText(reading.identity, wording)
  if (identity) lines.push(...wrapTo(harmless(identity), width - 2).map((line) => `  ${line}`))
  const figures = reading.tables.flatMap((t) => t.cells).filter((c) => c.printed && !c.noise).length
  const { summary } = wording
  const counts = [
    summary.tables(reading.tables.length),
    summary.figures(figures),
    ...(reading.indicators.length > 0 ? [summary.indicators(reading.indicators.length)] : []),
    ...(reading.statements.length > 0 ? [summary.statements(reading.statements.length)] : []),
    ...(reading.unread.length > 0 ? [summary.unreadParts(reading.unread.length)] : []),
  ]
  lines.push(...wrapTo(counts.join(' · '), width - 2).map((line) => style.dim(`  ${line}`)))
  lines.push(...doubtLines(source.doubts, context))
  for (const table of reading.tables) lines.push('', ...tableLines(viewTable(table), context))
  if (reading.indicators.length > 0) lines.push('', ...indicatorLines(reading.indicators, context))
  if (reading.statements.length > 0) {
    lines.push('', style.bold(wording.reading.statements))
    for (const { place, quote } of reading.statements) lines.push(...listed(placeText(place, wording), quote, width))
  }
  if (reading.unread.length > 0) {
    lines.push('', style.bold(wording.reading.unread))
    for (const { place, text, reason } of [...reading.unread].sort((a, b) => comparePlaces(a.place, b.place))) {
      const words = text ? `${wording.unread[reason]}${wording.colon}${text}` : wording.unread[reason]
      lines.push(...listed(placeText(place, wording), words, width))
    }
  }
  return lines
}

function listed(label: string, text: string, width: number): string[] {
  const indent = 4 + textWidth(label)
  return wrapTo(harmless(text), Math.max(20, width - indent)).map((line, i) =>
    i === 0 ? `  ${label}  ${line}` : ' '.repeat(indent) + line,
  )
}

function tableLines(view: TableView, context: FormatContext): string[] {
  const { wording, style, width } = context
  const { table } = view
  const facts = [
    placeText(table.place, wording),
    wording.tableKind[table.kind],
    ...(table.unit ? [wording.reading.unit(table.unit)] : []),
  ]
  const name = harmless(tableName(table, wording))
  const lines = wrapTo(`${name}  ${facts.filter(Boolean).join(' · ')}`, width - 2).map((line, i) =>
    i === 0 ? style.bold(line.slice(0, name.length)) + style.dim(line.slice(name.length)) : style.dim(`  ${line}`),
  )
  const shown = view.columns.flatMap((column, index) => {
    const blank = view.rows.every((row) => row.cells[index]!.text === '')
    return blank && !context.all ? [] : [{ column, index }]
  })
  let bandNumber = 0
  for (const band of bands(
    view,
    shown.map(({ index }) => index),
    width,
  )) {
    const columns = band.map((index): GridColumn => {
      const column = view.columns[index]!
      const heading =
        column.kind === 'value' ? columnHeading(column, view.columns) : wording.reading.headers[column.kind]
      return { heading: harmless(heading), align: column.numeric ? 'right' : 'left' }
    })
    const rows = view.rows.map((row): GridRow => band.map((index) => ({ text: harmless(row.cells[index]!.text) })))
    if (bandNumber++ > 0) lines.push('')
    lines.push(...renderGrid(columns, rows, width, style))
  }
  return lines
}

/** A table wider than the terminal is shown in bands, each with the labels again. */
function bands(view: TableView, shown: readonly number[], width: number): number[][] {
  const need = (index: number): number =>
    Math.min(28, 3 + Math.max(8, ...view.rows.map((row) => textWidth(row.cells[index]!.text))))
  const labels = shown.filter((index) => view.columns[index]!.kind !== 'value' && view.columns[index]!.panel === 0)
  const others = shown.filter((index) => !labels.includes(index))
  const labelWidth = labels.reduce((sum, index) => sum + need(index), 0)
  const result: number[][] = []
  let band: number[] = []
  let used = labelWidth
  for (const index of others) {
    if (band.length > 0 && used + need(index) > width) {
      result.push([...labels, ...band])
      band = []
      used = labelWidth
    }
    band.push(index)
    used += need(index)
  }
  if (band.length > 0 || result.length === 0) result.push([...labels, ...band])
  return result
}

function indicatorLines(indicators: readonly Indicator[], { wording, style, width }: FormatContext): string[] {
  const { headers } = wording.reading
  const columns: GridColumn[] = [
    { heading: headers.project, align: 'left' },
    { heading: headers.level1, align: 'left' },
    { heading: headers.level2, align: 'left' },
    { heading: headers.level3, align: 'left' },
    { heading: headers.target, align: 'right' },
    { heading: headers.weight, align: 'right' },
  ]
  const rows = indicators.map((i): GridRow => {
    const target = [i.operator, i.target, i.unit].filter(Boolean).join(' ')
    const texts = [i.project, i.level1, i.level2, i.level3, target, i.weight]
    return texts.map((text) => ({ text: harmless(text ?? '') }))
  })
  return [style.bold(wording.reading.indicators), ...renderGrid(columns, rows, width, style)]
}
