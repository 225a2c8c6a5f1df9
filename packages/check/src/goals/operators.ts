/** Signs and words that a table of goals may print between an indicator and its target. */
export const OPERATORS =
  /^(?:[≥≤=><≧≦⩾⩽~]|>=|<=|==|≥=|≤=|大于|小于|等于|大于等于|小于等于|不低于|不高于|不超过|不少于|不大于|不小于|大于或等于|小于或等于|高于|低于|达到|以上|以内|不得超过|不得低于|定量|定性|区间|正向|反向|正向指标|反向指标)$/
