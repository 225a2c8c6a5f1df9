/**
 * News of jobs for one line: gathered for a moment and asked for together, so that a batch of hundreds of files does not
 * mean a thousand questions for everybody who looks on. Who may see a job may see its news; the database decides, in the
 * name of the person.
 */
import { isFailure, type Store } from '@gouji/store'
import type { EventAnswer } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { documentRows } from './document-rows.ts'

const GATHER_MS = 200

type Send = Parameters<EventAnswer['open']>[0]

export function newsFor(person: string, { store, hub, log }: Pick<Services, 'store' | 'hub' | 'log'>): EventAnswer {
  return {
    kind: 'events',
    open(send) {
      const heard = new Set<string>()
      let timer: NodeJS.Timeout | undefined
      let over = false
      const tell = async (): Promise<void> => {
        timer = undefined
        const ids = [...heard]
        heard.clear()
        try {
          await tellOf(store, person, ids, (event) => {
            if (!over) send(event)
          })
        } catch (error) {
          // A database that is away comes back; the page looks again by itself then.
          if (!isFailure(error, 'database-lost')) log.warn({ err: error }, 'news not sent')
        }
      }
      const stop = hub.add((news) => {
        if (news.kind !== 'job' || news.id === undefined) return
        heard.add(news.id)
        timer ??= setTimeout(() => void tell(), GATHER_MS)
      })
      return () => {
        over = true
        clearTimeout(timer)
        stop()
      }
    },
  }
}

async function tellOf(store: Store, person: string, ids: readonly string[], send: Send): Promise<void> {
  await store.as(person, async (tx) => {
    const jobs = await tx.db
      .selectFrom('job')
      .select(['id', 'kind', 'state', 'payload', 'progress'])
      .where('id', 'in', [...ids])
      .execute()
    const named = jobs.flatMap(({ payload }) => (payload as { document?: string }).document ?? [])
    const rows = named.length > 0 ? await documentRows(tx, { ids: named, limit: named.length }) : []
    const documents = new Map(rows.map((row) => [row.id, row]))
    for (const { id, kind, state, payload, progress } of jobs) {
      const info = documents.get((payload as { document?: string }).document ?? '')
      send({
        name: info ? 'document' : 'job',
        data: { job: id, kind, state, progress, ...payload, ...(info ? { info } : {}) },
      })
    }
  })
}
