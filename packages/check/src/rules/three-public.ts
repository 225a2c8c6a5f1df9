/** “三公”经费 beyond its sums: purchase and running apart, things counted beside the money, cars and what they cost. */
import type { Statement } from '@gouji/read'
import type { Finding } from '../report.ts'
import { bodyOf } from '../wording/body.ts'
import { evidenceOfSpot } from '../wording/finding.ts'
import { evidenceAt, findingOf, hasFigures, listed, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const ITEM_VEHICLES: RuleInfo = {
  id: 'ITEM-VEHICLES',
  severity: 'info',
  title: { zh: '公务用车购置费与运行费没有分列', en: 'Purchase and running of cars not apart' },
  checks: '“三公”经费表有公务用车金额的，应当分列购置费和运行（维护）费。',
  basis: '“三公”经费的通行表式：公务用车购置费、运行费分列',
  good: '公务用车购置及运行费 5.60：购置费 0.00，运行费 5.60',
  bad: '公务用车费 5.60，没有分列',
}

export const ITEM_DETAILS: RuleInfo = {
  id: 'ITEM-DETAILS',
  severity: 'info',
  title: { zh: '“三公”决算没有写实物量', en: 'Accounts without the numbers of things' },
  checks: '决算有因公出国（境）费的写团组数和人次，有公务用车费的写购置数和保有量，有公务接待费的写批次和人次。',
  basis: '“三公”经费决算的公开惯例（实物量与金额并列，便于核对人均、车均）',
  good: '公务接待费 3.36 万元，国内公务接待 42 批次、336 人次。',
  bad: '公务接待费 3.36 万元。（没有批次和人次）',
}

export const ITEM_CARS: RuleInfo = {
  id: 'ITEM-CARS',
  severity: 'warning',
  title: { zh: '没有车辆而有运行费', en: 'Running costs and no car' },
  checks:
    '写明没有车辆（0 辆）而公务用车运行费大于零的，报告；有车辆而没有运行费的，不报（公车统一管理、停用的不少）。',
  basis: '运行维护费是按规定保留的公务用车的费用；租用车辆的应当说明',
  good: '共有车辆 2 辆，公务用车运行费 5.60 万元。',
  bad: '共有车辆 0 辆，公务用车运行费 5.60 万元。',
}

export function itemVehicles({ reading }: RuleContext): Finding[] {
  return reading.tables.flatMap((table) => {
    if (table.kind !== 'three-public' || !hasFigures(table)) return []
    const of = (item: string) =>
      table.cells.filter((c) => c.coordinates?.item === item && c.measure === 'amount' && !c.noise)
    const own = of('vehicles').find((c) => c.printed && c.printed.digits > 0n)
    const isApart = [...table.columns, ...table.rows].some((x) => /^vehicle-/.test(x.coordinates.item ?? ''))
    // A heading that was not understood may be the one that is missed.
    if (!own || isApart || table.columns.some((c) => !c.understood)) return []
    return [
      findingOf(ITEM_VEHICLES, {
        key: `${table.number}`,
        message: `${nameOfTable(table)}公务用车费 ${own.text.trim()} 没有分列购置费和运行费。请分列。`,
        evidence: [evidenceAt(own.place, `${own.columnPath.join('/')} ${own.text}`.trim(), nameOfTable(table))],
      }),
    ]
  })
}

/** Item → the words that its numbers of things are told with. */
const THINGS: readonly (readonly [item: string, name: string, things: string, words: RegExp])[] = [
  ['abroad', '因公出国（境）费', '团组数和人次', /团组|人次/],
  ['vehicles', '公务用车费', '保有量', /保有量|车辆\d+[辆台]|公务用车\d+辆|\d+辆/],
  ['reception', '公务接待费', '批次和人次', /批次|人次|来访团组|接待\d+[次批]/],
]

export function itemDetails(context: RuleContext): Finding[] {
  const { identity, statements } = context.reading
  if (identity.stage !== 'final') return []
  const { prose, blank } = bodyOf(context)
  const told = statements.filter((s) => isOwnAmount(s, context) && s.coordinates?.item !== undefined)
  // Where no sentence tells the items, the explanation stands elsewhere.
  if (blank || told.length === 0) return []
  const lacking = THINGS.flatMap(([item, name, things, words]) => {
    const amount = told.find((s) => s.coordinates!.item === item && (s.figure?.fen ?? 0n) > 0n)
    return amount && !words.test(prose.text) ? [{ amount, name, things }] : []
  })
  if (lacking.length === 0) return []
  return [
    findingOf(ITEM_DETAILS, {
      key: lacking[0]!.name,
      message: `${listed(lacking.map((l) => `${l.name} ${l.amount.value}${l.amount.unit}，没有写${l.things}`))}。请补写。`,
      evidence: lacking.map((l) => evidenceAt(l.amount.place, l.amount.quote)),
    }),
  ]
}

const isOwnAmount = (s: Statement, { reading }: RuleContext): boolean =>
  s.kind === 'amount' &&
  s.coordinates?.year === String(reading.identity.year) &&
  s.coordinates?.stage === reading.identity.stage

const NO_CAR =
  /(?:共有|现有|实有)?(?:公务用车|车辆)(?:保有量|编制数|总数|共计|共有|为|共){0,2}0[辆台](?!次)|(?:没有|无)(?:公务用车|车辆)(?=[,。;])/g

export function itemCars(context: RuleContext): Finding[] {
  const running = context.reading.statements.find(
    (s) => isOwnAmount(s, context) && s.coordinates?.item === 'vehicle-running' && (s.figure?.fen ?? 0n) > 0n,
  )
  if (!running) return []
  const { prose } = bodyOf(context)
  if (/租赁|租用|平台/.test(prose.text)) return []
  const [none] = prose
    .find(NO_CAR)
    .filter(
      ({ line, at, match }) => !/购置|更新|新增/.test(line.text.slice(Math.max(0, at - 12), at + match[0].length)),
    )
  const some = prose.find(/(?:共有|现有|实有|保有量为?)(?:公务用车|车辆)?(?:共)?[1-9]\d*[辆台]/g).length > 0
  if (!none || some) return []
  return [
    findingOf(ITEM_CARS, {
      key: none.match[0],
      message: `文中写“${none.match[0]}”，而公务用车运行费为 ${running.value}${running.unit}。请核对；租用车辆的请说明。`,
      found: running.value,
      evidence: [
        evidenceAt(running.place, running.quote),
        { ...evidenceOfSpot({ line: none.line, at: none.at, length: none.match[0].length }), role: 'context' },
      ],
    }),
  ]
}
