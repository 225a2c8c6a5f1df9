/**
 * How quick the store is: `node benchmarks/store.ts`. An embedded PostgreSQL of its own in a temporary folder, with every
 * commit forced to disk, a district of 60 departments and 300 units with five years of filings, documents, findings and
 * claims, then sixteen people who write at once, lists as people open them, and the queue of jobs.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  addComment,
  addJob,
  begin,
  countFindings,
  createFiling,
  createLedger,
  createOrganisation,
  createPerson,
  decideGrant,
  finishJob,
  type Grant,
  listClaims,
  listDocuments,
  listFilings,
  listFindings,
  openStore,
  proposeGrant,
  type Role,
  type Store,
  saveLedger,
  type Tx,
  takeJob,
} from '@gouji/store'

const DEPARTMENTS = 60
const UNITS_EACH = 5
const YEARS = [2022, 2023, 2024, 2025, 2026]
const WRITERS = 16
const SECONDS = 5
const CLAIMS_EACH = 500
const FINDINGS_EACH = 10

const folder = await mkdtemp(join(tmpdir(), 'gouji-bench-'))
const started = performance.now()
const store = await openStore({ dataFolder: folder, connectionsMax: WRITERS + 4 })
console.log(`first start, from nothing to a migrated database: ${ms(performance.now() - started)}`)
try {
  await run(store)
} finally {
  await store.close()
  await rm(folder, { recursive: true, force: true })
}

async function run(store: Store): Promise<void> {
  const { units, finance, preparers } = await district(store)
  await records(store)
  const filings = await store.as(finance, (tx) => listFilings(tx, { year: 2026, limit: 10_000 }))

  console.log(`\n${WRITERS} writers for ${SECONDS} s, every commit forced to disk`)
  const filingOf = (n: number): string => filings.find((filing) => filing.organisation === units[n])!.id
  await throughput('one row, without the trail', (n) =>
    store.as(preparers[n]!, (tx) =>
      tx.db
        .insertInto('idempotency')
        .values({ person: preparers[n]!, key: crypto.randomUUID(), request: '', status: 1, answer: '' })
        .execute(),
    ),
  )
  await throughput('a comment, with the trail', (n) =>
    store.as(preparers[n]!, (tx) => addComment(tx, { on: { kind: 'filing', id: filingOf(n) }, text: '请核对' })),
  )
  const ledgers = await Promise.all(
    Array.from({ length: WRITERS }, (_, n) =>
      store.as(preparers[n]!, (tx) => createLedger(tx, { organisation: units[n]!, year: 2027, stage: 'budget' })),
    ),
  )
  const versions = ledgers.map(() => 0)
  await throughput('a ledger saved, with merge, history and the trail', async (n) => {
    const edits = [{ sheet: 'expenditure', key: `${versions[n]! % 200}`, cells: { amount: `${versions[n]}` } }]
    const saved = await store.as(preparers[n]!, (tx) =>
      saveLedger(tx, { ledger: ledgers[n]!.id, baseVersion: versions[n]!, edits }),
    )
    versions[n] = saved.version
  })

  console.log('\nlists, p50 and p95 of 100')
  for (const [who, person] of [
    ['finance bureau', finance],
    ['one unit', preparers[0]!],
  ] as const) {
    const list = (name: string, act: (tx: Tx) => Promise<unknown>): Promise<void> =>
      latency(`${who}: ${name}`, () => store.as(person, act))
    await list('100 filings of a year', (tx) => listFilings(tx, { year: 2025 }))
    await list('100 documents, newest first, with verdicts', (tx) => listDocuments(tx))
    await list('100 open findings of a year', (tx) => listFindings(tx, { year: 2025, states: ['open'] }))
    await list('findings counted for the board', (tx) => countFindings(tx, { year: 2025 }))
    await list('the same figure in all documents of a year', (tx) =>
      listClaims(tx, { region: '33', year: 2025, key: 'function=7' }),
    )
  }

  console.log('\njobs')
  const jobs = 2_000
  await timed(`${jobs} asked for by ${WRITERS}`, jobs, async () => {
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, n) => {
        for (let left = jobs / WRITERS; left > 0; left--) {
          await store.as(preparers[n]!, (tx) => addJob(tx, { kind: 'x', organisation: units[n]! }))
        }
      }),
    )
  })
  await timed(`${jobs} taken and finished by 8`, jobs, async () => {
    await Promise.all(
      Array.from({ length: 8 }, async (_, n) => {
        for (;;) {
          const job = await takeJob(store, { worker: `${n}`, seconds: 60 })
          if (!job) return
          await finishJob(store, job, async () => null)
        }
      }),
    )
  })
}

async function district(store: Store): Promise<{ units: string[]; finance: string; preparers: string[] }> {
  const administrators = [
    { role: 'system_admin', login: 'system', name: '系统', secret: 'x' },
    { role: 'security_admin', login: 'security', name: '安全', secret: 'x' },
  ] as const
  const top = await store.nobody((tx) =>
    begin(tx, { organisation: { code: '339900', name: '样例区', region: '339900' }, administrators }),
  )
  const people = await store.maintenance.selectFrom('person').select(['id', 'login']).execute()
  const [system, security] = ['system', 'security'].map((login) => people.find((one) => one.login === login)!.id)
  const units: string[] = []
  const made = await store.as(system!, async (tx) => {
    for (let d = 0; d < DEPARTMENTS; d++) {
      const code = `${101 + d}`
      const department = await createOrganisation(tx, {
        parent: top,
        code,
        name: `第${code}局`,
        kind: 'department',
        region: '339900',
      })
      for (let u = 0; u < UNITS_EACH; u++) {
        const unit = {
          parent: department.id,
          code: `${code}00${u + 1}`,
          name: `第${code}局第${u + 1}单位`,
          kind: 'unit',
          region: '339900',
        } as const
        units.push((await createOrganisation(tx, unit)).id)
      }
    }
    const grants: Grant[] = []
    const appoint = async (login: string, organisation: string, role: Role): Promise<string> => {
      const { id } = await createPerson(tx, { organisation, login, name: login })
      grants.push(await proposeGrant(tx, { person: id, organisation, role }))
      return id
    }
    const finance = await appoint('finance', top, 'finance_admin')
    const preparers = []
    for (let n = 0; n < WRITERS; n++) preparers.push(await appoint(`preparer${n}`, units[n]!, 'preparer'))
    return { finance, preparers, grants }
  })
  await store.as(security!, async (tx) => {
    for (const { id, version } of made.grants) await decideGrant(tx, { id, version, state: 'active' })
  })
  for (let n = 0; n < WRITERS; n++) {
    await store.as(made.preparers[n]!, (tx) =>
      createFiling(tx, { organisation: units[n]!, year: 2026, stage: 'final' }),
    )
  }
  return { units, ...made }
}

/** Five years of records for every unit, written with the owner's rights because it is many. */
async function records(store: Store): Promise<void> {
  const from = performance.now()
  const client = await store.maintenancePool.connect()
  try {
    for (const year of YEARS) {
      const who = `(select id from gouji.person where login = 'finance')`
      const unit = `gouji.organisation o where o.kind = 'unit'`
      await client.query(`select gouji.claim_partition('33', ${year})`)
      for (const statement of [
        `insert into gouji.filing (organisation, year, stage, created_by) select o.id, ${year}, 'budget', ${who} from ${unit}`,
        `insert into gouji.document (organisation, sha256, bytes, name, media_type, year, uploaded_by)
         select o.id, encode(sha256((o.id::text || ${year})::bytea), 'hex'), 1, o.name || '${year}.pdf', 'application/pdf', ${year}, ${who} from ${unit}`,
        `insert into gouji.reading (document, organisation, region, year, engine, verdict, errors, warnings, hints, claims, created_by)
         select id, organisation, '33', ${year}, '1', 'fail', 1, 1, 1, ${CLAIMS_EACH}, ${who} from gouji.document where year = ${year}`,
        `insert into gouji.finding (document, organisation, year, reading, code, severity, fingerprint, title, detail)
         select document, organisation, ${year}, id, 'SUM', 'error', n::text, '合计不符', '{}'
         from gouji.reading, generate_series(1, ${FINDINGS_EACH}) n where year = ${year}`,
        `insert into gouji.claim (region, year, reading, number, document, organisation, kind, measure, low, high, printed, coordinates, key, place)
         select '33', ${year}, id, n, document, organisation, 'cell', 'amount', n, n, n::text, '{}', 'function=' || n, '{}'
         from gouji.reading, generate_series(1, ${CLAIMS_EACH}) n where year = ${year}`,
      ]) {
        await client.query(statement)
      }
    }
    await client.query('analyze')
  } finally {
    client.release()
  }
  const books = YEARS.length * DEPARTMENTS * UNITS_EACH
  console.log(`${books} books with ${books * CLAIMS_EACH} claims written: ${ms(performance.now() - from)}`)
}

async function throughput(name: string, act: (writer: number) => Promise<unknown>): Promise<void> {
  const until = performance.now() + SECONDS * 1000
  let done = 0
  const waits: number[] = []
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, n) => {
      while (performance.now() < until) {
        const from = performance.now()
        await act(n)
        waits.push(performance.now() - from)
        done++
      }
    }),
  )
  console.log(`  ${name}: ${Math.round(done / SECONDS)} tx/s, ${percentiles(waits)}`)
}

async function latency(name: string, act: () => Promise<unknown>): Promise<void> {
  const waits: number[] = []
  for (let n = 0; n < 105; n++) {
    const from = performance.now()
    await act()
    if (n >= 5) waits.push(performance.now() - from)
  }
  console.log(`  ${name}: ${percentiles(waits)}`)
}

async function timed(name: string, count: number, act: () => Promise<void>): Promise<void> {
  const from = performance.now()
  await act()
  console.log(`  ${name}: ${Math.round((count * 1000) / (performance.now() - from))} jobs/s`)
}

function percentiles(waits: number[]): string {
  waits.sort((a, b) => a - b)
  const at = (share: number): string => ms(waits[Math.floor((waits.length - 1) * share)]!)
  return `p50 ${at(0.5)}, p95 ${at(0.95)}`
}

function ms(value: number): string {
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ms`
}
