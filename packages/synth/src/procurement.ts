/** Procurement: what of the lines of projects is bought, by the catalogue of procurement. */
import type { ProcurementItem, Stage } from '@gouji/budget'
import { type Expenditure, NOWHERE, percentOf } from './draft.ts'
import type { Random } from './random.ts'

/** What an economy buys, as code and name of the catalogue, with the unit it is counted in. */
const BOUGHT: Readonly<Record<string, readonly (readonly [code: string, name: string, unit: string])[]>> = {
  '31002': [
    ['A02020000', '办公设备', '台'],
    ['A05010000', '办公家具', '套'],
  ],
  '31003': [['A02100000', '仪器设备', '台']],
  '31007': [['A02010000', '计算机和网络设备', '台']],
  '31006': [['B08010000', '房屋修缮工程', '项']],
  '31005': [['B08990000', '基础设施修缮工程', '项']],
  '30227': [
    ['C16070000', '运行维护服务', '项'],
    ['C23990000', '委托服务', '项'],
  ],
  '30213': [['C23120000', '维修保养服务', '项']],
  '30202': [['C23090000', '印刷服务', '项']],
}

export interface BoughtIn {
  readonly year: number
  readonly stage: Stage
  readonly random: Random
}

export function procurementOf(lines: readonly Expenditure[], { year, stage, random }: BoughtIn): ProcurementItem[] {
  return lines.flatMap((line): ProcurementItem[] => {
    const choices = BOUGHT[line.economy ?? '']
    if (!choices || line.project === undefined || line.fen <= 0n || line.vintage !== 'current' || !random.chance(45)) {
      return []
    }
    const [catalogue, name, quantityUnit] = random.pick(choices)
    const counted = quantityUnit !== '项'
    const quantity = counted ? random.int(2, 40) : 1
    // Whole pieces at one price: what is left of the line is not bought this way.
    const price = (counted ? line.fen : percentOf(line.fen, BigInt(random.int(600, 1000)))) / BigInt(quantity)
    if (price === 0n) return []
    const fen = price * BigInt(quantity)
    const small = random.chance(60) ? percentOf(fen, BigInt(random.int(300, 1000))) : undefined
    const { unit, project, source } = line
    return [
      {
        unit,
        project,
        catalogue,
        name,
        ...(line.function === undefined ? {} : { function: line.function }),
        ...(line.economy === undefined ? {} : { economy: line.economy }),
        ...(source === undefined ? {} : { source }),
        quantity: String(quantity),
        quantityUnit,
        priceFen: price,
        fen,
        ...(small === undefined ? {} : { smallFen: small }),
        ...(small !== undefined && random.chance(50) ? { microFen: percentOf(small, 600n) } : {}),
        year,
        stage,
        origin: NOWHERE,
      },
    ]
  })
}
