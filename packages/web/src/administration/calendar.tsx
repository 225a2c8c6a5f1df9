import { API } from '@gouji/api'
import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { freshId } from '../client/fresh-id.ts'
import { wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
import type { CalendarEntry } from '../client/shapes.ts'
import { statutoryDay } from '../home/clock.ts'
import { YEARS } from '../parts/book-choice.tsx'
import { Loaded } from '../parts/loaded.tsx'

export default function Calendar() {
  const [year, setYear] = useState(new Date().getFullYear())
  const calendar = useRead(API.administration.calendar, { query: { year } })
  return (
    <section className="panel" aria-labelledby="calendar">
      <div className="panel-head">
        <h2 id="calendar">日历</h2>
        <Select
          aria-label="年度"
          value={year}
          onChange={setYear}
          options={YEARS.map((y) => ({ value: y, label: `${y} 年` }))}
        />
      </div>
      <p className="soft">
        批复日之后二十日内应当公开（预算法第十四条）。在这里写明批复、编报、审核和公开的日子，各单位首页据此计时。
      </p>
      <Loaded query={calendar}>{(entries) => <Entries key={year} year={year} entries={entries} />}</Loaded>
    </section>
  )
}

type Line = Omit<CalendarEntry, 'id' | 'year'> & { readonly key: string }

function Entries({ year, entries }: { readonly year: number; readonly entries: readonly CalendarEntry[] }) {
  const { message } = App.useApp()
  const save = useAct(API.administration.setCalendar, [API.administration.calendar])
  const [lines, setLines] = useState<readonly Line[]>(
    entries.map(({ id, name, day, basis }) => ({ key: id, name, day, basis })),
  )
  const set = (key: string, fresh: Partial<Line>): void =>
    setLines((all) => all.map((l) => (l.key === key ? { ...l, ...fresh } : l)))
  const law = statutoryDay(lines)
  const isWhole = lines.every((l) => l.name.trim() !== '' && l.day !== '')
  return (
    <>
      <div className="scroll">
        <table className="data">
          <thead>
            <tr>
              <th>事项</th>
              <th>日期</th>
              <th>依据</th>
              <th>操作</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((l) => (
              <tr key={l.key}>
                <td>
                  <Input
                    aria-label="事项"
                    value={l.name}
                    maxLength={200}
                    onChange={(e) => set(l.key, { name: e.target.value })}
                  />
                </td>
                <td>
                  <Input
                    aria-label="日期"
                    type="date"
                    value={l.day}
                    onChange={(e) => set(l.key, { day: e.target.value })}
                  />
                </td>
                <td>
                  <Input
                    aria-label="依据"
                    value={l.basis}
                    maxLength={300}
                    onChange={(e) => set(l.key, { basis: e.target.value })}
                  />
                </td>
                <td>
                  <Button onClick={() => setLines((all) => all.filter((x) => x.key !== l.key))}>删除</Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {law ? (
        <p className={law.isOverrun ? 'failure-words' : 'soft'} role="status">
          {law.isOverrun
            ? `公开的日子晚于法定期限 ${law.day}（批复后二十日内，预算法第十四条），请改早。`
            : `按批复日推算，最迟应于 ${law.day} 公开。没有另写公开的日子时，各单位按这一天计时。`}
        </p>
      ) : null}
      <div className="row" style={{ marginTop: 12 }}>
        <Button onClick={() => setLines((all) => [...all, { key: freshId(), name: '', day: '', basis: '' }])}>
          加一项
        </Button>
        <Button
          type="primary"
          disabled={!isWhole}
          loading={save.isPending}
          onClick={() =>
            save.mutate(
              { body: { year, entries: lines.map(({ name, day, basis }) => ({ year, name, day, basis })) } },
              { onSuccess: () => void message.success('已保存'), onError: (e) => void message.error(wordsOf(e)) },
            )
          }
        >
          保存
        </Button>
      </div>
    </>
  )
}
