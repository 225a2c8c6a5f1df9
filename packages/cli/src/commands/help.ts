/** The manual pages, one text file per command and language beside the command. */
import { readFileSync } from 'node:fs'
import type { Command } from '../formats/format.ts'
import { SUBCOMMAND_NAMES, type SubcommandName } from '../subcommands.ts'
import type { Language } from '../wording/index.ts'

export type Topic = Command | 'explain' | 'gouji' | SubcommandName
export const TOPICS: readonly Topic[] = ['gouji', 'check', 'read', 'explain', ...SUBCOMMAND_NAMES]

export const helpText = (topic: Topic, language: Language): string =>
  readFileSync(new URL(`./${topic}.${language}.txt`, import.meta.url), 'utf8')
