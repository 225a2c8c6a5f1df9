/** Composes the books that its parent names, one after the other, and ends when the parent has no more. */
import { LANGUAGES } from '../wording/index.ts'
import { composeOne } from './job.ts'
import { loadLedger } from './ledger.ts'
import type { ComposeTask } from './pool.ts'

const language = LANGUAGES.find((l) => l === process.argv[2]) ?? 'zh'

process.on('message', (task: ComposeTask) => {
  void (async () => {
    const ledger = await loadLedger(task.path, language)
    process.send!(await composeOne({ name: task.name, ...ledger }, task.options))
  })().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(70)
  })
})
