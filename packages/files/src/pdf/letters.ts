/** What kind of character stands there, and which character a font's stand-in means. */

/** `cjk` covers everything that is written without blanks between words, with its punctuation. */
export type Kind = 'cjk' | 'digit' | 'latin' | 'blank'

export function kindOf(code: number): Kind {
  if (code === 0x20 || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200b) || code < 0x20)
    return 'blank'
  if (code >= 0x30 && code <= 0x39) return 'digit'
  // General punctuation such as “ and … is set full width among Chinese characters.
  if (code >= 0x2e80 || (code >= 0x2010 && code <= 0x2027 && code !== 0x2010 && code !== 0x2011)) return 'cjk'
  if (code === 0xb7 || code === 0xd7) return 'cjk'
  return 'latin'
}

/** Signs that can be part of a printed figure: digits, separators, signs, percent. */
export function isFigureSign(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2c ||
    code === 0x2e ||
    code === 0x2d ||
    code === 0x25 ||
    code === 0x2212
  )
}

/** Brackets and quotes that open. */
export function isOpening(text: string): boolean {
  return opening.test(text)
}

/** Signs that cling to what stands before them. */
export function isClosing(text: string): boolean {
  return closing.test(text)
}

const opening = /[（(“‘《〈【〔「『]/
const closing = /[）)”’》〉】〕」』，。、；：！？,;:!?%％]/

/**
 * Simplified forms in the block of CJK radicals, which Unicode's own compatibility mapping leaves alone. Fonts that are
 * cut down for one document often map a whole character to such a radical.
 */
const radicals: Readonly<Record<string, string>> = {
  '⺟': '母',
  '⺠': '民',
  '⺫': '目',
  '⺴': '网',
  '⻁': '虎',
  '⻄': '西',
  '⻅': '见',
  '⻆': '角',
  '⻇': '角',
  '⻉': '贝',
  '⻋': '车',
  '⻒': '镸',
  '⻓': '长',
  '⻔': '门',
  '⻘': '青',
  '⻙': '韦',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻢': '马',
  '⻣': '骨',
  '⻤': '鬼',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻧': '卤',
  '⻨': '麦',
  '⻩': '黄',
  '⻬': '齐',
  '⻮': '齿',
  '⻰': '龙',
  '⻳': '龟',
  '⺎': '兀',
  '⺏': '尣',
  '⺒': '巳',
  '⺝': '月',
  '⺩': '王',
  '⺷': '羊',
  '⻊': '足',
  '⻍': '辶',
}

/** Ligatures, radicals and compatibility characters as the characters that they stand for; the rest as it is. */
export function letterOf(code: number): string {
  if (code === 0xad) return ''
  // PDFium marks a hyphen at the end of a line that the next line goes on from.
  if (code === 0x02) return '-'
  const text = String.fromCodePoint(code)
  if (code < 0x2e80) return text
  if (code <= 0x2eff) return radicals[text] ?? text.normalize('NFKC')
  if (code <= 0x2fdf || (code >= 0xf900 && code <= 0xfb06) || (code >= 0xfe30 && code <= 0xfe4f))
    return text.normalize('NFKC')
  return text
}

/** No reader can say which character this is: a private code, or none. */
export function isUndecodable(code: number): boolean {
  return code === 0 || code === 0xfffd || code === 0xfffe || code === 0xffff || (code >= 0xe000 && code <= 0xf8ff)
}
