/**
 * Explanations copied from another subject: 主要用于 or 主要原因 of one 项 that speak of another 项 of the same document.
 */
import type { Document, Paragraph, Place } from '@gouji/document'
import { plainName } from '@gouji/ledger'
import type { Statement } from '@gouji/read'
import { remembered } from '../memo.ts'
import type { Finding } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { sentenceFinding } from './finding.ts'
import type { ProseBook } from './statements.ts'

export const PROSE_PURPOSE: RuleInfo = {
  id: 'PROSE-PURPOSE',
  severity: 'warning',
  title: { zh: '用途或原因说的是别的科目', en: 'A purpose or reason that speaks of another subject' },
  checks: '逐项说明中某一项级科目的用途、原因里出现了本文件另一个项级科目的名称，而没有本科目的名称。',
  basis: '文字说明应与所说明的科目一致',
  good: '住房公积金（项）10.00 万元，主要用于缴存住房公积金。',
  bad: '住房公积金（项）10.00 万元，主要用于购房补贴支出。',
}

/** Names shorter than this are words of everyday language. */
const NAME = 5
/** How far behind the amount its explanation may reach, in characters. */
const REACH = 220

export function purposeFindings(document: Document, book: ProseBook): Finding[] {
  const chained = book.reading.statements.filter(isChained)
  const names = new Map<string, string>()
  for (const s of chained) names.set(leafOf(s), s.coordinates!.function!)
  const findings: Finding[] = []
  const told = new Set<string>()
  for (const s of chained) {
    const own = leafOf(s)
    const text = explanation(document, s)
    if (own === '' || text === undefined || text.includes(stem(own)) || told.has(own + s.place.page + s.place.line))
      continue
    const other = [...names.keys()].find(
      (n) =>
        n.length >= NAME &&
        names.get(n) !== s.coordinates!.function &&
        !n.includes(own) &&
        !own.includes(n) &&
        text.includes(stem(n)),
    )
    if (!other) continue
    told.add(own + s.place.page + s.place.line)
    findings.push(
      sentenceFinding(PROSE_PURPOSE, s, {
        message: `“${own}”的说明写的是“${other}”：“${text.slice(0, 60)}”。疑照抄别项，请改写。`,
        found: other,
        expected: own,
      }),
    )
  }
  return findings
}

const isChained = (s: Statement): boolean =>
  s.kind === 'amount' &&
  s.relation !== 'base' &&
  s.coordinates?.function?.length === 7 &&
  /\(项\)/.test(plainName(s.subject))

/** The last name of an account chain: 住房公积金 of 住房保障支出（类）住房改革支出（款）住房公积金（项）. */
const leafOf = (s: Statement): string => /([^()]+)\(项\)/.exec(plainName(s.subject))?.[1] ?? ''

const stem = (name: string): string => name.replace(/(?:缴费)?支出$/, '')

interface PlainParagraph {
  readonly page: number | undefined
  readonly plain: string
  /** Where each of its lines stands, with the offset in `plain` at which it ends. */
  readonly lines: readonly { readonly place: Place; readonly end: number }[]
}

/** Paragraphs without blanks and widths, made once for each document: every statement looks for its own among them. */
const plainParagraphs = remembered((document: Document): readonly PlainParagraph[] =>
  document.blocks.flatMap((b) =>
    b.kind === 'paragraph' ? [{ page: b.place.page, plain: plainName(b.text), lines: linesOf(b) }] : [],
  ),
)

function linesOf({ text, runs }: Paragraph): PlainParagraph['lines'] {
  let end = 0
  return runs.map(({ start, place }, i) => {
    end += plainName(text.slice(start, runs[i + 1]?.start)).length
    return { place, end }
  })
}

const running = new WeakMap<Document, Map<number | undefined, string>>()

/** All paragraphs of a page and of the next, for sentences go on there, or of a document without pages, as one text. */
export function runningText(document: Document, page: number | undefined): string {
  const pages = running.get(document) ?? new Map<number | undefined, string>()
  running.set(document, pages)
  const known =
    pages.get(page) ??
    plainParagraphs(document)
      .filter((p) => p.page === page || p.page === (page ?? 0) + 1)
      .map((p) => p.plain)
      .join('')
  pages.set(page, known)
  return known
}

/** What stands between an amount and the next account chain, as far as it tells a purpose or a reason. */
export function explanation(document: Document, s: Statement): string | undefined {
  const quote = plainName(s.quote)
  for (const { page, plain, lines } of plainParagraphs(document)) {
    if (page !== s.place.page) continue
    // The same words (支出决算为0.00万元) may stand in every paragraph.
    const line = lines.find(({ place }) => isOnLine(s.place, place))
    if (!line) continue
    const at = plain.lastIndexOf(quote, line.end - 1)
    if (at < 0) continue
    const rest = plain
      .slice(at + quote.length, at + quote.length + REACH)
      .split(/\(类\)|\d{1,2}[.、](?=["“(]?[\u4e00-\u9fff])/)[0]!
    const told = /(?:主要用于|主要原因是?|用于)[:：]?([^。]*)/g
    const parts = [...rest.matchAll(told)].map((m) => m[1]!)
    return parts.length > 0 ? parts.join('；') : undefined
  }
  return undefined
}

/** Whether a place lies on a line: of a page by its height, of a text by its number, else anywhere in the same block. */
function isOnLine(place: Place, line: Place): boolean {
  if (place.page !== line.page) return false
  if (!place.box || !line.box) return place.line === line.line && place.block === line.block
  const middle = (place.box[1] + place.box[3]) / 2
  return middle > line.box[1] && middle < line.box[3] && place.box[0] < line.box[2] && place.box[2] > line.box[0]
}
