/**
 * Units of measure: printed on each table, and such that the figures of one table are of the magnitude that the same
 * figures have elsewhere. A table that prints 元 over figures in 万元 is one finding, not one for each figure.
 */
import type { ReadTable } from '@gouji/read'
import { type Claimed, claimsOf } from '../relation/same.ts'
import type { Finding } from '../report.ts'
import { isBlankForm } from './blank-form.ts'
import { evidenceAt, findingOf, listed, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const STRUCT_UNIT: RuleInfo = {
  id: 'STRUCT-UNIT',
  severity: 'warning',
  title: { zh: '没有印出计量单位', en: 'Unit of measure missing' },
  checks: '有金额的表应当印有计量单位。别的表都印有同一单位的，作提示；全文都没有的，作警告，金额无从换算。',
  basis: '报表要素：标题、年度、编制单位、计量单位',
  good: '表右上方印“单位：万元”',
  bad: '表上方没有单位',
}

export const UNIT_MAGNITUDE: RuleInfo = {
  id: 'UNIT-MAGNITUDE',
  severity: 'error',
  title: { zh: '计量单位与数量级不符', en: 'Unit at odds with the magnitude of the figures' },
  checks: '同一口径、同一科目的数在各表换算为同一单位后应当相等；整张表或整栏都相差一百、一千、一万倍的，是单位印错。',
  basis: '同一金额在各表中应当一致',
  good: '收支总表（元）4474800.00，支出表（万元）447.48',
  bad: '收支总表（元）447.48，支出表（万元）447.48',
}

export function structUnit(context: RuleContext): Finding[] {
  if (isBlankForm(context)) return []
  const lacking = context.reading.tables.filter(
    (t) => hasAmounts(t) && (t.unitSource === 'document' || t.unitSource === 'none'),
  )
  if (lacking.length === 0) return []
  const unit = lacking.find((t) => t.unit !== undefined)?.unit
  const names = lacking.map((t) => `“${nameOfTable(t)}”`)
  return [
    findingOf(STRUCT_UNIT, {
      key: unit === undefined ? 'none' : 'some',
      severity: unit === undefined ? 'warning' : 'info',
      message:
        unit === undefined
          ? `各表都没有印出计量单位，金额按元还是万元无从确定：${listed(names)}。请在表右上方注明单位。`
          : `${listed(names)}没有印出计量单位，按其他表的“${unit}”读取。请补印。`,
      evidence: lacking.map((t) => evidenceAt(t.titlePlace ?? t.place, t.title || '无标题', nameOfTable(t))),
    }),
  ]
}

const hasAmounts = (table: ReadTable): boolean =>
  table.kind !== 'performance' &&
  table.cells.some((c) => c.printed && !c.noise && (c.measure === 'amount' || c.measure === 'change'))

/** One figure in two places: how many powers of ten the first lies above the second. */
interface Pair {
  readonly here: Claimed
  readonly there: Claimed
  readonly power: number
  /** The digits, so that one figure repeated many times counts once. */
  readonly digits: string
}

/** Factors between units of money; a factor of ten is a slip of the pen and not of the unit. */
const POWERS = [2, 3, 4, 6, 8]

export function unitMagnitude(context: RuleContext): Finding[] {
  const pairs = pairsOf(context)
  const wrong = wrongTables(context, pairs)
  const tables = wrong.map(({ table, power, shown }) => tableFinding(context, table, power, shown))
  const off = new Set(wrong.map((w) => w.table))
  return [...tables, ...columnFindings(context, pairs, off)]
}

/** Figures that a table contradicts count as well: only many that agree make a finding. */
const NONE: ReadonlySet<number> = new Set()

function pairsOf(context: RuleContext): Pair[] {
  const { book } = context
  const byKey = Map.groupBy(
    claimsOf(book, NONE).filter((c) => significant(context, c)),
    (c) => c.key,
  )
  return [...byKey.values()].flatMap((claims) => {
    const first = [...Map.groupBy(claims, (c) => book.tables[c.quantity]!.number).values()].map((own) => own[0]!)
    return first.flatMap((here) =>
      first.flatMap((there): Pair[] => {
        if (here === there) return []
        const power = powerBetween(context, here, there)
        return power === undefined ? [] : [{ here, there, power, digits: digitsOf(context, here) }]
      }),
    )
  })
}

const digitsOf = (context: RuleContext, c: Claimed): string =>
  String(context.book.cells[c.quantity]!.printed?.digits ?? 0n).replace(/^-|0+$/g, '')

/** Figures of one or two digits agree by chance. */
const significant = (context: RuleContext, c: Claimed): boolean => digitsOf(context, c).length >= 3

function powerBetween(context: RuleContext, here: Claimed, there: Claimed): number | undefined {
  const [a, b] = [context.book.quantities[here.quantity]!.interval, context.book.quantities[there.quantity]!.interval]
  const meet = (p: typeof a, q: typeof a): boolean => p.lo <= q.hi && q.lo <= p.hi
  const times = (p: typeof a, k: number): typeof a => ({ lo: p.lo * 10n ** BigInt(k), hi: p.hi * 10n ** BigInt(k) })
  if (meet(a, b)) return 0
  for (const k of POWERS) {
    if (meet(a, times(b, k))) return k
    if (meet(times(a, k), b)) return -k
  }
  return undefined
}

interface Wrong {
  readonly table: ReadTable
  readonly power: number
  readonly shown: readonly Pair[]
}

/**
 * Tables whose figures lie off those of several others. Of two that disagree the one with fewer tables on its side is
 * reported; of two alone the second.
 */
function wrongTables(context: RuleContext, pairs: readonly Pair[]): Wrong[] {
  const tableOf = (c: Claimed): ReadTable => context.book.tables[c.quantity]!
  const candidates = [...Map.groupBy(pairs, (p) => tableOf(p.here)).entries()].flatMap(([table, own]) => {
    const others = [...Map.groupBy(own, (p) => tableOf(p.there).number).values()]
    const off = others.flatMap((list) => {
      const shifted = list.filter((p) => p.power !== 0)
      const power = shifted[0]?.power
      const firm = power !== undefined && shifted.every((p) => p.power === power) && distinct(shifted) >= 3
      return firm && distinct(shifted) > 3 * distinct(list.filter((p) => p.power === 0)) ? [{ power, shifted }] : []
    })
    const agreeing = others.filter((list) => distinct(list.filter((p) => p.power === 0)) >= 2).length
    return off.length > 0 ? [{ table, off, agreeing }] : []
  })
  const standing = new Map(candidates.map((c) => [c.table.number, c.agreeing - c.off.length]))
  return candidates.flatMap(({ table, off, agreeing }) => {
    const worse = off.filter(({ shifted }) => {
      const other = tableOf(shifted[0]!.there)
      const [mine, theirs] = [agreeing - off.length, standing.get(other.number) ?? 0]
      return mine < theirs || (mine === theirs && table.number > other.number)
    })
    return worse.length > 0 ? [{ table, power: worse[0]!.power, shown: worse[0]!.shifted }] : []
  })
}

const distinct = (pairs: readonly Pair[]): number => new Set(pairs.map((p) => p.digits)).size

function tableFinding(context: RuleContext, table: ReadTable, power: number, shown: readonly Pair[]): Finding {
  const other = context.book.tables[shown[0]!.there.quantity]!
  const unit = table.unit ?? '未印单位'
  return findingOf(UNIT_MAGNITUDE, {
    key: `${table.number}`,
    message: `${nameOfTable(table)}：单位为“${unit}”，而其中 ${shown.length} 个数都是${nameOfTable(other)}同一数的 ${timesOf(power)}。疑单位印错，请核对两表单位。`,
    found: unit,
    evidence: [
      evidenceAt(table.titlePlace ?? table.place, `${table.title} 单位：${unit}`, nameOfTable(table)),
      ...evidenceOfPairs(context, shown),
    ],
  })
}

/** 4 is 10000 倍, −4 is 1/10000. */
const timesOf = (power: number): string => {
  const factor = `1${'0'.repeat(Math.abs(power))}`
  return power > 0 ? `${factor} 倍` : `1/${factor}`
}

function evidenceOfPairs(context: RuleContext, pairs: readonly Pair[]): ReturnType<typeof evidenceAt>[] {
  const { book } = context
  return pairs.slice(0, 4).flatMap((p) =>
    [p.here, p.there].map((c) => {
      const cell = book.cells[c.quantity]!
      const text = `${cell.rowLabel} / ${cell.columnPath.at(-1) ?? ''} ${cell.text} ${cell.unit ?? ''}`
      return evidenceAt(cell.place, text, nameOfTable(book.tables[c.quantity]!), 'same')
    }),
  )
}

/** A column of a table that is otherwise right. */
function columnFindings(context: RuleContext, pairs: readonly Pair[], off: ReadonlySet<ReadTable>): Finding[] {
  const { book } = context
  const sound = pairs.filter((p) => !off.has(book.tables[p.here.quantity]!) && !off.has(book.tables[p.there.quantity]!))
  const byTable = Map.groupBy(sound, (p) => book.tables[p.here.quantity]!)
  return [...byTable].flatMap(([table, own]) => {
    const columns = [...Map.groupBy(own, (p) => book.cells[p.here.quantity]!.column)]
    const right = columns.filter(([, list]) => list.some((p) => p.power === 0))
    return columns.flatMap(([column, list]) => {
      const power = list[0]!.power
      const whole = power !== 0 && list.every((p) => p.power === power) && distinct(list) >= 3
      if (!whole || right.length === 0) return []
      const heading = table.columns.find((c) => c.column === column)?.path.join(' / ') ?? ''
      return [
        findingOf(UNIT_MAGNITUDE, {
          key: `${table.number}.${column}`,
          message: `${nameOfTable(table)}：“${heading}”一栏的 ${list.length} 个数都是别处同一数的 ${timesOf(power)}，本表其他栏相符。疑该栏用了另一单位，请改为“${table.unit ?? ''}”。`,
          evidence: evidenceOfPairs(context, list),
        }),
      ]
    })
  })
}
