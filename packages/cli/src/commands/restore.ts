/** `gouji restore FILE`: a backup into an empty data folder. */
import { restore } from '@gouji/store'
import { EXIT } from '../outcome.ts'
import type { Subcommand } from '../subcommands.ts'
import { maintain } from '../workbench/maintenance.ts'

export const restoreCommand: Subcommand = (args, surroundings) =>
  maintain(
    {
      name: 'restore',
      usage: 'gouji restore FILE',
      words: 1,
      open: { withoutMigrating: true },
      async act(store, { line, words, out }) {
        const outcome = await restore(store, line.positionals[0]!)
        out(`${words.restored(outcome)}\n`)
        if (outcome.missing.length === 0) return EXIT.clean
        out(`${words.missing(outcome.missing)}\n`)
        return EXIT.findings
      },
    },
    args,
    surroundings,
  )
