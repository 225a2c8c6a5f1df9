/** Counts: vehicles, equipment, guests, delegations, what the department owns. */
import type { Measurement, Unit } from '@gouji/budget'
import { NOWHERE } from './draft.ts'
import type { Random } from './random.ts'

/** What a book counts where no pack says it: the keys of the vocabulary. */
const USUAL: readonly string[] = [
  '车辆·机要通信用车',
  '车辆·应急保障用车',
  '车辆·执法执勤用车',
  '车辆·特种专业技术用车',
  '车辆·离退休干部用车',
  '车辆·其他用车',
  '车辆·购置',
  '设备·单价50万元以上通用设备',
  '设备·单价100万元以上专用设备',
  '设备·购置',
  '资产·总额',
]

/** Of these, each belongs to the one before it in the list of assets. */
const FIXED_ASSETS = ['资产·房屋及构筑物', '资产·通用设备', '资产·专用设备', '资产·家具用具']

export interface MeasurementOptions {
  readonly units: readonly Unit[]
  readonly year: number
  /** At the end of which year vehicles, equipment and assets were counted. */
  readonly heldIn: number
  /** All expenditure of the year: assets are a few times as much. */
  readonly total: bigint
  readonly projects: { readonly count: number; readonly fen: bigint }
  /** Codes of the units that pay for running cars, and so have one. */
  readonly driving: ReadonlySet<string>
  /** Keys that a pack asks for. */
  readonly asked?: readonly string[]
  readonly random: Random
}

export function measurementsOf(options: MeasurementOptions): Measurement[] {
  const { units, year, heldIn, random } = options
  const keys = options.asked ?? USUAL
  const made: Measurement[] = []
  const count = (key: string, value: number, of: number, unit: string): void => {
    made.push({ key, unit, year: of, value: BigInt(value), money: false, origin: NOWHERE })
  }
  const among = (start: string): string[] => keys.filter((key) => key.startsWith(start))
  const vehicles = among('车辆·').filter((key) => !/购置|保有量/.test(key))
  for (const { code, staff = 1 } of units) {
    let held = 0
    for (const key of vehicles) {
      const isNeeded = held === 0 && key === vehicles.at(-1) && options.driving.has(code)
      const value = /领导/.test(key) || (!isNeeded && random.chance(65)) ? 0 : random.int(1, 1 + Math.ceil(staff / 15))
      held += value
      count(key, value, heldIn, code)
    }
    if (keys.includes('车辆·保有量')) count('车辆·保有量', held, heldIn, code)
    let bought = 0
    for (const key of among('购置车辆·')) {
      const value = /领导/.test(key) || random.chance(85) ? 0 : random.int(1, 2)
      bought += value
      count(key, value, year, code)
    }
    if (among('购置车辆·').length === 0) bought = random.chance(15) ? random.int(1, 2) : 0
    if (keys.includes('车辆·购置')) count('车辆·购置', bought, year, code)
    for (const key of among('设备·')) {
      const isPlan = key === '设备·购置'
      count(key, random.chance(isPlan ? 20 : 55) ? random.int(1, 4) : 0, isPlan ? year : heldIn, code)
    }
    for (const key of among('人员·')) count(key, random.int(0, 4), year, code)
    const visits = random.int(1, 60)
    for (const its of [year - 1, year]) {
      count('公务接待·批次', visits, its, code)
      count('公务接待·人次', visits * random.int(3, 9), its, code)
      count('出国（境）·团组', 0, its, code)
      count('出国（境）·人次', 0, its, code)
    }
  }
  return [...made, ...ofDepartment(options, keys)]
}

function ofDepartment(
  { year, heldIn, total, projects, random }: MeasurementOptions,
  keys: readonly string[],
): Measurement[] {
  const base = total > 0n ? total : 1_000_000n
  const money = new Map<string, bigint>()
  let fixed = 0n
  for (const key of FIXED_ASSETS) {
    const value = base * BigInt(random.int(1, 5))
    money.set(key, value)
    fixed += value
  }
  const current = base / BigInt(random.int(2, 9))
  money.set('资产·固定资产', fixed)
  money.set('资产·流动资产', current)
  money.set('资产·总额', fixed + current)
  money.set('绩效·涉及资金', projects.fen)
  const made = [...money].flatMap(([key, value]): Measurement[] => {
    const its = key.startsWith('资产') ? heldIn : year
    return keys.includes(key) ? [{ key, year: its, value, money: true, origin: NOWHERE }] : []
  })
  if (!keys.includes('绩效·项目个数')) return made
  const value = BigInt(projects.count)
  return [...made, { key: '绩效·项目个数', year, value, money: false, origin: NOWHERE }]
}
