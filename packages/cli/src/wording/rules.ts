/** A short title for each rule, for people who filter or count by rule. */
import type { Language } from './index.ts'

export const RULE_TITLES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {}

/** A rule that has no title yet is shown by its own name, never left out. */
export const ruleTitle = (rule: string, language: Language): string => RULE_TITLES[rule]?.[language] ?? rule
