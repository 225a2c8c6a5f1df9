/** `gouji doctor`: what is wrong with this installation, and how to mend it. */
import { describeDiagnosis, examine, isWell } from '@gouji/store'
import { EXIT } from '../outcome.ts'
import type { Subcommand } from '../subcommands.ts'
import { maintain } from '../workbench/maintenance.ts'

const MARKS = { sound: '✓', doubtful: '!', ill: '✗' } as const

export const doctorCommand: Subcommand = (args, surroundings) =>
  maintain(
    {
      name: 'doctor',
      usage: 'gouji doctor [--deep]',
      words: 0,
      options: { deep: { type: 'boolean' } },
      async act(store, { line, out }) {
        const diagnoses = await examine(store, { deep: line.values.deep === true })
        for (const diagnosis of diagnoses) {
          const { name, facts, remedy } = describeDiagnosis(diagnosis, line.language)
          out(
            `${MARKS[diagnosis.state]} ${[name, facts && `(${facts})`, remedy && `→ ${remedy}`].filter(Boolean).join(' ')}\n`,
          )
        }
        return isWell(diagnoses) ? EXIT.clean : EXIT.findings
      },
    },
    args,
    surroundings,
  )
