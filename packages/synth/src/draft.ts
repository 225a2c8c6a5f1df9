/** What is being made: the parts of a budget while they grow, and how its amounts look. */
import type { Line, Origin } from '@gouji/budget'
import type { Random } from './random.ts'
import type { Shape } from './shape.ts'

/** Entries of a budget that was never in a file. */
export const NOWHERE: Origin = { file: '' }

export type Expenditure = Omit<Line, 'flow' | 'year' | 'stage' | 'origin'>

/** Amounts between two bounds in yuan, as even or uneven as the shape wants them. */
export function amountsOf(random: Random, shape: Shape): (low: number, high: number) => bigint {
  if (shape === 'tiny') return () => BigInt(random.int(1, 4000))
  if (shape === 'all-fen') {
    return (low, high) => BigInt(random.int(low, high)) * 100n + BigInt(random.int(0, 9) * 10 + random.int(1, 9))
  }
  return (low, high) => BigInt(random.int(Math.ceil(low / 10), Math.floor(high / 10))) * 1000n
}

/** A percentage of an amount, to the fen. */
export const percentOf = (fen: bigint, permille: bigint): bigint => (fen * permille + 500n) / 1000n
