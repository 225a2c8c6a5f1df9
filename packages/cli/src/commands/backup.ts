/** `gouji backup FILE`: the whole installation in one verified file. */
import { backup } from '@gouji/store'
import { EXIT } from '../outcome.ts'
import type { Subcommand } from '../subcommands.ts'
import { maintain } from '../workbench/maintenance.ts'

export const backupCommand: Subcommand = (args, surroundings) =>
  maintain(
    {
      name: 'backup',
      usage: 'gouji backup FILE',
      words: 1,
      async act(store, { line, words, out }) {
        const outcome = await backup(store, line.positionals[0]!)
        out(`${words.backedUp(outcome)}\n`)
        if (outcome.missing.length === 0) return EXIT.clean
        out(`${words.missing(outcome.missing)}\n`)
        return EXIT.findings
      },
    },
    args,
    surroundings,
  )
