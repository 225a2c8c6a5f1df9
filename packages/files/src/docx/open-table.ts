import type { Watch } from '../watch.ts'
import { type Draft, imagesIn, indentOf, type TableDraft, textOf } from './drafts.ts'
import { wholeNumber } from './styles.ts'

/** A table whose markup is still open: places cells on the grid and joins those that Word merges. */
export class OpenTable {
  rowHidden = false
  /** Deleted as a whole in a tracked change. */
  rowDeleted = false
  private readonly watch: Watch
  private readonly cells: TableDraft['cells'] = []
  private readonly nested: Draft[] = []
  private row = -1
  /** Grid column of the next cell. */
  private column = 0
  private rowStart = 0
  /** For each grid column, the cell that goes on downwards from it. */
  private readonly merging = new Map<number, number>()
  private span = 1
  private down: string | undefined
  private across: string | undefined

  constructor(watch: Watch) {
    this.watch = watch
  }

  openRow(): void {
    this.row++
    this.column = 0
    this.rowHidden = false
    this.rowDeleted = false
    this.rowStart = this.cells.length
  }

  /** A deleted row leaves no trace. */
  closeRow(): void {
    if (!this.rowDeleted) return
    this.cells.length = this.rowStart
    this.row--
  }

  skipColumns(count: string | undefined): void {
    this.column += this.bounded(count)
  }

  openCell(): void {
    this.span = 1
    this.down = undefined
    this.across = undefined
  }

  spanCell(count: string | undefined): void {
    this.span = this.bounded(count)
  }

  /** `restart` begins a merged cell; anything else, and nothing, goes on with it. */
  mergeCell(direction: 'down' | 'across', value = 'continue'): void {
    this[direction] = value
  }

  closeCell(drafts: readonly Draft[]): void {
    const { span, column } = this
    this.watch.addCells(1)
    this.column = Math.min(column + span, this.watch.limits.tableColumns)
    const above = this.cells[this.merging.get(column) ?? -1]
    if (this.down === 'continue' && above) {
      above.rowSpan = this.row - above.row + 1
      return
    }
    const left = this.cells.at(-1)
    if (this.across === 'continue' && left?.row === this.row) {
      left.columnSpan = column + span - left.column
      return
    }
    if (this.down === 'restart') this.merging.set(column, this.cells.length)
    else this.merging.delete(column)
    const text = textOf(drafts)
    this.watch.addLetters(text.length)
    const indent = indentOf(drafts)
    this.cells.push({
      row: Math.max(0, this.row),
      column,
      rowSpan: 1,
      columnSpan: span,
      text,
      place: {},
      images: imagesIn(drafts),
      ...(this.rowHidden ? { hidden: true } : {}),
      ...(indent > 0 ? { indent } : {}),
    })
    for (const draft of drafts) if (draft.kind === 'table') this.nested.push(draft)
  }

  close(): TableDraft {
    const images = this.cells.reduce((sum, cell) => sum + cell.images, 0)
    return { kind: 'table', cells: this.cells, nested: this.nested, images }
  }

  private bounded(count: string | undefined): number {
    return Math.min(this.watch.limits.span, Math.max(1, wholeNumber(count, 1)))
  }
}
