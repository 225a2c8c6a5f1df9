/**
 * The same coordinates anywhere in the document, and what follows across tables: income = expenditure, 基本支出 =
 * 人员经费 + 公用经费, totals that another table breaks down.
 */
import { type Coordinates, coordinatesKey, type Dimension, isUnder } from '@gouji/ledger'
import type { ReadCell, ReadTable } from '@gouji/read'
import type { Book } from '../quantities.ts'
import type { Tie } from './relation.ts'

/** Copies of one figure that are compared pair by pair; beyond that the first ones stand for the rest. */
const PAIRS = 10

export interface Claimed {
  readonly key: string
  readonly coordinates: Coordinates
  readonly quantity: number
}

/** Kinds of tables whose amounts are of the budget itself. */
const COMPARABLE = new Set(['balance', 'income', 'expenditure', 'economy', 'three-public', 'project', 'other'])

/** `unsound` are figures that their own table contradicts; they say nothing about what the document distinguishes. */
export function claimsOf(book: Book, unsound: ReadonlySet<number>): Claimed[] {
  const canon = canonical(book, unsound)
  const claims: Claimed[] = []
  for (const [quantity, cell] of book.cells.entries()) {
    const table = book.tables[quantity]!
    const known = table.kind === 'performance' ? cell.coordinates?.project !== undefined : COMPARABLE.has(table.kind)
    if (!known || !cell.coordinates || cell.measure !== 'amount' || table.unitSource === 'none') continue
    const column = table.columns.find((c) => c.column === cell.column)
    if (!column?.understood || /^其中/.test(column.path.at(-1) ?? '') || /^其中/.test(cell.rowLabel)) continue
    if (book.quantities[quantity]!.blank && namesOnly(table, cell)) continue
    const coordinates = canon(cell.coordinates, quantity)
    if (!coordinates) continue
    claims.push({ key: coordinatesKey(coordinates), coordinates, quantity })
  }
  return claims
}

/** A row that names an owner and prints no figure (the head of a form) does not say that the owner has nothing. */
const namesOnly = (table: ReadTable, cell: ReadCell): boolean =>
  table.rows.some((r) => r.row === cell.row && r.role === 'unit') &&
  !table.cells.some((c) => c.row === cell.row && c.printed !== undefined)

/**
 * Ways to say the same thing brought to one form. What a document shows to be nothing is left out of the distinction:
 * with no 结转 the year's money is all money, with one source of money that source is the total.
 */
function canonical(
  book: Book,
  unsound: ReadonlySet<number>,
): (c: Coordinates, quantity: number) => Coordinates | undefined {
  const nonzero = (test: (c: Coordinates) => boolean): boolean =>
    book.cells.some(
      (cell, i) =>
        cell.coordinates &&
        book.tables[i]!.number > 0 &&
        !isNothing(book, i) &&
        !unsound.has(i) &&
        cell.measure === 'amount' &&
        test(cell.coordinates),
    )
  // Where no table was read, nothing is known to be nothing.
  const isUntold = !nonzero((c) => c.flow !== undefined)
  const carriedIn =
    isUntold ||
    nonzero(
      (c) =>
        (c.flow === 'income' && (c.vintage === 'carried' || c.vintage === 'reserve')) ||
        (c.flow === 'expenditure' && c.origin === 'carried'),
    )
  const carriedOut =
    isUntold || nonzero((c) => c.flow === 'expenditure' && (c.vintage === 'carried' || c.vintage === 'surplus'))
  const otherFiscal = isUntold || nonzero((c) => c.source === 'fund' || c.source === 'capital')
  const ownMoney =
    isUntold || nonzero((c) => c.source !== undefined && !['fiscal', 'general', 'fund', 'capital'].includes(c.source))
  const basicIsGeneral = isBasicGeneral(book, unsound)
  const tellsVintage = new Map<number, boolean>()
  for (const table of book.reading.tables) {
    const said = [...table.columns, ...table.rows].some((x) => x.coordinates.vintage !== undefined)
    tellsVintage.set(table.number, said)
  }
  return (given, quantity) => {
    const c: Partial<Record<Dimension, string>> = { ...given }
    const table = book.tables[quantity]!
    const prose = table.number < 0
    // 一般公共预算拨款 in a sentence may be either side; both come to the same.
    if (prose && c.flow === undefined && c.source !== undefined) c.flow = 'expenditure'
    if (c.flow === undefined || c.procurement !== undefined) return undefined
    const detailed = c.function || c.economy || c.character || c.project || c.item
    if (c.flow === 'expenditure') {
      if (detailed) delete c.vintage
      // 支出 of a sentence is this year's; only a grand total (支出总计) counts 结转 as well.
      else if (prose && c.vintage === undefined && given.flow !== undefined && !isGrand(book, quantity))
        c.vintage = 'current'
      else if (!prose && c.vintage === undefined && !tellsVintage.get(table.number)) c.vintage = 'current'
      if (!carriedOut && c.vintage === 'current') delete c.vintage
      if (!carriedIn && c.origin === 'current') delete c.origin
    } else {
      const silent = c.vintage === undefined && !tellsVintage.get(table.number)
      // A sentence about all income means all of it; one about a source may leave 结转 out.
      if (silent && carriedIn && (!prose || c.source !== undefined)) return undefined
      // 收入 of final accounts may be the year's or all of it; only a grand total says which.
      if (silent && carriedIn && c.stage === 'final' && !isGrand(book, quantity)) return undefined
      if (!carriedIn && c.vintage === 'current') delete c.vintage
    }
    if (!otherFiscal && c.source === 'fiscal') c.source = 'general'
    if (!otherFiscal && !ownMoney && c.source === 'general') delete c.source
    if (basicIsGeneral && isUnder('character', c.character, 'basic') && !otherFiscal && c.source === 'general') {
      delete c.source
    }
    // “三公” and 机关运行经费 are by definition of 一般公共预算财政拨款.
    if (c.item !== undefined && (c.source === 'general' || c.source === 'fiscal')) delete c.source
    if (c.project !== undefined) delete c.unit
    if (c.project !== undefined) delete c.character
    return c
  }
}

/**
 * Whether tables print one amount of 基本支出 for all money and for the general budget: then its parts are the same as
 * well, whichever of the two a sentence speaks of.
 */
function isBasicGeneral(book: Book, unsound: ReadonlySet<number>): boolean {
  const printed = { all: new Set<bigint>(), general: new Set<bigint>() }
  for (const [i, cell] of book.cells.entries()) {
    const c = cell.coordinates
    if (!c || book.tables[i]!.number < 0 || unsound.has(i) || isNothing(book, i) || cell.measure !== 'amount') continue
    const { source, flow, character, year, stage, ...rest } = c
    if (flow !== 'expenditure' || character !== 'basic' || Object.keys(rest).length > 0) continue
    const fen = cell.figure?.fen
    if (fen === undefined || Number(year) !== book.reading.identity.year || stage !== book.reading.identity.stage)
      continue
    if (source === undefined) printed.all.add(fen)
    else if (source === 'general' || source === 'fiscal') printed.general.add(fen)
    else return false
  }
  return printed.all.size === 1 && printed.general.size === 1 && printed.general.has([...printed.all][0]!)
}

const isGrand = (book: Book, quantity: number): boolean =>
  /总计|总预算|总额|总收入|总支出|总数/.test(book.cells[quantity]!.rowLabel)

/** A 0.00 that stands for a few yuan (see `collectQuantities`) is something. */
const isNothing = (book: Book, quantity: number): boolean => {
  const { blank, interval } = book.quantities[quantity]!
  return blank || (interval.lo === 0n && interval.hi === 0n)
}

export function sameCoordinates(book: Book, claims: readonly Claimed[]): Tie[] {
  const classes = new Map<string, Claimed[]>()
  for (const claim of claims) classes.set(claim.key, [...(classes.get(claim.key) ?? []), claim])
  const ties: Tie[] = []
  for (const members of classes.values()) {
    const distinct = onePerTable(book, members)
    for (let i = 0; i < Math.min(distinct.length, PAIRS); i++) {
      for (let j = i + 1; j < distinct.length; j++) ties.push(sameTie(book, distinct[i]!, distinct[j]!))
    }
  }
  return ties
}

/** Within one table equal coordinates come from rows that only look alike; sums tie those. */
function onePerTable(book: Book, members: readonly Claimed[]): Claimed[] {
  const byTable = new Map<number, Claimed[]>()
  for (const m of members) {
    const number = book.tables[m.quantity]!.number
    byTable.set(number, [...(byTable.get(number) ?? []), m])
  }
  return [...byTable.values()].flatMap((own) => {
    if (own.length === 1) return own
    const values = new Set(own.map((m) => String(book.quantities[m.quantity]!.digits ?? 'blank')))
    return values.size === 1 ? [own[0]!] : own.some((m) => m.coordinates.project !== undefined) ? [] : [own[0]!]
  })
}

function sameTie(book: Book, a: Claimed, b: Claimed): Tie {
  const [x, y] = [book.tables[a.quantity]!, book.tables[b.quantity]!]
  const doubtful = x.unitSource === 'document' || y.unitSource === 'document'
  const limited = x.titleResidue !== undefined || y.titleResidue !== undefined
  return {
    rule: 'SAME-COORDINATES',
    kind: 'same',
    terms: [
      { quantity: a.quantity, weight: 1 },
      { quantity: b.quantity, weight: -1 },
    ],
    trust: limited ? 0.5 : doubtful ? 0.6 : 0.85,
    // Names of projects may be those of another level (一级、二级项目); they stand or fall apart from the rest.
    family: `same${a.coordinates.project === undefined ? '' : '-project'} ${x.number} ${y.number}`,
    basis: '表间勾稽：同一口径、同一科目的数在各表中应当一致',
    subject: `${describe(book, a)} 与 ${describe(book, b)}`,
  }
}

/** `收支总表“行政运行”预算数`. */
export const describe = (book: Book, c: Claimed): string => {
  const cell = book.cells[c.quantity]!
  return `${book.tables[c.quantity]!.title || '本表'}“${cell.rowLabel}”${cell.columnPath.at(-1) ?? ''}`
}

/** 收入总计 = 支出总计, for all money and for each source that both sides print. */
export function balances(book: Book, claims: readonly Claimed[]): Tie[] {
  const ties: Tie[] = []
  const bare = claims.filter((c) =>
    Object.keys(c.coordinates).every((d) => ['flow', 'source', 'stage', 'year'].includes(d)),
  )
  const grand = bare.filter((c) => isGrandTotal(book, c.quantity) && !isWithinGrandTotal(book, c, bare))
  for (const income of grand.filter((c) => c.coordinates.flow === 'income')) {
    for (const spent of grand.filter((c) => c.coordinates.flow === 'expenditure')) {
      const { source, stage, year } = income.coordinates
      if (spent.coordinates.source !== source || spent.coordinates.stage !== stage || spent.coordinates.year !== year)
        continue
      const table = book.tables[income.quantity]!
      const within = table === book.tables[spent.quantity]
      if (!within) continue
      ties.push({
        rule: 'BALANCE',
        kind: 'balance',
        terms: [
          { quantity: income.quantity, weight: 1 },
          { quantity: spent.quantity, weight: -1 },
        ],
        trust: 0.95,
        family: `balance ${table.number}`,
        basis: '收支平衡：收入总计等于支出总计（预算法第十二条、第三十五条）',
        subject: `${describe(book, income)} 与 ${describe(book, spent)}`,
      })
    }
  }
  return ties
}

const isGrandTotal = (book: Book, quantity: number): boolean =>
  /(?:总计|合计)[:：]?$/.test(book.cells[quantity]!.rowLabel.replace(/\s/g, ''))

/** 本年支出合计 above 支出总计 is a part of it, even where nothing is known to be carried over. */
function isWithinGrandTotal(book: Book, claim: Claimed, others: readonly Claimed[]): boolean {
  const vintage = (c: Claimed): string | undefined => book.cells[c.quantity]!.coordinates?.vintage
  const table = book.tables[claim.quantity]
  return (
    vintage(claim) !== undefined &&
    others.some(
      (o) =>
        o.key === claim.key &&
        book.tables[o.quantity] === table &&
        vintage(o) === undefined &&
        isGrandTotal(book, o.quantity),
    )
  )
}

/**
 * A figure of one table broken down in another: 基本支出 = 人员经费 + 公用经费, 财政拨款 = 本年 + 结转. Only where no
 * table prints whole and parts side by side, for there the sums of the table itself say it.
 */
export function sumsAcross(book: Book, claims: readonly Claimed[]): Tie[] {
  const first = new Map<string, Claimed>()
  for (const c of claims) if (!first.has(c.key)) first.set(c.key, c)
  const ties: Tie[] = []
  for (const [dimension, members] of BREAKDOWNS) {
    for (const whole of first.values()) {
      if (whole.coordinates[dimension] !== members.of) continue
      const base = { ...whole.coordinates }
      const at = (member: string): Claimed | undefined => first.get(coordinatesKey({ ...base, [dimension]: member }))
      const needed = members.into.map(at)
      if (needed.some((p) => p === undefined)) continue
      const parts = [...needed, ...(members.also ?? []).map(at).filter((p) => p !== undefined)]
      const tables = new Set([whole, ...parts].map((c) => book.tables[c!.quantity]!.number))
      if (tables.size === 1) continue
      ties.push({
        rule: 'SUM-ACROSS',
        kind: 'sum',
        terms: [
          { quantity: whole.quantity, weight: 1 },
          ...parts.map((p) => ({ quantity: p!.quantity, weight: -1 as const })),
        ],
        trust: 0.8,
        family: `across ${dimension} ${whole.key}`,
        basis: members.basis,
        subject: `${describe(book, whole)} = ${parts.map((p) => describe(book, p!)).join(' + ')}`,
      })
    }
  }
  return ties
}

const BREAKDOWNS: readonly (readonly [
  Dimension,
  {
    of: string | undefined
    into: readonly string[]
    /** Parts that there may be besides. */
    also?: readonly string[]
    basis: string
  },
])[] = [
  [
    'character',
    { of: 'basic', into: ['personnel', 'public'], basis: '基本支出包括人员经费和公用经费（预算法实施条例第五条）' },
  ],
  [
    'vintage',
    {
      of: undefined,
      into: ['current', 'carried'],
      also: ['reserve', 'surplus'],
      basis: '收入总计等于本年收入与上年结转结余之和',
    },
  ],
]
