/** The indicators of one goal: levels, operator, target, unit and weight, the sum of weights as it grows, and suggestions. */
import type { LedgerRow } from '@gouji/api'
import { AutoComplete, Button, Input, Select } from 'antd'
import { useMemo, useState } from 'react'
import { freshId } from '../client/fresh-id.ts'
import type { IndicatorGuide, LedgerProblem } from '../client/shapes.ts'
import type { Edit } from './draft.ts'
import { type Commitment, type Suggested, suggestedFor } from './goals.ts'
import { shareOut, type Weights, WHOLE, weigh } from './weights.ts'

interface IndicatorTableProps {
  readonly commitment: Commitment
  readonly all: readonly Commitment[]
  readonly guide: IndicatorGuide | undefined
  readonly operators: readonly string[]
  readonly year: number
  /** Unit and project that a new indicator belongs to. */
  readonly belongs: Readonly<Record<string, string>>
  readonly readOnly: boolean
  readonly problemOf: (row: LedgerRow, field: string) => LedgerProblem | undefined
  readonly onEdit: (edits: readonly Edit[], fresh: readonly LedgerRow[]) => void
  readonly onDrop: (sheet: string, keys: ReadonlySet<string>) => void
}

const SHEET = 'indicators'
const EMPTY: IndicatorGuide = { levels: [], units: [], schemes: [], usual: [], lastYear: [] }

export function IndicatorTable(props: IndicatorTableProps) {
  const { commitment, all, guide = EMPTY, operators, year, belongs, readOnly, problemOf, onEdit, onDrop } = props
  const { indicators } = commitment
  const weights = useMemo(() => weigh(indicators), [indicators])
  const suggested = useMemo(() => suggestedFor(commitment, all, guide, year), [commitment, all, guide, year])
  const add = (values: Record<string, string>): void =>
    onEdit([], [{ sheet: SHEET, key: freshId(), values: { ...belongs, ...values } }])
  const take = ({ level1, level2, name, operator, target, unit }: Suggested): void =>
    add({ level1, level2, name, operator, ...(target ? { target } : {}), ...(unit ? { unitName: unit } : {}) })
  const shared = shareOut(indicators)
  return (
    <>
      <div className="scroll">
        <table className="data indicators">
          <thead>
            <tr>
              <th>一级指标</th>
              <th>二级指标</th>
              <th>指标名称</th>
              <th>符号</th>
              <th>指标值</th>
              <th>单位</th>
              <th className="num">权重</th>
              {readOnly ? null : (
                <th>
                  <span className="visually-hidden">删除</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {indicators.map((row, i) => (
              <IndicatorLine
                key={row.key}
                {...{ row, guide, operators, readOnly, problemOf, suggested }}
                number={i + 1}
                onSet={(changes) =>
                  onEdit(
                    Object.entries(changes).map(([field, value]) => ({ sheet: SHEET, key: row.key, field, value })),
                    [],
                  )
                }
                onDrop={() => onDrop(SHEET, new Set([row.key]))}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={6}>
                权重合计
              </th>
              <td className="num">
                <strong className={weights.sum === WHOLE ? '' : 'failure'}>{weights.sum}</strong>
              </td>
              {readOnly ? null : <td />}
            </tr>
          </tfoot>
        </table>
      </div>
      <div className="row weights">
        <span role="status">{leftWords(weights, indicators.length)}</span>
        {!readOnly && shared.size > 0 ? (
          <Button
            size="small"
            onClick={() =>
              onEdit(
                [...shared].map(([key, points]) => ({ sheet: SHEET, key, field: 'weight', value: String(points) })),
                [],
              )
            }
          >
            余下 {weights.left} 分给未填的 {shared.size} 个
          </Button>
        ) : null}
        {readOnly ? null : (
          <Button size="small" onClick={() => add({})}>
            加一个指标
          </Button>
        )}
      </div>
      {guide.schemes.length > 0 && weights.sum > 0 ? <Shares weights={weights} guide={guide} /> : null}
      {readOnly ? null : <Suggestions suggested={suggested} onTake={take} />}
    </>
  )
}

function leftWords({ sum, left, without }: Weights, count: number): string {
  if (count === 0) return '还没有指标，可从下面选用，也可自己加。'
  if (sum === 0) return '没有填权重。填了的，一个目标合计应为 100。'
  const blank = without.length > 0 ? `，${without.length} 个指标没有填` : ''
  if (left === 0) return `合计 100${blank}`
  return left > 0 ? `合计 ${sum}，还有 ${left} 分可分${blank}` : `合计 ${sum}，超出 ${-left} 分`
}

/** Points by first level beside the usual shares, for comparison only. */
function Shares({ weights, guide }: { readonly weights: Weights; readonly guide: IndicatorGuide }) {
  const told = (shares: readonly { readonly level1: string; readonly points: number }[]): string =>
    shares.map(({ level1, points }) => `${level1.replace('指标', '')} ${points}`).join('、')
  const mine = [...weights.byLevel].map(([level1, points]) => ({ level1: level1 || '未分级', points }))
  return (
    <details className="soft">
      <summary>按一级指标：{told(mine)}</summary>
      <ul className="plain-list">
        {guide.schemes.map(({ name, shares }) => (
          <li key={name}>
            通行分配（{name}）：{told(shares)}
          </li>
        ))}
      </ul>
    </details>
  )
}

interface LineProps extends Pick<IndicatorTableProps, 'operators' | 'readOnly' | 'problemOf'> {
  readonly row: LedgerRow
  readonly number: number
  readonly guide: IndicatorGuide
  readonly suggested: readonly Suggested[]
  readonly onSet: (changes: Readonly<Record<string, string>>) => void
  readonly onDrop: () => void
}

function IndicatorLine({ row, number, guide, suggested, operators, readOnly, problemOf, onSet, onDrop }: LineProps) {
  const { values } = row
  const value = (field: string): string => values[field] ?? ''
  const problem = ['level1', 'level2', 'name', 'operator', 'target', 'unitName', 'weight']
    .map((field) => problemOf(row, field))
    .find(Boolean)
  if (readOnly) {
    return (
      <tr>
        {['level1', 'level2', 'name', 'operator', 'target', 'unitName'].map((field) => (
          <td key={field}>{value(field)}</td>
        ))}
        <td className="num">{value('weight')}</td>
      </tr>
    )
  }
  const named = (what: string): string => `第 ${number} 个指标的${what}`
  const seconds = guide.levels.find(({ level1 }) => level1 === value('level1'))?.level2 ?? []
  return (
    <>
      <tr>
        <td>
          <Select
            size="small"
            aria-label={named('一级指标')}
            value={value('level1') || null}
            options={withOwn(
              guide.levels.map((l) => l.level1),
              value('level1'),
            )}
            onChange={(level1) => {
              const fits = guide.levels.find((l) => l.level1 === level1)?.level2 ?? []
              const level2 = fits.includes(value('level2')) ? value('level2') : fits.length === 1 ? fits[0]! : ''
              onSet({ level1: level1 ?? '', level2 })
            }}
            popupMatchSelectWidth={false}
            style={{ width: 108 }}
          />
        </td>
        <td>
          <Select
            size="small"
            aria-label={named('二级指标')}
            value={value('level2') || null}
            options={withOwn(seconds, value('level2'))}
            onChange={(level2) => onSet({ level2: level2 ?? '' })}
            popupMatchSelectWidth={false}
            style={{ width: 132 }}
          />
        </td>
        <td>
          <AutoComplete
            size="small"
            aria-label={named('名称')}
            value={value('name')}
            options={suggested
              .filter((s) => value('level2') === '' || s.level2 === value('level2'))
              .map((s) => ({ value: s.name, label: `${s.name}（${s.from}）` }))}
            showSearch={{ filterOption: (text, option) => String(option?.value ?? '').includes(text) }}
            onChange={(name: string) => onSet({ name: name ?? '' })}
            onSelect={(name: string) => {
              const one = suggested.find((s) => s.name === name)
              if (!one) return
              // What was chosen fills what is still empty.
              const fill = {
                operator: one.operator,
                target: one.target,
                unitName: one.unit,
                level1: one.level1,
                level2: one.level2,
              }
              const empty = Object.entries(fill).filter(([field, text]) => text !== '' && value(field) === '')
              onSet({ name, ...Object.fromEntries(empty) })
            }}
            popupMatchSelectWidth={280}
            style={{ width: '100%', minWidth: 150 }}
          />
        </td>
        <td>
          <Select
            size="small"
            aria-label={named('计算符号')}
            value={value('operator') || null}
            options={operators.map((o) => ({ value: o, label: o }))}
            onChange={(operator) => onSet({ operator: operator ?? '' })}
            style={{ width: 70 }}
          />
        </td>
        <td>
          <Input
            size="small"
            aria-label={named('指标值')}
            value={value('target')}
            onChange={(e) => onSet({ target: e.target.value })}
            style={{ width: 84 }}
          />
        </td>
        <td>
          <AutoComplete
            size="small"
            aria-label={named('计量单位')}
            value={value('unitName')}
            options={guide.units.map((u) => ({ value: u }))}
            onChange={(unitName: string) => onSet({ unitName: unitName ?? '' })}
            style={{ width: 76 }}
          />
        </td>
        <td className="num">
          <Input
            size="small"
            aria-label={named('权重')}
            inputMode="numeric"
            value={value('weight')}
            status={value('weight') !== '' && !/^\d{1,3}$/.test(value('weight')) ? 'error' : ''}
            onChange={(e) => onSet({ weight: e.target.value.trim() })}
            style={{ width: 52, textAlign: 'right' }}
          />
        </td>
        <td>
          <Button size="small" type="text" danger aria-label={`删除第 ${number} 个指标`} onClick={onDrop}>
            删
          </Button>
        </td>
      </tr>
      {problem ? (
        <tr>
          <td colSpan={8} className="failure">
            {problem.message} {problem.remedy}
          </td>
        </tr>
      ) : null}
    </>
  )
}

/** What stands there already may be chosen, though the list does not know it. */
const withOwn = (known: readonly string[], own: string) =>
  [...new Set([...known, ...(own === '' ? [] : [own])])].map((value) => ({ value, label: value }))

const SHOWN_MAX = 12

function Suggestions({
  suggested,
  onTake,
}: {
  readonly suggested: readonly Suggested[]
  readonly onTake: (one: Suggested) => void
}) {
  const [text, setText] = useState('')
  const [isWhole, setWhole] = useState(false)
  const found = suggested.filter((s) => `${s.level1}${s.level2}${s.name}${s.from}`.includes(text.trim()))
  const shown = isWhole ? found : found.slice(0, SHOWN_MAX)
  return (
    <section className="suggestions" aria-label="可选用的指标">
      <div className="row">
        <strong>可选用的指标</strong>
        <Input
          size="small"
          allowClear
          aria-label="查指标"
          placeholder="查指标，如 满意度、时效"
          value={text}
          onChange={(e) => setText(e.target.value)}
          style={{ width: 200 }}
        />
      </div>
      <ul>
        {shown.map((s) => (
          <li key={`${s.from}${s.name}`}>
            <Button size="small" onClick={() => onTake(s)} aria-label={`选用 ${s.name}`}>
              选用
            </Button>
            <span>
              {s.name} {s.operator}
              {s.target}
              {s.unit}
            </span>
            <span className="soft">
              {s.level2} · {s.from}
            </span>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="soft">没有别的了。</p> : null}
      {found.length > SHOWN_MAX ? (
        <button type="button" className="link" onClick={() => setWhole(!isWhole)}>
          {isWhole ? '只显示前面的' : `全部 ${found.length} 个`}
        </button>
      ) : null}
    </section>
  )
}
