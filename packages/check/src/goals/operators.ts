/** Signs and words that a table of goals may print between an indicator and its target. */
export const OPERATORS =
  /^(?:[≥≤=><≧≦⩾⩽~]|>=|<=|==|≥=|≤=|大于|小于|等于|大于等于|小于等于|不低于|不高于|不超过|不少于|定性|区间|正向|反向|正向指标|反向指标)$/
