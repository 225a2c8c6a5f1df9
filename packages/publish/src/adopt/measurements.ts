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
  // The whole is the sum of its kinds; beside them it would count twice.
  const kinds = [...found.keys()].some((key) => key.startsWith('车辆·') && key !== WHOLE)
  if (kinds) found.delete(WHOLE)
  return [...found.values()]
}

const WHOLE = '车辆·保有量'

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
  if (unit === '辆' && /用车|专用车/.test(name)) {
    // 机要通信用车及应急保障用车 is one kind of vehicles.
    return `车辆·${name.replace(/用车[及和、]/g, '和').replace(/^(?:其中)?[:、]?/, '')}`
  }
  const equipment = /(\d+)万元(?:\(含\))?以上(?:的)?(?:\(含\))?(通用设备|专用设备|大型设备|设备)/.exec(name)
  if (equipment && /台|套|件/.test(unit)) return `设备·${equipment[1]}万元以上${equipment[2]}`
  return KEYS.find(([form, of]) => form.test(name) && (of === undefined || of === unit))?.[2]
}
