/**
 * Form A: twelve tables in 万元 (form B: in 元 with separators), codes joined, side-by-side tables that list functions by
 * name alone, a row of running numbers below the headings.
 */
import { type BookTable, moneyCell, sideBySide, textCell } from '../book.ts'
import {
  BASIC,
  FISCAL,
  type Line,
  PROJECT,
  threePublic,
  threePublicTotal,
  total,
  UNIT_MONEY,
  type Year,
} from '../figures.ts'
import { goalRows } from './goals.ts'
import {
  type Dialect,
  emptyTable,
  frame,
  functionItems,
  group,
  type Item,
  itemRow,
  label,
  nothing,
  subjectTable,
  sums,
  unitTable,
} from './tables.ts'

export function dialectA(y: Year): Dialect {
  return {
    form: 'A',
    style: { unit: '万元', decimals: 2, separators: false, zero: 'blank' },
    codes: 'joined',
    totalAt: 'first',
    totalName: '合计',
    numbering: true,
    unitLine: (unit) => `单位：${unit}`,
    ownerLine: `${y.organisationCode}-${y.organisation}`,
    codeHeader: '科目编码',
    nameHeader: '科目名称',
    indented: true,
    landscape: true,
  }
}

export const dialectB = (y: Year): Dialect => ({
  ...dialectA(y),
  form: 'B',
  style: { unit: '元', decimals: 2, separators: true, zero: 'blank' },
  numbering: false,
  unitLine: (unit) => `金额单位：${unit}`,
  ownerLine: `编制单位：${y.organisation}`,
})

const CURRENT = { vintage: 'current' } as const
const CARRIED = { vintage: 'carried' } as const

export function tablesA(y: Year, d: Dialect): BookTable[] {
  const word = y.audience === 'department' ? '部门' : '单位'
  const title = (rest: string): string => `${y.year}年${word}${rest}`
  const all = y.lines
  const fiscal = all.filter((l) => FISCAL.includes(l.source))
  const general = all.filter((l) => l.source === 'general')
  const fund = all.filter((l) => l.source === 'fund')
  const hereNothing = (what: string): string => `注：本${word}${y.year}年未安排${what}支出，本表为空表。`
  return [
    balance(d, title('收支预算总表'), all, false),
    unitTable(y, d, {
      title: title('收入预算总表'),
      lines: all,
      nameHeader: '单位名称',
      departmentRow: true,
      figures: [
        sums('总计'),
        group(
          '本年收入',
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
        ),
        group(
          '上年结转结余',
          sums('小计', CARRIED),
          sums('一般公共预算', { ...CARRIED, source: 'general' }),
          sums('政府性基金预算', { ...CARRIED, source: 'fund' }),
          nothing('国有资本经营预算'),
          nothing('财政专户管理资金'),
          sums('单位资金', { ...CARRIED, source: UNIT_MONEY }),
        ),
      ],
    }),
    subjectTable(d, {
      title: title('支出预算总表'),
      subjects: 'function',
      lines: all,
      figures: [
        sums('总计'),
        group('基本支出', sums('人员支出', { character: 'personnel' }), sums('公用经费', { character: 'public' })),
        sums('项目支出', { character: PROJECT }),
        nothing('事业单位经营支出'),
        nothing('上缴上级支出'),
        nothing('对附属单位补助支出'),
      ],
    }),
    balance(d, title('财政拨款收支预算总表'), fiscal, true),
    subjectTable(d, {
      title: title('一般公共预算支出表'),
      subjects: 'function',
      lines: general,
      figures: [
        sums('合计'),
        group(
          '基本支出',
          sums('小计', { character: BASIC }),
          sums('人员经费', { character: 'personnel' }),
          sums('公用经费', { character: 'public' }),
        ),
        sums('项目支出', { character: PROJECT }),
      ],
    }),
    subjectTable(d, {
      title: title('一般公共预算基本支出表'),
      subjects: 'economy',
      subjectHeader: '经济分类科目',
      lines: general.filter((l) => BASIC.includes(l.character)),
      figures: [
        group(
          '本年一般公共预算基本支出',
          sums('合计'),
          sums('人员经费', { character: 'personnel' }),
          sums('公用经费', { character: 'public' }),
        ),
      ],
      landscape: false,
    }),
    threePublicA(y, d, title('一般公共预算“三公”经费支出表')),
    fund.length > 0
      ? subjectTable(d, {
          title: title('政府性基金预算支出表'),
          subjects: 'function',
          lines: fund,
          figures: [
            group(
              '本年政府性基金预算支出',
              sums('合计'),
              sums('基本支出', { character: BASIC }),
              sums('项目支出', { character: PROJECT }),
            ),
          ],
        })
      : emptyTable(d, {
          title: title('政府性基金预算支出表'),
          header: [
            { text: '科目编码', role: 'code' },
            label('科目名称'),
            { text: '本年政府性基金预算支出', children: ['合计', '基本支出', '项目支出'].map((text) => ({ text })) },
          ],
          columns: 5,
          labelAt: 1,
          notes: [hereNothing('政府性基金预算')],
        }),
    emptyTable(d, {
      title: title('国有资本经营预算支出表'),
      header: [{ text: '科目编码', role: 'code' }, label('科目名称'), { text: '项目支出' }],
      columns: 3,
      labelAt: 1,
      notes: [hereNothing('国有资本经营预算')],
    }),
    projectsA(y, d, title('项目支出预算表')),
    goalsA(y, d, `${y.year}年${word}预算项目绩效目标表`),
    emptyTable(d, {
      title: `${y.year}年民生项目预算支出表`,
      header: [label('单位名称'), { text: '项目名称', role: 'text' }, { text: '预算金额' }],
      columns: 3,
      labelAt: 0,
      notes: [hereNothing('民生项目')],
    }),
  ]
}

function balance(d: Dialect, title: string, lines: readonly Line[], fiscal: boolean): BookTable {
  const shape = frame(d, { title, numbering: false })
  const current = (source: Line['source']): bigint => total(lines, { ...CURRENT, source })
  const grants = current('general') + current('fund')
  const carried = total(lines, CARRIED)
  const everything = total(lines)
  const grantItems: Item[] = [
    ['一、财政拨款', grants],
    ['一般公共预算', current('general'), 1],
    ['政府性基金预算', current('fund'), 1],
    ['国有资本经营预算', 0n, 1],
  ]
  const ownItems: Item[] = [
    ['二、财政专户管理资金', current('special-account')],
    ['三、事业收入', current('operations')],
    ['四、事业单位经营收入', 0n],
    ['五、上级补助收入', 0n],
    ['六、附属单位上缴收入', 0n],
    ['七、其他收入', current('other-income')],
  ]
  const left: Item[] = [
    ...grantItems,
    ...(fiscal ? [] : ownItems),
    ['本年收入合计', total(lines, CURRENT)],
    ['上年结转结余', carried],
    ['收 入 总 计', everything],
  ]
  const right: Item[] = [
    ...functionItems(lines),
    ['本年支出合计', everything],
    ['年终结转结余', 0n],
    ['支 出 总 计', everything],
  ]
  return {
    ...shape,
    header: [
      { text: '收 入', children: [label('项 目', 22), { text: '预算数', width: 12 }] },
      { text: '支 出', children: [label('项 目', 28), { text: '预算数', width: 12 }] },
    ],
    rows: sideBySide(left.map(itemRow(shape.style)), right.map(itemRow(shape.style)), 3),
    landscape: false,
  }
}

function threePublicA(y: Year, d: Dialect, title: string): BookTable {
  const item = (pick: keyof ReturnType<typeof threePublic>) => (lines: readonly Line[]) => threePublic(lines)[pick]
  return unitTable(y, d, {
    title,
    lines: y.lines,
    nameHeader: '单位名称',
    departmentRow: false,
    notes: ['注：本表只反映一般公共预算安排的“三公”经费。'],
    figures: [
      { text: '“三公”经费合计', of: (lines) => threePublicTotal(threePublic(lines)) },
      { text: '因公出国（境）费用', of: item('abroad') },
      {
        text: '公务用车购置及运行费',
        children: [
          { text: '小计', of: (lines) => threePublic(lines).purchase + threePublic(lines).running },
          { text: '公务用车购置费', of: item('purchase') },
          { text: '公务用车运行维护费', of: item('running') },
        ],
      },
      { text: '公务接待费', of: item('reception') },
    ],
  })
}

function projectsA(y: Year, d: Dialect, title: string): BookTable {
  const shape = frame(d, { title })
  const money = (lines: readonly Line[]) => [
    moneyCell(total(lines), shape.style),
    moneyCell(total(lines, { source: 'general' }), shape.style),
    moneyCell(total(lines, { source: 'fund' }), shape.style),
    moneyCell(0n, shape.style),
    moneyCell(total(lines, { source: 'special-account' }), shape.style),
    moneyCell(total(lines, { source: UNIT_MONEY }), shape.style),
  ]
  const projectLines = y.lines.filter((l) => l.project !== undefined)
  return {
    ...shape,
    header: [
      { text: '单位名称', role: 'text', width: 18 },
      label('项目名称', 18),
      { text: '总计' },
      { text: '一般公共预算' },
      { text: '政府性基金' },
      { text: '国有资本经营预算' },
      { text: '财政专户管理资金' },
      { text: '单位资金' },
    ],
    rows: [
      [textCell(''), textCell('合计'), ...money(projectLines)],
      ...y.projects.map((p, project) => [
        textCell(y.units[p.unit]?.name ?? ''),
        textCell(p.name),
        ...money(projectLines.filter((l) => l.project === project)),
      ]),
    ],
  }
}

function goalsA(y: Year, d: Dialect, title: string): BookTable {
  return {
    ...frame(d, { title, related: false, numbering: false }),
    unitLine: '',
    header: [
      { text: '单位名称', role: 'text', width: 16 },
      { text: '项目名称', role: 'text', width: 16 },
      {
        text: '绩效指标',
        children: [
          { text: '一级指标', role: 'text' },
          { text: '二级指标', role: 'text', width: 14 },
          { text: '三级指标', role: 'label', width: 16 },
          { text: '计算符号', role: 'text', width: 6 },
          { text: '指标值', role: 'text', width: 7 },
          { text: '计量单位', role: 'text', width: 6 },
        ],
      },
    ],
    rows: goalRows(y),
  }
}
