/**
 * Numbers in running text: what a run of digits is, by its form and what stands right before and behind it. Most are
 * amounts, percentages and counts; dates, document numbers, telephone numbers, list numbers and names are not claims.
 */
import { type Printed, parseNumber } from '@gouji/ledger'
import type { ProseWords } from './words.ts'

export type NumberRole = 'amount' | 'percent' | 'points' | 'count' | 'price' | 'threshold' | 'bare'

export interface NumberToken {
  readonly kind: 'number'
  readonly start: number
  readonly end: number
  readonly role: NumberRole
  readonly printed: Printed
  /** Normalised: 万元, %, 个百分点, 辆, 元/件. */
  readonly unit: string
}

/** Digits that are no claim: a date, a code, a number in a list. */
export interface OtherNumber {
  readonly kind: 'other'
  readonly start: number
  readonly end: number
  /** The year, when the digits are a date. */
  readonly year?: number
}

const DATE =
  /(?:19|20)\d\d(?:[-~至到](?:19|20)?\d\d)?年(?:度|初|末|底|期末)?(?:\d{1,2}(?:[-~至]\d{1,2})?月(?:份|底|末|初)?(?:\d{1,2}日)?)?|(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)|(?:19|20)\d\d[-~](?:19|20)\d\d(?!\d)|\d{1,2}(?:[-~至]\d{1,2})?月(?:份|底|末|初)?(?:\d{1,2}日)?|\d{1,2}日|\d{1,2}:\d{2}(?!\d)/y
const DOCUMENT = /\[?(?:19|20)\d\d\]?(?:第)?\d{1,4}号/y
const TELEPHONE = /(?:\(?0\d{2,3}\)?-?\d{7,8}|400-\d{3}-\d{4}|1[3-9]\d{9})(?!\d)/y
const RATIO = /\d+(?::|[x×*])\d+(?:(?::|[x×*])\d+)*/y
const NUMBER = /\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?/y
const LIST_NUMBER = /\d{1,2}(?:[.、](?!\d)|\)|\.(?=\d{3,}[\u4e00-\u9fff]))/y
const BEFORE_YEAR = /\d{1,2}\.(?=(?:19|20)\d\d年)/y
const CODE = /[0-9A-Za-z][-0-9A-Za-z._/]*/y
const LATIN = /[A-Za-z_/]/
const OPENING = '。;:!?,、("'

const sticky = (form: RegExp, text: string, at: number): RegExpExecArray | null => {
  form.lastIndex = at
  return form.exec(text)
}

/** Reads the digits at an offset; `start` may lie one before it, where a sign belongs to the number. */
export function readNumberAt(
  text: string,
  at: number,
  words: ProseWords,
  numbered: boolean,
): NumberToken | OtherNumber {
  const before = text[at - 1]
  const other = (end: number, year?: number): OtherNumber =>
    year === undefined ? { kind: 'other', start: at, end } : { kind: 'other', start: at, end, year }
  const listed = before === undefined || OPENING.includes(before) ? sticky(LIST_NUMBER, text, at) : null
  if (listed && !(before === '(' ? !listed[0].endsWith(')') : listed[0].endsWith(')') && before !== undefined)) {
    const behind = words.behindNumber(text, at + listed[0].length - 1)
    if (!behind || !listed[0].endsWith('、')) return other(at + listed[0].length)
  }
  // 4.2025年: the number of an item, and a year.
  const beforeYear = sticky(BEFORE_YEAR, text, at)
  if (beforeYear) return other(at + beforeYear[0].length)
  const date = sticky(DATE, text, at)
  if (date) {
    const year = /^(?:19|20)\d\d/.test(date[0]) ? Number(date[0].slice(0, 4)) : undefined
    return other(at + date[0].length, year)
  }
  const paper = sticky(DOCUMENT, text, at) ?? sticky(TELEPHONE, text, at)
  if (paper) return other(at + paper[0].length)
  if (before && LATIN.test(before) && !/^\d+(?:\.\d+)?(?:元|万)/.test(text.slice(at, at + 16))) {
    return other(at + sticky(CODE, text, at)![0].length)
  }
  const ratio = sticky(RATIO, text, at)
  if (ratio) return other(at + ratio[0].length)
  return withUnit(text, at, words, numbered)
}

function withUnit(text: string, at: number, words: ProseWords, numbered: boolean): NumberToken | OtherNumber {
  const form = sticky(NUMBER, text, at)!
  let end = at + form[0].length
  const negative = text[at - 1] === '-' && isSign(text, at, end, words)
  // Zeros in front make a code, unless a unit of money stands behind the number.
  const isAmount = /^0\d/.test(form[0]) && words.behindNumber(text, end)?.kind === 'unit'
  const parsed = parseNumber(isAmount ? form[0].replace(/^0+(?=\d)/, '') : form[0])
  if (!parsed) return { kind: 'other', start: at, end }
  const printed = negative ? { ...parsed, digits: -parsed.digits } : parsed
  const start = negative ? at - 1 : at
  const token = (role: NumberRole, unit: string, to: number): NumberToken => ({
    kind: 'number',
    start,
    end: to,
    role,
    printed,
    unit,
  })
  if (text.startsWith('个百分点', end)) return token('points', '个百分点', end + 4)
  if (text[end] === '%' || text[end] === '‰') return token('percent', text[end]!, end + 1)
  const year = /^(?:19|20)\d\d$/.test(form[0])
  if (/[余多]/.test(text[end] ?? '')) end++
  const word = words.behindNumber(text, end)
  if (word?.kind === 'unit') {
    const counted = word.text.length === 1 && word.text !== '元' ? words.behindNumber(text, end + 1) : undefined
    if (counted?.kind === 'classifier') return token('count', word.text + counted.text, end + 1 + counted.text.length)
    return money(text, end + word.text.length, word.unit!, token)
  }
  if (numbered) return { kind: 'other', start: at, end: at + form[0].length }
  if (word?.kind === 'classifier' && !year) return token('count', word.unit!, end + word.text.length)
  if (word?.kind === 'classifier') {
    // 2023个 is a count, 2023项目 is a year before a noun.
    if (word.text !== '项' || text[end + 1] !== '目') return token('count', word.unit!, end + word.text.length)
  }
  if (word?.kind === 'duration') return token('count', word.text, end + word.text.length)
  if (word) return { kind: 'other', start: at, end: end + word.text.length }
  end = at + form[0].length
  const per = /^\/[\u4e00-\u9fff]/.exec(text.slice(end, end + 2))
  if (per) return token('price', per[0], end + 2)
  if (year) return { kind: 'other', start: at, end, year: Number(form[0]) }
  if (form[0].length > 6 && !form[0].includes('.') && !form[0].includes(',')) return { kind: 'other', start: at, end }
  return token('bare', '', end)
}

/**
 * Whether the dash before a number is its sign: behind words it is one only where the number is a decimal amount or
 * share (项目支出-108.25万元) or the words lead to an amount (预算安排-108万元, 其中-20万元), else it joins (附件-1, 机构-3个).
 */
function isSign(text: string, at: number, end: number, words: ProseWords): boolean {
  const before = text[at - 2] ?? ''
  if (/[\dA-Za-z-]/.test(before)) return false
  const number = text.slice(at, end + 4)
  if (!/[\u4e00-\u9fff)]/.test(before) || /^\d[\d,]*\.\d+(?:[百千万亿]*元|%)/.test(number)) return true
  return /^\d[\d,]*[百千万亿]*元/.test(number) && leadsToAmount(text, at - 1, words)
}

/** Whether a little word (安排, 为, 其中) ends here. */
const leadsToAmount = (text: string, end: number, words: ProseWords): boolean =>
  [1, 2, 3, 4].some((length) => {
    const word = words.at(text, end - length)
    return word?.text.length === length && LEADING.has(word.kind)
  })

const LEADING: ReadonlySet<string> = new Set(['filler', 'list'])

const PRICE = /\/(?:[\u4e00-\u9fff]{1,2}(?:[.·/][\u4e00-\u9fff]{1,2})?)/y
const THRESHOLD = /(?:\(含\)|\(不含\)|含)?(?:及)?(?:以上|以下|以内)(?:\(含\))?/y

function money(
  text: string,
  end: number,
  unit: string,
  token: (role: NumberRole, unit: string, to: number) => NumberToken,
): NumberToken {
  const per = sticky(PRICE, text, end)
  if (per) return token('price', unit + per[0].slice(0, pricedLength(per[0])), end + pricedLength(per[0]))
  const threshold = sticky(THRESHOLD, text, end)
  return threshold ? token('threshold', unit, end) : token('amount', unit, end)
}

/** `/件`, `/人·年`: one character, or two joined by a sign. */
const pricedLength = (per: string): number => (/[.·/]/.test(per.slice(1)) ? per.length : 2)
