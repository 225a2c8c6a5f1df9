/** Looking at the money: what it is for, where it comes from, how it changed, how units compare, and search. */
import { Input, Tabs } from 'antd'
import { lazy, Suspense } from 'react'
import { useSearchParams } from 'react-router'
import { OrganisationSelect } from '../documents/confirm.tsx'
import { BookChooser, useBookChoice } from '../parts/book-choice.tsx'
import { SearchResults } from './search-results.tsx'

const Treemap = lazy(async () => ({ default: (await import('./charts.tsx')).Treemap }))
const Sankey = lazy(async () => ({ default: (await import('./charts.tsx')).Sankey }))
const TrendLine = lazy(async () => ({ default: (await import('./charts.tsx')).TrendLine }))
const Bars = lazy(async () => ({ default: (await import('./charts.tsx')).Bars }))

export default function Explore() {
  const [book, choose] = useBookChoice()
  const [search, setSearch] = useSearchParams()
  const set = (name: string, value: string | undefined): void =>
    setSearch(
      (p) => {
        if (value) p.set(name, value)
        else p.delete(name)
        return p
      },
      { replace: true },
    )
  const text = search.get('text') ?? ''
  const organisation = search.get('organisation') ?? undefined
  const scope = { ...book, ...(organisation ? { organisation } : {}) }
  return (
    <>
      <div className="page-head">
        <h1>查询分析</h1>
        <OrganisationSelect
          value={organisation}
          onChange={(id) => set('organisation', id)}
          allowClear
          placeholder="全部单位"
          label="单位范围"
        />
        <BookChooser value={book} onChange={choose} />
      </div>
      <section className="panel no-print" aria-label="查找">
        <Input.Search
          size="large"
          allowClear
          enterButton="查找"
          placeholder="查数字、项目、绩效目标和文字，如：公务接待费、1,234.56"
          aria-label="查数字、项目、绩效目标和文字"
          defaultValue={text}
          maxLength={100}
          onSearch={(value) => set('text', value.trim())}
        />
      </section>
      {text ? (
        <SearchResults text={text} />
      ) : (
        <Suspense fallback={<p className="empty">正在载入图表</p>}>
          <Tabs
            activeKey={search.get('tab') ?? 'breakdown'}
            onChange={(tab) => set('tab', tab)}
            items={[
              { key: 'breakdown', label: '钱花在哪里', children: <Treemap scope={scope} /> },
              { key: 'flow', label: '从来源到功能', children: <Sankey scope={scope} /> },
              { key: 'trend', label: '历年变化', children: <TrendLine organisation={organisation} /> },
              { key: 'comparison', label: '单位比较', children: <Bars scope={scope} /> },
            ]}
          />
        </Suspense>
      )}
    </>
  )
}
