/**
 * Names as they are compared: print, conversion and habit change blanks, brackets, widths and forms of characters,
 * and put numbers and marks in front. `plainName` undoes the former, `bareName` the latter too.
 */
import { SAME_CHARACTER } from './name-characters.ts'
import { numbering } from './numbering.ts'

/** Zero-width signs are blanks that even \s does not know. */
const BLANK = /[\s\u00ad\u200b-\u200f\u2060\ufeff]+/g

/** NFKC would turn ① into 1, ² into 2 and ½ into three characters: numbers that the name never had. */
const COMPATIBLE =
  /(?![\u2010-\u2026\u2070-\u209f\u2150-\u215f\u2460-\u2473\u2776-\u277f\u3001-\u3011\u3251-\u325f\u4e00-\u9fff])[\u0100-\uffff]/g
const SIMPLE = /^[\u4e00-\u9fff0-9A-Za-z()、.:%-]*$/
const HAS_OTHER_FORM = new RegExp(`[${[...SAME_CHARACTER.keys()].join('')}]`, 'g')

const SIGNS: readonly [RegExp, string][] = [
  [/[(（〔[［【﹙〈《]/g, '('],
  [/[)）〕\]］】﹚〉》]/g, ')'],
  [/[“”„‟"＂「」『』‘’'＇`]/g, '"'],
  [/[,，､﹑﹐]/g, '、'],
  [/[‐‑‒–—―−﹣]/g, '-'],
  [/[·•・‧∙]/g, '·'],
]

/** Labels and headings come again and again; sentences do not. */
const KEPT = { length: 40, names: 4096 }
const kept = new Map<string, string>()

/** The name without blanks, in half-width brackets and simplified characters; all separators are 、. */
export function plainName(text: string): string {
  if (text.length > KEPT.length) return plain(text)
  const known = kept.get(text)
  if (known !== undefined) return known
  if (kept.size >= KEPT.names) kept.clear()
  const made = plain(text)
  kept.set(text, made)
  return made
}

function plain(text: string): string {
  let s = text.replace(BLANK, '')
  if (!SIMPLE.test(s)) {
    s = s.replace(COMPATIBLE, (part) => part.normalize('NFKC'))
    for (const [sign, plain] of SIGNS) s = s.replace(sign, plain)
  }
  return s.replace(HAS_OTHER_FORM, (c) => SAME_CHARACTER.get(c)!)
}

const LEADING_MARKS = /^[★☆*#※▲△●○■□◆◇✱﹡>|-]+/
const LEADING_WORDS = /^(?:其中|其 中)[::、]?/
const LEADING_CODE = /^\(?(?:\d{3}(?:-?\d{2}){0,2}|[ABC]\d{2,8})\)?[-、.:]?(?=[\u4e00-\u9fff])/
const TRAILING_LEVEL = /\((?:类|款|项|目)\)$/
const TRAILING_SIGNS = /[:、。;*★]+$/

/** The plain name without its number, its marks, `其中：`, a code in front, and （类）（款）（项） behind. */
export function bareName(text: string): string {
  return bareOfPlain(plainName(text))
}

/** Most names need nothing taken away; those begin with a plain character and end in one. */
const ALREADY_BARE = /^(?!其中|第)[\u4e00-\u9fff][\u4e00-\u9fff]{2}.*[\u4e00-\u9fff]$/

/** `bareName` of a text that is plain already. */
export function bareOfPlain(plain: string): string {
  if (ALREADY_BARE.test(plain) && !/[、.:]/.test(plain.slice(1, 6))) return plain
  let s = plain
  for (let before = ''; s !== before; ) {
    before = s
    s = s.replace(LEADING_MARKS, '').replace(LEADING_WORDS, '').replace(LEADING_CODE, '')
    s = numbering(s)?.rest ?? s
    s = s.replace(TRAILING_SIGNS, '').replace(TRAILING_LEVEL, '')
    // A label that is nothing but a number or a mark keeps it: an empty name would match everything.
    if (s === '') return before
  }
  return s
}

/** The bare name without the words that authors add and leave out: 和, 与, 及, 的, brackets, and 支出 at the end. */
export function looseName(text: string): string {
  const bare = bareName(text)
  const loose = bare.replace(/[和与及的、()"·]/g, '').replace(/(?:支出|类)$/, '')
  return loose === '' ? bare : loose
}
