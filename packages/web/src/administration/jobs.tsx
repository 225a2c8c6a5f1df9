import { API, type ResponseOf } from '@gouji/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { App, Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { call } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { keyOf, useAct } from '../client/query.ts'
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

const PAGE = 100

export default function Jobs() {
  const [state, setState] = useState<keyof typeof STATES>()
  const query = { limit: PAGE, ...(state ? { state } : {}) }
  const jobs = useInfiniteQuery({
    queryKey: keyOf(API.administration.jobs, query),
    queryFn: ({ pageParam, signal }) =>
      call(API.administration.jobs, { query: { ...query, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    refetchInterval: 5000,
  })
  const rows = jobs.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <section className="panel" aria-labelledby="jobs">
      <div className="panel-head">
        <h2 id="jobs">后台任务</h2>
        <Select
          allowClear
          placeholder="全部状态"
          aria-label="按状态筛选"
          style={{ width: 140 }}
          options={Object.entries(STATES).map(([value, [label]]) => ({ value, label }))}
          value={state ?? null}
          onChange={(value) => setState(value ?? undefined)}
        />
      </div>
      <Loaded query={jobs}>
        {() =>
          rows.length === 0 ? (
            <p className="empty">没有任务。</p>
          ) : (
            <VirtualTable
              label="全部后台任务"
              rows={rows}
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
      {jobs.hasNextPage ? (
        <div style={{ textAlign: 'center', paddingTop: 12 }}>
          <Button loading={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
            再显示一百条
          </Button>
        </div>
      ) : null}
    </section>
  )
}

/** What has not been done can be done again; what waits or is under way can be called off. */
function JobActs({ job }: { readonly job: ResponseOf<typeof API.administration.jobs>['items'][number] }) {
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
