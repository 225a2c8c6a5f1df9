/** What `gouji import` says: how an export differs from its mapping, what its cells hold, and what would change. */
import type { Facts } from '@gouji/budget'
import type { FailureCode } from '@gouji/document'
import type { DriftCode, ImportCode, ImportProblem, MappingTroubleCode } from '@gouji/publish'
import type { BothWords } from './budget-problems.ts'
import { budgetProblemWords } from './budget-problems.ts'
import { both, given } from './budget-shapes.ts'
import { FAILURES, type FailureWords } from './failures.ts'

const nearZh = (f: Facts, otherwise: string): string => given(f.near, (near) => `是否应为：${near}？`) || otherwise
const nearEn = (f: Facts, otherwise: string): string => given(f.near, (near) => `Did you mean ${near}?`) || otherwise
/** Other files can be read and checked, but an export is a workbook. */
const NO_WORKBOOK: Readonly<Record<'zh' | 'en', FailureWords>> = {
  zh: {
    message: '不是 Excel 工作簿（.xlsx）',
    remedy: '请导出为 .xlsx；只有 .xls 或 .csv 的，在 Excel 中另存为 .xlsx。',
  },
  en: {
    message: 'this is no Excel workbook (.xlsx)',
    remedy: 'Export as .xlsx, or save .xls and .csv as .xlsx in Excel.',
  },
}

const unreadable = (f: Facts, language: 'zh' | 'en'): FailureWords =>
  f.reason === 'unknown-format' ? NO_WORKBOOK[language] : FAILURES[f.reason as FailureCode][language](f)

/** `ledger` has the words of the problem that the ledger tells. */
export const IMPORT_PROBLEMS: Readonly<Record<Exclude<DriftCode | ImportCode, 'ledger'>, BothWords>> = {
  'sheet-missing': both(
    (f) => [
      `没有映射要找的工作表（${f.wanted}）${given(f.sheets, (x) => `，只有：${x}`)}`,
      '请核对是否导出了这张表、选对了映射；表名已改的，请在映射的 sheets 中补上。',
    ],
    (f) => [
      `there is no sheet that the mapping looks for (${f.wanted})${given(f.sheets, (x) => `, only ${x}`)}`,
      'Check the export and the mapping; add a new name to its sheets.',
    ],
  ),
  'sheet-renamed': both(
    (f) => [
      `表名不是映射写的（${f.wanted}），表头相符，已按此读取`,
      '请确认就是这张表；以后都用这个表名的，请在映射的 sheets 中补上。',
    ],
    (f) => [
      `the name is not one of the mapping (${f.wanted}); the header fits, so it was read`,
      'Make sure that it is the sheet that is meant, and add its name to the mapping.',
    ],
  ),
  'sheet-left-out': both(
    (f) =>
      f.why === 'header'
        ? ['表名相符，但没有映射要的表头，未读取', '若有数据应读入，请核对表头。']
        : ['表头相符，但表名不是映射要的，未读取', `若也要读入，请把表名改成与 ${f.wanted} 相符。`],
    (f) =>
      f.why === 'header'
        ? ['the name fits, but there is no header of the mapping; it was not read', 'Check its header if it has data.']
        : ['the header fits, but the name does not; it was not read', `Rename it to fit ${f.wanted} if it is meant.`],
  ),
  'sheet-hidden': both(
    () => ['这张表是隐藏的，已读取', '请确认隐藏的数据也要读入。'],
    () => ['this sheet is hidden, and was read', 'Make sure that hidden data is meant to be read.'],
  ),
  'header-missing': both(
    (f) => [
      `前 40 行中没有找到表头（要同时有：${f.headings}）`,
      '请核对表头文字；改了叫法的，请在映射的 columns 中补上。',
    ],
    (f) => [
      `no header within the first 40 rows (${f.headings} must stand together)`,
      'Check the headings, and add new ones to the columns of the mapping.',
    ],
  ),
  'column-missing': both(
    (f) => [
      `没有“${f.name}”这一列（认得的表头：${f.headings}）`,
      given(f.near, (near) => `是否就是 ${f.at} 的“${near}”？是的话请在映射的 headings 中补上。`) ||
        '请核对导出的栏目是否勾选齐全。',
    ],
    (f) => [
      `there is no column "${f.name}" (known headings: ${f.headings})`,
      given(f.near, (near) => `Is it "${near}" at ${f.at}? If so, add it to the headings of the mapping.`) ||
        'Check that the export has all columns.',
    ],
  ),
  'column-twice': both(
    (f) => [`“${f.name}”有两列，另一列在 ${f.first}`, '请删去一列，或在映射中用“上级表头/表头”分开。'],
    (f) => [
      `there are two columns "${f.name}", the other at ${f.first}`,
      'Remove one, or tell them apart in the mapping by the heading above.',
    ],
  ),
  'column-unknown': both(
    (f) => [
      `映射里没有“${f.heading}”这一列，未读取`,
      given(f.near, (near) => `是否就是“${near}”？是的话请在映射的 headings 中补上。`) ||
        '不需要的列请写入映射的 ignore。',
    ],
    (f) => [
      `the mapping does not know the column "${f.heading}"; it was not read`,
      given(f.near, (near) => `Is it "${near}"? If so, add it to the headings of the mapping.`) ||
        'Put columns that are not needed under ignore in the mapping.',
    ],
  ),
  'file-unreadable': {
    zh: (f) => unreadable(f, 'zh'),
    en: (f) => unreadable(f, 'en'),
  },
  'formula-without-value': both(
    () => ['公式还没有算出结果', '请在 Excel 中打开、重新计算并保存后再导入。'],
    () => ['the formula was never computed', 'Open the file in Excel, let it compute, save it, and import again.'],
  ),
  'not-an-amount': both(
    (f) => [`“${f.found}”不是金额`, '请改成数字。'],
    (f) => [`"${f.found}" is no amount`, 'Make it a number.'],
  ),
  'fraction-of-fen': both(
    (f) => [`“${f.found}”不是整分`, '请核对金额和单位（元、万元）。'],
    (f) => [`"${f.found}" is no whole number of fen`, 'Check the amount and its unit (元, 万元).'],
  ),
  'rounded-code': both(
    (f) => [`编码“${f.found}”被当作数字存放，后几位已丢失`, '请重新导出，或先把这一列设为文本再填写完整编码。'],
    (f) => [
      `the code "${f.found}" was stored as a number and has lost its last digits`,
      'Export it again, or make the column text and enter the whole code.',
    ],
  ),
  'no-code': both(
    (f) => [`“${f.found}”没有编码，账里也没有这个名称`, '请在导出中带上编码，或先把它写入 units.csv 或 projects.csv。'],
    (f) => [
      `"${f.found}" has no code, and the ledger does not know the name`,
      'Export the codes as well, or enter it in units.csv or projects.csv first.',
    ],
  ),
  'unknown-name': both(
    (f) => [`科目表里没有“${f.found}”`, nearZh(f, '请写科目编码。')],
    (f) => [`the catalogue has no "${f.found}"`, nearEn(f, 'Give the code of the subject.')],
  ),
  'ambiguous-name': both(
    (f) => [`叫“${f.found}”的科目不止一个（${f.near} 等）`, '只有名称定不下来，请导出科目编码。'],
    (f) => [`several subjects are called "${f.found}" (${f.near} …)`, 'Export the codes of the subjects.'],
  ),
  'other-year': both(
    (f) => [`标题是“${f.found}”，账是 ${f.year} 年的`, '请换成同一年度的导出文件。'],
    (f) => [`the title says "${f.found}", the ledger is of ${f.year}`, 'Take an export of the same year.'],
  ),
  'total-differs': both(
    (f) => [
      `“${f.heading}”合计 ${f.stated} 元，读入各行相加 ${f.sum} 元，相差 ${f.difference} 元`,
      '请核对是否有行被筛选掉、重复，或小计行混在明细中。',
    ],
    (f) => [
      `the total of "${f.heading}" is ${f.stated}, the rows that were read add up to ${f.sum} (by ${f.difference} yuan)`,
      'Check for rows that were filtered out, doubled, or subtotals among the lines.',
    ],
  ),
  'row-total-differs': both(
    (f) => [
      `这一行合计 ${f.stated} 元，各列相加 ${f.sum} 元，相差 ${f.difference} 元`,
      '请核对是否有映射没有写到的来源列。',
    ],
    (f) => [
      `the row states ${f.stated}, its columns add up to ${f.sum} (by ${f.difference} yuan)`,
      'Check for columns of sources that the mapping does not know.',
    ],
  ),
  contradiction: both(
    (f) => [
      `“${f.heading}”与 ${f.at} 不一致：“${f.found}”和“${f.before}”`,
      '同一单位、项目、目标或指标只能有一种写法，请改成一致。',
    ],
    (f) => [
      `"${f.heading}" contradicts ${f.at}: "${f.found}" and "${f.before}"`,
      'One unit, project, goal or indicator has one wording: make them the same.',
    ],
  ),
  'no-rows': both(
    () => ['表头下面没有可读入的行', '请核对导出的条件。'],
    () => ['there are no rows below the header', 'Check what the export selects.'],
  ),
}

/** `支出.xlsx“支出明细”C5：… ` with what to do. */
export function importProblemText(problem: ImportProblem, language: 'zh' | 'en'): string {
  const { code, file, sheet, cell, facts } = problem
  const words = problem.problem
    ? budgetProblemWords(problem.problem, language)
    : IMPORT_PROBLEMS[code as Exclude<typeof code, 'ledger'>][language](facts)
  const isRow = cell !== undefined && /^\d+$/.test(cell)
  const column = problem.problem?.origin.column
  if (language === 'zh') {
    const at = isRow ? ` 第 ${cell} 行` : (cell ?? '')
    const place = `${file}${sheet ? `“${sheet}”` : ''}${at}${column ? `（${column}）` : ''}`
    return `${place}：${words.message}。${words.remedy}`
  }
  const at = isRow ? ` row ${cell}` : cell ? ` ${cell}` : ''
  const place = `${file}${sheet ? ` "${sheet}"` : ''}${at}${column ? ` (${column})` : ''}`
  return `${place}: ${words.message}. ${words.remedy}`
}

export const MAPPING_TROUBLES: Readonly<
  Record<MappingTroubleCode, { readonly zh: (found: string) => string; readonly en: (found: string) => string }>
> = {
  'not-yaml': { zh: (f) => `YAML 写法有误（${f}）`, en: (f) => `this is no YAML (${f})` },
  missing: { zh: () => '缺少这一项', en: () => 'this is missing' },
  'not-a-text': { zh: (f) => `应为文字：${f}`, en: (f) => `this must be a text: ${f}` },
  'not-a-list': { zh: (f) => `应为列表：${f}`, en: (f) => `this must be a list: ${f}` },
  'not-a-map': { zh: (f) => `应为“名称: 值”：${f}`, en: (f) => `this must be a map: ${f}` },
  'unknown-key': { zh: (f) => `没有“${f}”这个键`, en: (f) => `there is no key "${f}"` },
  'unknown-reading': { zh: (f) => `没有“${f}”这种读法`, en: (f) => `there is no reading "${f}"` },
  'unknown-column': { zh: (f) => `columns 中没有“${f}”`, en: (f) => `columns has no "${f}"` },
  'unknown-part': { zh: (f) => `单元格没有“${f}”这一部分`, en: (f) => `a cell has no part "${f}"` },
  'unknown-sheet': { zh: (f) => `账里没有“${f}”这张表`, en: (f) => `the ledger has no sheet "${f}"` },
  'unknown-heading': { zh: (f) => `账的这张表里没有“${f}”这一列`, en: (f) => `that sheet of the ledger has no "${f}"` },
  'unknown-unit': { zh: (f) => `没有“${f}”这种金额单位`, en: (f) => `there is no unit of money "${f}"` },
}

export const IMPORT_WORDS = {
  zh: {
    error: '错误',
    warning: '提醒',
    noFile: '请指明导出的 Excel 文件',
    noMapping: (ids: string) => `请用 --mapping 指明映射：${ids}，或自己的映射文件（.yaml）`,
    noInto: '请用 --into 指明预算文件夹',
    unknownMapping: (name: string, ids: string) => `没有映射“${name}”，可用：${ids}，或自己的映射文件（.yaml）`,
    brokenMapping: (name: string) => `映射 ${name} 有误`,
    noLedger: (folder: string) =>
      `${folder} 还不是能读的预算文件夹；先写好 budget.yaml（见 docs/budget-folder.md）再导入`,
    brokenLedger: (folder: string) => `${folder} 中有读不懂的格子，写入会丢失它们；请先用 gouji budget check 改正`,
    read: (file: string, sheet: string, header: number, taken: number, leftOut: number) =>
      `${file}“${sheet}”：表头在第 ${header} 行，读入 ${taken} 行，略去 ${leftOut} 行`,
    changes: (title: string, added: number, changed: number, removed: number) =>
      `${title}：新增 ${added}，修改 ${changed}，删除 ${removed}`,
    none: '账里已经都有，没有变化',
    more: (n: number) => `  …… 另有 ${n} 条（--all 全部列出）`,
    empty: '（空）',
    after: (errors: number, warnings: number) =>
      `导入后账里还有 ${errors} 个错误、${warnings} 个提醒，见 gouji budget check`,
    preview: '这是预览，没有写入；确认无误后加 --yes',
    written: (folder: string) => `已写入 ${folder}`,
    stopped: '有错误，没有写入',
  },
  en: {
    error: 'error',
    warning: 'warning',
    noFile: 'name the Excel files of the export',
    noMapping: (ids: string) => `name a mapping with --mapping: ${ids}, or a file of your own (.yaml)`,
    noInto: 'name the folder of the budget with --into',
    unknownMapping: (name: string, ids: string) => `there is no mapping "${name}", only ${ids}, or a file (.yaml)`,
    brokenMapping: (name: string) => `the mapping ${name} is wrong`,
    noLedger: (folder: string) =>
      `${folder} is no folder of a budget yet; write its budget.yaml first (see docs/budget-folder.md)`,
    brokenLedger: (folder: string) =>
      `${folder} has cells that cannot be read and would be lost; mend them first (gouji budget check)`,
    read: (file: string, sheet: string, header: number, taken: number, leftOut: number) =>
      `${file} "${sheet}": header in row ${header}, ${taken} rows read, ${leftOut} left out`,
    changes: (title: string, added: number, changed: number, removed: number) =>
      `${title}: ${added} added, ${changed} changed, ${removed} removed`,
    none: 'the ledger has all of it; nothing changes',
    more: (n: number) => `  … and ${n} more (--all lists them)`,
    empty: '(empty)',
    after: (errors: number, warnings: number) =>
      `afterwards the ledger has ${errors} errors and ${warnings} warnings; see gouji budget check`,
    preview: 'this is a preview, nothing was written; --yes writes it',
    written: (folder: string) => `written to ${folder}`,
    stopped: 'there are errors; nothing was written',
  },
} as const
