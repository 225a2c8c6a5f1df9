/**
 * A real table of any length: only the rows in sight are in the page, the others are told to screen readers by number. On
 * paper all of them stand.
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import { usePrinting } from './use-printing.ts'

interface VirtualTableProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  readonly head: ReactNode
  readonly columns: number
  readonly children: (row: T, index: number) => ReactNode
  readonly rowHeight?: number
  readonly maxHeight?: string
  /** Brought into sight when it changes. */
  readonly current?: number | undefined
  /** On a phone each row becomes a few lines below each other, instead of columns beyond the edge. */
  readonly stacks?: boolean
  readonly rowClass?: (row: T) => string | undefined
}

export function VirtualTable<T>(props: VirtualTableProps<T>) {
  const { label, rows, keyOf, head, columns, children, rowHeight = 40, maxHeight = '62vh', current, rowClass } = props
  const { stacks = false } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (i) => keyOf(rows[i]!),
    overscan: 12,
  })
  useEffect(() => {
    if (current !== undefined && current >= 0) virtual.scrollToIndex(current, { align: 'auto' })
  }, [current, virtual])
  const isPrinting = usePrinting()
  const inSight = virtual.getVirtualItems()
  const items = isPrinting ? rows.map((row, index) => ({ index, key: keyOf(row) })) : inSight
  const above = isPrinting ? 0 : (inSight[0]?.start ?? 0)
  const below = isPrinting ? 0 : virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0)
  const frame = isPrinting ? {} : { maxHeight }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable without a mouse.
    <section ref={scroller} className="scroll virtual" style={frame} aria-label={label} tabIndex={0}>
      <table className={stacks ? 'data stacks' : 'data'} aria-rowcount={rows.length + 1}>
        <thead>{head}</thead>
        <tbody>
          {above > 0 ? (
            <tr>
              <td colSpan={columns} style={{ height: above, padding: 0, border: 0 }} />
            </tr>
          ) : null}
          {items.map((item) => {
            const row = rows[item.index]!
            return (
              <tr
                key={item.key}
                data-index={item.index}
                ref={isPrinting ? undefined : virtual.measureElement}
                aria-rowindex={item.index + 2}
                className={rowClass?.(row)}
              >
                {children(row, item.index)}
              </tr>
            )
          })}
          {below > 0 ? (
            <tr>
              <td colSpan={columns} style={{ height: below, padding: 0, border: 0 }} />
            </tr>
          ) : null}
        </tbody>
      </table>
    </section>
  )
}
