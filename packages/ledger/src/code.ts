/**
 * Codes as they are printed: joined (2080505), over three columns (208 05 05), with blanks, without leading zeros,
 * in full-width digits. What had to be mended is reported, because a missing zero is itself worth a remark.
 */

export type CodeRepair = 'blank-inside' | 'full-width' | 'separator' | 'trailing-sign' | 'missing-zero'

export interface PrintedCode {
  readonly code: string
  readonly repairs: readonly CodeRepair[]
}

export type CodeKind = 'function' | 'economy' | 'governmentEconomy' | 'revenue' | 'procurement' | 'project' | 'unit'

export interface ClassifiedCode extends PrintedCode {
  readonly kind: CodeKind
  /** 1 for 类, 2 for 款, 3 for 项, 4 for 目; absent for projects and units. */
  readonly level?: number
}

const BLANK = /[\s\u200b-\u200f\u2060\ufeff]+/g

/** Blanks, widths and signs around a code; letters are kept in upper case. */
function clean(text: string): { text: string; repairs: CodeRepair[] } {
  const repairs: CodeRepair[] = []
  const half = text.trim().replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  if (half !== text.trim()) repairs.push('full-width')
  // Some systems print every code in brackets: [30201].
  const bare = half.replace(/^[[(【〔]([^[\]()【】〔〕]+)[\])】〕]$/, '$1').trim()
  let s = bare.replace(/[.、,。:]+$/, '').trim()
  if (s !== bare) repairs.push('trailing-sign')
  const joined = s.replace(BLANK, '')
  if (joined !== s) repairs.push('blank-inside')
  s = joined.toUpperCase()
  return { text: s, repairs }
}

const SUBJECT = /^[1235]\d{2}(?:\d{2}){0,3}$/

/** A code of a classification (3, 5, 7 or 9 digits) from one cell; undefined when the text is none. */
export function readCode(text: string): PrintedCode | undefined {
  const pieces = text.trim().split(/[\s\-.·—–/]+/)
  // Split at blanks or signs, a code may lack zeros: `208 5 5`, `208-05-05`, `208.05`.
  if (pieces.length > 1 && pieces[0]!.length === 3 && pieces.every((p) => /^[\d\uff10-\uff19]+$/.test(p))) {
    const joined = joinCode(pieces)
    const sign: CodeRepair = /[-.·—–/]/.test(text) ? 'separator' : 'blank-inside'
    return joined && { code: joined.code, repairs: [sign, ...joined.repairs] }
  }
  const { text: code, repairs } = clean(text)
  return SUBJECT.test(code) ? { code, repairs } : undefined
}

/**
 * A code from its columns 类, 款, 项. Empty columns behind leave a shorter code; an empty column before a filled one,
 * or columns that do not fit together, give undefined. Columns that each hold the whole code so far are read as well.
 */
export function joinCode(parts: readonly string[]): PrintedCode | undefined {
  const repairs = new Set<CodeRepair>()
  let code = ''
  let ended = false
  for (const part of parts) {
    const { text, repairs: mended } = clean(part)
    if (text === '') {
      ended = true
      continue
    }
    for (const repair of mended) repairs.add(repair)
    if (ended) return undefined
    if (code === '') code = text
    else if (text.length > code.length && text.startsWith(code)) code = text
    else if (/^\d{1,2}$/.test(text)) {
      if (text.length === 1) repairs.add('missing-zero')
      code += text.padStart(2, '0')
    } else return undefined
    if (!SUBJECT.test(code)) return undefined
  }
  return code === '' ? undefined : { code, repairs: [...repairs] }
}

const PROCUREMENT = /^[ABC](?:\d{2}){0,4}$/

/** 1 for 类 (3 digits, or the letter of a procurement code), 2 for 款, 3 for 项, 4 for 目. */
export function codeLevel(code: string): number | undefined {
  if (PROCUREMENT.test(code)) return 1 + code.slice(1).replace(/(?:00)+$/, '').length / 2
  return /^\d{3}(?:\d{2}){0,3}$/.test(code) ? (code.length - 1) / 2 : undefined
}

/** The code one level up, undefined for a 类: 2080505 → 20805, A02010000 → A02000000 → A. */
export function codeParent(code: string): string | undefined {
  const level = codeLevel(code)
  if (level === undefined || level === 1) return undefined
  if (!PROCUREMENT.test(code)) return code.slice(0, -2)
  if (level === 2) return code[0]
  const kept = code.slice(0, 1 + (level - 2) * 2)
  return code.length === 9 ? kept.padEnd(9, '0') : kept
}

/** 类 codes in use leave room for a few new ones; beyond that three digits are more likely a department's number. */
const CLASSES: readonly [CodeKind, RegExp][] = [
  ['function', /^2[0-3]\d/],
  ['economy', /^3(?:[01]\d|99)/],
  ['governmentEconomy', /^5(?:[01]\d|99)/],
  ['revenue', /^1[01]\d/],
]

/**
 * What a code is, by its length and first digits: a project (21 characters), a procurement item, a subject, or a unit
 * (3, 6 or 9 digits). Three digits that may be a 类 are read as one; a column of departments has to know better.
 */
export function classifyCode(text: string): ClassifiedCode | undefined {
  const { text: code, repairs } = clean(text)
  if (projectOf(code)) return { code, repairs, kind: 'project' }
  if (/^[ABC](?:\d{2}){1,4}$/.test(code)) {
    const whole = code.padEnd(9, '0')
    return { code: whole, repairs, kind: 'procurement', level: codeLevel(whole)! }
  }
  const subject = readCode(text)
  if (subject) {
    const kind = CLASSES.find(([, form]) => form.test(subject.code))?.[0]
    const level = codeLevel(subject.code)!
    const deepest = kind === 'function' ? 3 : kind === 'revenue' ? 4 : 2
    if (kind && level <= deepest) return { ...subject, kind, level }
  }
  return /^(?:\d{3}|\d{6}|\d{9})$/.test(code) ? { code, repairs, kind: 'unit' } : undefined
}

/** Region and year in which a project was set up, from its code: six digits, two digits, and thirteen characters. */
export function projectOf(text: string): { region: string; year: number } | undefined {
  const m = /^([1-9]\d{5})(\d{2})[0-9A-Z]{13}$/.exec(clean(text).text)
  return m ? { region: m[1]!, year: 2000 + Number(m[2]) } : undefined
}
