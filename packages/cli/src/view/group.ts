/** What rules have in common: the kind of cause by which findings are grouped for people. */
export const RULE_GROUPS = ['arithmetic', 'prose', 'codes', 'goals', 'structure', 'wording', 'other'] as const
export type RuleGroup = (typeof RULE_GROUPS)[number]

/** The part of a rule's name before its first hyphen says its family. */
const FAMILIES: Readonly<Record<string, RuleGroup>> = {
  SUM: 'arithmetic',
  SAME: 'arithmetic',
  BALANCE: 'arithmetic',
  CHANGE: 'arithmetic',
  TIE: 'arithmetic',
  PART: 'arithmetic',
  ROUNDING: 'arithmetic',
  PROSE: 'prose',
  YEAR: 'prose',
  SCOPE: 'arithmetic',
  CODE: 'codes',
  GOAL: 'goals',
  STRUCT: 'structure',
  UNIT: 'structure',
  TABLE: 'arithmetic',
  WORD: 'wording',
  WORDING: 'wording',
  TEXT: 'wording',
  PRIVACY: 'wording',
  TIME: 'structure',
  ITEM: 'prose',
}

/** A family that nobody has named yet is shown under 其他, never left out. */
export const groupOf = (rule: string): RuleGroup => FAMILIES[rule.split('-')[0]!] ?? 'other'
