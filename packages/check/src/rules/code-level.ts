/**
 * The order and the completeness of levels: a 项 stands below its own 款, a 款 below its own 类; tables that the law
 * wants down to 项 or 款 go that far; no code stands twice.
 */
import type { Place } from '@gouji/document'
import { type Coordinates, plainName } from '@gouji/ledger'
import type { ReadTable } from '@gouji/read'
import type { Finding } from '../report.ts'
import { malformedOf } from './code-form.ts'
import {
  evidenceAt,
  evidenceOfRow,
  findingOf,
  hasFigures,
  isDamaged,
  listed,
  nameOfTable,
  type RuleContext,
  type RuleInfo,
  textOfRow,
} from './rule.ts'
import { type SubjectRow, subjectRowsOf } from './subject-rows.ts'

export const CODE_PARENT: RuleInfo = {
  id: 'CODE-PARENT',
  severity: 'warning',
  title: { zh: '科目未列在其上级之下', en: 'Subject not below its parent' },
  checks: '逐级列示的表里，项紧随其款、款紧随其类。编码前几位与所在上级不同的行，或者编码有误，或者位置有误。',
  basis: '政府收支分类科目的类、款、项层级',
  good: '20805 行政事业单位养老支出 → 2080505 基本养老保险缴费支出',
  bad: '20805 行政事业单位养老支出 → 2100505 基本养老保险缴费支出',
}

export const CODE_LEVEL: RuleInfo = {
  id: 'CODE-LEVEL',
  severity: 'warning',
  title: { zh: '缺少上级科目行', en: 'Parent level missing' },
  checks: '同表其他科目都列有类、款行，而个别项级（款级）科目没有自己的款（类）行。',
  basis: '政府收支分类科目的类、款、项层级',
  good: '208 → 20805 → 2080505',
  bad: '208 → 2080505（缺 20805），同表其他项都有款行',
}

export const CODE_DETAIL: RuleInfo = {
  id: 'CODE-DETAIL',
  severity: 'warning',
  title: { zh: '支出未细化到规定层级', en: 'Not detailed to the level the law asks for' },
  checks: '一般公共预算支出按功能分类应当列到项；基本支出按经济性质分类应当列到款。整张表都没有到这一级的，报告一次。',
  basis: '预算法实施条例第六条',
  good: '2010301 行政运行 135.84',
  bad: '只列“201 一般公共服务支出 412.84”，没有款、项',
}

export const CODE_DUPLICATE: RuleInfo = {
  id: 'CODE-DUPLICATE',
  severity: 'warning',
  title: { zh: '同一科目在一张表里重复列示', en: 'Subject listed twice in one table' },
  checks: '不分单位、不分项目的表里，同一编码只列一行。',
  basis: '一张表内同一科目只有一个数',
  good: '2010301 行政运行（一行）',
  bad: '2010301 行政运行（两行，金额不同）',
}

/** Rows by panel; a table of several owners begins anew with each of them. */
function listsOf(table: ReadTable): SubjectRow[][] {
  const malformed = malformedOf(table)
  const subjects = new Map(subjectRowsOf(table).map((r) => [r.row, r]))
  const lists: SubjectRow[][] = []
  for (const panel of new Set(table.rows.map((r) => r.panel))) {
    let list: SubjectRow[] = []
    lists.push(list)
    for (const row of table.rows.filter((r) => r.panel === panel)) {
      const subject = subjects.get(row)
      // An owner whose name was not understood is known by a code that no subject has.
      if (row.role === 'unit' || (row.role === 'unknown' && row.code !== undefined && subject === undefined)) {
        list = []
        lists.push(list)
      } else if (subject?.complete && !malformed.has(row)) list.push(subject)
    }
  }
  return lists.filter((l) => l.length > 0)
}

interface Placed {
  readonly row: SubjectRow
  /** The row of the level above that stands over it. */
  readonly over?: SubjectRow
  readonly verdict: 'right' | 'misplaced' | 'missing'
}

/** How each row below the top stands to its parent. */
function placesOf(list: readonly SubjectRow[]): Placed[] {
  const codes = new Set(list.map((r) => r.code))
  const last = new Map<number, SubjectRow>()
  return list.flatMap((row): Placed[] => {
    const { length } = row.code
    for (const level of last.keys()) if (level > length) last.delete(level)
    last.set(length, row)
    if (length === 3) return []
    const parent = row.code.slice(0, -2)
    const over = last.get(length - 2)
    if (over?.code === parent) return [{ row, over, verdict: 'right' }]
    const verdict =
      codes.has(parent) || (over !== undefined && !siblingsShare(list, over, row)) ? 'misplaced' : 'missing'
    return [{ row, verdict, ...(over ? { over } : {}) }]
  })
}

/** A parent that is right for other rows but not for this one, while this row's own parent is nowhere: 款 row lost. */
const siblingsShare = (list: readonly SubjectRow[], over: SubjectRow, row: SubjectRow): boolean =>
  list.some((r) => r !== over && r !== row && r.code.startsWith(over.code))

/** Tables that print the levels; where most rows lack their parent, the form leaves it out on purpose. */
const printsLevels = (places: readonly Placed[]): boolean => {
  const right = places.filter((p) => p.verdict === 'right').length
  return right >= 3 && right * 4 >= places.length * 3
}

export function codeParent(context: RuleContext): Finding[] {
  return judgePlaces(context, CODE_PARENT, 'misplaced', (p) =>
    p.over ? `“${textOfRow(p.row.row)}”列在“${textOfRow(p.over.row)}”之下` : `“${textOfRow(p.row.row)}”前没有上级行`,
  )
}

export function codeLevel(context: RuleContext): Finding[] {
  return judgePlaces(
    context,
    CODE_LEVEL,
    'missing',
    (p) => `“${textOfRow(p.row.row)}”缺上级 ${p.row.code.slice(0, -2)} 行`,
  )
}

function judgePlaces(
  context: RuleContext,
  info: RuleInfo,
  verdict: Placed['verdict'],
  say: (p: Placed) => string,
): Finding[] {
  const advice = info === CODE_PARENT ? '请核对编码，或移到其上级之下' : '请补列上级科目行及其合计数'
  return context.reading.tables.flatMap((table) => {
    const found = listsOf(table).flatMap((list) => {
      const places = placesOf(list)
      return printsLevels(places) ? places.filter((p) => p.verdict === verdict && !isSuspected(context, p.row)) : []
    })
    if (found.length === 0) return []
    return [
      findingOf(info, {
        key: `${table.number}`,
        ...(isDamaged(context) ? { severity: 'info', origin: 'possibly-conversion' } : {}),
        message: `${nameOfTable(table)}：${listed(found.map(say))}。${advice}。`,
        found: found.map((p) => textOfRow(p.row.row)).join('；'),
        evidence: found.flatMap((p) => [
          evidenceOfRow(table, p.row.row),
          ...(p.over ? [evidenceOfRow(table, p.over.row, 'context')] : []),
        ]),
      }),
    ]
  })
}

/** Whether the sums already say that the row stands below the wrong parent. */
const isSuspected = (context: RuleContext, { row }: SubjectRow): boolean =>
  context.arithmetic.some((f) => f.suspects.some((s) => s.kind === 'wrong-code' && isOnLine(s.place, row.place)))

function isOnLine(a: Place, b: Place): boolean {
  if (a.line !== undefined) return a.line === b.line
  if (a.page !== b.page || a.sheet !== b.sheet) return false
  if (a.box && b.box) return a.box[1] < b.box[3] && b.box[1] < a.box[3]
  return a.address !== undefined && a.address.replace(/\D/g, '') === b.address?.replace(/\D/g, '')
}

/** The dimension and level that the law asks of a table, where it asks one. */
function askedOf(table: ReadTable): { dimension: 'function' | 'economy'; digits: number; level: string } | undefined {
  const { source, flow, character } = table.coordinates
  if (source !== 'general' || flow === 'income') return undefined
  if (['balance', 'three-public', 'project', 'performance', 'procurement'].includes(table.kind)) return undefined
  if (character === 'basic' && /经济|基本支出/.test(table.title))
    return { dimension: 'economy', digits: 5, level: '款' }
  return character === undefined && STATUTORY.test(plainName(table.title))
    ? { dimension: 'function', digits: 7, level: '项' }
    : undefined
}

/** 一般公共预算支出表 by its names; comparisons and extracts of the author's own may stop earlier. */
const STATUTORY = /一般公共预算(?:财政)?(?:拨款)?支出(?:总体|情况|功能分类|预算|决算|公开|明细)*表(?:\([^()]*\))?$/

export function codeDetail(context: RuleContext): Finding[] {
  return context.reading.tables.flatMap((table) => {
    const asked = askedOf(table)
    if (!asked || !hasFigures(table) || !context.reading.identity.year) return []
    const rows = table.rows.filter(
      (r) => r.role === 'subject' && memberOf(r.coordinates, asked.dimension) !== undefined,
    )
    const deepest = Math.max(0, ...rows.map((r) => memberOf(r.coordinates, asked.dimension)!.length))
    if (rows.length === 0 || deepest >= asked.digits || table.rows.some((r) => r.role === 'unknown' && r.code))
      return []
    const reached = deepest === 3 ? '类' : '款'
    const kind = asked.dimension === 'function' ? '功能分类' : '经济性质分类'
    return [
      findingOf(CODE_DETAIL, {
        key: `${table.number}`,
        message: `${nameOfTable(table)}：按${kind}只列到${reached}，应当列到${asked.level}。请补列${asked.level}级科目。`,
        expected: `列到${asked.level}`,
        found: `列到${reached}`,
        evidence: [
          evidenceAt(table.titlePlace ?? table.place, table.title, nameOfTable(table)),
          ...rows.slice(0, 5).map((r) => evidenceOfRow(table, r, 'context')),
        ],
      }),
    ]
  })
}

const memberOf = (c: Coordinates, dimension: 'function' | 'economy'): string | undefined => c[dimension]

export function codeDuplicate(context: RuleContext): Finding[] {
  return context.reading.tables.flatMap((table) => {
    const found = listsOf(table).flatMap((list) => {
      const groups = [
        ...Map.groupBy(
          list.filter((r) => r.list !== 'governmentEconomy'),
          (r) => r.code,
        ).values(),
      ]
      const twice = groups.filter((g) => g.length > 1)
      // A form that breaks subjects down by something else repeats most of them.
      return twice.length * 4 <= groups.length ? twice : []
    })
    return found.map((rows) =>
      findingOf(CODE_DUPLICATE, {
        key: `${table.number}.${rows[0]!.code}`,
        ...(isDamaged(context) ? { severity: 'info', origin: 'possibly-conversion' } : {}),
        message: `${nameOfTable(table)}：编码 ${rows[0]!.code} 列了 ${rows.length} 行（${listed(rows.map((r) => `“${r.row.label}”`))}）。请合并，或更正其中写错的编码。`,
        found: rows.map((r) => textOfRow(r.row)).join('；'),
        evidence: rows.map((r) => evidenceOfRow(table, r.row)),
      }),
    )
  })
}
