/** The manual pages, one text file per command and language beside the command. */
import { readFileSync } from 'node:fs'
import type { Command } from '../formats/format.ts'
import type { Language } from '../wording/index.ts'

export type Topic = Command | 'explain' | 'gouji'
export const TOPICS: readonly Topic[] = ['gouji', 'check', 'read', 'explain']

export const helpText = (topic: Topic, language: Language): string =>
  readFileSync(new URL(`./${topic}.${language}.txt`, import.meta.url), 'utf8')
