/** The members that cells choose from, by the names that FIXED_MEMBERS of the ledger gives them. */
import { type Dimension, FIXED_MEMBERS } from '@gouji/ledger'
import type { Choice } from './sheet.ts'

/** Other ways in which people and exports write a member. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  fiscal: ['财政拨款收入'],
  general: ['一般公共预算拨款', '一般公共预算资金', '一般公共预算拨款收入'],
  fund: ['政府性基金', '政府性基金预算拨款', '政府性基金预算资金'],
  capital: ['国有资本经营', '国有资本经营预算拨款', '国有资本经营预算资金'],
  'special-account': ['财政专户', '财政专户管理资金收入'],
  own: ['非财政拨款', '非财政拨款资金'],
  'unit-money': ['单位自有资金', '自有资金'],
  business: ['经营收入'],
  superior: ['上级补助'],
  subordinate: ['附属单位上缴'],
  'other-income': ['其他资金'],
  personnel: ['人员支出', '人员类'],
  public: ['日常公用经费', '公用支出', '公用经费类', '运转类公用经费'],
  operating: ['其他运转类项目'],
  target: ['特定目标类项目'],
  trading: ['经营支出'],
  subsidy: ['对附属单位补助'],
  budget: ['年初预算', '预算数'],
  adjusted: ['全年预算', '调整预算数', '预算调整'],
  executed: ['执行数', '预计执行'],
  final: ['决算数'],
}

function members(dimension: Dimension, only?: readonly string[]): Choice[] {
  const all = FIXED_MEMBERS[dimension] ?? []
  return all
    .filter(({ id }) => only === undefined || only.includes(id))
    .map(({ id, name }) => ({ value: id, name, ...(ALSO[id] ? { also: ALSO[id] } : {}) }))
}

export const SOURCES = members('source')
export const STAGE_CHOICES = members('stage')
export const CHARACTERS = members('character')
export const PROJECT_KINDS = members('character', ['operating', 'target', 'personnel', 'public', 'project'])

export const EXPENDITURE_VINTAGES: readonly Choice[] = [
  { value: 'current', name: '本年', also: ['当年', '本年资金'] },
  { value: 'carried', name: '上年结转', also: ['上年结转结余', '结转', '结转资金'] },
  { value: 'next', name: '结转下年', also: ['年终结转结余', '年末结转', '年末结转和结余', '结转下年支出'] },
  { value: 'surplus', name: '结余分配' },
]
export const INCOME_VINTAGES: readonly Choice[] = [
  ...EXPENDITURE_VINTAGES.slice(0, 2),
  { value: 'reserve', name: '使用非财政拨款结余', also: ['使用结余', '使用非财政拨款结余（含专用结余）'] },
]

export const YES_NO: readonly Choice[] = [
  { value: 'true', name: '是', also: ['√', '有'] },
  { value: 'false', name: '否', also: ['×', '无'] },
]

export const OPERATORS: readonly Choice[] = [
  { value: '≥', name: '≥', also: ['>=', '大于等于', '不低于', '不少于'] },
  { value: '≤', name: '≤', also: ['<=', '小于等于', '不高于', '不超过'] },
  { value: '=', name: '=', also: ['＝', '等于'] },
  { value: '>', name: '>', also: ['＞', '大于'] },
  { value: '<', name: '<', also: ['＜', '小于'] },
  { value: '定性', name: '定性' },
]

export const MEASURES_IN: readonly Choice[] = [
  { value: 'true', name: '元' },
  { value: 'false', name: '数量', also: ['个', '辆', '台', '台套', '批次', '人次', '人', '平方米'] },
]

/** Measurements that forms and sentences of published budgets ask for; a pack may ask for others. */
export const MEASURE_KEYS: readonly string[] = [
  '车辆·副部（省）级及以上领导用车',
  '车辆·主要领导干部用车',
  '车辆·机要通信用车',
  '车辆·应急保障用车',
  '车辆·执法执勤用车',
  '车辆·特种专业技术用车',
  '车辆·离退休干部用车',
  '车辆·行政执法专用车',
  '车辆·业务用车',
  '车辆·一般公务用车',
  '车辆·其他用车',
  '车辆·购置',
  '车辆·保有量',
  '设备·单价50万元以上通用设备',
  '设备·单价100万元以上专用设备',
  '设备·单价100万元以上设备',
  '设备·单价200万元以上大型设备',
  '设备·购置',
  '出国（境）·团组',
  '出国（境）·人次',
  '公务接待·批次',
  '公务接待·人次',
  '资产·房屋面积',
  '资产·总额',
  '资产·流动资产',
  '资产·固定资产',
  '资产·房屋及构筑物',
  '资产·通用设备',
  '资产·专用设备',
  '资产·家具用具',
  '绩效·项目个数',
  '绩效·涉及资金',
]
