/** A short title for each rule, for people who filter or count by rule. */
import type { Language } from './index.ts'

export const RULE_TITLES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  BALANCE: { zh: '收支不平衡', en: 'Income and expenditure do not balance' },
  CHANGE: { zh: '增减数与两年之差不符', en: 'The change is not the difference of the two years' },
  'PART-WITHIN': { zh: '部分大于整体', en: 'A part is larger than its whole' },
  'SAME-COORDINATES': { zh: '同一个数在不同地方不一致', en: 'The same figure differs between places' },
  'SUM-ACROSS': { zh: '跨表合计不符', en: 'A total differs from its parts in other tables' },
  'SUM-COLUMNS': { zh: '横向合计不符', en: 'A row does not add up across its columns' },
  'SUM-PROJECTS': { zh: '项目合计不符', en: 'The projects do not add up' },
  'SUM-ROWS': { zh: '上级科目不等于下级之和', en: 'A parent code is not the sum of its children' },
  'SUM-TOTAL': { zh: '合计行不等于各行之和', en: 'The total row is not the sum of the rows' },
  'SUM-UNITS': { zh: '单位合计不符', en: 'The units do not add up' },
  TIE: { zh: '功能科目与经济科目对应不符', en: 'A function and its economic class disagree' },
}

/** A rule that has no title yet is shown by its own name, never left out. */
export const ruleTitle = (rule: string, language: Language): string => RULE_TITLES[rule]?.[language] ?? rule
