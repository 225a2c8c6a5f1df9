/**
 * Exports of a budget system as they usually look, out of a ledger: a title, a line with the unit of money, a header over
 * one or two rows, lines, and totals. Composed by us; no system's own file is copied.
 */
import type { Budget } from '@gouji/budget'
import { SOURCES } from '@gouji/budget'
import { type Catalogue, FIXED_MEMBERS, formatFen, type MoneyUnit } from '@gouji/ledger'
import { escapedText, packWorkbook } from '@gouji/write'

/** A text, a number as it is stored, or a formula that was never computed. */
export type Cell = string | { readonly number: string; readonly style?: number } | { readonly formula: string }

export interface ExportSheet {
  readonly name: string
  readonly rows: readonly (readonly Cell[])[]
  /** `A1:C1` */
  readonly merges?: readonly string[]
  readonly hidden?: boolean
}

/** Style 1 shows numbers without decimals, as exports in 万元 often do. */
const STYLES =
  '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>' +
  '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="3" applyNumberFormat="1"/></cellXfs>'

export const workbookOf = (sheets: readonly ExportSheet[]): Uint8Array =>
  packWorkbook({
    sheets: sheets.map(({ hidden = false, ...sheet }) => ({ name: sheet.name, content: contentOf(sheet), hidden })),
    styles: STYLES,
  })

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26)

function contentOf({ rows, merges = [] }: ExportSheet): string {
  const data = rows.map((cells, r) => {
    const inner = cells.map((cell, c) => {
      const address = `${letters(c)}${r + 1}`
      if (typeof cell !== 'string' && 'formula' in cell) return `<c r="${address}"><f>${cell.formula}</f></c>`
      if (typeof cell !== 'string') return `<c r="${address}" s="${cell.style ?? 0}"><v>${cell.number}</v></c>`
      return cell === ''
        ? ''
        : `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escapedText(cell)}</t></is></c>`
    })
    return `<row r="${r + 1}">${inner.join('')}</row>`
  })
  const merged = merges.map((area) => `<mergeCell ref="${area}"/>`).join('')
  return `<sheetData>${data.join('')}</sheetData>${merged === '' ? '' : `<mergeCells count="${merges.length}">${merged}</mergeCells>`}`
}

const money = (fen: bigint, unit: MoneyUnit): Cell => ({ number: formatFen(fen, unit), style: unit === '元' ? 0 : 1 })
const sum = (all: readonly { readonly fen: bigint }[]): bigint => all.reduce((total, { fen }) => total + fen, 0n)
const sourceName = (id: string | undefined): string => SOURCES.find(({ value }) => value === id)?.name ?? ''
const unitCell = ({ units }: Budget, code: string): string =>
  `[${code}]${units.find((unit) => unit.code === code)?.name ?? ''}`

const ofTheYear = ({ head, lines }: Budget) =>
  lines.filter(({ year, stage }) => year === head.year && stage === head.stage)

/** 部门预算支出明细表: one header row, money in `unit`. */
export function expenditureSheet(budget: Budget, catalogue: Catalogue, unit: MoneyUnit = '元'): ExportSheet {
  const { head, projects } = budget
  const lines = ofTheYear(budget).filter(({ flow }) => flow === 'expenditure')
  const subject = (table: 'function' | 'economy', code: string | undefined): string =>
    code === undefined ? '' : `${code} ${catalogue.subject(table, code, head.year)?.name ?? ''}`
  const kindName = (kind: string): string => FIXED_MEMBERS.character?.find(({ id }) => id === kind)?.name ?? kind
  const rows = lines.map((line, i): Cell[] => {
    const project = projects.find(({ code }) => code === line.project)
    return [
      { number: String(i + 1) },
      unitCell(budget, line.unit),
      subject('function', line.function),
      line.economy === undefined
        ? ''
        : `[${line.economy}]${catalogue.subject('economy', line.economy, head.year)?.name ?? ''}`,
      sourceName(line.source),
      line.vintage === 'carried' ? '上年结转' : '本年',
      project?.code ?? '',
      project?.name ?? '',
      project ? kindName(project.kind) : '',
      money(line.fen, unit),
    ]
  })
  return {
    name: '部门预算支出明细表',
    rows: [
      [`${head.year}年部门预算支出明细表`],
      [`部门：${head.name}`, '', '', '', '', '', '', '', '', `单位：${unit}`],
      [
        '序号',
        '预算单位',
        '功能科目',
        '部门经济科目',
        '资金来源',
        '资金年份',
        '项目编码',
        '项目名称',
        '项目类别',
        '金额',
      ],
      ...rows,
      ['合计', '', '', '', '', '', '', '', '', money(sum(lines), unit)],
    ],
    merges: ['A1:J1'],
  }
}

/** 收入预算表: a header over two rows, a column for each source. */
export function incomeSheet(budget: Budget): ExportSheet {
  const lines = ofTheYear(budget).filter(({ flow }) => flow === 'income')
  const sources = ['general', 'fund', 'operations', 'other-income']
  const row = (label: readonly string[], own: readonly (typeof lines)[number][]): Cell[] => [
    ...label,
    money(sum(own), '元'),
    ...sources.map((source) =>
      money(sum(own.filter((line) => line.vintage === 'current' && line.source === source)), '元'),
    ),
    money(sum(own.filter((line) => line.vintage === 'carried' && line.source === 'general')), '元'),
  ]
  return {
    name: '收入预算表',
    rows: [
      [`${budget.head.year}年收入预算表`],
      ['单位：元'],
      ['单位编码', '单位名称', '收入总计', '本年收入', '', '', '', '上年结转'],
      ['', '', '', ...sources.map(sourceName), '一般公共预算'],
      ...budget.units.map((unit) =>
        row(
          [unit.code, unit.name],
          lines.filter((line) => line.unit === unit.code),
        ),
      ),
      row(['', '合计'], lines),
    ],
    merges: ['A1:H1', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:G3'],
  }
}

/** 项目绩效目标表: the project and its goal are merged down over their indicators. */
export function goalsSheet(budget: Budget): ExportSheet {
  const rows: Cell[][] = []
  const merges = ['A1:K1']
  for (const goal of budget.goals) {
    const project = budget.projects.find(({ code }) => code === goal.project)
    if (!project) continue
    const first = rows.length + 3
    goal.indicators.forEach((indicator, i) => {
      const { level1, level2, name, operator, target, unit = '', weight } = indicator
      const shown = operator === '定性' ? target : `${operator}${target}${unit}`
      const head =
        i === 0
          ? [unitCell(budget, project.unit), project.code, project.name, goal.midterm ?? '', goal.annual]
          : ['', '', '', '', '']
      rows.push([
        ...head,
        level1,
        level2,
        name,
        shown,
        weight === undefined ? '' : { number: String(weight) },
        indicator.note ?? '',
      ])
    })
    const last = rows.length + 2
    if (last > first) for (const letter of 'ABCDE') merges.push(`${letter}${first}:${letter}${last}`)
  }
  return {
    name: '项目绩效目标表',
    rows: [
      [`${budget.head.year}年项目支出绩效目标表`],
      [
        '预算单位',
        '项目编码',
        '项目名称',
        '中期目标',
        '年度目标',
        '一级指标',
        '二级指标',
        '三级指标',
        '指标值',
        '权重',
        '指标说明',
      ],
      ...rows,
    ],
    merges,
  }
}
