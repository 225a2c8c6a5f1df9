/** A worker of its own, to be killed: `node work.ts <database> <folder>`. Each job leaves one comment. */
import { setTimeout as pause } from 'node:timers/promises'
import { addComment } from '../comments.ts'
import { openStore } from '../store.ts'
import { startWorker } from '../worker.ts'

const store = await openStore({ databaseUrl: process.argv[2]!, dataFolder: process.argv[3]!, connectionsMax: 4 })
const worker = startWorker(store, {
  concurrency: 3,
  leaseSeconds: 1,
  retrySeconds: 0.05,
  pollMs: 100,
  handlers: {
    note: async (job) => {
      const { filing, text, ms } = job.payload as { filing: string; text: string; ms: number }
      await pause(ms)
      return async (tx) => {
        const { id } = await addComment(tx, { on: { kind: 'filing', id: filing }, text })
        await pause(ms / 2)
        return { id }
      }
    },
  },
})
process.stdout.write('open\n')
process.stdin.resume()
process.stdin.once('end', () => {
  void worker.stop().then(() => store.close())
})
