import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from './audit.ts'
import { addComment } from './comments.ts'
import { createFiling } from './filings.ts'
import {
  addJob,
  beatJob,
  cancelJob,
  failJob,
  finishJob,
  getJob,
  type Job,
  listJobs,
  retryJob,
  takeJob,
} from './jobs.ts'
import type { Store } from './store.ts'
import { type Child, startChild } from './testing/child.ts'
import { type District, makeDistrict, type OrganisationName } from './testing/district.ts'
import { type TestServer, testServer } from './testing/open.ts'
import { FinalFailure, startWorker, type Worker } from './worker.ts'

let server: TestServer
let store: Store
let district: District
let databaseUrl: string
let filing: string
beforeAll(async () => {
  server = await testServer()
  databaseUrl = await server.database()
  store = await server.open({ databaseUrl })
  district = await makeDistrict(store)
  const made = { organisation: district.organisations.a, year: 2026, stage: 'budget' } as const
  filing = (await store.as(district.people.preparerA, (tx) => createFiling(tx, made))).id
})
afterAll(() => server?.stop())
afterEach(() => sql`delete from gouji.job`.execute(store.maintenance))

const LEASE = { worker: 'w', seconds: 30 }
const add = async (at: OrganisationName, made: Partial<Parameters<typeof addJob>[1]> = {}): Promise<Job> =>
  (
    await store.as(district.people.financeAdmin, (tx) =>
      addJob(tx, { kind: 'note', organisation: district.organisations[at], ...made }),
    )
  ).job
const look = (id: string): Promise<Job> => store.as(district.people.financeAdmin, (tx) => getJob(tx, id))
const take = () => takeJob(store, LEASE)
const expire = (): Promise<unknown> =>
  sql`update gouji.job set lease_until = now() - interval '1 second' where state = 'running'`.execute(store.maintenance)

describe('the queue', () => {
  it('lets organisations take turns, however much one has waiting', async () => {
    for (let n = 0; n < 6; n++) await add('a', { payload: { n } })
    await add('b')
    await add('b')
    await add('c')
    const order: string[] = []
    for (let job = await take(); job; job = await take()) {
      order.push(Object.entries(district.organisations).find(([, id]) => id === job!.organisation)![0])
      // A newcomer in the middle does not wait behind what was there before.
      if (order.length === 4) await add('second')
    }
    expect(order.slice(0, 3).sort()).toEqual(['a', 'b', 'c'])
    expect(order.indexOf('second')).toBeLessThan(7)
    expect(order.slice(-2)).toEqual(['a', 'a'])
  })

  it('prefers what is more urgent', async () => {
    await add('a')
    const urgent = await add('a', { priority: 5 })
    expect((await take())!.id).toBe(urgent.id)
  })

  it('takes the same key for the same work', async () => {
    const first = await add('a', { key: 'read:1' })
    expect((await add('a', { key: 'read:1' })).id).toBe(first.id)
  })

  it('gives each job to one of many who ask', async () => {
    for (let n = 0; n < 20; n++) await add('a')
    const taken = await Promise.all(Array.from({ length: 30 }, take))
    const ids = taken.flatMap((job) => (job ? [job.id] : []))
    expect([ids.length, new Set(ids).size]).toEqual([20, 20])
  })

  it('brings back what a lost worker held, and lets only the new holder finish', async () => {
    const { id } = await add('a')
    const lost = (await take())!
    await expire()
    const again = (await take())!
    expect([again.id, again.attempts]).toEqual([id, 2])
    expect(await beatJob(store, lost, { seconds: 30 })).toBe(false)
    expect(await beatJob(store, again, { seconds: 30, progress: '很长'.repeat(5000) })).toBe(true)
    const late = finishJob(store, lost, async (tx) => {
      await addComment(tx, { on: { kind: 'filing', id: filing }, text: 'late' })
      return {}
    })
    await expect(late).rejects.toMatchObject({ code: 'lease-lost' })
    await finishJob(store, again, async () => ({ ok: true }))
    expect(await look(id)).toMatchObject({ state: 'done', result: { ok: true } })
    const { rows } = await sql`select from gouji.comment where text = 'late'`.execute(store.maintenance)
    expect(rows).toHaveLength(0)
  })

  it('lays a job among the dead after its last try, from where it can be brought back', async () => {
    const { id } = await add('a', { attemptsMax: 2 })
    expect(await failJob(store, (await take())!, { error: 'x', waitSeconds: 0, isFinal: false })).toBe('queued')
    expect(await failJob(store, (await take())!, { error: 'y', waitSeconds: 0, isFinal: false })).toBe('dead')
    expect(await look(id)).toMatchObject({ state: 'dead', error: 'y', attempts: 2 })
    expect(await take()).toBeUndefined()
    expect(await store.as(district.people.preparerB, (tx) => retryJob(tx, id))).toBe(false)
    expect(await store.as(district.people.system, (tx) => retryJob(tx, id))).toBe(true)
    expect((await take())!.id).toBe(id)
  })

  it('does not let a worker that always dies keep a job for ever', async () => {
    const { id } = await add('a', { attemptsMax: 2 })
    for (let n = 0; n < 2; n++) {
      await take()
      await expire()
    }
    expect(await take()).toBeUndefined()
    expect(await look(id)).toMatchObject({ state: 'dead', error: 'worker-lost' })
  })

  it('is cancelled by who asked for it, and its worker learns of it', async () => {
    const { id } = await add('a')
    const job = (await take())!
    expect(await store.as(district.people.preparerA, (tx) => cancelJob(tx, id))).toBe(false)
    expect(await store.as(district.people.financeAdmin, (tx) => cancelJob(tx, id))).toBe(true)
    expect(await beatJob(store, job, { seconds: 30 })).toBe(false)
  })
})

describe('a worker', () => {
  let worker: Worker | undefined
  afterEach(async () => {
    await worker?.stop()
    worker = undefined
  })

  it('does jobs, tells how far it is, tries again, and gives up where another try cannot help', async () => {
    let tries = 0
    const states: unknown[] = []
    const stop = await store.listen((news) => states.push(news.progress ?? news.state))
    worker = startWorker(store, {
      retrySeconds: 0.01,
      pollMs: 50,
      handlers: {
        note: async (_job, { progress }) => {
          progress({ page: 1 })
          await pause(20)
          return async () => ({ done: true })
        },
        flaky: async () => {
          if (++tries < 3) throw new Error('Not yet.')
          return async () => null
        },
        hopeless: async () => {
          throw new FinalFailure('No such file.')
        },
      },
    })
    const jobs = [await add('a'), await add('a', { kind: 'flaky' }), await add('a', { kind: 'hopeless' })]
    const result = async (): Promise<unknown[]> =>
      (await Promise.all(jobs.map(({ id }) => look(id)))).map(({ state, attempts, error }) => [state, attempts, error])
    await expect.poll(result, { timeout: 60_000 }).toEqual([
      ['done', 1, null],
      ['done', 3, null],
      ['dead', 1, 'No such file.'],
    ])
    expect(states).toContainEqual({ page: 1 })
    expect(states).toContain('done')
    await stop()
  })

  it('gives back what it cannot end before it stops', async () => {
    const { id } = await add('a')
    const stopping = startWorker(store, {
      pollMs: 20,
      handlers: { note: (_job, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', reject)) },
    })
    await expect.poll(async () => (await look(id)).state).toBe('running')
    await stopping.stop(50)
    expect(await look(id)).toMatchObject({ state: 'queued', attempts: 0 })
  })
})

describe('workers that are killed in the middle', () => {
  it('lose nothing that was accepted, and leave no result twice, in 30 rounds', { timeout: 300_000 }, async () => {
    const rounds = 30
    const each = 8
    const folder = await server.folder()
    const start = (): Child => startChild('./work.ts', [databaseUrl, folder])
    const accepted: string[] = []
    let alive = [start(), start()]
    await alive[0]!.says('open')
    let killedInTheMiddle = 0
    for (let round = 0; round < rounds; round++) {
      for (let n = 0; n < each; n++) {
        const text = `${round}.${n}`
        const at = (['a', 'first', 'district'] as const)[n % 3]!
        await add(at, { key: text, attemptsMax: 100, payload: { filing, text, ms: (round * 7 + n * 13) % 60 } })
        accepted.push(text)
      }
      await pause(20 + ((round * 37) % 120))
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from gouji.job where state = 'running'`.execute(store.maintenance)
      killedInTheMiddle += rows[0]!.n > 0 ? 1 : 0
      // One dies each round; the other is a young one by then, or has just come up.
      await alive.shift()!.kill()
      alive = [...alive, start()]
      await alive[0]!.says('open')
    }
    const left = async (): Promise<number> =>
      (
        await store.as(district.people.financeAdmin, (tx) =>
          listJobs(tx, { states: ['queued', 'running'], limit: 1000 }),
        )
      ).length
    await expect.poll(left, { timeout: 60_000, interval: 200 }).toBe(0)
    for (const child of alive) await child.end()
    const { rows } = await sql<{ text: string; n: number }>`select text, count(*)::int as n from gouji.comment
      where subject = ${filing} group by text`.execute(store.maintenance)
    expect(Object.fromEntries(rows.map(({ text, n }) => [text, n]))).toEqual(
      Object.fromEntries(accepted.map((text) => [text, 1])),
    )
    expect(killedInTheMiddle).toBeGreaterThan(rounds / 3)
    expect((await verifyAudit(store.maintenance)).breaks).toEqual([])
  })
})
