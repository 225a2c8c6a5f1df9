/** What an officer sees in the morning: what waits, until when, and how the others stand. */
import { API } from '@gouji/api'
import { useRead } from '../client/query.ts'
import type { CalendarEntry } from '../client/shapes.ts'
import { BookChooser, useBookChoice } from '../parts/book-choice.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { FIGURE_ROLES, useMay, useMe } from '../shell/me.tsx'
import { AdministratorsHome } from './administrators.tsx'
import { Board } from './board.tsx'
import { dayOf, statutoryDay } from './clock.ts'
import { DueBadge } from './due.tsx'
import { Waiting } from './waiting.tsx'

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

/** Where no day is laid down for publishing, the law's stands in the calendar. */
function withStatutoryDay(entries: readonly CalendarEntry[]): readonly CalendarEntry[] {
  const law = statutoryDay(entries)
  if (!law || entries.some(({ name }) => name.includes('公开'))) return entries
  const { year } = entries[0]!
  return [...entries, { id: 'law', year, name: '公开期限', day: law.day, basis: '预算法第十四条：批复后二十日内' }]
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
              {[...withStatutoryDay(entries)]
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
