/** What is counted and is no line: vehicles, equipment, delegations and guests, from sentences. */
import type { Measurement } from '@gouji/budget'
import { plainName } from '@gouji/ledger'
import type { Reading, Statement } from '@gouji/read'

export function measurementsOf(reading: Reading, year: number): Measurement[] {
  const found = new Map<string, Measurement>()
  for (const statement of reading.statements) {
    if (statement.kind !== 'count' || !/^\d{1,9}$/.test(statement.value)) continue
    const key = keyOf(statement)
    if (key === undefined || found.has(key)) continue
    const origin = { file: 'measurements.csv', line: found.size + 2 }
    found.set(key, { key, year, value: BigInt(statement.value), money: false, origin })
  }
  for (const [key, value, of] of assetsOf(reading, year)) {
    const name = `${key}|${of}`
    const origin = { file: 'measurements.csv', line: found.size + 2 }
    if (!found.has(name)) found.set(name, { key, year: of, value, money: true, origin })
  }
  return [...found.values()]
}

/** 年初资产总额 26.74 万元，较上年减少 4.32 万元: what is owned, now and a year before. */
function assetsOf(reading: Reading, year: number): [key: string, fen: bigint, year: number][] {
  const found: [string, bigint, number][] = []
  for (const { kind, subject, figure, coordinates, of, relation, direction } of reading.statements) {
    const name = ASSETS.find(([form]) => form.test(plainName(subject)))?.[1]
    if (name === undefined || !figure || coordinates !== undefined) continue
    const key = `资产·${name}`
    const now = of === undefined ? undefined : reading.statements[of]?.figure
    if (kind === 'amount') found.push([key, figure.fen, relation === 'base' ? year - 1 : year])
    else if (kind === 'change-amount' && now && direction !== '=') {
      found.push([key, direction === '-' ? now.fen + figure.fen : now.fen - figure.fen, year - 1])
    }
  }
  return found
}

const ASSETS: readonly [RegExp, string][] = [
  [/^资产(?:总额|总计|合计)$/, '总额'],
  [/^流动资产/, '流动资产'],
  [/^固定资产/, '固定资产'],
  [/^房屋/, '房屋及构筑物'],
  [/^通用设备/, '通用设备'],
  [/^专用设备/, '专用设备'],
  [/^家具/, '家具用具'],
]

const WHOLE = '车辆·保有量'

/** Kinds of vehicles by the words that books use for them; forms that count two kinds together sum both keys. */
const VEHICLES: readonly [RegExp, string][] = [
  [/机要/, '机要通信用车'],
  [/应急/, '应急保障用车'],
  [/老干部|离退休/, '离退休干部用车'],
  [/部(?:\(省\))?级/, '副部（省）级及以上领导用车'],
  [/主要(?:领导|负责)/, '主要领导干部用车'],
  [/行政执法专用车/, '行政执法专用车'],
  [/执法执勤/, '执法执勤用车'],
  [/特种/, '特种专业技术用车'],
  [/一般公务用车/, '一般公务用车'],
  [/业务用车/, '业务用车'],
  [/其他(?:用)?车/, '其他用车'],
]

const KEYS: readonly [RegExp, string | undefined, string][] = [
  [/^(?:公务)?(?:用)?车(?:辆)?$/, '辆', WHOLE],
  [/团组/, '个', '出国（境）·团组'],
  [/(?:出国|出境).*人/, '人次', '出国（境）·人次'],
  [/接待.*批次|^批次$/, '批次', '公务接待·批次'],
  [/接待.*人次|^人次$/, '人次', '公务接待·人次'],
  [/^(?:二级)?项目$/, '个', '绩效·项目个数'],
]

function keyOf({ subject, unit }: Statement): string | undefined {
  const name = plainName(subject)
  if (unit === '辆') {
    const kind = VEHICLES.find(([form]) => form.test(name))?.[1]
    if (kind !== undefined) return `车辆·${kind}`
  }
  const equipment = /(\d+)万元(?:\(含\))?以上(?:的)?(?:\(含\))?(通用设备|专用设备|大型设备|设备)/.exec(name)
  if (equipment && /台|套|件/.test(unit)) return `设备·单价${equipment[1]}万元以上${equipment[2]}`
  return KEYS.find(([form, of]) => form.test(name) && (of === undefined || of === unit))?.[2]
}
