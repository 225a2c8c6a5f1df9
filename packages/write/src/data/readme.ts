import type { Book } from '@gouji/compose'
import type { Column, DataTable } from './columns.ts'

/** Explains the folder to a person who opens it; carriage returns, because 记事本 of old systems knows no other line. */
export function readmeText(
  book: Book,
  // biome-ignore lint/suspicious/noExplicitAny: only names and titles of columns are told, never a row.
  tables: readonly (DataTable<any> & { readonly path: string })[],
): string {
  const kind = book.stage === 'final' ? '决算' : '预算'
  const lines = [
    book.title,
    '='.repeat(40),
    '',
    `本文件夹是${book.organisation}${book.year}年${kind}公开文本的数据，与公开文本由同一本账生成，供查阅、核对和分析。`,
    '',
    '【文件】',
    ...tables.map((table) => `  ${table.path}　${table.title}，${table.rows.length} 行。${table.description}`),
    '  data.json　以上两表的全部内容，供程序读取。',
    '  datapackage.json　各栏的机读说明（Fiscal Data Package 1.0）。',
    '  jsonstat.json　按报表整理的多维数据（JSON-stat 2.0），一张表（或表中一组栏目）为一个数据集。',
    '',
    '【约定】',
    '  1. 金额（value 栏）一律为人民币元，精确到分，没有舍入。公开文本上印的数在 printed 栏，单位在 printed_unit 栏。',
    '  2. 代码栏是文本，例如 2010301；用 Excel 打开时请勿把它当作数相加。21 位的项目代码请按“文本”导入，',
    '     否则 Excel 会把末几位变成 0。',
    '  3. 同一笔钱会在多处印出，因此“陈述”中的金额不可直接相加；需要汇总时请用“明细”。',
    '  4. 坐标栏为空，表示不限该项（例如资金来源为空，即全部来源）。“明细”中为空，则表示没有细分到该项。',
    '  5. 以 = + - @ 等开头的文字前加了一个单引号，以免电子表格把它当公式运算；数本身（含负数）不受影响。',
    '  6. CSV 为 UTF-8 编码，带 BOM，可直接用 Excel、WPS 表格打开。',
    '',
    ...tables.flatMap((table) => [`【${table.path} 的栏目】`, ...table.columns.map(columnLine), '']),
  ]
  return lines.join('\r\n')
}

// biome-ignore lint/suspicious/noExplicitAny: only the declaration is told.
const columnLine = ({ name, title, description }: Column<any>): string =>
  `  ${name}　${title}${description === undefined ? '' : `。${description}`}`
