/** A picture with its numbers: drawn, told as a table for those who do not see it, and saved as PNG or CSV. */

import { Button } from 'antd'
import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { saveAs } from '../client/call.ts'
import { csvOf } from '../parts/csv.ts'
import { useAppearance } from '../shell/appearance.ts'
import { init } from './echarts.ts'

interface PictureProps {
  readonly title: string
  readonly option: EChartsCoreOption
  readonly table: readonly (readonly string[])[]
  readonly note?: string
  /** In pixels; without one the picture fits the window, so that it is seen whole. */
  readonly height?: number
  readonly onClick?: (data: { readonly name?: string; readonly data?: unknown }) => void
  readonly tools?: ReactNode
}

export function Picture({ title, option, table, note, height, onClick, tools }: PictureProps) {
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | undefined>(undefined)
  const click = useRef(onClick)
  click.current = onClick
  const appearance = useAppearance()
  const [asTable, setAsTable] = useState(false)
  useEffect(() => {
    if (!host.current || asTable) return
    const made = init(host.current, null, { renderer: 'canvas' })
    chart.current = made
    made.on('click', (event) => click.current?.(event as { name?: string; data?: unknown }))
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(host.current)
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = undefined
    }
  }, [asTable])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a picture made anew has to be told what to show.
  useEffect(() => {
    chart.current?.setOption(
      { textStyle: { color: inkOf(appearance) }, animationDuration: 300, aria: { enabled: true }, ...option },
      { notMerge: true },
    )
  }, [option, appearance, asTable])
  const savePicture = (): void => {
    const ground = appearance === 'dark' ? '#1b1f26' : '#ffffff'
    const drawn = chart.current?.renderToCanvas({ pixelRatio: RATIO, backgroundColor: ground })
    if (drawn)
      titled(drawn, `${title}（${UNIT}）`, { ground, ink: inkOf(appearance) }, (blob) => saveAs(blob, `${title}.png`))
  }
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>
          {title} <span className="soft picture-unit">{UNIT}</span>
        </h2>
        {tools}
        <span className="row no-print">
          <Button size="small" onClick={() => setAsTable(!asTable)}>
            {asTable ? '看图' : '看表'}
          </Button>
          <Button size="small" onClick={savePicture} disabled={asTable}>
            存为图片
          </Button>
          <Button size="small" onClick={() => saveAs(csvOf(table), `${title}.csv`)}>
            存为 CSV
          </Button>
        </span>
      </div>
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable without a mouse.
        <section className="scroll" style={{ maxHeight: height ?? FITTING }} aria-label={`${title}的数`} tabIndex={0}>
          <table className="data">
            <thead>
              <tr>
                {table[0]!.map((cell, i) => (
                  <th key={cell} className={isNumber(table[1]?.[i]) ? 'num' : undefined}>
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.slice(1).map((row) => (
                <tr key={row.join('|')}>
                  {row.map((cell, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns never move.
                    <td key={i} className={isNumber(cell) ? 'num' : undefined}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <>
          {note ? <p className="picture-note">{note}</p> : null}
          <div ref={host} style={{ height: height ?? FITTING }} role="img" aria-label={`${title}，可切换为表格查看`} />
        </>
      )}
    </section>
  )
}

/** What the window leaves below the head of the page. */
const FITTING = 'clamp(320px, calc(100vh - 400px), 620px)'
/** All pictures of money are in one unit, which a picture that is passed on has to say itself. */
const UNIT = '单位：万元'
/** Codes are digits too, and stand on the left. */
const isNumber = (cell = ''): boolean => /^-?[\d,]+\.\d+%?$/.test(cell)
const RATIO = 2
const HEAD = 40 * RATIO
const inkOf = (appearance: string): string => (appearance === 'dark' ? '#e8ebf0' : '#1b1f24')

/** A picture that leaves the page takes its title along. */
function titled(
  drawn: HTMLCanvasElement,
  title: string,
  { ground, ink }: { readonly ground: string; readonly ink: string },
  done: (blob: Blob) => void,
): void {
  const sheet = document.createElement('canvas')
  sheet.width = drawn.width
  sheet.height = drawn.height + HEAD
  const pen = sheet.getContext('2d')
  if (!pen) return
  pen.fillStyle = ground
  pen.fillRect(0, 0, sheet.width, sheet.height)
  pen.fillStyle = ink
  pen.font = `600 ${16 * RATIO}px sans-serif`
  pen.fillText(title, 12 * RATIO, 26 * RATIO)
  pen.drawImage(drawn, 0, HEAD)
  sheet.toBlob((blob) => {
    if (blob) done(blob)
  }, 'image/png')
}
