import { API, type Place } from '@gouji/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { call } from '../client/call.ts'
import { keyOf } from '../client/query.ts'
import { placeName } from '../document/places.ts'
import { Badge } from '../parts/badges.tsx'
import { ProblemAlert } from '../parts/loaded.tsx'

const KINDS = {
  document: '文件',
  figure: '数字',
  project: '项目',
  goal: '绩效目标',
  text: '文字',
  finding: '问题',
} as const

export function SearchResults({ text }: { readonly text: string }) {
  const results = useInfiniteQuery({
    queryKey: keyOf(API.explore.search, { text }),
    queryFn: ({ pageParam, signal }) =>
      call(API.explore.search, { query: { text, limit: 50, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const items = results.data?.pages.flatMap((p) => p.items) ?? []
  if (results.isError) return <ProblemAlert error={results.error} onRetry={() => results.refetch()} />
  return (
    <section className="panel" aria-label="查找结果">
      <h2>
        <span role="status">
          {results.isPending ? '正在查找' : items.length === 0 ? `没有找到“${text}”` : `“${text}”`}
        </span>
      </h2>
      <ul className="comments">
        {items.map((r, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: results are only ever added to.
          <li key={i}>
            <div className="row">
              <Badge tone="info">{KINDS[r.kind]}</Badge>
              {r.document ? <Link to={`/documents/${r.document}`}>{titleOf(r)}</Link> : <strong>{titleOf(r)}</strong>}
              <span className="soft">{r.place ? placeName(JSON.parse(r.place) as Place) : ''}</span>
            </div>
            <p>{marked(r.excerpt, text)}</p>
          </li>
        ))}
      </ul>
      {results.hasNextPage ? (
        <Button loading={results.isFetchingNextPage} onClick={() => void results.fetchNextPage()}>
          再显示一些
        </Button>
      ) : null}
    </section>
  )
}

function marked(excerpt: string, text: string) {
  const at = excerpt.indexOf(text)
  if (at < 0) return excerpt
  return (
    <>
      {excerpt.slice(0, at)}
      <mark>{text}</mark>
      {excerpt.slice(at + text.length)}
    </>
  )
}

/** What stands in no named table goes by its own words. */
const titleOf = ({ title, excerpt }: { readonly title: string; readonly excerpt: string }): string =>
  title.trim() || excerpt.trim().slice(0, 40) || '未命名处'
