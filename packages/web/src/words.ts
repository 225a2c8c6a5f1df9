/** Words of the trade for the codes of the API, in one place. */
import type { DocumentInfo, Finding, Step } from '@gouji/api'

export const STAGE_NAMES = { budget: '预算', final: '决算' } as const
export const SEVERITY_NAMES = { error: '错误', warning: '警告', info: '提示' } as const
export const FINDING_STATE_NAMES: Readonly<Record<Finding['state'], string>> = {
  open: '待处理',
  answered: '已答复',
  accepted: '已认可',
  fixed: '已改正',
}
export const EVENT_NAMES = {
  found: '查出',
  answered: '答复',
  accepted: '认可',
  reopened: '重新打开',
  fixed: '改正',
} as const
export const VERDICT_NAMES = { pass: '通过', fail: '不通过', unverified: '未校验' } as const
export const DOCUMENT_STATE_NAMES: Readonly<Record<DocumentInfo['state'], string>> = {
  waiting: '排队中',
  working: '读取校验中',
  done: '已校验',
  unreadable: '读不了',
  failed: '没有完成',
}
export const FORMAT_NAMES: Readonly<Record<string, string>> = {
  pdf: 'PDF',
  docx: 'Word',
  xlsx: 'Excel',
  html: '网页',
  text: '文本',
  doc: '旧版 Word',
  xls: '旧版 Excel',
  wps: 'WPS',
}
export const KIND_NAMES = { finance: '财政部门', department: '主管部门', unit: '预算单位' } as const
export const ACT_NAMES = { submit: '提交', approve: '通过', return: '退回', recall: '收回' } as const

/** Steps in the order in which they are taken; `returned` stands where `draft` does. */
export const STEP_ORDER: readonly Step[] = [
  'draft',
  'submitted',
  'unit_approved',
  'department_approved',
  'finance_approved',
  'published',
]

export const bookName = (year: number | undefined, stage: 'budget' | 'final' | undefined): string =>
  year === undefined ? '年度未定' : `${year} 年${stage ? STAGE_NAMES[stage] : ''}`

export function bytesName(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${Math.round(bytes / 104_857.6) / 10} MB`
}

/** `2025-03-01T08:05:00Z` → `2025-03-01 16:05`, in the time of the office. */
export function instantName(instant: string): string {
  const at = new Date(instant)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}

const GROUP_NAMES: Readonly<Record<string, string>> = {
  SUM: '加总不符',
  SAME: '同一数前后不一',
  BALANCE: '收支不平',
  CHANGE: '增减额不符',
  TIE: '分类之间不符',
  PART: '部分与总体',
  ROUNDING: '尾差',
  TABLE: '表内比率',
  SCOPE: '口径',
  YEAR: '与上年公开不符',
  UNIT: '计量单位',
  PROSE: '文字与数字',
  CODE: '科目编码',
  STRUCT: '表式和结构',
  GOAL: '绩效目标',
  WORDING: '文字规范',
}
/** A group of rules that has no name here is shown as the server calls it. */
export const groupName = (group: string): string => GROUP_NAMES[group] ?? group
