/** The head of a budget (budget.yaml) and its texts (texts.yaml), entry by entry. */
import type { Choice } from './sheet.ts'

export interface HeadEntry {
  readonly field: 'year' | 'stage' | 'audience' | 'name' | 'short' | 'code' | 'region' | 'level' | 'pack' | 'date'
  readonly key: string
  readonly kind: 'year' | 'choice' | 'text' | 'code' | 'region' | 'date'
  readonly required: boolean
  readonly choices?: readonly Choice[]
  readonly help: string
}

export const HEAD_FILE = 'budget.yaml'

export const HEAD: readonly HeadEntry[] = [
  { field: 'year', key: '年度', kind: 'year', required: true, help: '预算或决算的年度' },
  {
    field: 'stage',
    key: '阶段',
    kind: 'choice',
    required: true,
    choices: [
      { value: 'budget', name: '预算', also: ['年初预算'] },
      { value: 'final', name: '决算' },
    ],
    help: '预算或决算',
  },
  {
    field: 'audience',
    key: '公开主体',
    kind: 'choice',
    required: true,
    choices: [
      { value: 'department', name: '部门' },
      { value: 'unit', name: '单位' },
    ],
    help: '部门（本级和所属单位合编）或单位',
  },
  { field: 'name', key: '名称', kind: 'text', required: true, help: '部门或单位全称，用于封面和表头' },
  { field: 'short', key: '简称', kind: 'text', required: false, help: '说明文字中使用的名称，不填用全称' },
  { field: 'code', key: '代码', kind: 'code', required: true, help: '部门或单位的预算编码；以 0 开头的也照写' },
  { field: 'region', key: '区划', kind: 'region', required: true, help: '六位行政区划代码（GB/T 2260）' },
  { field: 'level', key: '级次', kind: 'text', required: false, help: '政府级次，如市级、区级' },
  { field: 'pack', key: '模板包', kind: 'text', required: false, help: '用哪一套表式和文字' },
  { field: 'date', key: '日期', kind: 'date', required: false, help: '成书日期，如 2025-02-14' },
]

export const TEXTS_FILE = 'texts.yaml'

export interface TextPart {
  readonly field: 'duties' | 'divisions' | 'reasons' | 'purposes' | 'others'
  readonly key: string
  readonly shape: 'list' | 'map'
  readonly help: string
}

export const TEXT_PARTS: readonly TextPart[] = [
  { field: 'duties', key: '职责', shape: 'list', help: '主要职责，每条一项' },
  { field: 'divisions', key: '机构', shape: 'list', help: '内设机构，每个一项' },
  { field: 'reasons', key: '原因', shape: 'map', help: '增减变动的原因，按变动的数的名称，如“公务接待费”' },
  { field: 'purposes', key: '用途', shape: 'map', help: '钱用来做什么，按科目编码或项目名称' },
  { field: 'others', key: '其他', shape: 'map', help: '模板包需要的其他文字' },
]
