/** Composes the books that its parent names, one after the other, and ends when the parent has no more. */
import { loadPacks } from '@gouji/publish'
import { composeOne } from './job.ts'
import { loadLedger } from './ledger.ts'
import type { ComposeTask } from './pool.ts'

const shelf = loadPacks()

process.on('message', (task: ComposeTask) => {
  void (async () => {
    const ledger = await loadLedger(task.path)
    process.send!(await composeOne({ name: task.name, ...ledger }, task.options, undefined, shelf))
  })().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(70)
  })
})
