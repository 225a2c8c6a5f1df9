/** Two versions of a ledger, or two editions: what differs, as tables and as text. */
import { API } from '@gouji/api'
import { Button } from 'antd'
import { useSearchParams } from 'react-router'
import { saveAs } from '../client/call.ts'
import { useRead } from '../client/query.ts'
import type { Comparison } from '../client/shapes.ts'
import { csvOf } from '../parts/csv.ts'
import { Loaded } from '../parts/loaded.tsx'

export default function Compare() {
  const [search] = useSearchParams()
  const query = { left: search.get('left') ?? '', right: search.get('right') ?? '' }
  const comparison = useRead(API.filings.compare, { query })
  return (
    <>
      <div className="page-head">
        <h1>版本对照</h1>
        {comparison.data ? (
          <Button onClick={() => saveAs(csvOf(rowsOf(comparison.data)), '版本对照.csv')}>存为 CSV</Button>
        ) : null}
      </div>
      <Loaded query={comparison}>{(c) => <Differences comparison={c} />}</Loaded>
    </>
  )
}

const rowsOf = (c: Comparison): readonly (readonly string[])[] => [
  ['表', '项目', '栏', '前', '后'],
  ...c.tables.flatMap((t) => t.rows.map((r) => [t.title, r.label, r.column, r.left ?? '', r.right ?? ''])),
  ...c.sentences.map((s) => ['文字', '', '', s.left ?? '', s.right ?? '']),
]

function Differences({ comparison: { tables, sentences } }: { readonly comparison: Comparison }) {
  if (tables.length + sentences.length === 0) return <p className="empty">两个版本完全一样。</p>
  return (
    <>
      {tables.map((table) => (
        <section className="panel scroll" key={table.title} aria-label={table.title}>
          <h2>
            {table.title} <span className="soft">{table.rows.length} 处</span>
          </h2>
          <table className="data">
            <thead>
              <tr>
                <th>项目</th>
                <th>栏</th>
                <th className="num">前</th>
                <th className="num">后</th>
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a comparison never changes.
                <tr key={i}>
                  <td>{row.label}</td>
                  <td>{row.column}</td>
                  <td className="num">
                    {row.left === undefined ? <span className="soft">没有</span> : <del>{row.left}</del>}
                  </td>
                  <td className="num">
                    {row.right === undefined ? <span className="soft">没有</span> : <ins>{row.right}</ins>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      {sentences.length > 0 ? (
        <section className="panel" aria-label="文字">
          <h2>文字</h2>
          {sentences.map((s, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a comparison never changes.
            <div key={i} className="sentence-pair">
              <p>{s.left === undefined ? <span className="soft">没有</span> : <del>{s.left}</del>}</p>
              <p>{s.right === undefined ? <span className="soft">没有</span> : <ins>{s.right}</ins>}</p>
            </div>
          ))}
        </section>
      ) : null}
    </>
  )
}
