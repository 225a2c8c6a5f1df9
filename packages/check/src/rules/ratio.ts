/**
 * Columns of rates and shares: 增减% = 增减额 ÷ 上年数, 占比 = 本行 ÷ 合计. What a heading compares is not always said,
 * so a column is believed only where most of its rows obey, and those that do not are the findings.
 */
import {
  compare,
  growth,
  type Interval,
  printedPercent,
  quotient,
  type RatioInterval,
  rational,
  ratiosMeet,
  toDecimal,
} from '@gouji/ledger'
import type { ReadCell, ReadColumn } from '@gouji/read'
import type { Book, PanelBook, PanelRow } from '../quantities.ts'
import { comparedBy } from '../relation/columns.ts'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const TABLE_RATE: RuleInfo = {
  id: 'TABLE-RATE',
  severity: 'error',
  title: { zh: '表中增减幅度复算不符', en: 'A rate of change in a table that its amounts do not give' },
  checks: '表中增减百分比与本行本年数、上年数（按印出精度的区间）比较；该栏多数行相符时，不符的行才报。',
  basis: '增减幅度等于增减额除以上年数',
  good: '上年 200.00，本年 210.00，增减% 5.00。',
  bad: '上年 200.00，本年 210.00，增减% 50.00。',
}

export const TABLE_SHARE: RuleInfo = {
  id: 'TABLE-SHARE',
  severity: 'error',
  title: { zh: '表中占比复算不符', en: 'A share in a table that its amounts do not give' },
  checks: '表中占比与本行数、合计数之商（按印出精度的区间）比较；该栏多数行相符时，不符的行才报。',
  basis: '占比等于部分数除以总数',
  good: '合计 200.00，其中项目支出 50.00，占比 25.00%。',
  bad: '合计 200.00，其中项目支出 50.00，占比 52.00%。',
}

export const tableRate = (context: RuleContext): Finding[] => ratioFindings(context, TABLE_RATE, 'rate', ratesOf)
export const tableShare = (context: RuleContext): Finding[] => ratioFindings(context, TABLE_SHARE, 'share', sharesOf)

function ratioFindings(
  { book, arithmetic }: RuleContext,
  info: RuleInfo,
  measure: ReadColumn['measure'],
  ratiosOf: (book: Book, panel: PanelBook, column: ReadColumn) => Ratio[],
): Finding[] {
  // Where an amount is in doubt already, a ratio that does not fit it is no second error.
  const places = arithmetic.flatMap((f) => [
    ...f.suspects.map((s) => s.place),
    ...f.evidence.filter((e) => e.role === 'suspect').map((e) => e.place),
  ])
  const doubted = new Set(places.map((place) => JSON.stringify(place)))
  return book.panels.flatMap((panel) =>
    panel.columns
      .filter((column) => column.measure === measure)
      .flatMap((column) => outliers(info, column, ratiosOf(book, panel, column), doubted)),
  )
}

/** One printed ratio with the two amounts that should give it. */
interface Ratio {
  readonly panel: PanelBook
  readonly cell: ReadCell
  readonly upper: ReadCell
  readonly lower: ReadCell
  readonly actual: RatioInterval
}

function ratesOf(book: Book, panel: PanelBook, column: ReadColumn): Ratio[] {
  const pairs = [column, ofLastYear(panel, column)].map((c) => comparedBy(panel, c))
  const by = (pair: (typeof pairs)[number], ratio: typeof growth): Ratio[] =>
    panel.rows.flatMap((row) => {
      const cell = printedIn(panel, row, column)
      const now = pair && amountIn(book, row, pair.now)
      const before = pair && amountIn(book, row, pair.before)
      const actual = now && before && ratio(intervalOf(now), intervalOf(before))
      return cell && actual ? [{ panel, cell, upper: now, lower: before, actual }] : []
    })
  // 预算数为上年执行数的%: the whole of it, and not what was added. The rows tell which is meant.
  const readings = pairs.flatMap((pair) => [by(pair, growth), by(pair, quotient)])
  return readings.reduce((best, ratios) => (obeying(ratios) > obeying(best) ? ratios : best))
}

/** A heading that names the year before (为上年执行数的%) is still of the later of the years beside it. */
function ofLastYear(panel: PanelBook, column: ReadColumn): ReadColumn {
  const years = panel.columns.flatMap((c) => (c.measure === 'amount' ? (c.coordinates.year ?? []) : []))
  const year = years.sort().at(-1)
  return year === undefined ? column : { ...column, coordinates: { ...column.coordinates, year } }
}

/** Of the amounts to the left of the shares and the totals of the panel, the pair that most rows obey. */
function sharesOf(book: Book, panel: PanelBook, column: ReadColumn): Ratio[] {
  const amounts = panel.columns.filter((c) => c.measure === 'amount')
  const totals = panel.rows.filter((r) => r.row.role === 'total')
  let best: Ratio[] = []
  for (const amount of amounts) {
    for (const total of totals) {
      const whole = amountIn(book, total, amount)
      if (!whole) continue
      const ratios = panel.rows.flatMap((row) => {
        const cell = printedIn(panel, row, column)
        const part = amountIn(book, row, amount)
        const actual = part && quotient(intervalOf(part), intervalOf(whole))
        return cell && actual ? [{ panel, cell, upper: part, lower: whole, actual }] : []
      })
      if (obeying(ratios) > obeying(best)) best = ratios
    }
  }
  return best
}

const obeying = (ratios: readonly Ratio[]): number => ratios.filter(agrees).length

const printedIn = (panel: PanelBook, { row }: PanelRow, { column }: ReadColumn): ReadCell | undefined =>
  panel.table.cells.find((c) => c.row === row.row && c.column === column && c.printed !== undefined && !c.noise)

function amountIn(book: Book, row: PanelRow, { column }: ReadColumn): ReadCell | undefined {
  const quantity = row.cells.get(column)
  const cell = quantity === undefined ? undefined : book.cells[quantity]
  return cell?.figure ? cell : undefined
}

const intervalOf = (cell: ReadCell): Interval => cell.figure!.rounded

/** As printed, rounded or cut off; a decrease is printed with its sign or without. */
function agrees({ cell, actual }: Ratio): boolean {
  const { digits, decimals } = cell.printed!
  const cut = 10n ** BigInt(decimals) * 100n
  const truncated =
    digits < 0n
      ? { lo: rational(digits - 1n, cut), hi: rational(digits, cut) }
      : { lo: rational(digits, cut), hi: rational(digits + 1n, cut) }
  return ratiosMeet(printedPercent(digits, decimals), actual) || ratiosMeet(truncated, actual)
}

function outliers(
  info: RuleInfo,
  column: ReadColumn,
  ratios: readonly Ratio[],
  doubted: ReadonlySet<string>,
): Finding[] {
  const wrong = ratios.filter((r) => !agrees(r))
  const right = ratios.length - wrong.length
  // Nothing may be 0% in one row and blank in another; what counts is how many rows say something and hold.
  const telling = ratios.filter((r) => agrees(r) && r.cell.printed!.digits !== 0n).length
  if (wrong.length === 0 || telling < 2 || wrong.length * 2 > right) return []
  return wrong
    .filter((r) => ![r.cell, r.upper, r.lower].some((c) => doubted.has(JSON.stringify(c.place))))
    .map((r) => findingFor(info, column, r))
}

function findingFor(info: RuleInfo, column: ReadColumn, ratio: Ratio): Finding {
  const { panel, cell, upper, lower, actual } = ratio
  const decimals = Math.min(Math.max(cell.printed!.decimals, 1), 4)
  const expected = asPercent(actual, decimals)
  const heading = column.path.at(-1) ?? ''
  const where = nameOfTable(panel.table)
  const how =
    info === TABLE_RATE && isGrowth(ratio)
      ? `(${upper.text} − ${lower.text}) ÷ ${lower.text} = ${expected}`
      : `${upper.text} ÷ ${lower.text} = ${expected}`
  const text = `${cell.rowLabel.trim()} / ${heading}`
  const finding = findingOf(info, {
    key: `${panel.table.number}.${cell.row}.${cell.column}`,
    message: `${where}：“${cell.rowLabel.trim()}”的${heading}印为 ${cell.text.trim()}，按本表金额应为 ${expected}（${how}）。请复算。`,
    expected,
    found: cell.text.trim(),
    evidence: [
      evidenceAt(cell.place, `${text} ${cell.text.trim()}`, where),
      evidenceAt(
        upper.place,
        `${upper.rowLabel.trim()} / ${upper.columnPath.at(-1) ?? ''} ${upper.text}`,
        where,
        'context',
      ),
      evidenceAt(
        lower.place,
        `${lower.rowLabel.trim()} / ${lower.columnPath.at(-1) ?? ''} ${lower.text}`,
        where,
        'context',
      ),
    ],
  })
  const suspect = {
    place: cell.place,
    text: `${where} · ${text}`,
    found: cell.text.trim(),
    proposed: expected,
    kind: 'value' as const,
    mends: 1,
    of: 1,
  }
  return { ...finding, arithmetic: how, suspects: [suspect] }
}

const isGrowth = ({ upper, lower, actual }: Ratio): boolean => {
  const added = growth(intervalOf(upper), intervalOf(lower))
  return added !== undefined && compare(added.lo, actual.lo) === 0
}

/** The middle of an interval of ratios as per cent. */
function asPercent({ lo, hi }: RatioInterval, decimals: number): string {
  const percent = (r: RatioInterval['lo']): string => toDecimal(rational(r.n * 100n, r.d), decimals)
  if (compare(lo, hi) === 0 || percent(lo) === percent(hi)) return `${percent(lo)}%`
  return `${percent(lo)}%～${percent(hi)}%`
}
