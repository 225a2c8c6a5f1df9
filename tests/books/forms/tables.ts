/**
 * What the local forms have in common: rows by function, by economy, by unit and by project, made from lines, with the
 * columns given as a header tree whose leaves know what they sum.
 */
import { MONEY_UNITS, type MoneyUnit } from '@gouji/ledger'
import {
  type BodyCell,
  type BodyRow,
  type BookTable,
  emptyCell,
  type Header,
  moneyCell,
  type NumberStyle,
  textCell,
} from '../book.ts'
import { ECONOMIES } from '../facts.ts'
import { functionName, type Line, total, type Where, withParents, type Year } from '../figures.ts'

/** The habits of one local form. */
export interface Dialect {
  readonly form: string
  readonly style: NumberStyle
  /** Codes in one column (2080505), in a column for each level (208 05 05), or not at all. */
  readonly codes: 'joined' | 'split' | 'none'
  readonly totalAt: 'first' | 'last'
  readonly totalName: string
  readonly numbering: boolean
  readonly unitLine: (unit: MoneyUnit) => string
  readonly ownerLine: string
  /** Text of the columns for code and name of a subject. */
  readonly codeHeader: string
  readonly nameHeader: string
  /** Names are pushed to the right by level. */
  readonly indented: boolean
  readonly landscape: boolean
}

/** A heading whose leaf knows which lines it sums. */
export interface Measured extends Header {
  readonly children?: readonly Measured[]
  readonly of?: (lines: readonly Line[]) => bigint
}

export const sums = (text: string, where: Where = {}, width?: number): Measured => ({
  text,
  of: (lines) => total(lines, where),
  ...(width === undefined ? {} : { width }),
})

export const group = (text: string, ...children: Measured[]): Measured => ({ text, children })

export const nothing = (text: string): Measured => ({ text, of: () => 0n })

function leaves(headers: readonly Measured[]): ((lines: readonly Line[]) => bigint)[] {
  return headers.flatMap((h) => (h.children ? leaves(h.children) : h.of ? [h.of] : []))
}

export const label = (text: string, width = 26): Header => ({ text, role: 'label', width })

export interface TableOptions {
  readonly title: string
  readonly notes?: readonly string[]
  readonly style?: Partial<NumberStyle>
  readonly numbering?: boolean
  readonly landscape?: boolean
  readonly related?: boolean
}

/** Everything of a table but its header and rows. */
export function frame(d: Dialect, options: TableOptions): Omit<BookTable, 'header' | 'rows'> {
  const style = { ...d.style, ...options.style }
  return {
    kind: 'table',
    title: options.title,
    ownerLine: d.ownerLine,
    unitLine: d.unitLine(style.unit),
    style,
    numbering: options.numbering ?? d.numbering,
    notes: options.notes ?? [],
    landscape: options.landscape ?? d.landscape,
    related: options.related ?? true,
  }
}

/** The cells of a code: one, or one for each level; empty ones for rows without a code. */
export function codeCells(d: Dialect, code: string | undefined, levels = 3): BodyCell[] {
  if (d.codes === 'none') return []
  if (d.codes === 'joined') return [textCell(code ?? '')]
  const parts = code === undefined ? [] : [code.slice(0, 3), code.slice(3, 5), code.slice(5, 7)]
  return Array.from({ length: levels }, (_, i) => textCell(parts[i] ?? ''))
}

export function codeHeaders(d: Dialect, levels: 2 | 3): Header[] {
  if (d.codes === 'none') return []
  if (d.codes === 'joined') return [{ text: d.codeHeader, role: 'code', width: 9 }]
  const names = ['类', '款', '项'].slice(0, levels)
  return [{ text: d.codeHeader, children: names.map((text) => ({ text, role: 'code' as const, width: 4 })) }]
}

export const economyName = (code: string): string => {
  const name = ECONOMIES[code]
  if (name === undefined) throw new Error(`no name for economy ${code}`)
  return name
}

const levelOf = (code: string): number => (code.length - 3) / 2

export interface SubjectOptions extends TableOptions {
  readonly subjects: 'function' | 'economy'
  readonly lines: readonly Line[]
  readonly figures: readonly Measured[]
  /** Wraps code and name columns below one more heading. */
  readonly subjectHeader?: string
  /** Only codes of this length: 7 for 项 alone. */
  readonly only?: number
  readonly classNames?: (name: string) => string
}

/** Rows by function or economy with all their parents, and the total. */
export function subjectTable(d: Dialect, options: SubjectOptions): BookTable {
  const { subjects, lines, figures } = options
  const shape = frame(d, options)
  const measures = leaves(figures)
  const levels = subjects === 'function' ? 3 : 2
  const rowOf = (code: string | undefined, name: string, of: readonly Line[], indent: number): BodyRow => [
    ...codeCells(d, code, levels),
    d.indented ? textCell(name, indent) : textCell(name),
    ...measures.map((m) => moneyCell(m(of), shape.style)),
  ]
  const codes = withParents(lines.map((l) => l[subjects])).filter((c) => !options.only || c.length === options.only)
  const rows = codes.map((code) =>
    rowOf(
      code,
      subjects === 'function' ? functionName(code) : economyName(code),
      lines.filter((l) => l[subjects].startsWith(code)),
      levelOf(code),
    ),
  )
  const totalRow = rowOf(undefined, d.totalName, lines, 0)
  const subjectColumns = [...codeHeaders(d, levels), label(d.nameHeader)]
  return {
    ...shape,
    header: [
      ...(options.subjectHeader ? [{ text: options.subjectHeader, children: subjectColumns }] : subjectColumns),
      ...figures,
    ],
    rows: d.totalAt === 'first' ? [totalRow, ...rows] : [...rows, totalRow],
  }
}

export interface UnitOptions extends TableOptions {
  readonly lines: readonly Line[]
  readonly figures: readonly Measured[]
  readonly codes?: boolean
  readonly codeHeader?: string
  readonly nameHeader: string
  /** A row for the department between the total and its units. */
  readonly departmentRow: boolean
}

/** Rows by unit, with the total first or last as the form has it. */
export function unitTable(y: Year, d: Dialect, options: UnitOptions): BookTable {
  const shape = frame(d, options)
  const measures = leaves(options.figures)
  const rowOf = (code: string, name: string, of: readonly Line[]): BodyRow => [
    ...(options.codes ? [textCell(code)] : []),
    textCell(name),
    ...measures.map((m) => moneyCell(m(of), shape.style)),
  ]
  const units = y.units.map((u, unit) =>
    rowOf(
      u.code,
      u.name,
      options.lines.filter((l) => l.unit === unit),
    ),
  )
  const department =
    options.departmentRow && y.audience === 'department'
      ? [rowOf(y.organisationCode, y.organisation, options.lines)]
      : []
  const totalRow = rowOf('', d.totalName, options.lines)
  return {
    ...shape,
    header: [
      ...(options.codes ? [{ text: options.codeHeader ?? '单位代码', role: 'code' as const, width: 9 }] : []),
      label(options.nameHeader, 24),
      ...options.figures,
    ],
    rows: d.totalAt === 'first' ? [totalRow, ...department, ...units] : [...department, ...units, totalRow],
  }
}

/** A table that has to be shown although nothing is in it: one total row of blanks and the note that says so. */
export function emptyTable(
  d: Dialect,
  options: TableOptions & { header: readonly Header[]; columns: number; labelAt: number },
): BookTable {
  const shape = frame(d, options)
  const row = Array.from({ length: options.columns }, (_, i) =>
    i === options.labelAt ? textCell(d.totalName) : emptyCell,
  )
  return { ...shape, header: options.header, rows: [row] }
}

/** A line of a balance table: a label and an amount, or a label alone. */
export type Item = readonly [text: string, fen: bigint | undefined, indent?: number]

export const itemRow =
  (style: NumberStyle) =>
  ([text, fen, indent]: Item): BodyRow => [
    textCell(text, indent),
    fen === undefined ? emptyCell : moneyCell(fen, style),
  ]

/** Functions 类款项 by name alone, as the right side of a 收支总表. */
export function functionItems(lines: readonly Line[]): Item[] {
  return withParents(lines.map((l) => l.function)).map((code) => [
    functionName(code),
    total(lines, { functionUnder: code }),
    levelOf(code),
  ])
}

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 → 一, 24 → 二十四. */
export function numeral(n: number): string {
  const tens = Math.floor(n / 10)
  return `${tens > 1 ? NUMERALS[tens] : ''}${tens > 0 ? '十' : ''}${NUMERALS[n % 10]}`
}

export const isUnit = (text: string): text is MoneyUnit => (MONEY_UNITS as readonly string[]).includes(text)
