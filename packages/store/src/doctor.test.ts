import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CHECKS, type CheckName, type Diagnosis, examine, isWell } from './doctor.ts'
import { addDocument } from './documents.ts'
import { StoreFailure } from './failure.ts'
import { addJob } from './jobs.ts'
import { guards } from './migrations/guards.ts'
import type { Store } from './store.ts'
import { type District, makeDistrict } from './testing/district.ts'
import { type TestServer, testServer } from './testing/open.ts'
import { describeDiagnosis, describeFailure } from './wording.ts'

let server: TestServer
let store: Store
let district: District
beforeAll(async () => {
  server = await testServer()
  store = await server.open()
  district = await makeDistrict(store)
  await sql`select gouji.claim_partition('33', 2026)`.execute(store.maintenance)
})
afterAll(() => server?.stop())

const findings = async (): Promise<readonly Diagnosis[]> => examine(store, { deep: true })
const found = async (check: CheckName): Promise<Diagnosis> => (await findings()).find((one) => one.check === check)!
const run = (statement: string): Promise<unknown> => sql.raw(statement).execute(store.maintenance)

it('finds a sound installation sound', async () => {
  const all = await findings()
  expect(all.map(({ check }) => check)).toEqual(CHECKS)
  // The server of the tests is told not to wait for the disk, which the doctor rightly does not like.
  expect(all.filter(({ state, check }) => state !== 'sound' && check !== 'version')).toEqual([])
})

it.each([
  [
    'row-security',
    'alter table gouji.filing disable row level security',
    'alter table gouji.filing enable row level security',
  ],
  [
    'row-security',
    'alter table gouji.filing no force row level security',
    'alter table gouji.filing force row level security',
  ],
  [
    'row-security',
    'grant select on gouji.claim_33_2026 to gouji_app',
    'revoke select on gouji.claim_33_2026 from gouji_app',
  ],
  ['guards', 'alter table gouji.edition disable trigger guard', 'alter table gouji.edition enable trigger guard'],
  [
    'guards',
    'create policy anybody on gouji.claim for select to gouji_app using (true)',
    'drop policy anybody on gouji.claim',
  ],
  [
    'guards',
    'drop policy propose on gouji."grant"',
    `create policy propose on gouji."grant" for insert to gouji_app
       with check (organisation in (select gouji.reach('administer')) and proposed_by = (select gouji.current_person()))`,
  ],
  [
    'guards',
    `create or replace function gouji.job_tell() returns trigger language plpgsql as $$ begin return null; end $$`,
    `create or replace function gouji.job_tell() returns trigger language plpgsql as $$${guards().functions.get('job_tell')!.body}$$`,
  ],
  [
    'guards',
    'alter function gouji.ledger_guard() security invoker',
    'alter function gouji.ledger_guard() security definer',
  ],
  ['application-role', 'grant delete on gouji.audit to gouji_app', 'revoke delete on gouji.audit from gouji_app'],
  [
    'application-role',
    'grant execute on function gouji.credential_recover to gouji_app',
    'revoke execute on function gouji.credential_recover from gouji_app',
  ],
  [
    'administrators',
    `alter table gouji."grant" disable trigger user; update gouji."grant" set state = 'ended' where role = 'security_admin'`,
    `update gouji."grant" set state = 'active' where role = 'security_admin'; alter table gouji."grant" enable trigger user`,
  ],
  ['migrations', `update gouji_meta.checksum set sha256 = 'x' where name = '0003-filings'`, ''],
] as const)('notices %s after: %s', async (check, harm, mend) => {
  const before = (
    await sql<{ sha256: string }>`select sha256 from gouji_meta.checksum where name = '0003-filings'`.execute(
      store.maintenance,
    )
  ).rows[0]!
  await run(harm)
  expect((await found(check)).state).toBe('ill')
  await run(mend || `update gouji_meta.checksum set sha256 = '${before.sha256}' where name = '0003-filings'`)
  expect((await found(check)).state).toBe('sound')
})

it('notices a tampered trail and says where', async () => {
  await run('alter table gouji.audit disable trigger user')
  await run(`update gouji.audit set subject = subject || 'x' where seq = 4`)
  expect(await found('audit')).toMatchObject({ state: 'ill', facts: { seq: 4, problem: 'changed' } })
  await run(`update gouji.audit set subject = left(subject, -1) where seq = 4`)
  await run('alter table gouji.audit enable trigger user')
  expect((await found('audit')).state).toBe('sound')
})

it('notices contents that are gone or changed, rights too wide, dead jobs and a clock that is off', async () => {
  const put = await store.blobs.put(Buffer.from('x'), { bytesMax: 10 })
  await store.as(district.people.preparerA, async (tx) => {
    const made = { organisation: district.organisations.a, ...put, name: 'x.txt', mediaType: 'text/plain' }
    await addDocument(tx, made)
    await addJob(tx, { kind: 'x', organisation: district.organisations.a })
  })
  await rm(store.blobs.pathOf(put.sha256), { force: true })
  await chmod(join(store.dataFolder, 'blobs'), 0o755)
  await run(`update gouji.job set state = 'dead', error = 'why'`)
  const all = await examine(store, { deep: true, now: () => new Date(Date.now() + 60_000) })
  const states = Object.fromEntries(all.map(({ check, state }) => [check, state]))
  expect(states).toMatchObject({ 'blobs-present': 'ill', folder: 'ill', 'jobs-dead': 'doubtful', clock: 'ill' })
  expect(isWell(all)).toBe(false)
})

it('has words in both languages', () => {
  for (const language of ['zh', 'en'] as const) {
    for (const check of CHECKS) {
      const words = describeDiagnosis({ check, state: 'ill', facts: { a: 1, b: undefined } }, language)
      expect(words).toMatchObject({ facts: 'a=1' })
      expect(words.remedy).toMatch(language === 'zh' ? /。$/ : /\.$/)
    }
    expect(describeFailure(new StoreFailure('refused', { reason: 'filing-step' }), language)).not.toContain(
      'filing-step',
    )
  }
})
