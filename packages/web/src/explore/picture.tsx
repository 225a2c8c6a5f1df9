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
  readonly height?: number
  readonly onClick?: (data: { readonly name?: string; readonly data?: unknown }) => void
  readonly tools?: ReactNode
}

export function Picture({ title, option, table, height = 460, onClick, tools }: PictureProps) {
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
    const ink = appearance === 'dark' ? '#e8ebf0' : '#1b1f24'
    chart.current?.setOption(
      { textStyle: { color: ink }, animationDuration: 300, aria: { enabled: true }, ...option },
      { notMerge: true },
    )
  }, [option, appearance, asTable])
  const savePicture = (): void => {
    const ground = appearance === 'dark' ? '#1b1f26' : '#ffffff'
    const address = chart.current?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: ground })
    if (!address) return
    const bytes = Uint8Array.from(atob(address.split(',')[1]!), (c) => c.charCodeAt(0))
    saveAs(new Blob([bytes], { type: 'image/png' }), `${title}.png`)
  }
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
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
        <section className="scroll" style={{ maxHeight: height }} aria-label={`${title}的数`} tabIndex={0}>
          <table className="data">
            <thead>
              <tr>
                {table[0]!.map((cell, i) => (
                  <th key={cell} className={i === table[0]!.length - 1 ? 'num' : undefined}>
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
                    <td key={i} className={i === row.length - 1 ? 'num' : undefined}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <div ref={host} style={{ height }} role="img" aria-label={`${title}，可切换为表格查看`} />
      )}
    </section>
  )
}
