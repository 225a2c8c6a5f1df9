/**
 * A failing relation in words: what should equal what, with the figures, as a reviewer would write it in the margin.
 */
import { formatFen, type MoneyUnit } from '@gouji/ledger'
import { decimalsOf, printedOf, unitOf } from './amount.ts'
import type { Book } from './quantities.ts'
import { gapOf } from './relation/gap.ts'
import type { Tie } from './relation/relation.ts'

/** Parts named one by one; of more only the first and the last are. */
const NAMED = 5

export interface Sides {
  readonly unit: MoneyUnit
  /** The first term, or the sum of the first ones, and what the others make of it, in that unit. */
  readonly left: string
  readonly right: string
  readonly difference: string
}

export function sidesOf(book: Book, tie: Tie): Sides {
  const { wholes, rest } = partedTerms(tie)
  const unit = unitOf(book.cells[wholes[0]!.quantity]!)
  const own = tie.terms.map((t) => book.cells[t.quantity]!).filter((c) => unitOf(c) === unit)
  const decimals = Math.max(...own.map((c) => (c.printed ? decimalsOf(c) : 0)), 0)
  const value = (q: number): bigint => book.cells[q]!.figure?.fen ?? 0n
  const sum = (terms: Tie['terms']): bigint => terms.reduce((fen, t) => fen + BigInt(t.weight) * value(t.quantity), 0n)
  const total = -sum(rest)
  const left = sum(wholes)
  const gap = left - total
  const format = (fen: bigint): string => formatFen(fen, unit, decimals)
  return { unit, left: format(left), right: format(total), difference: format(gap < 0n ? -gap : gap) }
}

/** Several may stand together on the left: 年初结转 + 本年收入, or all projects of one owner. */
function partedTerms(tie: Tie): { wholes: Tie['terms']; rest: Tie['terms'] } {
  const run = tie.kind === 'sum' ? tie.terms.findIndex((t) => t.weight !== tie.terms[0]!.weight) : 1
  const at = run < 1 ? 1 : run
  return { wholes: tie.terms.slice(0, at), rest: tie.terms.slice(at) }
}

/** How the terms are told apart: by columns within one row, by rows within one column, or by everything. */
function naming(book: Book, tie: Tie): { scope: string; name: (quantity: number) => string } {
  const cells = tie.terms.map((t) => book.cells[t.quantity]!)
  const tables = new Set(tie.terms.map((t) => book.tables[t.quantity]!))
  const first = cells[0]!
  const head = (q: number): string => columnName(book, q)
  if (tables.size === 1 && cells.every((c) => c.row === first.row && c.rowLabel === first.rowLabel)) {
    return { scope: first.rowLabel === '' ? '' : `“${plain(first.rowLabel)}”的`, name: head }
  }
  if (tables.size === 1 && cells.every((c) => c.column === first.column)) {
    const column = first.columnPath.at(-1) ?? ''
    return { scope: column === '' ? '' : `“${column}”栏，`, name: (q) => rowName(book, q) }
  }
  const several = new Set(tie.terms.map((t) => titleOf(book, t.quantity))).size > 1
  return {
    scope: '',
    name: (q) => `${several ? `${titleOf(book, q)}中` : ''}${cellName(book, q)}`,
  }
}

const plain = (label: string): string => label.replace(/\s+/g, '')

const titleOf = (book: Book, q: number): string => {
  const { title, number } = book.tables[q]!
  if (number < 0) return title
  return title === '' ? `表${number}` : `《${title.replace(/^20\d\d\s*年度?/, '')}》`
}

const rowName = (book: Book, q: number): string => {
  const cell = book.cells[q]!
  return plain(cell.rowLabel) || cell.rowCode || ''
}

/** `“行政运行”的合计`. */
export function cellName(book: Book, q: number): string {
  const row = rowName(book, q)
  const column = columnName(book, q)
  if (column === '') return `“${row}”`
  return `${row === '' ? '' : `“${row}”的`}${column}`
}

/** The heading, with the one above it where it only says 小计 or 预算数. */
function columnName(book: Book, q: number): string {
  const path = book.cells[q]!.columnPath
  const leaf = path.at(-1) ?? ''
  const vague = /^(?:小计|合计|总计|预算数|决算数|金额)$/.test(leaf)
  const above = path.at(-2) ?? ''
  return vague && /^[\u4e00-\u9fff“”"()（）]{2,}$/.test(above) ? `${above}${leaf}` : leaf
}

/** One sentence without its full stop. */
export function factOf(book: Book, tie: Tie): string {
  const { unit, left, right, difference } = sidesOf(book, tie)
  const { scope, name } = naming(book, tie)
  const { wholes, rest: tail } = partedTerms(tie)
  const list = (terms: Tie['terms']): string =>
    columnOfRows(book, tie, terms) ?? listOf(terms.map((t) => name(t.quantity)))
  const first = wholes.length > 1 ? `${list(wholes)}之和` : name(wholes[0]!.quantity)
  if (tie.kind !== 'sum') {
    const other = name(tail[0]!.quantity)
    const verb = tie.kind === 'atMost' ? '不应大于' : tie.kind === 'balance' ? '应当等于' : '应当一致于'
    const says = tie.kind === 'atMost' ? `多出 ${difference} ${unit}` : `相差 ${difference} ${unit}`
    return tie.kind === 'same' || tie.kind === 'tie'
      ? `${scope}${first} ${left} 与${other} ${right} 应当一致，${says}`
      : `${scope}${first} ${left} ${verb}${other} ${right}，${says}`
  }
  const parts = tail.filter((t) => !book.quantities[t.quantity]!.blank)
  if (parts.length === 0) return `${scope}${first} ${left}，而所属各项均为空白`
  if (parts.length === 1)
    return `${scope}${first} ${left} 应等于${name(parts[0]!.quantity)} ${right}，相差 ${difference} ${unit}`
  return `${scope}${first} ${left} 应等于${list(parts)}之和 ${right}，相差 ${difference} ${unit}`
}

/** Rows of one column of another table share the names of both: 《项目支出预算表》“总计”栏的“水电费”、“印刷费”. */
function columnOfRows(book: Book, tie: Tie, terms: Tie['terms']): string | undefined {
  const [first, ...others] = terms.map((t) => ({ table: book.tables[t.quantity]!, cell: book.cells[t.quantity]! }))
  const own = first!.table
  if (others.length === 0 || own.number < 0 || tie.terms.every((t) => book.tables[t.quantity] === own)) return undefined
  if (others.some((o) => o.table !== own || o.cell.column !== first!.cell.column)) return undefined
  const column = first!.cell.columnPath.at(-1)
  const names = terms.map((t) => `“${rowName(book, t.quantity)}”`)
  return `${titleOf(book, terms[0]!.quantity)}${column ? `“${column}”栏的` : '中'}${listOf(names)}`
}

function listOf(names: readonly string[]): string {
  if (names.length <= NAMED) return names.join('、')
  return `${names.slice(0, NAMED - 1).join('、')}…${names.at(-1)}等 ${names.length} 项`
}

/** `7357.18 ≠ 972.35 + 6384.83 = 7357.28`, with the room that rounding leaves. */
export function arithmeticOf(book: Book, tie: Tie): string {
  const { left, right, difference, unit } = sidesOf(book, tie)
  const { wholes, rest: tail } = partedTerms(tie)
  const text = (q: number): string => {
    const cell = book.cells[q]!
    const own = printedOf(cell)
    return unitOf(cell) === unit || !cell.printed ? own : `${own}${unitOf(cell)}`
  }
  const present = tail.filter((t) => !book.quantities[t.quantity]!.blank)
  const shown = present.length > 14 ? [...present.slice(0, 12), present.at(-1)!] : present
  const cut = shown.length < present.length
  const parts = shown.map((t, i) => {
    const sign = i === 0 ? (t.weight > 0 ? '−' : '') : t.weight < 0 ? ' + ' : ' − '
    return `${sign}${cut && i === shown.length - 1 ? '… + ' : ''}${text(t.quantity)}`
  })
  const sum = present.length > 1 ? ` = ${right}` : ''
  const gap = gapOf(tie, book.quantities)
  const room = formatFen((gap.hi - gap.lo) / 2n, unit)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
  const whole = wholes.map((t) => text(t.quantity)).join(' + ') + (wholes.length > 1 ? ` = ${left}` : '')
  return `${whole} ${tie.kind === 'atMost' ? '>' : '≠'} ${parts.join('') || '空白'}${sum}，差 ${difference}，舍入至多可解释 ${room}（${unit}）`
}
