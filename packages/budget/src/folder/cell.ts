/** One cell as it is written, understood by its kind: a value, or what is wrong with it. */
import { plainName } from '@gouji/ledger'
import type { Choice, Column } from '../sheets/sheet.ts'
import type { Facts, ProblemCode } from './problems.ts'

export type CellValue = string | bigint | number

export interface CellTrouble {
  readonly code: ProblemCode
  readonly facts: Facts
}

export type CellResult = { readonly value: CellValue; readonly name?: string } | { readonly trouble: CellTrouble }

/** An amount has at most 17 digits before the point: all budgets of the country are far below. */
const DIGITS_MAX = 17
const TEXT_MAX = 500
const LONG_MAX = 20_000

/** Control characters, and the signs that turn the direction of writing or are not seen at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/

const wrong = (code: ProblemCode, found: string, facts: Facts = {}): CellResult => ({
  trouble: { code, facts: { found: clip(found), ...facts } },
})

/** Messages quote what was found, not a whole page of it. */
export const clip = (text: string): string => {
  const visible = text.replace(new RegExp(CONTROL, 'g'), '�').replace(/\n/g, '⏎')
  return visible.length > 40 ? `${visible.slice(0, 39)}…` : visible
}

/** `text` is trimmed and not empty. */
export function readCell(text: string, column: Pick<Column, 'kind' | 'choices'>): CellResult {
  const control = CONTROL.exec(text)
  if (control) {
    const sign = `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
    return wrong(control[0] === '\ufffd' ? 'broken-encoding' : 'control-character', text, { sign })
  }
  if (text.length > (column.kind === 'long' ? LONG_MAX : TEXT_MAX)) {
    return wrong('too-long', text, { length: text.length, limit: column.kind === 'long' ? LONG_MAX : TEXT_MAX })
  }
  if (text.includes('\n') && column.kind !== 'long') return wrong('line-break', text)
  switch (column.kind) {
    case 'text':
    case 'long':
      return { value: text }
    case 'code':
      return /^\d(?:\.\d+)?[eE]\+?\d+$/.test(text) ? wrong('rounded-code', text) : codeAndName(text)
    case 'unit':
    case 'project':
      return /^\d(?:\.\d+)?[eE]\+?\d+$/.test(text) ? wrong('rounded-code', text) : { value: text }
    case 'function':
    case 'economy':
    case 'procured':
      return readSubject(text, column.kind)
    case 'choice': {
      const choice = chosen(text, column.choices ?? [])
      if (choice) return { value: choice.value }
      return wrong('not-a-choice', text, { choices: (column.choices ?? []).map(({ name }) => name).join('、') })
    }
    case 'amount':
      return readAmount(text)
    case 'count':
      return readCount(text)
    case 'quantity': {
      const plain = plainNumber(text)
      return plain === undefined ? wrong('not-a-number', text) : { value: plain }
    }
    case 'year': {
      const year = /^((?:19|20)\d\d)\s*年?(?:度)?$/.exec(narrow(text))
      return year ? { value: Number(year[1]) } : wrong('not-a-year', text)
    }
  }
}

export function chosen(text: string, choices: readonly Choice[]): Choice | undefined {
  const plain = plainName(text)
  return choices.find(({ name, also = [] }) => [name, ...also].some((n) => plainName(n) === plain))
}

/** `021001 示例市档案局` is a code with its name, as the lists of the workbook offer it; the first blank divides. */
export function codeAndName(text: string): { value: string; name?: string } {
  const parts = /^([0-9A-Za-z][0-9A-Za-z.\-_]*)[\s\u3000]+(\S.*)$/.exec(text)
  return parts ? { value: parts[1]!, name: parts[2]!.trim() } : { value: text }
}

function readSubject(text: string, kind: 'function' | 'economy' | 'procured'): CellResult {
  const form = kind === 'procured' ? /^([A-C](?:\d{2}){0,4})(?!\d)/ : /^(\d{3}(?:\d{2}){0,2})(?!\d)/
  const plain = narrow(text).replace(/^([23]\d\d)[-.\s](\d\d)(?:[-.\s](\d\d))?(?!\d)/, '$1$2$3')
  const code = form.exec(plain)?.[1]
  if (code === undefined) return wrong('not-a-code', text)
  const name = plain.slice(code.length).replace(/^[\s\-—.、:：]+/, '')
  const whole = kind === 'procured' && code.length > 1 ? code.padEnd(9, '0') : code
  const first = kind === 'function' ? '2' : '3'
  if (kind !== 'procured' && code[0] !== first) return wrong('not-a-code', text)
  return name === '' ? { value: whole } : { value: whole, name }
}

/** Full-width digits and signs as half-width ones. */
const narrow = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ')

/** A decimal number without separators, blanks and signs of currency; undefined where the text is none. */
function plainNumber(text: string): string | undefined {
  const plain = narrow(text)
    .replace(/[\s\u00a0]/g, '')
    .replace(/^[¥￥]/, '')
    .replace(/元$/, '')
    .replace(/^[−–﹣]/, '-')
  if (!/^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?$/.test(plain)) return undefined
  const bare = plain.replace(/[+,]/g, '').replace(/\.$/, '')
  return bare.replace(/^(-?)0+(?=\d)/, '$1')
}

function readAmount(text: string): CellResult {
  const plain = plainNumber(text)
  if (plain === undefined) return wrong('not-an-amount', text)
  const [whole = '', fraction = ''] = plain.split('.')
  if (/[1-9]/.test(fraction.slice(2))) return wrong('fraction-of-fen', text)
  if (whole.replace('-', '').length > DIGITS_MAX) return wrong('too-large-number', text)
  return { value: BigInt(whole + fraction.slice(0, 2).padEnd(2, '0')) }
}

function readCount(text: string): CellResult {
  const plain = plainNumber(text.replace(/[人个分]$/, ''))?.replace(/\.0*$/, '')
  if (plain === undefined || !/^\d{1,9}$/.test(plain)) return wrong('not-a-count', text)
  return { value: Number(plain) }
}
