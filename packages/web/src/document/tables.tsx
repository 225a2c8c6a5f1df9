/** The tables as data: what each cell claims, and where else the same figure is told. */
import { API, type DocumentInfo, type Finding, type Place } from '@gouji/api'
import { Button, Select } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { saveAs } from '../client/call.ts'
import { useRead } from '../client/query.ts'
import type { TableData } from '../client/shapes.ts'
import { csvOf } from '../parts/csv.ts'
import { Loaded } from '../parts/loaded.tsx'
import type { Target } from './document.tsx'
import { cellAt, coordinatesKey, marksOf, placeKey, placeName, sightingsByFigure, sightingsOf } from './places.ts'

interface TablesProps {
  readonly document: DocumentInfo
  readonly findings: readonly Finding[]
  /** Where the reader was sent last: the data open at the same figure. */
  readonly target: Target | undefined
  readonly onJump: (place: Place) => void
  readonly onSelect: (finding: Finding) => void
}

export function Tables(props: TablesProps) {
  const tables = useRead(
    API.documents.tables,
    { params: { id: props.document.id } },
    { enabled: props.document.state === 'done', staleTime: Number.POSITIVE_INFINITY },
  )
  if (props.document.state !== 'done') return <p className="empty">读取完成后显示表格。</p>
  return (
    <Loaded query={tables} rows={12}>
      {(list) =>
        list.length === 0 ? <p className="empty">这份文件中没有认出表格。</p> : <Browser {...props} tables={list} />
      }
    </Loaded>
  )
}

interface Chosen {
  readonly row: number
  readonly column: number
}

function Browser({
  document: d,
  tables,
  findings,
  target,
  onJump,
  onSelect,
}: TablesProps & { readonly tables: readonly TableData[] }) {
  const [search, setSearch] = useSearchParams()
  const [chosen, setChosen] = useState<Chosen>()
  const figures = useMemo(() => sightingsByFigure(tables), [tables])
  const byPlace = useMemo(
    () =>
      new Map(
        findings.flatMap((f) =>
          marksOf(f)
            .filter((m) => m.isSuspect)
            .map((m) => [placeKey(m.place), f]),
        ),
      ),
    [findings],
  )
  const number = Number(search.get('table') ?? tables[0]!.number)
  const table = tables.find((t) => t.number === number) ?? tables[0]!
  const open = (next: number, cell?: Chosen): void => {
    setSearch(
      (p) => {
        p.set('table', String(next))
        return p
      },
      { replace: true },
    )
    setChosen(cell)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: who turns to another table stays there until sent elsewhere.
  useEffect(() => {
    const found = target && cellAt(tables, target.place)
    if (found) open(found.table.number, { row: found.row, column: found.column })
  }, [target, tables])
  const cell = chosen && table.cells.find((c) => c.row === chosen.row && c.column === chosen.column)
  const finding = cell && byPlace.get(placeKey(cell.place))
  const others = sightingsOf(figures, cell?.coordinates).filter(
    (s) => !(s.table.number === table.number && s.row === cell?.row && s.column === cell?.column),
  )
  const sentences = useRead(
    API.documents.sentences,
    { params: { id: d.id } },
    { enabled: cell?.coordinates !== undefined, staleTime: Number.POSITIVE_INFINITY },
  )
  const told = cell?.coordinates
    ? (sentences.data ?? []).filter((s) => coordinatesKey(s.coordinates) === coordinatesKey(cell.coordinates!))
    : []
  // What is told of a cell takes room below the table as it comes; the cell stays in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (chosen) window.document.querySelector('.tables-grid .chosen')?.scrollIntoView({ block: 'nearest' })
  }, [chosen, told.length])
  const rows = Array.from({ length: table.rows }, (_, r) =>
    table.cells.filter((c) => c.row === r).sort((a, b) => a.column - b.column),
  )
  const saveCsv = (): void => {
    const grid = rows.map((cells) => {
      const line = Array.from({ length: table.columns }, () => '')
      for (const c of cells) line[c.column] = c.text
      return line
    })
    saveAs(csvOf(grid), `${table.title}.csv`)
  }
  return (
    <div className="tables">
      <div className="tables-bar no-print">
        <Select
          aria-label="选择表格"
          showSearch={{ optionFilterProp: 'label' }}
          value={table.number}
          style={{ flex: 1, minWidth: 160 }}
          options={tables.map((t) => ({ value: t.number, label: t.title || `第 ${t.number} 张表` }))}
          onChange={(n) => open(n)}
        />
        <span className="soft">{table.unit ? `单位：${table.unit}` : ''}</span>
        <Button size="small" onClick={() => onJump(table.place)}>
          看原文
        </Button>
        <Button size="small" onClick={saveCsv}>
          存为 CSV
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable without a mouse. */}
      <section className="scroll tables-grid" aria-label={table.title} tabIndex={0}>
        <table>
          <tbody>
            {rows.map((cells, r) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed table never move.
              <tr key={r}>
                {cells.map((c) => {
                  const wrong = byPlace.get(placeKey(c.place))
                  const isChosen = chosen?.row === c.row && chosen?.column === c.column
                  return (
                    <td
                      key={c.column}
                      rowSpan={c.rowSpan}
                      colSpan={c.columnSpan}
                      className={[
                        c.coordinates ? 'claims num' : '',
                        wrong ? `wrong ${wrong.severity}` : '',
                        isChosen ? 'chosen' : '',
                      ].join(' ')}
                    >
                      {c.coordinates ? (
                        <button
                          type="button"
                          title={c.meaning}
                          onClick={() => setChosen({ row: c.row, column: c.column })}
                        >
                          {c.text || '（空）'}
                        </button>
                      ) : (
                        c.text
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <aside className="tables-cell" aria-label="所选单元格" aria-live="polite">
        {cell ? (
          <>
            <div className="row">
              <strong className="num">{cell.text}</strong>
              {table.unit ? <span className="soft">{table.unit}</span> : null}
              <Button size="small" onClick={() => onJump(cell.place)}>
                看原文
              </Button>
              {finding ? (
                <Button size="small" danger onClick={() => onSelect(finding)}>
                  看这里的问题
                </Button>
              ) : null}
            </div>
            <p>
              {cell.meaning ??
                Object.entries(cell.coordinates ?? {})
                  .map(([k, v]) => `${k}=${v}`)
                  .join('，')}
            </p>
            {others.length + told.length > 0 ? (
              <>
                <h2>同一个数还出现在</h2>
                <ul className="sightings">
                  {others.map((s) => (
                    <li key={`${s.table.number} ${s.row} ${s.column}`}>
                      <button
                        type="button"
                        className="link"
                        onClick={() => open(s.table.number, { row: s.row, column: s.column })}
                      >
                        {s.table.title}（{placeName(s.place)}）
                      </button>{' '}
                      <span className={s.text === cell.text ? 'num' : 'num differs'}>{s.text}</span>
                    </li>
                  ))}
                  {told.map((s) => (
                    <li key={placeKey(s.place)}>
                      <button type="button" className="link" onClick={() => onJump(s.place)}>
                        文字：{s.quote}（{placeName(s.place)}）
                      </button>{' '}
                      <span className="num">
                        {s.text} {s.unit}
                      </span>
                    </li>
                  ))}
                </ul>
              </>
            ) : (
              <p className="soft">别的表和文字中没有再出现。</p>
            )}
          </>
        ) : (
          <p className="soft">点一个数，看它是哪个单位、哪一年、什么口径，以及同一个数还出现在哪里。</p>
        )}
      </aside>
    </div>
  )
}
