/** Any two versions of an organisation's books: what differs, as tables and as text. */
import { API } from '@gouji/api'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { saveAs } from '../client/call.ts'
import { useRead } from '../client/query.ts'
import type { Comparison, Version } from '../client/shapes.ts'
import { OrganisationSelect } from '../documents/confirm.tsx'
import { formatYuan, parseYuan } from '../money.ts'
import { csvOf } from '../parts/csv.ts'
import { Loaded } from '../parts/loaded.tsx'
import { instantName } from '../words.ts'
import { textDiff } from './text-diff.ts'

export default function Compare() {
  const [search, setSearch] = useSearchParams()
  const set = (change: Readonly<Record<string, string | undefined>>): void =>
    setSearch(
      (p) => {
        for (const [name, value] of Object.entries(change)) {
          if (value) p.set(name, value)
          else p.delete(name)
        }
        return p
      },
      { replace: true },
    )
  const [left, right] = [search.get('left') ?? '', search.get('right') ?? '']
  const isChosen = left !== '' && right !== ''
  const comparison = useRead(API.filings.compare, { query: { left, right } }, { enabled: isChosen })
  const organisation = search.get('organisation') ?? comparison.data?.organisation
  return (
    <>
      <div className="page-head">
        <h1>版本对照</h1>
        <OrganisationSelect
          value={organisation}
          onChange={(id) => set({ organisation: id, left: undefined, right: undefined })}
        />
        {comparison.data ? (
          <Button onClick={() => saveAs(csvOf(rowsOf(comparison.data)), '版本对照.csv')}>存为 CSV</Button>
        ) : null}
      </div>
      {organisation ? (
        <Choice key={organisation} organisation={organisation} left={left} right={right} onChange={set} />
      ) : (
        <p className="empty panel">请先选择单位，再选要对照的两个版本。</p>
      )}
      {isChosen ? <Loaded query={comparison}>{(c) => <Differences comparison={c} />}</Loaded> : null}
    </>
  )
}

interface ChoiceProps {
  readonly organisation: string
  readonly left: string
  readonly right: string
  readonly onChange: (change: Readonly<Record<string, string | undefined>>) => void
}

const kindOf = (name: string): string => name.split(':')[0] ?? ''
const KINDS = { edition: '公开版本', ledger: '账册版本' } as const

function Choice({ organisation, left, right, onChange }: ChoiceProps) {
  const versions = useRead(API.filings.versions, { params: { id: organisation } }, { staleTime: 30_000 })
  return (
    <section className="panel no-print" aria-label="选择版本">
      <Loaded query={versions} rows={1}>
        {(list) =>
          list.length < 2 ? (
            <p className="soft">这个单位还没有两个可以对照的版本。</p>
          ) : (
            <div className="row">
              <label htmlFor="left">前</label>
              <VersionSelect
                id="left"
                list={list}
                value={left}
                onChange={(name) =>
                  onChange({ left: name, ...(kindOf(name) === kindOf(right) ? {} : { right: undefined }) })
                }
              />
              <label htmlFor="right">后</label>
              <VersionSelect
                id="right"
                list={list.filter((v) => left === '' || kindOf(v.name) === kindOf(left))}
                value={right}
                onChange={(name) => onChange({ right: name })}
              />
              <Button disabled={left === '' || right === ''} onClick={() => onChange({ left: right, right: left })}>
                前后互换
              </Button>
            </div>
          )
        }
      </Loaded>
    </section>
  )
}

interface SelectProps {
  readonly id: string
  readonly list: readonly Version[]
  readonly value: string
  readonly onChange: (name: string) => void
}

function VersionSelect({ id, list, value, onChange }: SelectProps) {
  const groups = (['edition', 'ledger'] as const)
    .map((kind) => ({
      label: KINDS[kind],
      title: kind,
      options: list
        .filter((v) => kindOf(v.name) === kind)
        .map((v) => ({
          value: v.name,
          label: `${v.title}${v.withdrawn ? '（已撤回）' : ''} ${instantName(v.at)} ${v.by}`,
        })),
    }))
    .filter(({ options }) => options.length > 0)
  return (
    <Select
      id={id}
      placeholder="选择版本"
      showSearch={{ optionFilterProp: 'label' }}
      value={value || null}
      options={groups}
      onChange={onChange}
      popupMatchSelectWidth={420}
      style={{ width: 360, maxWidth: '100%' }}
    />
  )
}

const rowsOf = (c: Comparison): readonly (readonly string[])[] => [
  ['表', '项目', '栏', '前', '后', '差'],
  ...c.tables.flatMap((t) =>
    t.rows.map((r) => [t.title, r.label, r.column, r.left ?? '', r.right ?? '', differenceOf(r.left, r.right)]),
  ),
  ...c.sentences.map((s) => ['文字', '', '', s.left ?? '', s.right ?? '', '']),
]

/** Of two amounts, also where one of them is not there; in the unit in which they are printed. */
function differenceOf(left = '', right = ''): string {
  const [a, b] = [left === '' ? 0n : parseYuan(left), right === '' ? 0n : parseYuan(right)]
  return a === undefined || b === undefined ? '' : formatYuan(b - a)
}

function Differences({ comparison: c }: { readonly comparison: Comparison }) {
  const [shown, show] = useState<'tables' | 'text'>(c.tables.length > 0 ? 'tables' : 'text')
  const cells = c.tables.reduce((n, { rows }) => n + rows.length, 0)
  if (cells + c.sentences.length === 0) {
    return (
      <p className="empty panel" role="status">
        {c.left}与{c.right}完全一样。
      </p>
    )
  }
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Segmented
          aria-label="怎样看"
          value={shown}
          onChange={show}
          options={[
            { value: 'tables' as const, label: `按表看 ${cells} 处` },
            { value: 'text' as const, label: `按文字看 ${c.sentences.length} 句` },
          ]}
        />
        <span className="soft" role="status">
          前：{c.left}　后：{c.right}
        </span>
      </div>
      {shown === 'tables' ? <Tables tables={c.tables} /> : <Sentences sentences={c.sentences} />}
    </>
  )
}

function Tables({ tables }: Pick<Comparison, 'tables'>) {
  if (tables.length === 0) return <p className="empty panel">各表没有不同。</p>
  return tables.map((table) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable without a mouse.
    <section className="panel scroll" key={table.title} aria-label={table.title} tabIndex={0}>
      <h2>
        {table.title} <span className="soft">{table.rows.length} 处</span>
      </h2>
      <table className="data">
        <thead>
          <tr>
            <th>项目</th>
            <th>栏</th>
            <th className="num">前</th>
            <th className="num">后</th>
            <th className="num">差</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a comparison never changes.
            <tr key={i}>
              <td>{row.label}</td>
              <td>{row.column}</td>
              <td className="num">
                {row.left === undefined ? <span className="soft">没有</span> : <del>{row.left}</del>}
              </td>
              <td className="num">
                {row.right === undefined ? <span className="soft">没有</span> : <ins>{row.right}</ins>}
              </td>
              <td className="num">{differenceOf(row.left, row.right)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  ))
}

function Sentences({ sentences }: Pick<Comparison, 'sentences'>) {
  if (sentences.length === 0) return <p className="empty panel">文字没有不同。</p>
  return (
    <section className="panel" aria-label="文字">
      {sentences.map(({ left, right }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a comparison never changes.
        <p key={i} className="sentence-change">
          {textDiff(left ?? '', right ?? '').map((piece, n) => {
            const key = `${n}${piece.kind}`
            if (piece.kind === 'gone') return <del key={key}>{piece.text}</del>
            if (piece.kind === 'new') return <ins key={key}>{piece.text}</ins>
            return <span key={key}>{piece.text}</span>
          })}
        </p>
      ))}
    </section>
  )
}
