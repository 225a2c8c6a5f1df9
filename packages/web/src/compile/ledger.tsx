/** A ledger as grids, one tab a sheet, with its problems and the book that it makes beside it. */

import { API, type LedgerInfo, type LedgerRow } from '@gouji/api'
import { Button, Segmented } from 'antd'
import { useCallback, useMemo, useRef, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { freshId } from '../client/fresh-id.ts'
import { ProblemError } from '../client/problem.ts'
import { useRead } from '../client/query.ts'
import type { LedgerProblem, Sheet, SheetColumn } from '../client/shapes.ts'
import { Badge } from '../parts/badges.tsx'
import { groupBy } from '../parts/group-by.ts'
import { Loaded } from '../parts/loaded.tsx'
import { TabStrip } from '../parts/tab-strip.tsx'
import { NotFound } from '../shell/error-pages.tsx'
import { useMay } from '../shell/me.tsx'
import { bookName } from '../words.ts'
import { Conflicts } from './conflicts.tsx'
import { addRows, dropRows, redo, setCells, undo } from './draft.ts'
import { Grid, type GridHandle } from './grid.tsx'
import { HeadForm } from './head-form.tsx'
import { LedgerMenu } from './ledger-menu.tsx'
import { Preview } from './preview.tsx'
import { Problems } from './problems.tsx'
import { suggestionsOf } from './suggestions.ts'
import { balanceWords, isOwn } from './sums.ts'
import { type Saving, useLedger } from './use-ledger.ts'

export default function LedgerPage() {
  const { id = '' } = useParams()
  const sheets = useRead(API.ledgers.sheets, {}, { staleTime: Number.POSITIVE_INFINITY })
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

type Side = 'problems' | 'preview' | 'none'

function Editor({ sheets, ledger, rows: first }: EditorProps) {
  const may = useMay()
  const readOnly = !may(API.ledgers.save)
  const open = useLedger(ledger, first, readOnly)
  const { draft, saving, change } = open
  const [search, setSearch] = useSearchParams()
  const [side, setSide] = useState<Side>('problems')
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [sum, setSum] = useState<string>()
  const grid = useRef<GridHandle>(null)
  const problems = useRead(API.ledgers.problems, { params: { id: ledger.id } }, { keepPrevious: true })
  const list = problems.data?.problems ?? NONE
  const name = search.get('sheet') ?? 'expenditure'
  const sheet = sheets.find((s) => s.name === name) ?? sheets[0]!
  const bySheet = useMemo(() => groupBy(draft.rows, (r) => r.sheet), [draft.rows])
  const rows = bySheet.get(sheet.name) ?? NO_ROWS
  const byCell = useMemo(
    () => new Map(list.filter((p) => p.sheet === sheet.name).map((p) => [`${p.row ?? 1}/${p.field ?? ''}`, p])),
    [list, sheet.name],
  )
  const suggest = useCallback(
    (column: SheetColumn) => suggestionsOf(column, sheet.name, draft.rows),
    [sheet.name, draft.rows],
  )
  const show = (next: string): void =>
    setSearch(
      (p) => {
        p.set('sheet', next)
        return p
      },
      { replace: true },
    )
  const goTo = (problem: LedgerProblem): void => {
    if (!problem.sheet) return
    show(problem.sheet)
    // The grid of another sheet has to be there first.
    setTimeout(() => grid.current?.goTo((problem.row ?? 1) - 1, problem.field), 60)
  }
  const onSelect = useCallback((chosen: ReadonlySet<string>, words: string | undefined) => {
    setKeys(chosen)
    setSum(words)
  }, [])
  const ownRow = useCallback((row: LedgerRow) => isOwn(row, ledger), [ledger])
  const balance = useMemo(() => balanceWords(sheet.name, draft.rows, ledger), [sheet.name, draft.rows, ledger])
  const problemsIn = (of: string): number => list.filter((p) => p.sheet === of).length
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
            onImported={open.reload}
            sheets={sheets}
          />
          <Segmented<Side>
            aria-label="右侧"
            value={side}
            onChange={setSide}
            options={[
              { value: 'problems', label: `问题 ${list.length}` },
              { value: 'preview', label: '书稿' },
              { value: 'none', label: '收起' },
            ]}
          />
        </div>
      </header>
      <div className={`ledger-body side-${side}`}>
        <section className="ledger-main" aria-label="账册">
          <TabStrip
            label="账册各表"
            current={sheet.name}
            onChange={show}
            tabs={sheets.map((s) => ({
              key: s.name,
              label: (
                <>
                  {s.title} <span className="soft">{bySheet.get(s.name)?.length ?? 0}</span>
                  {problemsIn(s.name) > 0 ? (
                    <span className="tab-problems" title="有问题">
                      {' '}
                      {problemsIn(s.name)} 处
                    </span>
                  ) : null}
                </>
              ),
            }))}
          />
          <p className="sheet-help soft">{sheet.help}</p>
          {sheet.name === 'head' ? (
            <HeadForm
              sheet={sheet}
              row={rows[0]}
              readOnly={readOnly}
              problems={byCell}
              onEdit={(edits, fresh) => change((d) => setCells(d, edits, fresh))}
            />
          ) : (
            <>
              <Grid
                key={sheet.name}
                ref={grid}
                label={sheet.title}
                sheet={sheet.name}
                columns={sheet.columns}
                rows={rows}
                readOnly={readOnly}
                problems={byCell}
                counts={ownRow}
                suggest={suggest}
                onEdit={(edits, fresh) => change((d) => setCells(d, edits, fresh))}
                onSelect={onSelect}
                onUndo={() => change(undo)}
                onRedo={() => change(redo)}
              />
              <div className="grid-foot">
                {readOnly ? (
                  <span className="soft">只读</span>
                ) : (
                  <>
                    <Button
                      size="small"
                      onClick={() => change((d) => addRows(d, [{ sheet: sheet.name, key: freshId(), values: {} }]))}
                    >
                      加一行
                    </Button>
                    <Button
                      size="small"
                      danger
                      disabled={keys.size === 0}
                      onClick={() => change((d) => dropRows(d, sheet.name, keys))}
                    >
                      删除所选 {keys.size} 行
                    </Button>
                    <span className="soft hide-narrow">
                      可从 Excel 整块粘贴；Ctrl+D 向下填充，F2 编辑，Alt+Enter 换行
                    </span>
                  </>
                )}
                <span className="grid-sum" role="status">
                  {sum ?? balance}
                </span>
              </div>
            </>
          )}
        </section>
        {side === 'problems' ? (
          <section className="ledger-side" aria-label="问题">
            <Problems
              query={problems}
              stale={saving.state !== 'saved'}
              readOnly={readOnly}
              onGo={goTo}
              onEdit={(edits, fresh) => change((d) => setCells(d, edits, fresh))}
              texts={bySheet.get('texts') ?? NO_ROWS}
            />
          </section>
        ) : side === 'preview' ? (
          <section className="ledger-side wide" aria-label="书稿">
            <Preview ledger={ledger} />
          </section>
        ) : null}
      </div>
      {saving.state === 'conflict' ? (
        <Conflicts conflicts={saving.conflicts} sheets={sheets} rows={draft.rows} onResolve={open.resolve} />
      ) : null}
    </>
  )
}

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
