import { API, type Place } from '@gouji/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { call } from '../client/call.ts'
import { keyOf } from '../client/query.ts'
import type { SearchHit } from '../client/shapes.ts'
import { placeName } from '../document/places.ts'
import { Badge } from '../parts/badges.tsx'
import { ProblemAlert } from '../parts/loaded.tsx'
import { bookName } from '../words.ts'

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
              <strong>{r.organisationName ?? '单位未定'}</strong>
              <span>{bookName(r.year, r.stage)}</span>
              {/* What is no file's own name stands in one: it is named, since a unit may have handed in several. */}
              <span className="soft">
                {[r.kind === 'document' ? '' : r.documentName, placeOf(r)].filter(Boolean).join(' · ')}
              </span>
            </div>
            <p>
              {r.document ? <Link to={addressOf(r)}>{marked(titleOf(r), text)}</Link> : marked(titleOf(r), text)}
              {saysMore(r) ? <span className="hit-words">{marked(r.excerpt, text)}</span> : null}
            </p>
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
const titleOf = ({ title, excerpt }: SearchHit): string => title.trim() || excerpt.trim().slice(0, 80) || '未命名处'

/** A sentence that is its own title is not said twice, and a file's unit stands above it already. */
const saysMore = (hit: SearchHit): boolean => hit.kind !== 'document' && hit.excerpt.trim() !== titleOf(hit)

const placeOf = ({ place }: SearchHit): string => (place ? placeName(JSON.parse(place) as Place) : '')

/** To the very place, so that nobody looks through forty pages for a figure. */
const addressOf = ({ document, place }: SearchHit): string =>
  `/documents/${document}${place ? `?at=${encodeURIComponent(place)}` : ''}`
