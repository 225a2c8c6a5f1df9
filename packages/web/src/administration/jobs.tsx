import { API } from '@gouji/api'
import { useRead } from '../client/query.ts'
import { Badge } from '../parts/badges.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { VirtualTable } from '../parts/virtual-table.tsx'
import { instantName } from '../words.ts'

const STATES = {
  waiting: ['排队中', 'plain'],
  working: ['进行中', 'info'],
  done: ['已完成', 'success'],
  dead: ['没有完成', 'error'],
} as const
const KINDS: Readonly<Record<string, string>> = { check: '读取和校验', publish: '编成公开', compose: '编成' }

export default function Jobs() {
  const jobs = useRead(API.administration.jobs, {}, { refetchInterval: 5000 })
  return (
    <section className="panel" aria-labelledby="jobs">
      <h2 id="jobs">后台任务</h2>
      <Loaded query={jobs}>
        {(list) =>
          list.length === 0 ? (
            <p className="empty">没有任务。</p>
          ) : (
            <VirtualTable
              label="全部后台任务"
              rows={list}
              keyOf={(j) => j.id}
              columns={5}
              head={
                <tr>
                  <th>任务</th>
                  <th>状态</th>
                  <th className="num">次数</th>
                  <th>时间</th>
                  <th>原因</th>
                </tr>
              }
            >
              {(j) => (
                <>
                  <td>{KINDS[j.kind] ?? j.kind}</td>
                  <td>
                    <Badge tone={STATES[j.state][1]}>{STATES[j.state][0]}</Badge>
                  </td>
                  <td className="num">{j.attempts}</td>
                  <td className="nowrap">{instantName(j.at)}</td>
                  <td>{j.error}</td>
                </>
              )}
            </VirtualTable>
          )
        }
      </Loaded>
    </section>
  )
}
