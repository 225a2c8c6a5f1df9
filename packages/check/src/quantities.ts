/**
 * The printed amounts of a document as quantities of one system: every cell of every figure column, blank ones too,
 * because a blank where a value is required is as wrong as a wrong value.
 */
import { exactly, type Figure, isMoneyUnit, powerOf } from '@gouji/ledger'
import type { ReadCell, ReadColumn, Reading, ReadRow, ReadTable } from '@gouji/read'
import { joinContinued } from './continued-panels.ts'
import type { Quantity } from './decode/index.ts'

/** One row of one panel with its amounts by column. */
export interface PanelRow {
  readonly row: ReadRow
  readonly index: number
  /** Column → quantity id. */
  readonly cells: ReadonlyMap<number, number>
}

export interface PanelBook {
  readonly table: ReadTable
  readonly panel: number
  readonly columns: readonly ReadColumn[]
  readonly rows: readonly PanelRow[]
}

export interface Book {
  readonly reading: Reading
  readonly quantities: readonly Quantity[]
  /** The cell and the table behind each quantity. */
  readonly cells: readonly ReadCell[]
  readonly tables: readonly ReadTable[]
  readonly panels: readonly PanelBook[]
}

export function collectQuantities(reading: Reading): Book {
  const quantities: Quantity[] = []
  const cells: ReadCell[] = []
  const tables: ReadTable[] = []
  const panels: PanelBook[] = []
  let group = 0
  const all = reading.tables.flatMap((table) => table.cells)
  const isBlankBook = leavesMoreBlank(all)
  const isTinyBook = isTiny(reading)
  for (const table of reading.tables) {
    const own: PanelBook[] = []
    const mayRoundToNought = isTinyBook || (isBlankBook && table.cells.some(isEmptyAmount))
    for (const panel of new Set(table.columns.map((c) => c.panel))) {
      const columns = table.columns.filter((c) => c.panel === panel)
      const taken = new Set<ReadCell>()
      const rows: PanelRow[] = []
      const printed = cellsByRow(table, columns)
      for (const [index, row] of table.rows.filter((r) => r.panel === panel).entries()) {
        const ids = new Map<number, number>()
        group++
        for (const cell of printed.get(row.row) ?? []) {
          if (
            taken.has(cell) ||
            cell.measure === 'share' ||
            cell.measure === 'rate' ||
            cell.measure === 'count' ||
            cell.measure === 'price'
          )
            continue
          taken.add(cell)
          const quantity = quantityOf(cell, quantities.length, group, mayRoundToNought)
          if (!quantity || ids.has(cell.column)) continue
          quantities.push(quantity)
          cells.push(cell)
          tables.push(table)
          ids.set(cell.column, quantity.id)
        }
        rows.push({ row, index, cells: ids })
      }
      own.push({ table, panel, columns, rows })
    }
    panels.push(...joinContinued(own))
  }
  return { reading, quantities, cells, tables, panels }
}

function cellsByRow(table: ReadTable, columns: readonly ReadColumn[]): Map<number, ReadCell[]> {
  const wanted = new Set(columns.map((c) => c.column))
  const found = new Map<number, ReadCell[]>()
  for (const cell of table.cells) {
    if (!wanted.has(cell.column)) continue
    const list = found.get(cell.row)
    if (list) list.push(cell)
    else found.set(cell.row, [cell])
  }
  return found
}

/**
 * Where nothing is said by leaving cells empty, a printed 0.00 is an amount too small for its unit: in a table with empty
 * cells, of a book that leaves more amounts empty than it prints as nought.
 */
const isEmptyAmount = (cell: ReadCell): boolean => cell.measure === 'amount' && !cell.noise && cell.text.trim() === ''

function leavesMoreBlank(cells: readonly ReadCell[]): boolean {
  const noughts = cells.filter(({ figure, noise }) => figure?.fen === 0n && !noise).length
  return noughts > 0 && cells.filter(isEmptyAmount).length > noughts
}

/**
 * Where nothing reaches a single unit of account (万元), or most amounts show in the last decimal alone (0.01, 0.04), 0.00
 * is what is left of a few yuan.
 */
export function isTiny({ statements, tables }: Reading): boolean {
  const told = statements.flatMap(({ figure, kind }) => (kind === 'amount' && figure ? [figure] : []))
  const printed = tables.flatMap(({ cells }) =>
    cells.flatMap(({ figure, noise }) => (figure && !noise ? [figure] : [])),
  )
  const amounts = [...told, ...printed].filter(({ fen }) => fen !== 0n)
  const ofOneDigit = amounts.filter((figure) => isWithin(figure.fen, 10n * stepOf(figure))).length
  return amounts.every(({ fen }) => isWithin(fen, ONE_UNIT)) || ofOneDigit * 2 > amounts.length
}

const isWithin = (fen: bigint, bound: bigint): boolean => -bound < fen && fen < bound

/** 万元, in fen. */
const ONE_UNIT = 1_000_000n

function quantityOf(cell: ReadCell, id: number, group: number, mayRoundToNought: boolean): Quantity | undefined {
  const { figure, printed, unit } = cell
  if (figure && printed) {
    const step = stepOf(figure)
    // A printed nought says that there is nothing, not that there are less than fifty yuan.
    const nothing = figure.fen === 0n && !mayRoundToNought
    return {
      id,
      interval: nothing ? exactly(0n) : figure.rounded,
      truncated: nothing ? exactly(0n) : figure.truncated,
      step,
      digits: figure.fen / step,
      blank: false,
      group,
    }
  }
  // A text that is no number and no mark for nil may hide any value: it is not known to be zero.
  const blank = cell.noise || /^[\s\-—–－/…·.]*$/.test(cell.text) || /^(?:无|零)$/.test(cell.text.trim())
  if (!blank || unit === undefined || !isMoneyUnit(unit)) return undefined
  return { id, interval: exactly(0n), step: 10n ** BigInt(Math.max(0, powerOf(unit) - 2)), blank: true, group }
}

/** Fen in one unit of the last decimal that the figure is meant with: its own, or its table's when it left out zeros. */
export function stepOf(figure: Figure): bigint {
  const width = figure.rounded.hi - figure.rounded.lo
  if (width > 0n) return width
  const power = powerOf(figure.unit) - figure.printed.decimals
  return power > 0 ? 10n ** BigInt(power) : 1n
}
