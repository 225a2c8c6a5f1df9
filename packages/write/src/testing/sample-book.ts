/**
 * A small book with one page of each type, for the tests of the writers: cover, contents, sentences with figures, a
 * form with two panels, a wide one with a many-levelled head and a ruler, an empty one, and a goal form with spans.
 */
import type { Book, BookBlock, BookCell, BookFigure, BookRow, BookRun, BookTable } from '@gouji/compose'
import { formatFen } from '@gouji/ledger'

const UNIT = '万元'
const figures: BookFigure[] = []

/** 12345678n fen as a run that prints 12.35 and knows where it comes from. */
function amount(fen: bigint, coordinates: Record<string, string>, expression: string): BookRun {
  const text = formatFen(fen, UNIT, 2)
  const full = { year: '2025', stage: 'budget', ...coordinates }
  figures.push({
    id: figures.length,
    text,
    kind: 'amount',
    coordinates: full,
    fen,
    unit: UNIT,
    decimals: 2,
    expression,
  })
  return { text, figure: figures.length - 1 }
}

const cell = (
  column: number,
  role: BookCell['role'],
  runs: readonly BookRun[] | string,
  more: Partial<BookCell> = {},
): BookCell => ({
  column,
  columnSpan: 1,
  rowSpan: 1,
  role,
  align: role === 'amount' || role === 'number' ? 'right' : role === 'label' || role === 'text' ? 'left' : 'center',
  runs: typeof runs === 'string' ? (runs === '' ? [] : [{ text: runs }]) : runs,
  ...(role === 'head' ? { heads: 'column' as const } : {}),
  ...more,
})

const row = (role: BookRow['role'], ...cells: BookCell[]): BookRow => ({ role, cells })

const table = (more: Partial<BookTable> & Pick<BookTable, 'id' | 'title' | 'rows' | 'widths'>): BookTable => ({
  form: more.id,
  left: '部门名称：示例市档案馆',
  right: '单位：万元',
  unit: UNIT,
  orientation: 'portrait',
  headRows: 1,
  notes: [],
  ...more,
})

const SUBJECTS = [
  {
    code: '201',
    name: '一般公共服务支出',
    indent: 0,
    wages: 28_150_000_00n,
    goods: 6_120_055_50n,
    project: 9_000_000_00n,
  },
  { code: '20126', name: '档案事务', indent: 1, wages: 28_150_000_00n, goods: 6_120_055_50n, project: 9_000_000_00n },
  { code: '2012601', name: '行政运行', indent: 2, wages: 28_150_000_00n, goods: 6_120_055_50n, project: 0n },
  { code: '2012604', name: '档案馆', indent: 2, wages: 0n, goods: 0n, project: 9_000_000_00n },
  { code: '221', name: '住房保障支出', indent: 0, wages: 3_400_000_00n, goods: 0n, project: 0n },
  { code: '22102', name: '住房改革支出', indent: 1, wages: 3_400_000_00n, goods: 0n, project: 0n },
  { code: '2210201', name: '住房公积金', indent: 2, wages: 3_400_000_00n, goods: 0n, project: 0n },
]

/** An amount cell that stays blank for nothing. */
const money = (
  column: number,
  fen: bigint,
  coordinates: Record<string, string>,
  more: Partial<BookCell> = {},
): BookCell => cell(column, 'amount', fen === 0n ? '' : [amount(fen, coordinates, '明细合计')], more)

function expenditure(): BookTable {
  const line = (s: (typeof SUBJECTS)[number], at: number): BookRow => {
    const own = { flow: 'expenditure', function: s.code }
    const below = SUBJECTS.flatMap((o, i) =>
      o.indent === s.indent + 1 && o.code.startsWith(s.code) ? [{ row: i + 4, column: 2 }] : [],
    )
    void at
    return row(
      'body',
      cell(0, 'code', s.code, { align: 'left' }),
      cell(1, 'label', s.name, { indent: s.indent }),
      money(2, s.wages + s.goods + s.project, own, below.length > 0 ? { sumOf: below } : {}),
      money(3, s.wages, { ...own, character: 'personnel' }),
      money(4, s.goods, { ...own, character: 'public' }),
      money(5, s.project, { ...own, character: 'project' }),
      cell(6, 'amount', ''),
    )
  }
  const top = SUBJECTS.filter((s) => s.indent === 0)
  const sum = (of: 'wages' | 'goods' | 'project'): bigint => top.reduce((t, s) => t + s[of], 0n)
  const all = { flow: 'expenditure' }
  return table({
    id: 'expenditure',
    number: '表3',
    title: '2025年单位支出预算总表',
    orientation: 'landscape',
    widths: [10, 30, 12, 12, 12, 12, 12],
    headRows: 3,
    rows: [
      row(
        'head',
        cell(0, 'head', '科目编码', { rowSpan: 2 }),
        cell(1, 'head', '科目名称', { rowSpan: 2 }),
        cell(2, 'head', '总计', { rowSpan: 2 }),
        cell(3, 'head', '基本支出', { columnSpan: 2 }),
        cell(5, 'head', '项目支出', { rowSpan: 2 }),
        cell(6, 'head', '事业单位经营支出', { rowSpan: 2 }),
      ),
      row('head', cell(3, 'head', '人员支出'), cell(4, 'head', '公用经费')),
      row('ruler', ...['**', '**', '1', '2', '3', '4', '5'].map((t, i) => cell(i, 'head', t))),
      row(
        'total',
        cell(0, 'code', ''),
        cell(1, 'label', '合计', { align: 'center' }),
        money(2, sum('wages') + sum('goods') + sum('project'), all, {
          sumOf: SUBJECTS.flatMap((s, i) => (s.indent === 0 ? [{ row: i + 4, column: 2 }] : [])),
        }),
        money(3, sum('wages'), { ...all, character: 'personnel' }),
        money(4, sum('goods'), { ...all, character: 'public' }),
        money(5, sum('project'), { ...all, character: 'project' }),
        cell(6, 'amount', ''),
      ),
      ...SUBJECTS.map(line),
    ],
  })
}

function balance(): BookTable {
  const side = (column: number, label: string, fen: bigint, at: Record<string, string>): BookCell[] => [
    cell(column, 'label', label),
    money(column + 1, fen, at),
  ]
  const total = 46_670_055_50n
  return table({
    id: 'balance',
    number: '表1',
    title: '2025年单位收支预算总表',
    widths: [30, 14, 34, 14],
    headRows: 2,
    rows: [
      row('head', cell(0, 'head', '收入', { columnSpan: 2 }), cell(2, 'head', '支出', { columnSpan: 2 })),
      row(
        'head',
        cell(0, 'head', '项目'),
        cell(1, 'head', '预算数'),
        cell(2, 'head', '项目'),
        cell(3, 'head', '预算数'),
      ),
      row(
        'body',
        ...side(0, '一、一般公共预算拨款收入', total, { flow: 'income', source: 'general', vintage: 'current' }),
        ...side(2, '一般公共服务支出', 43_270_055_50n, { flow: 'expenditure', function: '201' }),
      ),
      row(
        'body',
        ...side(0, '二、政府性基金预算拨款收入', 0n, {}),
        ...side(2, '住房保障支出', 3_400_000_00n, { flow: 'expenditure', function: '221' }),
      ),
      row(
        'total',
        ...side(0, '收入总计', total, { flow: 'income' }),
        ...side(2, '支出总计', total, { flow: 'expenditure' }),
      ),
    ],
  })
}

function emptyFund(): BookTable {
  return table({
    id: 'fund',
    number: '表8',
    title: '2025年单位政府性基金预算支出表',
    widths: [12, 40, 16, 16, 16],
    headRows: 2,
    rows: [
      row(
        'head',
        cell(0, 'head', '科目编码', { rowSpan: 2 }),
        cell(1, 'head', '科目名称', { rowSpan: 2 }),
        cell(2, 'head', '本年政府性基金预算支出', { columnSpan: 3 }),
      ),
      row('head', cell(2, 'head', '合计'), cell(3, 'head', '基本支出'), cell(4, 'head', '项目支出')),
      row(
        'total',
        cell(0, 'code', ''),
        cell(1, 'label', '合计'),
        cell(2, 'amount', ''),
        cell(3, 'amount', ''),
        cell(4, 'amount', ''),
      ),
    ],
    notes: [[{ text: '注：本单位2025年没有政府性基金预算安排的支出，本表为空表。' }]],
  })
}

function goal(): BookTable {
  const head = (column: number, text: string, more: Partial<BookCell> = {}): BookCell =>
    cell(column, 'head', text, more)
  return table({
    id: 'goal',
    title: '项目支出绩效目标表',
    widths: [10, 12, 14, 34, 8, 12, 10],
    headRows: 1,
    orientation: 'landscape',
    rows: [
      row(
        'head',
        ...['项目名称', '一级指标', '二级指标', '三级指标', '计算符号', '指标值', '计量单位'].map((t, i) => head(i, t)),
      ),
      row(
        'body',
        cell(0, 'label', '库房“十防”改造', { rowSpan: 3 }),
        cell(1, 'text', '产出指标', { rowSpan: 2 }),
        cell(2, 'text', '数量指标'),
        cell(3, 'text', '改造库房面积，含特藏室、目录室与配套的恒温恒湿、气体灭火和视频监控等设备间'),
        cell(4, 'text', '≥', { align: 'center' }),
        cell(5, 'number', '1200'),
        cell(6, 'text', '平方米', { align: 'center' }),
      ),
      row(
        'body',
        cell(2, 'text', '质量指标'),
        cell(3, 'text', '验收合格率'),
        cell(4, 'text', '＝', { align: 'center' }),
        cell(5, 'number', '100'),
        cell(6, 'text', '%', { align: 'center' }),
      ),
      row(
        'body',
        cell(1, 'text', '满意度指标'),
        cell(2, 'text', '服务对象满意度'),
        cell(3, 'text', '查档群众满意度'),
        cell(4, 'text', '≥', { align: 'center' }),
        cell(5, 'number', '95'),
        cell(6, 'text', '%', { align: 'center' }),
      ),
    ],
  })
}

/** The book; `subjects` repeats the lines of the expenditure form, for tables that go on over pages. */
export function sampleBook({ repeat = 1 }: { repeat?: number } = {}): Book {
  figures.length = 0
  const wide = expenditure()
  const body = wide.rows.slice(4)
  const long: BookTable =
    repeat === 1
      ? wide
      : { ...wide, rows: [...wide.rows.slice(0, 4), ...Array.from({ length: repeat }, () => body).flat()] }
  const blocks: BookBlock[] = [
    {
      kind: 'cover',
      lines: [
        { style: 'title', text: '示例市档案馆' },
        { style: 'title', text: '2025年单位预算' },
        { style: 'date', text: '2025年2月' },
      ],
    },
    { kind: 'contents', title: '目录', depth: 2 },
    { kind: 'heading', level: 1, id: 'overview', runs: [{ text: '一、单位概况' }] },
    { kind: 'heading', level: 2, id: 'duties', runs: [{ text: '（一）主要职能' }] },
    {
      kind: 'paragraph',
      style: 'body',
      runs: [
        {
          text: '1. 接收、整理和保管本市各单位移交的档案，负责档案库房的安全，为社会各界提供查阅和利用服务，并组织编研出版。',
        },
      ],
    },
    { kind: 'heading', level: 1, id: 'explanation', runs: [{ text: '二、2025年单位预算安排情况说明' }] },
    {
      kind: 'paragraph',
      style: 'body',
      runs: [
        { text: '示例市档案馆2025年收支总预算' },
        amount(46_670_055_50n, { flow: 'income' }, '收入总计'),
        { text: '万元，其中：住房保障支出' },
        amount(3_400_000_00n, { flow: 'expenditure', function: '221' }, '住房保障支出'),
        { text: '万元。' },
      ],
    },
    { kind: 'heading', level: 1, id: 'tables', runs: [{ text: '三、2025年单位预算表' }] },
    { kind: 'table', table: balance() },
    { kind: 'table', table: long },
    { kind: 'table', table: emptyFund() },
    { kind: 'table', table: goal() },
  ]
  return {
    name: '示例市档案馆2025年单位预算',
    title: '示例市档案馆2025年单位预算',
    organisation: '示例市档案馆',
    code: '901001',
    region: '330000',
    year: 2025,
    stage: 'budget',
    audience: 'unit',
    date: '2025-02-14',
    pack: { id: 'sample', title: '示例' },
    look: {
      paper: 'a4',
      bodySize: 16,
      tableSize: 9,
      fonts: {
        title: ['方正小标宋简体', '小标宋体', 'STZhongsong', 'Noto Serif SC'],
        heading1: ['黑体', 'SimHei', 'Noto Sans SC', 'Noto Serif SC'],
        heading2: ['楷体_GB2312', '楷体', 'KaiTi', 'Noto Serif SC'],
        body: ['仿宋_GB2312', '仿宋', 'FangSong', 'Noto Serif SC'],
        table: ['宋体', 'SimSun', 'Noto Serif SC'],
      },
    },
    blocks,
    figures: [...figures],
  }
}
