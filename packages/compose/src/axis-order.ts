/**
 * In which order the members of an axis stand: by code unless a form asks for the largest amount first (`by=amount`) or
 * for the order in which the ledger names them (`by=entered`). Below each other, members stay under their own parent.
 */
import { type Dimension, lineage } from '@gouji/ledger'

/** Codes are given in the order in which they were entered. */
export function inOrder(
  axis: Dimension,
  codes: readonly string[],
  by: string | undefined,
  sums: ReadonlyMap<string, bigint>,
): string[] {
  const entered = new Map(codes.map((code, n) => [code, n]))
  const compare = (a: string, b: string): number => {
    if (by === 'entered') return entered.get(a)! - entered.get(b)!
    if (by === 'amount' && sums.get(a) !== sums.get(b)) return sums.get(a)! > sums.get(b)! ? -1 : 1
    return a < b ? -1 : 1
  }
  const lines = new Map(
    codes.map((code) => [
      code,
      lineage(axis, code)
        .reverse()
        .filter((up) => entered.has(up)),
    ]),
  )
  return [...codes].sort((a, b) => {
    const [lineA, lineB] = [lines.get(a)!, lines.get(b)!]
    const fork = lineA.findIndex((up, i) => up !== lineB[i])
    if (fork < 0) return lineA.length - lineB.length
    return lineB[fork] === undefined ? 1 : compare(lineA[fork]!, lineB[fork])
  })
}
