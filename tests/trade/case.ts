/**
 * Cases of the trade: a budget of a few lines, as text, and below it what reading and checking make of it. An
 * accountant can read and write them; README.md beside this file says how.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { processBytes } from '../books/pipeline.ts'
import { tellFindings } from './tell-findings.ts'
import { tellReading } from './tell-reading.ts'

const FOLDER = join(import.meta.dirname, 'cases')

/** What a case asks for: the figures as they are read, or the findings. */
const QUESTIONS = ['读数', '勾稽'] as const
type Question = (typeof QUESTIONS)[number]

export interface Case {
  /** Folder and file name: `sum/part-off-by-one`. */
  readonly name: string
  readonly path: string
  /** The lines in front that say what the case is about. */
  readonly about: string
  /** The document, as if it were a file of its own. */
  readonly text: string
  readonly expected: readonly { readonly question: Question; readonly answer: string }[]
}

export function readCases(): Case[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => parseCase(file.replace(/\.txt$/, '').replaceAll('\\', '/'), join(FOLDER, file)))
}

function parseCase(name: string, path: string): Case {
  const [given, ...asked] = readFileSync(path, 'utf8').split(/^--- *(?=\S)/m)
  const about = /^(?:#.*\n)*/.exec(given!)![0]
  const expected = asked.map((block) => {
    const [title = '', ...answer] = block.split('\n')
    const question = QUESTIONS.find((q) => q === title.trim())
    if (!question) throw new Error(`${path}: “--- ${title}” asks nothing; write one of ${QUESTIONS.join(', ')}`)
    return { question, answer: answer.join('\n').trim() }
  })
  if (expected.length === 0) throw new Error(`${path}: no line “--- 读数” or “--- 勾稽” below the tables`)
  return { name, path, about, text: given!.slice(about.length), expected }
}

/** The answers that the program gives to what a case asks. */
export async function answer(tried: Case): Promise<Case['expected']> {
  const { reading, report } = await processBytes(new TextEncoder().encode(tried.text), 'case.txt')
  return tried.expected.map(({ question }) => ({
    question,
    answer: question === '读数' ? tellReading(reading) : tellFindings(report),
  }))
}

/** The file of a case with other answers. */
export const withAnswers = (tried: Case, answers: Case['expected']): string =>
  `${tried.about}${tried.text.replace(/\n+$/, '')}\n\n${answers.map((a) => `--- ${a.question}\n${a.answer}\n`).join('\n')}`
