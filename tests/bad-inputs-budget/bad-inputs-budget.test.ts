/**
 * One bad budget for each message. After a change of wording, `UPDATE=1 npx vitest run tests/bad-inputs-budget` writes
 * the messages anew; read the difference line by line before you keep it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type BudgetProblem, PROBLEM_CODES, readBudget } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import { expect, test } from 'vitest'
import { BUDGET_PROBLEMS, budgetProblemText } from '../../packages/cli/src/wording/budget-problems.ts'
import { BASE } from './base.ts'
import { badBudgets } from './cases.ts'

const { catalogue } = loadKnowledge()
const expectedPath = new URL('expected.json', import.meta.url)

/** These come from the disk or from a workbook; packages/publish tests them. */
const ELSEWHERE = new Set([
  ...['folder-missing', 'not-a-folder', 'not-readable', 'other-encoding'],
  ...['workbook-unreadable', 'missing-sheet', 'unknown-sheet'],
])

const MESSAGES_MAX = 8
const told = (problems: readonly BudgetProblem[]): string[] =>
  problems.slice(0, MESSAGES_MAX).map((problem) => `${problem.severity} ${budgetProblemText(problem, 'zh')}`)

const results = badBudgets().map(({ name, files }) => ({ name, ...readBudget(files, { catalogue }) }))

test('the base of them all has no problem', () => {
  expect(told(readBudget(BASE, { catalogue }).problems)).toEqual([])
})

test('each bad budget gets its messages', () => {
  const messages = Object.fromEntries(results.map(({ name, problems }) => [name, told(problems)]))
  if (process.env.UPDATE || !existsSync(expectedPath)) {
    writeFileSync(expectedPath, `${JSON.stringify(messages, undefined, 2)}\n`)
  }
  expect(messages).toEqual(JSON.parse(readFileSync(expectedPath, 'utf8')))
})

test('there is a bad budget for every problem', () => {
  const met = new Set(results.flatMap(({ problems }) => problems.map(({ code }) => code)))
  expect(PROBLEM_CODES.filter((code) => !met.has(code) && !ELSEWHERE.has(code))).toEqual([])
})

test('a budget is handed over exactly where nothing is an error', () => {
  for (const { name, problems, budget } of results) {
    expect(problems.length, name).toBeGreaterThan(0)
    expect(budget === undefined, name).toBe(problems.some(({ severity }) => severity === 'error'))
  }
})

test('every message says what is wrong and what to do, in both languages, with no fact left open', () => {
  for (const { name, problems } of results) {
    for (const problem of problems.slice(0, MESSAGES_MAX)) {
      for (const language of ['zh', 'en'] as const) {
        const text = budgetProblemText(problem, language)
        expect(text, name).not.toMatch(/undefined|NaN|\[object|。。|\.\./)
        expect(text, name).toMatch(/[。？.?]$/)
      }
    }
  }
  expect(Object.keys(BUDGET_PROBLEMS).sort()).toEqual([...PROBLEM_CODES].sort())
})
