/** Where errors can be planted in a composed book, and how one place of it is changed. */
import type { Book, BookBlock, BookCell, BookRun, BookTable } from '@gouji/compose'

/** What chance has to offer; the generator belongs to the caller. */
export interface Chance {
  readonly int: (low: number, high: number) => number
  readonly pick: <T>(list: readonly T[]) => T
}

/** One known error: what was right, what stands there now, and where. */
export interface Injected {
  readonly kind: string
  /** Index in the blocks of the book that was given. */
  readonly block: number
  /** Title of the table, or the beginning of the paragraph or heading. */
  readonly where: string
  /** In a table: row and column of the grid. */
  readonly row?: number
  readonly column?: number
  readonly label?: string
  readonly right: string
  readonly wrong: string
}

/** A change that can be made, with what it will be. `block` is undefined where the block is to go. */
export interface Change {
  readonly injected: Omit<Injected, 'kind'>
  readonly blocks: ReadonlyMap<number, BookBlock | undefined>
}

export const textOf = (runs: readonly BookRun[]): string => runs.map(({ text }) => text).join('')

export interface Spot {
  readonly block: number
  readonly table: BookTable
  readonly row: number
  readonly cell: BookCell
  readonly text: string
  readonly label: string
}

/** The cells of all tables, with the label of their row. */
export function spotsOf(book: Book): Spot[] {
  return book.blocks.flatMap((block, i) => {
    if (block.kind !== 'table') return []
    const { table } = block
    return table.rows.flatMap((row, n) => {
      if (row.role === 'head' || row.role === 'ruler') return []
      return row.cells.map((cell) => ({
        block: i,
        table,
        row: n,
        cell,
        text: textOf(cell.runs),
        label: textOf(row.cells.findLast((c) => c.role === 'label' && c.column <= cell.column)?.runs ?? []),
      }))
    })
  })
}

export const isAmount = ({ cell, text }: Spot): boolean =>
  cell.role === 'amount' && cell.runs.some(({ figure }) => figure !== undefined) && /[1-9]/.test(text)

/** The same table with other texts in some cells. */
export function withTexts(
  table: BookTable,
  texts: readonly { readonly spot: Spot; readonly text: string }[],
): BookTable {
  return {
    ...table,
    rows: table.rows.map((row, n) => ({
      ...row,
      cells: row.cells.map((cell) => {
        const found = texts.find(({ spot }) => spot.row === n && spot.cell.column === cell.column)
        return found ? { ...cell, runs: rewritten(cell.runs, found.text) } : cell
      }),
    })),
  }
}

/** The figure stays tied to the run, so that the print alone is wrong. */
function rewritten(runs: readonly BookRun[], text: string): BookRun[] {
  const figure = runs.find((run) => run.figure !== undefined)?.figure
  return [figure === undefined ? { text } : { text, figure }]
}

export function changedCell(spot: Spot, text: string): Change {
  const { block, table, row, cell, label } = spot
  return {
    injected: { block, where: table.title, row, column: cell.column, label, right: spot.text, wrong: text },
    blocks: new Map([[block, { kind: 'table', table: withTexts(table, [{ spot, text }]) }]]),
  }
}

export interface Said {
  readonly block: number
  readonly paragraph: BookBlock & { readonly kind: 'paragraph' }
  readonly run: number
  readonly text: string
}

/** The runs of all paragraphs. */
export const saidIn = (book: Book): Said[] =>
  book.blocks.flatMap((paragraph, block) =>
    paragraph.kind === 'paragraph' ? paragraph.runs.map(({ text }, run) => ({ block, paragraph, run, text })) : [],
  )

/** The same paragraph with other words in some runs. */
export function changedRuns(
  { block, paragraph }: Said,
  texts: ReadonlyMap<number, string>,
  told: { readonly right: string; readonly wrong: string },
): Change {
  const runs = paragraph.runs.map((run, i) => ({ ...run, text: texts.get(i) ?? run.text }))
  return {
    injected: { block, where: textOf(paragraph.runs).slice(0, 40), ...told },
    blocks: new Map([[block, { ...paragraph, runs }]]),
  }
}

/** Another digit before the decimal point, so that no rounding explains it; undefined for small numbers. */
export function digitSlip(text: string, chance: Chance): string | undefined {
  const point = text.includes('.') ? text.indexOf('.') : text.length
  const places = [...text].flatMap((c, i) => (i < point && /\d/.test(c) ? [i] : []))
  if (places.length < 2) return undefined
  const place = chance.pick(places)
  const old = Number(text[place])
  const others = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => digit !== old)
  return `${text.slice(0, place)}${chance.pick(others)}${text.slice(place + 1)}`
}
