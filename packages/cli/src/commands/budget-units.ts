/** `gouji budget merge FOLDER… --head budget.yaml --out FOLDER` and `gouji budget tree FOLDER`. */
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  type Budget,
  type BudgetProblem,
  consolidate,
  type DepartmentHead,
  HEAD_FILE,
  readBudget,
  SHEETS,
  TEXTS_FILE,
  type UnitTree,
  unitTree,
} from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import { formatFen } from '@gouji/ledger'
import { loadBudgetFolder, openBudgetFolder, saveBudgetFolder } from '@gouji/publish'
import { EXIT } from '../outcome.ts'
import type { Surroundings } from '../subcommands.ts'
import { renderGrid } from '../terminal/grid.ts'
import { harmless, PLAIN, type Style } from '../terminal/style.ts'
import { BUDGET_COMMAND_WORDS } from '../wording/budget-commands.ts'
import { MERGE_WORDS, mergeProblemText } from '../wording/budget-merge.ts'
import { budgetPlace, budgetProblemText } from '../wording/budget-problems.ts'
import { type Language, WORDINGS } from '../wording/index.ts'
import { systemReason } from '../wording/system-reasons.ts'

export interface UnitsJob {
  readonly folders: readonly string[]
  readonly language: Language
  readonly json: boolean
  readonly style?: Style
  readonly surroundings: Surroundings
}

export interface MergeJob extends UnitsJob {
  readonly head: string
  readonly out: string
  readonly force: boolean
}

export async function treeCommand({ folders, language, json, style = PLAIN, surroundings }: UnitsJob): Promise<number> {
  const { partial, problems } = await openBudgetFolder(folders[0]!, loadKnowledge())
  tellProblems(problems, '', language, surroundings)
  if (!partial) return EXIT.unread
  const tree = unitTree(partial)
  surroundings.out(json ? treeAsJson(tree) : treeText(tree, language, style))
  const broken = tree.units.some(({ income, expenditure }) => income !== expenditure)
  return problems.length > 0 || broken ? EXIT.findings : EXIT.clean
}

export async function mergeCommand(job: MergeJob): Promise<number> {
  const { folders, language, json, style = PLAIN, surroundings, out } = job
  const words = MERGE_WORDS[language]
  const { usage, colon } = WORDINGS[language]
  if (!job.force && existsSync(join(out, 'units.csv'))) {
    surroundings.err(`${usage.prefix}${colon}${BUDGET_COMMAND_WORDS[language].isThere(out)}\n`)
    return EXIT.usage
  }
  const department = await readDepartment(job)
  if (!department) {
    surroundings.err(`${words.noHeadRead}\n`)
    return EXIT.unread
  }
  const budgets: Budget[] = []
  let told = 0
  for (const folder of folders) {
    const { budget, problems } = await openBudgetFolder(folder, loadKnowledge())
    tellProblems(problems, folder, language, surroundings)
    told += problems.length
    if (budget) budgets.push(budget)
  }
  if (budgets.length < folders.length) {
    surroundings.err(`${words.notWritten}\n`)
    return EXIT.unread
  }
  const { budget, problems } = consolidate(budgets, department)
  for (const problem of problems) {
    const severity = BUDGET_COMMAND_WORDS[language][problem.severity]
    surroundings.err(harmless(`${severity} ${mergeProblemText(problem, language)}\n`))
  }
  const tree = unitTree(budget)
  surroundings.out(json ? treeAsJson(tree) : treeText(tree, language, style))
  if (problems.some(({ severity }) => severity === 'error')) {
    surroundings.err(`${words.notWritten}\n`)
    return EXIT.findings
  }
  try {
    await saveBudgetFolder(out, budget)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    surroundings.err(`${usage.prefix}${colon}${usage.cannotWrite(out, systemReason(error, language))}\n`)
    return EXIT.unread
  }
  if (!json) surroundings.out(`${words.written(out, budget.units.length, budget.lines.length)}\n`)
  return problems.length + told > 0 ? EXIT.findings : EXIT.clean
}

/** The cover of the department, and what stands beside it of its own: texts, goals, tasks, figures of no unit. */
async function readDepartment({ head, language, surroundings }: MergeJob): Promise<DepartmentHead | undefined> {
  const isFolder = existsSync(head) && statSync(head).isDirectory()
  const folder = isFolder || basename(head) === HEAD_FILE ? (isFolder ? head : dirname(head)) : undefined
  // Only a file of that name is one: another name would be read as the texts of nobody.
  if (folder === undefined || !existsSync(join(folder, HEAD_FILE))) {
    tellProblems([missing(head)], '', language, surroundings)
    return undefined
  }
  const { files = new Map<string, string>() } = await loadBudgetFolder(folder)
  const own = new Map([...files].filter(([file]) => OWN_FILES.includes(file)))
  const { partial, problems } = readBudget(own, loadKnowledge())
  const ofHead = problems.filter(
    ({ code, origin }) => own.has(origin.file) && code !== 'missing-file' && code !== 'no-lines',
  )
  tellProblems(ofHead, folder, language, surroundings)
  if (!partial || ofHead.some(({ severity }) => severity === 'error')) return undefined
  return { ...partial.head, texts: partial.texts, own: partial }
}

const OWN_FILES: readonly string[] = [
  ...[HEAD_FILE, TEXTS_FILE],
  ...(['goals', 'indicators', 'tasks', 'measurements'] as const).map((name) => SHEETS[name].file),
]

const missing = (path: string): BudgetProblem => ({
  code: 'missing-file',
  severity: 'error',
  origin: { file: basename(path) === HEAD_FILE ? path : join(path, HEAD_FILE) },
  facts: {},
})

function tellProblems(
  problems: readonly BudgetProblem[],
  folder: string,
  language: Language,
  { err }: Surroundings,
): void {
  for (const problem of problems) {
    const severity = BUDGET_COMMAND_WORDS[language][problem.severity]
    const origin = { ...problem.origin, file: folder === '' ? problem.origin.file : join(folder, problem.origin.file) }
    err(harmless(`${severity} ${budgetProblemText({ ...problem, origin }, language)}\n`))
  }
}

/** Amounts with separators, as books of accounts print them. */
const yuan = (fen: bigint): string => formatFen(fen, '元', 2).replace(/\B(?=(\d{3})+\.)/g, ',')

const WIDTH = 120

export function treeText(tree: UnitTree, language: Language, style: Style): string {
  const words = MERGE_WORDS[language]
  const cell = (text: string): { text: string } => ({ text: harmless(text) })
  const rows = tree.units.map(({ unit, depth, income, expenditure }) => [
    cell(`${'  '.repeat(depth)}${unit.code} ${unit.name}`),
    cell(unit.natureName),
    cell(yuan(income)),
    cell(yuan(expenditure)),
    cell(income === expenditure ? words.balanced : words.differs(yuan(income - expenditure))),
  ])
  const { income, expenditure } = tree
  const balance = income === expenditure ? words.balanced : words.differs(yuan(income - expenditure))
  rows.push([cell(words.total), cell(''), cell(yuan(income)), cell(yuan(expenditure)), cell(balance)])
  const columns = words.headings.map((heading, i) => ({
    heading,
    align: i === 2 || i === 3 ? ('right' as const) : ('left' as const),
  }))
  const lines = [words.unit, ...renderGrid(columns, rows, WIDTH, style).map((line) => line.trimEnd())]
  if (tree.eliminations.length === 0) lines.push(words.nothingEliminated)
  else lines.push(words.eliminated(tree.eliminations.length, yuan(tree.eliminated)))
  const names = new Map(tree.units.map(({ unit }) => [unit.code, `${unit.code} ${unit.name}`]))
  for (const { kind, payer, receiver, fen, paid, received } of tree.eliminations) {
    const income = words.income[kind.received] ?? kind.received
    lines.push(
      harmless(`  ${words.elimination(kind.name, names.get(payer)!, names.get(receiver)!, yuan(fen), income)}`),
    )
    const places = [...paid, ...received].map(({ origin }) =>
      budgetPlace({ code: '', severity: 'warning', origin, facts: {} }, language),
    )
    lines.push(harmless(`    ${words.at(places)}`))
  }
  return `${lines.join('\n')}\n`
}

/** Amounts are texts, so that no program rounds them. */
function treeAsJson({ units, eliminations, eliminated, income, expenditure }: UnitTree): string {
  const plain = (fen: bigint): string => formatFen(fen, '元', 2)
  const data = {
    units: units.map(({ unit, depth, ...sums }) => ({
      code: unit.code,
      name: unit.name,
      nature: unit.nature,
      depth,
      income: plain(sums.income),
      expenditure: plain(sums.expenditure),
      balanced: sums.income === sums.expenditure,
    })),
    eliminations: eliminations.map(({ kind, payer, receiver, fen, paid, received }) => ({
      kind: kind.name,
      payer,
      receiver,
      amount: plain(fen),
      paid: paid.map(({ origin }) => origin),
      received: received.map(({ origin }) => origin),
    })),
    eliminated: plain(eliminated),
    income: plain(income),
    expenditure: plain(expenditure),
  }
  return `${JSON.stringify(data, undefined, 2)}\n`
}
