/** `gouji workbook export FOLDER FILE.xlsx` and `gouji workbook import FILE.xlsx FOLDER`. */
import { existsSync } from 'node:fs'
import { loadKnowledge } from '@gouji/knowledge'
import { openBudgetFolder, openWorkbook, saveBudgetFolder } from '@gouji/publish'
import { EXIT } from '../outcome.ts'
import { WriteError, writeFileWhole } from '../output.ts'
import { complain, parseSubLine, type Subcommand, type Surroundings } from '../subcommands.ts'
import { BUDGET_COMMAND_WORDS, type BudgetCommandWords } from '../wording/budget-commands.ts'
import { type Language, WORDINGS } from '../wording/index.ts'
import { systemReason } from '../wording/system-reasons.ts'
import { problemsAsText, statusOf } from './budget.ts'
import { helpText } from './help.ts'

const ACTIONS = ['export', 'import'] as const
type Action = (typeof ACTIONS)[number]

const USAGE: Readonly<Record<Action, string>> = {
  export: 'gouji workbook export FOLDER FILE.xlsx',
  import: 'gouji workbook import FILE.xlsx FOLDER',
}

interface Job {
  readonly from: string
  readonly to: string
  readonly force: boolean
  readonly language: Language
  readonly words: BudgetCommandWords
  readonly surroundings: Surroundings
}

export const workbookCommand: Subcommand = async (args, surroundings) => {
  const { environment, out, err } = surroundings
  const line = parseSubLine(args, { force: { type: 'boolean' } }, environment)
  const { language } = line
  const words = BUDGET_COMMAND_WORDS[language]
  if (line.help) {
    out(helpText('workbook', language))
    return EXIT.clean
  }
  const [given, from, to, ...more] = line.positionals
  const action = ACTIONS.find((known) => known === given)
  const complaints = [...line.complaints]
  if (!action) complaints.push(words.wrongAction(given, ACTIONS.join(', ')))
  else if (from === undefined || to === undefined || more.length > 0) complaints.push(words.wrongCount(USAGE[action]))
  else if (action === 'export' && !/\.xlsx$/i.test(to)) complaints.push(words.wrongCount(USAGE.export))
  else if (existsSync(to) && line.values.force !== true) complaints.push(words.isThere(to))
  if (complaints.length > 0) {
    complain(complaints, language, 'gouji workbook', err)
    return EXIT.usage
  }
  const job: Job = { from: from!, to: to!, force: line.values.force === true, language, words, surroundings }
  try {
    return await (action === 'export' ? exportWorkbook(job) : importWorkbook(job))
  } catch (error) {
    if (!isSystemError(error)) throw error
    const { usage, colon } = WORDINGS[language]
    err(`${usage.prefix}${colon}${usage.cannotWrite(job.to, systemReason(error, language))}\n`)
    return EXIT.unread
  }
}

async function exportWorkbook({ from, to, force, language, words, surroundings }: Job): Promise<number> {
  const knowledge = loadKnowledge()
  const read = await openBudgetFolder(from, knowledge)
  if (read.problems.length > 0) surroundings.err(problemsAsText(read, language))
  // A budget with errors may be mended in the workbook, but what could not be understood is not in it.
  const budget = read.budget ?? (force ? read.partial : undefined)
  if (!budget) {
    surroundings.err(`${words.notExported}\n`)
    return read.partial ? EXIT.findings : EXIT.unread
  }
  const { printWorkbook } = await import('@gouji/write')
  await writeFileWhole(to, [printWorkbook(budget, knowledge)])
  surroundings.out(`${words.wroteWorkbook(to)}\n`)
  return statusOf(read)
}

async function importWorkbook({ from, to, language, words, surroundings }: Job): Promise<number> {
  const read = await openWorkbook(from, loadKnowledge())
  if (read.problems.length > 0) surroundings.err(problemsAsText(read, language))
  if (!read.budget) {
    surroundings.err(`${words.notWritten}\n`)
    return statusOf(read)
  }
  await saveBudgetFolder(to, read.budget)
  surroundings.out(`${words.wroteFolder(to, read.budget.lines.length)}\n`)
  return statusOf(read)
}

const isSystemError = (error: unknown): error is Error =>
  error instanceof WriteError || (error instanceof Error && 'code' in error && 'syscall' in error)
