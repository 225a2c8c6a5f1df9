/** What an officer sees in the morning: what waits, until when, and how the others stand. */
import { API } from '@gouji/api'
import { Link } from 'react-router'
import { useRead } from '../client/query.ts'
import { Badge, Counts, StepBadge } from '../parts/badges.tsx'
import { BookChooser, useBookChoice } from '../parts/book-choice.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { FIGURE_ROLES, useMay, useMe } from '../shell/me.tsx'
import { bookName } from '../words.ts'
import { AdministratorsHome } from './administrators.tsx'
import { Board } from './board.tsx'
import { dayOf, daysName, daysUntil, urgencyOf } from './clock.ts'

export default function Home() {
  const may = useMay()
  const me = useMe()
  return (
    <>
      <div className="page-head">
        <h1>首页</h1>
        <span className="soft">{me.grants[0]?.organisationName}</span>
      </div>
      {may(FIGURE_ROLES) ? <Work /> : <AdministratorsHome />}
    </>
  )
}

function Work() {
  const [book, choose] = useBookChoice()
  return (
    <>
      <div className="home-top">
        <Waiting />
        <Calendar year={book.year} />
      </div>
      <Board book={book} chooser={<BookChooser value={book} onChange={choose} />} />
    </>
  )
}

const TONES = { overdue: 'error', soon: 'warning', later: 'plain' } as const

export function DueBadge({ due }: { readonly due: string }) {
  const days = daysUntil(due, dayOf(new Date()))
  return <Badge tone={TONES[urgencyOf(days)]}>{daysName(days)}</Badge>
}

function Waiting() {
  const waiting = useRead(API.filings.waiting, {})
  return (
    <section className="panel" aria-labelledby="waiting">
      <h2 id="waiting">待我办理{waiting.data ? `（${waiting.data.length}）` : ''}</h2>
      <Loaded query={waiting} rows={3}>
        {(filings) =>
          filings.length === 0 ? (
            <p className="empty">没有等您办理的事项。</p>
          ) : (
            <div className="scroll" style={{ maxHeight: 260 }}>
              <table className="data">
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

function Calendar({ year }: { readonly year: number }) {
  const calendar = useRead(API.administration.calendar, { query: { year } })
  const today = dayOf(new Date())
  return (
    <section className="panel" aria-labelledby="calendar">
      <h2 id="calendar">{year} 年日历</h2>
      <Loaded query={calendar} rows={3}>
        {(entries) =>
          entries.length === 0 ? (
            <p className="empty">这一年还没有设置日历。法定期限：批复后二十日内公开（预算法第十四条）。</p>
          ) : (
            <ul className="calendar">
              {[...entries]
                .sort((a, b) => (a.day < b.day ? -1 : 1))
                .map((e) => (
                  <li key={e.id} className={e.day < today ? 'soft' : undefined}>
                    <span className="num">{e.day}</span>
                    <span>
                      {e.name}
                      <span className="soft"> · {e.basis}</span>
                    </span>
                    {e.day >= today ? <DueBadge due={e.day} /> : null}
                  </li>
                ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
