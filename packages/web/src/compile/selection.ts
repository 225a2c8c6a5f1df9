/** A rectangle of cells, and how keys move it. Pure. */

export interface Cell {
  readonly row: number
  readonly column: number
}
/** From where the selection began to where it is now. */
export interface Selection {
  readonly anchor: Cell
  readonly focus: Cell
}
export interface Area {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export const single = (cell: Cell): Selection => ({ anchor: cell, focus: cell })

export const areaOf = ({ anchor, focus }: Selection): Area => ({
  top: Math.min(anchor.row, focus.row),
  bottom: Math.max(anchor.row, focus.row),
  left: Math.min(anchor.column, focus.column),
  right: Math.max(anchor.column, focus.column),
})

export const isIn = (area: Area, row: number, column: number): boolean =>
  row >= area.top && row <= area.bottom && column >= area.left && column <= area.right

export interface Size {
  readonly rows: number
  readonly columns: number
}

const clamp = (n: number, size: number): number => Math.max(0, Math.min(size - 1, n))
export const within = (cell: Cell, size: Size): Cell => ({
  row: clamp(cell.row, size.rows),
  column: clamp(cell.column, size.columns),
})

const PAGE = 15

/** Where a key leads; undefined for a key that does not move. */
export function moved(from: Cell, key: string, far: boolean, size: Size): Cell | undefined {
  const { row, column } = from
  const to: Readonly<Record<string, Cell>> = {
    ArrowUp: { row: far ? 0 : row - 1, column },
    ArrowDown: { row: far ? size.rows - 1 : row + 1, column },
    ArrowLeft: { row, column: far ? 0 : column - 1 },
    ArrowRight: { row, column: far ? size.columns - 1 : column + 1 },
    Home: { row: far ? 0 : row, column: 0 },
    End: { row: far ? size.rows - 1 : row, column: size.columns - 1 },
    PageUp: { row: row - PAGE, column },
    PageDown: { row: row + PAGE, column },
  }
  return Object.hasOwn(to, key) ? within(to[key]!, size) : undefined
}

/** An area drawn out by its corner to a cell: downwards or sideways, whichever is farther, never both. */
export function drawnTo(from: Area, to: Cell): Selection {
  const down = Math.max(to.row - from.bottom, from.top - to.row, 0)
  const aside = Math.max(to.column - from.right, from.left - to.column, 0)
  const area =
    down >= aside
      ? { ...from, top: Math.min(from.top, to.row), bottom: Math.max(from.bottom, to.row) }
      : { ...from, left: Math.min(from.left, to.column), right: Math.max(from.right, to.column) }
  return { anchor: { row: area.top, column: area.left }, focus: { row: area.bottom, column: area.right } }
}
