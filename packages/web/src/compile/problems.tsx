/** What is wrong with the ledger, each with the way to its cell; a missing reason is written right here. */

import type { LedgerRow } from '@gouji/api'
import type { UseQueryResult } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { freshId } from '../client/fresh-id.ts'
import type { LedgerProblem } from '../client/shapes.ts'
import { Badge } from '../parts/badges.tsx'
import { Loaded } from '../parts/loaded.tsx'
import type { Edit } from './draft.ts'

interface ProblemsProps {
  readonly query: UseQueryResult<{ readonly version: number; readonly problems: LedgerProblem[] }>
  /** Something typed is not in the answer yet. */
  readonly stale: boolean
  readonly readOnly: boolean
  readonly texts: readonly LedgerRow[]
  readonly onGo: (problem: LedgerProblem) => void
  readonly onEdit: (edits: readonly Edit[], fresh: readonly LedgerRow[]) => void
}

const SHOWN_MAX = 300

export function Problems({ query, stale, readOnly, texts, onGo, onEdit }: ProblemsProps) {
  return (
    <Loaded query={query}>
      {({ problems }) => (
        <>
          <div className="findings-bar">
            <span role="status">
              {problems.length === 0 ? '没有问题' : `共 ${problems.length} 个问题`}
              {stale || query.isFetching ? '（正在重新检查）' : ''}
            </span>
          </div>
          {problems.length === 0 ? <p className="empty">数字平衡，编码有效，可以编成。</p> : null}
          <ul className="ledger-problems">
            {problems.slice(0, SHOWN_MAX).map((p, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole.
              <li key={i}>
                <Badge tone={p.severity}>{p.severity === 'error' ? '错误' : '警告'}</Badge>{' '}
                {p.sheet ? (
                  <button type="button" className="link" onClick={() => onGo(p)}>
                    {p.message}
                  </button>
                ) : (
                  <span>{p.message}</span>
                )}
                <div className="soft">{p.remedy}</div>
                {!readOnly && /reason/.test(p.code) ? <Reason problem={p} texts={texts} onEdit={onEdit} /> : null}
              </li>
            ))}
          </ul>
          {problems.length > SHOWN_MAX ? <p className="soft">先改好这 {SHOWN_MAX} 个，其余的随后显示。</p> : null}
        </>
      )}
    </Loaded>
  )
}

const REASONS = '原因'

/** The name of the figure that changed stands in the message in quotation marks. */
function Reason({
  problem,
  texts,
  onEdit,
}: { readonly problem: LedgerProblem } & Pick<ProblemsProps, 'texts' | 'onEdit'>) {
  const name = /“([^”]+)”/.exec(problem.message)?.[1] ?? ''
  const known = texts.find((t) => t.values.part === REASONS && t.values.key === name)
  const [text, setText] = useState(known?.values.text ?? '')
  if (name === '') return null
  const write = (): void => {
    const key = known?.key ?? freshId()
    const edit = (field: string, value: string): Edit => ({ sheet: 'texts', key, field, value })
    onEdit(
      known ? [edit('text', text)] : [edit('part', REASONS), edit('key', name), edit('text', text)],
      known ? [] : [{ sheet: 'texts', key, values: {} }],
    )
  }
  return (
    <div className="row" style={{ marginTop: 4, flexWrap: 'nowrap' }}>
      <Input.TextArea
        aria-label={`${name} 变动的原因`}
        placeholder="写明变动的原因"
        autoSize={{ minRows: 1, maxRows: 4 }}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <Button size="small" disabled={text.trim() === ''} onClick={write}>
        写入
      </Button>
    </div>
  )
}
