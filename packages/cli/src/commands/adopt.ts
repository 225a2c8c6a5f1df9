/** `gouji adopt FILE --out FOLDER`: a published document as a ledger, with all that could not be decided. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { check } from '@gouji/check'
import { UnreadableError } from '@gouji/document'
import { readFile } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { type Adopted, adopt, loadPacks, recognisePack, saveBudgetFolder, undecidedText } from '@gouji/publish'
import { read } from '@gouji/read'
import { EXIT } from '../outcome.ts'
import { complain, parseSubLine, type Subcommand } from '../subcommands.ts'
import { placeText } from '../view/place.ts'
import { ADOPT_WORDS } from '../wording/adopt.ts'
import { failureText } from '../wording/failure-text.ts'
import { type Language, WORDINGS } from '../wording/index.ts'
import { helpText } from './help.ts'

/** Beside the files of the ledger, for the officer who takes it over. */
const NOTES = 'adopted.md'

export const adoptCommand: Subcommand = async (args, { environment, out, err }) => {
  const options = { out: { type: 'string', short: 'o' }, year: { type: 'string' }, force: { type: 'boolean' } } as const
  const line = parseSubLine(args, options, environment)
  const { language } = line
  const words = ADOPT_WORDS[language]
  const wording = WORDINGS[language]
  if (line.help) {
    out(helpText('adopt', language))
    return EXIT.clean
  }
  const [file, ...more] = line.positionals
  const folder = line.values.out
  const { year } = line.values
  const complaints = [...line.complaints]
  if (file === undefined || more.length > 0 || typeof folder !== 'string') complaints.push(words.usage)
  else if (existsSync(folder) && line.values.force !== true) complaints.push(words.isThere(folder))
  if (typeof year === 'string' && !/^(?:19|20)\d\d$/.test(year)) complaints.push(wording.usage.badYear(year))
  if (complaints.length > 0) {
    complain(complaints, language, 'gouji adopt', err)
    return EXIT.usage
  }
  try {
    const knowledge = loadKnowledge()
    const document = await readFile(file!)
    const reading = read(document, knowledge, typeof year === 'string' ? { year: Number(year) } : {})
    const adopted = await adopt({ document, reading, report: check(document, reading, knowledge) }, knowledge)
    const { pack } = recognisePack(reading, loadPacks())
    const { head } = adopted.budget
    await saveBudgetFolder(
      folder as string,
      pack === undefined ? adopted.budget : { ...adopted.budget, head: { ...head, pack } },
    )
    await writeFile(join(folder as string, NOTES), notesOf(adopted, file!, language))
    out(`${words.wrote(folder as string, adopted.budget.lines.length)}\n${shareOf(adopted, language)}\n`)
    if (pack !== undefined) out(`${words.pack(pack)}\n`)
    out(`${words.undecided(adopted.undecided.length, join(folder as string, NOTES))}\n`)
    return adopted.claims.every(({ kept, wanted }) => kept || wanted.blank) ? EXIT.clean : EXIT.findings
  } catch (error) {
    const failure = error instanceof UnreadableError ? failureText(error.failure, wording) : undefined
    if (!failure && !(error instanceof Error && 'code' in error)) throw error
    const message = failure ? `${failure.message}${failure.remedy}` : (error as Error).message
    err(`${wording.usage.prefix}${wording.colon}${file}${wording.colon}${message}\n`)
    return EXIT.unread
  }
}

function shareOf({ claims }: Adopted, language: Language): string {
  const printed = claims.filter(({ wanted }) => !wanted.blank)
  return ADOPT_WORDS[language].share(printed.filter(({ kept }) => kept).length, printed.length)
}

/** The list of what could not be decided, each with its place. */
function notesOf(adopted: Adopted, file: string, language: Language): string {
  const words = ADOPT_WORDS[language]
  const wording = WORDINGS[language]
  const lines = adopted.undecided.map((one) => {
    const place = one.place ? placeText(one.place, wording) : ''
    return `- ${place === '' ? '' : `${place}${wording.colon}`}${undecidedText(one, language)}`
  })
  const title = words.title(file.replace(/^.*[/\\]/, ''))
  return `# ${title}\n\n${shareOf(adopted, language)}\n${lines.length > 0 ? `\n${[...new Set(lines)].join('\n')}\n` : ''}`
}
