/** Basic expenditure of one unit: wages, what is paid on wages, pensioners, and what the office needs. */
import type { Unit } from '@gouji/budget'
import { amountsOf, type Expenditure, percentOf } from './draft.ts'
import type { Random } from './random.ts'
import type { Shape } from './shape.ts'
import type { Field } from './words.ts'

/** What a unit pays on its wages, per mille, with the functions that carry it. */
const ON_WAGES = [
  { economy: '30108', function: '2080505', permille: 160n },
  { economy: '30109', function: '2080506', permille: 80n },
  { economy: '30110', function: 'medical', permille: 75n },
  { economy: '30111', function: '2101103', permille: 20n },
  { economy: '30112', function: 'running', permille: 5n },
  { economy: '30113', function: '2210201', permille: 120n },
] as const

/** Yuan for each person and year. */
const OFFICE: readonly (readonly [economy: string, low: number, high: number, percent: number])[] = [
  ['30201', 600, 3200, 100],
  ['30202', 60, 700, 70],
  ['30205', 80, 500, 60],
  ['30206', 300, 2600, 80],
  ['30207', 200, 1500, 90],
  ['30209', 500, 5200, 60],
  ['30211', 500, 4200, 90],
  ['30213', 200, 2400, 70],
  ['30214', 100, 1200, 30],
  ['30215', 100, 900, 50],
  ['30216', 200, 1400, 70],
  ['30226', 300, 5200, 60],
  ['30299', 100, 2200, 60],
  ['31002', 200, 2600, 40],
]

export interface BasicOptions {
  readonly unit: Unit
  readonly field: Field
  readonly random: Random
  readonly shape: Shape
}

export function basicLines({ unit, field, random, shape }: BasicOptions): Expenditure[] {
  const amount = amountsOf(random, shape)
  const staff = unit.staff ?? 1
  const isOffice = unit.nature === 'administration'
  const running = isOffice ? field.running : field.institution
  const lines: Expenditure[] = []
  const add = (economy: string, of: string, fen: bigint, source = 'general'): void => {
    lines.push({ unit: unit.code, function: of, economy, source, vintage: 'current', fen })
  }
  const perPerson = (low: number, high: number): bigint => amount(low * staff, high * staff)

  const wages: [string, number, number][] = isOffice
    ? [
        ['30101', 42_000, 61_000],
        ['30102', 46_000, 72_000],
        ['30103', 26_000, 52_000],
      ]
    : [
        ['30101', 34_000, 52_000],
        ['30102', 12_000, 30_000],
        ['30107', 32_000, 62_000],
      ]
  let base = 0n
  for (const [economy, low, high] of wages) {
    const fen = perPerson(low, high)
    base += fen
    add(economy, running, fen)
  }
  const functions: Readonly<Record<string, string>> = { medical: isOffice ? '2101101' : '2101102', running }
  for (const { economy, function: of, permille } of ON_WAGES) {
    add(economy, functions[of] ?? of, percentOf(base, permille))
  }
  if (random.chance(30)) add('30199', running, perPerson(300, 1800))
  if (random.chance(80)) {
    const retired = random.int(1, Math.max(1, Math.ceil(staff / 3)))
    add('30302', isOffice ? '2080501' : '2080502', amount(retired * 3000, retired * 9000))
  }
  if (random.chance(25)) add('30305', running, amount(4000, 60_000))

  for (const [economy, low, high, percent] of OFFICE) {
    if (random.chance(percent)) add(economy, running, perPerson(low, high))
  }
  // 工会经费 is two hundredths of the wages.
  add('30228', running, percentOf(base, 20n))
  if (isOffice) add('30239', running, perPerson(6000, 9600))
  if (random.chance(75)) add('30217', running, amount(1000, 800 * staff + 2000))
  if (random.chance(20)) add('30212', running, amount(20_000, 160_000))
  if (random.chance(55)) add('30231', running, amount(12_000, 32_000 * Math.ceil(staff / 20)))
  if (random.chance(8)) add('31013', running, amount(120_000, 240_000))
  if (!isOffice && random.chance(shape === 'all-sources' ? 100 : 35) && shape !== 'empty-funds') {
    for (const economy of random.some(['30201', '30213', '30226', '30299'], random.int(1, 3))) {
      add(economy, running, perPerson(200, 3000), 'operations')
    }
  }
  return lines
}
