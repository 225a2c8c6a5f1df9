/**
 * Numbers in front of headings and rows: `一、`, `（二）`, `3．`, `(4)`, `⑤`, `第六章`, and the older `廿一、`.
 */

export type NumberingStyle =
  | 'han-comma'
  | 'han-bracket'
  | 'digit-dot'
  | 'digit-comma'
  | 'digit-bracket'
  | 'digit-half-bracket'
  | 'circled'
  | 'section'

export interface Numbering {
  readonly style: NumberingStyle
  readonly value: number
  /** What follows the number, as printed. */
  readonly rest: string
}

const HAN = '〇零一二两三四五六七八九十廿卅百'
const DIGITS = new Map([...'零一二三四五六七八九'].map((c, i) => [c, i]))
DIGITS.set('〇', 0)
DIGITS.set('两', 2)

/** 二十一, 廿一 and 二一 are 21; 一百零三 is 103. Undefined when the text is no Chinese number below 1000. */
export function hanNumber(text: string): number | undefined {
  let spread = text.replace(/廿/g, '二十').replace(/卅/g, '三十')
  if (/^[〇零一二三四五六七八九]+$/.test(spread)) {
    return spread.length > 3 ? undefined : [...spread].reduce((n, c) => n * 10 + DIGITS.get(c)!, 0)
  }
  if (spread.startsWith('十')) spread = `一${spread}`
  const m = /^(?:([一二两三四五六七八九])百零?)?(?:([一二三四五六七八九])十)?([一二三四五六七八九])?$/.exec(spread)
  if (!m || spread === '') return undefined
  const digit = (c: string | undefined): number => (c ? DIGITS.get(c)! : 0)
  return digit(m[1]) * 100 + digit(m[2]) * 10 + digit(m[3])
}

const FORMS: readonly [NumberingStyle, RegExp][] = [
  ['section', new RegExp(`^第\\s*([${HAN}]{1,5}|\\d{1,3})\\s*(?:部分|[章节条篇])\\s*[、:：.．]?`)],
  ['han-bracket', new RegExp(`^[(（]\\s*([${HAN}]{1,5})\\s*[)）]\\s*[、.．]?`)],
  ['han-comma', new RegExp(`^([${HAN}](?:\\s*[${HAN}]){0,4})\\s*[、.．,，]`)],
  ['digit-bracket', /^[(（]\s*(\d{1,3})\s*[)）]\s*[、.．]?/],
  ['digit-half-bracket', /^(\d{1,2})\s*[)）]/],
  ['digit-comma', /^(\d{1,3})\s*、/],
  // A point between digits belongs to a number or a date, never to a heading.
  ['digit-dot', /^(\d{1,2})\s*[.．](?!\s*\d)/],
]

/** ⑴ and ⒈ and ㈠ are single characters; spelled out they are read like the others. */
const spellOut = (text: string): string =>
  text.replace(/^[\u2474-\u249b\u3220-\u3229\uff10-\uff19]+/, (c) => c.normalize('NFKC'))

function circled(text: string): Numbering | undefined {
  const code = text.codePointAt(0) ?? 0
  const value =
    code >= 0x2460 && code <= 0x2473
      ? code - 0x245f
      : code >= 0x3251 && code <= 0x325f
        ? code - 0x323c
        : code >= 0x2776 && code <= 0x277f
          ? code - 0x2775
          : undefined
  return value === undefined
    ? undefined
    : { style: 'circled', value, rest: text.slice(1).replace(/^\s*[、.．]?\s*/, '') }
}

/** The number in front of a heading or a row label, or undefined when there is none. */
export function numbering(text: string): Numbering | undefined {
  const trimmed = spellOut(text.trim())
  const round = circled(trimmed)
  if (round) return round
  for (const [style, form] of FORMS) {
    const m = form.exec(trimmed)
    if (!m) continue
    const printed = m[1]!.replace(/\s/g, '')
    const value = /^\d/.test(printed) ? Number(printed) : hanNumber(printed)
    if (value !== undefined) return { style, value, rest: trimmed.slice(m[0].length).trimStart() }
  }
  return undefined
}
