/** A sheet of an export by row and column, with merged cells filled out. */
import type { StoredCell, StoredSheet } from '@gouji/files'

/** More cells under merged areas than any honest export has. */
const FILLED_MAX = 200_000

export class SheetGrid {
  readonly name: string
  readonly hidden: boolean
  readonly width: number
  /** Numbers of the rows that hold something, in order. */
  readonly rows: readonly number[]
  readonly #cells = new Map<number, Map<number, StoredCell>>()
  readonly #computed = new Set<string>()

  constructor(sheet: StoredSheet) {
    this.name = sheet.name
    this.hidden = sheet.hidden
    for (const { number, cells } of sheet.rows) this.#cells.set(number, new Map(cells))
    this.rows = [...this.#cells.keys()].sort((a, b) => a - b)
    let filled = 0
    for (const { top, left, bottom, right } of sheet.merges) {
      const cell = this.#cells.get(top)?.get(left)
      // Rows that hold nothing of their own are no rows: a merged title may reach down for ever.
      for (const row of cell ? this.rows.filter((number) => number >= top && number <= bottom) : []) {
        for (let column = left; column <= right && filled < FILLED_MAX; column += 1, filled += 1) {
          this.#cells.get(row)!.set(column, cell!)
        }
      }
    }
    this.width = Math.max(0, ...[...this.#cells.values()].flatMap((cells) => Math.max(-1, ...cells.keys()) + 1))
    for (const { row, column } of sheet.withoutValue) this.#computed.add(`${row}|${column}`)
  }

  cell(row: number, column: number): StoredCell | undefined {
    return this.#cells.get(row)?.get(column)
  }

  text(row: number, column: number): string {
    return this.cell(row, column)?.text.trim() ?? ''
  }

  /** A formula stands here that no program has computed yet. */
  isWithoutValue(row: number, column: number): boolean {
    return this.#computed.has(`${row}|${column}`)
  }

  /** Texts of a row in the order of their columns. */
  texts(row: number): string[] {
    const cells = this.#cells.get(row)
    return cells ? [...cells].sort(([a], [b]) => a - b).map(([, { text }]) => text.trim()) : []
  }
}

export function addressOf(row: number, column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return `${letters}${row}`
}
