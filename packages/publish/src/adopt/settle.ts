/**
 * From the program's numbers to whole fen. Rounding alone nearly always holds; where a sum printed to the fen does not,
 * few lines move by few fen, found as a program of whole numbers, and the result is proved with whole numbers again.
 */
import { type Row, solve, type Variable } from './program.ts'

export interface Bound {
  readonly lo: bigint
  readonly hi: bigint
  readonly cells: readonly number[]
}

/** A line may move by so many fen: more would be another amount. */
const MOVE_MOST = 2000

export async function settle(values: readonly number[], bounds: readonly Bound[]): Promise<bigint[]> {
  const rounded = values.map((value) => BigInt(Math.round(value)))
  if (bounds.every((bound) => isKept(bound, rounded))) return rounded
  const moving = rounded.flatMap((fen, i) => (fen > 0n ? [i] : []))
  const at = new Map(moving.map((cell, i) => [cell, i]))
  const variables: Variable[] = moving.flatMap((cell): Variable[] => [
    { cost: 1, hi: MOVE_MOST, integer: true },
    { cost: 1, hi: Math.min(MOVE_MOST, Number(rounded[cell])), integer: true },
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
    return terms.length === 0 || far ? [] : [{ terms, lo: Number(bound.lo - sum), hi: Number(bound.hi - sum) }]
  })
  const moves = await solve(variables, rows)
  if (!moves) return rounded
  const settled = [...rounded]
  for (const [i, cell] of moving.entries()) {
    settled[cell] = settled[cell]! + BigInt(Math.round(moves[2 * i]!)) - BigInt(Math.round(moves[2 * i + 1]!))
  }
  const missedBy = (amounts: readonly bigint[]): number => bounds.filter((b) => !isKept(b, amounts)).length
  return missedBy(settled) <= missedBy(rounded) ? settled : rounded
}

const sumOf = (bound: Bound, amounts: readonly bigint[]): bigint =>
  bound.cells.reduce((sum, cell) => sum + amounts[cell]!, 0n)

const isKept = (bound: Bound, amounts: readonly bigint[]): boolean => {
  const sum = sumOf(bound, amounts)
  return bound.lo <= sum && sum <= bound.hi
}
