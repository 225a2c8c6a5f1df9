/**
 * Last year's figures as they are told now, against what was published then.
 */
import { add, type Coordinates, coordinatesKey, formatFen, type Interval, meets, negate } from '@gouji/ledger'
import { nameOfTable, printedOf, unitOf } from '../amount.ts'
import type { Claimed } from '../relation/same.ts'
import type { Finding } from '../report.ts'
import { findingOf, type RuleInfo } from '../rules/rule.ts'
import { cellName } from '../telling.ts'
import type { ProseBook } from './statements.ts'

export const YEAR_PREVIOUS: RuleInfo = {
  id: 'YEAR-PREVIOUS',
  severity: 'error',
  title: { zh: '上年数与上年公开件不一致', en: 'Last year’s figure is not what was published last year' },
  checks: '本文件所说的上年预算数、决算数，以及由本年数和增减额推出的上年数，与上年公开文件中同一口径的数比较。',
  basis: '承前一致：上年数应与上年公开的数一致',
  good: '上年公开“三公”经费 6.00 万元，本年写“比上年预算数减少 1.00 万元”，本年 5.00 万元。',
  bad: '上年公开“三公”经费 6.00 万元，本年写“上年预算数 8.00 万元”。',
}

/** A book with its comparable claims. */
export interface Told {
  readonly book: ProseBook
  readonly claims: readonly Claimed[]
}

export function previousFindings(now: Told, before: Told): Finding[] {
  const { year } = before.book.reading.identity
  if (year === undefined || now.book.reading.identity.year !== year + 1) return [notLastYear(now, year)]
  const published = new Map<string, Claimed>()
  for (const c of before.claims) {
    if (c.coordinates.year !== String(year)) continue
    const known = published.get(c.key)
    // Tables before sentences: they are what was approved.
    if (!known || before.book.tables[known.quantity]!.number < 0) published.set(c.key, c)
  }
  return [...printedBases(now, before, published), ...impliedBases(now, before, published, year)]
}

/** What was not compared is told: nothing found would look like nothing wrong. */
function notLastYear(now: Told, year: number | undefined): Finding {
  const own = now.book.reading.identity.year
  const is = year === undefined ? '没有写明年度' : `是 ${year} 年度的`
  const wanted = own === undefined ? '本文件没有写明年度' : `本文件要与 ${own - 1} 年度比较`
  return findingOf(YEAR_PREVIOUS, {
    key: 'year',
    state: 'unverified',
    severity: 'warning',
    message: `给出的上年公开文件${is}，${wanted}，上年数未校验。请给出上一年度的公开文件，或用 --year 指定年度。`,
    evidence: [],
  })
}

/**
 * The other book may tell apart what this one need not: 财政拨款 of a book without other money is 一般公共预算 of one
 * with some, all spending of a book without 结转 is this year's of one with it.
 */
function publishedAs(
  published: ReadonlyMap<string, Claimed>,
  sought: Coordinates,
  raw: Coordinates = {},
): Claimed | undefined {
  const fiscal = sought.source === undefined && (raw.source === 'fiscal' || raw.source === 'general')
  const sources = fiscal ? [{}, { source: 'general' }] : [{}]
  const vintages = sought.vintage === undefined ? [{}, { vintage: 'current' }] : [{}]
  for (const source of sources) {
    for (const vintage of vintages) {
      const found = published.get(coordinatesKey({ ...sought, ...source, ...vintage }))
      if (found) return found
    }
  }
  return undefined
}

function printedBases(now: Told, before: Told, published: ReadonlyMap<string, Claimed>): Finding[] {
  const findings: Finding[] = []
  for (const c of now.claims) {
    const then = publishedAs(published, c.coordinates, now.book.cells[c.quantity]!.coordinates)
    if (!then || now.book.quantities[c.quantity]!.blank) continue
    const said = now.book.quantities[c.quantity]!.interval
    if (meets(said, before.book.quantities[then.quantity]!.interval)) continue
    findings.push(
      told(now, before, { said: c.quantity, of: c.quantity }, then.quantity, printedOf(now.book.cells[c.quantity]!)),
    )
  }
  return findings
}

/** 比上年预算数减少 2.97 万元 says what last year's figure was, without printing it. */
function impliedBases(now: Told, before: Told, published: ReadonlyMap<string, Claimed>, year: number): Finding[] {
  const findings: Finding[] = []
  const claimed = new Map(now.claims.map((c) => [c.quantity, c]))
  for (const [i, s] of now.book.reading.statements.entries()) {
    if (s.kind !== 'change-amount' || s.of === undefined || s.base?.year !== String(year)) continue
    const current = now.book.quantityOf.get(s.of)
    const change = now.book.quantityOf.get(i)
    const own = current === undefined ? undefined : claimed.get(current)
    if (!own || change === undefined) continue
    const then = publishedAs(published, { ...own.coordinates, ...s.base }, now.book.cells[current!]!.coordinates)
    if (!then) continue
    const size = now.book.quantities[change]!.interval
    const implied: Interval = add(now.book.quantities[current!]!.interval, s.direction === '-' ? size : negate(size))
    if (meets(implied, before.book.quantities[then.quantity]!.interval)) continue
    const unit = unitOf(now.book.cells[change]!)
    const middle = formatFen((implied.lo + implied.hi) / 2n, unit, 2)
    findings.push(told(now, before, { said: change, of: current! }, then.quantity, `${middle}（由增减额推出）`))
  }
  return findings
}

/** `said` is where last year's figure is told, `of` the figure that it belongs to. */
function told(
  now: Told,
  before: Told,
  { said, of }: { readonly said: number; readonly of: number },
  then: number,
  value: string,
): Finding {
  const cell = now.book.cells[said]!
  const old = before.book.cells[then]!
  const unit = unitOf(cell)
  const right = old.figure ? formatFen(old.figure.fen, unit, 2) : printedOf(old)
  return findingOf(YEAR_PREVIOUS, {
    key: `${now.book.tables[said]!.number}.${cell.row}.${cell.column}`,
    message: `${nameOfTable(now.book, of)}${cellName(now.book, of)}的上年数为 ${value} ${unit}，而上年公开文件${nameOfTable(before.book, then)}${cellName(before.book, then)}为 ${right} ${unit}。请核对。`,
    expected: right,
    found: value,
    evidence: [
      {
        place: cell.place,
        where: nameOfTable(now.book, said),
        text: `${cellName(now.book, said)} ${printedOf(cell)}`,
        role: 'suspect',
      },
      {
        place: {},
        where: `上年公开文件 ${nameOfTable(before.book, then)}`,
        text: `${cellName(before.book, then)} ${printedOf(old)}`,
        role: 'same',
      },
    ],
  })
}
