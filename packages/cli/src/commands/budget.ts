/** `gouji budget check FOLDER`: every problem of a budget as it was entered. */
import type { Budget, BudgetProblem, ReadBudget } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import { openBudgetFolder } from '@gouji/publish'
import { EXIT } from '../outcome.ts'
import { complain, parseSubLine, type Subcommand, type Surroundings } from '../subcommands.ts'
import { harmless } from '../terminal/style.ts'
import { BUDGET_COMMAND_WORDS } from '../wording/budget-commands.ts'
import { budgetPlace, budgetProblemText, budgetProblemWords } from '../wording/budget-problems.ts'
import type { Language } from '../wording/index.ts'
import { helpText } from './help.ts'

const ACTIONS = ['check'] as const

export const budgetCommand: Subcommand = (args, surroundings) => budgetCheckCommand(args, surroundings)

export async function budgetCheckCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { environment, out, err } = surroundings
  const line = parseSubLine(args, { format: { type: 'string', short: 'f', choices: ['text', 'json'] } }, environment)
  const { language } = line
  const words = BUDGET_COMMAND_WORDS[language]
  if (line.help) {
    out(helpText('budget', language))
    return EXIT.clean
  }
  const [action, ...folders] = line.positionals
  const complaints = [...line.complaints]
  if (!ACTIONS.some((known) => known === action)) complaints.push(words.wrongAction(action, ACTIONS.join(', ')))
  else if (folders.length !== 1) complaints.push(words.wrongCount('gouji budget check FOLDER'))
  if (complaints.length > 0) {
    complain(complaints, language, 'gouji budget', err)
    return EXIT.usage
  }
  const read = await openBudgetFolder(folders[0]!, loadKnowledge())
  out(line.values.format === 'json' ? problemsAsJson(read, language) : problemsAsText(read, language))
  return statusOf(read)
}

/** Problems one to a line, errors and warnings as they stand in the files, and what it comes to. */
export function problemsAsText(
  { budget, problems }: Pick<ReadBudget, 'budget' | 'problems'>,
  language: Language,
): string {
  const words = BUDGET_COMMAND_WORDS[language]
  const lines = problems.map((problem) => {
    const severity = problem.severity === 'error' ? words.error : words.warning
    return harmless(`${severity} ${budgetProblemText(problem, language)}`)
  })
  if (problems.length === 0 && budget) lines.push(harmless(words.clean(figuresOf(budget))))
  else lines.push(words.counts(countOf(problems, 'error'), countOf(problems, 'warning')))
  return `${lines.join('\n')}\n`
}

function problemsAsJson({ budget, problems }: ReadBudget, language: Language): string {
  const told = problems.map((problem) => {
    const { code, severity, origin, facts } = problem
    const { message, remedy } = budgetProblemWords(problem, language)
    return { code, severity, ...origin, place: budgetPlace(problem, language), facts, message, remedy }
  })
  return `${JSON.stringify({ valid: budget !== undefined, problems: told }, undefined, 2)}\n`
}

/** A folder that holds no budget at all counts as not read, so that nobody takes it for a pass. */
export function statusOf({ partial, problems }: Pick<ReadBudget, 'partial' | 'problems'>): number {
  if (!partial) return EXIT.unread
  return problems.length > 0 ? EXIT.findings : EXIT.clean
}

const countOf = (problems: readonly BudgetProblem[], severity: BudgetProblem['severity']): number =>
  problems.filter((problem) => problem.severity === severity).length

function figuresOf({ head, units, lines, projects }: Budget) {
  const sum = (flow: 'income' | 'expenditure'): bigint =>
    lines.reduce(
      (total, line) =>
        line.flow === flow && line.year === head.year && line.stage === head.stage ? total + line.fen : total,
      0n,
    )
  return {
    name: head.name,
    units: units.length,
    lines: lines.length,
    projects: projects.length,
    income: sum('income'),
    expenditure: sum('expenditure'),
  }
}
