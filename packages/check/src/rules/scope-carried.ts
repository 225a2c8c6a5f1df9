/**
 * 结转 inside or outside: two totals of one name that differ by exactly what was carried over are not a wrong digit; one
 * of them counts 结转 and the other does not.
 */
import { type Coordinates, type Interval, meets, negate } from '@gouji/ledger'
import { nameOfTable, printedOf, unitOf } from '../amount.ts'
import type { DataTable } from '../check.ts'
import type { Diagnosis } from '../decode/index.ts'
import type { Book } from '../quantities.ts'
import { gapOf } from '../relation/gap.ts'
import type { Tie } from '../relation/relation.ts'
import type { Evidence, Finding } from '../report.ts'
import { cellName, factOf } from '../telling.ts'
import type { RuleInfo } from './rule.ts'
import { wordsOf } from './scope.ts'

export const SCOPE_CARRIED: RuleInfo = {
  id: 'SCOPE-CARRIED',
  severity: 'warning',
  title: { zh: '总数有的含结转，有的不含', en: 'A total with and without what was carried over' },
  checks: '同一名称的总数在两处不一致，差额恰好等于印出的上年结转（或结转下年）：一处含结转，一处不含，口径不同。',
  basis: '同一名称的数应当同一口径；是否含结转结余应写明',
  good: '收入总计 120.00 万元，其中本年收入 100.00 万元、上年结转 20.00 万元。',
  bad: '正文收入预算 100.00 万元，收支总表收入总计 120.00 万元，其中上年结转 20.00 万元。',
}

/** Relations between totals that stand in different places. */
const EXPLAINABLE: ReadonlySet<string> = new Set(['SAME-COORDINATES', 'BALANCE', 'SUM-ACROSS'])

interface Known {
  readonly book: Book
  readonly ties: readonly Tie[]
  readonly scope: DataTable | undefined
}

/** The findings of the arithmetic, those that 结转 explains under a name of their own. */
export function nameCarried(findings: readonly Finding[], diagnoses: readonly Diagnosis[], known: Known): Finding[] {
  const carried = findings.some((f) => EXPLAINABLE.has(f.rule)) ? carriedAmounts(known) : []
  if (carried.length === 0) return [...findings]
  return findings.map((finding, i) => {
    const ties = diagnoses[i]!.relations.map((r) => known.ties[r]!)
    const [tie] = ties
    const amount = tie && carried.find((q) => ties.every((t) => isExplained(known.book, t, q)))
    return amount === undefined ? finding : told(known.book, finding, tie!, amount)
  })
}

/** Amounts carried over or on, of the whole body and of no single subject. */
function carriedAmounts({ book, scope }: Known): number[] {
  const words = wordsOf(scope)('carried')
  return [...book.cells.keys()].filter((q) => {
    const cell = book.cells[q]!
    const { blank, digits } = book.quantities[q]!
    if (blank || digits === 0n || cell.measure !== 'amount' || !isTotal(cell.coordinates ?? {})) return false
    const name = [cell.rowLabel, ...cell.columnPath].join('/').replace(/\s/g, '')
    return cell.coordinates?.vintage === 'carried' || words.some((w) => name.includes(w))
  })
}

/** Whether a relation between totals fails by just that amount. */
function isExplained(book: Book, tie: Tie, amount: number): boolean {
  if (!EXPLAINABLE.has(tie.rule)) return false
  const own = book.cells[amount]!.coordinates ?? {}
  const totals = tie.terms.every(({ quantity }) => {
    const c = book.cells[quantity]!.coordinates ?? {}
    const sameTime = (c.year === undefined || own.year === undefined || c.year === own.year) && c.stage === own.stage
    return quantity !== amount && isTotal(c) && sameTime && !book.quantities[quantity]!.blank
  })
  if (!totals) return false
  const gap = gapOf(tie, book.quantities)
  const wanted = book.quantities[amount]!.interval
  return !meets(gap, ZERO) && (meets(gap, wanted) || meets(negate(gap), wanted))
}

const ZERO: Interval = { lo: 0n, hi: 0n }

const isTotal = (c: Coordinates): boolean =>
  Object.keys(c).every((d) => ['flow', 'source', 'vintage', 'stage', 'year'].includes(d))

function told(book: Book, finding: Finding, tie: Tie, amount: number): Finding {
  const [a, b] = tie.terms.map((t) => t.quantity)
  const cell = book.cells[amount]!
  const name = (q: number): string => `${nameOfTable(book, q)}${cellName(book, q)}`
  const less = book.quantities[a!]!.interval.hi < book.quantities[b!]!.interval.lo
  const [without, within] = less ? [a!, b!] : [b!, a!]
  const sides = tie.terms.length === 2 ? `：${name(without)}不含结转，${name(within)}含结转` : ''
  const evidence: Evidence = {
    place: cell.place,
    where: nameOfTable(book, amount),
    text: `${cell.rowLabel} ${printedOf(cell)}`,
    role: 'context',
  }
  return {
    ...finding,
    id: finding.id.replace(finding.rule, SCOPE_CARRIED.id),
    rule: SCOPE_CARRIED.id,
    severity: SCOPE_CARRIED.severity,
    message: `${factOf(book, tie)}，正好是${cellName(book, amount)} ${printedOf(cell)} ${unitOf(cell)}${sides}。口径不同，请统一或写明是否含结转。`,
    basis: SCOPE_CARRIED.basis,
    evidence: [...finding.evidence, evidence],
  }
}
