/**
 * Random consistent budgets for measuring the decoder: true amounts in whole fen, printed in 万元 with two decimals,
 * so that rounding differences stand in every other sum. A function table (类、款、项 by 合计 = 基本（人员 + 公用）+ 项目),
 * a second table that repeats its coordinates, an economy table, and the totals of income and expenditure.
 */
import { interval } from '@gouji/ledger'
import type { Quantity, Relation } from './system.ts'

export type Random = () => number

/** Mulberry32: small, seeded, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const whole = (random: Random, below: number): number => Math.floor(random() * below)

/** 万元 with two decimals. */
export const STEP = 10_000n

/** A cell that prints `digits` hundredths of 万元. */
export function printedCell(id: number, digits: bigint, group: number, step: bigint = STEP): Quantity {
  const fen = digits * step
  const truncated =
    digits > 0n
      ? interval(fen, fen + step - 1n)
      : digits < 0n
        ? interval(fen - step + 1n, fen)
        : interval(1n - step, step - 1n)
  return { id, interval: interval(fen - step / 2n, fen + step / 2n), truncated, step, digits, blank: false, group }
}

export function blankCell(id: number, group: number, step: bigint = STEP): Quantity {
  return { id, interval: interval(0n, 0n), step, blank: true, group }
}

export interface BudgetRow {
  readonly group: number
  readonly table: 'functions' | 'repeat' | 'economy' | 'totals'
  /** Deeper rows are parts of the nearest shallower row above. */
  readonly depth: number
  readonly cells: ReadonlyMap<string, number>
}

export interface RandomBudget {
  readonly quantities: readonly Quantity[]
  readonly relations: readonly Relation[]
  readonly rows: readonly BudgetRow[]
}

interface Node {
  readonly depth: number
  readonly children: Node[]
  readonly amounts: Record<string, bigint>
}

const COLUMNS = ['合计', '基本', '人员', '公用', '项目']
const REPEATED = ['合计', '基本', '项目']

/** True amounts spread over magnitudes, as budgets are; many cells are nothing at all. */
function amount(random: Random, share: number): bigint {
  if (random() > share) return 0n
  return BigInt(Math.floor(10 ** (5.5 + 4.5 * random()))) + BigInt(whole(random, 100))
}

export interface Shape {
  readonly classes?: number
  /** Whether a cell of nothing is left blank. */
  readonly blanks?: boolean
  /** Whether figures are cut off after the last decimal instead of rounded. */
  readonly cutOff?: boolean
  /** The group of a row of the function table to leave out, as when it was lost in copying. */
  readonly without?: number
}

export function randomBudget(seed: number, shape: Shape = {}): RandomBudget {
  const random = randomFrom(seed)
  const root = grow(random, shape.classes ?? 3 + whole(random, 4))
  const quantities: Quantity[] = []
  const relations: Relation[] = []
  const rows: BudgetRow[] = []
  let group = 0

  const cell = (fen: bigint, row: number): number => {
    const id = quantities.length
    const digits = (fen + (shape.cutOff ? 0n : STEP / 2n)) / STEP
    const blank = (shape.blanks ?? true) && fen === 0n
    quantities.push(blank ? blankCell(id, row) : printedCell(id, digits, row))
    return id
  }
  const relate = (kind: Relation['kind'], total: number, parts: readonly number[]): void => {
    const terms = [
      { quantity: total, weight: -1 as const },
      ...parts.map((quantity) => ({ quantity, weight: 1 as const })),
    ]
    relations.push({ id: relations.length, terms, kind, trust: 1 })
  }
  const addRow = (
    table: BudgetRow['table'],
    depth: number,
    columns: readonly string[],
    amounts: Record<string, bigint>,
  ) => {
    const row = group++
    if (table === 'functions' && row === shape.without) return undefined
    const cells = new Map(columns.map((column) => [column, cell(amounts[column]!, row)]))
    rows.push({ group: row, table, depth, cells })
    return cells
  }
  type Cells = ReadonlyMap<string, number>
  /** Rows of one table from a tree; each column of a parent is the sum of its children's. */
  const addTree = (table: 'functions' | 'repeat', columns: readonly string[], places: Map<Node, Cells>): void => {
    const visit = (node: Node): void => {
      const cells = addRow(table, node.depth, columns, node.amounts)
      for (const child of node.children) visit(child)
      if (!cells) return
      places.set(node, cells)
      if (columns.includes('人员')) relate('sum', cells.get('基本')!, [cells.get('人员')!, cells.get('公用')!])
      relate('sum', cells.get('合计')!, [cells.get('基本')!, cells.get('项目')!])
      const children = node.children.map((child) => places.get(child)).filter((child) => child !== undefined)
      if (children.length === 0) return
      for (const column of columns) {
        relate(
          'sum',
          cells.get(column)!,
          children.map((child) => child.get(column)!),
        )
      }
    }
    visit(root)
  }

  const first = new Map<Node, Cells>()
  const second = new Map<Node, Cells>()
  addTree('functions', COLUMNS, first)
  addTree('repeat', REPEATED, second)
  for (const [node, cells] of first) {
    for (const column of REPEATED) relate('same', cells.get(column)!, [second.get(node)!.get(column)!])
  }
  for (const column of ['人员', '公用']) {
    const parts = split(random, root.amounts[column]!, 8).map((fen) => addRow('economy', 1, ['合计'], { 合计: fen })!)
    const total = addRow('economy', 0, ['合计'], { 合计: root.amounts[column]! })!
    relate(
      'sum',
      total.get('合计')!,
      parts.map((part) => part.get('合计')!),
    )
    relate('tie', total.get('合计')!, [first.get(root)!.get(column)!])
  }
  const spent = addRow('totals', 0, ['合计'], { 合计: root.amounts.合计! })!.get('合计')!
  const received = addRow('totals', 0, ['合计'], { 合计: root.amounts.合计! })!.get('合计')!
  const byClass = root.children.map((node) => addRow('totals', 1, ['合计'], { 合计: node.amounts.合计! })!.get('合计')!)
  const sources = split(random, root.amounts.合计!, 3).map((fen) => addRow('totals', 1, ['合计'], { 合计: fen })!)
  relate('sum', spent, byClass)
  relate(
    'sum',
    received,
    sources.map((source) => source.get('合计')!),
  )
  relate('balance', spent, [received])
  relate('tie', spent, [first.get(root)!.get('合计')!])
  root.children.forEach((node, k) => {
    const cells = first.get(node)
    if (cells) relate('tie', byClass[k]!, [cells.get('合计')!])
  })
  return { quantities, relations, rows }
}

function grow(random: Random, classes: number): Node {
  const node = (depth: number): Node => {
    const amounts: Record<string, bigint> = {}
    if (depth === 3) {
      amounts.人员 = amount(random, 0.7)
      amounts.公用 = amount(random, 0.6)
      amounts.项目 = amount(random, 0.5)
      if (amounts.人员 + amounts.公用 + amounts.项目 === 0n) amounts.人员 = amount(random, 1)
    }
    const count = depth === 3 ? 0 : depth === 0 ? classes : 1 + whole(random, depth === 1 ? 4 : 5)
    const children = Array.from({ length: count }, () => node(depth + 1))
    if (depth < 3) {
      for (const column of ['人员', '公用', '项目']) {
        amounts[column] = children.reduce((total, child) => total + child.amounts[column]!, 0n)
      }
    }
    amounts.基本 = amounts.人员! + amounts.公用!
    amounts.合计 = amounts.基本 + amounts.项目!
    return { depth, children, amounts }
  }
  return node(0)
}

/** Splits an amount into parts of uneven size that add up to it. */
function split(random: Random, total: bigint, count: number): bigint[] {
  const parts: bigint[] = []
  let left = total
  for (let k = 1; k < count; k++) {
    const part = (left * BigInt(whole(random, 60))) / 100n
    parts.push(part)
    left -= part
  }
  return [...parts, left]
}

/** The system with one cell printed otherwise. */
export function reprinted(budget: RandomBudget, changes: ReadonlyMap<number, bigint>): readonly Quantity[] {
  return budget.quantities.map((quantity) => {
    const digits = changes.get(quantity.id)
    return digits === undefined ? quantity : printedCell(quantity.id, digits, quantity.group ?? 0, quantity.step)
  })
}

/** One digit of the number replaced; `at` counts from the last digit. */
export function withOtherDigit(digits: bigint, at: number, to: number): bigint {
  const unit = 10n ** BigInt(at)
  const old = (digits / unit) % 10n
  return digits + (BigInt(to) - old) * unit
}
