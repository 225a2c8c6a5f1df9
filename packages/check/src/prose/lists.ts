/**
 * Lists of names against the tables: the economies said to make up 人员经费 and 公用经费 against those that have an
 * amount, and the 项 explained one by one against those of the table.
 */
import type { Listing, Statement } from '@gouji/read'
import { nameOfTable } from '../amount.ts'
import type { Claimed } from '../relation/same.ts'
import type { Finding } from '../report.ts'
import { findingOf, type RuleInfo } from '../rules/rule.ts'
import { PROSE, type ProseBook } from './statements.ts'

export const PROSE_LISTING: RuleInfo = {
  id: 'PROSE-LISTING',
  severity: 'error',
  title: { zh: '列举的经济科目与表不一致', en: 'Economies named against those with an amount' },
  checks: '“主要包括”所列经济科目与基本支出表中有金额的科目比较。',
  basis: '文字列举应与表中有数的科目一致',
  good: '主要包括：办公费、差旅费（表中两项均有数）。',
  bad: '主要包括：办公费、租赁费（表中租赁费无数）。',
}

export const PROSE_ITEM: RuleInfo = {
  id: 'PROSE-ITEM',
  severity: 'error',
  title: { zh: '逐项说明有遗漏', en: 'A subject of the table that the list leaves out' },
  checks: '正文逐项说明财政拨款支出时，表中有金额的项级科目应当都有说明。',
  basis: '逐项说明应与表中项级科目一致',
  good: '表列三个项级科目，正文说明三个。',
  bad: '表列三个项级科目，正文只说明两个。',
}

export function listFindings(book: ProseBook, claims: readonly Claimed[]): Finding[] {
  const listings = book.reading.listings ?? []
  return [...listings.flatMap((l) => listing(book, l, claims)), ...items(book, claims)]
}

function listing(book: ProseBook, list: Listing, claims: readonly Claimed[]): Finding[] {
  const named = list.names.filter((n) => n.coordinates?.economy !== undefined)
  if (named.length < 3 || list.of === undefined) return []
  const whole = book.reading.statements[list.of]!.coordinates
  if (!whole?.character) return []
  const printed = economyAmounts(book, claims, whole.stage, whole.year)
  if (printed.size < 5) return []
  const wrong = named.filter((n) => {
    const amount = printed.get(n.coordinates!.economy!)
    return amount?.blank === true
  })
  return wrong.map((n) =>
    findingOf(PROSE_LISTING, {
      key: `${n.place.page ?? ''}${n.place.line ?? ''}.${n.text}`,
      message: `正文列举了“${n.text}”，而${printed.get(n.coordinates!.economy!)!.where}中该科目没有金额。请核对所列科目。`,
      found: n.text,
      evidence: [
        { place: n.place, where: PROSE, text: n.text, role: 'suspect' },
        {
          place: printed.get(n.coordinates!.economy!)!.place,
          where: printed.get(n.coordinates!.economy!)!.where,
          text: `${n.text} 空白`,
          role: 'context',
        },
      ],
    }),
  )
}

interface Printed {
  blank: boolean
  readonly place: Finding['evidence'][number]['place']
  readonly where: string
}

/** Economy → whether any cell of its rows holds an amount. */
function economyAmounts(
  book: ProseBook,
  claims: readonly Claimed[],
  stage?: string,
  year?: string,
): Map<string, Printed> {
  const found = new Map<string, Printed>()
  const leavingBlank = tablesWithBlanks(book, claims)
  for (const c of claims) {
    const cell = book.cells[c.quantity]!
    const raw = cell.coordinates ?? {}
    if (
      !raw.economy ||
      book.tables[c.quantity]!.number < 0 ||
      raw.stage !== (stage ?? raw.stage) ||
      raw.year !== (year ?? raw.year)
    )
      continue
    const q = book.quantities[c.quantity]!
    // Where nothing is left blank, 0.00 is an amount too small for the table's unit.
    const nothing = q.blank || (q.digits === 0n && !leavingBlank.has(book.tables[c.quantity]!.number))
    const known = found.get(raw.economy)
    if (known) known.blank &&= nothing
    else found.set(raw.economy, { blank: nothing, place: cell.place, where: nameOfTable(book, c.quantity) })
  }
  return found
}

/** Tables in which some amount is left blank, so that a printed zero is not how they say nothing. */
function tablesWithBlanks(book: ProseBook, claims: readonly Claimed[]): ReadonlySet<number> {
  return new Set(claims.flatMap((c) => (book.quantities[c.quantity]!.blank ? [book.tables[c.quantity]!.number] : [])))
}

/** 项 that some table shows among the expenditure of the general budget. */
function generalFunctions(book: ProseBook, claims: readonly Claimed[], year: string | undefined): ReadonlySet<string> {
  return new Set(
    claims.flatMap((c) => {
      const raw = book.cells[c.quantity]!.coordinates ?? {}
      const isListed = raw.source === 'general' && raw.flow === 'expenditure' && raw.year === year
      const isTable = book.tables[c.quantity]!.number >= 0
      return isListed && isTable && raw.function?.length === 7 && !book.quantities[c.quantity]!.blank
        ? [raw.function]
        : []
    }),
  )
}

/** 项 of the table that a nearly complete list of account chains does not name. */
function items(book: ProseBook, claims: readonly Claimed[]): Finding[] {
  const chained = new Map<string, Statement[]>()
  for (const s of book.reading.statements) {
    const code = s.coordinates?.function
    if (s.kind !== 'amount' || code?.length !== 7 || !/[(（]项[)）]/.test(s.subject)) continue
    chained.set(code, [...(chained.get(code) ?? []), s])
  }
  if (chained.size < 3) return []
  const year = [...chained.values()][0]![0]!.coordinates?.year
  const leaves = new Map<string, Claimed>()
  // A list of what the general budget pays for leaves out what the funds pay for, which the table of all fiscal money has.
  const general = generalFunctions(book, claims, year)
  const isGeneral =
    general.size > 0 && [...chained.values()].every((all) => all.every((s) => s.coordinates?.source === 'general'))
  for (const c of claims) {
    const raw = book.cells[c.quantity]!.coordinates ?? {}
    const q = book.quantities[c.quantity]!
    const own = raw.source !== undefined && raw.source !== 'general' && raw.source !== 'fiscal'
    if (
      raw.function?.length !== 7 ||
      raw.flow !== 'expenditure' ||
      book.tables[c.quantity]!.number < 0 ||
      q.blank ||
      q.digits === 0n ||
      own
    )
      continue
    if (raw.year !== year || raw.source === undefined || (isGeneral && !general.has(raw.function))) continue
    if (!leaves.has(raw.function)) leaves.set(raw.function, c)
  }
  const missing = [...leaves].filter(([code]) => !chained.has(code))
  if (missing.length === 0 || missing.length > 3 || missing.length * 3 > leaves.size) return []
  const last = [...chained.values()].at(-1)![0]!
  return missing.map(([code, c]) => {
    const cell = book.cells[c.quantity]!
    return findingOf(PROSE_ITEM, {
      key: code,
      message: `${nameOfTable(book, c.quantity)}列有“${code} ${cell.rowLabel}”${cell.text}，正文逐项说明中没有这一项。请补写。`,
      expected: `${cell.rowLabel} ${cell.text}`,
      found: '无',
      evidence: [
        { place: last.place, where: PROSE, text: last.quote, role: 'context' },
        {
          place: cell.place,
          where: nameOfTable(book, c.quantity),
          text: `${cell.rowLabel} ${cell.text}`,
          role: 'suspect',
        },
      ],
    })
  })
}
