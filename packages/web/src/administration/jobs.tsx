import { API, type ResponseOf } from '@gouji/api'
import { App, Button, Popconfirm } from 'antd'
import { wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
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
const KINDS: Readonly<Record<string, string>> = {
  'document.check': '读取和校验文件',
  'ledger.compose': '编成样书',
  'edition.publish': '编成并公开',
}

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
              columns={6}
              head={
                <tr>
                  <th>任务</th>
                  <th>状态</th>
                  <th className="num">次数</th>
                  <th>时间</th>
                  <th>原因</th>
                  <th>操作</th>
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
                  <td>
                    <JobActs job={j} />
                  </td>
                </>
              )}
            </VirtualTable>
          )
        }
      </Loaded>
    </section>
  )
}

/** What has not been done can be done again; what waits or is under way can be called off. */
function JobActs({ job }: { readonly job: ResponseOf<typeof API.administration.jobs>[number] }) {
  const { message } = App.useApp()
  const again = useAct(API.administration.retryJob, [API.administration.jobs])
  const off = useAct(API.administration.cancelJob, [API.administration.jobs])
  const failed = { onError: (e: Error) => void message.error(wordsOf(e)) }
  const input = { params: { id: job.id } }
  if (job.state === 'done') return null
  if (job.state === 'dead') {
    return (
      <Button size="small" loading={again.isPending} onClick={() => again.mutate(input, failed)}>
        重做
      </Button>
    )
  }
  return (
    <Popconfirm title="取消后不再进行，以后可以重做。" onConfirm={() => off.mutate(input, failed)}>
      <Button size="small" loading={off.isPending}>
        取消
      </Button>
    </Popconfirm>
  )
}
