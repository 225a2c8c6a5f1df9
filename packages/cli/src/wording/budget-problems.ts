/**
 * What is wrong with a budget as it was entered, in words: what is wrong with which facts, and what to do next. The
 * place is put in front by `budgetProblemText`.
 */
import type { BudgetProblem, Facts, ProblemCode } from '@gouji/budget'
import { SHAPES } from './budget-shapes.ts'
import { STATEMENTS } from './budget-statements.ts'
import { TRANSFERS } from './budget-transfers.ts'
import type { FailureWords } from './failures.ts'

export type ProblemWords = (facts: Facts) => FailureWords
export interface BothWords {
  readonly zh: ProblemWords
  readonly en: ProblemWords
}

/** How the entries are written, and what they say together. */
export const BUDGET_PROBLEMS: Readonly<Record<ProblemCode, BothWords>> = { ...SHAPES, ...STATEMENTS, ...TRANSFERS }

export function budgetProblemWords({ code, facts }: BudgetProblem, language: 'zh' | 'en'): FailureWords {
  return BUDGET_PROBLEMS[code as ProblemCode][language](facts)
}

/** `expenditure.csv 第 12 行“金额(元)”`, or the row and column of a sheet of a workbook. */
export function budgetPlace({ origin }: BudgetProblem, language: 'zh' | 'en'): string {
  const { file, line, column } = origin
  if (language === 'zh') {
    return `${file}${line ? ` 第 ${line} 行` : ''}${column ? `“${column}”` : ''}`
  }
  return `${file}${line ? ` line ${line}` : ''}${column ? ` "${column}"` : ''}`
}

/** The whole message for people: where, what, and what to do. */
export function budgetProblemText(problem: BudgetProblem, language: 'zh' | 'en'): string {
  const { message, remedy } = budgetProblemWords(problem, language)
  const place = budgetPlace(problem, language)
  return language === 'zh' ? `${place}：${message}。${remedy}` : `${place}: ${message}. ${remedy}`
}
