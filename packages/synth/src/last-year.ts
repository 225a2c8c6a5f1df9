/** Last year's budget and what was spent of it, line by line beside this year's. */
import type { Line } from '@gouji/budget'
import type { Expenditure } from './draft.ts'
import type { Random } from './random.ts'
import type { Shape } from './shape.ts'

export const THREE_PUBLIC = new Set(['30212', '30217', '30231', '31013'])

export interface LastYear {
  readonly budget: readonly Expenditure[]
  readonly executed: readonly Expenditure[]
}

export function lastYearOf(lines: readonly Expenditure[], random: Random, shape: Shape): LastYear {
  if (shape === 'unchanged') return { budget: lines, executed: lines }
  // A department that grows and one that saves: single lines go either way around that.
  const trend = random.int(880, 1080)
  const isNew = new Set(lines.flatMap(({ project }) => (project !== undefined && random.chance(25) ? [project] : [])))
  const budget: Expenditure[] = []
  const executed: Expenditure[] = []
  for (const line of lines) {
    if (line.vintage !== 'current' || (line.project !== undefined && isNew.has(line.project))) continue
    const { economy = '' } = line
    const isWage = economy.startsWith('301')
    if (shape === 'fresh' && !isWage) continue
    if (THREE_PUBLIC.has(economy)) {
      // 三公 is what has to shrink or to stay.
      const before = random.chance(35) ? line.fen : scaled(line.fen, random.int(1000, 1180))
      budget.push({ ...line, fen: before })
      executed.push({ ...line, fen: scaled(before, random.int(600, 1000)) })
      continue
    }
    const before = scaled(line.fen, trend + random.int(-60, 60))
    budget.push({ ...line, fen: before })
    executed.push({ ...line, fen: scaled(before, random.int(960, 1030)) })
  }
  return { budget: budget.filter(isSomething), executed: executed.filter(isSomething) }
}

export const isSomething = ({ fen }: Expenditure): boolean => fen !== 0n

/** To ten yuan, as such figures are estimated, unless they are smaller than that. */
export function scaled(fen: bigint, permille: number): bigint {
  const exact = (fen * BigInt(permille)) / 1000n
  return exact > 100_000n || exact < -100_000n ? (exact / 1000n) * 1000n : exact
}

export type Income = Pick<Line, 'unit' | 'source' | 'vintage' | 'function' | 'fen'>

/** Income follows from what is spent: of this year's money and of what was carried over, unit by unit and source by source. */
export function incomeOf(lines: readonly Expenditure[], byFunction = false): Income[] {
  const sums = new Map<string, Income & { readonly fen: bigint }>()
  for (const { unit, source, vintage, fen, function: code } of lines) {
    // What is left for next year, and what is taken out of the surplus, is money of this year.
    const own = vintage === 'carried' ? 'carried' : 'current'
    const at = byFunction && code !== undefined ? { function: code } : {}
    const key = `${unit}|${source}|${own}|${at.function}`
    const before = sums.get(key)?.fen ?? 0n
    sums.set(key, { unit, ...(source === undefined ? {} : { source }), vintage: own, ...at, fen: before + fen })
  }
  return [...sums.values()].filter(({ fen }) => fen !== 0n)
}
