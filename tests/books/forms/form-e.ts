/**
 * Form E: nine tables in 元 with separators, codes split, totals in the last row, no column for what was carried over,
 * and one last table in 万元 that sets three-public money beside the running of the offices.
 */
import { type BodyRow, type BookTable, moneyCell, sideBySide, textCell } from '../book.ts'
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
  withParents,
  type Year,
} from '../figures.ts'
import {
  type Dialect,
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

export function dialectE(y: Year): Dialect {
  return {
    form: 'E',
    style: { unit: '元', decimals: 2, separators: true, zero: 'blank' },
    codes: 'split',
    totalAt: 'last',
    totalName: '合计',
    numbering: false,
    unitLine: (unit) => `单位：${unit}`,
    ownerLine: `编制${y.audience === 'department' ? '部门' : '单位'}：${y.organisation}`,
    codeHeader: '功能分类科目编码',
    nameHeader: '功能分类科目名称',
    indented: false,
    landscape: true,
  }
}

/** This form knows no carry-over: all money counts as this year's. */
export const withoutCarryOver = (y: Year): Year => ({
  ...y,
  lines: y.lines.map((l) => ({ ...l, vintage: 'current' as const })),
})

export function tablesE(y: Year, d: Dialect): BookTable[] {
  const word = y.audience === 'department' ? '部门' : '单位'
  const title = (rest: string): string => `${y.year}年${word}${rest}`
  const of = (source: Line['source']) => y.lines.filter((l) => l.source === source)
  const general = of('general')
  const characters = [sums('合计'), sums('基本支出', { character: BASIC }), sums('项目支出', { character: PROJECT })]
  const economies: Dialect = { ...d, codeHeader: '部门预算经济分类科目编码', nameHeader: '经济分类科目名称' }
  const byFunction = (rest: string, heading: string, lines: readonly Line[], what: string): BookTable =>
    lines.length > 0
      ? subjectTable(d, {
          title: title(rest),
          subjects: 'function',
          subjectHeader: '项目',
          lines,
          figures: [{ text: heading, children: characters }],
        })
      : emptyTable(d, {
          title: title(rest),
          header: [
            {
              text: '项目',
              children: [
                {
                  text: d.codeHeader,
                  children: ['类', '款', '项'].map((text) => ({ text, role: 'code' as const, width: 4 })),
                },
                label(d.nameHeader),
              ],
            },
            { text: heading, children: ['合计', '基本支出', '项目支出'].map((text) => ({ text })) },
          ],
          columns: 7,
          labelAt: 3,
          notes: [`注：本${word}${y.year}年没有${what}支出预算，本表为空表。`],
        })
  return [
    balance(y, d, title('财务收支预算总表')),
    subjectTable(d, {
      title: title('收入预算总表'),
      subjects: 'function',
      subjectHeader: '项目',
      lines: y.lines,
      figures: [
        {
          text: '收入预算',
          children: [
            sums('合计'),
            sums('财政拨款收入', { source: FISCAL }),
            sums('事业收入', { source: 'operations' }),
            nothing('事业单位经营收入'),
            sums('其他收入', { source: 'other-income' }),
          ],
        },
      ],
    }),
    byFunction('支出预算总表', '支出预算', y.lines, ''),
    fiscalBalance(y, d, title('财政拨款收支预算总表')),
    byFunction('一般公共预算支出功能分类预算表', '一般公共预算支出', general, '一般公共预算'),
    byFunction('政府性基金预算支出功能分类预算表', '政府性基金预算支出', of('fund'), '政府性基金预算'),
    byFunction('国有资本经营预算支出功能分类预算表', '国有资本经营预算支出', [], '国有资本经营预算'),
    subjectTable(economies, {
      title: title('一般公共预算基本支出部门预算经济分类预算表'),
      subjects: 'economy',
      subjectHeader: '项目',
      lines: general.filter((l) => BASIC.includes(l.character)),
      style: { zero: 'zero' },
      figures: [
        {
          text: '一般公共预算基本支出',
          children: [
            sums('合计'),
            sums('人员经费', { character: 'personnel' }),
            sums('公用经费', { character: 'public' }),
          ],
        },
      ],
    }),
    lastTable(y, d, title('“三公”经费和机关运行经费预算表')),
  ]
}

const classItems = (lines: readonly Line[]): [string, readonly Line[]][] =>
  withParents(lines.map((l) => l.function))
    .filter((c) => c.length === 3)
    .map((code, i) => [`${numeral(i + 1)}、${functionName(code)}`, lines.filter((l) => l.function.startsWith(code))])

function balance(y: Year, d: Dialect, title: string): BookTable {
  const shape = frame(d, { title })
  const of = (source: Line['source'] | readonly Line['source'][]): bigint => total(y.lines, { source })
  const left: Item[] = [
    ['一、财政拨款收入', of(FISCAL)],
    ['1. 一般公共预算资金', of('general')],
    ['2. 政府性基金', of('fund')],
    ['3. 国有资本经营预算', 0n],
    ['二、事业收入', of('operations')],
    ['三、事业单位经营收入', 0n],
    ['四、其他收入', of('other-income')],
    ['收入总计', total(y.lines)],
  ]
  const right: Item[] = [
    ...classItems(y.lines).map(([text, lines]): Item => [text, total(lines)]),
    ['支出总计', total(y.lines)],
  ]
  return {
    ...shape,
    header: [
      { text: '本年收入', children: [label('项目', 22), { text: '预算数', width: 14 }] },
      { text: '本年支出', children: [label('项目', 24), { text: '预算数', width: 14 }] },
    ],
    rows: sideBySide(left.map(itemRow(shape.style)), right.map(itemRow(shape.style)), 1),
  }
}

function fiscalBalance(y: Year, d: Dialect, title: string): BookTable {
  const shape = frame(d, { title })
  const lines = y.lines.filter((l) => FISCAL.includes(l.source))
  const left: Item[] = [
    ['一、一般公共预算资金', total(lines, { source: 'general' })],
    ['二、政府性基金', total(lines, { source: 'fund' })],
    ['三、国有资本经营预算', 0n],
    ['收入总计', total(lines)],
  ]
  const right = (text: string, of: readonly Line[]): BodyRow => [
    textCell(text),
    moneyCell(total(of), shape.style),
    moneyCell(total(of, { source: 'general' }), shape.style),
    moneyCell(total(of, { source: 'fund' }), shape.style),
    moneyCell(0n, shape.style),
  ]
  return {
    ...shape,
    header: [
      { text: '财政拨款收入', children: [label('项目', 20), { text: '预算数', width: 13 }] },
      {
        text: '财政拨款支出',
        children: [
          label('项目', 20),
          { text: '合计', width: 13 },
          { text: '一般公共预算', width: 13 },
          { text: '政府性基金预算', width: 12 },
          { text: '国有资本经营预算', width: 12 },
        ],
      },
    ],
    rows: sideBySide(
      left.map(itemRow(shape.style)),
      [...classItems(lines).map(([text, of]) => right(text, of)), right('支出总计', lines)],
      1,
    ),
  }
}

function lastTable(y: Year, d: Dialect, title: string): BookTable {
  const shape = frame(d, { title, style: { unit: '万元', zero: 'blank' } })
  const t = threePublic(y.lines)
  const values = [
    threePublicTotal(t),
    t.abroad,
    t.reception,
    t.purchase + t.running,
    t.purchase,
    t.running,
    officeRunning(y),
  ]
  return {
    ...shape,
    header: [
      {
        text: '“三公”经费预算数',
        children: [
          { text: '合计' },
          { text: '因公出国（境）费' },
          { text: '公务接待费' },
          { text: '公务用车购置及运行费', children: [{ text: '小计' }, { text: '购置费' }, { text: '运行费' }] },
        ],
      },
      { text: '机关运行经费预算数' },
    ],
    rows: [values.map((fen) => moneyCell(fen, shape.style))],
  }
}
