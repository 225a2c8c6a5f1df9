/** Where the workbench keeps things and how it is reached: options first, then the environment, then what suits one machine. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { describeFailure, isFailure } from '@gouji/store'
import { EXIT } from '../outcome.ts'
import type { SubLine, Surroundings } from '../subcommands.ts'
import { type Language, WORDINGS } from '../wording/index.ts'
import { WORKBENCH_WORDS } from '../wording/workbench.ts'

type Environment = Surroundings['environment']

export function dataFolder(given: string | boolean | undefined, environment: Environment): string {
  const named = typeof given === 'string' ? given : environment.GOUJI_DATA
  if (named !== undefined && named !== '') return resolve(named)
  const own = join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'gouji')
  // The database runs under an account of its own, which the home of root does not let in.
  const isRoot = process.getuid?.() === 0 && !environment.XDG_DATA_HOME
  return isRoot && !existsSync(join(own, 'postgres', 'data', 'PG_VERSION')) ? OF_ROOT : own
}

const OF_ROOT = '/var/lib/gouji'

export const databaseUrl = (environment: Environment): { databaseUrl?: string } =>
  environment.DATABASE_URL ? { databaseUrl: environment.DATABASE_URL } : {}

/** Undefined where it is no number within the bounds; the complaint is added. */
export function wholeNumber(
  line: SubLine<string>,
  option: string,
  { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number },
  complaints: string[],
): number {
  const given = line.values[option]
  if (given === undefined) return otherwise
  const value = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN
  if (value >= least && value <= most) return value
  complaints.push(WORKBENCH_WORDS[line.language].badNumber(`--${option}`, String(given)))
  return otherwise
}

/** Says why the store did not open. Anything else is a fault of the program. */
export function tellFailure(error: unknown, language: Language, err: Surroundings['err']): number {
  if (!isFailure(error)) throw error
  const { usage, colon } = WORDINGS[language]
  err(`${usage.prefix}${colon}${describeFailure(error, language)}\n`)
  return EXIT.unread
}
