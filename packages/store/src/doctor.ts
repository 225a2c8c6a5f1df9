/**
 * What is wrong with this installation, and how to mend it. Looks only, and changes nothing but the file of seen heads of
 * the trail. The words stand in wording.ts.
 */
import { access, constants, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { verifyAndKeep } from './audit.ts'
import { APPLICATION, OWNER } from './connect.ts'
import { type Facts, isFailure } from './failure.ts'
import { checksums, refuseForeign } from './migrate.ts'
import { guards } from './migrations/guards.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { Store } from './store.ts'

export const CHECKS = [
  'database',
  'version',
  'folder',
  'secrets',
  'disk',
  'clock',
  'migrations',
  'row-security',
  'guards',
  'application-role',
  'administrators',
  'audit',
  'blobs-present',
  'blobs-sound',
  'jobs-dead',
  'jobs-stuck',
] as const
export type CheckName = (typeof CHECKS)[number]

export interface Diagnosis {
  readonly check: CheckName
  readonly state: 'sound' | 'doubtful' | 'ill'
  readonly facts: Facts
}

export interface DoctorOptions {
  /** Reads every blob again, which takes as long as the disk needs for them. */
  readonly deep?: boolean
  readonly now?: () => Date
}

const DISK_LOW = 2n * 1024n ** 3n
const DISK_NONE = 200n * 1024n ** 2n
const CLOCK_SECONDS = 5
const WAIT_HOURS = 1
const NAMED_MAX = 5

type Finding = Pick<Diagnosis, 'state' | 'facts'>
const sound = (facts: Facts = {}): Finding => ({ state: 'sound', facts })
const doubtful = (facts: Facts): Finding => ({ state: 'doubtful', facts })
const ill = (facts: Facts): Finding => ({ state: 'ill', facts })

export async function examine(store: Store, options: DoctorOptions = {}): Promise<readonly Diagnosis[]> {
  const now = options.now ?? (() => new Date())
  const checks: Readonly<Record<CheckName, () => Promise<Finding>>> = {
    database: async () => {
      await store.ping()
      return sound({ mode: store.mode })
    },
    version: () => version(store),
    folder: () => folder(store),
    secrets: () => secrets(store),
    disk: () => disk(store),
    clock: () => clock(store, now),
    migrations: () => migrations(store),
    'row-security': () => rowSecurity(store),
    guards: () => guardsStand(store),
    'application-role': () => applicationRole(store),
    administrators: () => administrators(store),
    audit: () => audit(store),
    'blobs-present': () => blobsPresent(store),
    'blobs-sound': () => (options.deep ? blobsSound(store) : Promise.resolve(sound({ skipped: true }))),
    'jobs-dead': () => jobsDead(store),
    'jobs-stuck': () => jobsStuck(store),
  }
  const diagnoses: Diagnosis[] = []
  for (const check of CHECKS) {
    const finding = await checks[check]().catch((error: unknown) => {
      const code = isFailure(error) ? error.code : undefined
      return ill({ failed: true, code, said: error instanceof Error ? error.message : String(error) })
    })
    diagnoses.push({ check, ...finding })
    // Without a database every other answer would be the same complaint.
    if (check === 'database' && finding.state === 'ill') break
  }
  return diagnoses
}

async function one<T>(store: Store, text: string): Promise<T> {
  const { rows } = await sql.raw<T>(text).execute(store.maintenance)
  return rows[0]!
}

async function version(store: Store): Promise<Finding> {
  const { major, fsync, commit } = await one<{ major: number; fsync: string; commit: string }>(
    store,
    `select current_setting('server_version_num')::int / 10000 as major, current_setting('fsync') as fsync,
     current_setting('synchronous_commit') as commit`,
  )
  if (fsync !== 'on' || commit === 'off') return ill({ major, reason: 'not-durable' })
  return major < 15 ? ill({ major, reason: 'old' }) : sound({ major })
}

async function folder(store: Store): Promise<Finding> {
  const path = join(store.dataFolder, 'blobs')
  const isWritable = await access(path, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable) return ill({ path, reason: 'not-writable' })
  if (process.platform === 'win32') return sound({ path })
  const { mode } = await stat(path)
  return (mode & 0o077) === 0
    ? sound({ path })
    : ill({ path, reason: 'open-to-others', mode: (mode & 0o777).toString(8) })
}

async function secrets(store: Store): Promise<Finding> {
  if (store.mode === 'server' || process.platform === 'win32') return sound({ skipped: true })
  const path = join(store.dataFolder, 'secrets', 'postgres.json')
  const { mode } = await stat(path)
  return (mode & 0o077) === 0 ? sound({ path }) : ill({ path, mode: (mode & 0o777).toString(8) })
}

async function disk(store: Store): Promise<Finding> {
  const free = await store.blobs.free()
  const facts = { freeMegabytes: Number(free / 1024n ** 2n) }
  return free < DISK_NONE ? ill(facts) : free < DISK_LOW ? doubtful(facts) : sound(facts)
}

async function clock(store: Store, now: () => Date): Promise<Finding> {
  const before = now().getTime()
  const { at, last } = await one<{ at: Date; last: Date | null }>(
    store,
    'select clock_timestamp() as at, (select max(at) from gouji.audit) as last',
  )
  const seconds = Math.round((at.getTime() - (before + now().getTime()) / 2) / 1000)
  if (last && last.getTime() > at.getTime() + 1000) return ill({ reason: 'back', last: last.toISOString() })
  return Math.abs(seconds) > CLOCK_SECONDS ? ill({ reason: 'apart', seconds }) : sound({ seconds })
}

async function migrations(store: Store): Promise<Finding> {
  const known = await checksums(store.maintenance)
  refuseForeign(known)
  const missing = MIGRATIONS.filter((migration) => !known.has(migration.name)).map((migration) => migration.name)
  return missing.length > 0 ? ill({ missing: missing.join(', ') }) : sound({ version: MIGRATIONS.at(-1)!.name })
}

async function rowSecurity(store: Store): Promise<Finding> {
  const { bare, reachable } = await one<{ bare: string | null; reachable: string | null }>(
    store,
    `select string_agg(relname, ', ') filter (where not (relrowsecurity and relforcerowsecurity)) as bare,
      string_agg(relname, ', ') filter (where relispartition and has_table_privilege('${APPLICATION}', oid, 'select')) as reachable
     from pg_class where relnamespace = 'gouji'::regnamespace and relkind in ('r', 'p')`,
  )
  if (bare) return ill({ tables: bare, reason: 'off' })
  return reachable ? ill({ tables: reachable, reason: 'partition' }) : sound()
}

/** Whether functions, policies and triggers are those that the migrations made, and all triggers are switched on. */
async function guardsStand(store: Store): Promise<Finding> {
  const expected = guards()
  const list = async (text: string): Promise<Map<string, string>> => {
    const { rows } = await sql.raw<{ name: string; body: string }>(text).execute(store.maintenance)
    return new Map(rows.map(({ name, body }) => [name, body]))
  }
  const functions = await list(`select proname as name, prosecdef::text || prosrc as body from pg_proc
    where pronamespace = 'gouji'::regnamespace`)
  const policies = await list(`select c.relname || '.' || p.polname as name, '' as body from pg_policy p
    join pg_class c on c.oid = p.polrelid where c.relnamespace = 'gouji'::regnamespace and not c.relispartition`)
  const triggers = await list(`select c.relname || '.' || t.tgname as name, t.tgenabled::text as body from pg_trigger t
    join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'gouji'::regnamespace and not t.tgisinternal
    and not c.relispartition`)
  const wrong = [
    ...[...expected.functions].flatMap(([name, { body, isOwners }]) =>
      functions.get(name) === `${isOwners}${body}` ? [] : [`function ${name}`],
    ),
    ...[...expected.policies].flatMap((name) => (policies.has(name) ? [] : [`policy ${name}`])),
    // One too many lets somebody in: policies are joined by "or".
    ...[...policies.keys()].flatMap((name) => (expected.policies.has(name) ? [] : [`policy ${name}`])),
    ...[...expected.triggers].flatMap((name) => (triggers.get(name) === 'O' ? [] : [`trigger ${name}`])),
  ]
  if (wrong.length === 0) return sound({ functions: functions.size, policies: policies.size, triggers: triggers.size })
  return ill({ wrong: wrong.length, first: wrong.slice(0, NAMED_MAX).join(', ') })
}

async function applicationRole(store: Store): Promise<Finding> {
  const { powers, owned, member, trail, recover } = await one<
    Record<'powers' | 'member' | 'trail' | 'recover', boolean> & { readonly owned: number }
  >(
    store,
    `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as powers,
      has_table_privilege(r.oid, 'gouji.audit', 'insert, update, delete, truncate, trigger') as trail,
      has_function_privilege(r.oid, 'gouji.credential_recover(text, text)', 'execute') as recover,
      (select count(*)::int from pg_class where relowner = r.oid) as owned,
      exists (select from pg_auth_members m where m.member = r.oid) as member
     from pg_roles r where rolname = '${APPLICATION}'`,
  )
  const isMighty = powers || owned > 0 || member || trail || recover
  return isMighty ? ill({ role: APPLICATION, powers, owned, member, trail, recover, owner: OWNER }) : sound()
}

/** Somebody has to be there who may approve grants and somebody who may propose them, and they have to be two. */
async function administrators(store: Store): Promise<Finding> {
  const { people, system, security, auditor, both } = await one<
    Record<'people' | 'system' | 'security' | 'auditor' | 'both', number>
  >(
    store,
    `with held as (select g.person, g.role from gouji."grant" g join gouji.person p on p.id = g.person and p.disabled_at is null
       where g.state = 'active' and g.valid_from <= current_date and (g.valid_to is null or g.valid_to >= current_date)
       and g.role in ('system_admin', 'security_admin', 'auditor'))
     select (select count(*)::int from gouji.person) as people,
       count(*) filter (where role = 'system_admin')::int as system,
       count(*) filter (where role = 'security_admin')::int as security,
       count(*) filter (where role = 'auditor')::int as auditor,
       (select count(*)::int from (select person from held group by person having count(distinct role) > 1) b) as both from held`,
  )
  if (people === 0) return sound({ reason: 'not-started' })
  if (both > 0) return ill({ reason: 'not-separated', both })
  if (system === 0 || security === 0) return ill({ reason: 'missing', system, security })
  return auditor === 0 ? doubtful({ reason: 'no-auditor' }) : sound({ system, security, auditor })
}

async function audit(store: Store): Promise<Finding> {
  const { entries, breaks } = await verifyAndKeep(store.maintenance, store.dataFolder)
  const [first] = breaks
  return first ? ill({ entries, breaks: breaks.length, seq: first.seq, problem: first.problem }) : sound({ entries })
}

async function blobsPresent(store: Store): Promise<Finding> {
  const { rows } = await sql<{ sha256: string }>`select sha256 from gouji.document
    union select report from gouji.reading where report is not null
    union select file ->> 'sha256' from gouji.edition, jsonb_array_elements(files) as file`.execute(store.maintenance)
  const missing: string[] = []
  for (const { sha256 } of rows) if (!(await store.blobs.has(sha256))) missing.push(sha256)
  if (missing.length === 0) return sound({ blobs: rows.length })
  return ill({ missing: missing.length, blobs: rows.length, first: missing.slice(0, NAMED_MAX).join(', ') })
}

async function blobsSound(store: Store): Promise<Finding> {
  const changed: string[] = []
  for await (const { sha256 } of store.blobs.verify()) changed.push(sha256)
  if (changed.length === 0) return sound()
  return ill({ changed: changed.length, first: changed.slice(0, NAMED_MAX).join(', ') })
}

async function jobsDead(store: Store): Promise<Finding> {
  const { dead, error } = await one<{ dead: number; error: string | null }>(
    store,
    `select count(*)::int as dead, (array_agg(error order by finished_at desc))[1] as error from gouji.job where state = 'dead'`,
  )
  return dead > 0 ? doubtful({ dead, error: error ?? undefined }) : sound()
}

async function jobsStuck(store: Store): Promise<Finding> {
  const { waiting } = await one<{ waiting: number }>(
    store,
    `select count(*)::int as waiting from gouji.job where state = 'queued' and greatest(run_at, created_at) < now() - interval '${WAIT_HOURS} hour'`,
  )
  return waiting > 0 ? doubtful({ waiting }) : sound()
}

/** Whether anything must be mended. */
export const isWell = (diagnoses: readonly Diagnosis[]): boolean => diagnoses.every(({ state }) => state !== 'ill')
