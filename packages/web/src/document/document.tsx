/** One document: the page itself on the left, what is wrong with it on the right. */

import type { Place } from '@gouji/api'
import { API, type DocumentInfo, type Finding } from '@gouji/api'
import { App, Button, Dropdown, Segmented } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { download, urlOf } from '../client/call.ts'
import { useLiveDocuments } from '../client/live-documents.ts'
import { ProblemError, wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
import { DocumentStateBadge } from '../parts/badges.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { NotFound } from '../shell/error-pages.tsx'
import { useMay } from '../shell/me.tsx'
import { useShortcuts } from '../shell/shortcuts.tsx'
import { bookName } from '../words.ts'
import { filterFindings, NO_FILTER } from './filter.ts'
import { FindingsPanel } from './findings-panel.tsx'
import { Original } from './original.tsx'
import { type Mark, marksOf, placeAt } from './places.ts'
import { Tables } from './tables.tsx'

export type View = 'original' | 'tables' | 'findings'

export default function DocumentPage() {
  const { id = '' } = useParams()
  useLiveDocuments()
  const document = useRead(API.documents.get, { params: { id } })
  if (document.error instanceof ProblemError && document.error.status === 404) return <NotFound />
  return (
    <div className="document">
      <Loaded query={document}>{(d) => <Frame key={d.id} document={d} />}</Loaded>
    </div>
  )
}

/** Where the reader is asked to look; `turn` makes the same place count again. */
export interface Target {
  readonly place: Place
  readonly turn: number
}

function Frame({ document: d }: { readonly document: DocumentInfo }) {
  const params = { params: { id: d.id } }
  const isDone = d.state === 'done'
  const findings = useRead(API.documents.findings, params, { enabled: isDone })
  const [search, setSearch] = useSearchParams()
  const [filter, setFilter] = useState(NO_FILTER)
  const [target, setTarget] = useState<Target>()
  const view = (search.get('view') as View | null) ?? 'original'
  const all = findings.data ?? NONE
  const shown = useMemo(() => filterFindings(all, filter), [all, filter])
  const selected = shown.find((f) => f.id === search.get('finding'))
  const marks = useMemo(() => shown.flatMap(marksOf), [shown])

  const go = useCallback((place: Place): void => setTarget((t) => ({ place, turn: (t?.turn ?? 0) + 1 })), [])
  // An address that names a place or a finding opens there.
  const at = search.get('at')
  const named = useMemo(() => placeAt(at), [at])
  useEffect(() => {
    if (target) return
    const place = named ?? (selected && marksOf(selected)[0]?.place)
    if (place) go(place)
  }, [named, selected, target, go])
  const setView = useCallback(
    (next: View): void =>
      setSearch(
        (p) => {
          p.set('view', next)
          return p
        },
        { replace: true },
      ),
    [setSearch],
  )
  const select = useCallback(
    (finding: Finding): void => {
      setSearch(
        (p) => {
          p.set('finding', finding.id)
          return p
        },
        { replace: true },
      )
      const first = marksOf(finding)[0]
      if (first) go(first.place)
    },
    [setSearch, go],
  )
  const jump = useCallback(
    (place: Place): void => {
      setView('original')
      go(place)
    },
    [setView, go],
  )
  // A key pressed while the findings are still on their way acts when they have come.
  const [early, setEarly] = useState(0)
  const step = (by: number): void => {
    if (findings.isLoading) setEarly(by)
    if (shown.length === 0) return
    const at = selected ? shown.indexOf(selected) : by > 0 ? -1 : 0
    select(shown[(at + by + shown.length) % shown.length]!)
  }
  useEffect(() => {
    if (early === 0 || findings.isLoading) return
    setEarly(0)
    step(early)
  })
  useShortcuts([
    { keys: 'j', name: '下一个问题', act: () => step(1) },
    { keys: 'k', name: '上一个问题', act: () => step(-1) },
    { keys: 'a', name: '认可或答复选中的问题', act: () => window.document.getElementById('act-text')?.focus() },
    { keys: 'o', name: '看原文', act: () => setView('original') },
    { keys: 't', name: '看表格数据', act: () => setView('tables') },
  ])
  return (
    <>
      <Head document={d} view={view} setView={setView} count={all.length} />
      <div className={`document-body view-${view}`}>
        <section className="document-left" aria-label={view === 'tables' ? '表格数据' : '原文'}>
          {view === 'tables' ? (
            <Tables document={d} target={target} onJump={jump} findings={shown} onSelect={select} />
          ) : (
            <Original document={d} marks={marks} selected={selected} target={target} onSelect={select} />
          )}
        </section>
        <section className="document-right" aria-label="问题">
          {isDone ? (
            <Loaded query={findings}>
              {(list) => (
                <FindingsPanel
                  all={list}
                  shown={shown}
                  filter={filter}
                  onFilter={setFilter}
                  selected={selected}
                  onSelect={select}
                  onStep={step}
                  onJump={(mark: Mark) => jump(mark.place)}
                />
              )}
            </Loaded>
          ) : (
            <Unfinished document={d} />
          )}
        </section>
      </div>
    </>
  )
}

const NONE: readonly Finding[] = []

function Unfinished({ document: d }: { readonly document: DocumentInfo }) {
  if (d.state === 'waiting' || d.state === 'working') {
    return (
      <p className="empty" role="status">
        正在读取和校验，完成后会自动显示。
      </p>
    )
  }
  return (
    <div className="empty">
      <p>这份文件没有校验结果。</p>
      <p>{d.failure}</p>
    </div>
  )
}

const EXPORTS = [
  { key: 'annotated', label: '批注 PDF' },
  { key: 'xlsx', label: '问题清单（Excel）' },
  { key: 'html', label: '网页报告' },
  { key: 'csv', label: '问题清单（CSV）' },
] as const

interface HeadProps {
  readonly document: DocumentInfo
  readonly view: View
  readonly setView: (view: View) => void
  readonly count: number
}

function Head({ document: d, view, setView, count }: HeadProps) {
  const { message } = App.useApp()
  const may = useMay()
  const again = useAct(API.documents.checkAgain, [API.documents.get, API.documents.findings, API.documents.list])
  const params = { id: d.id }
  const save = (format: (typeof EXPORTS)[number]['key']): void => {
    void download(API.documents.exportReport, { params, query: { format } }).catch((e) => message.error(wordsOf(e)))
  }
  return (
    <header className="document-head">
      <div className="document-title">
        <Link to="/documents" className="no-print">
          文件校验
        </Link>
        <span aria-hidden="true"> / </span>
        <h1>{d.name}</h1>
        <span className="soft">
          {d.organisationName ?? '单位未定'} · {bookName(d.year, d.stage)}
        </span>
        <DocumentStateBadge document={d} />
      </div>
      <div className="row no-print">
        <Segmented<View>
          aria-label="显示"
          value={view}
          onChange={setView}
          options={[
            { value: 'original', label: '原文' },
            { value: 'tables', label: '表格数据' },
            { value: 'findings', label: `问题 ${count}`, className: 'only-narrow' },
          ]}
        />
        {may(API.documents.checkAgain) ? (
          <Button
            loading={again.isPending}
            onClick={() => again.mutate({ params }, { onError: (e) => void message.error(wordsOf(e)) })}
          >
            重新校验
          </Button>
        ) : null}
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              ...EXPORTS.filter((e) => e.key !== 'annotated' || d.format === 'pdf').map((e) => ({
                key: e.key,
                label: e.label,
                onClick: () => save(e.key),
              })),
              { type: 'divider' },
              { key: 'original', label: <a href={urlOf(API.documents.original, { params })}>原文件</a> },
            ],
          }}
        >
          <Button type="primary" aria-haspopup="menu">
            导出 ▾
          </Button>
        </Dropdown>
      </div>
    </header>
  )
}
