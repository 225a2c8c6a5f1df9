import { counting, numeralOf } from '../docx/numerals.ts'
import type { Section, Token } from './format-code.ts'

/**
 * A date serial as its format shows it. Serials count days from 30 December 1899, with the 29 February 1900 that never
 * was, or from 1904 in workbooks of old Macintosh origin. Undefined for serials that no date corresponds to.
 */
export function dateText(stored: string, section: Section, epoch1904: boolean): string | undefined {
  const serial = Number(stored)
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_465) return undefined
  const days = epoch1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  const { tokens } = section
  const finest = tokens.some((t) => t.kind === 'date' && t.part.startsWith('s')) ? 1 : 60
  const showsTime = tokens.some((t) => (t.kind === 'date' && /^[hs]/.test(t.part)) || t.kind === 'elapsed')
  // Noon is stored as 0.5, one o'clock as a binary fraction: the clock time is the nearest second or minute below.
  const seconds = Math.floor(Math.round(days * 86_400) / finest) * finest
  const moment = new Date(Date.UTC(1899, 11, 30) + (showsTime ? seconds : Math.floor(days) * 86_400) * 1000)
  const twelve = tokens.some((t) => t.kind === 'noon')
  return tokens
    .map((token, i) => {
      if (token.kind === 'literal') return token.text
      if (token.kind === 'comma') return ','
      if (token.kind === 'point') return '.'
      if (token.kind === 'noon') return moment.getUTCHours() < 12 ? token.am : token.pm
      if (token.kind === 'elapsed') return elapsed(token.part, epoch1904 ? serial : Number(stored))
      if (token.kind !== 'date') return ''
      return datePart(token.part, moment, { twelve, minutes: isMinutes(tokens, i), chinese: section.chinese })
    })
    .join('')
}

function elapsed(part: string, serial: number): string {
  const total = Math.round(serial * 86_400)
  const amount = part[0] === 'h' ? total / 3600 : part[0] === 'm' ? total / 60 : total
  return String(Math.floor(amount)).padStart(part.length, '0')
}

/** `m` means minutes right after hours or right before seconds. */
function isMinutes(tokens: readonly Token[], index: number): boolean {
  const letter = (t: Token): string => (t.kind === 'date' || t.kind === 'elapsed' ? t.part[0]! : '')
  const before = tokens.slice(0, index).findLast((t) => letter(t) !== '')
  const after = tokens.slice(index + 1).find((t) => letter(t) !== '')
  return (before !== undefined && letter(before) === 'h') || (after !== undefined && letter(after) === 's')
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')
const LONG_MONTHS = 'January February March April May June July August September October November December'.split(' ')
const LONG_DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

interface Setting {
  readonly twelve: boolean
  readonly minutes: boolean
  readonly chinese: number | undefined
}

function datePart(part: string, moment: Date, { twelve, minutes, chinese }: Setting): string {
  const number = (n: number): string => (chinese === 1 ? counting(n) : String(n).padStart(part.length > 1 ? 2 : 1, '0'))
  const year = moment.getUTCFullYear()
  const month = moment.getUTCMonth()
  const weekday = moment.getUTCDay()
  switch (part[0]) {
    case 'y':
    case 'e':
      if (chinese === 1) return numeralOf('ideographDigital', year)
      return part.length > 2 || part[0] === 'e' ? String(year) : String(year % 100).padStart(2, '0')
    case 'm':
      if (minutes) return number(moment.getUTCMinutes())
      if (part.length >= 5) return MONTHS[month]![0]!
      if (part.length === 4) return LONG_MONTHS[month]!
      return part.length === 3 ? MONTHS[month]! : number(month + 1)
    case 'd':
      if (part.length >= 4) return LONG_DAYS[weekday]!
      return part.length === 3 ? DAYS[weekday]! : number(moment.getUTCDate())
    case 'h':
      return number(twelve ? ((moment.getUTCHours() + 11) % 12) + 1 : moment.getUTCHours())
    case 's':
      return String(moment.getUTCSeconds()).padStart(Math.min(2, part.replace(/\..*/, '').length), '0')
    case 'a':
      return `${part.length === 4 ? '星期' : ''}${'日一二三四五六'[weekday]!}`
    default:
      return ''
  }
}
