/**
 * From the labels of a row to what the row is: a total, a subject of the year's catalogue, an owner, a project, a
 * source of money. Names without codes are read in their order: 行政运行 means the one under the 款 above it.
 */
import type { Place } from '@gouji/document'
import {
  bareName,
  type Catalogue,
  type Coordinates,
  classifyCode,
  joinCode,
  type Lexicon,
  type Meaning,
  numbering,
  plainName,
  readCode,
} from '@gouji/ledger'
import type { Panel } from './panel.ts'
import type { ReadRow, RowRole } from './reading.ts'
import type { Section } from './section.ts'

export interface RowContext {
  readonly catalogue: Catalogue
  readonly lexicon: Lexicon
  readonly year: number
  /** What the title and the panel's headings say, to choose between functions, economies and sources. */
  readonly coordinates: Coordinates
  /** Which catalogue names without codes belong to. */
  readonly subjects: 'function' | 'economy'
  /** Whether the panel has label columns at all; a row of figures alone is the whole table's. */
  readonly labelled: boolean
  readonly organisation?: string
}

/** The labels of one row of one panel, as printed. */
export interface RawRow {
  readonly row: number
  readonly place: Place
  readonly codeParts: readonly string[]
  readonly codePlace?: Place
  readonly label: string
  readonly labelPlace?: Place
  /** Which kind of column the label was taken from. */
  readonly from: 'name' | 'project' | 'unit' | 'text' | 'none'
  readonly unitName?: string
  readonly unitCode?: string
  readonly projectCode?: string
  /** One column holds the names of owners and of their projects: 单位名称（项目名称）. */
  readonly mixed?: boolean
  readonly indent?: number
}

export function rawRow(section: Section, row: number, panel: Panel, columnOf: (c: number) => number): RawRow {
  const texts = new Map<string, { text: string; place: Place; indent?: number; heading: string }>()
  for (let c = 0; c < section.grid.columns; c++) {
    const label = panel.labels.find((l) => l.column === columnOf(c))
    const spot = section.grid.at(row, c)
    if (!label || !spot || spot.plain === '') continue
    // Of several name columns (收入构成 | 财政拨款) the one nearest to the figures is the row's own.
    const { indent, place, text } = spot.cell
    texts.set(label.kind, { text, place, heading: label.heading, ...(indent === undefined ? {} : { indent }) })
  }
  const classes = ['class1', 'class2', 'class3'].map((k) => halfWidth(texts.get(k)?.text ?? ''))
  const split = classes.some((t) => t !== '')
  const code = texts.get('code')
  const kinds = ['name', 'project', 'unit', 'text'] as const
  let from: RawRow['from'] = kinds.find((k) => texts.has(k)) ?? 'none'
  let label = from === 'none' ? undefined : texts.get(from)
  let codeParts = split ? classes : code ? [halfWidth(code.text)] : []
  // A code column may hold a name (合计), and a name column may hold code and name.
  if (!label && code && /[\u4e00-\u9fff]/.test(code.text)) {
    label = code
    from = 'name'
    codeParts = []
  }
  if (split && !label) {
    const words = ['class1', 'class2', 'class3']
      .map((k) => texts.get(k))
      .find((t) => t && /[\u4e00-\u9fff]/.test(t.text))
    if (words) {
      label = words
      from = 'name'
      codeParts = []
    }
  }
  // A lone 合计 may reach over the code columns.
  if (!codeParts.some((p) => /\d/.test(p))) codeParts = []
  const inside =
    label && from !== 'project' && codeParts.every((p) => p === '')
      ? /^\s*[【[(]?(\d{3,7})[】\])]?[-—\s:：]*(?=[\u4e00-\u9fff])/.exec(label.text)
      : null
  if (inside) codeParts = [inside[1]!]
  const codePlace = (split ? (texts.get('class1') ?? texts.get('class2') ?? texts.get('class3')) : code)?.place
  const place = label?.place ?? codePlace ?? firstPlace(section, row)
  return {
    row,
    place,
    codeParts,
    label: label?.text.trim() ?? '',
    from,
    ...(codePlace ? { codePlace } : {}),
    ...(label ? { labelPlace: label.place } : {}),
    ...(texts.has('unit') ? { unitName: plainName(texts.get('unit')!.text) } : {}),
    ...(texts.has('unitcode') ? { unitCode: plainName(texts.get('unitcode')!.text) } : {}),
    ...(texts.has('projectcode') ? { projectCode: plainName(texts.get('projectcode')!.text) } : {}),
    ...(from === 'project' && /单位|部门/.test(label?.heading ?? '') ? { mixed: true } : {}),
    ...(label?.indent === undefined ? {} : { indent: label.indent }),
  }
}

const halfWidth = (text: string): string => text.normalize('NFKC')

const firstPlace = (section: Section, row: number): Place => section.grid.filled(row)[0]?.cell.place ?? section.place

/** The subjects above a row, by level, as they were last read. */
interface Trail {
  table?: 'function' | 'economy'
  code?: string
  /** 本年 or 结转, when a heading row above opened it. */
  vintage?: string
  /** The owner whose rows these are, with its code. */
  unit?: string
  unitCode?: string
}

export function readRows(raws: readonly RawRow[], panel: number, context: RowContext): ReadRow[] {
  const trail: Trail = {}
  return withWholeCodes(raws).map((raw) => readRow(raw, panel, context, trail))
}

/** 类 and 款 printed once and left blank below: each row takes what it lacks from the rows above. */
function withWholeCodes(raws: readonly RawRow[]): RawRow[] {
  const above: string[] = []
  return raws.map((raw) => {
    const parts = raw.codeParts
    const last = parts.findLastIndex((p) => p !== '')
    if (parts.length < 2 || last < 0) return raw
    const first = parts.findIndex((p) => p !== '')
    const whole = parts.map((p, i) => (i < first ? (above[i] ?? '') : p))
    above.splice(0, above.length, ...whole.slice(0, last + 1))
    return { ...raw, codeParts: whole }
  })
}

function readRow(raw: RawRow, panel: number, context: RowContext, trail: Trail): ReadRow {
  const numbered = numbering(plainName(raw.label))
  const partial = /^其中[:：]?/.test(plainName(raw.label)) || (numbered !== undefined && /^其中/.test(numbered.rest))
  // 2、资金结构：（1）基本支出 — the first of a list on the line of its heading.
  const bare = bareName(raw.label.replace(/^.*[:：]\s*(?=[（(][\d一二三四五六七八九][)）])/, ''))
  const found = identify(raw, bare, context, trail)
  const depth = raw.indent !== undefined && numbered === undefined ? undefined : depthOf(numbered?.style)
  const code = joinedCode(raw)
  return {
    row: raw.row,
    panel,
    place: raw.place,
    ...(code === '' ? {} : { code, codePrinted: raw.codeParts.filter(Boolean).join(' ') }),
    ...(raw.codePlace ? { codePlace: raw.codePlace } : {}),
    label: raw.label.replace(/(?<=[\u4e00-\u9fff（(）)])\s+(?=[\u4e00-\u9fff（(）)])/g, ''),
    ...(raw.labelPlace ? { labelPlace: raw.labelPlace } : {}),
    role: found.role,
    coordinates: found.coordinates,
    understood: found.role !== 'unknown',
    ...(depth === undefined ? {} : { depth }),
    ...(partial ? { partial } : {}),
  }
}

/** The code as one string; one that is no code (7 11 02) stays as printed, for its row is still a subject's. */
const codeOf = (parts: readonly string[]): string =>
  (parts.length === 1 ? readCode(parts[0]!) : joinCode(parts))?.code ?? plainName(parts.join(''))

const joinedCode = (raw: RawRow): string =>
  raw.codeParts.length > 0 ? codeOf(raw.codeParts) : (raw.projectCode ?? raw.unitCode ?? '')

const DEPTH: Readonly<Record<string, number>> = {
  'han-comma': 0,
  'han-bracket': 1,
  'digit-dot': 2,
  'digit-comma': 2,
  'digit-bracket': 3,
  circled: 4,
}
const depthOf = (style: string | undefined): number | undefined => (style === undefined ? undefined : DEPTH[style])

interface Identified {
  readonly role: RowRole
  readonly coordinates: Coordinates
}

function identify(raw: RawRow, bare: string, context: RowContext, trail: Trail): Identified {
  const { lexicon, catalogue, year } = context
  if (!context.labelled) return { role: 'total', coordinates: {} }
  const own = ownerOf(raw, bare, trail)
  if (own) return own
  const word = bare === '' ? undefined : lexicon.exact('row', bare)
  const table = tableOf(raw, context)
  if (word?.meaning.total && !raw.codeParts.some((p) => /\d/.test(p))) return totalRow(word.meaning, trail)
  const code = subjectCode(raw, bare, context)
  if (/^\d+$/.test(code) && raw.from !== 'project') {
    const kind = classifyCode(code)?.kind
    if (kind === 'unit') return owner(raw, bare, trail)
    const under = trail.table === table && trail.code ? [trail.code, ...catalogueParents(trail.code)] : []
    const subject = catalogue.subject(table, code, year)
    const parents = [code.slice(0, 5), code.slice(0, 3), ...under]
    const named = bare === '' ? undefined : nameUnder(catalogue, table, bare, year, parents)
    // A code that nobody knows still stands below its 类, so that the sums of the table can be checked.
    const placed = kind === table && catalogue.subject(table, code.slice(0, 3), year) ? code : undefined
    const chosen = subject && matches(catalogue, table, bare, code, year) ? code : (named ?? placed)
    if (!chosen) return { role: 'unknown', coordinates: {} }
    trail.table = table
    trail.code = chosen
    // A name of its own under another's code is not that other subject, wherever else the code is printed.
    const strange =
      chosen === placed && named === undefined && subject !== undefined && !matches(catalogue, table, bare, code, year)
    const unit = raw.from === 'unit' ? trail.unit : (raw.unitName ?? trail.unit)
    const at = { [table]: chosen, ...(unit === undefined ? {} : { unit }) }
    return { role: 'subject', coordinates: strange ? { ...at, item: `名称：${bare}` } : at }
  }
  // A kind of project (其他运转类) heads the projects of its kind.
  if (raw.from === 'project' && word) return { role: 'project', coordinates: word.meaning.coordinates }
  if (raw.from === 'project') {
    const unit = raw.unitName ? { unit: raw.unitName } : {}
    return { role: 'project', coordinates: { ...unit, project: bare || raw.projectCode || '' } }
  }
  // On the expenditure side 国有资本经营预算 is the 类 of that name, not the source.
  const subject =
    word && context.coordinates.flow === 'expenditure' && word.meaning.coordinates.source
      ? topSubject(catalogue, table, bare, year)
      : undefined
  if (subject) return { role: 'subject', coordinates: { [table]: subject } }
  if (word) return wordRow(word.meaning, trail)
  if (raw.from === 'unit') return owner(raw, bare, trail)
  if (bare !== '') {
    const chain = trail.table === table && trail.code ? [trail.code, ...catalogueParents(trail.code)] : []
    const named = context.coordinates.flow === 'income' ? undefined : nameUnder(catalogue, table, bare, year, chain)
    if (named) {
      trail.table = table
      trail.code = named
      const unit = raw.unitName ?? trail.unit
      return { role: 'subject', coordinates: { [table]: named, ...(unit === undefined ? {} : { unit }) } }
    }
    const near = lexicon.find('row', bare)
    if (near?.meaning.total) return totalRow(near.meaning, trail)
    if (near) return wordRow(near.meaning, trail)
    if (context.coordinates.flow !== 'income') {
      // 行政运行 without its 款 is one of many subjects: which one is not known, and not guessed.
      if (catalogue.byName(table, bare, year).length > 0)
        return { role: 'subject', coordinates: { [table]: `名称：${bare}` } }
      const guess = catalogue.near(table, bare, year)[0]
      if (guess) return { role: 'subject', coordinates: { [table]: guess.subject.code } }
    }
    if (context.organisation && sameOwner(bare, context.organisation)) return owner(raw, bare, trail)
  }
  return { role: 'unknown', coordinates: {} }
}

const sameOwner = (a: string, b: string): boolean => a.length > 3 && (a.includes(b) || b.includes(a))

function owner(raw: RawRow, bare: string, trail: Trail): Identified {
  const unit = bare || raw.unitCode || raw.codeParts.join('')
  trail.unit = unit
  trail.unitCode = raw.unitCode ?? raw.codeParts.join('')
  return { role: 'unit', coordinates: { unit } }
}

const UNIT_CODE = /^\d{3}(?:\d{3}){0,2}$/

/** In a column of owners and projects a row with a code of an owner that is not the one above is that owner's. */
function ownerOf(raw: RawRow, bare: string, trail: Trail): Identified | undefined {
  if (!raw.mixed) return undefined
  const code = [raw.unitCode, raw.projectCode].find((c) => c !== undefined && UNIT_CODE.test(c))
  return code === undefined || code === trail.unitCode ? undefined : owner({ ...raw, unitCode: code }, bare, trail)
}

/** The code of a subject; also one printed in the column of owners, where the catalogue knows it by the row's name. */
function subjectCode(raw: RawRow, bare: string, { catalogue, year }: RowContext): string {
  if (raw.codeParts.length > 0) return codeOf(raw.codeParts)
  const kind = raw.unitCode === undefined ? undefined : classifyCode(raw.unitCode)?.kind
  if (kind !== 'function' && kind !== 'economy') return ''
  return catalogue.byName(kind, bare, year).some((s) => s.code === raw.unitCode) ? raw.unitCode! : ''
}

function totalRow(meaning: Meaning, trail: Trail): Identified {
  if (meaning.coordinates.vintage === undefined) delete trail.vintage
  else trail.vintage = meaning.coordinates.vintage
  delete trail.unit
  const balance = meaning.coordinates.vintage !== undefined
  return { role: balance ? 'balance' : 'total', coordinates: meaning.coordinates }
}

function wordRow(meaning: Meaning, trail: Trail): Identified {
  const { coordinates } = meaning
  if (coordinates.vintage !== undefined) trail.vintage = coordinates.vintage
  // 一般公共预算拨款 below 二、上年结转 is carried money.
  const inherits = coordinates.source !== undefined && coordinates.vintage === undefined && trail.vintage !== undefined
  return { role: 'item', coordinates: inherits ? { ...coordinates, vintage: trail.vintage! } : coordinates }
}

/** Which catalogue a row's code or name belongs to. */
function tableOf(raw: RawRow, context: RowContext): 'function' | 'economy' {
  const first = joinedCode(raw)[0]
  if (first === '3') return 'economy'
  if (first === '2') return 'function'
  return context.subjects
}

const catalogueParents = (code: string): string[] =>
  code.length > 5 ? [code.slice(0, 5), code.slice(0, 3)] : code.length > 3 ? [code.slice(0, 3)] : []

/** Whether code and name belong together; a name that the catalogue does not know must at least resemble the code's. */
function matches(
  catalogue: Catalogue,
  table: 'function' | 'economy',
  bare: string,
  code: string,
  year: number,
): boolean {
  if (bare === '') return true
  const named = catalogue.byName(table, bare, year)
  if (named.length > 0) return named.some((s) => s.code === code)
  const official = bareName(catalogue.subject(table, code, year)?.name ?? '')
  const shared = [...new Set(bare)].filter((c) => official.includes(c)).length
  return shared * 2 >= Math.min(new Set(bare).size, new Set(official).size)
}

/** The 类 of a name. */
const topSubject = (
  catalogue: Catalogue,
  table: 'function' | 'economy',
  bare: string,
  year: number,
): string | undefined => catalogue.byName(table, bare, year).find((s) => s.parent === undefined)?.code

/** The code of a name: under the nearest of the given parents, else at the top, else wherever it is the only one. */
function nameUnder(
  catalogue: Catalogue,
  table: 'function' | 'economy',
  bare: string,
  year: number,
  parents: readonly string[],
): string | undefined {
  const all = catalogue.byName(table, bare, year)
  if (all.length === 0) return undefined
  for (const parent of parents) {
    const below = all.filter((s) => s.parent === parent)
    if (below.length > 0) return below[0]!.code
  }
  const top = all.find((s) => s.parent === undefined || s.parent === '')
  if (top) return top.code
  const codes = new Set(all.map((s) => s.code))
  return codes.size === 1 ? all[0]!.code : undefined
}
