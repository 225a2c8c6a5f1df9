import { type Block, type Cell, type Paragraph, type Place, UnreadableError } from '@gouji/document'
import { cellText, leadingBlanks } from '../text.ts'
import type { Watch } from '../watch.ts'
import { type Area, columnName } from './address.ts'
import { segmentsOf } from './segments.ts'
import type { Sheet, SheetCell, SheetRow } from './sheet.ts'

/** Turns a stored sheet into paragraphs and tables. Changes the sheet: cells under a merged area are dropped. */
export function blocksOf(sheet: Sheet, name: string, watch: Watch): Block[] {
  dropCovered(sheet)
  const rows = sheet.rows.filter((row) => row.cells.size > 0)
  const blocks: Block[] = []
  for (const { above, table, below } of segmentsOf(rows)) {
    for (const row of above) blocks.push(...paragraphsOf(row, name))
    if (table.length > 0) blocks.push(tableOf(table, sheet, name, watch))
    for (const row of below) blocks.push(...paragraphsOf(row, name))
  }
  return blocks
}

function paragraphsOf(row: SheetRow, sheet: string): Paragraph[] {
  return inOrder(row).map(({ text, column, look }) => {
    const place: Place = { sheet, address: `${columnName(column)}${row.number}` }
    return {
      kind: 'paragraph',
      text: cellText(text),
      place,
      runs: [{ start: 0, place }],
      ...(look.align ? { align: look.align } : {}),
      ...(look.size === undefined ? {} : { size: look.size }),
    }
  })
}

const inOrder = (row: SheetRow): SheetCell[] => [...row.cells.values()].sort((a, b) => a.column - b.column)

/** More work than any honest sheet's merged areas need; many huge areas over each other would take for ever. */
const MERGE_STEPS = 20_000_000

/** Of a merged area only the upper left cell is shown; programs leave old values under the others. */
function dropCovered(sheet: Sheet): void {
  const numbers = sheet.rows.map((row) => row.number)
  let steps = 0
  for (const merge of sheet.merges) {
    for (let i = firstAtLeast(numbers, merge.top); i < numbers.length && numbers[i]! <= merge.bottom; i++) {
      const { cells, number } = sheet.rows[i]!
      steps += 1 + Math.min(cells.size, merge.right - merge.left + 1)
      if (steps > MERGE_STEPS) throw new UnreadableError('damaged', { reason: 'merged cells' })
      const inside = (column: number): boolean => column >= merge.left && column <= merge.right
      const drop = (column: number): void => {
        if (inside(column) && (number !== merge.top || column !== merge.left)) cells.delete(column)
      }
      if (cells.size < merge.right - merge.left) for (const column of [...cells.keys()]) drop(column)
      else for (let column = merge.left; column <= merge.right; column++) drop(column)
    }
  }
}

/** Index of the first of sorted numbers that is not below a bound. */
function firstAtLeast(sorted: readonly number[], bound: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < bound) low = middle + 1
    else high = middle
  }
  return low
}

/** A table of the rows and columns that show anything; each position has its cell, blank or not, with its address. */
function tableOf(rows: readonly SheetRow[], sheet: Sheet, name: string, watch: Watch): Block {
  const columns = [...new Set(rows.flatMap((row) => [...row.cells.keys()]))].sort((a, b) => a - b)
  const numbers = rows.map((row) => row.number)
  const width = columns.length
  watch.addCells(rows.length * width)
  const spans = spansOf(sheet.merges, numbers, columns)
  const hiddenColumns = columns.map(sheet.isHiddenColumn)
  const cells: Cell[] = []
  rows.forEach((row, r) => {
    columns.forEach((column, c) => {
      const span = spans.get(r * width + c)
      if (span === COVERED) return
      const stored = row.cells.get(column)
      const text = stored ? cellText(stored.text) : ''
      const indent = stored ? stored.look.indent + leadingBlanks(stored.text) / 2 : 0
      cells.push({
        row: r,
        column: c,
        rowSpan: span?.rows ?? 1,
        columnSpan: span?.columns ?? 1,
        text,
        place: { sheet: name, address: `${columnName(column)}${row.number}` },
        ...(row.hidden || hiddenColumns[c] ? { hidden: true } : {}),
        ...(stored?.formula === undefined ? {} : { formula: stored.formula }),
        ...(indent > 0 ? { indent } : {}),
      })
    })
  })
  const place = { sheet: name, address: `${columnName(columns[0]!)}${numbers[0]!}` }
  return { kind: 'table', place, rows: rows.length, columns: width, cells, grid: 'ruled' }
}

interface Span {
  readonly rows: number
  readonly columns: number
}
const COVERED: Span = { rows: 0, columns: 0 }

/** Spans by grid position, in rows and columns of the table. Areas that overlap an earlier one are ignored. */
function spansOf(merges: readonly Area[], numbers: readonly number[], columns: readonly number[]): Map<number, Span> {
  const spans = new Map<number, Span>()
  const width = columns.length
  let steps = 0
  for (const { top, left, bottom, right } of merges) {
    const r = firstAtLeast(numbers, top)
    const c = firstAtLeast(columns, left)
    // An area whose own corner shows nothing may have lost its first row or column; the rest still hangs together.
    const rows = firstAtLeast(numbers, bottom + 1) - r
    const across = firstAtLeast(columns, right + 1) - c
    if (rows < 1 || across < 1 || (rows === 1 && across === 1) || spans.has(r * width + c)) continue
    steps += rows * across
    if (steps > MERGE_STEPS) throw new UnreadableError('damaged', { reason: 'merged cells' })
    for (let y = r; y < r + rows; y++) for (let x = c; x < c + across; x++) spans.set(y * width + x, COVERED)
    spans.set(r * width + c, { rows, columns: across })
  }
  return spans
}
