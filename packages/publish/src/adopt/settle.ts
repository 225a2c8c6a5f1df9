/**
 * From the program's numbers to whole fen. Rounding alone nearly always holds; where a sum printed to the fen does not,
 * few lines move by few fen, found as a program of whole numbers, and the result is proved with whole numbers again.
 */
import { type Row, solve, type Variable } from './program.ts'

export interface Bound {
  readonly lo: bigint
  readonly hi: bigint
  /** What is printed. */
  readonly nominal: bigint
  readonly cells: readonly number[]
}

/** A line may move by so many grains: more would be another amount. */
const MOVE_MOST = 2000

export async function settle(values: readonly number[], bounds: readonly Bound[]): Promise<bigint[]> {
  const grain = grainOf(bounds)
  // Amounts printed in hundreds of yuan are whole halves of that unless a sum asks for less.
  const coarse = await settleBy(grain, values, bounds)
  if (grain === 1n || bounds.every((bound) => isKept(bound, coarse))) return coarse
  const fine = await settleBy(1n, values, bounds)
  return missedBy(bounds, fine) < missedBy(bounds, coarse) ? fine : coarse
}

/** The largest amount of which all ends of intervals are multiples. */
function grainOf(bounds: readonly Bound[]): bigint {
  let grain = 0n
  for (const { lo, hi, nominal } of bounds) {
    for (let end of [lo, hi, nominal]) {
      if (end < 0n) end = -end
      while (end !== 0n) [grain, end] = [end, grain % end]
    }
  }
  return grain === 0n ? 1n : grain
}

async function settleBy(grain: bigint, values: readonly number[], bounds: readonly Bound[]): Promise<bigint[]> {
  const size = Number(grain)
  const rounded = values.map((value) => BigInt(Math.round(value / size)) * grain)
  if (bounds.every((bound) => isKept(bound, rounded))) return rounded
  const moving = rounded.flatMap((_, i) => (values[i]! > 0.5 ? [i] : []))
  const at = new Map(moving.map((cell, i) => [cell, i]))
  const variables: Variable[] = moving.flatMap((cell): Variable[] => [
    { cost: 1, hi: MOVE_MOST, integer: true },
    { cost: 1, hi: Math.min(MOVE_MOST, Number(rounded[cell]! / grain)), integer: true },
  ])
  const rows: Row[] = bounds.flatMap((bound) => {
    const terms = bound.cells.flatMap((cell): [number, number][] => {
      const i = at.get(cell)
      return i === undefined
        ? []
        : [
            [2 * i, 1],
            [2 * i + 1, -1],
          ]
    })
    const sum = sumOf(bound, rounded)
    // What lies far outside was not to be met; it binds nothing here.
    const far = bound.lo - sum > 100_000n || sum - bound.hi > 100_000n
    return terms.length === 0 || far
      ? []
      : [{ terms, lo: Number(bound.lo - sum) / size, hi: Number(bound.hi - sum) / size }]
  })
  const moves = await solve(variables, rows)
  if (!moves) return rounded
  const settled = [...rounded]
  for (const [i, cell] of moving.entries()) {
    const by = BigInt(Math.round(moves[2 * i]!)) - BigInt(Math.round(moves[2 * i + 1]!))
    settled[cell] = settled[cell]! + by * grain
  }
  return missedBy(bounds, settled) <= missedBy(bounds, rounded) ? settled : rounded
}

const missedBy = (bounds: readonly Bound[], amounts: readonly bigint[]): number =>
  bounds.filter((bound) => !isKept(bound, amounts)).length

const sumOf = (bound: Bound, amounts: readonly bigint[]): bigint =>
  bound.cells.reduce((sum, cell) => sum + amounts[cell]!, 0n)

const isKept = (bound: Bound, amounts: readonly bigint[]): boolean => {
  const sum = sumOf(bound, amounts)
  return bound.lo <= sum && sum <= bound.hi
}
