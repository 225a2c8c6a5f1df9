/** Two tables laid side by side: row by row where they go together best, then cell by cell. */
import { type Grid, isBlank } from './grids.ts'

export interface Difference {
  /** Number of the published row, from 1; of ours where only we have the row. */
  readonly row: number
  /** What the row is called. */
  readonly name: string
  /** From 1; 0 where the whole row differs. */
  readonly column: number
  readonly published: string
  readonly ours: string
  /** The same rows in another order. */
  readonly moved?: boolean
}

export interface Comparison {
  readonly equal: number
  readonly cells: number
  /** Of the cells with amounts of ours. */
  readonly amounts: number
  readonly equalAmounts: number
  readonly differences: readonly Difference[]
}

type Row = readonly string[]
const AMOUNT = /^-?\d[\d,]*\.\d\d$/
const filled = (row: Row): string[] => row.filter((cell) => cell !== '')

export function compareGrids(published: Grid, ours: Grid): Comparison {
  const theirs = published.filter((row) => !isBlank(row))
  const mine = ours.filter((row) => !isBlank(row))
  const differences: Difference[] = []
  const lonely: { theirs: [Row, number][]; mine: [Row, number][] } = { theirs: [], mine: [] }
  let [equal, cells, amounts, equalAmounts] = [0, 0, 0, 0]
  for (const [i, j] of pairsOf(theirs, mine)) {
    if (i === undefined) lonely.mine.push([mine[j!]!, j!])
    else if (j === undefined) lonely.theirs.push([theirs[i]!, i])
    else {
      const { pairs, all } = cellsOf(theirs[i]!, mine[j]!)
      const wrong = pairs.filter(({ a, b }) => a !== b)
      amounts += pairs.filter(({ b }) => AMOUNT.test(b)).length
      equalAmounts += pairs.filter(({ a, b }) => AMOUNT.test(b) && a === b).length
      cells += all
      equal += Math.max(0, all - wrong.length)
      for (const { a, b, column } of wrong) {
        differences.push({ row: i + 1, name: nameOf(mine[j]!, column), column: column + 1, published: a, ours: b })
      }
    }
  }
  for (const [row, i] of lonely.theirs) {
    const text = filled(row).join('|')
    const n = lonely.mine.findIndex(([own]) => filled(own).join('|') === text)
    const count = filled(row).length
    cells += count
    const found = n >= 0
    if (found) {
      const inRow = filled(row).filter((cell) => AMOUNT.test(cell)).length
      amounts += inRow
      equalAmounts += inRow
      lonely.mine.splice(n, 1)
      equal += count
    }
    const ours = found ? text : ''
    differences.push({
      row: i + 1,
      name: nameOf(row),
      column: 0,
      published: text,
      ours,
      ...(found ? { moved: true } : {}),
    })
  }
  for (const [row, j] of lonely.mine) {
    cells += filled(row).length
    amounts += filled(row).filter((cell) => AMOUNT.test(cell)).length
    differences.push({ row: j + 1, name: nameOf(row), column: 0, published: '', ours: filled(row).join('|') })
  }
  return {
    equal,
    cells,
    amounts,
    equalAmounts,
    differences: differences.sort((a, b) => a.row - b.row || a.column - b.column),
  }
}

/** What the row is called: in a table of two halves each half has a name of its own, the nearest one to the left. */
const nameOf = (row: Row, column = 0): string => {
  const isName = (text: string): boolean => /\p{L}/u.test(text) && !/^\d/.test(text)
  const left = row.slice(0, Math.max(1, column)).filter(isName)
  const halves = row.length === 4 || row.length === 8
  return (halves ? left.at(-1) : left[0]) ?? filled(row).find(isName) ?? filled(row)[0] ?? ''
}

interface CellPair {
  readonly a: string
  readonly b: string
  readonly column: number
}

/** By column. Where conversion lost blanks or split cells, columns mean nothing, and the order of what is printed counts. */
function cellsOf(a: Row, b: Row): { pairs: CellPair[]; all: number } {
  const all = Math.max(filled(a).length, filled(b).length)
  const width = Math.max(a.length, b.length)
  const byColumn = Array.from({ length: width }, (_, column) => ({ a: a[column] ?? '', b: b[column] ?? '', column }))
  const wrong = byColumn.filter((pair) => pair.a !== pair.b).length
  if (wrong === 0) return { pairs: byColumn, all }
  const inOrder = sequence(filled(a), filled(b))
  return inOrder.filter((pair) => pair.a !== pair.b).length < wrong ? { pairs: inOrder, all } : { pairs: byColumn, all }
}

/** The cheapest way from one sequence of cells to the other; cells that are alike stand against each other. */
function sequence(a: readonly string[], b: readonly string[]): CellPair[] {
  const steps = table(
    a.length,
    b.length,
    (i, j) => (a[i] === b[j] ? 0 : 1),
    () => 1,
    () => 1,
  )
  return steps.map(([i, j]) => ({ a: i === undefined ? '' : a[i]!, b: j === undefined ? '' : b[j]!, column: j ?? i! }))
}

function pairsOf(theirs: Grid, mine: Grid): [number | undefined, number | undefined][] {
  const cost = (i: number, j: number): number => {
    const { pairs, all } = cellsOf(theirs[i]!, mine[j]!)
    const wrong = pairs.filter(({ a, b }) => a !== b).length
    // Rows that share nothing do not go together.
    return wrong >= all ? all * 2 + 1 : wrong
  }
  return table(
    theirs.length,
    mine.length,
    cost,
    (i) => filled(theirs[i]!).length,
    (j) => filled(mine[j]!).length,
  )
}

type Step = [number | undefined, number | undefined]

/** Shortest edit by dynamic programming. */
function table(
  n: number,
  m: number,
  change: (i: number, j: number) => number,
  remove: (i: number) => number,
  add: (j: number) => number,
): Step[] {
  const best = Array.from({ length: n + 1 }, () => Array.from({ length: m + 1 }, () => 0))
  const at = (i: number, j: number): number => (i > n || j > m ? Number.POSITIVE_INFINITY : best[i]![j]!)
  const ways = (i: number, j: number): [number, Step][] => {
    const list: [number, Step][] = []
    if (i < n && j < m) list.push([change(i, j) + at(i + 1, j + 1), [i, j]])
    if (i < n) list.push([remove(i) + at(i + 1, j), [i, undefined]])
    if (j < m) list.push([add(j) + at(i, j + 1), [undefined, j]])
    return list
  }
  const chosen = new Map<string, Step>()
  for (let i = n; i >= 0; i--) {
    for (let j = m; j >= 0; j--) {
      const list = ways(i, j)
      if (list.length === 0) continue
      const [cost, step] = list.reduce((x, y) => (y[0] < x[0] ? y : x))
      best[i]![j] = cost
      chosen.set(`${i},${j}`, step)
    }
  }
  const steps: Step[] = []
  for (let i = 0, j = 0; i < n || j < m; ) {
    const step = chosen.get(`${i},${j}`)!
    steps.push(step)
    if (step[0] !== undefined) i++
    if (step[1] !== undefined) j++
  }
  return steps
}
