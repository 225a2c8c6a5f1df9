/** The command line as data: which command, which files, which options, or what is wrong with it. */
import { parseArgs } from 'node:util'
import type { Topic } from './commands/help.ts'
import { READ_FORMATS } from './commands/read.ts'
import { type Command, ENDINGS, FORMAT_NAMES, type FormatName } from './formats/format.ts'
import { nearest } from './nearest.ts'
import { isSubcommand, SUBCOMMAND_NAMES, type SubcommandName } from './subcommands.ts'
import { LANGUAGES, type Language, languageOf, WORDINGS, type Wording } from './wording/index.ts'

export interface Options {
  readonly files: readonly string[]
  readonly format: FormatName
  readonly out?: string
  readonly language: Language
  readonly jobs?: number
  readonly quiet: boolean
  /** Undefined: colour where standard output is a terminal. */
  readonly color?: boolean
  readonly year?: number
  readonly all: boolean
  /** Write PDFs with notes at their findings instead of a report. */
  readonly annotate: boolean
  /** File of waivers for all documents; without it, the ones beside the documents count. */
  readonly waivers?: string
  /** Last year's published document, against which last year's figures are checked. */
  readonly previous?: string
}

export type Invocation =
  | { readonly kind: 'run'; readonly command: Command; readonly options: Options }
  | {
      readonly kind: 'explain'
      readonly rules: readonly string[]
      readonly language: Language
      readonly color?: boolean
    }
  | { readonly kind: 'help'; readonly topic: Topic; readonly language: Language; readonly asked: boolean }
  | { readonly kind: 'version' }
  /** A command that reads its own arguments: what stands around its name. */
  | { readonly kind: 'subcommand'; readonly name: SubcommandName; readonly args: readonly string[] }
  | { readonly kind: 'wrong'; readonly messages: readonly string[]; readonly language: Language }

const OPTIONS = {
  format: { type: 'string', short: 'f' },
  out: { type: 'string', short: 'o' },
  lang: { type: 'string' },
  jobs: { type: 'string', short: 'j' },
  quiet: { type: 'boolean', short: 'q' },
  'no-color': { type: 'boolean' },
  color: { type: 'boolean' },
  year: { type: 'string' },
  all: { type: 'boolean' },
  annotate: { type: 'boolean' },
  waivers: { type: 'string' },
  previous: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const

const COMMANDS = ['read', 'check', 'explain'] as const

/** Options that only checking has. */
const FOR_CHECK = ['annotate', 'waivers', 'previous'] as const

export function parseCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Invocation {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  // Without strictness a value may come as a boolean; what is wrong is told below in our own words.
  const given = (name: keyof typeof OPTIONS): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const lang = given('lang')
  const language = LANGUAGES.find((l) => l === lang) ?? languageOf(environment)
  const { usage } = WORDINGS[language]
  const [first, ...files] = positionals
  const command = COMMANDS.find((c) => c === first)
  if (isSubcommand(first)) {
    const at = args.indexOf(first)
    return { kind: 'subcommand', name: first, args: [...args.slice(0, at), ...args.slice(at + 1)] }
  }
  if (first === 'help' && isSubcommand(files[0])) {
    return { kind: 'subcommand', name: files[0], args: ['--help', '--lang', language] }
  }
  if (values.version === true) return { kind: 'version' }
  if (values.help === true) return { kind: 'help', topic: command ?? 'gouji', language, asked: true }
  if (first === 'help') {
    return { kind: 'help', topic: COMMANDS.find((c) => c === files[0]) ?? 'gouji', language, asked: true }
  }
  const messages = wrongOptions(tokens, WORDINGS[language])
  if (first !== undefined && !command)
    messages.unshift(withNearest(usage.unknownCommand(first), first, [...COMMANDS, ...SUBCOMMAND_NAMES], usage))
  if (first === undefined && messages.length === 0) return { kind: 'help', topic: 'gouji', language, asked: false }
  const choice = (name: keyof typeof OPTIONS, choices: readonly string[]): void => {
    const value = given(name)
    if (value !== undefined && !choices.includes(value)) {
      messages.push(usage.badChoice(`--${name}`, value, choices.join(', ')))
    }
  }
  choice('format', command === 'read' ? READ_FORMATS : FORMAT_NAMES)
  choice('lang', LANGUAGES)
  const jobs = given('jobs')
  if (jobs !== undefined && !/^[1-9]\d{0,2}$/.test(jobs)) messages.push(usage.badNumber('--jobs', jobs))
  const year = given('year')
  if (year !== undefined && !/^(?:19|20)\d\d$/.test(year)) messages.push(usage.badYear(year))
  if (command !== 'check') {
    for (const name of FOR_CHECK) if (values[name] !== undefined) messages.push(usage.onlyCheck(`--${name}`))
  }
  if (values.annotate === true && values.format !== undefined) messages.push(usage.annotateOrFormat)
  if (command === 'explain' && messages.length === 0) {
    return { kind: 'explain', rules: files, language, ...colorChoice(values, environment) }
  }
  if (command && files.length === 0) messages.push(usage.noFiles)
  if (files.filter((file) => file === '-').length > 1) messages.push(usage.stdinTwice)
  if (messages.length > 0 || !command || command === 'explain') return { kind: 'wrong', messages, language }
  const out = given('out')
  const waivers = given('waivers')
  const previous = given('previous')
  return {
    kind: 'run',
    command,
    options: {
      files,
      format:
        FORMAT_NAMES.find((f) => f === given('format')) ??
        formatByEnding(out, command === 'read' ? READ_FORMATS : FORMAT_NAMES) ??
        'text',
      ...(out !== undefined && { out }),
      language,
      ...(jobs !== undefined && { jobs: Number(jobs) }),
      quiet: values.quiet === true,
      ...colorChoice(values, environment),
      ...(year !== undefined && { year: Number(year) }),
      all: values.all === true,
      annotate: values.annotate === true,
      ...(waivers !== undefined && { waivers }),
      ...(previous !== undefined && { previous }),
    },
  }
}

/** `--out report.html` says the format as well. */
const formatByEnding = (out: string | undefined, names: readonly FormatName[]): FormatName | undefined =>
  names.find((name) => out?.toLowerCase().endsWith(ENDINGS[name]))

/** The option decides before NO_COLOR (no-color.org), which decides before the terminal. */
function colorChoice(
  values: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): { color?: boolean } {
  if (values['no-color'] === true) return { color: false }
  if (values.color === true) return { color: true }
  return environment.NO_COLOR || environment.TERM === 'dumb' ? { color: false } : {}
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number]

function wrongOptions(tokens: readonly Token[], { usage }: Wording): string[] {
  const names = Object.entries(OPTIONS).flatMap(([name, option]) => [
    `--${name}`,
    ...('short' in option ? [`-${option.short}`] : []),
  ])
  return tokens.flatMap((token) => {
    if (token.kind !== 'option') return []
    const option = Object.hasOwn(OPTIONS, token.name) ? OPTIONS[token.name as keyof typeof OPTIONS] : undefined
    if (!option) return [withNearest(usage.unknownOption(token.rawName), token.rawName, names, usage)]
    if (option.type === 'string' && (token.value === undefined || token.value === '')) {
      return [usage.missingValue(token.rawName)]
    }
    return option.type === 'boolean' && token.value !== undefined ? [usage.needlessValue(token.rawName)] : []
  })
}

function withNearest(message: string, wrong: string, known: readonly string[], usage: Wording['usage']): string {
  const near = nearest(wrong, known)
  return near === undefined ? message : `${message} ${usage.nearest(near)}`
}
