/** `gouji audit verify`: recomputes the chain of the audit trail. */
import { verifyAndKeep } from '@gouji/store'
import { EXIT } from '../outcome.ts'
import { complain, type Subcommand } from '../subcommands.ts'
import { maintain } from '../workbench/maintenance.ts'

const USAGE = 'gouji audit verify'

export const auditCommand: Subcommand = (args, surroundings) =>
  maintain(
    {
      name: 'audit',
      usage: USAGE,
      words: 1,
      async act(store, { line, words, out }) {
        if (line.positionals[0] !== 'verify') {
          complain([words.wrongUse(USAGE)], line.language, 'gouji audit', surroundings.err)
          return EXIT.usage
        }
        const { entries, breaks } = await verifyAndKeep(store.maintenance, store.dataFolder)
        for (const { seq, problem } of breaks) out(`${words.auditBroken(seq, problem)}\n`)
        if (breaks.length === 0) out(`${words.auditHolds(entries)}\n`)
        return breaks.length === 0 ? EXIT.clean : EXIT.findings
      },
    },
    args,
    surroundings,
  )
