/** `gouji pack list|check|diff|draft`: what packs there are, whether one is sound, how two differ, a first draft of one. */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { loadPacks, type PackShelf, packHomes } from '@gouji/publish'
import { packFolders } from '../compose/shelf.ts'
import { EXIT } from '../outcome.ts'
import { checkText } from '../pack/check.ts'
import { diffText } from '../pack/diff.ts'
import { draftCommand } from '../pack/draft.ts'
import { listText } from '../pack/list.ts'
import { complain, parseSubLine, type Subcommand } from '../subcommands.ts'
import { COLOURED, PLAIN } from '../terminal/style.ts'
import { PACK_WORDS } from '../wording/pack-commands.ts'
import { helpText } from './help.ts'

const COUNTS = { list: [0, 0], check: [1, 100], diff: [2, 2], draft: [1, 1] } as const

const OPTIONS = {
  packs: { type: 'string' },
  format: { type: 'string', short: 'f', choices: ['text', 'json'] },
  out: { type: 'string', short: 'o' },
  force: { type: 'boolean' },
} as const

type Action = keyof typeof COUNTS
const isAction = (text: string | undefined): text is Action => text !== undefined && Object.hasOwn(COUNTS, text)

export const packCommand: Subcommand = async (args, { environment, out, err }) => {
  const line = parseSubLine(args, OPTIONS, environment)
  const { values, language } = line
  if (line.help) {
    out(helpText('pack', language))
    return EXIT.clean
  }
  const words = PACK_WORDS[language]
  const [action, ...named] = line.positionals
  const wrong = [...line.complaints]
  if (!isAction(action)) wrong.push(words.wrongAction(action, Object.keys(COUNTS).join(', ')))
  else if (named.length < COUNTS[action][0] || named.length > COUNTS[action][1]) wrong.push(words.wrongCount(action))
  if (wrong.length > 0 || !isAction(action)) {
    complain(wrong, language, 'gouji pack', err)
    return EXIT.usage
  }
  const style = (line.color ?? process.stdout.isTTY === true) ? COLOURED : PLAIN
  const json = values.format === 'json'
  if (action === 'draft') {
    return draftCommand({
      file: named[0]!,
      ...(typeof values.out === 'string' ? { target: values.out } : {}),
      force: values.force === true,
      language,
      out,
      err,
    })
  }
  const shelf = shelfWith(named, packFolders(values.packs, environment))
  const ids = named.map(idOf)
  const job = { shelf, language, style, json }
  const { text, status } =
    action === 'list' ? listText(job) : action === 'diff' ? diffText(ids[0]!, ids[1]!, job) : await checkText(ids, job)
  out(text)
  return status
}

/** A pack may be named, or be a file that stands anywhere. */
const isFile = (named: string): boolean => /\.ya?ml$/i.test(named) || existsSync(named)

const idOf = (named: string): string => (isFile(named) ? basename(named).replace(/\.ya?ml$/i, '') : named)

const shelfWith = (named: readonly string[], folders: readonly string[]): PackShelf =>
  loadPacks(packHomes(folders), named.filter(isFile))
