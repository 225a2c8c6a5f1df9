/**
 * Form C: every 类 numbered and printed with its zero, projects with the personnel and everyday money of each unit as
 * rows of their own, and a procurement table in 元 beside tables in 万元.
 */
import { type BodyRow, type BookTable, type Header, moneyCell, sideBySide, textCell } from '../book.ts'
import { CLASSES } from '../facts.ts'
import {
  BASIC,
  economiesOf,
  FISCAL,
  functionName,
  type Line,
  PROJECT,
  threePublic,
  threePublicTotal,
  total,
  UNIT_MONEY,
  type Where,
  type Year,
} from '../figures.ts'
import {
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
  unitTable,
} from './tables.ts'

export function dialectC(y: Year): Dialect {
  return {
    form: 'C',
    style: { unit: '万元', decimals: 2, separators: false, zero: 'zero' },
    codes: 'joined',
    totalAt: 'first',
    totalName: '合计',
    numbering: false,
    unitLine: (unit) => `单位：${unit}`,
    ownerLine: `部门/单位：${y.organisation}`,
    codeHeader: '科目编码',
    nameHeader: '科目名称',
    indented: false,
    landscape: true,
  }
}

const CURRENT = { vintage: 'current' } as const
const CARRIED = { vintage: 'carried' } as const

/** 廿一 for 21, as these forms count. */
const counted = (n: number): string => (n > 20 ? `廿${numeral(n - 20)}` : numeral(n))

export function tablesC(y: Year, d: Dialect): BookTable[] {
  const general = y.lines.filter((l) => l.source === 'general')
  const fund = y.lines.filter((l) => l.source === 'fund')
  const word = y.audience === 'department' ? '部门' : '单位'
  const basicGeneral = general.filter((l) => BASIC.includes(l.character))
  return [
    balance(y, d),
    unitTable(y, d, {
      title: '收入总表',
      lines: y.lines,
      codes: true,
      codeHeader: '部门（单位）代码',
      nameHeader: '部门（单位）名称',
      departmentRow: true,
      figures: [
        sums('合计'),
        {
          text: '本年收入',
          children: [
            sums('小计', CURRENT),
            sums('一般公共预算', { ...CURRENT, source: 'general' }),
            sums('政府性基金预算', { ...CURRENT, source: 'fund' }),
            nothing('国有资本经营预算'),
            sums('财政专户管理资金', { ...CURRENT, source: 'special-account' }),
            sums('事业收入', { ...CURRENT, source: 'operations' }),
            nothing('事业单位经营收入'),
            nothing('上级补助收入'),
            nothing('附属单位上缴收入'),
            sums('其他收入', { ...CURRENT, source: 'other-income' }),
          ],
        },
        {
          text: '上年结转结余',
          children: [
            sums('小计', CARRIED),
            sums('一般公共预算', { ...CARRIED, source: 'general' }),
            sums('政府性基金预算', { ...CARRIED, source: 'fund' }),
            nothing('国有资本经营预算'),
            nothing('财政专户管理资金'),
            sums('单位资金', { ...CARRIED, source: UNIT_MONEY }),
          ],
        },
      ],
    }),
    subjectTable(d, {
      title: '支出总表',
      subjects: 'function',
      lines: y.lines,
      figures: [
        sums('合计'),
        sums('基本支出', { character: BASIC }),
        sums('项目支出', { character: PROJECT }),
        nothing('事业单位经营支出'),
        nothing('上缴上级支出'),
        nothing('对附属单位补助支出'),
      ],
    }),
    fiscalBalance(y, d),
    subjectTable(d, {
      title: '一般公共预算支出表',
      subjects: 'function',
      lines: general,
      figures: [
        sums('合计'),
        {
          text: '基本支出',
          children: [
            sums('小计', { character: BASIC }),
            sums('人员经费', { character: 'personnel' }),
            sums('公用经费', { character: 'public' }),
          ],
        },
        sums('项目支出', { character: PROJECT }),
      ],
    }),
    subjectTable(d, {
      title: '一般公共预算基本支出表',
      subjects: 'economy',
      subjectHeader: '部门预算支出经济分类科目',
      lines: basicGeneral,
      figures: [
        {
          text: '本年一般公共预算基本支出',
          children: [
            sums('合计'),
            sums('人员经费', { character: 'personnel' }),
            sums('公用经费', { character: 'public' }),
          ],
        },
      ],
      landscape: false,
    }),
    threePublicC(y, d),
    fund.length > 0
      ? subjectTable(d, {
          title: '政府性基金预算支出表',
          subjects: 'function',
          lines: fund,
          figures: [
            {
              text: '本年政府性基金预算支出',
              children: [
                sums('合计'),
                sums('基本支出', { character: BASIC }),
                sums('项目支出', { character: PROJECT }),
              ],
            },
          ],
        })
      : emptyTable(d, {
          title: '政府性基金预算支出表',
          header: [
            { text: '科目编码', role: 'code', width: 9 },
            label('科目名称'),
            { text: '本年政府性基金预算支出', children: ['合计', '基本支出', '项目支出'].map((text) => ({ text })) },
          ],
          columns: 5,
          labelAt: 1,
          notes: [`备注：本${word}没有政府性基金预算支出，本表为空表。`],
        }),
    projectsC(y, d),
    procurementC(y, d),
  ]
}

function balance(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: '收支总表' })
  const current = (source: Line['source']): bigint => total(y.lines, { ...CURRENT, source })
  const everything = total(y.lines)
  const left: Item[] = [
    ['一、一般公共预算拨款收入', current('general')],
    ['二、政府性基金预算拨款收入', current('fund')],
    ['三、国有资本经营预算拨款收入', 0n],
    ['四、财政专户管理资金收入', current('special-account')],
    ['五、事业收入', current('operations')],
    ['六、事业单位经营收入', 0n],
    ['七、上级补助收入', 0n],
    ['八、附属单位上缴收入', 0n],
    ['九、其他收入', current('other-income')],
    ['本年收入合计', total(y.lines, CURRENT)],
    ['上年结转结余', total(y.lines, CARRIED)],
    ['收 入 总 计', everything],
  ]
  const right: Item[] = [
    ...CLASSES.map(([code, name], i): Item => [`${counted(i + 1)}、${name}`, total(y.lines, { functionUnder: code })]),
    ['本年支出合计', everything],
    ['年终结转结余', 0n],
    ['支 出 总 计', everything],
  ]
  return {
    ...shape,
    header: [
      { text: '收 入', children: [label('项 目', 22), { text: '预算数', width: 12 }] },
      { text: '支 出', children: [label('项 目', 26), { text: '预算数', width: 12 }] },
    ],
    rows: sideBySide(left.map(itemRow(shape.style)), right.map(itemRow(shape.style)), 3),
    landscape: false,
  }
}

function fiscalBalance(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: '财政拨款收支总表', style: { zero: 'blank' } })
  const lines = y.lines.filter((l) => FISCAL.includes(l.source))
  const of = (where: Where): bigint => total(lines, where)
  const left: Item[] = [
    ['一、本年收入', of(CURRENT)],
    ['（一）一般公共预算拨款', of({ ...CURRENT, source: 'general' })],
    ['（二）政府性基金预算拨款', of({ ...CURRENT, source: 'fund' })],
    ['（三）国有资本经营预算拨款', 0n],
    ['二、上年结转', of(CARRIED)],
    ['（一）一般公共预算拨款', of({ ...CARRIED, source: 'general' })],
    ['（二）政府性基金预算拨款', of({ ...CARRIED, source: 'fund' })],
    ['（三）国有资本经营预算拨款', 0n],
    ['收 入 总 计', of({})],
  ]
  const right: Item[] = [
    ['一、本年支出', of({})],
    ...CLASSES.map(([code, name], i): Item => [`（${counted(i + 1)}）${name}`, of({ functionUnder: code })]),
    ['二、年终结转结余', 0n],
    ['支 出 总 计', of({})],
  ]
  return {
    ...shape,
    header: [
      { text: '收 入', children: [label('项目', 22), { text: '预算数', width: 12 }] },
      { text: '支 出', children: [label('项目', 26), { text: '预算数', width: 12 }] },
    ],
    rows: sideBySide(left.map(itemRow(shape.style)), right.map(itemRow(shape.style)), 1),
    landscape: false,
  }
}

function threePublicC(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: '一般公共预算“三公”经费支出表' })
  const t = threePublic(y.lines)
  const values = [threePublicTotal(t), t.abroad, t.purchase + t.running, t.purchase, t.running, t.reception]
  return {
    ...shape,
    header: [
      { text: '“三公”经费合计' },
      { text: '因公出国（境）费' },
      {
        text: '公务用车购置及运行费',
        children: [{ text: '小计' }, { text: '公务用车购置费' }, { text: '公务用车运行费' }],
      },
      { text: '公务接待费' },
    ],
    rows: [values.map((fen) => moneyCell(fen, shape.style))],
  }
}

/** Total, department, unit, kind of money, and each item of it, all in one column of codes. */
function projectsC(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: '项目支出表' })
  const money = (of: readonly Line[]) => [
    moneyCell(total(of), shape.style),
    moneyCell(total(of, { ...CURRENT, source: 'general' }), shape.style),
    moneyCell(total(of, { ...CURRENT, source: 'fund' }), shape.style),
    moneyCell(0n, shape.style),
    moneyCell(total(of, { ...CARRIED, source: 'general' }), shape.style),
    moneyCell(total(of, { ...CARRIED, source: 'fund' }), shape.style),
    moneyCell(0n, shape.style),
    moneyCell(total(of, { ...CURRENT, source: 'special-account' }), shape.style),
    moneyCell(total(of, { ...CURRENT, source: UNIT_MONEY }), shape.style),
  ]
  const row = (code: string, name: string, unit: string, of: readonly Line[]): BodyRow => [
    textCell(code),
    textCell(name),
    textCell(unit),
    ...money(of),
  ]
  const rows: BodyRow[] = [row('', '合计', '', y.lines)]
  if (y.audience === 'department') rows.push(row(y.organisationCode, y.organisation, '', y.lines))
  for (const [index, unit] of y.units.entries()) {
    const own = y.lines.filter((l) => l.unit === index)
    const code = (kind: string, n: number): string =>
      `${y.region.code}${String(y.year).slice(2)}${unit.code.slice(-3)}${kind}${String(n).padStart(9, '0')}`
    rows.push(row(unit.code, unit.name, '', own))
    const personnel = own.filter((l) => l.character === 'personnel')
    for (const [n, economy] of economiesOf(personnel).entries()) {
      const lines = personnel.filter((l) => l.economy === economy)
      rows.push(row(String(1101 + n), economyName(economy), '', lines))
      rows.push(row(code('R', 100 + n), economyName(economy), unit.name, lines))
    }
    const everyday = own.filter((l) => l.character === 'public')
    rows.push(row('2101', '日常公用经费', '', everyday))
    rows.push(row(code('Y', 100), '日常公用经费', unit.name, everyday))
    for (const [kind, kindCode, kindName] of [
      ['operating', '22', '其他运转类'],
      ['target', '3', '特定目标类'],
    ] as const) {
      const lines = own.filter((l) => l.character === kind)
      if (lines.length === 0) continue
      rows.push(row(kindCode, kindName, '', lines))
      for (const [project, p] of y.projects.entries()) {
        if (p.unit !== index || p.character !== kind) continue
        rows.push(
          row(
            code(kind === 'operating' ? 'Y' : 'T', 200 + project),
            p.name,
            unit.name,
            lines.filter((l) => l.project === project),
          ),
        )
      }
    }
  }
  const three = (): Header[] => ['一般公共预算', '政府性基金预算', '国有资本经营预算'].map((text) => ({ text }))
  return {
    ...shape,
    header: [
      { text: '项目编码', role: 'code', width: 20 },
      label('项目名称', 20),
      { text: '项目单位', role: 'text', width: 20 },
      { text: '合计' },
      { text: '本年拨款', children: three() },
      { text: '财政拨款结转结余', children: three() },
      { text: '财政专户管理资金' },
      { text: '单位资金' },
    ],
    rows,
  }
}

/** Purchases in 元, with quantity and price. */
function procurementC(y: Year, d: Dialect): BookTable {
  const shape = frame(d, { title: '政府采购预算表', style: { unit: '元', zero: 'blank' } })
  const amountOf = (p: Year['purchases'][number]): bigint => p.price * BigInt(p.quantity)
  const small = (p: Year['purchases'][number]): bigint => (p.kind.kind === 'services' ? amountOf(p) : 0n)
  const everything = y.purchases.reduce((sum, p) => sum + amountOf(p), 0n)
  const forSmall = y.purchases.reduce((sum, p) => sum + small(p), 0n)
  const texts = (list: readonly string[]) => list.map((t) => textCell(t))
  const money = (fen: bigint) => moneyCell(fen, shape.style)
  return {
    ...shape,
    header: [
      { text: '单位代码', role: 'code', width: 8 },
      { text: '单位名称', role: 'label', width: 16 },
      { text: '项目', role: 'text', width: 14 },
      { text: '政府采购品目', role: 'text', width: 16 },
      { text: '功能科目', role: 'text', width: 16 },
      { text: '部门支出经济分类', role: 'text', width: 14 },
      { text: '采购数量', width: 6 },
      { text: '单价（元）', width: 11 },
      { text: '计量单位', role: 'text', width: 6 },
      {
        text: '采购金额',
        children: [
          { text: '合计（元）', width: 12 },
          { text: '其中：面向中小企业（元）', width: 12 },
          { text: '其中：面向小微企业（元）', width: 12 },
        ],
      },
    ],
    rows: [
      [...texts(['', '合计', '', '', '', '', '', '', '']), money(everything), money(forSmall), money(0n)],
      ...y.purchases.map((p): BodyRow => {
        const project = y.projects[p.project]
        const unit = y.units[project?.unit ?? 0]
        return [
          ...texts([
            unit?.code ?? '',
            unit?.name ?? '',
            project?.name ?? '',
            `[${p.kind.code}]${p.kind.name}`,
            `[${p.function}]${functionName(p.function)}`,
            `[${p.kind.economy}]${economyName(p.kind.economy)}`,
          ]),
          { text: String(p.quantity), unit: '' },
          money(p.price),
          textCell(p.kind.measure),
          money(amountOf(p)),
          money(small(p)),
          money(0n),
        ]
      }),
    ],
  }
}
