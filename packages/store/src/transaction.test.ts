import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from './audit.ts'
import { addThreshold, listThresholds } from './packs.ts'
import type { Store, Tx } from './store.ts'
import { type District, makeDistrict, type PersonName } from './testing/district.ts'
import { type TestServer, testServer } from './testing/open.ts'

let server: TestServer
let store: Store
let district: District

beforeAll(async () => {
  server = await testServer()
  store = await server.open({ connectionsMax: 2 })
  district = await makeDistrict(store)
})
afterAll(() => server?.stop())

const as = <T>(name: PersonName, act: (tx: Tx) => Promise<T>, reading = false): Promise<T> =>
  store.as(district.people[name], act, { reading })
const limit = (tx: Tx, name: string) =>
  addThreshold(tx, {
    ...{ organisation: district.organisations.district, name, year: 2031, value: '1', unit: '元', source: '文件' },
  })
const limits = () => as('financeAdmin', async (tx) => (await listThresholds(tx)).map(({ name }) => name))
const whoIs = async (tx: Tx) =>
  (await sql<{ who: string | null }>`select gouji.current_person() as who`.execute(tx.db)).rows[0]!.who

it('knows whose it is from its first statement on, and forgets it with its end', async () => {
  const { preparerA, preparerB } = district.people
  for (const name of ['preparerA', 'preparerB', 'preparerA'] as const) {
    expect(await as(name, async (tx) => [await whoIs(tx), tx.personName])).toEqual([district.people[name], name])
    expect(await store.nobody(whoIs)).toBeNull()
    expect(await store.ask(sql`select gouji.current_person() as who`)).toEqual([{ who: null }])
  }
  const seen = await Promise.all(Array.from({ length: 20 }, (_, n) => as(n % 2 ? 'preparerA' : 'preparerB', whoIs)))
  expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => (n % 2 ? preparerA : preparerB)))
})

it('is refused to what is no identifier, to nobody known and to somebody disabled, and gives its connection back', async () => {
  const gone = await as('system', async (tx) => {
    const { id } = await tx.db
      .insertInto('person')
      .values({ organisation: district.organisations.c, login: 'gone', name: '走了的人', disabled_at: new Date() })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
  for (const person of [gone, '00000000-0000-4000-8000-000000000000', "x'; drop table gouji.person; --", '']) {
    for (let i = 0; i < 5; i += 1) {
      await expect(store.as(person, whoIs)).rejects.toMatchObject({ code: 'not-allowed' })
    }
  }
  expect(await as('preparerA', whoIs)).toBe(district.people.preparerA)
})

it('keeps nothing of what failed, and what only read is over soon', async () => {
  const failing = as('financeAdmin', async (tx) => {
    await limit(tx, '不会留下')
    throw new Error('in the middle')
  })
  await expect(failing).rejects.toThrow('in the middle')
  expect(await limits()).not.toContain('不会留下')
  for (let i = 0; i < 50; i += 1) await as('preparerA', whoIs, true)
  await expect
    .poll(async () => {
      const { rows } = await sql<{ open: number }>`select count(*)::int as open from pg_stat_activity
        where usename = 'gouji_app' and state like 'idle in transaction%'`.execute(store.maintenance)
      return rows[0]!.open
    })
    .toBe(0)
})

it('keeps what a reading one wrote into the trail before it answers', async () => {
  await as('financeAdmin', async (tx) => tx.record({ act: 'test.seen', kind: 'test', subject: '1' }), true)
  expect((await as('auditor', (tx) => listAudit(tx, { act: 'test.seen' }))).length).toBe(1)
})

describe('work aside', () => {
  it('holds no connection, and goes on as the same person', async () => {
    // Four at once, with two connections: none could begin its work if those that work held one.
    let working = 0
    let most = 0
    const one = as('preparerA', async (tx) => {
      await whoIs(tx)
      await tx.aside(async () => {
        working += 1
        most = Math.max(most, working)
        await expect.poll(() => most, { timeout: 60_000 }).toBe(4)
      })
      return whoIs(tx)
    })
    const others = [1, 2, 3].map(() =>
      as('preparerB', async (tx) => {
        await tx.aside(async () => {
          working += 1
          most = Math.max(most, working)
          await expect.poll(() => most, { timeout: 60_000 }).toBe(4)
        })
        return whoIs(tx)
      }),
    )
    expect(await one).toBe(district.people.preparerA)
    expect(await Promise.all(others)).toEqual(Array(3).fill(district.people.preparerB))
  })

  it('asks anew whether the person may, and reads what has changed meanwhile', async () => {
    await expect(
      as('stranger', async (tx) => {
        await tx.aside(() =>
          store.maintenance
            .updateTable('person')
            .set({ disabled_at: new Date() })
            .where('id', '=', district.people.stranger)
            .execute(),
        )
        return whoIs(tx)
      }),
    ).rejects.toMatchObject({ code: 'not-allowed' })
  })

  it('stays inside where something was written already: all of it, or nothing', async () => {
    await expect(
      as('financeAdmin', async (tx) => {
        await limit(tx, '先写后算')
        await tx.aside(async () => {
          expect(await limits()).not.toContain('先写后算')
        })
        throw new Error('after the work')
      }),
    ).rejects.toThrow('after the work')
    expect(await limits()).not.toContain('先写后算')
  })

  it('keeps nothing when the work fails, and the connection is free', async () => {
    for (let i = 0; i < 6; i += 1) {
      await expect(
        as('preparerA', (tx) => tx.aside(async () => Promise.reject(new Error('the desk crashed')))),
      ).rejects.toThrow('the desk crashed')
    }
    expect(await as('preparerA', whoIs)).toBe(district.people.preparerA)
  })

  it('has no database of its own', async () => {
    await expect(as('preparerA', (tx) => tx.aside(() => whoIs(tx)))).rejects.toThrow('the transaction is not open')
  })
})

describe('a connection that is lost before the end', () => {
  /** Its backend is ended from outside while the transaction is open, as when the database stops. */
  const lose = async (tx: Tx): Promise<void> => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db)
    const client = new pg.Client(store.administrator)
    await client.connect()
    await client.query('select pg_terminate_backend($1, 5000)', [rows[0]!.pid])
    await client.end()
  }

  it.each(['writing', 'reading', 'aside'] as const)('is given back by a transaction that was %s', async (what) => {
    // More often than the pool has connections.
    for (let i = 0; i < 5; i += 1) {
      const lost = as(
        'financeAdmin',
        async (tx) => {
          if (what === 'writing') await limit(tx, `失去的连接 ${i}`)
          await lose(tx)
          if (what === 'aside') await tx.aside(async () => undefined)
        },
        what === 'reading',
      )
      await (what === 'reading'
        ? lost.catch(() => undefined)
        : expect(lost).rejects.toMatchObject({ code: 'database-lost' }))
    }
    await expect.poll(() => store.applicationPool.totalCount - store.applicationPool.idleCount).toBe(0)
    expect(await as('preparerA', whoIs)).toBe(district.people.preparerA)
    expect((await limits()).filter((name) => name.startsWith('失去'))).toEqual([])
  })
})
