/** One table of words per language; which one is asked for is decided once, at the command line. */
import { en } from './en.ts'
import { zh } from './zh.ts'

export type Wording = typeof zh
export type Language = 'zh' | 'en'

export const LANGUAGES: readonly Language[] = ['zh', 'en']
export const WORDINGS: Readonly<Record<Language, Wording>> = { zh, en }

/** The language of the surroundings: English only where the locale says so, for the documents are Chinese. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return /^en(?:[_.@-]|$)/i.test(locale) ? 'en' : 'zh'
}
