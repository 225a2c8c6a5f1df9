import { API } from '@gouji/api'
import { Link } from 'react-router'
import { useRead } from '../client/query.ts'
import { Counts, StepBadge } from '../parts/badges.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { bookName } from '../words.ts'
import { DueBadge } from './due.tsx'

export function Waiting() {
  const waiting = useRead(API.filings.waiting, {})
  return (
    <section className="panel" aria-labelledby="waiting">
      <h2 id="waiting">待我办理{waiting.data ? `（${waiting.data.length}）` : ''}</h2>
      <Loaded query={waiting} rows={3}>
        {(filings) =>
          filings.length === 0 ? (
            <p className="empty">没有等您办理的事项。</p>
          ) : (
            <div className="scroll waiting-list">
              <table className="data stacks">
                <thead>
                  <tr>
                    <th>单位</th>
                    <th>环节</th>
                    <th>问题</th>
                    <th>公开期限</th>
                  </tr>
                </thead>
                <tbody>
                  {filings.slice(0, 200).map((f) => (
                    <tr key={f.id}>
                      <td>
                        <Link to={`/filings/${f.id}`}>{f.organisationName}</Link>
                        <div className="soft">{bookName(f.year, f.stage)}</div>
                      </td>
                      <td>
                        <StepBadge step={f.step} />
                      </td>
                      <td>
                        <Counts errors={f.errors} warnings={f.warnings} />
                      </td>
                      <td className="nowrap">
                        {f.due ? (
                          <>
                            {f.due} <DueBadge due={f.due} />
                          </>
                        ) : (
                          <span className="soft">批复后二十日内</span>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </section>
  )
}
