/** The trail of acts, each chained to the one before it. */
import { API } from '@gouji/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import { call } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { keyOf, useAct } from '../client/query.ts'
import { ProblemAlert } from '../parts/loaded.tsx'
import { VirtualTable } from '../parts/virtual-table.tsx'
import { instantName } from '../words.ts'
import { AUDIT_ACTS, actName, detailText, subjectName } from './audit-words.ts'

export default function Audit() {
  const [act, setAct] = useState('')
  const query = { limit: 200, ...(act ? { act } : {}) }
  const list = useInfiniteQuery({
    queryKey: keyOf(API.administration.audit, query),
    queryFn: ({ pageParam, signal }) =>
      call(API.administration.audit, { query: { ...query, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const verify = useAct(API.administration.verifyAudit)
  const items = list.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <section className="panel" aria-labelledby="audit">
      <div className="panel-head">
        <h2 id="audit">审计日志</h2>
        <Select
          allowClear
          showSearch
          placeholder="全部动作"
          aria-label="按动作筛选"
          style={{ width: 200 }}
          optionFilterProp="label"
          options={Object.entries(AUDIT_ACTS).map(([value, label]) => ({ value, label }))}
          value={act || null}
          onChange={(value) => setAct(value ?? '')}
        />
        <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate({})}>
          核验整条链
        </Button>
      </div>
      {verify.isError ? <Alert type="error" showIcon title={wordsOf(verify.error)} /> : null}
      {verify.data ? (
        <Alert
          type={verify.data.holds ? 'success' : 'error'}
          showIcon
          style={{ marginBottom: 12 }}
          title={
            verify.data.holds
              ? `核验通过，共 ${verify.data.entries} 条`
              : `第 ${verify.data.brokenAt ?? '?'} 条起不成立`
          }
          description={verify.data.message}
        />
      ) : null}
      {list.isError ? <ProblemAlert error={list.error} onRetry={() => list.refetch()} /> : null}
      <VirtualTable
        label="全部记录"
        rows={items}
        keyOf={(e) => String(e.sequence)}
        columns={7}
        head={
          <tr>
            <th className="num">序号</th>
            <th>时间</th>
            <th>由谁</th>
            <th>动作</th>
            <th>对象</th>
            <th>内容</th>
            <th>散列</th>
          </tr>
        }
      >
        {(e) => (
          <>
            <td className="num">{e.sequence}</td>
            <td className="nowrap">{instantName(e.at)}</td>
            <td>{e.by}</td>
            <td title={e.act}>{actName(e.act)}</td>
            <td title={e.subject}>{subjectName(e.subject)}</td>
            <td className="audit-text" title={e.detail}>
              {detailText(e.detail)}
            </td>
            <td title={e.hash}>
              <code>{e.hash.slice(0, 10)}…</code>
            </td>
          </>
        )}
      </VirtualTable>
      {list.hasNextPage ? (
        <div style={{ textAlign: 'center', paddingTop: 12 }}>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            再显示二百条
          </Button>
        </div>
      ) : null}
    </section>
  )
}
