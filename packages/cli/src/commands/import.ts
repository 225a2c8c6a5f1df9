/** `gouji import EXPORT.xlsx… --mapping ID --into FOLDER`: exports of a budget system into a ledger, after a preview. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type BudgetProblem, SHEETS, type SheetName } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import {
  type Change,
  findMapping,
  type Imported,
  type ImportedInto,
  type ImportProblem,
  importExport,
  importInto,
  isWhole,
  type Mapping,
  mappingIds,
  openBudgetFolder,
  saveBudgetFolder,
} from '@gouji/publish'
import { EXIT } from '../outcome.ts'
import { complain, parseSubLine, type Subcommand, type Surroundings } from '../subcommands.ts'
import { harmless } from '../terminal/style.ts'
import { budgetProblemText } from '../wording/budget-problems.ts'
import { FAILURES } from '../wording/failures.ts'
import { IMPORT_WORDS, importProblemText, MAPPING_TROUBLES } from '../wording/import.ts'
import { type Language, WORDINGS } from '../wording/index.ts'
import { systemReason } from '../wording/system-reasons.ts'
import { helpText } from './help.ts'

const OPTIONS = {
  mapping: { type: 'string', short: 'm' },
  into: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  all: { type: 'boolean' },
  format: { type: 'string', short: 'f', choices: ['text', 'json'] },
} as const

interface Job {
  readonly files: readonly string[]
  readonly mapping: Mapping
  readonly folder: string
  readonly yes: boolean
  readonly all: boolean
  readonly json: boolean
  readonly language: Language
  readonly surroundings: Surroundings
}

export const importCommand: Subcommand = async (args, surroundings) => {
  const { environment, out, err } = surroundings
  const { values, positionals, language, help, complaints } = parseSubLine(args, OPTIONS, environment)
  if (help) {
    out(helpText('import', language))
    return EXIT.clean
  }
  const words = IMPORT_WORDS[language]
  const ids = mappingIds().join(', ')
  const wrong = [...complaints]
  if (positionals.length === 0) wrong.push(words.noFile)
  if (typeof values.into !== 'string') wrong.push(words.noInto)
  if (typeof values.mapping !== 'string') wrong.push(words.noMapping(ids))
  const found = typeof values.mapping === 'string' ? findMapping(values.mapping) : undefined
  if (typeof values.mapping === 'string' && !found) wrong.push(words.unknownMapping(values.mapping, ids))
  if (wrong.length > 0) {
    complain(wrong, language, 'gouji import', err)
    return EXIT.usage
  }
  if (!found?.mapping) {
    const told = found!.troubles.map(
      ({ path, code, found: what }) => `${path}: ${MAPPING_TROUBLES[code][language](what)}`,
    )
    complain([`${words.brokenMapping(String(values.mapping))}\n${told.join('\n')}`], language, 'gouji import', err)
    return EXIT.usage
  }
  return runImport({
    files: positionals,
    mapping: found.mapping,
    folder: String(values.into),
    yes: values.yes === true,
    all: values.all === true,
    json: values.format === 'json',
    language,
    surroundings,
  })
}

async function runImport(job: Job): Promise<number> {
  const { files, mapping, folder, language, surroundings } = job
  const { err } = surroundings
  const words = IMPORT_WORDS[language]
  const { usage, colon } = WORDINGS[language]
  const knowledge = loadKnowledge()
  const { partial: ledger, problems } = await openBudgetFolder(folder, knowledge)
  if (!ledger || !isWhole(problems)) {
    for (const problem of problems.filter(({ severity }) => severity === 'error')) {
      err(harmless(`${words.error} ${budgetProblemText(problem, language)}\n`))
    }
    err(`${usage.prefix}${colon}${ledger ? words.brokenLedger(folder) : words.noLedger(folder)}\n`)
    return EXIT.unread
  }
  const imports: Imported[] = []
  for (const file of files) {
    let bytes: Uint8Array
    try {
      bytes = await readFile(file)
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      const code = reason === 'ENOENT' ? 'not-found' : reason === 'EISDIR' ? 'is-a-folder' : 'not-readable'
      const { message, remedy } = FAILURES[code][language]({ reason })
      const stop = language === 'zh' ? '。' : '. '
      err(`${usage.prefix}${colon}${file}${colon}${message}${stop}${remedy}\n`)
      return EXIT.unread
    }
    imports.push(importExport(bytes, mapping, knowledge, { name: basename(file), into: ledger, after: imports }))
  }
  const into = importInto(ledger, imports, knowledge)
  return finish(job, imports, into)
}

async function finish(job: Job, imports: readonly Imported[], into: ImportedInto): Promise<number> {
  const { folder, yes, json, language, surroundings } = job
  const { out, err } = surroundings
  const words = IMPORT_WORDS[language]
  const { usage, colon } = WORDINGS[language]
  const problems = [...imports.flatMap((i): ImportProblem[] => [...i.drift, ...i.problems]), ...into.problems]
  const hasErrors = problems.some(({ severity }) => severity === 'error') || !into.budget
  const willWrite = yes && !hasErrors
  out(json ? asJson(imports, problems, into, willWrite, language) : asText(job, imports, problems, into))
  if (into.budget && willWrite) {
    try {
      await saveBudgetFolder(folder, into.budget)
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error
      err(`${usage.prefix}${colon}${usage.cannotWrite(folder, systemReason(error, language))}\n`)
      return EXIT.unread
    }
  }
  if (!json) out(`${hasErrors ? words.stopped : yes ? words.written(folder) : words.preview}\n`)
  if (imports.every(({ sheets }) => sheets.length === 0)) return EXIT.unread
  return problems.length > 0 || count(into.after, 'error') > 0 ? EXIT.findings : EXIT.clean
}

const count = (problems: readonly BudgetProblem[], severity: BudgetProblem['severity']): number =>
  problems.filter((problem) => problem.severity === severity).length

/** As many changes as people look through before they say yes. */
const SHOWN = 20

function asText(
  { all, language }: Job,
  imports: readonly Imported[],
  problems: readonly ImportProblem[],
  { changes, after, budget }: ImportedInto,
): string {
  const words = IMPORT_WORDS[language]
  const lines = imports.flatMap(({ file, sheets }) =>
    sheets.map(({ name, header, taken, leftOut }) => words.read(file, name, header, taken, leftOut)),
  )
  for (const problem of problems) lines.push(`${words[problem.severity]} ${importProblemText(problem, language)}`)
  const sheets = new Map<SheetName, Change[]>()
  for (const change of changes) sheets.set(change.sheet, [...(sheets.get(change.sheet) ?? []), change])
  for (const [sheet, own] of sheets) {
    const number = (kind: Change['kind']): number => own.filter((change) => change.kind === kind).length
    const { title, file } = SHEETS[sheet]
    const name = language === 'zh' ? title : file
    lines.push(words.changes(name, number('added'), number('changed'), number('removed')))
    for (const change of all ? own : own.slice(0, SHOWN)) lines.push(`  ${changeText(change, words.empty)}`)
    if (!all && own.length > SHOWN) lines.push(words.more(own.length - SHOWN))
  }
  if (budget && changes.length === 0) lines.push(words.none)
  if (budget && after.length > 0) lines.push(words.after(count(after, 'error'), count(after, 'warning')))
  if (!budget && problems.every(({ severity }) => severity === 'warning')) {
    // The export is sound and the ledger is not: its own words tell why.
    for (const problem of after) lines.push(`${words[problem.severity]} ${budgetProblemText(problem, language)}`)
  }
  return lines.map((line) => `${harmless(line)}\n`).join('')
}

const clip = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 30 ? `${line.slice(0, 29)}…` : line
}

/** `+ 021001 2012601 30101 一般公共预算  金额(元) 612384.00` */
function changeText({ kind, key, before, after }: Change, empty: string): string {
  const sign = { added: '+', changed: '~', removed: '-' }[kind]
  const parts =
    kind === 'changed'
      ? [...after].map(([heading, text]) => `${heading} ${clip(before.get(heading) ?? '') || empty} → ${clip(text)}`)
      : [...(kind === 'added' ? after : before)].map(([heading, text]) => `${heading} ${clip(text)}`)
  return `${sign} ${key.map(clip).join(' ')}  ${parts.join('，')}`.trimEnd()
}

function asJson(
  imports: readonly Imported[],
  problems: readonly ImportProblem[],
  { changes, after, budget }: ImportedInto,
  written: boolean,
  language: Language,
): string {
  const data = {
    written,
    possible: budget !== undefined,
    files: imports.map(({ file, sheets }) => ({ file, sheets })),
    problems: problems.map((problem) => {
      const { code, severity, file, sheet, cell, facts } = problem
      const ledger = problem.problem ? { ledger: problem.problem.code } : {}
      return { code, ...ledger, severity, file, sheet, cell, facts, text: importProblemText(problem, language) }
    }),
    changes: changes.map(({ sheet, kind, key, before, after: next }) => ({
      sheet,
      kind,
      key,
      before: Object.fromEntries(before),
      after: Object.fromEntries(next),
    })),
    after: after.map(({ code, severity, origin }) => ({ code, severity, ...origin })),
  }
  return `${JSON.stringify(data, undefined, 2)}\n`
}
