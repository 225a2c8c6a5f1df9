/** Pages of a PDF as pictures, with the findings marked at their boxes. Only pages in sight are fetched. */
import { API, type Place } from '@gouji/api'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Button } from 'antd'
import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { urlOf } from '../client/call.ts'
import { SEVERITY_NAMES } from '../words.ts'
import type { OriginalProps } from './original.tsx'
import { type Mark, placeKey } from './places.ts'

interface Page {
  readonly number: number
  readonly width: number
  readonly height: number
}

const GAP = 14
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const

export function Pages({
  document: d,
  pages,
  marks,
  selected,
  target,
  onSelect,
}: OriginalProps & { readonly pages: readonly Page[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState(0)
  const [zoom, setZoom] = useState<(typeof ZOOMS)[number]>(1)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = (): void => setRoom(element.clientWidth - 24)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const widest = Math.max(...pages.map((p) => p.width))
  const scale = room > 0 ? (room / widest) * zoom : 1
  const virtual = useVirtualizer({
    count: pages.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => pages[i]!.height * scale + GAP,
    overscan: 1,
    paddingStart: GAP,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are measured anew when the scale changes.
  useLayoutEffect(() => virtual.measure(), [scale])

  useEffect(() => {
    if (!target || room === 0) return
    const index = pages.findIndex((p) => p.number === target.place.page)
    if (index < 0) return
    const start = virtual.getOffsetForIndex(index, 'start')?.[0] ?? 0
    const top = (target.place.box?.[1] ?? 0) * scale
    const left = (target.place.box?.[0] ?? 0) * scale
    const height = scroller.current?.clientHeight ?? 0
    scroller.current?.scrollTo({ left: zoom > 1 ? left - room / 3 : 0 })
    virtual.scrollToOffset(Math.max(0, start + top - height / 3))
  }, [target, room, virtual, pages, scale, zoom])

  const byPage = useMemo(() => {
    const found = new Map<number, Mark[]>()
    for (const mark of marks) {
      const { page } = mark.place
      if (page === undefined || !mark.place.box) continue
      // The places that speak against a figure are shown for the selected finding only: a page must stay readable.
      if (!mark.isSuspect && mark.finding.id !== selected?.id) continue
      const list = found.get(page)
      if (list) list.push(mark)
      else found.set(page, [mark])
    }
    return found
  }, [marks, selected])
  const current = pages[virtual.range?.startIndex ?? 0]?.number ?? 1
  const turn = (by: number): void => {
    const next = ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, ZOOMS.indexOf(zoom) + by))]
    if (next) setZoom(next)
  }
  return (
    <div className="pages">
      <div className="pages-bar no-print">
        <span role="status">
          第 {current} 页，共 {pages.length} 页
        </span>
        <Button size="small" onClick={() => turn(-1)} disabled={zoom === ZOOMS[0]} aria-label="缩小">
          −
        </Button>
        <Button size="small" onClick={() => setZoom(1)} title="适合宽度">
          {Math.round(zoom * 100)}%
        </Button>
        <Button size="small" onClick={() => turn(1)} disabled={zoom === ZOOMS.at(-1)} aria-label="放大">
          +
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable without a mouse. */}
      <section ref={scroller} className="pages-scroll" aria-label="页面" tabIndex={0}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative', minWidth: widest * scale }}>
          {virtual.getVirtualItems().map((item) => {
            const page = pages[item.index]!
            return (
              <figure
                key={page.number}
                className="page"
                style={{ top: item.start, width: page.width * scale, height: page.height * scale }}
              >
                <img
                  src={urlOf(API.documents.pageImage, { params: { id: d.id, page: page.number } })}
                  alt={`第 ${page.number} 页`}
                  draggable={false}
                />
                {target?.place.page === page.number && target.place.box ? (
                  <span className="looked" style={boxStyle(target.place.box, page)} />
                ) : null}
                {(byPage.get(page.number) ?? []).map((mark) => (
                  <MarkBox
                    key={mark.finding.id + placeKey(mark.place)}
                    mark={mark}
                    page={page}
                    isSelected={mark.finding.id === selected?.id}
                    onSelect={() => onSelect(mark.finding)}
                  />
                ))}
              </figure>
            )
          })}
        </div>
      </section>
    </div>
  )
}

interface MarkBoxProps {
  readonly mark: Mark
  readonly page: Page
  readonly isSelected: boolean
  readonly onSelect: () => void
}

/** A little wider than the figure, so that a finger or a shaking hand meets it. */
const MARGIN = 2

type Box = NonNullable<Place['box']>

function boxStyle([left, top, right, bottom]: Box, page: Page): CSSProperties {
  const share = (part: number, whole: number): string => `${(part / whole) * 100}%`
  return {
    left: share(left - MARGIN, page.width),
    top: share(top - MARGIN, page.height),
    width: share(right - left + 2 * MARGIN, page.width),
    height: share(bottom - top + 2 * MARGIN, page.height),
  }
}

function MarkBox({ mark, page, isSelected, onSelect }: MarkBoxProps) {
  const { finding } = mark
  const done = finding.state === 'accepted' || finding.state === 'fixed'
  return (
    <button
      type="button"
      className={[
        'mark',
        finding.severity,
        mark.isSuspect ? 'suspect' : 'evidence',
        isSelected ? 'selected' : '',
        done ? 'settled' : '',
      ].join(' ')}
      style={boxStyle(mark.place.box as Box, page)}
      title={finding.message}
      aria-label={`${SEVERITY_NAMES[finding.severity]}：${finding.message}`}
      onClick={onSelect}
    />
  )
}
