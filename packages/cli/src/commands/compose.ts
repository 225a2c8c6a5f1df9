/** `gouji compose`: ledgers to books. Its help stands beside it in compose.zh.txt and compose.en.txt. */
import { availableParallelism } from 'node:os'
import { BOOK_FORMATS } from '@gouji/publish'
import { formatsOf, runCompose } from '../compose/command.ts'
import { packFolders } from '../compose/shelf.ts'
import { COMPOSE_WORDS } from '../compose/words.ts'
import { EXIT } from '../outcome.ts'
import { complain, parseSubLine, type Subcommand } from '../subcommands.ts'
import { COLOURED, PLAIN } from '../terminal/style.ts'
import { helpText } from './help.ts'

const OPTIONS = {
  pack: { type: 'string', short: 'p' },
  packs: { type: 'string' },
  to: { type: 'string' },
  out: { type: 'string', short: 'o' },
  force: { type: 'boolean' },
  open: { type: 'boolean' },
  json: { type: 'boolean' },
  jobs: { type: 'string', short: 'j' },
  quiet: { type: 'boolean', short: 'q' },
} as const

export const composeCommand: Subcommand = async (args, { environment, out, err }) => {
  const line = parseSubLine(args, OPTIONS, environment)
  const { values, positionals, language } = line
  if (line.help) {
    out(helpText('compose', language))
    return EXIT.clean
  }
  const words = COMPOSE_WORDS[language]
  const { formats, unknown } = formatsOf(typeof values.to === 'string' ? values.to : BOOK_FORMATS.join(','))
  const wrong = [...line.complaints, ...unknown.map((name) => words.badFormat(name, BOOK_FORMATS.join('、')))]
  if (positionals.length === 0) wrong.push(words.noBudget)
  const jobs = typeof values.jobs === 'string' ? values.jobs : String(availableParallelism())
  if (!/^[1-9]\d?$/.test(jobs)) wrong.push(words.badJobs(jobs))
  if (wrong.length > 0) {
    complain(wrong, language, 'gouji compose', err)
    return EXIT.usage
  }
  return runCompose(
    {
      budgets: positionals,
      ...(typeof values.pack === 'string' ? { pack: values.pack } : {}),
      packFolders: packFolders(values.packs, environment),
      formats,
      out: typeof values.out === 'string' ? values.out : 'out',
      force: values.force === true,
      open: values.open === true,
      json: values.json === true,
      jobs: Number(jobs),
    },
    {
      language,
      style: (line.color ?? process.stdout.isTTY === true) ? COLOURED : PLAIN,
      quiet: values.quiet === true,
      out,
    },
  )
}
