/**
 * Controlled rounding (显示调平): amounts of a table are rounded so that the printed parts add up to the printed totals,
 * down a tree of rows and along a tree of columns. Each amount is rounded up or down to a whole last digit, so none
 * moves by more than one last digit; which ones go up is decided by the largest remainder.
 *
 *     rows 合计 ─ 201 ─ 20101, 20103        columns 合计 ─ 基本支出, 项目支出
 *
 * The whole column is rounded first, down its tree; then it is split, one column after the other. Where the bounds leave
 * no way, there is no answer, and the caller prints each amount as it rounds by itself.
 */

export interface Tree {
  readonly at: number
  readonly parts: readonly Tree[]
}

/** Exact amount of a row in a column, fen. Parts add up to their whole exactly in both directions. */
export type Amounts = (row: number, column: number) => bigint

/** Printed last digits by row and column, `row|column`. */
export type Rounded = ReadonlyMap<string, bigint>

export const cellKey = (row: number, column: number): string => `${row}|${column}`

export function roundTable(
  table: { readonly rows: Tree; readonly columns: Tree; readonly amounts: Amounts },
  quantum: bigint,
): Rounded | undefined {
  // Which part of a column is split off first may decide whether the others find a way.
  return tried(table, quantum, false) ?? tried(table, quantum, true)
}

function tried(
  { rows, columns, amounts }: { readonly rows: Tree; readonly columns: Tree; readonly amounts: Amounts },
  quantum: bigint,
  reversed: boolean,
): Rounded | undefined {
  const digits = new Map<string, bigint>()
  const whole = down(rows, {
    quantum,
    exact: (row) => amounts(row, columns.at),
    bounds: (row) => around(amounts(row, columns.at), quantum),
  })
  if (!whole) return undefined
  const split = (column: Tree, printed: ReadonlyMap<number, bigint>): boolean => {
    for (const [row, x] of printed) digits.set(cellKey(row, column.at), x)
    const parts = reversed ? [...column.parts].reverse() : column.parts
    let rest = printed
    return parts.every((part, i) => {
      const others = parts.slice(i + 1)
      if (others.length === 0) return split(part, rest)
      const left = (row: number): bigint => others.reduce((sum, o) => sum + amounts(row, o.at), 0n)
      const taken = down(rows, {
        quantum,
        exact: (row) => amounts(row, part.at),
        bounds: (row) => {
          const [lo, hi] = around(amounts(row, part.at), quantum)
          // What is left over must be one of the roundings of what is left.
          const [restLo, restHi] = bounded(others, row, amounts, quantum, left(row))
          const all = rest.get(row)!
          return [max(lo, all - restHi), min(hi, all - restLo)]
        },
      })
      if (!taken || !split(part, taken)) return false
      rest = new Map([...rest].map(([row, x]) => [row, x - taken.get(row)!]))
      return true
    })
  }
  return split(columns, whole) ? digits : undefined
}

/** Several columns together lie between the sums of their own roundings, and within one digit of their exact sum if one. */
function bounded(
  others: readonly Tree[],
  row: number,
  amounts: Amounts,
  quantum: bigint,
  exact: bigint,
): readonly [bigint, bigint] {
  if (others.length === 1) return around(exact, quantum)
  const each = others.map(({ at }) => around(amounts(row, at), quantum))
  return [each.reduce((sum, [lo]) => sum + lo, 0n), each.reduce((sum, [, hi]) => sum + hi, 0n)]
}

interface Column {
  readonly quantum: bigint
  readonly exact: (row: number) => bigint
  readonly bounds: (row: number) => readonly [bigint, bigint]
}

/** One column down the tree of rows: from the leaves up what is possible, from the root down what is best. */
function down(rows: Tree, { quantum, exact, bounds }: Column): Map<number, bigint> | undefined {
  const ranges = new Map<number, readonly [bigint, bigint]>()
  const rangeOf = (node: Tree): boolean => {
    if (!node.parts.every(rangeOf)) return false
    let [lo, hi] = bounds(node.at)
    if (node.parts.length > 0) {
      lo = max(
        lo,
        sum(node.parts, (part) => ranges.get(part.at)![0]),
      )
      hi = min(
        hi,
        sum(node.parts, (part) => ranges.get(part.at)![1]),
      )
    }
    ranges.set(node.at, [lo, hi])
    return lo <= hi
  }
  if (!rangeOf(rows)) return undefined
  const printed = new Map<number, bigint>()
  const give = (node: Tree, x: bigint): void => {
    printed.set(node.at, x)
    if (node.parts.length === 0) return
    const own = node.parts.map((part) => {
      const [lo, hi] = ranges.get(part.at)!
      return { part, x: lo, hi, over: exact(part.at) - lo * quantum }
    })
    let left = x - sum(own, (o) => o.x)
    for (const o of [...own].sort((a, b) => (a.over === b.over ? 0 : a.over > b.over ? -1 : 1))) {
      const more = min(left, o.hi - o.x)
      o.x += more
      left -= more
    }
    for (const o of own) give(o.part, o.x)
  }
  const [lo, hi] = ranges.get(rows.at)!
  give(rows, max(lo, min(hi, halfUp(exact(rows.at), quantum))))
  return printed
}

/** The last digits below and above an amount; both the same where it is a whole number of them. */
function around(fen: bigint, quantum: bigint): readonly [bigint, bigint] {
  const low = fen / quantum - (fen < 0n && fen % quantum !== 0n ? 1n : 0n)
  return [low, fen % quantum === 0n ? low : low + 1n]
}

/** 四舍五入: a half goes away from zero. */
export function halfUp(fen: bigint, quantum: bigint): bigint {
  const size = ((fen < 0n ? -fen : fen) * 2n + quantum) / (quantum * 2n)
  return fen < 0n ? -size : size
}

const sum = <T>(all: readonly T[], of: (one: T) => bigint): bigint => all.reduce((total, one) => total + of(one), 0n)
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
