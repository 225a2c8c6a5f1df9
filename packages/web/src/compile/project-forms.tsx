/** Projects with their goals and indicators: a list at the left, and one of them as a form. */
import { API, type LedgerInfo, type LedgerRow } from '@gouji/api'
import { Button, Popconfirm } from 'antd'
import { useMemo, useState } from 'react'
import { freshId } from '../client/fresh-id.ts'
import { useRead } from '../client/query.ts'
import type { LedgerProblem, Sheet } from '../client/shapes.ts'
import { formatYuan } from '../money.ts'
import { Badge } from '../parts/badges.tsx'
import { ProblemAlert } from '../parts/loaded.tsx'
import type { Edit } from './draft.ts'
import { type Commitment, commitmentsOf } from './goals.ts'
import { IndicatorTable } from './indicator-table.tsx'
import { RowForm } from './row-form.tsx'
import { useSubjects } from './subjects.ts'
import { suggestionsOf } from './suggestions.ts'
import { WHOLE, weigh } from './weights.ts'

interface ProjectFormsProps {
  readonly ledger: LedgerInfo
  readonly sheets: readonly Sheet[]
  readonly rows: readonly LedgerRow[]
  readonly readOnly: boolean
  readonly problems: readonly LedgerProblem[]
  readonly onEdit: (edits: readonly Edit[], fresh: readonly LedgerRow[]) => void
  readonly onDrop: (sheet: string, keys: ReadonlySet<string>) => void
}

export function ProjectForms(props: ProjectFormsProps) {
  const { ledger, rows, readOnly, onEdit } = props
  const commitments = useMemo(() => commitmentsOf(rows, ledger), [rows, ledger])
  const [chosen, choose] = useState<string>()
  const current = commitments.find(({ id }) => id === chosen) ?? commitments[1] ?? commitments[0]!
  const add = (): void => {
    const key = freshId()
    const unit = rows.find((r) => r.sheet === 'units')?.values.code ?? ''
    onEdit([], [{ sheet: 'projects', key, values: { name: '新项目', ...(unit ? { unit } : {}) } }])
    choose(key)
  }
  return (
    <div className="project-forms">
      <nav aria-label="项目和目标" className="project-list">
        <ul>
          {commitments.map((c) => (
            <li key={c.id}>
              <button type="button" aria-current={c.id === current.id} onClick={() => choose(c.id)}>
                <span>{c.title}</span>
                <span className="row">
                  {c.fen === undefined ? null : <span className="num soft">{formatYuan(c.fen)} 元</span>}
                  <Standing commitment={c} />
                </span>
              </button>
            </li>
          ))}
        </ul>
        {readOnly ? null : (
          <Button size="small" onClick={add}>
            加一个项目
          </Button>
        )}
      </nav>
      <CommitmentForm key={current.id} {...props} commitment={current} all={commitments} />
    </div>
  )
}

/** Whether the goal is there and its weights make a hundred. */
function Standing({ commitment: { goal, indicators, row } }: { readonly commitment: Commitment }) {
  const isPeople = row?.values.kind === '人员经费' || row?.values.kind === '公用经费'
  if (!goal && indicators.length === 0) return isPeople ? null : <Badge tone="warning">没有目标</Badge>
  if (indicators.length === 0) return <Badge tone="warning">没有指标</Badge>
  const { sum } = weigh(indicators)
  if (sum === 0) return <Badge tone="plain">{indicators.length} 个指标</Badge>
  return <Badge tone={sum === WHOLE ? 'success' : 'warning'}>权重 {sum}</Badge>
}

interface FormProps extends ProjectFormsProps {
  readonly commitment: Commitment
  readonly all: readonly Commitment[]
}

function CommitmentForm({ commitment: c, all, ledger, sheets, rows, readOnly, problems, onEdit, onDrop }: FormProps) {
  const sheetOf = (name: string): Sheet => sheets.find((s) => s.name === name)!
  const [projects, goals] = [sheetOf('projects'), sheetOf('goals')]
  const subjects = useSubjects(ledger.year, [])
  const guide = useRead(API.ledgers.indicators, { params: { id: ledger.id } }, { staleTime: 300_000 })
  const numbers = useMemo(() => numbersOf(rows), [rows])
  const problemOf = (row: LedgerRow | undefined, field: string): LedgerProblem | undefined =>
    row && problems.find((p) => p.sheet === row.sheet && p.field === field && (p.row ?? 1) === numbers.get(row.key))
  const belongs: Record<string, string> = {
    ...(c.unit ? { unit: c.unit } : {}),
    ...(c.project ? { project: c.project } : {}),
  }
  /** The code of a project is how its lines, goals and indicators name it: they follow when it changes. */
  const editProject = (edits: readonly Edit[], fresh: readonly LedgerRow[]): void => {
    const renamed = edits.find(({ field }) => field === 'code')
    const old = c.row?.values.code ?? ''
    const following =
      renamed && old !== ''
        ? rows
            .filter((r) => r.sheet !== 'projects' && r.values.project === old)
            .map((r) => ({ sheet: r.sheet, key: r.key, field: 'project', value: renamed.value }))
        : []
    onEdit([...edits, ...following], fresh)
  }
  const remove = (): void => {
    if (c.row) onDrop('projects', new Set([c.row.key]))
    if (c.goal) onDrop('goals', new Set([c.goal.key]))
    onDrop('indicators', new Set(c.indicators.map(({ key }) => key)))
  }
  return (
    <div className="project-form">
      {c.row ? (
        <section aria-labelledby="project-title">
          <div className="panel-head">
            <h2 id="project-title">{c.title}</h2>
            <span className="soft">
              支出明细合计 <span className="num">{formatYuan(c.fen ?? 0n)}</span> 元
            </span>
            {readOnly ? null : (
              <Popconfirm
                title="删除这个项目和它的目标、指标？"
                description="支出明细中的行不会删除；可用“撤销”找回。"
                okText="删除"
                onConfirm={remove}
              >
                <Button size="small" danger>
                  删除项目
                </Button>
              </Popconfirm>
            )}
          </div>
          <RowForm
            sheet={projects}
            row={c.row}
            readOnly={readOnly}
            offered={(column) => (column.kind === 'unit' ? suggestionsOf(column, 'projects', rows, subjects) : [])}
            problemOf={(field) => problemOf(c.row, field)}
            onEdit={editProject}
          />
        </section>
      ) : (
        <h2>{c.title}</h2>
      )}
      <section aria-labelledby="goal-title">
        <h3 id="goal-title">绩效目标</h3>
        <RowForm
          sheet={goals}
          row={c.goal}
          first={belongs}
          without={['unit', 'project']}
          readOnly={readOnly}
          problemOf={(field) => problemOf(c.goal, field)}
          onEdit={onEdit}
        />
      </section>
      <section aria-labelledby="indicators-title">
        <h3 id="indicators-title">绩效指标</h3>
        {guide.isError ? <ProblemAlert error={guide.error} onRetry={() => guide.refetch()} /> : null}
        <IndicatorTable
          commitment={c}
          all={all}
          guide={guide.data}
          operators={sheetOf('indicators').columns.find((f) => f.field === 'operator')?.choices ?? []}
          year={ledger.year}
          belongs={belongs}
          readOnly={readOnly}
          problemOf={problemOf}
          onEdit={onEdit}
          onDrop={onDrop}
        />
      </section>
    </div>
  )
}

/** The number of each row in its sheet, as problems count. */
function numbersOf(rows: readonly LedgerRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  return new Map(
    rows.map(({ sheet, key }) => {
      const n = (counts.get(sheet) ?? 0) + 1
      counts.set(sheet, n)
      return [key, n]
    }),
  )
}
