/** Figures that changed, each with its reason beside it: drafted, edited, and told at once when it says the opposite. */
import type { LedgerRow } from '@gouji/api'
import type { UseQueryResult } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { freshId } from '../client/fresh-id.ts'
import type { LedgerCheck, ReasonedChange } from '../client/shapes.ts'
import { formatYuan, parseYuan } from '../money.ts'
import { Badge } from '../parts/badges.tsx'
import { Loaded } from '../parts/loaded.tsx'
import type { Edit } from './draft.ts'
import { rateText } from './last-year.ts'
import { type Directions, saysOpposite } from './reasons.ts'

interface ChangesProps {
  readonly query: UseQueryResult<LedgerCheck>
  readonly readOnly: boolean
  readonly texts: readonly LedgerRow[]
  /** The one that a problem led to. */
  readonly shown: string | undefined
  readonly onEdit: (edits: readonly Edit[], fresh: readonly LedgerRow[]) => void
}

const REASONS = '原因'

export function Changes({ query, readOnly, texts, shown, onEdit }: ChangesProps) {
  const [open, setOpen] = useState(false)
  return (
    <Loaded query={query}>
      {({ changes, directions }) => {
        const listed = open ? changes.filter((c) => (c.asked && c.reason === '') || c.contradicts) : changes
        return (
          <>
            <div className="findings-bar">
              <span role="status">{summaryOf(changes)}</span>
              <Checkbox checked={open} onChange={(e) => setOpen(e.target.checked)}>
                只看未写好的
              </Checkbox>
            </div>
            {changes.length === 0 ? (
              <p className="empty">书中没有要写原因的变动。填了上年数之后，变动会列在这里。</p>
            ) : null}
            <ul className="ledger-problems">
              {listed.map((change) => (
                <ChangeLine
                  key={change.key}
                  change={change}
                  directions={directions}
                  readOnly={readOnly}
                  row={rowOf(change, texts)}
                  isShown={shown !== undefined && (change.key === shown || change.key.endsWith(`·${shown}`))}
                  onEdit={onEdit}
                />
              ))}
            </ul>
          </>
        )
      }}
    </Loaded>
  )
}

function summaryOf(changes: readonly ReasonedChange[]): string {
  const missing = changes.filter((c) => c.asked && c.reason === '').length
  const opposite = changes.filter((c) => c.contradicts).length
  return [
    `变动 ${changes.length} 个`,
    missing > 0 ? `缺原因 ${missing} 个` : '',
    opposite > 0 ? `方向相反 ${opposite} 个` : '',
  ]
    .filter(Boolean)
    .join('，')
}

/** The row that holds the reason: under its own key, or under the name of the figure for all units. */
function rowOf(change: ReasonedChange, texts: readonly LedgerRow[]): LedgerRow | undefined {
  const reasons = texts.filter((t) => t.values.part === REASONS)
  return (
    reasons.find((t) => t.values.key === change.key) ??
    (change.reason === '' ? undefined : reasons.find((t) => t.values.key && change.key.endsWith(`·${t.values.key}`)))
  )
}

interface LineProps extends Pick<ChangesProps, 'readOnly' | 'onEdit'> {
  readonly change: ReasonedChange
  readonly directions: Directions
  readonly row: LedgerRow | undefined
  readonly isShown: boolean
}

function ChangeLine({ change: c, directions, row, readOnly, isShown, onEdit }: LineProps) {
  const saved = row?.values.text ?? ''
  const [text, setText] = useState(saved)
  const line = useRef<HTMLLIElement>(null)
  // What was changed elsewhere, by undoing or in the sheet of texts, stands here too.
  useEffect(() => setText(saved), [saved])
  useEffect(() => {
    if (!isShown) return
    line.current?.scrollIntoView({ block: 'center' })
    line.current?.querySelector('textarea')?.focus()
  }, [isShown])
  const [now, base] = [parseYuan(c.now) ?? 0n, parseYuan(c.base) ?? 0n]
  const change = now - base
  const opposite = saysOpposite(text, change > 0n, directions)
  const write = (next: string): void => {
    setText(next)
    if (next === saved) return
    const key = row?.key ?? freshId()
    const edit = (field: string, value: string): Edit => ({ sheet: 'texts', key, field, value })
    onEdit(
      row ? [edit('text', next)] : [edit('part', REASONS), edit('key', c.key), edit('text', next)],
      row ? [] : [{ sheet: 'texts', key, values: {} }],
    )
  }
  return (
    <li ref={line}>
      <div className="row">
        <strong>{c.name}</strong>
        {opposite ? (
          <Badge tone="error">方向相反</Badge>
        ) : text.trim() !== '' ? (
          <Badge tone="success">已写</Badge>
        ) : c.asked ? (
          <Badge tone="warning">缺原因</Badge>
        ) : (
          <Badge tone="plain">可不写</Badge>
        )}
      </div>
      <div className="change-figures">
        <span className="soft">{c.period}</span> <span className="num">{formatYuan(base)}</span>
        {' → '}
        <span className="num">{formatYuan(now)}</span>{' '}
        <span className={change > 0n ? 'num rise' : 'num fall'}>
          {change > 0n ? '增加' : '减少'} {formatYuan(change > 0n ? change : -change)}
          {base === 0n ? '' : `（${rateText(change > 0n ? change : -change, base > 0n ? base : -base)}）`}
        </span>
      </div>
      {readOnly ? (
        <p>{text || <span className="soft">没有写</span>}</p>
      ) : (
        <>
          <Input.TextArea
            aria-label={`${c.name} 变动的原因`}
            placeholder="写明变动的原因"
            status={opposite ? 'error' : ''}
            autoSize={{ minRows: 1, maxRows: 5 }}
            value={text}
            onChange={(e) => setText(e.target.value)}
            onBlur={() => write(text)}
          />
          {opposite ? (
            <div className="failure">
              这个数{change > 0n ? '增加' : '减少'}了，原因说的却是{change > 0n ? '减少' : '增加'}
              。请改写原因，数填错的先改数。
            </div>
          ) : null}
          {c.draft && text.trim() === '' ? (
            <div className="change-draft">
              <span className="soft">变动最大的几项：{c.draft}</span>{' '}
              <Button size="small" onClick={() => write(c.draft)}>
                用作草稿
              </Button>
            </div>
          ) : null}
        </>
      )}
    </li>
  )
}
