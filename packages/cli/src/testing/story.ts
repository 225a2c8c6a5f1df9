/**
 * A small story for the tests of the formats. A unit publishes two tables. In the first, income and expenditure stand
 * side by side. In the second, somebody typed 行政运行 as 138.54 where 135.84 belongs: the row and the column above both
 * fail, which is one finding with one consequence. The names try to break every format on the way.
 */
import type { Finding, Report } from '@gouji/check'
import type { Table } from '@gouji/document'
import { figureOf, type Measure, parseNumber } from '@gouji/ledger'
import type { ReadCell, Reading, ReadRow, ReadTable } from '@gouji/read'
import type { Done, Failed, Shown } from '../outcome.ts'

const AMOUNT: Measure = 'amount'

interface Sketch {
  readonly number: number
  readonly title: string
  readonly line: number
  /** One list of words per panel column: heading path joined with `/`. */
  readonly columns: readonly { readonly panel: number; readonly path: string }[]
  /** Per row and panel: code, label, then the figures of its columns. */
  readonly rows: readonly (readonly {
    readonly code?: string
    readonly label: string
    readonly values: readonly string[]
  }[])[]
}

function tableFrom(sketch: Sketch): ReadTable {
  const rows: ReadRow[] = []
  const cells: ReadCell[] = []
  // Grid columns: each panel has a code and a label before its figures.
  const gridColumn = (index: number): number => index + 2 * (sketch.columns[index]!.panel + 1)
  sketch.rows.forEach((panels, row) => {
    const line = sketch.line + 2 + row
    panels.forEach(({ code, label, values }, panel) => {
      const first = gridColumn(sketch.columns.findIndex((c) => c.panel === panel)) - 1
      const place = { line, column: first * 10 }
      rows.push({
        row,
        panel,
        place,
        ...(code !== undefined && { code, codePrinted: code, codePlace: { line, column: first * 10 - 9 } }),
        label,
        labelPlace: place,
        role: label === '合计' ? 'total' : 'subject',
        coordinates: {},
        understood: true,
      })
      const own = sketch.columns.flatMap((column, index) => (column.panel === panel ? [index] : []))
      own.forEach((index, i) => {
        const text = values[i] ?? ''
        const printed = parseNumber(text)
        cells.push({
          row,
          column: gridColumn(index),
          place: { line, column: gridColumn(index) * 10 },
          text,
          ...(code !== undefined && { rowCode: code }),
          rowLabel: label,
          columnPath: sketch.columns[index]!.path.split('/'),
          ...(printed && { printed, figure: figureOf(printed, '万元') }),
          measure: AMOUNT,
          unit: '万元',
          coordinates: { flow: 'expenditure', source: 'general' },
        })
      })
    })
  })
  return {
    number: sketch.number,
    title: sketch.title,
    titlePlace: { line: sketch.line },
    titleSource: 'printed',
    unit: '万元',
    unitSource: 'printed',
    place: { line: sketch.line + 1 },
    parts: [{ line: sketch.line + 1 }],
    coordinates: { source: 'general' },
    kind: sketch.columns.length > 2 ? 'expenditure' : 'balance',
    columns: sketch.columns.map(({ panel, path }, index) => ({
      column: gridColumn(index),
      panel,
      path: path.split('/'),
      measure: AMOUNT,
      coordinates: {},
      understood: true,
      unit: '万元',
    })),
    rows,
    cells,
    notes: [],
  }
}

const balance = tableFrom({
  number: 1,
  title: '2025年单位收支预算总表',
  line: 10,
  columns: [
    { panel: 0, path: '收入/预算数' },
    { panel: 1, path: '支出/预算数' },
  ],
  rows: [
    [
      { label: '一、一般公共预算拨款收入', values: ['178.11'] },
      { label: '一、一般公共服务支出', values: ['148.54'] },
    ],
    [
      { label: '二、其他收入', values: [''] },
      { label: '二、住房保障支出', values: ['29.57'] },
    ],
    [
      { label: '合计', values: ['178.11'] },
      { label: '合计', values: ['178.11'] },
    ],
  ],
})

const expenditure = tableFrom({
  number: 2,
  title: '2025年单位一般公共预算支出表',
  line: 20,
  columns: [
    { panel: 0, path: '合计' },
    { panel: 0, path: '基本支出/人员经费' },
    { panel: 0, path: '基本支出/公用经费' },
    { panel: 0, path: '项目支出' },
  ],
  rows: [
    [{ label: '合计', values: ['178.11', '129.57', '35.84', '12.70'] }],
    [{ code: '201', label: '一般公共服务支出', values: ['148.54', '100.00', '35.84', '12.70'] }],
    [{ code: '20126', label: '档案事务', values: ['148.54', '100.00', '35.84', '12.70'] }],
    [{ code: '2012601', label: '行政运行', values: ['138.54', '100.00', '35.84', ''] }],
    [{ code: '2012602', label: '=一般行政管理事务<script>', values: ['12.70', '', '', '12.70'] }],
    [{ code: '221', label: '住房保障支出', values: ['29.57', '29.57', '', ''] }],
    [{ code: '22102', label: '住房改革支出', values: ['29.57', '29.57', '', ''] }],
    [{ code: '2210201', label: '住房公积金', values: ['29.57', '29.57', '', ''] }],
  ],
})

/** The cell of the second table at a row and the nth column of figures. */
export const cellAt = (row: number, nth: number): ReadCell => expenditure.cells.filter((cell) => cell.row === row)[nth]!

export const READING: Reading = {
  identity: { organisation: '云溪市档案馆', year: 2025, stage: 'budget', audience: 'unit' },
  contents: [],
  headings: [],
  tables: [balance, expenditure],
  statements: [
    {
      place: { line: 5 },
      quote: '2025年收入总预算178.11万元',
      subject: '收入总预算',
      value: '178.11',
      unit: '万元',
      kind: 'amount',
      coordinates: { flow: 'income' },
    },
  ],
  indicators: [
    {
      place: { line: 40 },
      project: '馆藏档案数字化',
      level1: '产出指标',
      level2: '数量指标',
      level3: '完成扫描页数',
      operator: '≥',
      target: '120000',
      unit: '页',
      weight: '20',
    },
  ],
  unread: [{ place: { line: 31 }, text: '…', reason: 'row-not-understood' }],
}

const slip: Finding = {
  id: 'sum-2-3-0',
  rule: 'sum',
  severity: 'error',
  state: 'fail',
  origin: 'source',
  message: '“行政运行”合计写作 138.54 万元，与分项之和 135.84 万元不符。',
  arithmetic: '100.00 + 35.84 = 135.84 ≠ 138.54',
  expected: '135.84',
  found: '138.54',
  basis: '合计等于分项之和。',
  evidence: [
    { place: cellAt(3, 0).place, where: expenditure.title, text: '行政运行 / 合计 138.54', role: 'total' },
    { place: cellAt(3, 1).place, where: expenditure.title, text: '行政运行 / 人员经费 100.00', role: 'part' },
    { place: cellAt(3, 2).place, where: expenditure.title, text: '行政运行 / 公用经费 35.84', role: 'part' },
  ],
  suspects: [
    {
      place: cellAt(3, 0).place,
      text: '行政运行 / 合计 138.54',
      found: '138.54',
      proposed: '135.84',
      proposedInterval: ['135.83', '135.85'],
      kind: 'digits-swapped',
      mends: 2,
      of: 2,
    },
  ],
  consequences: [
    {
      rule: 'sum',
      message: '“档案事务”148.54 万元不等于下级之和 151.24 万元。',
      evidence: [{ place: cellAt(2, 0).place, text: '档案事务 / 合计 148.54', role: 'total' }],
    },
  ],
}

const wording: Finding = {
  id: 'mixed-audience',
  rule: 'mixed-audience',
  severity: 'warning',
  state: 'fail',
  origin: 'possibly-conversion',
  message: '标题称“单位”，正文称“部门”，"引号"与，逗号\n与换行都要保住。',
  basis: '一份公开件只对应一个主体。',
  evidence: [{ place: { line: 5 }, text: '-1+2 部门收支', role: 'context' }],
  suspects: [],
  consequences: [],
}

const doubtful: Finding = {
  ...wording,
  id: 'same-1',
  rule: 'same',
  severity: 'info',
  state: 'unverified',
  origin: 'source',
  message: '表2 的上年数没有可以对照的另一处。',
}

export const REPORT: Report = {
  verdict: 'fail',
  // Every figure but one.
  relatedPlaces: [...balance.cells, ...expenditure.cells].slice(0, -1).map((cell) => cell.place),
  // Out of order on purpose: the formats put them in order.
  findings: [doubtful, wording, slip],
  coverage: {
    figures: 28,
    related: 27,
    relations: { held: 21, failed: 2, unverified: 1 },
    tables: 2,
    tablesUnverified: 0,
    pagesWithoutText: 0,
  },
}

/** A table of the story as it lies in the file: headings that name the columns, codes and labels before the figures. */
function blockFrom(table: ReadTable): Table {
  const heads = table.columns.map(({ column, path }) => ({ column, text: path.join('/'), place: table.place, row: 0 }))
  const labels = table.rows.flatMap(({ row, panel, label, labelPlace, codePrinted, codePlace }) => {
    const first = table.columns.find((c) => c.panel === panel)!.column
    return [
      { column: first - 1, text: label, place: labelPlace!, row: row + 1 },
      ...(codePrinted === undefined ? [] : [{ column: first - 2, text: codePrinted, place: codePlace!, row: row + 1 }]),
    ]
  })
  const figures = table.cells.map(({ row, column, text, place }) => ({ row: row + 1, column, text, place }))
  const cells = [...heads, ...labels, ...figures].map((cell) => ({ ...cell, rowSpan: 1, columnSpan: 1 }))
  const columns = Math.max(...cells.map(({ column }) => column)) + 1
  return { kind: 'table', place: table.place, rows: table.rows.length + 1, columns, cells, grid: 'separated' }
}

const sentence = '2025年收入总预算178.11万元，-1+2 部门收支，<b>另见</b>后表。'

export const SHOWN: Shown = {
  blocks: [
    {
      kind: 'paragraph',
      text: sentence,
      place: { line: 5 },
      runs: [{ start: 0, place: { line: 5, column: 1 } }],
    },
    blockFrom(balance),
    blockFrom(expenditure),
  ],
  pages: [],
  pictures: [],
}

export const CHECKED: Done = {
  kind: 'done',
  input: { path: 'yunxi.txt', name: '云溪<b>.txt' },
  source: { format: 'text', sha256: 'ab'.repeat(32), bytes: 2048, doubts: [], pages: 0 },
  reading: READING,
  report: REPORT,
  shown: SHOWN,
}

export const CLEAN: Done = {
  ...CHECKED,
  input: { path: 'clean.txt', name: 'clean.txt' },
  report: {
    verdict: 'pass',
    relatedPlaces: [],
    findings: [],
    coverage: { ...REPORT.coverage, related: 28, relations: { held: 23, failed: 0, unverified: 0 } },
  },
}

/** A scan: there is a page, and nothing on it can be checked. */
export const SCANNED: Done = {
  kind: 'done',
  input: { path: 'scan.pdf', name: 'scan.pdf' },
  source: {
    format: 'pdf',
    sha256: 'cd'.repeat(32),
    bytes: 9000,
    doubts: [{ code: 'page-without-text', place: { page: 1 }, facts: {} }],
    pages: 1,
  },
  reading: { ...READING, identity: {}, tables: [], statements: [], indicators: [], unread: [] },
  report: {
    verdict: 'unverified',
    relatedPlaces: [],
    findings: [],
    coverage: {
      figures: 0,
      related: 0,
      relations: { held: 0, failed: 0, unverified: 0 },
      tables: 0,
      tablesUnverified: 0,
      pagesWithoutText: 1,
    },
  },
}

export const UNREADABLE: Failed = {
  kind: 'failed',
  input: { path: 'locked.pdf', name: 'locked.pdf' },
  failure: { code: 'encrypted', facts: { name: 'locked.pdf' } },
}
