/** What makes two rows of a sheet of the ledger the same row, by heading. */
import type { SheetName } from '@gouji/budget'

export const KEYS: Readonly<Record<SheetName, readonly string[]>> = {
  units: ['单位编码'],
  expenditure: [
    ...['单位', '功能科目', '部门经济科目', '资金来源', '资金年份', '支出性质'],
    ...['项目', '对方单位', '年度', '阶段'],
  ],
  income: ['单位', '资金来源', '资金年份', '功能科目', '项目', '对方单位', '年度', '阶段'],
  projects: ['项目编码'],
  goals: ['单位', '项目'],
  indicators: ['单位', '项目', '一级指标', '二级指标', '三级指标'],
  tasks: ['任务名称'],
  procurement: ['单位', '项目', '采购品目', '采购内容', '功能科目', '部门经济科目', '资金来源', '年度', '阶段'],
  measurements: ['名称', '单位', '年度', '阶段'],
}

/** Amounts of rows with one key add up here; everywhere else such rows must say the same. */
export const ADDED: Readonly<Partial<Record<SheetName, readonly string[]>>> = {
  expenditure: ['金额(元)'],
  income: ['金额(元)'],
  procurement: ['金额(元)', '面向中小企业(元)', '面向小微企业(元)'],
}

/** What identifies a row; the unit of a project's goal follows from the project and may be left out on one side. */
export function keyOf(sheet: SheetName, values: ReadonlyMap<string, string>): string {
  const withProject = (sheet === 'goals' || sheet === 'indicators') && (values.get('项目') ?? '') !== ''
  return KEYS[sheet]
    .filter((heading) => !(withProject && heading === '单位'))
    .map((heading) => values.get(heading) ?? '')
    .join('|')
}
