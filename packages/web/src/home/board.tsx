/** Units × steps: one line a unit, its departments above it with the sums of their units. */
import { API, type STEPS } from '@gouji/api'
import { Button, Input, Select } from 'antd'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useRead } from '../client/query.ts'
import { Badge, Counts, StepBadge } from '../parts/badges.tsx'
import type { BookChoice } from '../parts/book-choice.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { VirtualTable } from '../parts/virtual-table.tsx'
import { STEP_ORDER } from '../words.ts'
import { type BoardLine, boardLines, type Filter, sumsOf, type Unit } from './board-lines.ts'
import { DueBadge } from './due.tsx'

const HEADINGS: Readonly<Partial<Record<(typeof STEPS)[number], string>>> = {
  draft: '编报',
  submitted: '单位审核',
  unit_approved: '部门审核',
  department_approved: '财政审核',
  finance_approved: '公开',
}
const STEPS_SHOWN = ['draft', 'submitted', 'unit_approved', 'department_approved', 'finance_approved'] as const

const FILTERS: readonly { readonly value: Filter; readonly label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'errors', label: '有错误的' },
  { value: 'returned', label: '已退回的' },
  { value: 'open', label: '未公开的' },
  { value: 'none', label: '还没开始的' },
]

export function Board({ book, chooser }: { readonly book: BookChoice; readonly chooser: ReactNode }) {
  const board = useRead(API.filings.board, { query: book }, { keepPrevious: true })
  const [text, setText] = useState('')
  const [filter, setFilter] = useState<Filter>('all')
  const wanted = useDeferredValue(text)
  return (
    <section className="panel" aria-labelledby="board">
      <div className="panel-head">
        <h2 id="board">进度看板</h2>
        <Input.Search
          allowClear
          className="no-print"
          placeholder="单位名称"
          aria-label="按单位名称查找"
          style={{ width: 200 }}
          onChange={(e) => setText(e.target.value)}
        />
        <Select
          aria-label="筛选"
          className="no-print"
          style={{ width: 128 }}
          value={filter}
          options={[...FILTERS]}
          onChange={setFilter}
        />
        {chooser}
      </div>
      <Loaded query={board} rows={10}>
        {(rows) => <Lines rows={rows} text={wanted} filter={filter} />}
      </Loaded>
    </section>
  )
}

function Lines({
  rows,
  text,
  filter,
}: {
  readonly rows: readonly Unit[]
  readonly text: string
  readonly filter: Filter
}) {
  const lines = useMemo(() => boardLines(rows, { text, filter }), [rows, text, filter])
  const sums = useMemo(() => sumsOf(rows), [rows])
  const navigate = useNavigate()
  if (rows.length === 0) {
    return (
      <div className="empty">
        <p>这一年还没有公开任务。上传文件或开立账册后，单位会出现在这里。</p>
        <Button type="primary" onClick={() => void navigate('/documents')}>
          上传文件
        </Button>
      </div>
    )
  }
  return (
    <>
      <p className="board-sums" role="status">
        {sums.units} 个单位：已公开 {sums.published}，在办 {sums.underWay}，退回 {sums.returned}，未开始 {sums.none}；
        <strong>错误 {sums.errors}</strong>，警告 {sums.warnings}。
        {lines.length < rows.length ? `筛选后 ${lines.length} 行。` : ''}
      </p>
      <VirtualTable
        label="各单位进度"
        stacks
        rows={lines}
        keyOf={(line) => line.organisation}
        columns={STEPS_SHOWN.length + 3}
        rowClass={(line) => (line.below ? 'group' : undefined)}
        head={
          <tr>
            <th>单位</th>
            {STEPS_SHOWN.map((step) => (
              <th key={step} className="step">
                {HEADINGS[step]}
              </th>
            ))}
            <th>问题</th>
            <th>公开期限</th>
          </tr>
        }
      >
        {(line) => <Line line={line} />}
      </VirtualTable>
    </>
  )
}

function Line({ line }: { readonly line: BoardLine }) {
  const { filing, below } = line
  const at = filing ? (filing.step === 'returned' ? 0 : STEP_ORDER.indexOf(filing.step)) : -1
  return (
    <>
      <th scope="row" style={{ paddingLeft: 10 + line.depth * 20 }}>
        {filing ? <Link to={`/filings/${filing.id}`}>{line.name}</Link> : line.name}
        {below ? (
          <span className="soft below">
            所属 {below.units} 个：已公开 {below.published}，错误 {below.errors}{' '}
            <Link to={`/consolidation?organisation=${line.organisation}`}>汇总</Link>
          </span>
        ) : null}
      </th>
      {filing ? (
        <td className="only-phone">
          <StepBadge step={filing.step} />
        </td>
      ) : null}
      {STEPS_SHOWN.map((step, i) => (
        <td key={step} className="step">
          {filing?.step === 'returned' && i === 0 ? (
            <Badge tone="warning">已退回</Badge>
          ) : i < at ? (
            <span className="step-done" role="img" aria-label="已完成" title="已完成">
              ✓
            </span>
          ) : i === at ? (
            <Badge tone="info">在办</Badge>
          ) : (
            <span className="soft" role="img" aria-label="未到">
              ·
            </span>
          )}
        </td>
      ))}
      <td>
        {filing ? <Counts errors={filing.errors} warnings={filing.warnings} /> : <span className="soft">未开始</span>}
      </td>
      <td className="nowrap">
        {filing?.step === 'published' ? (
          <Badge tone="success">已公开</Badge>
        ) : filing?.due ? (
          <>
            {filing.due} <DueBadge due={filing.due} />
          </>
        ) : null}
      </td>
    </>
  )
}
