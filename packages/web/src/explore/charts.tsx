import { API } from '@gouji/api'
import { Button, Checkbox, Segmented, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useRead } from '../client/query.ts'
import { Loaded } from '../parts/loaded.tsx'
import { useWidth } from '../parts/use-width.ts'
import { Picture } from './picture.tsx'
import { type Comparison, type Drawn, drawComparison, drawFlow, drawTreemap, drawTrend } from './pictures.ts'

export interface Scope {
  readonly year: number
  readonly stage: 'budget' | 'final'
  readonly organisation?: string
}

const BY = [
  { value: 'function', label: '功能' },
  { value: 'economy', label: '经济' },
  { value: 'character', label: '性质' },
  { value: 'source', label: '来源' },
  { value: 'unit', label: '单位' },
  { value: 'project', label: '项目' },
] as const

const Nothing = () => (
  <p className="empty panel">这一范围还没有可看的数。确认了文件的单位、年度和种类之后，数字会出现在这里。</p>
)

export function Treemap({ scope }: { readonly scope: Scope }) {
  const [by, setBy] = useState<(typeof BY)[number]['value']>('function')
  const [path, setPath] = useState<readonly { readonly key: string; readonly name: string }[]>([])
  const under = path.at(-1)?.key
  const nodes = useRead(
    API.explore.breakdown,
    { query: { ...scope, by, ...(under ? { under } : {}) } },
    { keepPrevious: true },
  )
  const drawn = useMemo(() => (nodes.data ? drawTreemap(nodes.data) : undefined), [nodes.data])
  const name = BY.find((b) => b.value === by)!.label
  return (
    <>
      <div className="row no-print" style={{ marginBottom: 12 }}>
        <Segmented
          aria-label="按什么分"
          value={by}
          options={[...BY]}
          onChange={(next) => {
            setBy(next)
            setPath([])
          }}
        />
        {path.length > 0 ? (
          <nav aria-label="层次" className="row">
            <Button size="small" onClick={() => setPath([])}>
              全部
            </Button>
            {path.map((p, i) => (
              <Button key={p.key} size="small" onClick={() => setPath(path.slice(0, i + 1))}>
                {p.name}
              </Button>
            ))}
          </nav>
        ) : (
          <span className="soft">点一块，看下一级</span>
        )}
      </div>
      <Loaded query={nodes} rows={8}>
        {(list) =>
          list.length === 0 ? (
            path.length > 0 ? (
              <p className="empty panel">没有下一级了。</p>
            ) : (
              <Nothing />
            )
          ) : (
            <Picture
              title={`按${name}分解${path.map((p) => ` ${p.name}`).join('')}`}
              {...(drawn as Drawn)}
              onClick={({ data }) => {
                const node = data as { key?: string; name?: string } | undefined
                if (node?.key) setPath([...path, { key: node.key, name: node.name ?? node.key }])
              }}
            />
          )
        }
      </Loaded>
    </>
  )
}

export function Sankey({ scope }: { readonly scope: Scope }) {
  const flow = useRead(API.explore.flow, { query: scope })
  const drawn = useMemo(() => (flow.data ? drawFlow(flow.data) : undefined), [flow.data])
  return (
    <Loaded query={flow} rows={8}>
      {({ links }) => (links.length === 0 ? <Nothing /> : <Picture title="资金从来源到功能" {...(drawn as Drawn)} />)}
    </Loaded>
  )
}

/** The figures that the server follows by name; a code of the functional classification serves too. */
const FIGURES = [
  '支出总计',
  '收入总计',
  '财政拨款收入',
  '财政拨款支出',
  '一般公共预算支出',
  '政府性基金预算支出',
  '基本支出',
  '人员经费',
  '公用经费',
  '项目支出',
  '三公经费',
  '因公出国费',
  '公务接待费',
  '公务用车费',
  '机关运行经费',
  '政府采购',
].map((value) => ({ value, label: value }))

const FigureSelect = ({ value, onChange }: { readonly value: string; readonly onChange: (figure: string) => void }) => (
  <Select aria-label="看哪个数" showSearch value={value} options={FIGURES} onChange={onChange} style={{ width: 200 }} />
)

export function TrendLine({ organisation }: { readonly organisation: string | undefined }) {
  const [figure, setFigure] = useState('支出总计')
  const trend = useRead(
    API.explore.trend,
    { query: { figure, ...(organisation ? { organisation } : {}) } },
    { keepPrevious: true },
  )
  const drawn = useMemo(() => (trend.data ? drawTrend(trend.data) : undefined), [trend.data])
  const tools = <FigureSelect value={figure} onChange={setFigure} />
  return (
    <Loaded query={trend} rows={8}>
      {(points) =>
        points.length === 0 ? (
          <>
            {tools}
            <Nothing />
          </>
        ) : (
          <Picture title={`${figure}历年变化`} tools={tools} {...(drawn as Drawn)} />
        )
      }
    </Loaded>
  )
}

export function Bars({ scope }: { readonly scope: Scope }) {
  const [figure, setFigure] = useState('支出总计')
  const [perHead, setPerHead] = useState(false)
  const units = useRead(API.explore.comparison, { query: { ...scope, figure } }, { keepPrevious: true })
  const [frame, width] = useWidth<HTMLDivElement>()
  const drawn = useMemo(
    () => (units.data ? drawComparison(units.data, perHead, width) : undefined),
    [units.data, perHead, width],
  )
  const tools = (
    <>
      <FigureSelect value={figure} onChange={setFigure} />
      <Checkbox checked={perHead} onChange={(e) => setPerHead(e.target.checked)}>
        人均
      </Checkbox>
    </>
  )
  return (
    <div ref={frame}>
      <Loaded query={units} rows={8}>
        {(list: Comparison) =>
          list.length === 0 || (perHead && list.every((u) => u.perHead === undefined)) ? (
            <>
              <div className="row no-print">{tools}</div>
              {list.length === 0 ? (
                <Nothing />
              ) : (
                <p className="empty panel">这些单位本年的账册里没有实有人数，算不出人均。</p>
              )}
            </>
          ) : (
            <Picture
              title={`各单位${perHead ? '人均' : ''}${figure}`}
              tools={tools}
              height={Math.max(220, Math.min(40, list.length) * 26 + 60)}
              {...(drawn as Drawn)}
            />
          )
        }
      </Loaded>
    </div>
  )
}
