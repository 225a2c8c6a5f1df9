import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AuditBreak, canonicalJson, keepHead, listAudit, seenHeads, verifyAndKeep, verifyAudit } from './audit.ts'
import type { Store } from './store.ts'
import { type District, makeDistrict } from './testing/district.ts'
import { type TestServer, testServer } from './testing/open.ts'

let server: TestServer
let store: Store
let district: District
beforeAll(async () => {
  server = await testServer()
  store = await server.open()
  district = await makeDistrict(store)
})
afterAll(() => server?.stop())

const act = (subject: string) => ({
  act: 'test',
  kind: 'test',
  subject,
  detail: { 说明: '“引号”\t\\ \u0001 𠮷', n: 1, a: [true, null] },
})

describe('the trail', () => {
  it('is verified by a computation of its own, whatever the texts hold', async () => {
    await store.as(district.people.preparerA, async (tx) => tx.record(act('1')))
    const { breaks, entries, head } = await verifyAudit(store.maintenance)
    expect(breaks).toEqual([])
    expect(entries).toBe(head!.seq)
    const [last] = await store.as(district.people.auditor, (tx) => listAudit(tx, { limit: 1 }))
    expect(last).toMatchObject({ seq: head!.seq, personName: 'preparerA', subject: '1', detail: act('1').detail })
  })

  it('has nothing of an act that did not happen', async () => {
    const before = await verifyAudit(store.maintenance)
    const failing = store.as(district.people.preparerA, async (tx) => {
      tx.record(act('never'))
      throw new Error('No.')
    })
    await expect(failing).rejects.toThrow('No.')
    expect((await verifyAudit(store.maintenance)).head).toEqual(before.head)
  })

  it('stays one chain when many act at once', async () => {
    const before = (await verifyAudit(store.maintenance)).entries
    const acts = Array.from({ length: 100 }, (_, n) =>
      store.as(district.people.preparerB, async (tx) => {
        tx.record(act(`${n}a`))
        tx.record(act(`${n}b`))
      }),
    )
    await Promise.all(acts)
    const { entries, breaks } = await verifyAudit(store.maintenance)
    expect(breaks).toEqual([])
    expect(entries).toBe(before + 200)
  })

  it.each([
    "update gouji.audit set act = 'x' where seq = 3",
    'delete from gouji.audit where seq = 3',
    'truncate gouji.audit',
  ])('refuses, even from its owner: %s', async (statement) => {
    await expect(sql.raw(statement).execute(store.maintenance)).rejects.toMatchObject({ code: 'GJ001' })
  })
})

describe('tampering by somebody who may do anything in the database', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gouji-audit-'))
    expect((await verifyAndKeep(store.maintenance, folder)).breaks).toEqual([])
  })

  /** What verification says after the statements, which are taken back. */
  async function after(...statements: readonly string[]): Promise<readonly AuditBreak[]> {
    const undo = new Error('Taken back.')
    let breaks: readonly AuditBreak[] = []
    await store.maintenance
      .transaction()
      .execute(async (tx) => {
        await sql`alter table gouji.audit disable trigger user`.execute(tx)
        for (const statement of statements) await sql.raw(statement).execute(tx)
        breaks = (await verifyAndKeep(tx, folder)).breaks
        throw undo
      })
      .catch((error) => {
        if (error !== undo) throw error
      })
    await rm(folder, { recursive: true })
    return breaks
  }
  const reseal = (from: number): string => `do $$ declare a gouji.audit; before text; begin
    select hash into before from gouji.audit where seq = ${from - 1};
    for a in select * from gouji.audit where seq >= ${from} order by seq loop
      a.previous := before;
      a.hash := encode(sha256(convert_to(gouji.audit_text(a), 'UTF8')), 'hex');
      update gouji.audit set previous = a.previous, hash = a.hash where seq = a.seq;
      before := a.hash;
    end loop; end $$`

  it.each(['act', 'person_name', 'detail', 'subject'])('is noticed where %s was changed', async (column) => {
    expect(await after(`update gouji.audit set ${column} = '{}' where seq = 7`)).toEqual([
      { seq: 7, problem: 'changed' },
    ])
  })

  it('is noticed where a time was moved by a microsecond', async () => {
    expect(await after(`update gouji.audit set at = at + interval '1 microsecond' where seq = 7`)).toEqual([
      { seq: 7, problem: 'changed' },
    ])
  })

  it('is noticed where a row was taken out', async () => {
    expect(await after('delete from gouji.audit where seq = 7')).toEqual([{ seq: 8, problem: 'gap' }])
  })

  it('is noticed where two rows changed places', async () => {
    const breaks = await after(
      'update gouji.audit set seq = -7 where seq = 7',
      'update gouji.audit set seq = 7 where seq = 8',
      'update gouji.audit set seq = 8 where seq = -7',
    )
    expect(breaks.map(({ seq }) => seq)).toEqual(expect.arrayContaining([7, 8, 9]))
  })

  it('is noticed where a changed row was sealed anew', async () => {
    const breaks = await after(
      `update gouji.audit set act = 'x' where seq = 7`,
      `update gouji.audit a set hash = encode(sha256(convert_to(gouji.audit_text(a), 'UTF8')), 'hex') where seq = 7`,
    )
    expect(breaks).toEqual([{ seq: 8, problem: 'relinked' }])
  })

  it('is noticed where everything after was sealed anew, by the heads seen earlier', async () => {
    const { head } = await verifyAudit(store.maintenance)
    const breaks = await after(`update gouji.audit set act = 'x' where seq = 7`, reseal(7))
    expect(breaks).toEqual([{ seq: head!.seq, problem: 'rewritten' }])
  })

  it('is noticed where the end was cut off, by the heads seen earlier', async () => {
    const { head } = await verifyAudit(store.maintenance)
    expect(await after('delete from gouji.audit where seq > 20')).toEqual([{ seq: head!.seq, problem: 'cut' }])
  })
})

it('reads the heads seen earlier past a line that was left half written, and loses none that comes after', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gouji-heads-'))
  try {
    await keepHead(folder, { seq: 1, hash: 'a' })
    await appendFile(join(folder, 'audit-heads.jsonl'), '{"seq":2,"ha')
    expect((await seenHeads(folder)).map(({ seq }) => seq)).toEqual([1])
    await keepHead(folder, { seq: 3, hash: 'c' })
    expect(await seenHeads(folder)).toEqual([
      { seq: 1, hash: 'a' },
      { seq: 3, hash: 'c' },
    ])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

it('writes equal values as equal texts', () => {
  expect(canonicalJson({ b: 1, a: { d: undefined, c: [undefined, 'x'] } })).toBe('{"a":{"c":[null,"x"]},"b":1}')
})
