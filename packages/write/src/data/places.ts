/** Where in the book each figure stands: in which table at which row and column, or in which sentence of which part. */
import type { Book, BookCell, BookRun, BookTable } from '@gouji/compose'
import { textOf } from './member-names.ts'

export interface FigurePlace {
  readonly figure: number
  readonly kind: 'table' | 'table-note' | 'heading' | 'paragraph'
  /** Headings above it, outermost first. */
  readonly section: readonly string[]
  readonly table?: BookTable
  /** Counted from 1, with the head of the table. */
  readonly row?: number
  readonly column?: number
  readonly rowLabel?: string
  readonly columnLabel?: string
  /** Counted from 1 over the book. */
  readonly paragraph?: number
  /** The sentence around a figure in words. */
  readonly sentence?: string
}

export function placesOf(book: Book): FigurePlace[] {
  const places: FigurePlace[] = []
  const section: string[] = []
  let paragraph = 0
  for (const block of book.blocks) {
    if (block.kind === 'heading') {
      section.splice(block.level - 1)
      const above = [...section]
      section.push(textOf(block.runs))
      places.push(...inWords(block.runs, (at) => ({ ...at, kind: 'heading', section: above })))
    } else if (block.kind === 'paragraph') {
      paragraph++
      const number = paragraph
      places.push(
        ...inWords(block.runs, (at) => ({ ...at, kind: 'paragraph', section: [...section], paragraph: number })),
      )
    } else if (block.kind === 'table') places.push(...inTable(block.table, [...section]))
  }
  return places
}

function inWords(
  runs: readonly BookRun[],
  place: (at: { figure: number; sentence: string }) => FigurePlace,
): FigurePlace[] {
  const whole = textOf(runs)
  const found: FigurePlace[] = []
  let from = 0
  for (const run of runs) {
    if (run.figure !== undefined) found.push(place({ figure: run.figure, sentence: sentenceAt(whole, from) }))
    from += run.text.length
  }
  return found
}

function sentenceAt(text: string, at: number): string {
  const start = text.lastIndexOf('。', at - 1) + 1
  const end = text.indexOf('。', at)
  return text.slice(start, end < 0 ? undefined : end + 1).trim()
}

function inTable(table: BookTable, section: readonly string[]): FigurePlace[] {
  const places: FigurePlace[] = []
  const grid = gridOf(table)
  const heads = columnLabels(table, grid)
  table.rows.forEach((row, r) => {
    for (const cell of row.cells) {
      for (const run of cell.runs) {
        if (run.figure === undefined) continue
        places.push({
          figure: run.figure,
          kind: 'table',
          section,
          table,
          row: r + 1,
          column: cell.column + 1,
          rowLabel: rowLabel(grid[r]!, cell.column),
          columnLabel: heads[cell.column] ?? '',
        })
      }
    }
  })
  for (const note of table.notes) {
    places.push(...inWords(note, (at) => ({ ...at, kind: 'table-note', section, table })))
  }
  return places
}

export type Grid = readonly (readonly (BookCell | undefined)[])[]

/** The cell that covers each position: the same one at all positions of its span. */
export function gridOf(table: BookTable): Grid {
  const grid: (BookCell | undefined)[][] = table.rows.map(() =>
    new Array<BookCell | undefined>(table.widths.length).fill(undefined),
  )
  table.rows.forEach((row, r) => {
    for (const cell of row.cells) {
      for (let below = r; below < Math.min(r + cell.rowSpan, grid.length); below++) {
        for (let c = cell.column; c < cell.column + cell.columnSpan; c++) grid[below]![c] = cell
      }
    }
  })
  return grid
}

/** The headings above each column from the outermost, without the row of column numbers. */
export function columnLabels(table: BookTable, grid: Grid): string[] {
  return table.widths.map((_, column) => {
    const path: string[] = []
    let last: BookCell | undefined
    for (let r = 0; r < table.headRows && r < grid.length; r++) {
      if (table.rows[r]!.role === 'ruler') continue
      const cell = grid[r]![column]
      if (cell && cell !== last && textOf(cell.runs) !== '') path.push(textOf(cell.runs).replace(/\s+/g, ''))
      last = cell
    }
    return path.join(' / ')
  })
}

/** The labels of the panel left of a column: those between it and the next amounts further left. */
export function rowLabel(row: readonly (BookCell | undefined)[], column: number): string {
  const labels: string[] = []
  let last: BookCell | undefined
  for (let c = column - 1; c >= 0; c--) {
    const cell = row[c]
    if (!cell || cell === last) continue
    last = cell
    if (cell.role === 'label' || cell.role === 'code' || cell.role === 'text') {
      const text = textOf(cell.runs).trim()
      if (text !== '') labels.unshift(text)
    } else if (labels.length > 0) break
  }
  return labels.join(' ')
}
