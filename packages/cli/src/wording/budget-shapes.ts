/** Words for what is wrong with the way in which a budget is written: files, sheets, cells. */
import type { Facts, ProblemCode } from '@gouji/budget'
import type { FailureCode } from '@gouji/document'
import type { BothWords } from './budget-problems.ts'
import type { TransferCode } from './budget-transfers.ts'
import { FAILURES, type FailureWords } from './failures.ts'

type Words = readonly [message: string, remedy: string]

/** One entry in both languages, from functions of the facts. */
export const both = (zh: (f: Facts) => Words, en: (f: Facts) => Words): BothWords => ({
  zh: (f) => ({ message: zh(f)[0], remedy: zh(f)[1] }),
  en: (f) => ({ message: en(f)[0], remedy: en(f)[1] }),
})

/** A part of a sentence for a fact that may be absent. */
export const given = (fact: string | number | undefined, say: (text: string) => string): string =>
  fact === undefined || fact === '' ? '' : say(String(fact))

const nearZh = (f: Facts): string => given(f.near, (near) => `是否应为：${near}？`)
const nearEn = (f: Facts): string => given(f.near, (near) => ` Did you mean ${near}?`)

const count = (n: string | number | undefined): string => String(n ?? '').replace(/\B(?=(\d{3})+$)/g, ',')

/** Workbooks are read as documents are, and fail in the same words; only that other documents are not wanted. */
const unreadable = (f: Facts, language: 'zh' | 'en'): FailureWords | undefined =>
  f.reason === 'unknown-format' ? undefined : FAILURES[f.reason as FailureCode][language](f)

export type ShapeCode = Exclude<ProblemCode, StatementCode | TransferCode>

/** What the entries say together; their words stand in budget-statements.ts. */
export type StatementCode =
  | 'unknown-subject'
  | 'superseded-subject'
  | 'coarse-subject'
  | 'other-budget'
  | 'unknown-unit'
  | 'unknown-project'
  | 'ambiguous-name'
  | 'unit-cycle'
  | 'duplicate-unit'
  | 'duplicate-project'
  | 'duplicate-goal'
  | 'duplicate-line'
  | 'unknown-measure'
  | 'character-contradicts-economy'
  | 'character-contradicts-project'
  | 'unbalanced'
  | 'carried-overspent'
  | 'negative-amount'
  | 'money-unit-suspected'
  | 'whole-exceeded'
  | 'whole-differs'
  | 'years-reversed'
  | 'year-far'
  | 'date-far'
  | 'weights'
  | 'weight-missing'
  | 'indicator-without-goal'
  | 'goal-without-indicator'
  | 'project-without-goal'
  | 'price-differs'
  | 'share-exceeds'
  | 'project-of-other-unit'
  | 'one-unit'
  | 'no-lines'
  | 'more-problems'

export const SHAPES: Readonly<Record<ShapeCode, BothWords>> = {
  'folder-missing': both(
    () => ['找不到这个文件夹', '请检查路径是否写对。'],
    () => ['there is no such folder', 'Check the path.'],
  ),
  'not-a-folder': both(
    () => [
      '这是一个文件，不是预算文件夹',
      '请指定存放 budget.yaml 的文件夹；若是工作簿，请先用 gouji workbook import 转成文件夹。',
    ],
    () => [
      'this is a file, not the folder of a budget',
      'Name the folder that holds budget.yaml; import a workbook with gouji workbook import first.',
    ],
  ),
  'not-readable': both(
    (f) => [
      `文件存在但打不开${given(f.reason, (r) => `（${r}）`)}`,
      '请检查是否有读取权限、是否正被其他程序占用，然后重试。',
    ],
    (f) => [
      `the file exists but cannot be opened${given(f.reason, (r) => ` (${r})`)}`,
      'Check that you may read it and that no other program holds it.',
    ],
  ),
  'other-encoding': both(
    (f) => [
      `文件不是 UTF-8 编码，已按 ${f.encoding} 读取`,
      '请核对文字是否正确，并另存为 UTF-8 编码（Excel 中选“CSV UTF-8”）。',
    ],
    (f) => [
      `the file is not UTF-8; it was read as ${f.encoding}`,
      'Check its words and save it as UTF-8 (in Excel: CSV UTF-8).',
    ],
  ),
  'missing-file': both(
    () => ['缺少这个文件', '请补上；可参照 docs/budget-folder.md，或用 gouji workbook import 由工作簿生成。'],
    () => [
      'this file is missing',
      'Add it as docs/budget-folder.md describes, or import a workbook with gouji workbook import.',
    ],
  ),
  'unknown-file': both(
    (f) => ['预算文件夹中没有这个名字的文件，内容未读取', nearZh(f) || '若不需要，请移出文件夹。'],
    (f) => [
      'a budget has no file of this name; it was not read',
      nearEn(f).trim() || 'Move it elsewhere if it is not needed.',
    ],
  ),
  'file-too-large': both(
    (f) => [`文件过大：${count(f.length)}，上限 ${count(f.limit)}`, '请核对是否放错了文件。'],
    (f) => [
      `the file is too large: ${count(f.length)}, the limit is ${count(f.limit)}`,
      'Check that it is the right file.',
    ],
  ),
  'broken-encoding': both(
    () => ['文字编码有误，出现乱码', '请打开原文件，确认文字正常后另存为 UTF-8 编码。'],
    () => ['its encoding is broken', 'Open the file where it looks right and save it as UTF-8.'],
  ),
  'yaml-syntax': both(
    (f) => [`YAML 写法有误（${f.reason}）`, '请检查冒号后是否有空格、缩进是否对齐、引号是否成对；Tab 不能用于缩进。'],
    (f) => [
      `this is not valid YAML (${f.reason})`,
      'Check blanks behind colons, indentation (no tabs), and pairs of quotes.',
    ],
  ),
  'yaml-alias': both(
    () => ['不支持 YAML 的锚点和别名（& 和 *）', '请直接写出文字；文字以 & 或 * 开头时请加引号。'],
    () => [
      'anchors and aliases of YAML (& and *) are not supported',
      'Write the text itself; quote a text that begins with & or *.',
    ],
  ),
  'yaml-shape': both(
    () => ['结构与约定不符', '请参照 docs/budget-folder.md：每个键一段文字，职责、机构为列表，其余为“名称: 文字”。'],
    () => [
      'this is not the expected structure',
      'See docs/budget-folder.md: one text per key; 职责 and 机构 are lists, the others map names to texts.',
    ],
  ),
  'duplicate-key': both(
    (f) => [`键“${f.key}”重复${given(f.before, (b) => `，第 ${b} 行已有`)}`, '请合并或删去其中一个。'],
    (f) => [
      `the key "${f.key}" stands twice${given(f.before, (b) => `, first at line ${b}`)}`,
      'Join the two or remove one.',
    ],
  ),
  'unknown-key': both(
    (f) => [`没有“${f.key}”这个键，内容未读取`, `可用的键：${f.keys}。`],
    (f) => [`there is no key "${f.key}"; it was not read`, `The keys are ${f.keys}.`],
  ),
  'missing-key': both(
    (f) => [`缺少“${f.key}”`, '请补上。'],
    (f) => [`"${f.key}" is missing`, 'Add it.'],
  ),
  'empty-sheet': both(
    (f) => ['表是空的，没有表头', `请至少写上表头：${f.headings}。`],
    (f) => ['the sheet is empty and has no headings', `Write at least the headings ${f.headings}.`],
  ),
  'open-quote': both(
    (f) => [`第 ${f.field} 列的双引号没有闭合，以下各行未读取`, '请补上引号；文字里的引号要写成两个 ""。'],
    (f) => [
      `the quote in column ${f.field} is never closed; the rest was not read`,
      'Close it; write a quote inside a cell twice.',
    ],
  ),
  'stray-quote': both(
    (f) => [`第 ${f.field} 列的双引号位置不对`, '整格要放在一对双引号里，里面的引号写两个。'],
    (f) => [
      `there are letters behind the closing quote in column ${f.field}`,
      'Put the whole cell between quotes and double those inside.',
    ],
  ),
  'wrong-separator': both(
    () => ['各列不是用半角逗号分隔的', '请另存为“CSV UTF-8（逗号分隔）”。'],
    () => ['the columns are not separated by commas', 'Save the file as CSV with commas, in UTF-8.'],
  ),
  'cell-count': both(
    (f) => [`有 ${f.cells} 列，表头有 ${f.headings} 列`, '请补上或删去逗号；文字里有逗号时，整格要放在双引号里。'],
    (f) => [
      `there are ${f.cells} cells under ${f.headings} headings`,
      'Add or remove commas; quote a cell that has a comma in it.',
    ],
  ),
  'missing-column': both(
    () => ['缺少这一列', '请在表头补上；表头写法见 docs/budget-folder.md。'],
    () => ['this column is missing', 'Add it; docs/budget-folder.md has the headings.'],
  ),
  'unknown-column': both(
    (f) => ['没有这一列，内容未读取', nearZh(f) || '若不需要请删去；不想公开的说明请写在“备注”列。'],
    (f) => ['there is no such column; it was not read', nearEn(f).trim() || 'Remove it if it is not needed.'],
  ),
  'duplicate-column': both(
    (f) => [`与“${f.same}”列重复`, '请删去其中一列。'],
    (f) => [`this is the column "${f.same}" again`, 'Remove one of the two.'],
  ),
  'too-many-rows': both(
    (f) => [`超过 ${count(f.limit)} 行，以下未读取`, '请核对是否放错了文件。'],
    (f) => [`there are more than ${count(f.limit)} rows; the rest was not read`, 'Check that it is the right file.'],
  ),
  'total-row': both(
    (f) => [`这是“${f.found}”行，不是明细`, '请删去；合计由程序汇总，一数一源。'],
    (f) => [`this row is a total (${f.found})`, 'Remove it: totals are computed and entered nowhere.'],
  ),
  'split-amount': both(
    (f) => [
      `金额被逗号拆成了两格：“${f.found}”和“${f.next}”`,
      `请写成 ${String(f.whole).replace(',', '')}，或加上双引号："${f.whole}"。`,
    ],
    (f) => [
      `a comma has split the amount into "${f.found}" and "${f.next}"`,
      `Write ${String(f.whole).replace(',', '')}, or "${f.whole}" with its quotes.`,
    ],
  ),
  'other-money-unit': both(
    (f) => [`这一列以${f.unit}为单位`, '金额一律以元为单位，请换算后把表头改回来。'],
    (f) => [`this column is in ${f.unit}`, 'All amounts are in 元: convert them and mend the heading.'],
  ),
  'workbook-unreadable': {
    zh: (f) => unreadable(f, 'zh') ?? { message: '这不是 Excel 工作簿（.xlsx）', remedy: '请核对是否选错了文件。' },
    en: (f) =>
      unreadable(f, 'en') ?? { message: 'this is no workbook (.xlsx)', remedy: 'Check that it is the right file.' },
  },
  'missing-sheet': both(
    (f) => [`缺少工作表“${f.sheet}”`, '请勿删除或改名；可重新导出一份空白工作簿，把数据贴回。'],
    (f) => [
      `the sheet "${f.sheet}" is missing`,
      'Sheets must keep their names; export a new workbook and paste the data.',
    ],
  ),
  'unknown-sheet': both(
    () => ['没有这个工作表，内容未读取', '若不需要可以不管；要导入的数据请放在原有的工作表中。'],
    () => [
      'there is no such sheet; it was not read',
      'Ignore this, or put the data into the sheets that were exported.',
    ],
  ),
  'missing-value': both(
    () => ['没有填写', '这一格必须填写。'],
    () => ['nothing is entered', 'This cell must be filled in.'],
  ),
  'not-an-amount': both(
    (f) => [`“${f.found}”不是金额`, '请写以元为单位的数字，如 12345.67 或 12,345.67；没有金额就删去这一行。'],
    (f) => [
      `"${f.found}" is no amount`,
      'Write yuan in digits, such as 12345.67 or 12,345.67; remove the row where there is none.',
    ],
  ),
  'fraction-of-fen': both(
    (f) => [`“${f.found}”不足一分`, '金额最多两位小数；若是公式算出来的，请先四舍五入到分。'],
    (f) => [`"${f.found}" is finer than a fen`, 'An amount has two decimals at most: round the formula that gave it.'],
  ),
  'too-large-number': both(
    (f) => [`“${f.found}”大得不合情理`, '请核对单位是否为元。'],
    (f) => [`"${f.found}" is larger than any budget`, 'Check that it is in yuan.'],
  ),
  'not-a-count': both(
    (f) => [`“${f.found}”不是整数`, '请写不带单位的整数。'],
    (f) => [`"${f.found}" is no whole number`, 'Write a whole number without a unit.'],
  ),
  'not-a-number': both(
    (f) => [`“${f.found}”不是数字`, '请写不带单位的数字；单位写在“计量单位”列。'],
    (f) => [`"${f.found}" is no number`, 'Write digits only; the unit has its own column.'],
  ),
  'not-a-year': both(
    (f) => [`“${f.found}”不是年份`, '请写四位年份，如 2025。'],
    (f) => [`"${f.found}" is no year`, 'Write four digits, such as 2025.'],
  ),
  'not-a-date': both(
    (f) => [`“${f.found}”不是日期，或没有这一天`, '请写成 2025-02-14 的样子。'],
    (f) => [`"${f.found}" is no date, or there is no such day`, 'Write it like 2025-02-14.'],
  ),
  'not-a-region': both(
    (f) => [`“${f.found}”不是行政区划代码`, '请写六位数字（GB/T 2260）。'],
    (f) => [`"${f.found}" is no code of a region`, 'Write the six digits of GB/T 2260.'],
  ),
  'not-a-code': both(
    (f) => [
      `“${f.found}”不是科目编码`,
      '请写编码，或“编码 名称”；功能科目七位，部门经济科目五位，采购品目以 A、B、C 开头。',
    ],
    (f) => [
      `"${f.found}" is no code of a subject`,
      'Write the code, or the code with its name: functions have seven digits, economies five, procurement begins with A, B or C.',
    ],
  ),
  'rounded-code': both(
    (f) => [
      `“${f.found}”像是被 Excel 当作数字的编码，末几位已经丢失`,
      '请从原系统重新取得编码，并先把该列设为文本格式。',
    ],
    (f) => [
      `"${f.found}" looks like a code that a spreadsheet took for a number; its last digits are lost`,
      'Get the code again and set the column to text first.',
    ],
  ),
  'not-a-choice': both(
    (f) => [`“${f.found}”不在可选的范围内`, `可填：${f.choices}。`],
    (f) => [`"${f.found}" is not among the choices`, `Choose from ${f.choices}.`],
  ),
  'control-character': both(
    (f) => [`“${f.found}”中有看不见的控制字符（${f.sign}）`, '请删去这一格重新输入，或先粘贴到记事本再复制过来。'],
    (f) => [
      `"${f.found}" has a character that is not seen (${f.sign})`,
      'Type the cell again, or paste it through a plain text editor.',
    ],
  ),
  'line-break': both(
    (f) => [`“${f.found}”中有换行`, '名称和数字不能换行，请删去。'],
    (f) => [`"${f.found}" has a line break`, 'Names and figures stand on one line.'],
  ),
  'too-long': both(
    (f) => [`文字过长：${count(f.length)} 字，上限 ${count(f.limit)} 字`, '请核对是否粘贴错了内容。'],
    (f) => [
      `the text is too long: ${count(f.length)} letters, the limit is ${count(f.limit)}`,
      'Check what was pasted here.',
    ],
  ),
  'unknown-nature': both(
    (f) => [`看不出“${f.found}”是行政、参公还是事业单位`, '请写行政、参公或事业；政府预算支出经济分类要据此推出。'],
    (f) => [
      `"${f.found}" does not say whether the unit is an administration or an institution`,
      'Write 行政, 参公 or 事业.',
    ],
  ),
  'lost-zero': both(
    (f) => [`编码“${f.found}”前面的 0 丢失，已按 ${f.code} 处理`, '请把该列设为文本格式，并补上 0。'],
    (f) => [
      `"${f.found}" has lost its leading zeros; it was taken for ${f.code}`,
      'Set the column to text and write the zeros.',
    ],
  ),
  'odd-code': both(
    (f) => [`单位编码“${f.found}”不是三、六或九位`, `前面的 0 可能丢失了。是否应为：${f.near}？`],
    (f) => [
      `the code "${f.found}" has not three, six or nine digits`,
      `It may have lost zeros in front. Did you mean ${f.near}?`,
    ],
  ),
  'name-differs': both(
    (f) => [`编码 ${f.code} 的名称是“${f.name}”，这里写的是“${f.found}”`, '请核对编码和名称哪个写错；程序以编码为准。'],
    (f) => [
      `${f.code} is "${f.name}", and "${f.found}" stands here`,
      'See which of the two is wrong; the code is what counts.',
    ],
  ),
}
