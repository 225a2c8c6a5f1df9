/** All documents: drop them here, see how they are read and checked, confirm whose they are. */
import { API, type DocumentInfo } from '@gouji/api'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'
import { call } from '../client/call.ts'
import { useLiveDocuments } from '../client/live-documents.ts'
import { keyOf } from '../client/query.ts'
import { YEARS } from '../parts/book-choice.tsx'
import { ProblemAlert } from '../parts/loaded.tsx'
import { VirtualTable } from '../parts/virtual-table.tsx'
import { useMay } from '../shell/me.tsx'
import { DOCUMENT_STATE_NAMES } from '../words.ts'
import { ConfirmAll } from './confirm.tsx'
import { DocumentLine } from './document-line.tsx'
import { DropZone } from './drop-zone.tsx'
import { Outdated } from './outdated.tsx'

const stateOptions = (['waiting', 'working', 'done', 'unreadable', 'failed'] as const).map((value) => ({
  value,
  label: DOCUMENT_STATE_NAMES[value],
}))
const yearOptions = YEARS.map((year) => ({ value: year, label: `${year} 年` }))

export default function Documents() {
  useLiveDocuments()
  const may = useMay()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [year, setYear] = useState<number | undefined>()
  const [state, setState] = useState<DocumentInfo['state'] | undefined>()
  const wanted = useDeferredValue(text.trim())
  const query = {
    ...(wanted ? { text: wanted } : {}),
    ...(year ? { year } : {}),
    ...(state ? { state } : {}),
    limit: 100,
  }
  const list = useInfiniteQuery({
    queryKey: keyOf(API.documents.list, query),
    queryFn: ({ pageParam, signal }) =>
      call(API.documents.list, { query: { ...query, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  const items = useMemo(() => list.data?.pages.flatMap((p) => p.items) ?? [], [list.data])
  const total = list.data?.pages[0]?.total
  const mayUpload = may(API.documents.upload)
  return (
    <>
      <div className="page-head">
        <h1>文件校验</h1>
      </div>
      {mayUpload ? (
        <DropZone
          isKnown={(id) => items.some((d) => d.id === id)}
          onAccepted={() => void client.invalidateQueries({ queryKey: keyOf(API.documents.list) })}
        />
      ) : null}
      {may(API.documents.checkOutdated) ? <Outdated /> : null}
      <section className="panel" aria-labelledby="files">
        <div className="panel-head">
          <h2 id="files">文件{total === undefined ? '' : `（${total}）`}</h2>
          <Input.Search
            allowClear
            placeholder="文件名或单位"
            aria-label="按文件名或单位查找"
            style={{ width: 200 }}
            onChange={(e) => setText(e.target.value)}
          />
          <Select
            allowClear
            aria-label="年度"
            placeholder="年度"
            style={{ width: 100 }}
            options={yearOptions}
            value={year}
            onChange={setYear}
          />
          <Select
            allowClear
            aria-label="状态"
            placeholder="状态"
            style={{ width: 128 }}
            options={stateOptions}
            value={state}
            onChange={setState}
          />
          <ConfirmAll documents={items} />
        </div>
        {list.isError ? <ProblemAlert error={list.error} onRetry={() => list.refetch()} /> : null}
        {list.isSuccess && items.length === 0 ? (
          <p className="empty">
            {wanted || year || state
              ? '没有符合条件的文件。'
              : mayUpload
                ? '还没有文件。把部门预算、决算公开文件拖到上面，几秒钟后就能看到问题。'
                : '还没有文件。'}
          </p>
        ) : (
          <VirtualTable
            label="全部文件"
            stacks
            rows={items}
            keyOf={(d) => d.id}
            columns={5}
            rowHeight={56}
            head={
              <tr>
                <th>文件</th>
                <th>结论和问题</th>
                <th>单位</th>
                <th>年度和种类</th>
                <th>操作</th>
              </tr>
            }
          >
            {(d) => <DocumentLine document={d} />}
          </VirtualTable>
        )}
        {list.hasNextPage ? (
          <div style={{ textAlign: 'center', paddingTop: 12 }}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              再显示一百个
            </Button>
          </div>
        ) : null}
      </section>
    </>
  )
}
