/**
 * A mapping says, as data, where the figures of an export stand: which sheets, which headings, and which column goes to
 * which column of which sheet of the ledger. Mappings stand in mappings/*.yaml; docs/import.md describes them.
 */
import type { SheetName } from '@gouji/budget'
import { ALL_SHEETS, SHEETS } from '@gouji/budget'
import { isMoneyUnit, type MoneyUnit } from '@gouji/ledger'

/**
 * How a cell is understood.
 *
 * - `unit`, `project`: a code with its name in one cell, or one of them.
 * - `function`, `economy`, `procured`: a subject by code, by code and name, or by name where the name is unique.
 * - `money`: an amount; `indicator`: `≥95%`, which is a sign, a value and a unit.
 * - `text`, `long`, `code`, `count`, `year`, `quantity`, `yes-no`, `choice`: as the ledger has them.
 */
export const READINGS = [
  'text',
  'long',
  'code',
  'unit',
  'project',
  'function',
  'economy',
  'procured',
  'money',
  'count',
  'year',
  'quantity',
  'yes-no',
  'choice',
  'indicator',
] as const
export type Reading = (typeof READINGS)[number]

export interface MappedColumn {
  readonly name: string
  /** A heading, or a path of headings one above the other: 上年结转/一般公共预算. */
  readonly headings: readonly (readonly string[])[]
  readonly read: Reading
  readonly required: boolean
  /** A column that says the same: where it is there, this one may be missing (names beside codes). */
  readonly or?: string
  /** Words of the export and what the ledger calls them. */
  readonly words: ReadonlyMap<string, string>
  /** An empty cell means the one above it, unless a column before this one in the mapping has changed. */
  readonly down: boolean
}

/** A part of a cell: 单位.code, or the cell itself. */
export interface ValueSource {
  readonly column: string
  readonly part?: 'code' | 'name' | 'operator' | 'value' | 'unit'
}

export interface Condition {
  readonly column: string
  /** One of these words, or any at all. */
  readonly words?: readonly string[]
}

export interface MappedValue {
  /** The first of these that holds something. */
  readonly from: readonly ValueSource[]
  readonly unless?: Condition
}

export interface Target {
  readonly sheet: SheetName
  readonly when?: Condition
  readonly unless?: Condition
  /** By heading of the ledger. */
  readonly values: ReadonlyMap<string, MappedValue>
  /** Words that stand in every row, by heading of the ledger. */
  readonly fixed: ReadonlyMap<string, string>
  /** Columns of amounts that make a row each, with what they say of it. */
  readonly spread: readonly { readonly column: string; readonly set: ReadonlyMap<string, string> }[]
  /** A column with the sum of the spread columns, to compare with. */
  readonly total?: string
  /** The export is complete for equal values of these: rows of the ledger that it does not have are removed. */
  readonly whole: readonly string[]
}

export interface Mapping {
  readonly id: string
  readonly title: string
  readonly about: string
  /** Names of sheets; * stands for anything. */
  readonly sheets: readonly string[]
  /** Columns whose headings must stand together for a row to be the header. */
  readonly anchors: readonly string[]
  readonly columns: readonly MappedColumn[]
  /** Headings that are known and not needed. */
  readonly ignore: readonly (readonly string[])[]
  /** Unit of money where neither heading nor the line above tells. */
  readonly unit: MoneyUnit
  /** Words that mark rows to leave out; `totals` also state the sum of all rows. */
  readonly leaveOut: readonly string[]
  readonly totals: readonly string[]
  readonly into: readonly Target[]
}

export interface MappingTrouble {
  /** Where in the mapping: `into[2].values.单位`. */
  readonly path: string
  readonly code: MappingTroubleCode
  readonly found: string
}
export type MappingTroubleCode =
  | 'not-yaml'
  | 'missing'
  | 'not-a-text'
  | 'not-a-list'
  | 'not-a-map'
  | 'unknown-key'
  | 'unknown-reading'
  | 'unknown-column'
  | 'unknown-part'
  | 'unknown-sheet'
  | 'unknown-heading'
  | 'unknown-unit'

const KEYS = ['title', 'about', 'sheets', 'anchors', 'columns', 'ignore', 'unit', 'leaveOut', 'totals', 'into']
const COLUMN_KEYS = ['headings', 'read', 'required', 'or', 'words', 'down']
const TARGET_KEYS = ['sheet', 'when', 'unless', 'values', 'fixed', 'spread', 'total', 'whole']
const PARTS = ['code', 'name', 'operator', 'value', 'unit']

/** A mapping from the plain value of its YAML; whatever is wrong with it is told by path, and then there is none. */
export function buildMapping(id: string, raw: unknown): { mapping?: Mapping; troubles: MappingTrouble[] } {
  const troubles: MappingTrouble[] = []
  const tell = (path: string, code: MappingTroubleCode, found: unknown = ''): void => {
    troubles.push({ path, code, found: typeof found === 'string' ? found : (JSON.stringify(found) ?? '') })
  }
  const text = (value: unknown, path: string, otherwise?: string): string => {
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return String(value)
    if (value === undefined && otherwise !== undefined) return otherwise
    tell(path, value === undefined ? 'missing' : 'not-a-text', value)
    return ''
  }
  const map = (value: unknown, path: string, keys?: readonly string[]): [string, unknown][] => {
    if (value === undefined) return []
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      tell(path, 'not-a-map', value)
      return []
    }
    const entries = Object.entries(value)
    for (const [key] of entries)
      if (keys && !keys.includes(key)) tell(path === '' ? key : `${path}.${key}`, 'unknown-key', key)
    return entries
  }
  const list = (value: unknown, path: string): unknown[] => {
    if (value === undefined) return []
    if (Array.isArray(value)) return value
    tell(path, 'not-a-list', value)
    return []
  }
  const texts = (value: unknown, path: string): string[] =>
    list(typeof value === 'string' ? [value] : value, path).map((item, i) => text(item, `${path}[${i}]`))
  const words = (value: unknown, path: string): Map<string, string> =>
    new Map(map(value, path).map(([key, word]) => [key, text(word, `${path}.${key}`)]))

  const top = Object.fromEntries(map(raw ?? {}, '', KEYS))
  const columns = map(top.columns, 'columns').map(([name, value]): MappedColumn => {
    const path = `columns.${name}`
    const given = Object.fromEntries(map(Array.isArray(value) ? { headings: value } : value, path, COLUMN_KEYS))
    const read = READINGS.find((reading) => reading === (given.read ?? 'text'))
    if (!read) tell(`${path}.read`, 'unknown-reading', given.read)
    return {
      name,
      headings: (given.headings === undefined ? [name] : texts(given.headings, `${path}.headings`)).map(pathOf),
      read: read ?? 'text',
      required: given.required === true,
      ...(given.or === undefined ? {} : { or: text(given.or, `${path}.or`) }),
      words: words(given.words, `${path}.words`),
      down: given.down === true,
    }
  })
  if (columns.length === 0) tell('columns', 'missing')
  const names = new Set(columns.map(({ name }) => name))
  const column = (name: string, path: string): string => {
    if (name !== '' && !names.has(name)) tell(path, 'unknown-column', name)
    return name
  }
  for (const { name, or } of columns) if (or !== undefined) column(or, `columns.${name}.or`)
  const source = (value: unknown, path: string): ValueSource => {
    const [name = '', part] = text(value, path).split('.')
    if (part !== undefined && !PARTS.includes(part)) tell(path, 'unknown-part', part)
    const of = { column: column(name, path) }
    return part === undefined ? of : { ...of, part: part as NonNullable<ValueSource['part']> }
  }
  const condition = (value: unknown, path: string): Condition | undefined => {
    if (value === undefined) return undefined
    if (typeof value === 'string') return { column: column(value, path) }
    const [first] = map(value, path)
    return first && { column: column(first[0], path), words: texts(first[1], `${path}.${first[0]}`) }
  }
  const withCondition = (key: 'when' | 'unless', value: unknown, path: string): object => {
    const found = condition(value, `${path}.${key}`)
    return found ? { [key]: found } : {}
  }
  const mappedValue = (value: unknown, path: string): MappedValue => {
    const isPlain = typeof value === 'string' || Array.isArray(value)
    const given = isPlain ? { from: value } : Object.fromEntries(map(value, path, ['from', 'unless']))
    const from = Array.isArray(given.from) ? given.from : [given.from]
    return { from: from.map((item: unknown) => source(item, path)), ...withCondition('unless', given.unless, path) }
  }
  const target = (value: unknown, path: string): Target | undefined => {
    const given = Object.fromEntries(map(value, path, TARGET_KEYS))
    const sheet = ALL_SHEETS.find(({ name }) => name === given.sheet)
    if (!sheet) {
      tell(`${path}.sheet`, given.sheet === undefined ? 'missing' : 'unknown-sheet', given.sheet)
      return undefined
    }
    const heading = (name: string, at: string): string => {
      if (!SHEETS[sheet.name].columns.some((c) => c.heading === name)) tell(at, 'unknown-heading', name)
      return name
    }
    const values = map(given.values, `${path}.values`).map(
      ([name, from]) => [heading(name, `${path}.values.${name}`), mappedValue(from, `${path}.values.${name}`)] as const,
    )
    const fixed = words(given.fixed, `${path}.fixed`)
    for (const name of fixed.keys()) heading(name, `${path}.fixed.${name}`)
    const spread = list(given.spread, `${path}.spread`).map((item, i) => {
      const at = `${path}.spread[${i}]`
      const each = Object.fromEntries(map(item, at, ['column', 'set']))
      const set = words(each.set, `${at}.set`)
      for (const name of set.keys()) heading(name, `${at}.set.${name}`)
      return { column: column(text(each.column, `${at}.column`), `${at}.column`), set }
    })
    const whole = texts(given.whole, `${path}.whole`).map((name) => heading(name, `${path}.whole`))
    const total =
      given.total === undefined ? {} : { total: column(text(given.total, `${path}.total`), `${path}.total`) }
    return {
      sheet: sheet.name,
      ...withCondition('when', given.when, path),
      ...withCondition('unless', given.unless, path),
      values: new Map(values),
      fixed,
      spread,
      whole,
      ...total,
    }
  }
  const unit = text(top.unit, 'unit', '元')
  if (!isMoneyUnit(unit)) tell('unit', 'unknown-unit', unit)
  const anchors = texts(top.anchors, 'anchors').map((name) => column(name, 'anchors'))
  if (anchors.length === 0) tell('anchors', 'missing')
  const into = list(top.into, 'into').flatMap((item, i) => target(item, `into[${i}]`) ?? [])
  if (into.length === 0) tell('into', 'missing')
  const mapping: Mapping = {
    id,
    title: text(top.title, 'title'),
    about: text(top.about, 'about', ''),
    sheets: texts(top.sheets, 'sheets'),
    anchors,
    columns,
    ignore: texts(top.ignore, 'ignore').map(pathOf),
    unit: isMoneyUnit(unit) ? unit : '元',
    leaveOut: texts(top.leaveOut, 'leaveOut'),
    totals: texts(top.totals, 'totals'),
    into,
  }
  return troubles.length > 0 ? { troubles } : { mapping, troubles }
}

const pathOf = (heading: string): string[] => heading.split('/').map((part) => part.trim())
