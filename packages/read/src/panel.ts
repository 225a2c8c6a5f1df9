/**
 * A table's columns sorted into panels: label columns with the figure columns to their right. 收支 tables set two
 * panels side by side; the economy table of the final accounts sets two of one kind.
 */
import type { Meaning } from '@gouji/ledger'
import type { Column, Header } from './header.ts'
import { isFigure } from './header.ts'
import type { Section } from './section.ts'

export type LabelKind =
  | 'code'
  | 'class1'
  | 'class2'
  | 'class3'
  | 'name'
  | 'unit'
  | 'unitcode'
  | 'project'
  | 'projectcode'
  | 'number'
  | 'text'
  | 'goal'
  | 'level1'
  | 'level2'
  | 'level3'
  | 'operator'
  | 'target'
  | 'targetunit'
  | 'weight'

export interface LabelColumn {
  readonly column: number
  readonly kind: LabelKind
  /** The column's own heading, as printed. */
  readonly heading: string
  /** 收入 or 支出, where the heading of the labels says it: the headings of their figures then need not. */
  readonly flow?: string
}

export interface Panel {
  readonly index: number
  readonly labels: readonly LabelColumn[]
  readonly values: readonly Column[]
}

/** Kinds that can begin a panel of their own when figures stand to their left. */
const BEGINS: ReadonlySet<LabelKind> = new Set(['code', 'class1', 'name', 'unit', 'unitcode', 'project', 'projectcode'])

interface Body {
  readonly text: number
  readonly figures: number
}

export function readPanels(
  header: Header,
  parts: readonly { section: Section; columnOf: (c: number) => number }[],
): Panel[] {
  const bodies = header.columns.map((c) => countBody(c.index, parts))
  const roles = header.columns.map((c) => roleOf(c, bodies[c.index]!, header.known > 0))
  const panels: { index: number; labels: LabelColumn[]; values: Column[] }[] = []
  let panel: { index: number; labels: LabelColumn[]; values: Column[] } | undefined
  for (const [i, role] of roles.entries()) {
    if (role === 'none') continue
    // In a form without headings each label has its figure to its right: 其中：一般公共预算 | 664.50 | 其中：基本支出 | 458.00.
    const labels = role !== 'value' && (BEGINS.has(role) || (role === 'text' && header.known === 0))
    const begins = labels && panel !== undefined && panel.values.length > 0
    if (!panel || (begins && roles.slice(i + 1).includes('value'))) {
      panel = { index: panels.length, labels: [], values: [] }
      panels.push(panel)
    }
    if (role === 'value') panel.values.push(header.columns[i]!)
    else panel.labels.push(labelColumn(header.columns[i]!, role))
  }
  return panels
}

function labelColumn({ index, printed, own }: Column, kind: LabelKind): LabelColumn {
  const { flow } = own.coordinates
  return { column: index, kind, heading: printed.at(-1) ?? '', ...(flow === undefined ? {} : { flow }) }
}

/** What the figures of a panel are by their own headings or, where those say nothing, by the heading of their labels. */
export function flowsOf(panel: Panel): ReadonlySet<string> {
  const own = panel.values.flatMap((v) => v.meaning.coordinates.flow ?? [])
  return new Set(own.length > 0 ? own : panel.labels.flatMap((l) => l.flow ?? []))
}

/** Whether a table of expenditure splits it by where the money comes from: this year's and 上年结转. */
export function isByOrigin(panel: Panel): boolean {
  const said = panel.values.map((v) => v.meaning.coordinates)
  const incomes = said.filter((c) => c.flow === 'income')
  const spent = said.filter((c) => c.flow === 'expenditure')
  return (
    incomes.length > 0 &&
    spent.length > 0 &&
    incomes.every((c) => c.vintage === 'carried') &&
    spent.every((c) => c.vintage === undefined)
  )
}

function countBody(column: number, parts: readonly { section: Section; columnOf: (c: number) => number }[]): Body {
  let text = 0
  let figures = 0
  for (const { section, columnOf } of parts) {
    for (let c = 0; c < section.grid.columns; c++) {
      if (columnOf(c) !== column) continue
      for (const row of section.body) {
        const spot = section.grid.at(row, c)
        if (!spot?.origin || spot.plain === '') continue
        if (isFigure(spot) || spot.percent) figures++
        else if (/[\u4e00-\u9fffA-Za-z]/.test(spot.plain)) text++
      }
    }
  }
  return { text, figures }
}

/** Labels made of words: such a column full of figures holds amounts, whatever its heading resembles. */
const OF_WORDS: ReadonlySet<LabelKind> = new Set(['name', 'project', 'unit'])

const saysAmount = (m: Meaning): boolean =>
  Object.keys(m.coordinates).length > 0 || m.total === true || m.measure !== undefined

function roleOf(column: Column, body: Body, headed: boolean): LabelKind | 'value' | 'none' {
  const label = column.meaning.label as LabelKind | undefined
  // 项目 below 本年支出 heads figures only when it says so itself: codes and line numbers are digits too.
  if (label && !(body.figures > body.text && (saysAmount(column.own) || OF_WORDS.has(label)))) return label
  const says = saysAmount(column.meaning)
  if (column.path.length === 0) {
    // A form without headings: each figure belongs to the label to its left.
    if (!headed && body.figures > 0 && body.figures >= body.text) return 'value'
    return body.text > 0 && (body.figures === 0 || !headed) ? 'text' : 'none'
  }
  if (column.understood && says && body.text > 2 * body.figures && body.text > 1)
    return column.own.coordinates.flow === undefined ? 'text' : 'name'
  if (column.understood && says) return 'value'
  if (body.figures > body.text) return 'value'
  if (body.text > 0) return 'text'
  return column.understood ? 'value' : 'none'
}
