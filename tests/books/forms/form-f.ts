/**
 * Form F: the nine tables of national final accounts (决算), with opening and closing balances, planned and final columns
 * for the three-public items, and an economy table in two panels.
 */
import { type BodyRow, type BookTable, emptyCell, type Header, moneyCell, sideBySide, textCell } from '../book.ts'
import { CLASSES } from '../facts.ts'
import {
  BASIC,
  type Balance,
  economiesOf,
  FISCAL,
  functionName,
  functionsOf,
  type Line,
  PROJECT,
  type Source,
  type ThreePublic,
  threePublic,
  threePublicTotal,
  total,
  withParents,
  type Year,
} from '../figures.ts'
import {
  codeCells,
  codeHeaders,
  type Dialect,
  economyName,
  emptyTable,
  frame,
  type Item,
  itemRow,
  label,
  nothing,
  numeral,
  subjectTable,
  sums,
} from './tables.ts'

export function dialectF(y: Year): Dialect {
  return {
    form: 'F',
    style: { unit: '万元', decimals: 2, separators: true, zero: 'blank' },
    codes: 'split',
    totalAt: 'first',
    totalName: '合计',
    numbering: false,
    unitLine: (unit) => `单位：${unit}`,
    ownerLine: `编制单位：${y.organisation}`,
    codeHeader: '功能分类科目编码',
    nameHeader: '科目名称',
    indented: false,
    landscape: false,
  }
}

type Which = { readonly source?: readonly Source[]; readonly under?: string }

const held = (y: Year, side: 'opening' | 'closing', { source, under = '' }: Which = {}): bigint =>
  y.balances
    .filter((b: Balance) => b.function.startsWith(under) && (!source || source.includes(b.source)))
    .reduce((sum, b) => sum + b[side], 0n)

/** What came in during the year: what was spent, more what is left, less what was there before. */
function income(y: Year, which: Which = {}): bigint {
  const spent = total(y.lines, {
    functionUnder: which.under ?? '',
    ...(which.source ? { source: which.source } : {}),
  })
  return spent + held(y, 'closing', which) - held(y, 'opening', which)
}

export function tablesF(y: Year, d: Dialect): BookTable[] {
  const general = y.lines.filter((l) => l.source === 'general')
  const without = (what: string): string =>
    `注：本${y.audience === 'department' ? '部门' : '单位'}${y.year}年度没有${what}财政拨款收支，本表为空表。`
  const fund = y.lines.filter((l) => l.source === 'fund')
  return [
    balance(y, d),
    incomeByFunction(y, d),
    subjectTable(d, {
      title: '支出决算表',
      subjects: 'function',
      lines: y.lines,
      figures: [
        sums('本年支出合计'),
        sums('基本支出', { character: BASIC }),
        sums('项目支出', { character: PROJECT }),
        nothing('上缴上级支出'),
        nothing('经营支出'),
        nothing('对附属单位补助支出'),
      ],
      subjectHeader: '项目',
    }),
    fiscalBalance(y, d),
    subjectTable(d, {
      title: '一般公共预算财政拨款支出决算表',
      subjects: 'function',
      lines: general,
      subjectHeader: '项目',
      figures: [
        {
          text: '本年支出',
          children: [sums('合计'), sums('基本支出', { character: BASIC }), sums('项目支出', { character: PROJECT })],
        },
      ],
    }),
    basicInPanels(
      d,
      general.filter((l) => BASIC.includes(l.character)),
    ),
    threePublicF(y, d),
    fund.length > 0
      ? fundF(y, d, fund)
      : emptyTable(d, {
          title: '政府性基金预算财政拨款收入支出决算表',
          header: fundHeader(d),
          columns: 10,
          labelAt: 3,
          notes: [without('政府性基金预算')],
        }),
    emptyTable(d, {
      title: '国有资本经营预算财政拨款支出决算表',
      header: [
        { text: '项目', children: [...codeHeaders(d, 3), label('科目名称')] },
        { text: '本年支出', children: ['合计', '基本支出', '项目支出'].map((text) => ({ text })) },
      ],
      columns: 7,
      labelAt: 3,
      notes: [without('国有资本经营预算')],
    }),
  ]
}

const spentOn = (lines: readonly Line[], code: string, more: Parameters<typeof total>[1] = {}): bigint =>
  total(lines, { ...more, functionUnder: code })

function balance(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: '收入支出决算总表' })
  const left: Item[] = [
    ['一、一般公共预算财政拨款收入', income(y, { source: ['general'] })],
    ['二、政府性基金预算财政拨款收入', income(y, { source: ['fund'] })],
    ['三、国有资本经营预算财政拨款收入', 0n],
    ['四、上级补助收入', 0n],
    ['五、事业收入', income(y, { source: ['operations'] })],
    ['六、经营收入', 0n],
    ['七、附属单位上缴收入', 0n],
    ['八、其他收入', income(y, { source: ['other-income'] })],
    ['本年收入合计', income(y)],
    ['使用非财政拨款结余（含专用结余）', 0n],
    ['年初结转和结余', held(y, 'opening')],
    ['总计', income(y) + held(y, 'opening')],
  ]
  const right: Item[] = [
    ...CLASSES.map(([code, name], i): Item => [`${numeral(i + 1)}、${name}`, spentOn(y.lines, code)]),
    ['本年支出合计', total(y.lines)],
    ['结余分配', 0n],
    ['年末结转和结余', held(y, 'closing')],
    ['总计', total(y.lines) + held(y, 'closing')],
  ]
  return {
    ...shape,
    header: [
      { text: '收入', children: [label('项目', 24), { text: '决算数', width: 12 }] },
      { text: '支出', children: [label('项目', 24), { text: '决算数', width: 12 }] },
    ],
    rows: sideBySide(left.map(itemRow(shape.style)), right.map(itemRow(shape.style)), 4),
  }
}

function incomeByFunction(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: '收入决算表', landscape: true })
  const money = (under: string) =>
    [
      income(y, { under }),
      income(y, { under, source: FISCAL }),
      0n,
      income(y, { under, source: ['operations'] }),
      0n,
      0n,
      income(y, { under, source: ['other-income'] }),
    ].map((fen) => moneyCell(fen, shape.style))
  const columns = [
    '本年收入合计',
    '财政拨款收入',
    '上级补助收入',
    '事业收入',
    '经营收入',
    '附属单位上缴收入',
    '其他收入',
  ]
  return {
    ...shape,
    header: [
      { text: '项目', children: [...codeHeaders(d, 3), label('科目名称')] },
      ...columns.map((text) => ({ text })),
    ],
    rows: [
      [...codeCells(d, undefined), textCell('合计'), ...money('')],
      ...withParents(functionsOf(y.lines)).map(
        (code): BodyRow => [...codeCells(d, code), textCell(functionName(code)), ...money(code)],
      ),
    ],
  }
}

function fiscalBalance(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: '财政拨款收入支出决算总表', landscape: true })
  const opening = held(y, 'opening', { source: FISCAL })
  const left: Item[] = [
    ['一、一般公共预算财政拨款', income(y, { source: ['general'] })],
    ['二、政府性基金预算财政拨款', income(y, { source: ['fund'] })],
    ['三、国有资本经营预算财政拨款', 0n],
    ['本年收入合计', income(y, { source: FISCAL })],
    ['年初财政拨款结转和结余', opening],
    ['一、一般公共预算财政拨款', held(y, 'opening', { source: ['general'] })],
    ['二、政府性基金预算财政拨款', held(y, 'opening', { source: ['fund'] })],
    ['三、国有资本经营预算财政拨款', 0n],
    ['总计', income(y, { source: FISCAL }) + opening],
  ]
  const right = (text: string, amount: (source: readonly Source[]) => bigint): BodyRow => [
    textCell(text),
    moneyCell(amount(FISCAL), shape.style),
    moneyCell(amount(['general']), shape.style),
    moneyCell(amount(['fund']), shape.style),
    moneyCell(0n, shape.style),
  ]
  const blank: BodyRow = [emptyCell, emptyCell, emptyCell, emptyCell, emptyCell]
  const spent = (source: readonly Source[]): bigint => total(y.lines, { source })
  const closing = (source: readonly Source[]): bigint => held(y, 'closing', { source })
  return {
    ...shape,
    header: [
      { text: '收入', children: [label('项目', 24), { text: '决算数', width: 11 }] },
      {
        text: '支出',
        children: [
          label('项目', 24),
          { text: '合计' },
          { text: '一般公共预算财政拨款' },
          { text: '政府性基金预算财政拨款' },
          { text: '国有资本经营预算财政拨款' },
        ],
      },
    ],
    rows: sideBySide(
      left.map(itemRow(shape.style)),
      [
        ...CLASSES.map(([code, name], i) =>
          right(`${numeral(i + 1)}、${name}`, (source) => total(y.lines, { source, functionUnder: code })),
        ),
        right('本年支出合计', spent),
        right('年末财政拨款结转和结余', closing),
        blank,
        blank,
        blank,
        right('总计', (source) => spent(source) + closing(source)),
      ],
      6,
    ),
  }
}

/** 301 and 303 on the left, 302 and 310 on the right, and what each side adds up to. */
function basicInPanels(d: Dialect, lines: readonly Line[]): BookTable {
  const shape = frame(d, { title: '一般公共预算财政拨款基本支出决算表' })
  const codes = withParents(economiesOf(lines))
  const side = (classes: readonly string[]): BodyRow[] =>
    codes
      .filter((c) => classes.includes(c.slice(0, 3)))
      .sort((a, b) => classes.indexOf(a.slice(0, 3)) - classes.indexOf(b.slice(0, 3)) || (a < b ? -1 : 1))
      .map((code) => [
        ...codeCells(d, code, 2),
        textCell(economyName(code)),
        moneyCell(total(lines, { economyUnder: code }), shape.style),
      ])
  const sumRow = (name: string, character: Line['character']): BodyRow => [
    ...codeCells(d, undefined, 2),
    textCell(name),
    moneyCell(total(lines, { character }), shape.style),
  ]
  const panel = (): Header[] => [
    { text: '经济分类科目编码', children: ['类', '款'].map((text) => ({ text, role: 'code' as const, width: 4 })) },
    label('科目名称', 20),
    { text: '决算数', width: 11 },
  ]
  return {
    ...shape,
    header: [
      { text: '人员经费', children: panel() },
      { text: '公用经费', children: panel() },
    ],
    rows: sideBySide(
      [...side(['301', '303']), sumRow('人员经费合计', 'personnel')],
      [...side(['302', '310']), sumRow('公用经费合计', 'public')],
      1,
    ),
  }
}

function threePublicF(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: '财政拨款“三公”经费支出决算表', landscape: true })
  const now = threePublic(y.lines)
  const values = (t: ThreePublic): bigint[] => [
    threePublicTotal(t),
    t.abroad,
    t.purchase + t.running,
    t.purchase,
    t.running,
    t.reception,
  ]
  const both = (text: string): Header => ({ text, children: [{ text: '预算数' }, { text: '决算数' }] })
  const final = values(now)
  return {
    ...shape,
    header: [
      both('合计'),
      both('因公出国（境）费'),
      {
        text: '公务用车购置及运行费',
        children: [both('小计'), both('公务用车购置费'), both('公务用车运行费')],
      },
      both('公务接待费'),
    ],
    rows: [
      values(y.planned).flatMap((fen, i) => [moneyCell(fen, shape.style), moneyCell(final[i] ?? 0n, shape.style)]),
    ],
  }
}

const fundHeader = (d: Dialect): Header[] => [
  { text: '项目', children: [...codeHeaders(d, 3), label('科目名称')] },
  { text: '年初结转和结余' },
  { text: '本年收入' },
  { text: '本年支出', children: [{ text: '小计' }, { text: '基本支出' }, { text: '项目支出' }] },
  { text: '年末结转和结余' },
]

function fundF(y: Year, d: Dialect, lines: readonly Line[]): BookTable {
  const shape = frame(d, { title: '政府性基金预算财政拨款收入支出决算表', landscape: true })
  const source: readonly Source[] = ['fund']
  const money = (under: string) =>
    [
      held(y, 'opening', { source, under }),
      income(y, { source, under }),
      total(lines, { functionUnder: under }),
      total(lines, { functionUnder: under, character: BASIC }),
      total(lines, { functionUnder: under, character: PROJECT }),
      held(y, 'closing', { source, under }),
    ].map((fen) => moneyCell(fen, shape.style))
  return {
    ...shape,
    header: fundHeader(d),
    rows: [
      [...codeCells(d, undefined), textCell('合计'), ...money('')],
      ...withParents(functionsOf(lines)).map(
        (code): BodyRow => [...codeCells(d, code), textCell(functionName(code)), ...money(code)],
      ),
    ],
  }
}
