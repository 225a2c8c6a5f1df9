/** `gouji pack draft FILE`: a first draft of a pack from a published document, on the screen or into a file. */
import { existsSync } from 'node:fs'
import { UnreadableError } from '@gouji/document'
import { readFile } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { draftPack, loadPacks, packNamed } from '@gouji/publish'
import { read } from '@gouji/read'
import { EXIT } from '../outcome.ts'
import { writeFileWhole } from '../output.ts'
import { failureText } from '../wording/failure-text.ts'
import { type Language, WORDINGS } from '../wording/index.ts'
import { PACK_WORDS } from '../wording/pack-commands.ts'

export interface DraftJob {
  readonly file: string
  readonly target?: string
  readonly force: boolean
  readonly language: Language
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** Drafts inherit the figures that every locality shares. */
const PARENTS = { budget: 'national', final: 'national-final-accounts' } as const

export async function draftCommand({ file, target, force, language, out, err }: DraftJob): Promise<number> {
  const words = PACK_WORDS[language]
  const { usage, colon } = WORDINGS[language]
  const complain = (text: string): void => err(`${usage.prefix}${colon}${text}\n`)
  if (target !== undefined && existsSync(target) && !force) {
    complain(words.isThere(target))
    return EXIT.usage
  }
  try {
    const document = await readFile(file)
    const reading = read(document, loadKnowledge())
    if (reading.tables.length === 0) {
      complain(words.noTables(file))
      return EXIT.unread
    }
    const id = PARENTS[reading.identity.stage ?? 'budget']
    const shelf = loadPacks()
    const figures = (packNamed('national-final-accounts', shelf).pack ?? { figures: {} }).figures
    const own = (shelf.raws.get(id)?.figures ?? {}) as Readonly<Record<string, string>>
    const draft = draftPack({ document, reading }, { id, figures: id === 'national' ? own : figures })
    if (target === undefined) {
      out(draft.yaml)
      return EXIT.clean
    }
    await writeFileWhole(target, [new TextEncoder().encode(draft.yaml)])
    out(`${words.wrote(target, draft.forms, draft.open)}\n`)
    return EXIT.clean
  } catch (error) {
    const failure = error instanceof UnreadableError ? failureText(error.failure, WORDINGS[language]) : undefined
    if (!failure && !(error instanceof Error && 'code' in error)) throw error
    complain(words.unreadable(file, failure ? `${failure.message}${failure.remedy}` : (error as Error).message))
    return EXIT.unread
  }
}
