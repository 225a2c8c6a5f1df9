/**
 * Form D: codes split over three columns, a unit code in every row, only 项 below each unit, one table with four header
 * rows, both economies side by side, project and performance tables with merged cells.
 */
import { type BodyRow, type BookTable, type Header, moneyCell, sideBySide, textCell } from '../book.ts'
import { CLASSES, GOVERNMENT_ECONOMIES, governmentEconomyOf } from '../facts.ts'
import {
  BASIC,
  FISCAL,
  functionName,
  type Line,
  officeRunning,
  PROJECT,
  threePublic,
  threePublicTotal,
  total,
  UNIT_MONEY,
  type Year,
} from '../figures.ts'
import { mergedGoalRows } from './goals.ts'
import {
  type Dialect,
  economyName,
  emptyTable,
  frame,
  type Item,
  itemRow,
  label,
  numeral,
  subjectTable,
  sums,
} from './tables.ts'

export function dialectD(y: Year): Dialect {
  return {
    form: 'D',
    style: { unit: '万元', decimals: 2, separators: false, zero: 'blank' },
    codes: 'split',
    totalAt: 'first',
    totalName: '合计',
    numbering: false,
    unitLine: (unit) => `单位：${unit}`,
    ownerLine: `${y.audience === 'department' ? '部门' : '单位'}名称：${y.organisation}`,
    codeHeader: '科目编码',
    nameHeader: '科目名称',
    indented: false,
    landscape: true,
  }
}

const CURRENT = { vintage: 'current' } as const

export function tablesD(y: Year, d: Dialect): BookTable[] {
  const title = (rest: string): string => `${y.year}年${y.audience === 'department' ? '部门' : '单位'}${rest}`
  const general = y.lines.filter((l) => l.source === 'general')
  const fund = y.lines.filter((l) => l.source === 'fund')
  const basic = general.filter((l) => BASIC.includes(l.character))
  const what = y.audience === 'department' ? '部门' : '单位'
  return [
    balance(y, d, title('收支总体情况表')),
    incomeD(y, d, title('收入总体情况表')),
    expenditureD(y, d, title('支出总体情况表'), y.lines),
    fiscalBalance(y, d, `${y.year}年财政拨款收支总体情况表`),
    expenditureD(y, d, `${y.year}年一般公共预算支出情况表`, general),
    subjectTable(d, {
      title: `${y.year}年一般公共预算基本支出情况表`,
      subjects: 'economy',
      lines: basic,
      figures: [sums('合计'), sums('人员经费', { character: 'personnel' }), sums('公用经费', { character: 'public' })],
      landscape: false,
    }),
    economySummary(y, d, `${y.year}年支出经济分类汇总表`),
    threePublicD(y, d, `${y.year}年一般公共预算“三公”经费支出情况表`),
    fund.length > 0
      ? expenditureD(y, d, `${y.year}年政府性基金预算支出情况表`, fund)
      : emptyTable(d, {
          title: `${y.year}年政府性基金预算支出情况表`,
          header: expenditureHeader(),
          columns: 15,
          labelAt: 4,
          notes: [`备注：本${what}${y.year}年没有政府性基金预算支出，本表为空表。`],
        }),
    projectsD(y, d, `${y.year}年项目支出预算表`),
    goalsD(y, d),
    officeRunningD(y, d),
  ]
}

function balance(y: Year, d: Dialect, title: string): BookTable {
  const shape = frame(d, { title })
  const current = (source: Line['source'] | readonly Line['source'][]): bigint => total(y.lines, { ...CURRENT, source })
  const everything = total(y.lines)
  const left: Item[] = [
    ['一、一般公共预算', current('general')],
    ['二、政府性基金预算', current('fund')],
    ['三、国有资本经营预算', 0n],
    ['四、财政专户管理资金', current('special-account')],
    ['五、事业收入', current('operations')],
    ['六、事业单位经营收入', 0n],
    ['七、上级补助收入', 0n],
    ['八、附属单位上缴收入', 0n],
    ['九、其他收入', current('other-income')],
    ['本 年 收 入 合 计', total(y.lines, CURRENT)],
    ['上年结转结余', total(y.lines, { vintage: 'carried' })],
    ['收 入 总 计', everything],
  ]
  const right: Item[] = [
    ...CLASSES.map(([code, name], i): Item => [`${numeral(i + 1)}、${name}`, total(y.lines, { functionUnder: code })]),
    ['本 年 支 出 合 计', everything],
    ['年终结转结余', 0n],
    ['支 出 总 计', everything],
  ]
  return {
    ...shape,
    header: [
      { text: '收入', children: [label('项目', 22), { text: '金额', width: 12 }] },
      { text: '支出', children: [label('项目', 26), { text: '金额', width: 12 }] },
    ],
    rows: sideBySide(left.map(itemRow(shape.style)), right.map(itemRow(shape.style)), 3),
    landscape: false,
  }
}

/** Income under 合计, one row for each unit, the unit's code first. */
function incomeD(y: Year, d: Dialect, title: string): BookTable {
  const shape = frame(d, { title })
  const money = (lines: readonly Line[]) => {
    const of = (where: Parameters<typeof total>[1]) => moneyCell(total(lines, where), shape.style)
    return [
      of({}),
      of({ vintage: 'carried' }),
      of(CURRENT),
      of({ ...CURRENT, source: 'general' }),
      of({ ...CURRENT, source: 'fund' }),
      of({ ...CURRENT, source: 'special-account' }),
      of({ ...CURRENT, source: UNIT_MONEY }),
    ]
  }
  return {
    ...shape,
    header: [
      { text: '单位代码', role: 'code', width: 9 },
      label('单位名称', 24),
      { text: '合计' },
      { text: '上年结转' },
      {
        text: '本年收入',
        children: ['小计', '一般公共预算', '政府性基金预算', '财政专户管理资金', '单位资金'].map((text) => ({ text })),
      },
    ],
    rows: [
      [textCell(''), textCell('合计'), ...money(y.lines)],
      ...y.units.map(
        (u, unit): BodyRow => [textCell(u.code), textCell(u.name), ...money(y.lines.filter((l) => l.unit === unit))],
      ),
    ],
  }
}

const figures = (...names: string[]): Header[] => names.map((text) => ({ text }))

const expenditureHeader = (): Header[] => [
  { text: '科目编码', children: ['类', '款', '项'].map((text) => ({ text, role: 'code' as const, width: 4 })) },
  { text: '单位代码', role: 'text', width: 8 },
  label('单位（科目名称）', 24),
  { text: '合计' },
  {
    text: '本年支出',
    children: [
      {
        text: '基本支出',
        children: [
          { text: '小计' },
          { text: '人员经费', children: figures('工资福利支出', '对个人和家庭的补助') },
          { text: '公用经费', children: figures('商品和服务支出', '资本性支出') },
        ],
      },
      { text: '项目支出', children: figures('小计', '其他运转类', '特定目标类') },
    ],
  },
  { text: '上缴上级支出' },
]

/** The total, each unit, and below each unit its 项. */
function expenditureD(y: Year, d: Dialect, title: string, lines: readonly Line[]): BookTable {
  const shape = frame(d, { title })
  const money = (of: readonly Line[]) =>
    [
      total(of),
      total(of, { character: BASIC }),
      total(of, { character: BASIC, economyUnder: '301' }),
      total(of, { character: BASIC, economyUnder: '303' }),
      total(of, { character: BASIC, economyUnder: '302' }),
      total(of, { character: BASIC, economyUnder: '310' }),
      total(of, { character: PROJECT }),
      total(of, { character: 'operating' }),
      total(of, { character: 'target' }),
      0n,
    ].map((fen) => moneyCell(fen, shape.style))
  const blankCode = [textCell(''), textCell(''), textCell('')]
  const rows: BodyRow[] = [[...blankCode, textCell(''), textCell('合计'), ...money(lines)]]
  for (const [unit, u] of y.units.entries()) {
    const own = lines.filter((l) => l.unit === unit)
    if (own.length === 0) continue
    rows.push([...blankCode, textCell(u.code), textCell(u.name), ...money(own)])
    for (const code of [...new Set(own.map((l) => l.function))].sort()) {
      rows.push([
        textCell(code.slice(0, 3)),
        textCell(code.slice(3, 5)),
        textCell(code.slice(5, 7)),
        textCell(u.code),
        textCell(functionName(code)),
        ...money(own.filter((l) => l.function === code)),
      ])
    }
  }
  return { ...shape, header: expenditureHeader(), rows }
}

function fiscalBalance(y: Year, d: Dialect, title: string): BookTable {
  const shape = frame(d, { title })
  const lines = y.lines.filter((l) => FISCAL.includes(l.source))
  const of = (where: Parameters<typeof total>[1]): bigint => total(lines, where)
  const carried = { vintage: 'carried' } as const
  const left: Item[] = [
    ['一、本年收入', of(CURRENT)],
    ['（一）一般公共预算拨款', of({ ...CURRENT, source: 'general' })],
    ['（二）政府性基金预算拨款', of({ ...CURRENT, source: 'fund' })],
    ['（三）国有资本经营预算拨款', 0n],
    ['二、上年结转', of(carried)],
    ['（一）一般公共预算拨款', of({ ...carried, source: 'general' })],
    ['（二）政府性基金预算拨款', of({ ...carried, source: 'fund' })],
    ['（三）国有资本经营预算拨款', 0n],
    ['收入合计', of({})],
  ]
  const right = (text: string, where: Parameters<typeof total>[1]): BodyRow => [
    textCell(text),
    moneyCell(of(where), shape.style),
    moneyCell(of({ ...where, source: 'general' }), shape.style),
    moneyCell(of({ ...where, source: 'fund' }), shape.style),
    moneyCell(0n, shape.style),
  ]
  const none: BodyRow = [textCell('二、年终结转结余'), ...[0, 0, 0, 0].map(() => moneyCell(0n, shape.style))]
  return {
    ...shape,
    header: [
      { text: '收入', children: [label('项 目', 22), { text: '金 额', width: 11 }] },
      {
        text: '支出',
        children: [label('项 目', 24), ...figures('合计', '一般公共预算', '政府性基金', '国有资本经营预算')],
      },
    ],
    rows: sideBySide(
      left.map(itemRow(shape.style)),
      [
        right('一、本年支出', {}),
        ...CLASSES.map(([code, name], i) => right(`（${numeral(i + 1)}）${name}`, { functionUnder: code })),
        none,
        right('支出合计', {}),
      ],
      1,
    ),
  }
}

/** Department economy beside the government economy that it belongs to, and the money that pays for it. */
function economySummary(y: Year, d: Dialect, title: string): BookTable {
  const shape = frame(d, { title })
  const pairs = new Map<string, Line[]>()
  for (const line of y.lines) {
    const nature = y.units[line.unit]?.nature ?? 'office'
    const key = `${line.economy} ${governmentEconomyOf(line.economy, nature)}`
    pairs.set(key, [...(pairs.get(key) ?? []), line])
  }
  const money = (of: readonly Line[]) =>
    [
      total(of),
      total(of, { ...CURRENT, source: 'general' }),
      total(of, { ...CURRENT, source: 'fund' }),
      total(of, { ...CURRENT, source: 'special-account' }),
      total(of, { ...CURRENT, source: UNIT_MONEY }),
      total(of, { vintage: 'carried' }),
    ].map((fen) => moneyCell(fen, shape.style))
  const split = (code: string) => [textCell(code.slice(0, 3)), textCell(code.slice(3, 5))]
  return {
    ...shape,
    header: [
      {
        text: '部门预算支出经济分类',
        children: [
          { text: '类', role: 'code', width: 4 },
          { text: '款', role: 'code', width: 4 },
          label('科目名称', 20),
        ],
      },
      {
        text: '政府预算支出经济分类',
        children: [
          { text: '类', role: 'text', width: 4 },
          { text: '款', role: 'text', width: 4 },
          { text: '科目名称', role: 'text', width: 16 },
        ],
      },
      { text: '合计' },
      ...figures('一般公共预算', '政府性基金预算', '财政专户管理资金', '单位资金', '上年结转'),
    ],
    rows: [
      [textCell(''), textCell(''), textCell('合计'), textCell(''), textCell(''), textCell(''), ...money(y.lines)],
      ...[...pairs]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, lines]): BodyRow => {
          const [economy = '', government = ''] = key.split(' ')
          return [
            ...split(economy),
            textCell(economyName(economy)),
            ...split(government),
            textCell(GOVERNMENT_ECONOMIES[government] ?? ''),
            ...money(lines),
          ]
        }),
    ],
  }
}

function threePublicD(y: Year, d: Dialect, title: string): BookTable {
  const shape = frame(d, { title, style: { zero: 'zero' } })
  const t = threePublic(y.lines)
  const now = [threePublicTotal(t), t.abroad, t.purchase + t.running, t.purchase, t.running, t.reception]
  return {
    ...shape,
    header: [
      { text: '“三公”经费合计' },
      { text: '因公出国（境）费' },
      { text: '公务用车购置及运行费', children: figures('小计', '公务用车购置费', '公务用车运行费') },
      { text: '公务接待费' },
    ],
    rows: [now.map((fen) => moneyCell(fen, shape.style))],
    notes: ['注：本表金额均由一般公共预算安排。'],
  }
}

function projectsD(y: Year, d: Dialect, title: string): BookTable {
  const shape = frame(d, { title })
  const lines = y.lines.filter((l) => l.project !== undefined)
  const money = (of: readonly Line[]) => [
    moneyCell(total(of), shape.style),
    moneyCell(total(of, { ...CURRENT, source: 'general' }), shape.style),
    moneyCell(total(of, { ...CURRENT, source: 'fund' }), shape.style),
    moneyCell(0n, shape.style),
    moneyCell(total(of, { vintage: 'carried', source: 'general' }), shape.style),
    moneyCell(total(of, { vintage: 'carried', source: 'fund' }), shape.style),
    moneyCell(0n, shape.style),
    moneyCell(total(of, { ...CURRENT, source: 'special-account' }), shape.style),
    moneyCell(total(of, { ...CURRENT, source: UNIT_MONEY }), shape.style),
  ]
  return {
    ...shape,
    header: [
      { text: '类型', role: 'text', width: 9 },
      label('项目名称', 18),
      { text: '项目单位', role: 'text', width: 18 },
      { text: '合计' },
      { text: '本年拨款', children: figures('一般公共预算', '政府性基金预算', '国有资本经营预算') },
      { text: '财政拨款结转结余', children: figures('一般公共预算', '政府性基金预算', '国有资本经营预算') },
      { text: '财政专户管理资金' },
      { text: '单位资金' },
    ],
    rows: [
      [textCell(''), textCell('合计'), textCell(''), ...money(lines)],
      ...y.projects.map(
        (p, project): BodyRow => [
          textCell(p.character === 'operating' ? '其他运转类' : '特定目标类'),
          textCell(p.name),
          textCell(y.units[p.unit]?.name ?? ''),
          ...money(lines.filter((l) => l.project === project)),
        ],
      ),
    ],
  }
}

function goalsD(y: Year, d: Dialect): BookTable {
  return {
    ...frame(d, { title: `${y.year}年项目绩效目标表`, related: false }),
    unitLine: '',
    header: [
      { text: '项目名称', role: 'text', width: 16 },
      { text: '一级指标', role: 'text', width: 10 },
      { text: '二级指标', role: 'text', width: 16 },
      { text: '三级指标', role: 'label', width: 16 },
      { text: '符号', role: 'text', width: 5 },
      { text: '指标值', role: 'text', width: 7 },
      { text: '计量单位', role: 'text', width: 7 },
      { text: '权重', role: 'text', width: 5 },
    ],
    rows: mergedGoalRows(y),
  }
}

function officeRunningD(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: `${y.year}年机关运行经费情况表`, style: { zero: 'zero' }, landscape: false })
  const offices = y.units.flatMap((u, unit) => (u.nature === 'office' ? [{ name: u.name, unit }] : []))
  return {
    ...shape,
    header: [label('单位名称'), { text: '机关运行经费' }],
    rows: [
      [textCell('合计'), moneyCell(officeRunning(y), shape.style)],
      ...offices.map(
        ({ name, unit }): BodyRow => [
          textCell(name),
          moneyCell(total(y.lines, { unit, character: 'public', source: 'general' }), shape.style),
        ],
      ),
    ],
  }
}
