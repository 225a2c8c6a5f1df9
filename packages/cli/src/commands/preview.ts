/** `gouji preview`: a book as a page on this machine that follows the ledger. Its help stands beside it. */
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compose } from '@gouji/compose'
import { loadKnowledge } from '@gouji/knowledge'
import { chosenPack, loadPacks, packHomes } from '@gouji/publish'
import { writeHtml } from '@gouji/write'
import { loadLedger } from '../compose/ledger.ts'
import { type Preview, type PreviewPage, startPreview } from '../compose/preview.ts'
import { packFolders } from '../compose/shelf.ts'
import { COMPOSE_WORDS } from '../compose/words.ts'
import { EXIT } from '../outcome.ts'
import { complain, parseSubLine, type Subcommand } from '../subcommands.ts'
import { budgetProblemText } from '../wording/budget-problems.ts'
import { composeWords, packWords } from '../wording/compose-problems.ts'
import { helpText } from './help.ts'

const OPTIONS = { pack: { type: 'string', short: 'p' }, packs: { type: 'string' }, port: { type: 'string' } } as const

export const previewCommand: Subcommand = async (args, { environment, out, err }) => {
  const line = parseSubLine(args, OPTIONS, environment)
  const { values, positionals, language } = line
  if (line.help) {
    out(helpText('preview', language))
    return EXIT.clean
  }
  const words = COMPOSE_WORDS[language]
  const port = typeof values.port === 'string' ? values.port : '0'
  const wrong = [...line.complaints]
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) wrong.push(words.badPort(port))
  const [folder] = positionals
  if (folder === undefined) wrong.push(words.noBudget)
  if (wrong.length > 0 || folder === undefined) {
    complain(wrong, language, 'gouji preview', err)
    return EXIT.usage
  }
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    err(`gouji preview${words.colon}${words.noFolder(folder)}\n`)
    return EXIT.unread
  }
  const pack = typeof values.pack === 'string' ? values.pack : undefined
  const homes = packHomes(packFolders(values.packs, environment))
  let preview: Preview
  try {
    preview = await startPreview({
      port: Number(port),
      watched: [folder, ...homes.map((home) => fileURLToPath(home)).filter((home) => existsSync(home))],
      compose: () => pageOf({ folder, homes, pack, language }),
      onTrouble: (error) => err(`${error instanceof Error ? error.message : String(error)}\n`),
    })
  } catch (error) {
    if (!['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    err(`gouji preview${words.colon}${words.portTaken(port)}\n`)
    return EXIT.unread
  }
  out(`${words.serving(preview.url)}\n`)
  // Serves until it is interrupted.
  return new Promise<number>(() => {})
}

interface PageOf {
  readonly folder: string
  readonly homes: readonly URL[]
  readonly pack: string | undefined
  readonly language: 'zh' | 'en'
}

async function pageOf({ folder, homes, pack, language }: PageOf): Promise<PreviewPage> {
  const { budget, problems } = await loadLedger(folder, language)
  const own = problems.map((p) => ({ severity: p.severity, text: budgetProblemText(p, language) }))
  if (!budget) return { title: folder, problems: own }
  const built = chosenPack(budget.head, loadPacks(homes), pack)
  if (!built.pack) {
    const told = built.problems.map((p) => {
      const { message, remedy } = packWords(p, language)
      return { severity: 'error' as const, text: `${message}。${remedy}` }
    })
    return { title: budget.head.name, problems: [...own, ...told] }
  }
  const composed = compose(budget, built.pack, loadKnowledge().catalogue)
  const told = composed.problems.map((p) => {
    const { message, remedy } = composeWords(p, language)
    return { severity: p.severity, text: `${message}。${remedy}` }
  })
  return { title: composed.book.name, html: writeHtml(composed.book), problems: [...own, ...told] }
}
