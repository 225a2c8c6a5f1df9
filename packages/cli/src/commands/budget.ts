/** `gouji budget check FOLDER`: every problem of a budget as it was entered; and the actions on its units. */
import { type Budget, type BudgetProblem, type ReadBudget, unitTree } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import { openBudgetFolder } from '@gouji/publish'
import { EXIT } from '../outcome.ts'
import { complain, parseSubLine, type Subcommand } from '../subcommands.ts'
import { COLOURED, harmless, PLAIN } from '../terminal/style.ts'
import { BUDGET_COMMAND_WORDS } from '../wording/budget-commands.ts'
import { MERGE_WORDS } from '../wording/budget-merge.ts'
import { budgetPlace, budgetProblemText, budgetProblemWords } from '../wording/budget-problems.ts'
import type { Language } from '../wording/index.ts'
import { mergeCommand, treeCommand } from './budget-units.ts'
import { helpText } from './help.ts'

const USAGE = {
  check: 'gouji budget check FOLDER',
  tree: 'gouji budget tree FOLDER',
  merge: 'gouji budget merge FOLDER… --head budget.yaml --out FOLDER',
} as const

const OPTIONS = {
  format: { type: 'string', short: 'f', choices: ['text', 'json'] },
  head: { type: 'string' },
  out: { type: 'string', short: 'o' },
  force: { type: 'boolean' },
} as const

const isAction = (text: string | undefined): text is keyof typeof USAGE =>
  text !== undefined && Object.hasOwn(USAGE, text)

export const budgetCommand: Subcommand = async (args, surroundings) => {
  const { environment, out, err } = surroundings
  const line = parseSubLine(args, OPTIONS, environment)
  const { language, values } = line
  const words = BUDGET_COMMAND_WORDS[language]
  if (line.help) {
    out(helpText('budget', language))
    return EXIT.clean
  }
  const [action, ...folders] = line.positionals
  const complaints = [...line.complaints]
  if (!isAction(action)) complaints.push(words.wrongAction(action, Object.keys(USAGE).join(', ')))
  else if (action === 'merge' ? folders.length === 0 : folders.length !== 1) {
    complaints.push(words.wrongCount(USAGE[action]))
  } else if (action === 'merge') {
    if (values.head === undefined) complaints.push(MERGE_WORDS[language].noHead)
    if (values.out === undefined) complaints.push(MERGE_WORDS[language].noOut)
  }
  if (complaints.length > 0) {
    complain(complaints, language, 'gouji budget', err)
    return EXIT.usage
  }
  const json = values.format === 'json'
  if (action !== 'check') {
    const style = (line.color ?? process.stdout.isTTY === true) ? COLOURED : PLAIN
    const job = { folders, language, json, style, surroundings }
    if (action === 'tree') return treeCommand(job)
    return mergeCommand({ ...job, head: String(values.head), out: String(values.out), force: values.force === true })
  }
  const read = await openBudgetFolder(folders[0]!, loadKnowledge())
  out(json ? problemsAsJson(read, language) : problemsAsText(read, language))
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

function figuresOf(budget: Budget) {
  const { head, units, lines, projects } = budget
  // What units hand to each other is neither income nor expenditure of the department.
  const { income, expenditure } = unitTree(budget)
  return {
    name: head.name,
    units: units.length,
    lines: lines.length,
    projects: projects.length,
    income,
    expenditure,
  }
}
