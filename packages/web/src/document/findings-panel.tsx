/** The findings by cause: filters above, the list below, the chosen one opened in its place. */
import type { Finding } from '@gouji/api'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Button, Input, Select } from 'antd'
import { useEffect, useMemo, useRef } from 'react'
import { FindingStateBadge, SeverityBadge } from '../parts/badges.tsx'
import { usePrinting } from '../parts/use-printing.ts'
import { FINDING_STATE_NAMES, groupName, SEVERITY_NAMES } from '../words.ts'
import { countBy, type FindingFilter, NO_FILTER } from './filter.ts'
import { FindingDetail } from './finding-detail.tsx'
import { type Mark, placeName } from './places.ts'

interface FindingsPanelProps {
  readonly all: readonly Finding[]
  readonly shown: readonly Finding[]
  readonly filter: FindingFilter
  readonly onFilter: (filter: FindingFilter) => void
  readonly selected: Finding | undefined
  readonly onSelect: (finding: Finding) => void
  readonly onStep: (by: number) => void
  readonly onJump: (mark: Mark) => void
}

type Item =
  | { readonly kind: 'group'; readonly name: string; readonly count: number }
  | { readonly kind: 'finding'; readonly finding: Finding }

export function FindingsPanel(props: FindingsPanelProps) {
  const { all, shown, filter, onFilter, selected, onSelect, onStep, onJump } = props
  const items = useMemo(() => itemsOf(shown), [shown])
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => (items[i]!.kind === 'group' ? 34 : 78),
    getItemKey: (i) => {
      const item = items[i]!
      return item.kind === 'group' ? item.name : item.finding.id
    },
    overscan: 6,
  })
  useEffect(() => {
    const index = items.findIndex((i) => i.kind === 'finding' && i.finding.id === selected?.id)
    // The heading of its group stays in sight above it.
    const before = items[index - 1]?.kind === 'group' ? 1 : 0
    if (index >= 0) virtual.scrollToIndex(index - before, { align: 'start' })
  }, [selected?.id, items, virtual])
  const isPrinting = usePrinting()
  const shownItem = (item: Item) =>
    item.kind === 'group' ? (
      <h2 className="findings-group">
        {groupName(item.name)} <span className="soft">{item.count}</span>
      </h2>
    ) : (
      <Card
        finding={item.finding}
        // On paper nobody opens a finding: its arithmetic and its places stand below each.
        isOpen={isPrinting || item.finding.id === selected?.id}
        onSelect={() => onSelect(item.finding)}
        onJump={onJump}
      />
    )
  const at = selected ? shown.indexOf(selected) + 1 : 0
  return (
    <div className="findings">
      <Filters all={all} filter={filter} onFilter={onFilter} />
      <div className="findings-bar no-print">
        <span role="status">
          {at > 0 ? `第 ${at} 个，` : ''}共 {shown.length} 个
          {shown.length < all.length ? `（全部 ${all.length} 个）` : ''}
        </span>
        <Button size="small" onClick={() => onStep(-1)} disabled={shown.length === 0} title="上一个（k）">
          上一个
        </Button>
        <Button size="small" onClick={() => onStep(1)} disabled={shown.length === 0} title="下一个（j）">
          下一个
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className="empty">{all.length === 0 ? '没有查出问题。' : '没有符合条件的问题。'}</p>
      ) : isPrinting ? (
        items.map((item) => <div key={item.kind === 'group' ? item.name : item.finding.id}>{shownItem(item)}</div>)
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable without a mouse.
        <section ref={scroller} className="findings-scroll" aria-label="问题清单" tabIndex={0}>
          <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {virtual.getVirtualItems().map((row) => {
              const item = items[row.index]!
              return (
                <div
                  key={row.key}
                  data-index={row.index}
                  ref={virtual.measureElement}
                  className="findings-item"
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  {shownItem(item)}
                </div>
              )
            })}
          </div>
        </section>
      )}
    </div>
  )
}

function itemsOf(shown: readonly Finding[]): readonly Item[] {
  const counts = countBy(shown, (f) => f.group)
  const items: Item[] = []
  let group: string | undefined
  for (const finding of shown) {
    if (finding.group !== group) {
      group = finding.group
      items.push({ kind: 'group', name: group, count: counts.get(group)! })
    }
    items.push({ kind: 'finding', finding })
  }
  return items
}

interface FiltersProps {
  readonly all: readonly Finding[]
  readonly filter: FindingFilter
  readonly onFilter: (filter: FindingFilter) => void
}

function Filters({ all, filter, onFilter }: FiltersProps) {
  const severities = countBy(all, (f) => f.severity)
  const states = countBy(all, (f) => f.state)
  const groups = countBy(all, (f) => f.group)
  const named = <K extends string>(names: Readonly<Record<K, string>>, counts: ReadonlyMap<K, number>) =>
    (Object.keys(names) as K[])
      .filter((k) => counts.has(k))
      .map((value) => ({ value, label: `${names[value]} ${counts.get(value)}` }))
  const anyway = { value: 'all' as const }
  return (
    <div className="findings-filters no-print">
      <Select
        aria-label="严重程度"
        value={filter.severity}
        options={[{ ...anyway, label: '全部程度' }, ...named(SEVERITY_NAMES, severities)]}
        onChange={(severity) => onFilter({ ...filter, severity })}
      />
      <Select
        aria-label="处理状态"
        value={filter.state}
        options={[{ ...anyway, label: '全部状态' }, ...named(FINDING_STATE_NAMES, states)]}
        onChange={(state) => onFilter({ ...filter, state })}
      />
      <Select
        aria-label="类别"
        value={filter.group}
        popupMatchSelectWidth={220}
        options={[
          { ...anyway, label: '全部类别' },
          ...[...groups].map(([value, n]) => ({ value, label: `${groupName(value)} ${n}` })),
        ]}
        onChange={(group) => onFilter({ ...filter, group })}
      />
      <Input
        allowClear
        aria-label="在问题中查找"
        placeholder="查找"
        value={filter.text}
        onChange={(e) => onFilter({ ...filter, text: e.target.value })}
        onKeyDown={(e) => {
          if (e.key === 'Escape') onFilter(NO_FILTER)
        }}
      />
    </div>
  )
}

interface CardProps {
  readonly finding: Finding
  readonly isOpen: boolean
  readonly onSelect: () => void
  readonly onJump: (mark: Mark) => void
}

function Card({ finding: f, isOpen, onSelect, onJump }: CardProps) {
  return (
    <article className={isOpen ? `finding open ${f.severity}` : `finding ${f.severity}`}>
      <button type="button" className="finding-head" aria-expanded={isOpen} onClick={onSelect}>
        <span className="row" style={{ gap: 6 }}>
          <SeverityBadge severity={f.severity} />
          {f.state === 'open' ? null : <FindingStateBadge state={f.state} />}
          {f.verdict === 'unverified' ? <span className="badge warning">未校验</span> : null}
          <span className="soft finding-where">{f.place ? placeName(f.place) : ''}</span>
        </span>
        <span className={isOpen ? 'finding-message' : 'finding-message clamped'}>{f.message}</span>
      </button>
      {isOpen ? <FindingDetail finding={f} onJump={onJump} /> : null}
    </article>
  )
}
