/**
 * Form G, which no real book uses: 千元, expenditure left of income, parts before their sums, totals in the last row and
 * column, names before codes, other words for the same things, units as columns, last year and changes as columns, and
 * three-public items as rows. It stands for the forms that nobody has seen yet.
 */
import { rational, toDecimal } from '@gouji/ledger'
import { type BodyCell, type BodyRow, type BookTable, moneyCell, sideBySide, textCell } from '../book.ts'
import {
  BASIC,
  FISCAL,
  functionName,
  functionsOf,
  type Line,
  PROJECT,
  type ThreePublic,
  threePublic,
  threePublicTotal,
  total,
  UNIT_MONEY,
  type Where,
  withParents,
  type Year,
} from '../figures.ts'
import { type Dialect, economyName, frame, type Item, itemRow, label } from './tables.ts'

export function dialectG(y: Year): Dialect {
  return {
    form: 'G',
    style: { unit: '千元', decimals: 2, separators: true, zero: 'blank' },
    codes: 'joined',
    totalAt: 'last',
    totalName: '总 计',
    numbering: false,
    unitLine: (unit) => `（金额单位：${unit}）`,
    ownerLine: `填报单位：${y.organisation}`,
    codeHeader: '编码',
    nameHeader: '名称',
    indented: true,
    landscape: false,
  }
}

const CURRENT = { vintage: 'current' } as const

export function tablesG(y: Year, d: Dialect): BookTable[] {
  const general = y.lines.filter((l) => l.source === 'general')
  return [
    balance(y, d),
    byFunction(y.lines, d, `${y.year}年支出预算明细表（按功能分类）`),
    sourcesByUnit(y, d),
    comparison(y, d, general),
    byFunction(general, d, `${y.year}年一般公共预算支出明细表（按功能分类）`),
    byEconomy(
      y,
      d,
      general.filter((l) => BASIC.includes(l.character)),
    ),
    threePublicG(y, d),
    projects(y, d),
  ]
}

function balance(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: `${y.year}年预算收支平衡表` })
  const of = (where: Where): bigint => total(y.lines, where)
  const classes = withParents(functionsOf(y.lines)).filter((c) => c.length === 3)
  const left: Item[] = [
    ...classes.map((code): Item => [functionName(code), of({ functionUnder: code }), 1]),
    ['本年支出合计', of({})],
    ['结转下年', 0n],
    ['支出总计', of({})],
  ]
  const right: Item[] = [
    ['财政拨款', of({ ...CURRENT, source: FISCAL })],
    ['一般公共预算', of({ ...CURRENT, source: 'general' }), 1],
    ['政府性基金预算', of({ ...CURRENT, source: 'fund' }), 1],
    ['事业收入', of({ ...CURRENT, source: 'operations' })],
    ['其他收入', of({ ...CURRENT, source: 'other-income' })],
    ['本年收入合计', of(CURRENT)],
    ['上年结转', of({ vintage: 'carried' })],
    ['收入总计', of({})],
  ]
  return {
    ...shape,
    header: [
      { text: '支出', children: [label('支出项目', 24), { text: '预算金额', width: 13 }] },
      { text: '收入', children: [label('收入项目', 24), { text: '预算金额', width: 13 }] },
    ],
    rows: sideBySide(left.map(itemRow(shape.style)), right.map(itemRow(shape.style)), 3),
  }
}

/** Names with indentation first, their codes second, the parts before what they add up to. */
function byFunction(lines: readonly Line[], d: Dialect, title: string): BookTable {
  const shape = frame(d, { title, landscape: true })
  const money = (of: readonly Line[]) =>
    [
      total(of, { character: 'target' }),
      total(of, { character: 'operating' }),
      total(of, { character: PROJECT }),
      total(of, { character: 'public' }),
      total(of, { character: 'personnel' }),
      total(of, { character: BASIC }),
      total(of),
    ].map((fen) => moneyCell(fen, shape.style))
  return {
    ...shape,
    header: [
      label('科目名称', 26),
      { text: '科目编码', role: 'code', width: 9 },
      { text: '项目支出', children: ['特定目标类', '其他运转类', '小计'].map((text) => ({ text })) },
      { text: '基本支出', children: ['公用经费', '人员经费', '小计'].map((text) => ({ text })) },
      { text: '支出合计' },
    ],
    rows: [
      ...withParents(functionsOf(lines)).map(
        (code): BodyRow => [
          textCell(functionName(code), (code.length - 3) / 2),
          textCell(code),
          ...money(lines.filter((l) => l.function.startsWith(code))),
        ],
      ),
      [textCell('总 计'), textCell(''), ...money(lines)],
    ],
  }
}

/** Sources down, units across. */
function sourcesByUnit(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: `${y.year}年收入预算分单位明细表`, landscape: y.units.length > 2 })
  const row = (text: string, where: Where, indent: number): BodyRow => [
    textCell(text, indent),
    ...y.units.map((_, unit) => moneyCell(total(y.lines, { ...where, unit }), shape.style)),
    moneyCell(total(y.lines, where), shape.style),
  ]
  return {
    ...shape,
    header: [
      label('资金来源', 24),
      ...y.units.map((u) => ({ text: u.name, width: 13 })),
      { text: '收入合计', width: 13 },
    ],
    rows: [
      row('一般公共预算拨款收入', { ...CURRENT, source: 'general' }, 1),
      row('政府性基金预算拨款收入', { ...CURRENT, source: 'fund' }, 1),
      row('事业收入', { ...CURRENT, source: 'operations' }, 1),
      row('其他收入', { ...CURRENT, source: 'other-income' }, 1),
      row('本年收入合计', CURRENT, 0),
      row('上年结转', { vintage: 'carried' }, 0),
      row('总 计', {}, 0),
    ],
  }
}

/** Last year, this year, the change in money and per cent. */
function comparison(y: Year, d: Dialect, lines: readonly Line[]): BookTable {
  const shape = frame(d, { title: `${y.year}年一般公共预算支出增减变化表` })
  const before = (code: string): bigint =>
    [...y.lastYear.byFunction].filter(([fn]) => fn.startsWith(code)).reduce((sum, [, fen]) => sum + fen, 0n)
  const cells = (code: string): BodyCell[] => {
    const now = total(lines, { functionUnder: code })
    const then = before(code)
    return [
      moneyCell(then, shape.style),
      moneyCell(now, shape.style),
      moneyCell(now - then, shape.style),
      { text: toDecimal(rational((now - then) * 100n, then), 2), unit: '%' },
    ]
  }
  return {
    ...shape,
    header: [
      label('支出功能科目', 28),
      { text: '上年预算数', width: 12 },
      { text: '本年预算数', width: 12 },
      {
        text: '比上年增减',
        children: [
          { text: '金额', width: 12 },
          { text: '幅度（%）', width: 9 },
        ],
      },
    ],
    rows: [
      ...withParents(functionsOf(lines))
        .filter((code) => code.length < 7)
        .map((code): BodyRow => [textCell(functionName(code), (code.length - 3) / 2), ...cells(code)]),
      [textCell('总 计'), ...cells('')],
    ],
  }
}

function byEconomy(y: Year, d: Dialect, lines: readonly Line[]): BookTable {
  const shape = frame(d, { title: `${y.year}年一般公共预算基本支出明细表（按经济分类）` })
  const money = (of: readonly Line[]) =>
    [total(of, { character: 'public' }), total(of, { character: 'personnel' }), total(of)].map((fen) =>
      moneyCell(fen, shape.style),
    )
  return {
    ...shape,
    header: [
      label('经济科目名称', 26),
      { text: '经济科目编码', role: 'code', width: 10 },
      { text: '公用经费' },
      { text: '人员经费' },
      { text: '支出合计' },
    ],
    rows: [
      ...withParents(lines.map((l) => l.economy)).map(
        (code): BodyRow => [
          textCell(economyName(code), (code.length - 3) / 2),
          textCell(code),
          ...money(lines.filter((l) => l.economy.startsWith(code))),
        ],
      ),
      [textCell('总 计'), textCell(''), ...money(lines)],
    ],
  }
}

function threePublicG(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: `${y.year}年“三公”经费预算表`, style: { zero: 'zero' } })
  const now = threePublic(y.lines)
  const row = (text: string, of: (t: ThreePublic) => bigint, indent?: number): BodyRow => [
    textCell(text, indent),
    moneyCell(of(y.lastYear.items), shape.style),
    moneyCell(of(now), shape.style),
  ]
  return {
    ...shape,
    header: [label('项目', 26), { text: '上年预算数', width: 13 }, { text: '本年预算数', width: 13 }],
    rows: [
      row('公务接待费', (t) => t.reception),
      row('因公出国（境）费', (t) => t.abroad),
      row('公务用车购置及运行费', (t) => t.purchase + t.running),
      row('其中：公务用车购置费', (t) => t.purchase, 1),
      row('公务用车运行费', (t) => t.running, 1),
      row('合计', threePublicTotal),
    ],
  }
}

function projects(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: `${y.year}年项目支出明细表`, landscape: true })
  const lines = y.lines.filter((l) => l.project !== undefined)
  const money = (of: readonly Line[]) =>
    [
      total(of, { ...CURRENT, source: UNIT_MONEY }),
      total(of, { vintage: 'carried' }),
      total(of, { ...CURRENT, source: 'fund' }),
      total(of, { ...CURRENT, source: 'general' }),
      total(of),
    ].map((fen) => moneyCell(fen, shape.style))
  return {
    ...shape,
    header: [
      label('项目名称', 22),
      { text: '项目代码', role: 'code', width: 20 },
      { text: '承担单位', role: 'text', width: 20 },
      {
        text: '资金来源',
        children: ['单位资金', '上年结转', '政府性基金预算', '一般公共预算'].map((text) => ({ text })),
      },
      { text: '项目金额合计' },
    ],
    rows: [
      ...y.projects.map(
        (p, project): BodyRow => [
          textCell(p.name),
          textCell(p.code),
          textCell(y.units[p.unit]?.name ?? ''),
          ...money(lines.filter((l) => l.project === project)),
        ],
      ),
      [textCell('总 计'), textCell(''), textCell(''), ...money(lines)],
    ],
  }
}
