/**
 * 面向中小企业 of a sentence against the columns of the procurement table that set those amounts apart. They have no
 * coordinates of their own; their headings and the words of the sentence are the same terms of 政府采购.
 */
import { formatFen, type Interval, meets, sum } from '@gouji/ledger'
import type { ReadCell, ReadColumn, ReadTable, Statement } from '@gouji/read'
import { printedOf, unitOf } from '../amount.ts'
import type { Evidence, Finding } from '../report.ts'
import { isDamaged, nameOfTable, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { amountText, sentenceFinding } from './finding.ts'

export const PROSE_PROCUREMENT: RuleInfo = {
  id: 'PROSE-PROCUREMENT',
  severity: 'warning',
  title: { zh: '面向中小企业采购的文字与表不一致', en: 'Procurement from small firms in text and table' },
  checks:
    '正文写明面向中小企业、小微企业的采购金额，与政府采购预算表中相应的栏比较；正文有数而表中各栏空白的，也报告。',
  basis: '文字说明应与政府采购预算表一致',
  good: '面向中小企业采购 20.00 万元，采购表“其中面向中小企业”200,000 元。',
  bad: '面向中小企业采购 20.00 万元，采购表“其中面向中小企业”一栏空白。',
}

const SMALL = { medium: /中小(?:微)?企业|中小型/, micro: /小微|小型和微型|微型企业|小型、微型/ } as const
type Size = keyof typeof SMALL

export function proseProcurement(context: RuleContext): Finding[] {
  const tables = context.reading.tables.filter((t) => t.kind === 'procurement')
  return context.reading.statements.flatMap((s) => {
    const sizes = sizesIn(s)
    if (sizes.length === 0) return []
    for (const table of tables) {
      const columns = (['medium', 'micro'] as const).flatMap((size) => columnOf(table, size))
      if (columns.length === 0 || !sizes.every((size) => columns.some((c) => c.size === size))) continue
      return compare(context, s, table, columns, sizes)
    }
    return []
  })
}

/** Whom the amount is for: 面向中小企业, 预留给小型和微型企业. */
function sizesIn(s: Statement): Size[] {
  const year = s.kind === 'amount' && s.figure !== undefined && s.figure.fen > 0n && s.relation !== 'base'
  return year ? sizesOf(s.subject) : []
}

const sizesOf = (text: string): Size[] => (['medium', 'micro'] as const).filter((size) => SMALL[size].test(text))

interface Column {
  readonly size: Size
  readonly column: ReadColumn
  readonly filled: readonly ReadCell[]
  /** What the column comes to: its total row, else all its rows. */
  readonly amount: Interval
}

function columnOf(table: ReadTable, size: Size): Column[] {
  const column = table.columns.find((c) => {
    const [own, ...more] = sizesOf(c.path.join('').replace(/\s/g, ''))
    return c.measure === 'amount' && own === size && more.length === 0
  })
  if (!column) return []
  const filled = table.cells.filter((c) => c.column === column.column && c.figure && c.figure.fen !== 0n && !c.noise)
  const totals = new Set(table.rows.filter((r) => r.role === 'total').map((r) => r.row))
  const whole = filled.find((c) => totals.has(c.row))
  const leaves = filled.filter(
    (c) => !table.rows.some((r) => r.row === c.row && (r.role === 'total' || r.role === 'unit')),
  )
  return [{ size, column, filled, amount: whole?.figure?.rounded ?? sum(leaves.map((c) => c.figure!.rounded)) }]
}

/** 中小企业 may or may not count 小微企业, which has its own column. */
function compare(
  context: RuleContext,
  s: Statement,
  table: ReadTable,
  columns: readonly Column[],
  sizes: readonly Size[],
): Finding[] {
  const own = columns.filter((c) => sizes.includes(c.size))
  const blank = own.every((c) => c.filled.length === 0)
  if (blank && !table.cells.some((c) => c.figure && c.figure.fen > 0n)) return []
  const possible = sizes.includes('medium')
    ? [...columns.map((c) => c.amount), sum(columns.map((c) => c.amount))]
    : own.map((c) => c.amount)
  if (!blank && possible.some((a) => meets(a, s.figure!.rounded))) return []
  const names = own.map((c) => `“${c.column.path.at(-1)}”`).join('、')
  const first = own.find((c) => c.filled.length > 0)?.filled[0]
  const found = first ? `为 ${printedOf(first)}${unitOf(first)}` : own.length > 1 ? '均为空白' : '为空白'
  const evidence: Evidence = {
    place: first?.place ?? table.place,
    where: nameOfTable(table),
    text: `${names} ${first ? printedOf(first) : '空白'}`,
    role: 'same',
  }
  const finding = sentenceFinding(PROSE_PROCUREMENT, s, {
    message: `正文“${s.subject}”${amountText(s)}，${nameOfTable(table)}的${names}${found}。请核对。`,
    found: amountText(s),
    expected: first ? `${formatFen(first.figure!.fen, unitOf(first), 2)}${unitOf(first)}` : '空白',
  })
  const origin = blank && isDamaged(context) ? 'possibly-conversion' : 'source'
  return [{ ...finding, origin, evidence: [...finding.evidence, evidence] }]
}
