/**
 * Forms (申报表) that hold the goal of one project or of the whole department. Its name and money stand in rows above
 * the indicators, in the project's own column torn over many lines, or in the paragraph that introduces the form.
 */
import type { Place } from '@gouji/document'
import { moneyUnitIn, parseNumber, plainName } from '@gouji/ledger'
import type { Whole } from './continuation.ts'
import { joinHan } from './indicator.ts'
import type { Goal, GoalAmount, ReadTable } from './reading.ts'

export interface GoalForm {
  readonly place: Place
  readonly scope: Goal['scope']
  readonly project?: string
  /** 一级项目, where the form names one of each level. */
  readonly program?: string
  readonly texts: Goal['texts']
  readonly amounts: readonly GoalAmount[]
  /** Whether texts of merged cells lie in pieces over the rows, so that no piece is the whole text. */
  readonly torn: boolean
}

const WHOLE = /(?:部门|单位|整体).{0,4}整体|整体(?:支出)?绩效/
export const FORM = /申报表|申请表|自评表|备案表/

export function formOf(whole: Whole, table: ReadTable): GoalForm | undefined {
  const labels = new Set(whole.first.header.columns.map((c) => c.meaning.label))
  const title = plainName(table.title)
  const named = [...rowsAbove(whole)]
  const first = valueAfter(named, /^一级项目名称:?$/)
  const project = valueAfter(named, /^(?:二级|子)?项目名称:?$/) ?? first
  const program = project === first ? undefined : first?.text
  const listed = (labels.has('project') || labels.has('projectcode')) && !FORM.test(title)
  if (listed && !project) return undefined
  const scope = WHOLE.test(title) || (title === '' && !project && !labels.has('project')) ? 'department' : 'project'
  const torn = whole.first.grid.table.grid !== 'ruled'
  const lead = scope === 'project' ? leadOf(whole) : undefined
  const name = project?.text ?? lead?.project ?? (scope === 'project' ? nameInColumn(whole, torn) : undefined)
  const money = moneyOf(named)
  const goal = valueAfter(named, /^(?:年度|总体|年度总体|年度绩效|整体绩效|绩效|项目|二级项目整体绩效)目标:?$/)
  return {
    place: whole.first.place,
    scope,
    ...(name ? { project: name } : {}),
    ...(program ? { program } : {}),
    texts: goal ? [goal] : [],
    amounts: [...money, ...(money.length === 0 && lead?.amount ? [lead.amount] : [])],
    torn,
  }
}

/**
 * The project whose form a table is or begins with, by the name printed in it: its amounts are of that project alone.
 * A table may hold several forms, so only the rows of this one and those above it are asked.
 */
export function projectOfForm(whole: Whole): string | undefined {
  const { grid, body } = whole.first
  const own = body.map((row) =>
    grid.filled(row).map((s) => ({ text: joinHan(s.cell.text.trim()), place: s.cell.place })),
  )
  const rows = [...own, ...rowsAbove(whole)]
  return (valueAfter(rows, /^(?:二级|子)?项目名称:?$/) ?? valueAfter(rows, /^一级项目名称:?$/))?.text
}

interface Text {
  readonly text: string
  readonly place: Place
}

/** Rows of the same table above the headings of the indicators, the nearest first: a table may hold several forms. */
function* rowsAbove(whole: Whole): Generator<readonly Text[]> {
  const { grid, body, header } = whole.first
  const headings = new Set(header.columns.flatMap((c) => c.path.map(plainName)))
  const first = Math.min(...body, grid.rows)
  for (let row = first - 1; row >= Math.max(0, first - 24); row--) {
    const filled = grid.filled(row)
    if (filled.length > 2 && filled.filter((s) => headings.has(s.plain)).length > 1 && !alternates(filled)) continue
    yield filled.map((s) => ({ text: joinHan(s.cell.text.trim()), place: s.cell.place }))
  }
}

const HEADING_LIKE = /指标|目标|金额|资金|名称|编码|代码|总额|预算|符号|权重|备注|万元|[:：]$/

/** 项目名称 | 古籍修复 | 主管部门 | 文旅局: labels and values by turns, and no row of headings. */
const alternates = (filled: readonly { plain: string }[]): boolean =>
  filled.every((s, i) => i % 2 === 0 || !HEADING_LIKE.test(s.plain))

function valueAfter(rows: readonly (readonly Text[])[], label: RegExp): Text | undefined {
  for (const row of rows) {
    const at = row.findIndex((t) => label.test(plainName(t.text)))
    const value = at < 0 ? undefined : row[at + 1]
    if (value && !/[:：]$/.test(value.text)) return value
  }
  return undefined
}

const MONEY =
  /^(?:其中:?)?(?:年度|项目|本年|预算)?(?:资金|预算)?(?:总额|金额|总金额|资金总额|预算金额|预算数):?(?:\((.*元)\))?:?$/

function moneyOf(rows: readonly (readonly Text[])[]): GoalAmount[] {
  for (const row of rows) {
    for (const [i, label] of row.entries()) {
      const m = MONEY.exec(plainName(label.text))
      const value = row[i + 1]
      const printed = value && parseNumber(value.text.replace(/[万亿]?元$/, ''))
      if (!m || !value || !printed) continue
      const beside = row.slice(0, i).map((t) => /\((.*元)\)$/.exec(plainName(t.text))?.[1])
      const written = [m[1], /[万亿]?元$/.exec(value.text)?.[0], ...beside].map((text) => moneyUnitIn(text ?? ''))
      const unit = written.find((u) => u !== undefined)
      const amount = { place: value.place, text: value.text, heading: label.text, kind: 'year' as const, printed }
      return [unit ? { ...amount, unit } : amount]
    }
  }
  return []
}

const LEAD = /"(.{2,120})"主要内容是/
const GRANTED = /预算安排(?:资金)?([\d.、]+)([万亿]?元)/

/** `1、“某某经费”主要内容是……2024年预算安排10万元`: the paragraph that introduces the form. */
function leadOf(whole: Whole): { project: string; amount?: GoalAmount } | undefined {
  const text = whole.first.between.findLast((t) => LEAD.test(t))
  const project = text && LEAD.exec(text)?.[1]
  if (!text || !project) return undefined
  const name = project.replace(/^"|"$/g, '')
  const granted = GRANTED.exec(text)
  const printed = granted ? parseNumber(granted[1]!.replace(/、/g, ',')) : undefined
  const unit = granted ? moneyUnitIn(granted[2]!) : undefined
  if (!granted || !printed || !unit) return { project: name }
  const heading = '预算安排'
  const shown = granted[1]! + granted[2]!
  return { project: name, amount: { place: whole.first.place, text: shown, heading, kind: 'year', printed, unit } }
}

/** The name in the project's own column: one merged cell, or its pieces one below the other. */
function nameInColumn(whole: Whole, torn: boolean): string | undefined {
  const column = whole.first.header.columns.find((c) => c.meaning.label === 'project')?.index
  if (column === undefined) return undefined
  const pieces: string[] = []
  for (const row of whole.first.body) {
    const spot = whole.first.grid.at(row, column)
    if (spot?.origin && /[\u4e00-\u9fff]/.test(spot.plain)) pieces.push(joinHan(spot.cell.text.trim()))
  }
  return pieces.length === 0 ? undefined : torn ? pieces.join('') : pieces[0]
}
