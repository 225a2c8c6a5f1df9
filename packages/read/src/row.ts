/**
 * From the labels of a row to what the row is: a total, a subject of the year's catalogue, an owner, a project, a
 * source of money. Names without codes are read in their order: 行政运行 means the one under the 款 above it.
 */
import {
  bareName,
  type Catalogue,
  type Coordinates,
  classifyCode,
  combine,
  isUnder,
  joinCode,
  type Lexicon,
  type Meaning,
  numbering,
  plainName,
  readCode,
} from '@gouji/ledger'
import type { RawRow } from './raw-row.ts'
import type { ReadRow, RowRole } from './reading.ts'
import { catalogueParents, matches, nameUnder, type SubjectTable, topSubject } from './subject.ts'

export interface RowContext {
  readonly catalogue: Catalogue
  readonly lexicon: Lexicon
  readonly year: number
  /** What the title and the panel's headings say, to choose between functions, economies and sources. */
  readonly coordinates: Coordinates
  /** Which catalogue names without codes belong to. */
  readonly subjects: SubjectTable
  /** Whether the file bears the marks of recognition from a picture, so that names may be cut off or misread. */
  readonly damaged: boolean
  /** Whether the panel has label columns at all; a row of figures alone is the whole table's. */
  readonly labelled: boolean
  readonly organisation?: string
  /** Names in the column 项目单位. */
  readonly owners: ReadonlySet<string>
}

/** The subjects above a row, by level, as they were last read. */
interface Trail {
  table?: SubjectTable
  code?: string
  /** 本年 or 结转, when a heading row above opened it. */
  vintage?: string
  /** The owner whose rows these are, with its code. */
  unit?: string
  unitCode?: string
  /** 基本支出 or 项目支出, when its row heads economies (基本支出, below it 工资福利支出). */
  character?: string
  /** The first-level project whose parts these are. */
  program?: string
  /** The source of the row above that is no part of another. */
  source?: string | undefined
}

export function readRows(raws: readonly RawRow[], panel: number, given: Omit<RowContext, 'owners'>): ReadRow[] {
  const context: RowContext = { ...given, owners: new Set(raws.flatMap((raw) => raw.unitName ?? [])) }
  const trail: Trail = {}
  return withTotalsOfHeadings(withWholeCodes(raws).map((raw) => readRow(raw, panel, context, trail)))
}

/** 一、“三公”经费支出, right below it （一）支出合计: the total is that of the heading. */
function withTotalsOfHeadings(rows: readonly ReadRow[]): ReadRow[] {
  return rows.map((row, i) => {
    const above = rows[i - 1]
    const item = above?.role === 'item' ? above.coordinates.item : undefined
    const below = row.role === 'total' && (row.depth ?? -1) > (above?.depth ?? Number.POSITIVE_INFINITY)
    return below && item !== undefined ? { ...row, coordinates: { ...row.coordinates, item } } : row
  })
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
  const identified = identify(raw, bare, context, trail)
  const found = partial ? withinAbove(identified, trail) : identified
  if (!partial) trail.source = found.coordinates.source
  const depth = raw.indent !== undefined && numbered === undefined ? undefined : depthOf(numbered?.style)
  const code = joinedCode(raw)
  const program = programOf(raw, found.role, trail)
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
    ...(found.role === 'project' && raw.projectLevel !== undefined ? { projectLevel: raw.projectLevel } : {}),
    ...(program === undefined ? {} : { program }),
    ...(partial ? { partial } : {}),
  }
}

/** 其中：财政拨款 below 一般公共预算 is a part of it, whatever it means alone. */
function withinAbove(found: Identified, { source }: Trail): Identified {
  const said = found.coordinates.source
  return source !== undefined && said !== undefined && isUnder('source', source, said)
    ? { ...found, coordinates: { ...found.coordinates, source } }
    : found
}

/** The first-level project is printed once and left blank below, or stands in a row of its own. */
function programOf(raw: RawRow, role: RowRole, trail: Trail): string | undefined {
  if (role !== 'project' || raw.projectLevel === undefined) {
    delete trail.program
    return undefined
  }
  if (raw.projectLevel === 1) trail.program = raw.label
  else if (raw.program !== undefined) trail.program = raw.program
  return raw.projectLevel === 2 ? trail.program : undefined
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
  if (!context.labelled) return { role: 'total', coordinates: {} }
  const own = ownerOf(raw, bare, trail)
  if (own) return own
  const known = bare === '' ? undefined : wordOf(bare, context.lexicon)
  const word = known && described(raw, known, context)
  if (word?.total && !raw.codeParts.some((p) => /\d/.test(p))) return totalRow(word, trail)
  const code = subjectCode(raw, bare, context)
  if (/^\d+$/.test(code) && raw.from !== 'project') return codedRow(raw, code, bare, context, trail)
  if (raw.from === 'project') {
    // 项目单位 beside its own name, or its code and name above its projects: the row sums the projects of that owner.
    const name = plainName(raw.label)
    const isOwner = UNIT_CODE.test(raw.projectCode ?? '') && (context.owners.has(name) || name === context.organisation)
    if (bare !== '' && (isOwner || raw.unitName === name)) {
      return owner(isOwner ? { ...raw, unitCode: raw.projectCode! } : raw, bare, trail)
    }
    // A kind of project (其他运转类) heads the projects of its kind, those of its owner where one is named.
    const of = raw.unitName ?? trail.unit
    if (word)
      return { role: 'project', coordinates: { ...word.coordinates, ...(of === undefined ? {} : { unit: of }) } }
    const unit = raw.unitName ? { unit: raw.unitName } : {}
    return { role: 'project', coordinates: { ...unit, project: bare || raw.projectCode || '' } }
  }
  if (word) return sourceAsSubject(raw, bare, word, context) ?? wordRow(word, trail)
  if (raw.from === 'unit' && !(raw.ownersAndSubjects && isSubject(bare, context))) return owner(raw, bare, trail)
  const year = yearOf(bare, context)
  if (year) return { role: 'item', coordinates: year }
  const named = bare === '' ? UNKNOWN : namedRow(raw, bare, context, trail)
  // A name that is no word of the trade is told by those behind it.
  const told = named === UNKNOWN ? described(raw, undefined, context) : undefined
  return told ? (told.total ? totalRow(told, trail) : wordRow(told, trail)) : named
}

/** 收入构成 | 财政拨款, 收入构成 | 合计: all that is said of the row, from the outermost text to its own. */
function described(raw: RawRow, word: Meaning | undefined, { lexicon }: RowContext): Meaning | undefined {
  const meaningsOf = (texts: readonly string[] = []): Meaning[] =>
    texts.flatMap((text) => lexicon.exact('row', bareName(text))?.meaning ?? [])
  const all = [...meaningsOf(raw.around), ...(word ? [word] : []), ...meaningsOf(raw.described)]
  if (all.length < 2) return all[0]
  const { coordinates } = combine(all)
  return all.at(-1)!.total ? { coordinates, total: true } : { coordinates }
}

/** A turned table has its years as rows: 2023年, 2024年预算数, 上年执行数. */
function yearOf(bare: string, { lexicon, year }: RowContext): Coordinates | undefined {
  const [, printed, rest = bare] = /^(20[0-4]\d)年度?(.*)$/.exec(bare) ?? []
  const head = rest === '' ? undefined : lexicon.exact('head', rest)?.meaning
  const { stage, ...others } = head?.coordinates ?? {}
  const told = printed !== undefined || head?.yearShift !== undefined
  if (!told || (rest !== '' && stage === undefined) || Object.keys(others).length > 0) return undefined
  return { year: printed ?? String(year + head!.yearShift!), ...(stage === undefined ? {} : { stage }) }
}

const isSubject = (bare: string, { catalogue, subjects, year }: RowContext): boolean =>
  catalogue.byName(subjects, bare, year).length > 0

/** Also without a remark or a unit behind it: 上年结余（不包括国库集中支付额度结余）, 部门预算总额（万元）. */
function wordOf(bare: string, lexicon: Lexicon): Meaning | undefined {
  const exact =
    lexicon.exact('row', bare) ?? lexicon.exact('row', bare.replace(/(?<=..)\((?:[^()]{4,}|[万亿]?元)\)$/, ''))
  if (exact) return exact.meaning
  // 公务接待费支出, 因公出国（境）支出, 政府采购货物支出: items are called 费 or 支出, or both, or neither.
  const stem = bare.replace(/费?支出$/, '')
  const item = [`${stem}费`, stem].map((name) => lexicon.exact('row', name)?.meaning.coordinates)
  const coordinates = item.find((c) => c?.item !== undefined || c?.procurement !== undefined)
  return coordinates && { coordinates }
}

const UNKNOWN: Identified = { role: 'unknown', coordinates: {} }

/** A row with a code: an owner's, or a subject's if code and name can belong together. */
function codedRow(raw: RawRow, code: string, bare: string, context: RowContext, trail: Trail): Identified {
  const { catalogue, year } = context
  const kind = classifyCode(code)?.kind
  if (kind === 'unit') return owner(raw, bare, trail)
  const table = tableOf(raw, context)
  const under = trail.table === table && trail.code ? [trail.code, ...catalogueParents(trail.code)] : []
  const subject = catalogue.subject(table, code, year)
  const parents = [code.slice(0, 5), code.slice(0, 3), ...under]
  const named = bare === '' ? undefined : nameUnder(catalogue, table, bare, year, parents)
  // A code that nobody knows still stands below its 类, so that the sums of the table can be checked.
  const placed = kind === table && catalogue.subject(table, code.slice(0, 3), year) ? code : undefined
  const fits = subject !== undefined && matches(catalogue, table, bare, code, year)
  const chosen = fits ? code : (named ?? placed)
  if (!chosen) return UNKNOWN
  const row = subjectRow(raw, table, chosen, trail)
  // A name of its own under another's code is not that other subject, wherever else the code is printed.
  const strange = chosen === placed && named === undefined && subject !== undefined && !fits
  return strange ? { ...row, coordinates: { ...row.coordinates, item: `名称：${bare}` } } : row
}

function subjectRow(raw: RawRow, table: SubjectTable, code: string, trail: Trail): Identified {
  trail.table = table
  trail.code = code
  const unit = ownerOfSubject(raw, code, trail)
  const { character } = table === 'function' ? {} : trail
  const above = { ...(unit === undefined ? {} : { unit }), ...(character === undefined ? {} : { character }) }
  return { role: 'subject', coordinates: { [table]: code, ...above } }
}

/** The owner named in the subject's own row, by name or by code alone, else the one above it. */
function ownerOfSubject(raw: RawRow, code: string, trail: Trail): string | undefined {
  if (raw.from === 'unit' || raw.unitCode === code) return trail.unit
  const other = raw.unitCode === trail.unitCode ? undefined : raw.unitCode
  return raw.unitName ?? other ?? trail.unit
}

/** On the expenditure side 国有资本经营预算 is the 类 of that name, not the source. */
function sourceAsSubject(raw: RawRow, bare: string, word: Meaning, context: RowContext): Identified | undefined {
  if (context.coordinates.flow !== 'expenditure' || !word.coordinates.source) return undefined
  const table = tableOf(raw, context)
  const subject = topSubject(context.catalogue, table, bare, context.year)
  return subject === undefined ? undefined : { role: 'subject', coordinates: { [table]: subject } }
}

/** A row with a name alone: a subject by its place, a word that is nearly known, an owner. */
function namedRow(raw: RawRow, bare: string, context: RowContext, trail: Trail): Identified {
  const { lexicon, catalogue, year } = context
  // 单位代码 beside codes of subjects: a row with another owner's code and none of a subject is that owner's.
  const isOwner = raw.split && raw.unitCode !== undefined && raw.unitCode !== trail.unitCode
  if (isOwner && UNIT_CODE.test(raw.unitCode)) return owner(raw, bare, trail)
  const table = tableOf(raw, context)
  // What is procured, and for which project, may be called like a subject.
  const isProcured = context.coordinates.procurement !== undefined
  const spends = (context.coordinates.flow !== 'income' || raw.from === 'unit') && !isProcured
  const chain = trail.table === table && trail.code ? [trail.code, ...catalogueParents(trail.code)] : []
  const named = spends ? nameUnder(catalogue, table, bare, year, chain) : undefined
  if (named) return subjectRow(raw, table, named, trail)
  // 一、基本支出, below it 工资福利支出: economies in a table of whatever else.
  const economy = table === 'function' && trail.character ? topSubject(catalogue, 'economy', bare, year) : undefined
  if (spends && economy) return subjectRow(raw, 'economy', economy, trail)
  const near = lexicon.find('row', bare)
  if (near?.meaning.total) return totalRow(near.meaning, trail)
  if (near) return wordRow(near.meaning, trail)
  // 行政运行 without its 款 is one of many subjects: which one is not known, and not guessed.
  const several = catalogue.byName(table, bare, year).length > 0
  if (spends && several) return { role: 'subject', coordinates: { [table]: `名称：${bare}` } }
  // Only long names reach the edge of a cell: 行政单位 is not what is left of 行政单位医疗.
  const likely = (how: string): boolean => context.damaged || how !== 'cut' || bare.length >= CUT_MIN
  const guess = spends ? catalogue.near(table, bare, year).find((m) => likely(m.how)) : undefined
  if (guess) return { role: 'subject', coordinates: { [table]: guess.subject.code } }
  return context.organisation && sameOwner(bare, context.organisation) ? owner(raw, bare, trail) : UNKNOWN
}

/** Letters that a name must have before the edge of a cell can have cut it off. */
const CUT_MIN = 8

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
  if (kind !== 'function' && kind !== 'economy' && kind !== 'governmentEconomy') return ''
  return catalogue.byName(kind, bare, year).some((s) => s.code === raw.unitCode) ? raw.unitCode! : ''
}

function totalRow(meaning: Meaning, trail: Trail): Identified {
  if (meaning.coordinates.vintage === undefined) delete trail.vintage
  else trail.vintage = meaning.coordinates.vintage
  delete trail.unit
  delete trail.character
  const balance = meaning.coordinates.vintage !== undefined
  return { role: balance ? 'balance' : 'total', coordinates: meaning.coordinates }
}

function wordRow(meaning: Meaning, trail: Trail): Identified {
  const { coordinates } = meaning
  if (coordinates.character !== undefined) trail.character = coordinates.character
  if (coordinates.vintage !== undefined) trail.vintage = coordinates.vintage
  // 一般公共预算拨款 below 二、上年结转 is carried money.
  const inherits = coordinates.source !== undefined && coordinates.vintage === undefined && trail.vintage !== undefined
  return { role: 'item', coordinates: inherits ? { ...coordinates, vintage: trail.vintage! } : coordinates }
}

/** Which catalogue a row's code or name belongs to. */
function tableOf(raw: RawRow, context: RowContext): SubjectTable {
  const first = joinedCode(raw)[0]
  if (first === '3') return 'economy'
  if (first === '5') return 'governmentEconomy'
  if (first === '2') return 'function'
  return context.subjects
}
