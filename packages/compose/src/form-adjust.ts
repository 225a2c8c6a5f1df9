/**
 * The adjusted display of a panel: which rows and columns add up is seen from the true values, printed amounts are
 * rounded so that they do as well, and what is not printed as it rounds by itself is marked. True values stay.
 */
import { powerOf } from '@gouji/ledger'
import { cellKey, halfUp, roundTable, type Tree } from './controlled-rounding.ts'
import type { LaidCell, LaidRow } from './form-rows.ts'
import type { Column, Form } from './pack.ts'
import type { Scene } from './scene.ts'
import { amountText } from './value.ts'

export interface AdjustedRows {
  readonly rows: readonly LaidRow[]
  /** How many printed amounts are not what they round to by themselves. */
  readonly adjusted: number
}

export function adjustRows(
  rows: readonly LaidRow[],
  leaves: readonly Column[],
  form: Form,
  scene: Scene,
): AdjustedRows {
  const fens = rows.map((row) => new Map(row.cells.flatMap((c) => (c.fen === undefined ? [] : [[c.column, c.fen]]))))
  const amounts = (row: number, column: number): bigint => fens[row]!.get(column) ?? 0n
  const printed = new Map<string, bigint>()
  for (const tree of rowTrees(rows)) {
    const list = flat(tree)
    for (const columns of columnTrees(leaves, form, list, amounts)) {
      const quantum = quantumOf(leaves[columns.at]!, form)
      if (quantum === undefined) continue
      for (const part of additive(tree, flat(columns), amounts)) {
        for (const [key, digits] of roundTable({ rows: part, columns, amounts }, quantum) ?? [])
          printed.set(key, digits)
      }
    }
  }
  for (const { of, like } of echoes(rows, amounts, leaves.length)) {
    leaves.forEach((_, column) => {
      const digits = printed.get(cellKey(like, column))
      if (digits !== undefined) printed.set(cellKey(of, column), digits)
    })
  }
  let adjusted = 0
  const adjust = (cell: LaidCell, row: number): LaidCell => {
    const digits = printed.get(cellKey(row, cell.column))
    const id = cell.runs[0]?.figure
    if (digits === undefined || cell.fen === undefined || id === undefined) return cell
    const column = leaves[cell.column]!
    const quantum = quantumOf(column, form)!
    if (digits === halfUp(cell.fen, quantum)) return cell
    adjusted += 1
    const style = {
      unit: column.unit ?? form.unit,
      decimals: column.decimals ?? form.decimals,
      thousands: form.thousands,
    }
    const text = amountText(digits * quantum, style)
    scene.figures[id] = { ...scene.figures[id]!, text, adjusted: true }
    return { ...cell, runs: [{ text, figure: id }] }
  }
  const out = rows.map((row, i) => ({ ...row, cells: row.cells.map((cell) => adjust(cell, i)) }))
  return { rows: out, adjusted }
}

/** Fen in one last digit; undefined where fen are printed and nothing is rounded. */
function quantumOf(column: Column, form: Form): bigint | undefined {
  const power = powerOf(column.unit ?? form.unit) - (column.decimals ?? form.decimals)
  return power > 0 ? 10n ** BigInt(power) : undefined
}

const flat = (tree: Tree): number[] => [tree.at, ...tree.parts.flatMap(flat)]

/** Members of axes below each other; a total row stands above those of the first level. */
function rowTrees(rows: readonly LaidRow[]): Tree[] {
  const below = (from: number, depth: number): { trees: Tree[]; next: number } => {
    const trees: Tree[] = []
    let i = from
    while (i < rows.length) {
      const own = rows[i]!.depth
      if (own === undefined) {
        if (depth > 0) break
        i += 1
        continue
      }
      if (own < depth) break
      const inside = below(i + 1, own + 1)
      trees.push({ at: i, parts: inside.trees })
      i = Math.max(i + 1, inside.next)
    }
    return { trees, next: i }
  }
  const { trees } = below(0, 0)
  const total = rows.findIndex((row) => row.role === 'total' && row.depth === undefined && row.cells.some((c) => c.fen))
  const rest = rows.flatMap((row, i) => (row.depth === undefined && i !== total ? [{ at: i, parts: [] }] : []))
  return total < 0 ? [...trees, ...rest] : [{ at: total, parts: trees }, ...rest]
}

/** The tree where parts add up exactly to their whole in every column, else the trees in it where they do. */
function additive(tree: Tree, columns: readonly number[], amounts: (row: number, column: number) => bigint): Tree[] {
  const parts = tree.parts.flatMap((part) => additive(part, columns, amounts))
  const whole = columns.every(
    (column) => tree.parts.reduce((sum, part) => sum + amounts(part.at, column), 0n) === amounts(tree.at, column),
  )
  return whole && parts.length === tree.parts.length ? [{ at: tree.at, parts }] : [{ at: tree.at, parts: [] }, ...parts]
}

/** A column and those right of it that add up to it in every row; columns that are no such whole stand alone. */
function columnTrees(
  leaves: readonly Column[],
  form: Form,
  rows: readonly number[],
  amounts: (row: number, column: number) => bigint,
): Tree[] {
  const isAmount = (i: number): boolean => leaves[i]?.at !== undefined
  const treeAt = (i: number): { tree: Tree; next: number } => {
    const parts: Tree[] = []
    const left = new Map(rows.map((row) => [row, amounts(row, i)]))
    if ([...left.values()].every((fen) => fen === 0n)) return { tree: { at: i, parts }, next: i + 1 }
    let next = i + 1
    while (isAmount(next) && quantumOf(leaves[next]!, form) === quantumOf(leaves[i]!, form)) {
      const part = treeAt(next)
      parts.push(part.tree)
      for (const row of rows) left.set(row, left.get(row)! - amounts(row, part.tree.at))
      next = part.next
      if ([...left.values()].every((fen) => fen === 0n)) return { tree: { at: i, parts }, next }
    }
    return { tree: { at: i, parts: [] }, next: i + 1 }
  }
  const trees: Tree[] = []
  for (let i = 0; i < leaves.length; ) {
    if (!isAmount(i)) {
      i += 1
      continue
    }
    const { tree, next } = treeAt(i)
    trees.push(tree)
    i = next
  }
  return trees
}

/** Rows that say the same as the total in every column (支出总计 where nothing is carried on) are printed like it. */
function echoes(
  rows: readonly LaidRow[],
  amounts: (row: number, column: number) => bigint,
  width: number,
): { readonly of: number; readonly like: number }[] {
  const totals = rows.flatMap((row, i) => (row.role === 'total' && row.depth === undefined ? [i] : []))
  const [like, ...others] = totals
  if (like === undefined) return []
  const same = (i: number): boolean => {
    for (let column = 0; column < width; column += 1) if (amounts(i, column) !== amounts(like, column)) return false
    return true
  }
  return others.filter(same).map((of) => ({ of, like }))
}
