/** What a workbook of organisations would add and change, and what is wrong with it. */
import type { API, Organisation, ResponseOf } from '@gouji/api'
import { KIND_NAMES } from '../words.ts'

export type OrganisationImport = ResponseOf<typeof API.organisations.importWorkbook>
type Entered = OrganisationImport['added'][number]

/** Longer lists are told by their number. */
const SHOWN = 300

interface OrganisationsPreviewProps {
  readonly preview: OrganisationImport
  /** The organisations as they are, for the names of superiors. */
  readonly list: readonly Organisation[]
}

export function OrganisationsPreview({ preview: p, list }: OrganisationsPreviewProps) {
  const superior = (id: string | undefined): string => list.find((o) => o.id === id)?.name ?? ''
  const more = p.added.length + p.changed.length - 2 * SHOWN
  return (
    <>
      <p>
        将新增 <strong>{p.added.length}</strong> 个，修改 <strong>{p.changed.length}</strong> 个。
      </p>
      {p.problems.length > 0 ? (
        <>
          <p className="act-missing">有 {p.problems.length} 处不对，请在工作簿中改好后再导入：</p>
          <ul>
            {p.problems.slice(0, 50).map((problem) => (
              <li key={problem.sheet + problem.cell + problem.message}>
                {problem.sheet} {problem.cell}：{problem.message}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <div className="scroll" style={{ maxHeight: '46vh' }}>
        <table className="data">
          <thead>
            <tr>
              <th>改动</th>
              <th>编码</th>
              <th>名称</th>
              <th>内容</th>
            </tr>
          </thead>
          <tbody>
            {p.added.slice(0, SHOWN).map((o) => (
              <tr key={o.code}>
                <td>新增</td>
                <td>{o.code}</td>
                <td>{o.name}</td>
                <td>{[KIND_NAMES[o.kind], o.nature, superior(o.parent)].filter(Boolean).join('，')}</td>
              </tr>
            ))}
            {p.changed.slice(0, SHOWN).map(({ before, after }) => (
              <tr key={before.id}>
                <td>修改</td>
                <td>{after.code}</td>
                <td>{after.name}</td>
                <td>{differences(before, after, superior).join('；')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 ? <p className="soft">只列出一部分。</p> : null}
    </>
  )
}

/** 名称：档案局 → 档案馆 */
function differences(before: Entered, after: Entered, superior: (id: string | undefined) => string): string[] {
  const said = (o: Entered): Readonly<Record<string, string>> => ({
    名称: o.name,
    上级: superior(o.parent),
    类别: KIND_NAMES[o.kind],
    性质: o.nature,
    行政区划: o.region,
    启用日期: o.from,
    停用日期: o.to ?? '',
  })
  const now = said(after)
  return Object.entries(said(before)).flatMap(([name, old]) =>
    old === now[name] ? [] : [`${name}：${old || '（空）'} → ${now[name] || '（空）'}`],
  )
}
