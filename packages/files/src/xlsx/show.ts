/**
 * Shows a cell's value as its number format shows it. The decimals that people see are the precision of the figure, so
 * they must come out exactly.
 */
import { type Decimal, generalText, isZero, parseDecimal, parts, shift, toDecimals, toSignificant } from './decimal.ts'
import { parseFormatCode, type Section, type Token } from './format-code.ts'
import { dateText } from './show-date.ts'

const parsed = new Map<string, Section[]>()

function sectionsOf(code: string): Section[] {
  let sections = parsed.get(code)
  if (!sections) {
    // A resident worker reads thousands of workbooks: the cache must not grow with hostile ones.
    if (parsed.size > 2000) parsed.clear()
    sections = parseFormatCode(code)
    parsed.set(code, sections)
  }
  return sections
}

/** A stored number under a format code; text that is no number is shown as it is. */
export function showNumber(stored: string, code: string, epoch1904: boolean): string {
  const raw = parseDecimal(stored)
  if (!raw) return stored
  const value = toSignificant(raw, 15)
  const sections = sectionsOf(code)
  const chosen = choose(sections, value)
  if (!chosen) return generalText(value)
  const { section, signed } = chosen
  if (section.isDate) return dateText(stored, section, epoch1904) ?? generalText(value)
  return (signed && value.negative ? '-' : '') + render({ ...value, negative: false }, section.tokens)
}

/** Text under a format code: only a fourth section, or a lone one with @, can change it. */
export function showText(text: string, code: string): string {
  const sections = sectionsOf(code)
  const section = sections[3] ?? (sections.length === 1 ? sections[0] : undefined)
  if (!section) return text
  if (!section.tokens.some((t) => t.kind === 'text')) return sections.length === 4 ? literals(section.tokens) : text
  return section.tokens.map((t) => (t.kind === 'text' ? text : t.kind === 'literal' ? t.text : '')).join('')
}

const literals = (tokens: readonly Token[]): string => tokens.map((t) => (t.kind === 'literal' ? t.text : '')).join('')

/** The section for a value, and whether the minus sign must still be written. */
function choose(sections: readonly Section[], value: Decimal): { section: Section; signed: boolean } | undefined {
  const [first, second, third] = sections
  if (!first) return undefined
  if (first.condition || second?.condition) {
    const met = sections.slice(0, 3).find((s) => !s.condition || meets(value, s.condition))
    // A section that takes only negative numbers writes their sign itself.
    const ownSign = met?.condition && /^</.test(met.condition.operator) && /^-|^0*\.?0*$/.test(met.condition.value)
    return met && { section: met, signed: !ownSign }
  }
  if (value.negative && second) return { section: second, signed: false }
  if (isZero(value) && third && sections.length > 2) return { section: third, signed: false }
  return { section: first, signed: true }
}

function meets(value: Decimal, { operator, value: bound }: NonNullable<Section['condition']>): boolean {
  const left = Number(generalText(value))
  const right = Number(bound)
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    case '<>':
      return left !== right
    default:
      return left === right
  }
}

function render(magnitude: Decimal, tokens: readonly Token[]): string {
  if (tokens.some((t) => t.kind === 'general' || t.kind === 'text')) {
    return tokens
      .map((t) =>
        t.kind === 'literal' ? t.text : t.kind === 'general' || t.kind === 'text' ? generalText(magnitude) : '',
      )
      .join('')
  }
  const isDigit = (t: Token): boolean => t.kind === 'digit'
  const firstDigit = tokens.findIndex(isDigit)
  if (firstDigit < 0) return literals(tokens) + (tokens.some((t) => t.kind === 'percent') ? '%' : '')
  const lastDigit = tokens.findLastIndex(isDigit)
  const isFraction = tokens.some((t, i) => t.kind === 'literal' && t.text === '/' && i > firstDigit && i < lastDigit)
  if (isFraction) return generalText(magnitude)
  if (tokens.some((t) => t.kind === 'exponent')) return scientific(magnitude, tokens)

  const point = tokens.findIndex((t) => t.kind === 'point')
  const end = point < 0 ? tokens.length : point
  const lastWhole = tokens.findLastIndex((t, i) => i < end && isDigit(t))
  // Commas between digits group by thousands; commas after the last one divide by a thousand each.
  const grouped = tokens.some((t, i) => t.kind === 'comma' && i > firstDigit && i < lastWhole)
  const scaled = tokens.filter((t, i) => t.kind === 'comma' && i > Math.max(lastWhole, lastDigit)).length
  const percents = tokens.filter((t) => t.kind === 'percent').length
  const decimals = point < 0 ? 0 : tokens.filter((t, i) => i > point && isDigit(t)).length
  const value = toDecimals(shift(magnitude, 2 * percents - 3 * scaled), decimals)
  const { whole, fraction } = parts(value, decimals)
  return fill(tokens, { whole, fraction, end, grouped })
}

interface Digits {
  readonly whole: string
  readonly fraction: string
  /** Index of the token that ends the whole part. */
  readonly end: number
  readonly grouped: boolean
}

/** Puts digits at their marks; the first mark takes all digits that have no mark of their own. */
function fill(tokens: readonly Token[], { whole, fraction, end, grouped }: Digits): string {
  const marks = tokens.filter((t, i) => i < end && t.kind === 'digit').length
  const width = Math.max(whole.length, marks)
  const digits = whole.padStart(width, ' ')
  let text = ''
  let at = 0
  let decimal = 0
  let mark = 0
  const put = (digit: string, filler: string): void => {
    const shown = digit === ' ' ? filler : digit
    text += shown
    at++
    const left = width - at
    if (grouped && shown !== '' && shown !== ' ' && left > 0 && left % 3 === 0) text += ','
  }
  tokens.forEach((token, i) => {
    if (token.kind === 'literal') text += token.text
    else if (token.kind === 'percent') text += '%'
    else if (token.kind === 'point' && i === end) text += '.'
    else if (token.kind === 'digit' && i < end) {
      const filler = token.mark === '0' ? '0' : token.mark === '?' ? ' ' : ''
      if (mark++ === 0) while (at < width - marks) put(digits[at]!, filler)
      put(digits[at]!, filler)
    } else if (token.kind === 'digit') {
      const digit = fraction[decimal]!
      const blank = token.mark !== '0' && /^0*$/.test(fraction.slice(decimal))
      text += blank ? (token.mark === '?' ? ' ' : '') : digit
      decimal++
    }
  })
  return text
}

function scientific(magnitude: Decimal, tokens: readonly Token[]): string {
  const point = tokens.findIndex((t) => t.kind === 'point')
  const exponent = tokens.findIndex((t) => t.kind === 'exponent')
  const decimals = point < 0 ? 0 : tokens.filter((t, i) => t.kind === 'digit' && i > point && i < exponent).length
  const rounded = toSignificant(magnitude, decimals + 1)
  const power = isZero(rounded) ? 0 : rounded.point - 1
  const { whole, fraction } = parts(shift(rounded, -power), decimals)
  const width = tokens.filter((t, i) => t.kind === 'digit' && i > exponent).length
  const token = tokens[exponent]
  const sign = power < 0 ? '-' : token?.kind === 'exponent' && token.signed ? '+' : ''
  const mantissa = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`
  return `${mantissa}E${sign}${String(Math.abs(power)).padStart(width, '0')}`
}
