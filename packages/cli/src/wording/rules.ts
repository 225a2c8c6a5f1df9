/** A short title for each rule, for people who filter or count by rule. */
import { RULE_INFOS } from '@gouji/check'
import type { Language } from './index.ts'

/** A rule that has no title yet is shown by its own name, never left out. */
export const ruleTitle = (rule: string, language: Language): string => RULE_INFOS.get(rule)?.title[language] ?? rule
