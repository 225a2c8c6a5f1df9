/** What `gouji budget` and `gouji workbook` say besides the problems themselves. */
import { formatFen } from '@gouji/ledger'

export interface BudgetFigures {
  readonly name: string
  readonly units: number
  readonly lines: number
  readonly projects: number
  /** Of the year and stage of the book, in fen. */
  readonly income: bigint
  readonly expenditure: bigint
}

export interface BudgetCommandWords {
  readonly error: string
  readonly warning: string
  readonly colon: string
  readonly clean: (figures: BudgetFigures) => string
  readonly counts: (errors: number, warnings: number) => string
  readonly wrongAction: (action: string | undefined, actions: string) => string
  readonly wrongCount: (usage: string) => string
  readonly isThere: (path: string) => string
  readonly wroteWorkbook: (path: string) => string
  readonly wroteFolder: (path: string, lines: number) => string
  readonly notWritten: string
  readonly notExported: string
}

const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

export const BUDGET_COMMAND_WORDS: Readonly<Record<'zh' | 'en', BudgetCommandWords>> = {
  zh: {
    error: '错误',
    warning: '提醒',
    colon: '：',
    clean: (f) =>
      `没有问题：${f.name}，${f.units} 个单位，${f.lines} 条明细，${f.projects} 个项目；` +
      `收入 ${formatFen(f.income, '元', 2)} 元，支出 ${formatFen(f.expenditure, '元', 2)} 元`,
    counts: (errors, warnings) => `${errors} 个错误，${warnings} 个提醒`,
    wrongAction: (action, actions) =>
      action === undefined ? `请指明做什么：${actions}` : `没有“${action}”，可用：${actions}`,
    wrongCount: (usage) => `用法：${usage}`,
    isThere: (path) => `${path} 已经存在；要覆盖请加 --force`,
    wroteWorkbook: (path) => `已写出工作簿 ${path}`,
    wroteFolder: (path, lines) => `已写出预算文件夹 ${path}（${lines} 条明细）`,
    notWritten: '有错误，没有写出文件夹',
    notExported: '有错误，没有写出工作簿；要带着错误导出请加 --force',
  },
  en: {
    error: 'error',
    warning: 'warning',
    colon: ': ',
    clean: (f) =>
      `no problems: ${f.name}, ${plural(f.units, 'unit')}, ${plural(f.lines, 'line')}, ${plural(f.projects, 'project')}; ` +
      `income ${formatFen(f.income, '元', 2)}, expenditure ${formatFen(f.expenditure, '元', 2)} yuan`,
    counts: (errors, warnings) => `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`,
    wrongAction: (action, actions) =>
      action === undefined ? `say what to do: ${actions}` : `there is no "${action}", only ${actions}`,
    wrongCount: (usage) => `usage: ${usage}`,
    isThere: (path) => `${path} exists already; --force writes over it`,
    wroteWorkbook: (path) => `wrote the workbook ${path}`,
    wroteFolder: (path, lines) => `wrote the folder ${path} (${plural(lines, 'line')})`,
    notWritten: 'there are errors; no folder was written',
    notExported: 'there are errors; no workbook was written (--force writes it nevertheless)',
  },
}
