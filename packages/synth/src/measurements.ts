/** Counts: vehicles, equipment, guests, delegations, what the department owns. */
import type { Measurement, Unit } from '@gouji/budget'
import { NOWHERE } from './draft.ts'
import type { Random } from './random.ts'

const VEHICLES = [
  '副部（省）级及以上领导用车',
  '主要领导干部用车',
  '机要通信用车',
  '应急保障用车',
  '执法执勤用车',
  '特种专业技术用车',
  '离退休干部用车',
  '行政执法专用车',
  '业务用车',
  '其他用车',
]

const PLANNED = ['车辆·购置', '设备·购置']

export function measurementsOf(units: readonly Unit[], year: number, total: bigint, random: Random): Measurement[] {
  const made: Measurement[] = []
  const count = (key: string, value: number, of: number, unit?: string): void => {
    made.push({
      key,
      ...(unit === undefined ? {} : { unit }),
      year: of,
      value: BigInt(value),
      money: false,
      origin: NOWHERE,
    })
  }
  for (const { code, staff = 1 } of units) {
    let vehicles = 0
    for (const kind of VEHICLES) {
      const value = /领导/.test(kind) ? 0 : random.chance(35) ? random.int(1, 1 + Math.ceil(staff / 15)) : 0
      vehicles += value
      count(`车辆·${kind}`, value, year - 1, code)
    }
    count('车辆·保有量', vehicles, year - 1, code)
    const large = random.int(0, 3)
    count('设备·单价50万元以上通用设备', random.int(0, 4), year - 1, code)
    count('设备·单价100万元以上专用设备', large, year - 1, code)
    count('设备·单价100万元以上设备', large, year - 1, code)
    count('设备·单价200万元以上大型设备', Math.min(large, 1), year - 1, code)
    for (const key of PLANNED) count(key, random.chance(20) ? random.int(1, 3) : 0, year, code)
    const groups = random.int(1, 60)
    for (const its of [year - 1, year]) {
      count('公务接待·批次', groups, its, code)
      count('公务接待·人次', groups * random.int(3, 9), its, code)
      count('出国（境）·团组', 0, its, code)
      count('出国（境）·人次', 0, its, code)
    }
    count('资产·房屋面积', random.int(200, 90_000), year - 1, code)
  }
  const all = { year: year - 1, money: true, origin: NOWHERE }
  return [...made, { ...all, key: '资产·总额', value: (total < 0n ? -total : total) * BigInt(random.int(1, 9)) }]
}
