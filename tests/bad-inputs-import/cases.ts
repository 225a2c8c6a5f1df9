/** One thing wrong in each export. The base is written as people see it: a row a line, cells between bars. */
import { type Cell, type ExportSheet, workbookOf } from '../../packages/publish/src/import/testing/exports.ts'

/** `#1.5` is a number, everything else a text. */
const BASE = `
2025年部门预算支出明细表
部门：示例市档案局 | | | | | 单位：元
序号 | 预算单位 | 功能科目 | 部门经济科目 | 资金来源 | 资金年份 | 项目编码 | 项目名称 | 项目类别 | 金额
#1 | [021001]示例市档案局本级 | 2012601 行政运行 | [30101]基本工资 | 一般公共预算 | 本年 | | | | #612384
#2 | [021001]示例市档案局本级 | 2012602 一般行政管理事务 | [30216]培训费 | 一般公共预算 | 本年 | P-01 | 档案业务指导 | 特定目标类 | #86000
#3 | [021002]示例市档案馆 | 2012604 档案馆 | [30101]基本工资 | 一般公共预算 | 本年 | | | | #500000
#4 | [021002]示例市档案馆 | 2012604 档案馆 | [30201]办公费 | 事业收入 | 本年 | | | | #3000.5
#5 | [021002]示例市档案馆 | 2012699 其他档案事务支出 | [31002]办公设备购置 | 一般公共预算 | 上年结转 | P-02 | 库房柜架 | 其他运转类 | #15800
合计 | | | | | | | | | #1217184.5
`

const INCOME = `
2025年收入预算表
单位编码 | 单位名称 | 收入总计 | 一般公共预算 | 事业收入
021001 | 示例市档案局本级 | #698384 | #698384 |
021002 | 示例市档案馆 | #518800.5 | #515800 | #3000.5
合计 | | #1217184.5 | #1214184 | #3000.5
`

const GOALS = `
项目绩效目标表
单位编码 | 项目编码 | 项目名称 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重
021001 | P-01 | 档案业务指导 | 指导建档 | 产出指标 | 数量指标 | 培训人次 | ≥260人次 | #60
021001 | P-01 | 档案业务指导 | 指导建档 | 效益指标 | 社会效益指标 | 规范建档比例 | ≥85% | #40
`

const SHEETS = {
  'expenditure-lines': '支出明细',
  'income-by-source': '收入预算表',
  'project-goals': '绩效目标',
} as const
type MappingId = keyof typeof SHEETS
const TEXTS: Readonly<Record<MappingId, string>> = {
  'expenditure-lines': BASE,
  'income-by-source': INCOME,
  'project-goals': GOALS,
}

const sheetOf = (name: string, text: string): ExportSheet => ({
  name,
  rows: text
    .trim()
    .split('\n')
    .map((line) =>
      line.split('|').map((part): Cell => {
        const cell = part.trim()
        return cell.startsWith('#') ? { number: cell.slice(1) } : cell
      }),
    ),
})

export interface BadExport {
  readonly name: string
  readonly mapping: MappingId
  readonly bytes: Uint8Array
}

/** Fails where the base does not hold what is to be replaced, so that no case goes stale unseen. */
const swapped = (mapping: MappingId, ...swaps: readonly (readonly [from: string, to: string])[]): string =>
  swaps.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${mapping} has no ${from}`)
    return text.replace(from, to)
  }, TEXTS[mapping])

const one = (
  name: string,
  mapping: MappingId,
  swaps: readonly (readonly [string, string])[],
  sheet: string = SHEETS[mapping],
): BadExport => ({ name, mapping, bytes: workbookOf([sheetOf(sheet, swapped(mapping, ...swaps))]) })

const E = 'expenditure-lines'

export const goodExports = (): BadExport[] => (Object.keys(SHEETS) as MappingId[]).map((id) => one(id, id, []))

export const badExports = (): BadExport[] => [
  { name: 'no workbook', mapping: E, bytes: new TextEncoder().encode('单位,金额\n021001,1\n') },
  { name: 'an empty file', mapping: E, bytes: new Uint8Array() },
  { name: 'another sheet', mapping: E, bytes: workbookOf([{ name: '说明', rows: [['导出说明']] }]) },
  one('a sheet renamed', E, [], 'Sheet1'),
  {
    name: 'the same once more',
    mapping: E,
    bytes: workbookOf([sheetOf('支出明细', BASE), sheetOf('Sheet2', BASE)]),
  },
  {
    name: 'a cover of the same name',
    mapping: E,
    bytes: workbookOf([{ name: '支出明细说明', rows: [['导出说明']] }, sheetOf('支出明细', BASE)]),
  },
  one('no header', E, [[/序号.*\n/.exec(BASE)![0], '']]),
  one('a heading misspelt', E, [['资金来源', '资金来原']]),
  one('a heading with words around it', E, [['| 金额', '| 2025年预算金额合计']]),
  one('a column gone', E, [['| 部门经济科目 ', '| ']]),
  one('a column of somebody else', E, [
    ['项目类别 | 金额', '项目类别 | 金额 | 绩效标识'],
    ['#612384', '#612384 | 重点'],
  ]),
  one('a column twice', E, [['项目编码', '预算单位']]),
  one('an amount in words', E, [['#86000', '八万六']]),
  one('a fraction of a fen', E, [['#3000.5', '#3000.505']]),
  one('a code that was rounded', E, [['P-01', '#339901240000003000000']]),
  one('a unit without a code', E, [['[021002]示例市档案馆 | 2012699', '示例市方志馆 | 2012699']]),
  one('a name of no subject', E, [['[30216]培训费', '培训经费']]),
  one('a name of many subjects', E, [['2012601 行政运行', '行政运行']]),
  one('the year before', E, [['2025年', '2024年']]),
  one('a row lost', E, [[/#3 .*\n/.exec(BASE)![0], '']]),
  one('a source that the ledger does not have', E, [['事业收入', '事业收费']]),
  one('a code that the year does not know', E, [['[30201]办公费', '[30250]办公费']]),
  one('a name of another code', E, [['[30201]办公费', '[30202]办公费']]),
  one('a new unit without its nature', E, [['[021002]示例市档案馆 | 2012699', '[021009]示例市方志馆 | 2012699']]),
  one('nothing below the header', 'income-by-source', [[/021001[\s\S]*/.exec(INCOME)![0], '']]),
  one('a source that the mapping does not know', 'income-by-source', [['| 事业收入', '| 捐赠收入']]),
  one('a row that does not add up', 'income-by-source', [['#698384 | #698384', '#698394 | #698384']]),
  one('two goals of one project', 'project-goals', [['指导建档 | 效益指标', '办好培训 | 效益指标']]),
  one('a project that nobody knows', 'project-goals', [
    ['P-01 | 档案业务指导 | 指导建档 | 产出', ' | 地方志编修 | 指导建档 | 产出'],
  ]),
  one('an indicator without a value', 'project-goals', [['≥85%', '']]),
  withFormula(),
  withHiddenSheet(),
]

/** A workbook that a program wrote and nobody has opened since: its formula has no value. */
function withFormula(): BadExport {
  const sheet = sheetOf('支出明细', BASE)
  const rows = sheet.rows.map((row) =>
    row.map((cell) =>
      typeof cell !== 'string' && 'number' in cell && cell.number === '86000' ? { formula: '1+1' } : cell,
    ),
  )
  return { name: 'a formula that was never computed', mapping: E, bytes: workbookOf([{ ...sheet, rows }]) }
}

function withHiddenSheet(): BadExport {
  const shown = { name: '首页', rows: [['部门预算']] }
  return {
    name: 'a hidden sheet',
    mapping: E,
    bytes: workbookOf([shown, { ...sheetOf('支出明细', BASE), hidden: true }]),
  }
}
