/** docs/budget-folder.md, made from the definitions of the sheets, so that the two cannot tell different things. */
import { MEASURE_KEYS } from './choices.ts'
import { HEAD, HEAD_FILE, TEXT_PARTS, TEXTS_FILE } from './head.ts'
import type { Column, ColumnKind } from './sheet.ts'
import { ALL_SHEETS } from './sheets.ts'

const KINDS: Readonly<Record<ColumnKind, string>> = {
  text: '文字（一行）',
  long: '文字（可多行）',
  code: '编码',
  unit: '单位编码或名称',
  project: '项目编码或名称',
  function: '支出功能分类科目编码',
  economy: '部门预算支出经济分类科目编码',
  procured: '政府采购品目编码',
  choice: '选项',
  amount: '金额（元）',
  count: '整数',
  quantity: '数字',
  year: '年份',
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

function columnRow({ heading, kind, required, help, blank, choices, also }: Column): string {
  const notes = [
    help,
    blank === undefined ? '' : `不填表示：${blank}`,
    choices ? `可填：${choices.map(({ name }) => name).join('、')}` : '',
    also ? `表头也可写：${also.join('、')}` : '',
  ]
  return `| ${heading} | ${KINDS[kind]} | ${required ? '是' : ''} | ${cell(notes.filter(Boolean).join('。'))} |`
}

export function describeFolder(): string {
  const parts = [
    '# The folder of a budget',
    'Made from `packages/budget/src/sheets`; `npx vitest run packages/budget -u` writes it again.',
    '一本预算是一个文件夹，里面是可以比对、可以审阅的文本文件。' +
      '每个数只填一次：合计、占比、增减、各张表和说明都由这里推出。',
    [
      '- 文件一律为 UTF-8 编码；`.csv` 用半角逗号分隔，首行是表头，列的先后不限。',
      '- 金额以元为单位，最多两位小数，可有千分位；合计行不填。',
      '- 编码可以单写，也可以写成“编码 名称”；名称与科目表不符时会提醒。',
      '- 检查：`gouji budget check 文件夹`；与 Excel 互转：`gouji workbook export`、`gouji workbook import`。',
    ].join('\n'),
    `## ${HEAD_FILE} 封面信息`,
    [
      '| 键 | 必填 | 说明 |',
      '| --- | --- | --- |',
      ...HEAD.map(({ key, required, help, choices }) => {
        const among = choices ? `。可填：${choices.map(({ name }) => name).join('、')}` : ''
        return `| ${key} | ${required ? '是' : ''} | ${help}${among} |`
      }),
    ].join('\n'),
    `## ${TEXTS_FILE} 文字`,
    [
      '| 键 | 写法 | 说明 |',
      '| --- | --- | --- |',
      ...TEXT_PARTS.map(({ key, shape, help }) => `| ${key} | ${shape === 'list' ? '列表' : '名称: 文字'} | ${help} |`),
    ].join('\n'),
  ]
  for (const { file, title, help, required, columns } of ALL_SHEETS) {
    parts.push(
      `## ${file} ${title}`,
      `${help}${required ? '' : '没有时可不要这个文件。'}`,
      ['| 表头 | 内容 | 必填 | 说明 |', '| --- | --- | --- | --- |', ...columns.map(columnRow)].join('\n'),
    )
    if (file === 'measurements.csv') {
      parts.push('常用的名称：', MEASURE_KEYS.map((key) => `- ${key}`).join('\n'))
    }
  }
  return `${parts.join('\n\n')}\n`
}
