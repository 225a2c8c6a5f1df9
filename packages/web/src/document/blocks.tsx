/** Word, web pages, workbooks and text: their blocks in order, with the findings marked at cells and spans. */
import type { Finding } from '@gouji/api'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Content } from '../client/shapes.ts'
import type { OriginalProps } from './original.tsx'
import { type Mark, placeKey, placeName } from './places.ts'
import { partsOf } from './spans.ts'

type Block = Content['blocks'][number]
type Paragraph = Extract<Block, { kind: 'paragraph' }>
type Table = Extract<Block, { kind: 'table' }>

interface BlocksProps extends OriginalProps {
  readonly blocks: readonly Block[]
}

export function Blocks({ blocks, marks, selected, target, onSelect }: BlocksProps) {
  const root = useRef<HTMLDivElement>(null)
  const byPlace = useMemo(() => {
    const found = new Map<string, Mark[]>()
    const put = (key: string, mark: Mark): void => {
      const list = found.get(key)
      if (list) list.push(mark)
      else found.set(key, [mark])
    }
    for (const mark of marks) {
      put(placeKey(mark.place), mark)
      const { line } = mark.place
      // A figure in a sentence stands at a column of its own; the sentence begins elsewhere on the line.
      if (line !== undefined && mark.place.column !== undefined) put(`l${line}`, mark)
    }
    return found
  }, [marks])
  const [looked, setLooked] = useState<string>()
  useEffect(() => {
    if (!target || !root.current) return
    const key = placeKey(target.place)
    const keys = [key, `l${target.place.line ?? ''}`, `b${target.place.block ?? ''}`]
    for (const each of keys) {
      const element = root.current.querySelector(`[data-place="${CSS.escape(each)}"]`)
      if (!element) continue
      setLooked(each)
      return element.scrollIntoView({ block: 'center', inline: 'center' })
    }
  }, [target])
  const shared = { byPlace, selected, looked, onSelect }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable without a mouse.
    <section ref={root} className="blocks" aria-label="原文内容" tabIndex={0}>
      {blocks.map((block, i) =>
        block.kind === 'paragraph' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a document never move.
          <ParagraphBlock key={i} block={block} {...shared} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a document never move.
          <TableBlock key={i} block={block} {...shared} />
        ),
      )}
    </section>
  )
}

interface Shared {
  readonly byPlace: ReadonlyMap<string, readonly Mark[]>
  readonly selected: Finding | undefined
  /** The key of the place that the reader was sent to. */
  readonly looked: string | undefined
  readonly onSelect: (finding: Finding) => void
}

const classOf = (mark: Mark, selected: Finding | undefined): string =>
  [
    'span',
    mark.finding.severity,
    mark.isSuspect ? 'suspect' : 'evidence',
    mark.finding.id === selected?.id ? 'selected' : '',
  ].join(' ')

function ParagraphBlock({ block, byPlace, selected, looked, onSelect }: Shared & { readonly block: Paragraph }) {
  const { place } = block
  const keys = new Set([placeKey(place), `l${place.line ?? '-'}`, `b${place.block ?? '-'}`])
  const marks = [...keys].flatMap((key) => byPlace.get(key) ?? [])
  const visible = marks.filter((m) => m.isSuspect || m.finding.id === selected?.id)
  const parts = partsOf(block.text, visible)
  const Tag = block.heading ? (`h${Math.min(6, block.heading + 1)}` as 'h2') : 'p'
  const key = place.line !== undefined ? `l${place.line}` : placeKey(place)
  return (
    <Tag
      data-place={key}
      className={[block.heading ? 'block-heading' : '', key === looked ? 'looked' : ''].join(' ').trim() || undefined}
    >
      {parts.map((part, i) =>
        part.mark ? (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never move.
            key={i}
            type="button"
            className={classOf(part.mark, selected)}
            title={part.mark.finding.message}
            onClick={() => onSelect(part.mark!.finding)}
          >
            {part.text}
          </button>
        ) : (
          part.text
        ),
      )}
    </Tag>
  )
}

const NUMBER = /^-?[\d,]+(\.\d+)?%?$/

function TableBlock({ block, byPlace, selected, looked, onSelect }: Shared & { readonly block: Table }) {
  const rows = useMemo(() => {
    const found: Table['cells'][] = Array.from({ length: block.rows }, () => [])
    for (const cell of block.cells) found[cell.row]?.push(cell)
    for (const row of found) row.sort((a, b) => a.column - b.column)
    return found
  }, [block])
  return (
    <section
      className="scroll block-table"
      data-place={placeKey(block.place)}
      aria-label={`表格${block.number ?? ''} ${placeName(block.place)}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable without a mouse.
      tabIndex={0}
    >
      <table>
        <tbody>
          {rows.map((cells, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed table never move.
            <tr key={i}>
              {cells.map((cell) => {
                const key = placeKey(cell.place)
                const mark = (byPlace.get(key) ?? []).find((m) => m.isSuspect || m.finding.id === selected?.id)
                return (
                  <td
                    key={cell.column}
                    rowSpan={cell.rowSpan}
                    colSpan={cell.columnSpan}
                    data-place={key}
                    className={
                      [NUMBER.test(cell.text) ? 'num' : '', key === looked ? 'looked' : ''].join(' ').trim() ||
                      undefined
                    }
                  >
                    {mark ? (
                      <button
                        type="button"
                        className={classOf(mark, selected)}
                        title={mark.finding.message}
                        onClick={() => onSelect(mark.finding)}
                      >
                        {cell.text || '（空）'}
                      </button>
                    ) : (
                      cell.text
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
