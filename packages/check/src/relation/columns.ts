/**
 * Sums along a row: 合计 = 基本支出 + 项目支出, 小计 = 人员经费 + 公用经费, from the columns' coordinates, or from the
 * tree of headings where a heading is not understood.
 */
import type { ReadColumn } from '@gouji/read'
import type { PanelBook } from '../quantities.ts'
import { completeParts, isPart, partitionsOf } from './order.ts'
import type { Tie } from './relation.ts'
import { isPartial, partsWithinColumns } from './within.ts'

interface Sum {
  readonly whole: ReadColumn
  readonly parts: readonly ReadColumn[]
  readonly by: 'coordinates' | 'headings'
}

export function columnSums(panel: PanelBook): Tie[] {
  const amounts = panel.columns.filter((c) => c.measure === 'amount')
  const ties: Tie[] = []
  const taken = new Set<ReadColumn>()
  for (const sum of [...byCoordinates(amounts), ...byHeadings(amounts)]) {
    if (sum.by === 'headings' && taken.has(sum.whole)) continue
    const found = tiesOf(panel, sum)
    if (found.length === 0) continue
    taken.add(sum.whole)
    ties.push(...found)
  }
  return [...ties, ...changes(panel), ...carriedForward(panel), ...partsWithinColumns(panel)]
}

function byCoordinates(columns: readonly ReadColumn[]): Sum[] {
  const known = columns.filter((c) => c.understood && !isPartial(c))
  if (known.length < columns.filter((c) => !isPartial(c)).length) return []
  const sums: Sum[] = []
  const every = columns.filter((c) => c.understood)
  for (const whole of known) {
    const complete = completeParts(whole, every)
    for (const parts of complete.length > 0 ? [complete] : partitionsOf(whole, known)) {
      if (parts.length > 1 || isTotal(whole)) sums.push({ whole, parts, by: 'coordinates' })
    }
  }
  return sums
}

const TOTAL = /(?:合计|总计|小计|总额|总数)(?:\([^)]*\))?$/
/** 项目总额 is what a project costs over all its years, not the sum of the columns beside it. */
const isTotal = (c: ReadColumn): boolean => TOTAL.test(c.path.at(-1) ?? '') && !/^项目/.test(c.path.at(-1)!)

/** A total stands for everything else under the heading above it; a group with a total of its own counts once. */
function byHeadings(columns: readonly ReadColumn[]): Sum[] {
  const sums: Sum[] = []
  for (const whole of columns) {
    if (!isTotal(whole)) continue
    const prefix = whole.path.slice(0, -1)
    const inside = columns.filter(
      (c) => c !== whole && !isPartial(c) && c.path.length > prefix.length && prefix.every((p, i) => c.path[i] === p),
    )
    const groups = new Map<string, ReadColumn[]>()
    for (const c of inside) {
      const head = c.path[prefix.length]!
      groups.set(head, [...(groups.get(head) ?? []), c])
    }
    const parts: ReadColumn[] = []
    for (const group of groups.values()) {
      const own = group.find((c) => group.length > 1 && isTotal(c) && c.path.length === prefix.length + 2)
      parts.push(...(own ? [own] : group.filter((c) => !group.some((d) => d !== c && isTotal(d) && samePrefix(c, d)))))
    }
    if (parts.length > 0) sums.push({ whole, parts, by: 'headings' })
  }
  return sums
}

/** Whether `total` is the total of the group in which `column` stands. */
const samePrefix = (column: ReadColumn, total: ReadColumn): boolean =>
  total.path.length <= column.path.length && total.path.slice(0, -1).every((p, i) => column.path[i] === p)

function tiesOf(panel: PanelBook, sum: Sum): Tie[] {
  const ties: Tie[] = []
  for (const row of panel.rows) {
    const whole = row.cells.get(sum.whole.column)
    const parts = sum.parts.map((p) => row.cells.get(p.column))
    if (whole === undefined || parts.some((p) => p === undefined)) continue
    ties.push({
      rule: 'SUM-COLUMNS',
      kind: 'sum',
      terms: [{ quantity: whole, weight: 1 }, ...parts.map((p) => ({ quantity: p!, weight: -1 as const }))],
      trust: sum.by === 'coordinates' ? (sum.parts.length > 1 ? 0.95 : 0.7) : 0.6,
      family: `columns ${panel.table.number}.${panel.panel} ${sum.whole.column} ${sum.by}`,
      basis: '表内勾稽：横向合计等于各分栏之和',
      subject: `${row.row.label || '本行'}：${sum.whole.path.at(-1)} = ${sum.parts.map((p) => shortPath(p)).join(' + ')}`,
    })
  }
  return ties
}

const shortPath = (c: ReadColumn): string =>
  isTotal(c) && c.path.length > 1 ? `${c.path.at(-2)}${c.path.at(-1)}` : (c.path.at(-1) ?? '')

const STAGES = ['budget', 'adjusted', 'executed', 'final']

/** The two columns whose difference a third one prints: this year and last, or a later stage and an earlier one. */
export function comparedBy(panel: PanelBook, change: ReadColumn): { now: ReadColumn; before: ReadColumn } | undefined {
  const years = panel.columns.filter((c) => c.measure === 'amount' && c.coordinates.year !== undefined)
  const now = years.find((c) => c.coordinates.year === change.coordinates.year) ?? years[0]
  const before = years.find((c) => now && Number(c.coordinates.year) === Number(now.coordinates.year) - 1)
  if (now && before) return { now, before }
  const [first, second, ...more] = panel.columns.filter((c) => c.measure === 'amount')
  if (!first || !second || more.length > 0) return undefined
  const later = STAGES.indexOf(second.coordinates.stage ?? '') - STAGES.indexOf(first.coordinates.stage ?? '')
  return later === 0 ? undefined : later > 0 ? { now: second, before: first } : { now: first, before: second }
}

/**
 * 年初结转 + 本年收入 = 本年支出 + 年末结转, where one row prints all of them and no total of either side.
 */
function carriedForward(panel: PanelBook): Tie[] {
  const amounts = panel.columns.filter((c) => c.measure === 'amount' && c.understood && !isPartial(c))
  const sides = (['income', 'expenditure'] as const).map((flow) =>
    amounts.filter(
      (c) =>
        c.coordinates.flow === flow &&
        !amounts.some((other) => other !== c && isPart(c.coordinates, other.coordinates)),
    ),
  )
  const [income, spent] = [sides[0]!, sides[1]!]
  const whole = (columns: readonly ReadColumn[]): boolean =>
    ['current', 'carried'].every((v) => columns.filter((c) => c.coordinates.vintage === v).length === 1) &&
    columns.every((c) => c.coordinates.vintage !== undefined)
  if (!whole(income) || !whole(spent)) return []
  const ties: Tie[] = []
  for (const row of panel.rows) {
    const at = (c: ReadColumn): number | undefined => row.cells.get(c.column)
    if ([...income, ...spent].some((c) => at(c) === undefined)) continue
    ties.push({
      rule: 'BALANCE',
      kind: 'sum',
      terms: [
        ...income.map((c) => ({ quantity: at(c)!, weight: 1 as const })),
        ...spent.map((c) => ({ quantity: at(c)!, weight: -1 as const })),
      ],
      trust: 0.9,
      family: `forward ${panel.table.number}.${panel.panel}`,
      basis: '年末结转和结余等于年初结转和结余加本年收入减本年支出',
      subject: `${row.row.label}：${income.map(shortPath).join(' + ')} = ${spent.map(shortPath).join(' + ')}`,
    })
  }
  return ties
}

/** 增减 = 本年 − 上年, where a table prints all three. */
function changes(panel: PanelBook): Tie[] {
  const ties: Tie[] = []
  for (const change of panel.columns.filter((c) => c.measure === 'change')) {
    const pair = comparedBy(panel, change)
    if (!pair) continue
    const { now, before } = pair
    for (const row of panel.rows) {
      const [n, b, c] = [now, before, change].map((x) => row.cells.get(x.column))
      if (n === undefined || b === undefined || c === undefined) continue
      ties.push({
        rule: 'CHANGE',
        kind: 'sum',
        terms: [
          { quantity: n, weight: 1 },
          { quantity: b, weight: -1 },
          { quantity: c, weight: -1 },
        ],
        trust: 0.8,
        family: `change ${panel.table.number}.${panel.panel} ${change.column}`,
        basis: '增减额等于本年数减上年数',
        subject: `${row.row.label}：${change.path.at(-1)} = ${now.path.at(-1)} − ${before.path.at(-1)}`,
      })
    }
  }
  return ties
}
