/**
 * Commands with options of their own. Adding one is a line in the table, its file, and its help texts in commands/
 * (`name.zh.txt`, `name.en.txt`).
 */
import { parseArgs } from 'node:util'
import { nearest } from './nearest.ts'
import { LANGUAGES, type Language, languageOf, WORDINGS } from './wording/index.ts'

/** What a command may use of the world: handed in, so that a test can look at what was said. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** Takes the words beside its name and gives the exit status. */
export type Subcommand = (args: readonly string[], surroundings: Surroundings) => Promise<number>

/** Loaded when asked for, so that help and complaints come at once. */
export const SUBCOMMANDS = {
  compose: async () => (await import('./commands/compose.ts')).composeCommand,
  preview: async () => (await import('./commands/preview.ts')).previewCommand,
  pack: async () => (await import('./commands/pack.ts')).packCommand,
  budget: async () => (await import('./commands/budget.ts')).budgetCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  workbook: async () => (await import('./commands/workbook.ts')).workbookCommand,
  adopt: async () => (await import('./commands/adopt.ts')).adoptCommand,
  synth: async () => (await import('./commands/synth.ts')).synthCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  worker: async () => (await import('./commands/worker.ts')).workerCommand,
  backup: async () => (await import('./commands/backup.ts')).backupCommand,
  restore: async () => (await import('./commands/restore.ts')).restoreCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  audit: async () => (await import('./commands/audit.ts')).auditCommand,
} as const satisfies Readonly<Record<string, () => Promise<Subcommand>>>

export type SubcommandName = keyof typeof SUBCOMMANDS

export const SUBCOMMAND_NAMES = Object.keys(SUBCOMMANDS) as SubcommandName[]

export const isSubcommand = (name: string | undefined): name is SubcommandName =>
  name !== undefined && Object.hasOwn(SUBCOMMANDS, name)

export interface SubOption {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  readonly choices?: readonly string[]
}

export interface SubLine<Name extends string> {
  readonly values: Readonly<Partial<Record<Name, string | boolean>>>
  readonly positionals: readonly string[]
  readonly language: Language
  /** As the option or the environment says; undefined where the terminal decides. */
  readonly color?: boolean
  readonly help: boolean
  /** What is wrong, for people; empty when all is well. */
  readonly complaints: readonly string[]
}

const COMMON = {
  lang: { type: 'string', choices: LANGUAGES },
  color: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Readonly<Record<string, SubOption>>

export function parseSubLine<Name extends string>(
  args: readonly string[],
  own: Readonly<Record<Name, SubOption>>,
  environment: Surroundings['environment'],
): SubLine<Name> {
  const options: Record<string, SubOption> = { ...COMMON, ...own }
  const parsed = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(options).map(([name, { choices: _, ...option }]) => [name, option])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const values = parsed.values as Record<string, string | boolean | undefined>
  const language = LANGUAGES.find((l) => l === values.lang) ?? languageOf(environment)
  const { usage } = WORDINGS[language]
  const names = Object.keys(options).map((name) => `--${name}`)
  const complaints = parsed.tokens.flatMap((token): string[] => {
    if (token.kind !== 'option') return []
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
    if (!option) {
      const near = nearest(token.rawName, names)
      const message = usage.unknownOption(token.rawName)
      return [near === undefined ? message : `${message} ${usage.nearest(near)}`]
    }
    if (option.type === 'boolean') return token.value === undefined ? [] : [usage.needlessValue(token.rawName)]
    if (!token.value) return [usage.missingValue(token.rawName)]
    const isChoice = option.choices === undefined || option.choices.includes(token.value)
    return isChoice ? [] : [usage.badChoice(`--${token.name}`, token.value, option.choices!.join(', '))]
  })
  const color =
    values['no-color'] === true ? false : values.color === true ? true : environment.NO_COLOR ? false : undefined
  return {
    values: Object.fromEntries(
      Object.entries(values).filter(([name]) => Object.hasOwn(own, name)),
    ) as SubLine<Name>['values'],
    positionals: parsed.positionals,
    language,
    ...(color === undefined ? {} : { color }),
    help: values.help === true,
    complaints,
  }
}

/** Says what is wrong with a command line, with a pointer to the help. */
export function complain(
  complaints: readonly string[],
  language: Language,
  command: string,
  err: Surroundings['err'],
): void {
  const { usage, colon } = WORDINGS[language]
  err([...complaints, usage.help(command)].map((line) => `${usage.prefix}${colon}${line}\n`).join(''))
}
