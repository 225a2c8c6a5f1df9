// biome-ignore-all lint/a11y/useSemanticElements: a table of ten thousand rows, of which thirty are drawn, is a grid of our own.
/**
 * A light grid for a sheet of a ledger: keys as in a spreadsheet, paste from Excel, fill down, only rows in sight drawn.
 * The cell with the focus holds it for the keyboard; screen readers hear its heading, value and problem.
 */

import type { LedgerRow } from '@gouji/api'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { freshId } from '../client/fresh-id.ts'
import type { LedgerProblem, SheetColumn } from '../client/shapes.ts'
import { formatYuan, parseYuan } from '../money.ts'
import { CellEditor } from './cell-editor.tsx'
import { cleaned, parseCells, printCells } from './clipboard.ts'
import type { Edit } from './draft.ts'
import { type Area, areaOf, type Cell, drawnTo, isIn, moved, type Selection, single, within } from './selection.ts'
import type { Offered } from './suggestions.ts'
import { sumOf } from './sums.ts'

const ROW_HEIGHT = 30
const NUMBER_WIDTH = 44

export interface GridHandle {
  readonly goTo: (row: number, field: string | undefined) => void
}

export interface ExtraColumn {
  readonly heading: string
  readonly help: string
  readonly width: number
  readonly of: (row: LedgerRow) => { readonly text: string; readonly tone?: 'large' | 'soft' } | undefined
  /** At the foot of the column. */
  readonly sum: string
}
const NO_EXTRAS: readonly ExtraColumn[] = []

interface GridProps {
  readonly label: string
  readonly sheet: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly LedgerRow[]
  readonly readOnly: boolean
  readonly problems: ReadonlyMap<string, LedgerProblem>
  /** Which rows the sums at the foot are of. */
  readonly counts: (row: LedgerRow) => boolean
  readonly suggest: (column: SheetColumn) => readonly Offered[]
  /** The name of the code in a cell, shown behind it. */
  readonly nameOf: (column: SheetColumn, value: string) => string | undefined
  /** Columns that are worked out and not entered, behind the money. */
  readonly extras?: readonly ExtraColumn[] | undefined
  readonly onEdit: (edits: readonly Edit[], fresh: readonly LedgerRow[]) => void
  readonly onSelect: (keys: ReadonlySet<string>, sum: string | undefined) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly ref: React.Ref<GridHandle>
}

/** As wide as what stands in the column, within reason: an office screen shows amounts without scrolling. */
function widthOf(column: SheetColumn, rows: readonly LedgerRow[], nameOf: GridProps['nameOf']): number {
  let letters = lettersOf(column.heading) + 1
  for (const row of rows.slice(0, SEEN_MAX)) {
    const value = row.values[column.field] ?? ''
    const name = nameOf(column, value)
    letters = Math.max(letters, lettersOf(value) + (name === undefined ? 0 : Math.min(NAME_MAX, lettersOf(name) + 1)))
  }
  if (isMoney(column)) letters = Math.max(16, letters + 5)
  return Math.round(Math.max(56, Math.min(240, letters * 7.4 + 18)))
}
const SEEN_MAX = 200
/** Longer names are cut off: the whole one is in the title. */
const NAME_MAX = 16
/** A Chinese character is as wide as two letters. */
const lettersOf = (text: string): number => [...text].reduce((n, c) => n + (c > '\u2e7f' ? 2 : 1), 0)
const isMoney = (column: SheetColumn): boolean => column.kind === 'amount'
const isNumber = (column: SheetColumn): boolean =>
  isMoney(column) || column.kind === 'count' || column.kind === 'quantity'

export function Grid(props: GridProps) {
  const { label, sheet, columns, rows, readOnly, problems, counts, suggest, nameOf, onEdit, onSelect, ref } = props
  const { onUndo, onRedo, extras = NO_EXTRAS } = props
  const [selection, setSelection] = useState<Selection>(single({ row: 0, column: 0 }))
  const [editing, setEditing] = useState<{ readonly text: string } | undefined>()
  const scroller = useRef<HTMLDivElement>(null)
  const dragging = useRef(false)
  /** What is being drawn out by the small square at its corner. */
  const drawing = useRef<Area | undefined>(undefined)
  // One empty row below, where the next entry begins.
  const size = { rows: rows.length + (readOnly ? 0 : 1), columns: columns.length }
  const focus = within(selection.focus, size)
  const area = areaOf({ anchor: within(selection.anchor, size), focus })
  // Widths are found once: columns that move while one types would be worse than narrow ones.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const widths = useMemo(() => columns.map((column) => widthOf(column, rows, nameOf)), [columns, nameOf])
  const extraWidth = extras.reduce((sum, { width }) => sum + width, 0)
  const total = NUMBER_WIDTH + widths.reduce((a, b) => a + b, 0) + extraWidth
  const virtual = useVirtualizer({
    count: size.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    paddingStart: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
  })

  const valueAt = useCallback(
    (row: number, column: number): string => rows[row]?.values[columns[column]!.field] ?? '',
    [rows, columns],
  )
  const reveal = useCallback(
    (cell: Cell): void => {
      virtual.scrollToIndex(cell.row, { align: 'auto' })
      const left = NUMBER_WIDTH + widths.slice(0, cell.column).reduce((a, b) => a + b, 0)
      const element = scroller.current
      if (!element) return
      if (left - NUMBER_WIDTH < element.scrollLeft) element.scrollLeft = left - NUMBER_WIDTH
      const right = left + widths[cell.column]!
      if (right > element.scrollLeft + element.clientWidth) element.scrollLeft = right - element.clientWidth + 8
    },
    [virtual, widths],
  )
  const select = (next: Selection): void => {
    setSelection(next)
    reveal(next.focus)
  }
  useImperativeHandle(ref, () => ({
    goTo(row, field) {
      const column = Math.max(
        0,
        columns.findIndex((c) => c.field === field),
      )
      select(single({ row: Math.max(0, row), column }))
      scroller.current?.focus()
    },
  }))
  const { top, bottom, left, right } = area
  useEffect(() => {
    const keys = new Set(rows.slice(top, bottom + 1).map((r) => r.key))
    let sum: bigint | undefined
    let count = 0
    for (let r = top; r <= bottom; r++) {
      for (let c = left; c <= right; c++) {
        const column = columns[c]
        if (!column || !isMoney(column)) continue
        const fen = parseYuan(valueAt(r, c))
        if (fen === undefined) continue
        sum = (sum ?? 0n) + fen
        count++
      }
    }
    onSelect(keys, sum !== undefined && count > 1 ? `所选 ${count} 格合计 ${formatYuan(sum)}` : undefined)
  }, [top, bottom, left, right, rows, columns, valueAt, onSelect])

  /** Writes a block of texts; rows beyond the last are made. */
  const write = (at: Cell, block: readonly (readonly string[])[]): void => {
    if (readOnly) return
    const fresh: LedgerRow[] = []
    const edits = block.flatMap((cells, r) => {
      const index = at.row + r
      let key = rows[index]?.key
      if (key === undefined) {
        key = freshId()
        fresh.push({ sheet, key, values: {} })
      }
      return cells.flatMap((text, c): readonly Edit[] => {
        const column = columns[at.column + c]
        return column ? [{ sheet, key, field: column.field, value: cleaned(text, column.kind) }] : []
      })
    })
    onEdit(edits, fresh)
  }
  const blockOf = (text: string): string[][] =>
    Array.from({ length: bottom - top + 1 }, () => Array.from({ length: right - left + 1 }, () => text))
  const commit = (text: string): void => {
    setEditing(undefined)
    if (text !== valueAt(focus.row, focus.column)) write(focus, [[text]])
    scroller.current?.focus()
  }
  const clear = (): void => write({ row: top, column: left }, blockOf('').slice(0, rows.length - top))
  const fillDown = (): void => {
    const from = top === bottom ? top - 1 : top
    if (from < 0) return
    const line = Array.from({ length: right - left + 1 }, (_, c) => valueAt(from, left + c))
    const first = from + 1
    write(
      { row: first, column: left },
      Array.from({ length: bottom - first + 1 }, () => line),
    )
  }
  const fillRight = (): void => {
    const from = left === right ? left - 1 : left
    if (from < 0) return
    const lines = Array.from({ length: bottom - top + 1 }, (_, r) =>
      Array.from({ length: right - from }, () => valueAt(top + r, from)),
    )
    write({ row: top, column: from + 1 }, lines)
  }
  /** What stands in the source is repeated over the rest of the area that it was drawn to. */
  const fillFrom = (source: Area): void => {
    const [high, wide] = [source.bottom - source.top + 1, source.right - source.left + 1]
    const block = Array.from({ length: bottom - top + 1 }, (_, r) =>
      Array.from({ length: right - left + 1 }, (_, c) =>
        valueAt(
          source.top + ((((top + r - source.top) % high) + high) % high),
          source.left + ((((left + c - source.left) % wide) + wide) % wide),
        ),
      ),
    )
    write({ row: top, column: left }, block)
  }
  const step = (rowsBy: number, columnsBy: number): void =>
    select(single(within({ row: focus.row + rowsBy, column: focus.column + columnsBy }, size)))

  /** What a key does here; nothing for keys that are not ours. */
  const actOf = (event: KeyboardEvent): (() => void) | undefined => {
    const control = event.ctrlKey || event.metaKey
    const { key } = event
    const target = moved(focus, key, control, size)
    if (target) return () => select(event.shiftKey ? { anchor: selection.anchor, focus: target } : single(target))
    if (control) {
      const everything = { anchor: { row: 0, column: 0 }, focus: { row: rows.length - 1, column: columns.length - 1 } }
      const acts: Readonly<Record<string, () => void>> = {
        z: event.shiftKey ? onRedo : onUndo,
        y: onRedo,
        d: fillDown,
        r: fillRight,
        a: () => setSelection(everything),
      }
      return Object.hasOwn(acts, key.toLowerCase()) ? acts[key.toLowerCase()] : undefined
    }
    if (event.altKey) return undefined
    if (key === 'Enter' && event.shiftKey) return () => step(-1, 0)
    if (readOnly) return undefined
    if (key === 'Delete' || key === 'Backspace') return clear
    if (key === 'F2' || key === 'Enter') return () => setEditing({ text: valueAt(focus.row, focus.column) })
    return key.length === 1 ? () => setEditing({ text: key }) : undefined
  }
  const onKey = (event: KeyboardEvent): void => {
    if (editing) return
    // An input method writes into the editor by itself; what a plain key wrote is handed over.
    const act = event.key === 'Process' && !readOnly ? undefined : actOf(event)
    if (event.key === 'Process' && !readOnly) setEditing({ text: '' })
    if (!act) return
    event.preventDefault()
    act()
  }
  const copy = (event: React.ClipboardEvent): void => {
    if (editing) return
    event.preventDefault()
    const block = Array.from({ length: bottom - top + 1 }, (_, r) =>
      Array.from({ length: right - left + 1 }, (_, c) => valueAt(top + r, left + c)),
    )
    event.clipboardData.setData('text/plain', printCells(block))
    if (event.type === 'cut') clear()
  }
  const paste = (event: React.ClipboardEvent): void => {
    if (editing || readOnly) return
    event.preventDefault()
    const block = parseCells(event.clipboardData.getData('text/plain'))
    const one = block.length === 1 && block[0]!.length === 1
    // One value into many cells fills them all; a block of values goes where it fits.
    write({ row: top, column: left }, one ? blockOf(block[0]![0]!) : block)
    if (!one) {
      const width = Math.max(...block.map((r) => r.length))
      setSelection({
        anchor: { row: top, column: left },
        focus: { row: top + block.length - 1, column: Math.min(columns.length - 1, left + width - 1) },
      })
    }
  }
  const cellAt = (target: EventTarget): Cell | undefined => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
    const [row, column] = (element?.dataset.cell ?? '').split(',').map(Number)
    return row === undefined || column === undefined || Number.isNaN(row) ? undefined : { row, column }
  }
  // The money stays in sight however far the columns reach.
  const pinned = columns.findLastIndex(isMoney)
  const sums = useMemo(
    () => columns.map((column) => (isMoney(column) ? sumOf(rows.filter(counts), column.field) : undefined)),
    [columns, rows, counts],
  )
  const rightOf = (i: number): number => extras.slice(i + 1).reduce((sum, { width }) => sum + width, 0)
  const focusId = `cell-${sheet}-${focus.row}-${focus.column}`
  const items = virtual.getVirtualItems()
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      className="grid"
      aria-label={label}
      aria-rowcount={size.rows + 1}
      aria-colcount={columns.length + extras.length + 1}
      aria-readonly={readOnly}
      aria-multiselectable="true"
      aria-activedescendant={items.some((i) => i.index === focus.row) ? focusId : undefined}
      onKeyDown={onKey}
      onCopy={copy}
      onCut={copy}
      onPaste={paste}
      onMouseDown={(event) => {
        const cell = cellAt(event.target)
        if (!cell || editing) return
        if (event.target instanceof Element && event.target.closest('.grid-handle')) {
          event.preventDefault()
          drawing.current = area
          return
        }
        dragging.current = true
        setSelection(event.shiftKey ? { anchor: selection.anchor, focus: cell } : single(cell))
      }}
      onMouseMove={(event) => {
        const from = drawing.current
        const cell = (from || dragging.current) && event.buttons === 1 ? cellAt(event.target) : undefined
        if (!cell) return
        setSelection(from ? drawnTo(from, cell) : { anchor: selection.anchor, focus: cell })
      }}
      onMouseUp={() => {
        dragging.current = false
        if (drawing.current) fillFrom(drawing.current)
        drawing.current = undefined
      }}
      onDoubleClick={(event) => {
        const cell = cellAt(event.target)
        if (cell && !readOnly) setEditing({ text: valueAt(cell.row, cell.column) })
      }}
    >
      <div style={{ height: virtual.getTotalSize(), width: total, position: 'relative' }} role="presentation">
        <div
          role="row"
          aria-rowindex={1}
          className="grid-row grid-head"
          style={{ height: ROW_HEIGHT, width: total }}
          tabIndex={-1}
        >
          <div role="columnheader" className="grid-number" style={{ width: NUMBER_WIDTH }} tabIndex={-1}>
            <span className="visually-hidden">行号</span>
          </div>
          {columns.map((column, c) => (
            <div
              key={column.field}
              role="columnheader"
              className={c === pinned ? 'pinned num' : undefined}
              style={{ width: widths[c]!, ...(c === pinned ? { right: extraWidth } : {}) }}
              title={column.help}
              tabIndex={-1}
            >
              {column.heading}
              {column.required ? (
                <span className="grid-required" title="必填">
                  *
                </span>
              ) : null}
            </div>
          ))}
          {extras.map((extra, i) => (
            <div
              key={extra.heading}
              role="columnheader"
              className="extra num"
              style={{ width: extra.width, right: rightOf(i) }}
              title={extra.help}
              tabIndex={-1}
            >
              {extra.heading}
            </div>
          ))}
        </div>
        {items.map((item) => {
          const row = rows[item.index]
          return (
            <div
              key={row?.key ?? 'new'}
              role="row"
              aria-rowindex={item.index + 2}
              className="grid-row"
              style={{ top: item.start, height: ROW_HEIGHT, width: total }}
              tabIndex={-1}
            >
              <div role="rowheader" className="grid-number" style={{ width: NUMBER_WIDTH }} tabIndex={-1}>
                {row ? item.index + 1 : '＋'}
              </div>
              {columns.map((column, c) => {
                const value = row?.values[column.field] ?? ''
                const problem = problems.get(`${item.index + 1}/${column.field}`)
                const isFocus = focus.row === item.index && focus.column === c
                const money = isMoney(column) ? parseYuan(value) : undefined
                const malformed = isMoney(column) && value !== '' && money === undefined
                const selected = isIn(area, item.index, c)
                const name = nameOf(column, value)
                return (
                  <div
                    key={column.field}
                    id={`cell-${sheet}-${item.index}-${c}`}
                    role="gridcell"
                    aria-selected={selected}
                    aria-invalid={malformed || problem?.severity === 'error' || undefined}
                    data-cell={`${item.index},${c}`}
                    title={problem ? `${problem.message} ${problem.remedy}` : malformed ? '不是金额' : name}
                    className={[
                      isNumber(column) ? 'num' : '',
                      c === pinned ? 'pinned' : '',
                      selected ? 'selected' : '',
                      isFocus ? 'focus' : '',
                      malformed ? 'error' : (problem?.severity ?? ''),
                    ].join(' ')}
                    style={{ width: widths[c]!, ...(c === pinned ? { right: extraWidth } : {}) }}
                    tabIndex={-1}
                  >
                    {isFocus && editing ? (
                      <CellEditor
                        initial={editing.text}
                        column={column}
                        choices={suggest(column)}
                        onCommit={(text, by) => {
                          commit(text)
                          if (by === 'Enter') step(1, 0)
                          else if (by === 'Tab') step(0, 1)
                        }}
                        onCancel={() => {
                          setEditing(undefined)
                          scroller.current?.focus()
                        }}
                      />
                    ) : money !== undefined ? (
                      formatYuan(money)
                    ) : name === undefined ? (
                      value
                    ) : (
                      <>
                        {value} <span className="grid-name">{name}</span>
                      </>
                    )}
                    {!readOnly && !editing && item.index === bottom && c === right ? (
                      <span className="grid-handle" title="拖动填充" aria-hidden="true" />
                    ) : null}
                  </div>
                )
              })}
              {extras.map((extra, i) => {
                const shown = row && extra.of(row)
                return (
                  <div
                    key={extra.heading}
                    role="gridcell"
                    className={`extra num ${shown?.tone ?? ''}`}
                    style={{ width: extra.width, right: rightOf(i) }}
                    tabIndex={-1}
                  >
                    {shown?.text}
                  </div>
                )
              })}
            </div>
          )
        })}
      </div>
      {sums.some((s) => s !== undefined) ? (
        <div
          role="row"
          aria-rowindex={size.rows + 2}
          className="grid-row grid-sums"
          style={{ height: ROW_HEIGHT, width: total }}
          tabIndex={-1}
        >
          <div role="rowheader" className="grid-number" style={{ width: NUMBER_WIDTH }} tabIndex={-1}>
            合计
          </div>
          {columns.map((column, c) => (
            <div
              key={column.field}
              role="gridcell"
              className={c === pinned ? 'num pinned' : 'num'}
              style={{ width: widths[c]!, ...(c === pinned ? { right: extraWidth } : {}) }}
              tabIndex={-1}
            >
              {sums[c] === undefined ? '' : formatYuan(sums[c])}
            </div>
          ))}
          {extras.map((extra, i) => (
            <div
              key={extra.heading}
              role="gridcell"
              className="extra num"
              style={{ width: extra.width, right: rightOf(i) }}
              tabIndex={-1}
            >
              {extra.sum}
            </div>
          ))}
        </div>
      ) : null}
    </div>
  )
}
