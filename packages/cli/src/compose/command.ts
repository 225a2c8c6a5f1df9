/** `gouji compose` and `gouji preview`: their own options, told apart from those of reading and checking. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { BOOK_FORMATS, type BookFormat, type Step } from '@gouji/publish'
import { localDay } from '../clock.ts'
import { EXIT } from '../outcome.ts'
import { freeName } from '../output.ts'
import type { Style } from '../terminal/style.ts'
import type { Language } from '../wording/index.ts'
import { type ComposeOutcome, composeOne } from './job.ts'
import { loadLedger } from './ledger.ts'
import { openFile } from './open-file.ts'
import { type ComposeTask, composeAll } from './pool.ts'
import { composeProgress } from './progress.ts'
import { outcomeText } from './report.ts'
import { COMPOSE_WORDS } from './words.ts'

export interface CommandContext {
  readonly language: 'zh' | 'en'
  readonly style: Style
  readonly quiet: boolean
  readonly out: (text: string) => void
}

export interface ComposeCommand {
  readonly budgets: readonly string[]
  readonly pack?: string
  readonly packFolders: readonly string[]
  readonly formats: readonly BookFormat[]
  readonly out: string
  readonly force: boolean
  /** Shows the first page that was written, where this machine has something to show it with. */
  readonly open: boolean
  readonly json: boolean
  /** Processes that compose at the same time. */
  readonly jobs: number
}

/** Books whose ledgers are named, or stand in the folders that are named. */
export async function runCompose(command: ComposeCommand, context: CommandContext): Promise<number> {
  const { language, style, out } = context
  const words = COMPOSE_WORDS[language]
  const ledgers = command.budgets.flatMap(ledgersIn)
  const several = ledgers.length > 1
  const today = localDay(new Date())
  const taken = new Set<string>()
  const tasks = ledgers.map((path): ComposeTask => {
    // Ledgers in different places may be called alike, as years are: no book overwrites another.
    const name = freeName(basename(resolve(path)), '', taken)
    const { pack, packFolders, formats, force } = command
    const folder = several ? join(command.out, name) : command.out
    return {
      path,
      name,
      options: { ...(pack === undefined ? {} : { pack }), packFolders, formats, out: folder, force, today, language },
    }
  })
  const progress = composeProgress({ total: tasks.length, quiet: context.quiet, language, stream: process.stderr })
  const outcomes = several
    ? composeAll(tasks, command.jobs, language)
    : composeHere(tasks, language, (step) => progress.step(words.step(step)))
  let good = 0
  let page: string | undefined
  let status: number = EXIT.clean
  progress.started(tasks[0]?.name ?? '')
  for await (const { task, outcome } of outcomes) {
    const holds = outcome.kind === 'composed' && outcome.holds
    if (holds) good += 1
    else status = Math.max(status, outcome.kind === 'composed' ? EXIT.findings : EXIT.unread)
    progress.finished(task.name)
    if (outcome.kind === 'composed') page ??= outcome.written.find((path) => /\.html$/.test(path)) ?? outcome.written[0]
    if (command.json) out(`${JSON.stringify(asData(outcome, task.path))}\n`)
    else if (!several || !holds) out(outcomeText(outcome, language, style))
  }
  progress.end()
  if (several && !command.json) out(`${words.sum(good, tasks.length)}\n`)
  if (command.open && page !== undefined) openFile(page)
  return status
}

/** One book in this process: starting another would cost more than it does. */
async function* composeHere(
  tasks: readonly ComposeTask[],
  language: Language,
  onStep: (step: Step) => void,
): AsyncGenerator<{ task: ComposeTask; outcome: ComposeOutcome }> {
  for (const task of tasks) {
    const ledger = await loadLedger(task.path, language)
    yield { task, outcome: await composeOne({ name: task.name, ...ledger }, task.options, onStep) }
  }
}

/** A folder without budget.yaml stands for the ledgers in it. */
function ledgersIn(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory() || existsSync(join(path, 'budget.yaml'))) return [path]
  const inside = readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter((entry) => existsSync(join(entry, 'budget.yaml')))
  return inside.length > 0 ? inside : [path]
}

/** One line for programs: where, whether it holds, what is wrong. */
function asData(outcome: ComposeOutcome, path: string): object {
  const common = { ledger: path, name: outcome.name, kind: outcome.kind, problems: outcome.problems }
  if (outcome.kind === 'not-written') return { ...common, holds: false, told: outcome.told }
  if (outcome.kind !== 'composed') return { ...common, holds: false }
  const { holds, written, tables, figures, warnings, proofs } = outcome
  return { ...common, holds, written, tables, figures, warnings, proofs: Object.fromEntries(proofs) }
}

export const DEFAULT_FORMATS: readonly BookFormat[] = BOOK_FORMATS

export function formatsOf(list: string): { formats: BookFormat[]; unknown: string[] } {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  const known = (name: string): name is BookFormat => (BOOK_FORMATS as readonly string[]).includes(name)
  return { formats: names.filter(known), unknown: names.filter((name) => !known(name)) }
}
