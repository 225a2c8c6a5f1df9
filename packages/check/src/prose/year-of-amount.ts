/** An amount of this year that a sentence gives to another one: the text was brought up to date, its year was not. */
import { type Coordinates, coordinatesKey, meets } from '@gouji/ledger'
import { nameOfTable } from '../amount.ts'
import type { Claimed } from '../relation/same.ts'
import type { Finding } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { cellName } from '../telling.ts'
import { amountText, evidenceOf, sentenceFinding } from './finding.ts'
import type { ProseBook } from './statements.ts'

export const PROSE_YEAR: RuleInfo = {
  id: 'PROSE-YEAR',
  severity: 'warning',
  title: { zh: '金额是本年的，年份写成了别的', en: 'This year’s amount under another year' },
  checks:
    '正文写成以前年度的金额，若与本年度表中同一项目的数相同，而没有表列出那一年度的数，句中也不是与本年比较，疑年份沿用旧稿。',
  basis: '预算法第十八条（预算年度）；文字应与表一致',
  good: '2025年收入预算 1,561.32 万元（2025年收支总表收入总计 1,561.32）。',
  bad: '2024年收入预算 1,561.32 万元（2025年收支总表收入总计 1,561.32）。',
}

/** How many digits an amount must have before two equal ones are no coincidence. */
const TELLING = 1000n
/** Further back than this a year is history, not the remainder of a draft. */
const DRAFTS = 3

/** The line or the paragraph: two years side by side in it are told on purpose. */
function placeOf(book: ProseBook, { quantity }: Claimed): string {
  const { page, line, block, box } = book.cells[quantity]!.place
  return `${page ?? ''}.${line ?? ''}.${block ?? ''}.${box?.[1] ?? ''}`
}

const digitsOf = (book: ProseBook, { quantity }: Claimed): string => String(book.quantities[quantity]!.digits)

export function yearFindings(book: ProseBook, claims: readonly Claimed[]): Finding[] {
  const { statements, identity } = book.reading
  const own = identity.year
  if (own === undefined) return []
  const tables = new Map<string, Claimed>()
  const said = new Set<string>()
  for (const c of claims) {
    const isTable = book.tables[c.quantity]!.number > 0
    if (isTable && !book.quantities[c.quantity]!.blank) tables.set(c.key, tables.get(c.key) ?? c)
    if (!isTable && c.coordinates.year === String(own)) said.add(`${placeOf(book, c)} ${c.key} ${digitsOf(book, c)}`)
  }
  return claims.flatMap((c): Finding[] => {
    const at = -1 - book.tables[c.quantity]!.number
    const s = at < 0 ? undefined : statements[at]
    if (s?.kind !== 'amount' || s.relation === 'base' || !s.printed || s.printed.digits < TELLING) return []
    const found = Number(c.coordinates.year)
    if (!(found < own && found >= own - DRAFTS) || s.quote.includes(String(own)) || tables.has(c.key)) return []
    const key = coordinatesKey({ ...c.coordinates, year: String(own) } as Coordinates)
    const twin = tables.get(key)
    if (!twin || said.has(`${placeOf(book, c)} ${key} ${digitsOf(book, c)}`)) return []
    if (!meets(book.quantities[c.quantity]!.interval, book.quantities[twin.quantity]!.interval)) return []
    const where = `${nameOfTable(book, twin.quantity)}${cellName(book, twin.quantity)}`
    const finding = sentenceFinding(PROSE_YEAR, s, {
      message: `文中写 ${found} 年“${s.subject}”${amountText(s)}，与 ${own} 年${where} ${book.cells[twin.quantity]!.text} 相同。疑年份沿用旧稿，请核对。`,
      found: String(found),
      expected: String(own),
    })
    const { place, text } = book.cells[twin.quantity]!
    return [{ ...finding, evidence: [evidenceOf(s), { place, where, text, role: 'context' }] }]
  })
}
