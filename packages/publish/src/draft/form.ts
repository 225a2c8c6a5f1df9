/** One table of a reading as a form: columns by their headings, rows by axes where they follow a list of subjects. */
import type { Coordinates } from '@gouji/ledger'
import type { ReadColumn, ReadRow, ReadTable } from '@gouji/read'
import { coordinatesOf, type Figures } from './figures.ts'
import { draftRows } from './rows.ts'
import { generalised, type Words } from './words.ts'

export interface DraftedForm {
  readonly id: string
  readonly raw: object
  readonly open: readonly string[]
}

export interface DraftAround {
  readonly id: string
  readonly words: Words
  readonly figures: Figures
  readonly stage: 'budget' | 'final'
}

const WIDE = 8

export function draftForm(table: ReadTable, around: DraftAround): DraftedForm {
  const { words, id } = around
  const open: string[] = []
  const title = table.title || `表${table.number}`
  const tell = (text: string): void => {
    open.push(`表“${title}”（${id}）：${text}`)
  }
  const { year: _, stage: __, unit: ___, project: ____, ...scope } = table.coordinates
  const printed = table.cells.filter((cell) => cell.printed && !cell.noise && cell.measure === 'amount')
  const decimals = Math.max(0, ...printed.map((cell) => cell.printed!.decimals))
  const zeros = table.cells.filter((cell) => cell.measure === 'amount' && isZero(cell.text))
  const panels = [...new Set(table.columns.map(({ panel }) => panel))].map((panel) =>
    draftPanel(table, panel, scope, around, tell),
  )
  const raw = {
    title: generalised(title, words),
    ...(table.unitSource === 'printed' ? { right: `单位：${table.unit}` } : {}),
    unit: table.unit ?? '万元',
    decimals,
    ...(printed.some(({ text }) => text.includes(',')) ? { thousands: true } : {}),
    zero: zeroStyle(zeros.map(({ text }) => text.trim())),
    ...(table.columns.length > WIDE ? { orientation: 'landscape' } : {}),
    ...(coordinatesOf(scope) === '' ? {} : { scope: coordinatesOf(scope) }),
    panels,
    ...(printed.length === 0 ? emptyNote(scope, around) : {}),
  }
  if (table.unit === undefined) tell('没有读到计量单位，暂写万元')
  if (table.notes.length > 0) tell(`表下有 ${table.notes.length} 条注，请用自己的话写在 notes`)
  return { id, raw, open }
}

/** Below a table that has nothing to show, in words of our own. */
function emptyNote(scope: Coordinates, { figures }: DraftAround): object {
  if (scope.source === undefined) return {}
  const name = figures.named({ ...scope, flow: 'expenditure' })
  if (name === undefined) return {}
  return { notes: [{ when: `not ${name}`, text: `注：{公开主体}{年度}年没有${name}，本表为空表。` }] }
}

const isZero = (text: string): boolean => /^[-—–\s]*$|^0(?:\.0+)?$/.test(text.trim())

/** What stands for nothing in most cells that hold nothing. */
function zeroStyle(texts: readonly string[]): string {
  const count = (test: RegExp): number => texts.filter((text) => test.test(text)).length
  const ways = [
    ['blank', count(/^$/)],
    ['decimals', count(/^0\.0+$/)],
    ['zero', count(/^0$/)],
    ['dash', count(/^[-—–]+$/)],
  ] as const
  return [...ways].sort((a, b) => b[1] - a[1])[0]![0]
}

function draftPanel(
  table: ReadTable,
  panel: number,
  scope: Coordinates,
  around: DraftAround,
  tell: (text: string) => void,
): object {
  const columns = table.columns.filter((column) => column.panel === panel)
  const rows = table.rows.filter((row) => row.panel === panel)
  // What all columns say stands once, above the panel.
  const shared = sharedOf(columns.map(({ coordinates }) => coordinates))
  const above = { ...scope, ...shared }
  const own = coordinatesOf(shared, scope)
  const labels = labelColumns(rows)
  const tree = treeOf(columns, (column) => leafOf(column, above, around, tell))
  const { body, foot } = draftRows(rows, table, above, tell)
  return {
    columns: [...labels, ...tree],
    ...(own === '' ? {} : { scope: own }),
    rows: body,
    ...(foot.length > 0 ? { foot } : {}),
  }
}

function sharedOf(all: readonly Coordinates[]): Coordinates {
  const [first, ...others] = all
  if (!first) return {}
  return Object.fromEntries(
    Object.entries(first).filter(
      ([dimension, member]) =>
        !['year', 'stage', 'unit', 'project'].includes(dimension) &&
        others.every((o) => (o as Record<string, string>)[dimension] === member),
    ),
  ) as Coordinates
}

function labelColumns(rows: readonly ReadRow[]): object[] {
  const coded = rows.filter((row) => row.codePrinted !== undefined)
  const code = { head: '科目编码', role: 'code', show: '{编码}', width: 12 }
  const label = { head: coded.length > 0 ? '科目名称' : '项目', role: 'label', show: '{名称}', width: 34 }
  if (coded.length > 0) return [code, label]
  return rows.some((row) => row.label.trim() !== '') ? [label] : []
}

function leafOf(
  column: ReadColumn,
  above: Coordinates,
  { figures }: DraftAround,
  tell: (text: string) => void,
): Record<string, unknown> {
  if (column.measure !== 'amount') {
    tell(`“${column.path.join('›')}”一栏不是金额，请写 show`)
    return { show: '', role: 'number', width: 12 }
  }
  if (!column.understood && column.path.length > 0) tell(`没有看懂“${column.path.join('›')}”一栏，请改正它的 at`)
  const period = figures.periodOf(column.coordinates)
  const at = [coordinatesOf(column.coordinates, above), ...(period === undefined ? [] : [`@${period}`])]
  return { at: at.filter(Boolean).join(' '), width: 13 }
}

/** Headings that columns beside each other share become one heading above them. */
function treeOf(
  columns: readonly ReadColumn[],
  leaf: (column: ReadColumn) => Record<string, unknown>,
  depth = 0,
): object[] {
  const tree: object[] = []
  for (let i = 0; i < columns.length; ) {
    const column = columns[i]!
    const head = column.path[depth] ?? ''
    let end = i + 1
    while (end < columns.length && columns[end]!.path[depth] === head && column.path.length > depth + 1) end += 1
    const group = columns.slice(i, end)
    if (column.path.length > depth + 1 && group.every(({ path }) => path.length > depth + 1)) {
      tree.push({ head, columns: treeOf(group, leaf, depth + 1) })
    } else {
      for (const one of group) tree.push({ head: one.path.slice(depth).join(' '), ...leaf(one) })
    }
    i = end
  }
  return tree
}
