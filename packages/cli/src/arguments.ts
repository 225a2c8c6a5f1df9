/** The command line as data: which command, which files, which options, or what is wrong with it. */
import { parseArgs } from 'node:util'
import { READ_FORMATS } from './commands/read.ts'
import { type Command, ENDINGS, FORMAT_NAMES, type FormatName } from './formats/format.ts'
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
}

export type Invocation =
  | { readonly kind: 'run'; readonly command: Command; readonly options: Options }
  | { readonly kind: 'help'; readonly topic: Command | 'gouji'; readonly language: Language; readonly asked: boolean }
  | { readonly kind: 'version' }
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
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const

const COMMANDS: readonly Command[] = ['read', 'check']

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
  if (values.version === true) return { kind: 'version' }
  if (values.help === true) return { kind: 'help', topic: command ?? 'gouji', language, asked: true }
  if (first === 'help') {
    return { kind: 'help', topic: COMMANDS.find((c) => c === files[0]) ?? 'gouji', language, asked: true }
  }
  const messages = wrongOptions(tokens, WORDINGS[language])
  if (first !== undefined && !command)
    messages.unshift(withNearest(usage.unknownCommand(first), first, COMMANDS, usage))
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
  if (command && files.length === 0) messages.push(usage.noFiles)
  if (files.filter((file) => file === '-').length > 1) messages.push(usage.stdinTwice)
  if (messages.length > 0 || !command) return { kind: 'wrong', messages, language }
  const out = given('out')
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

/** The known word that takes the fewest changed letters, if that is at most a third of them. */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
  const ranked = known
    .filter((word) => word.length > 2)
    .map((word) => ({ word, distance: editDistance(wrong, word) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best && best.distance * 3 <= Math.max(wrong.length, best.word.length) ? best.word : undefined
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same))
    }
    row = next
  }
  return row[b.length]!
}
