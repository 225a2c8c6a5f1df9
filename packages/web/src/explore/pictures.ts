/** From answers to pictures, pure: amounts stay exact in labels and tables, and become pixels only at the very end. */
import type { API, ResponseOf } from '@gouji/api'
import { formatWan, parseYuan, pixelsOf, wanOf } from '../money.ts'
import { STAGE_NAMES } from '../words.ts'

type Explore = typeof API.explore
export type Nodes = ResponseOf<Explore['breakdown']>
export type Flow = ResponseOf<Explore['flow']>
export type Trend = ResponseOf<Explore['trend']>
export type Comparison = ResponseOf<Explore['comparison']>
export interface Drawn {
  readonly option: Record<string, unknown>
  /** What has to be known to read the picture right. */
  readonly note?: string
  readonly table: readonly (readonly string[])[]
}

const WAN = '金额（万元）'
/** Dark enough for white words on them. */
const COLOURS = [
  '#0b4fae',
  '#1d6f12',
  '#8a4b00',
  '#6b2fa0',
  '#a11d4c',
  '#00656b',
  '#5a5f00',
  '#444c9c',
  '#7a3b2e',
  '#335c67',
]
const sign = (amount: string): boolean => !amount.startsWith('-')
const told = (name: string, amount: string): string => `${escaped(name)}<br>${wanOf(amount)} 万元`
/** Tooltips are HTML, and names come from documents. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const fenOf = (yuan: string): bigint => parseYuan(yuan) ?? 0n

/** `12.3%` of a whole, half up. */
function shareOf(part: bigint, whole: bigint): string {
  if (whole <= 0n || part < 0n) return ''
  const tenths = (part * 2000n + whole) / (2n * whole)
  return `${tenths / 10n}.${tenths % 10n}%`
}

export function drawTreemap(nodes: Nodes): Drawn {
  const whole = nodes.reduce((sum, n) => sum + fenOf(n.amount), 0n)
  const share = (amount: string): string => shareOf(fenOf(amount), whole)
  const shown = nodes.filter((n) => sign(n.amount) && pixelsOf(n.amount) > 0)
  return {
    option: {
      color: COLOURS,
      tooltip: {
        formatter: (p: { data?: { name: string; amount: string } }) =>
          p.data?.amount ? `${told(p.data.name, p.data.amount)}，占 ${share(p.data.amount)}` : '',
      },
      series: [
        {
          type: 'treemap',
          roam: false,
          nodeClick: false,
          breadcrumb: { show: false },
          left: 0,
          top: 0,
          right: 0,
          bottom: 0,
          label: {
            color: '#fff',
            lineHeight: 18,
            formatter: (p: { data: { name: string; amount: string } }) =>
              `${p.data.name}\n${wanOf(p.data.amount)}（${share(p.data.amount)}）`,
          },
          itemStyle: { borderColor: '#fff', gapWidth: 2 },
          data: shown.map((n) => ({ name: n.name, value: pixelsOf(n.amount), amount: n.amount, key: n.key })),
        },
      ],
    },
    table: [['编码', '名称', WAN, '占比'], ...nodes.map((n) => [n.key, n.name, wanOf(n.amount), share(n.amount)])],
  }
}

export function drawFlow({ nodes, links }: Flow): Drawn {
  const names = new Map(nodes.map((n) => [n.key, n.name]))
  // A node is as large as what flows out of it, or into it where nothing flows on.
  const sizeOf = (key: string): bigint => {
    const out = links.filter((l) => l.from === key)
    return (out.length > 0 ? out : links.filter((l) => l.to === key)).reduce((sum, l) => sum + fenOf(l.amount), 0n)
  }
  const labels = new Map(nodes.map((n) => [n.key, `${n.name}\n${formatWan(sizeOf(n.key))}`]))
  return {
    option: {
      color: COLOURS,
      tooltip: {
        formatter: (p: {
          dataType: string
          data: { source?: string; target?: string; amount?: string }
          name: string
        }) =>
          p.dataType === 'edge'
            ? told(`${names.get(p.data.source ?? '')} → ${names.get(p.data.target ?? '')}`, p.data.amount ?? '0')
            : escaped(names.get(p.name) ?? p.name),
      },
      series: [
        {
          type: 'sankey',
          left: 8,
          right: 190,
          nodeGap: 10,
          emphasis: { focus: 'adjacency' },
          lineStyle: { color: 'gradient', opacity: 0.35 },
          label: { color: 'inherit', lineHeight: 16, formatter: (p: { name: string }) => labels.get(p.name) ?? p.name },
          data: nodes.map((n) => ({ name: n.key })),
          links: links
            .filter((l) => pixelsOf(l.amount) > 0)
            .map((l) => ({ source: l.from, target: l.to, value: pixelsOf(l.amount), amount: l.amount })),
        },
      ],
    },
    table: [
      ['来源', '去向', WAN],
      ...links.map((l) => [names.get(l.from) ?? l.from, names.get(l.to) ?? l.to, wanOf(l.amount)]),
    ],
  }
}

export function drawTrend(points: Trend): Drawn {
  const known = points.map((p) => p.year)
  const first = Math.min(...known)
  // A year without a book keeps its place, or the way over it would look like one year's.
  const years = Array.from({ length: Math.max(...known) - first + 1 }, (_, i) => first + i)
  const unitsOf = (year: number): number => Math.max(0, ...points.filter((p) => p.year === year).map((p) => p.units))
  const counts = new Set(points.map((p) => p.units))
  const areAlike = counts.size < 2
  const line = (stage: 'budget' | 'final') =>
    years.map((year) => {
      const point = points.find((p) => p.year === year && p.stage === stage)
      return point ? pixelsOf(point.amount) : null
    })
  return {
    option: {
      color: COLOURS,
      tooltip: {
        trigger: 'axis',
        valueFormatter: (v: number | null) => (v === null ? '无' : `${Math.round(v * 100) / 100} 万元`),
      },
      grid: { left: 90, right: 24, top: 40, bottom: 48 },
      xAxis: {
        type: 'category',
        data: years.map((y) => (areAlike ? `${y} 年` : `${y} 年\n${unitsOf(y)} 个单位`)),
        axisLabel: { lineHeight: 16 },
      },
      yAxis: { type: 'value', name: '万元' },
      series: (['budget', 'final'] as const)
        .filter((stage) => points.some((p) => p.stage === stage))
        .map((stage) => ({
          type: 'line',
          name: STAGE_NAMES[stage],
          data: line(stage),
          symbolSize: 8,
          connectNulls: true,
        })),
    },
    ...(areAlike ? {} : { note: '各年的单位数不同，合计不宜直接比较；选定一个单位，看它自己的变化。' }),
    table: [
      ['年度', '种类', '单位数', WAN],
      ...points.map((p) => [`${p.year}`, STAGE_NAMES[p.stage], `${p.units}`, wanOf(p.amount)]),
    ],
  }
}

/** Beside bars on a narrow screen names take two lines. */
const NARROW = 560

export function drawComparison(units: Comparison, perHead: boolean, width = NARROW): Drawn {
  const isNarrow = width < NARROW
  const amountOf = (u: Comparison[number]): string | undefined => (perHead ? u.perHead : u.amount)
  const shown = units
    .filter((u) => amountOf(u) !== undefined)
    .sort((a, b) => pixelsOf(amountOf(a)!) - pixelsOf(amountOf(b)!))
  const last = shown.slice(-40)
  const without = units.length - shown.length
  const cut = shown.length - last.length
  const notes = [
    without > 0 ? `${without} 个单位的账册没有实有人数，未列入。` : '',
    cut > 0 ? `图中是最大的 ${last.length} 个，另有 ${cut} 个见表。` : '',
  ].join('')
  return {
    ...(notes ? { note: notes } : {}),
    option: {
      color: COLOURS,
      tooltip: {
        formatter: (p: { dataIndex: number }) => told(last[p.dataIndex]!.name, amountOf(last[p.dataIndex]!)!),
      },
      grid: { left: isNarrow ? 104 : 210, right: isNarrow ? 68 : 90, top: 8, bottom: 28 },
      xAxis: { type: 'value', name: '万元', ...(isNarrow ? { splitNumber: 2 } : {}) },
      yAxis: {
        type: 'category',
        data: last.map((u) => u.name),
        axisLabel: { width: isNarrow ? 92 : 190, overflow: isNarrow ? 'break' : 'truncate' },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 26,
          data: last.map((u) => pixelsOf(amountOf(u)!)),
          label: {
            show: true,
            position: 'right',
            color: 'inherit',
            formatter: (p: { dataIndex: number }) => wanOf(amountOf(last[p.dataIndex]!)!),
          },
        },
      ],
    },
    table: [
      ['单位', perHead ? '人均（万元）' : WAN],
      ...[...shown].reverse().map((u) => [u.name, wanOf(amountOf(u)!)]),
    ],
  }
}
