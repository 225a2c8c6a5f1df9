/** A ledger as grids and forms, one tab a sheet, with its problems, its changes and the book that it makes beside it. */

import { API, type LedgerInfo, type LedgerRow, STEP_NAMES } from '@gouji/api'
import { Button, Segmented } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { ProblemError } from '../client/problem.ts'
import { useRead } from '../client/query.ts'
import type { LedgerProblem, Sheet } from '../client/shapes.ts'
import { Badge } from '../parts/badges.tsx'
import { groupBy } from '../parts/group-by.ts'
import { Loaded } from '../parts/loaded.tsx'
import { TabStrip } from '../parts/tab-strip.tsx'
import { Comments } from '../review/comments.tsx'
import { NotFound } from '../shell/error-pages.tsx'
import { useMay } from '../shell/me.tsx'
import { bookName } from '../words.ts'
import './compile.css'
import { Changes } from './changes.tsx'
import { Conflicts } from './conflicts.tsx'
import { dropRows, type Edit, redo, setCells, undo } from './draft.ts'
import type { RowPlace } from './figure-source.tsx'
import { LedgerMenu } from './ledger-menu.tsx'
import { Preview } from './preview.tsx'
import { Problems } from './problems.tsx'
import { ProjectForms } from './project-forms.tsx'
import { RowForm } from './row-form.tsx'
import { SheetGrid } from './sheet-grid.tsx'
import { useSheets } from './sheets.ts'
import { type Saving, useLedger } from './use-ledger.ts'

export default function LedgerPage() {
  const { id = '' } = useParams()
  const sheets = useSheets()
  // Read once: from then on the page knows what it has and what it saved.
  const ledger = useRead(API.ledgers.rows, { params: { id }, query: {} }, { staleTime: 0 })
  if (ledger.error instanceof ProblemError && ledger.error.status === 404) return <NotFound />
  return (
    <div className="ledger">
      <Loaded query={sheets}>
        {(s) => (
          <Loaded query={ledger}>
            {(l) =>
              ledger.isFetchedAfterMount ? <Editor key={id} sheets={s} ledger={l.ledger} rows={l.rows} /> : null
            }
          </Loaded>
        )}
      </Loaded>
    </div>
  )
}

interface EditorProps {
  readonly sheets: readonly Sheet[]
  readonly ledger: LedgerInfo
  readonly rows: readonly LedgerRow[]
}

type Side = 'problems' | 'changes' | 'preview' | 'comments' | 'none'

/** Projects with their goals and indicators, as forms over three sheets. */
const FORMS = 'forms'

interface Target extends RowPlace {
  readonly field?: string | undefined
}

function Editor({ sheets, ledger, rows: first }: EditorProps) {
  const may = useMay()
  const isHandedIn = ledger.step !== undefined && ledger.step !== 'draft' && ledger.step !== 'returned'
  const readOnly = isHandedIn || !may(API.ledgers.save)
  const open = useLedger(ledger, first, readOnly)
  const { draft, saving, change } = open
  const [search, setSearch] = useSearchParams()
  const [side, setSide] = useState<Side>('problems')
  const [asked, setAsked] = useState<string>()
  const [place, setPlace] = useState<string>()
  // An address may lead to a row, as the department's consolidation does.
  const [target, setTarget] = useState<Target | undefined>(() => placeIn(search))
  // Of what was saved last: an answer about an earlier version, still on its way, is not taken for it.
  const problems = useRead(
    API.ledgers.problems,
    { params: { id: ledger.id }, query: { version: open.version } },
    { keepPrevious: true },
  )
  const list = problems.data?.problems ?? NONE
  const name = search.get('sheet') ?? 'expenditure'
  const sheet = sheets.find((s) => s.name === name) ?? sheets[0]!
  const bySheet = useMemo(() => groupBy(draft.rows, (r) => r.sheet), [draft.rows])
  const byCell = useMemo(
    () => new Map(list.filter((p) => p.sheet === sheet.name).map((p) => [`${p.row ?? 1}/${p.field ?? ''}`, p])),
    [list, sheet.name],
  )
  const show = (next: string): void =>
    setSearch(
      (p) => {
        p.set('sheet', next)
        return p
      },
      { replace: true },
    )
  const goTo = (to: Target): void => {
    show(to.sheet)
    setTarget({ ...to })
  }
  const follow = (problem: LedgerProblem): void => {
    if (problem.change !== undefined) {
      setAsked(problem.change)
      setSide('changes')
    } else if (problem.sheet) goTo({ sheet: problem.sheet, row: problem.row ?? 1, field: problem.field })
  }
  const problemsIn = (of: readonly string[]): number => list.filter((p) => p.sheet && of.includes(p.sheet)).length
  const edit = useCallback(
    (edits: readonly Edit[], fresh: readonly LedgerRow[]) => change((d) => setCells(d, edits, fresh)),
    [change],
  )
  const drop = useCallback(
    (from: string, keys: ReadonlySet<string>) => change((d) => dropRows(d, from, keys)),
    [change],
  )
  const tab = (key: string, title: string, count: number, wrong: number) => ({
    key,
    label: (
      <>
        {title} <span className="soft">{count}</span>
        {wrong > 0 ? (
          <span className="tab-problems" title="有问题">
            {' '}
            {wrong} 处
          </span>
        ) : null}
      </>
    ),
  })
  const sides: { value: Side; label: string }[] = [
    { value: 'problems', label: `问题 ${list.length}` },
    { value: 'changes', label: `变动 ${problems.data?.changes.length ?? 0}` },
    { value: 'preview', label: '书稿' },
    ...(ledger.filing ? [{ value: 'comments' as const, label: '意见' }] : []),
    { value: 'none', label: '收起' },
  ]
  return (
    <>
      <header className="document-head">
        <div className="document-title">
          <Link to="/ledgers">编制</Link>
          <span aria-hidden="true"> / </span>
          <h1>
            {ledger.organisationName} {bookName(ledger.year, ledger.stage)}
          </h1>
          <SavingMark saving={saving} onSave={() => void open.saveNow()} readOnly={readOnly} />
          {isHandedIn ? <Link to={`/filings/${ledger.filing}`}>{STEP_NAMES[ledger.step!]}，退回后才能改</Link> : null}
        </div>
        <div className="row">
          <Button onClick={() => change(undo)} disabled={draft.past.length === 0} title="撤销（Ctrl+Z）">
            撤销
          </Button>
          <Button onClick={() => change(redo)} disabled={draft.future.length === 0} title="重做（Ctrl+Y）">
            重做
          </Button>
          <LedgerMenu
            ledger={ledger}
            version={open.version}
            readOnly={readOnly}
            rows={draft.rows}
            onImported={open.reload}
            sheets={sheets}
          />
          <Segmented<Side> aria-label="右侧" value={side} onChange={setSide} options={sides} />
        </div>
      </header>
      <div className={`ledger-body side-${side}`}>
        <section className="ledger-main" aria-label="账册">
          <TabStrip
            label="账册各表"
            current={name === FORMS ? FORMS : sheet.name}
            onChange={show}
            tabs={sheets.flatMap((s) => {
              const own = tab(s.name, s.title, bySheet.get(s.name)?.length ?? 0, problemsIn([s.name]))
              return s.name === 'projects'
                ? [tab(FORMS, '项目和绩效', bySheet.get(s.name)?.length ?? 0, problemsIn(FORM_SHEETS)), own]
                : [own]
            })}
          />
          {name === FORMS ? (
            <ProjectForms
              ledger={ledger}
              sheets={sheets}
              rows={draft.rows}
              readOnly={readOnly}
              problems={list}
              onEdit={edit}
              onDrop={drop}
            />
          ) : sheet.name === 'head' ? (
            <>
              <p className="sheet-help soft">{sheet.help}</p>
              <RowForm
                sheet={sheet}
                row={bySheet.get('head')?.[0]}
                readOnly={readOnly}
                problemOf={(field) => byCell.get(`1/${field}`)}
                onEdit={edit}
              />
            </>
          ) : (
            <SheetGrid
              key={sheet.name}
              sheet={sheet}
              ledger={ledger}
              all={draft.rows}
              rows={bySheet.get(sheet.name) ?? NO_ROWS}
              readOnly={readOnly}
              problems={byCell}
              target={target?.sheet === sheet.name ? target : undefined}
              onEdit={edit}
              onDrop={drop}
              onUndo={() => change(undo)}
              onRedo={() => change(redo)}
            />
          )}
        </section>
        {side === 'none' ? null : (
          <section className={side === 'preview' ? 'ledger-side wide' : 'ledger-side'} aria-label={SIDE_NAMES[side]}>
            {side === 'problems' ? (
              <Problems query={problems} stale={saving.state !== 'saved'} onGo={follow} />
            ) : side === 'changes' ? (
              <Changes
                query={problems}
                readOnly={readOnly}
                texts={bySheet.get('texts') ?? NO_ROWS}
                shown={asked}
                onEdit={edit}
              />
            ) : side === 'preview' ? (
              <Preview ledger={ledger} version={open.version} shown={place} onGo={goTo} />
            ) : (
              <Comments
                filing={ledger.filing!}
                anchor={undefined}
                onAnchor={() => undefined}
                onShow={(anchor) => {
                  setPlace(anchor)
                  setSide('preview')
                }}
              />
            )}
          </section>
        )}
      </div>
      {saving.state === 'conflict' ? (
        <Conflicts conflicts={saving.conflicts} sheets={sheets} rows={draft.rows} onResolve={open.resolve} />
      ) : null}
    </>
  )
}

function placeIn(search: URLSearchParams): Target | undefined {
  const [sheet, row] = [search.get('sheet'), Number(search.get('row'))]
  return sheet && Number.isInteger(row) && row > 0 ? { sheet, row, field: search.get('field') ?? undefined } : undefined
}

const SIDE_NAMES = { problems: '问题', changes: '变动和原因', preview: '书稿', comments: '审核意见' } as const
const FORM_SHEETS = ['projects', 'goals', 'indicators']
const NONE: readonly LedgerProblem[] = []
const NO_ROWS: readonly LedgerRow[] = []

function SavingMark({
  saving,
  onSave,
  readOnly,
}: {
  readonly saving: Saving
  readonly onSave: () => void
  readonly readOnly: boolean
}) {
  if (readOnly) return <Badge tone="plain">只读</Badge>
  return (
    <span role="status" className="row">
      {saving.state === 'saved' ? <Badge tone="success">已保存</Badge> : null}
      {saving.state === 'changed' ? <Badge tone="info">有改动，稍后自动保存</Badge> : null}
      {saving.state === 'saving' ? <Badge tone="info">正在保存</Badge> : null}
      {saving.state === 'conflict' ? <Badge tone="warning">与他人的改动冲突</Badge> : null}
      {saving.state === 'failed' ? (
        <>
          <Badge tone="error">没有保存成功</Badge>
          <span className="failure">{saving.message}</span>
          <Button size="small" onClick={onSave}>
            再保存一次
          </Button>
        </>
      ) : null}
    </span>
  )
}
