/** One cell of an export, understood as its mapping says: codes apart from names, money in fen, words of the ledger. */
import type { StoredCell } from '@gouji/files'
import { type Catalogue, isNilMark, type MoneyUnit, plainName, powerOf } from '@gouji/ledger'
import type { MappedColumn, ValueSource } from './mapping.ts'

/** What a cell says: as a whole for the ledger, and its parts. */
export interface CellValue {
  readonly whole?: string
  readonly code?: string
  readonly name?: string
  readonly operator?: string
  readonly value?: string
  readonly unit?: string
  readonly fen?: bigint
}

export interface CellTrouble {
  readonly trouble: 'not-an-amount' | 'fraction-of-fen' | 'rounded-code' | 'unknown-name' | 'ambiguous-name'
  readonly near?: string
}

export interface CellScene {
  readonly catalogue: Catalogue
  readonly year: number
  /** Codes of units and of projects by plain name, of the ledger and of this export. */
  readonly codes: { readonly unit: ReadonlyMap<string, string>; readonly project: ReadonlyMap<string, string> }
  readonly unit: MoneyUnit
}

export const partOf = (value: CellValue | undefined, { part }: ValueSource): string | undefined =>
  part === undefined ? value?.whole : value?.[part]

/** `cell` is not empty. */
export function readCell(cell: StoredCell, column: MappedColumn, scene: CellScene): CellValue | CellTrouble {
  const text = cell.text.trim()
  switch (column.read) {
    case 'money':
      return readMoney(cell, scene.unit)
    case 'code':
      return isRounded(cell) ? { trouble: 'rounded-code' } : { whole: narrow(text), code: narrow(text) }
    case 'unit':
    case 'project': {
      if (isRounded(cell)) return { trouble: 'rounded-code' }
      const { code, name } = splitCode(text, column.read)
      const known = code ?? (name === undefined ? undefined : scene.codes[column.read].get(plainName(name)))
      return { ...(known === undefined ? {} : { whole: known, code: known }), ...(name === undefined ? {} : { name }) }
    }
    case 'function':
    case 'economy':
    case 'procured':
      return readSubject(text, column.read, scene)
    case 'choice':
      return { whole: worded(text, column) }
    case 'yes-no': {
      const word = worded(text, column)
      if (/^(?:1|y|yes|true|√|是|有)$/i.test(word)) return { whole: '是' }
      return { whole: /^(?:0|n|no|false|×|否|无)$/i.test(word) ? '否' : word }
    }
    case 'indicator':
      return readIndicator(text)
    case 'count':
    case 'quantity':
      return { whole: cell.number ?? text }
    case 'text':
      return { whole: worded(text.replace(/\s*\n\s*/g, ''), column) }
    case 'long':
      return { whole: cell.text.replace(/\r\n?/g, '\n').trim() }
    case 'year':
      return { whole: text }
  }
}

/** What the export calls it, in the words of the ledger where the mapping has one. */
function worded(text: string, { words }: MappedColumn): string {
  const plain = plainName(text)
  for (const [word, own] of words) if (plainName(word) === plain) return own
  return text
}

/** A number keeps fifteen digits: a longer code has lost its end, and nobody can tell which it was. */
function isRounded({ text, number }: StoredCell): boolean {
  if (number !== undefined && number.replace(/\D/g, '').length > 15) return true
  return /^\d(?:\.\d+)?[eE]\+?\d+$/.test(text.trim())
}

/** Full-width letters, digits and brackets as half-width ones. */
const narrow = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[【〔]/g, '[')
    .replace(/[】〕]/g, ']')
    .replace(/\u3000/g, ' ')
    .trim()

/** `[021001]示例市档案局本级`, `021001-示例市档案局本级`, `示例市档案局本级(021001)`, or one of them alone. */
function splitCode(text: string, kind: 'unit' | 'project'): { code?: string; name?: string } {
  const plain = narrow(text)
  const front = /^[[(]([0-9A-Za-z][\w.-]*)[\])]\s*(.*)$/.exec(plain)
  const behind = /^(.+?)\s*[[(]([0-9A-Za-z][\w.-]{2,})[\])]$/.exec(plain)
  // A name may begin with a year: only what is long enough for a code is one.
  const least = kind === 'project' ? 5 : 2
  const parted = new RegExp(`^([0-9A-Za-z][\\w.]{${least},})(?:\\s+|\\s*[-—_:|、]+\\s*)(\\D.*)$`).exec(plain)
  const joined = new RegExp(`^(\\d{${kind === 'project' ? 15 : 6},})(\\D.*)$`).exec(plain)
  const found = front ?? parted ?? joined
  if (found) {
    const name = found[2]!.trim()
    return { code: found[1]!, ...(name === '' ? {} : { name }) }
  }
  if (behind && /\d/.test(behind[2]!)) return { code: behind[2]!, name: behind[1]!.trim() }
  return /^[\w.-]+$/.test(plain) ? { code: plain } : { name: text.trim() }
}

const TABLES = { function: 'function', economy: 'economy', procured: 'procurement' } as const

/** With its name where one stands there, so that the ledger can hold it against the catalogue. */
function readSubject(
  text: string,
  kind: 'function' | 'economy' | 'procured',
  { catalogue, year }: CellScene,
): CellValue | CellTrouble {
  const plain = narrow(text)
  const code = kind === 'procured' ? '[A-C](?:\\d{2})*' : '[23]\\d{2}(?:\\d{2}){0,2}'
  const front = new RegExp(`^[[(]?(${code})(?![0-9])[\\])]?[\\s\\-—_:、|]*(.*)$`).exec(plain)
  const behind = new RegExp(`^(.+?)\\s*[[(](${code})[\\])]$`).exec(plain)
  const found = front ? { code: front[1]!, name: front[2]! } : behind && { code: behind[2]!, name: behind[1]! }
  if (found) {
    const name = found.name.trim()
    return { whole: name === '' ? found.code : `${found.code} ${name}`, code: found.code, name }
  }
  const table = TABLES[kind]
  const subjects = catalogue
    .byName(table, plain, year)
    .filter((s) => kind === 'procured' || catalogue.isLeafLevel(table, s.code))
  if (subjects.length === 1) return { whole: subjects[0]!.code, code: subjects[0]!.code, name: plain }
  if (subjects.length > 1) {
    return {
      trouble: 'ambiguous-name',
      near: subjects
        .slice(0, 4)
        .map((s) => `${s.code} ${s.name}`)
        .join('、'),
    }
  }
  const near = catalogue.near(table, plain, year).slice(0, 3)
  return { trouble: 'unknown-name', near: near.map(({ subject }) => `${subject.code} ${subject.name}`).join('、') }
}

/** `≥95%`, `大于等于 12 个`, `明显提高`. */
function readIndicator(text: string): CellValue {
  const plain = narrow(text)
  const signed = /^(≥|≤|>=|<=|>|<|=|大于等于|小于等于|不低于|不少于|不高于|不超过|大于|小于|等于)?\s*(.+)$/.exec(plain)
  const rest = signed?.[2] ?? plain
  const number = /^(-?\d+(?:,\d{3})*(?:\.\d+)?)\s*(.*)$/.exec(rest)
  const operator = signed?.[1] === '>=' ? '≥' : signed?.[1] === '<=' ? '≤' : signed?.[1]
  if (!number) return { whole: text, operator: operator ?? '定性', value: text.trim() }
  const unit = number[2]!.trim()
  return { whole: text, ...(operator ? { operator } : {}), value: number[1]!, ...(unit === '' ? {} : { unit }) }
}

/** Exact: what a workbook shows may be rounded, what it stores is not. */
function readMoney({ text, number }: StoredCell, unit: MoneyUnit): CellValue | CellTrouble {
  if (number === undefined && isNilMark(text)) return { fen: 0n, whole: '0' }
  const plain =
    number ??
    narrow(text)
      .replace(/[\s,¥￥]/g, '')
      .replace(/^[−–]/, '-')
  const parts = /^([-+]?)(\d+)(?:\.(\d*))?$/.exec(plain)
  if (!parts) return { trouble: 'not-an-amount' }
  const power = powerOf(unit)
  const fraction = (parts[3] ?? '').replace(/0+$/, '')
  if (fraction.length > power) return { trouble: 'fraction-of-fen' }
  const fen = BigInt(parts[2]! + fraction.padEnd(power, '0'))
  return { fen: parts[1] === '-' ? -fen : fen }
}
