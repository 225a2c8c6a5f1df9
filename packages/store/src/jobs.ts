/**
 * Work in the database. A job is taken on a lease that the worker keeps alive; when a worker is killed its lease runs out
 * and the job is done again from the start. What a job makes is written in one transaction with its end (`finish`), which
 * only the holder of the lease can, so that nothing is visible twice.
 */
import { type Selectable, sql } from 'kysely'
import type { Database, JobState, Json } from './schema.ts'
import { personOf, type Store, type Tx } from './store.ts'
import { found, LIMIT, type Page } from './versioned.ts'

export type Job = Selectable<Database['job']>

export interface NewJob {
  readonly kind: string
  readonly organisation: string
  /** References only. Figures have no place here: who keeps the machines running sees jobs. */
  readonly payload?: Readonly<Record<string, Json>> | undefined
  /** The same key is the same work, asked for once. */
  readonly key?: string | undefined
  /** Higher comes first; within a priority, organisations take turns. */
  readonly priority?: number | undefined
  readonly attemptsMax?: number | undefined
  readonly runAt?: Date | undefined
}

/** In the transaction that needs the work done: both are there, or neither. */
export async function addJob(tx: Tx, made: NewJob): Promise<{ readonly job: Job; readonly isNew: boolean }> {
  const { kind, organisation, key } = made
  const row = await tx.db
    .insertInto('job')
    .values({
      ...{ kind, organisation, person: personOf(tx), key: key ?? null, payload: JSON.stringify(made.payload ?? {}) },
      ...{ lease: null, worker: null, error: null, progress: null, result: null },
      priority: made.priority ?? 0,
      ...(made.attemptsMax === undefined ? {} : { attempts_max: made.attemptsMax }),
      ...(made.runAt === undefined ? {} : { run_at: made.runAt }),
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row) return { job: row, isNew: true }
  const there = await tx.db
    .selectFrom('job')
    .selectAll()
    .where('key', '=', key ?? null)
    .executeTakeFirst()
  return { job: found(there, 'job', key ?? ''), isNew: false }
}

export async function getJob(tx: Tx, id: string): Promise<Job> {
  return found(await tx.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst(), 'job', id)
}

export interface JobQuery extends Pick<Page, 'limit'> {
  readonly organisation?: string
  readonly states?: readonly JobState[] | undefined
  readonly mine?: boolean
  /** The last of what was given. */
  readonly after?: { readonly at: string; readonly id: string }
}

/** The newest first. The cursor of each tells the instant to the microsecond, which a date of this language does not. */
export async function listJobs(tx: Tx, query: JobQuery = {}): Promise<readonly (Job & { readonly cursor: string })[]> {
  let select = tx.db
    .selectFrom('job')
    .selectAll()
    .select(sql<string>`to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('cursor'))
  if (query.organisation !== undefined) select = select.where('organisation', '=', query.organisation)
  if (query.states !== undefined) select = select.where('state', 'in', [...query.states])
  if (query.mine) select = select.where('person', '=', personOf(tx))
  if (query.after) {
    const { at, id } = query.after
    select = select.where(sql<boolean>`(created_at, id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  return select
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit ?? LIMIT)
    .execute()
}

/** One's own, or any as 系统管理员. A running one ends when its worker next asks. */
export async function cancelJob(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select gouji.job_cancel(${id}) as yes`.execute(tx.db)
  if (rows[0]!.yes) tx.record({ act: 'job.cancel', kind: 'job', subject: id })
  return rows[0]!.yes
}

/** Gives a dead or cancelled job another try. */
export async function retryJob(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select gouji.job_again(${id}) as yes`.execute(tx.db)
  if (rows[0]!.yes) tx.record({ act: 'job.retry', kind: 'job', subject: id })
  return rows[0]!.yes
}

/** A job in the hands of a worker. */
export interface LeasedJob extends Job {
  readonly lease: string
}

export interface Lease {
  readonly worker: string
  readonly seconds: number
  readonly kinds?: readonly string[]
}

export async function takeJob(store: Store, lease: Lease): Promise<LeasedJob | undefined> {
  return store.nobody(async (tx) => {
    const kinds = lease.kinds === undefined ? null : [...lease.kinds]
    const { rows } = await sql<LeasedJob>`select * from gouji.job_take(${lease.worker}, ${kinds}::text[],
      ${lease.seconds}::int)`.execute(tx.db)
    return rows[0]
  })
}

/** Keeps the lease and tells how far the work is. False when the job is no longer this worker's. */
export async function beatJob(
  store: Store,
  job: LeasedJob,
  beat: { readonly seconds: number; readonly progress?: Json | undefined },
): Promise<boolean> {
  return store.nobody(async (tx) => {
    const progress = beat.progress === undefined ? null : JSON.stringify(beat.progress)
    const { rows } = await sql<{ yes: boolean }>`select gouji.job_beat(${job.id}, ${job.lease}, ${beat.seconds}::int,
      ${progress}::jsonb) as yes`.execute(tx.db)
    return rows[0]!.yes
  })
}

/**
 * Writes what the job made, as the person who asked for it, and ends the job in the same transaction. Throws `lease-lost`,
 * and writes nothing, when another worker has the job by now.
 */
export async function finishJob<T extends Json>(
  store: Store,
  job: LeasedJob,
  write: (tx: Tx) => Promise<T>,
): Promise<T> {
  return store.as(job.person, async (tx) => {
    const result = await write(tx)
    await sql`select gouji.job_finish(${job.id}, ${job.lease}, ${JSON.stringify(result)}::jsonb)`.execute(tx.db)
    return result
  })
}

/** Puts the job back to be tried later, or for good among the dead. Returns what became of it. */
export async function failJob(
  store: Store,
  job: LeasedJob,
  failure: { readonly error: string; readonly waitSeconds: number; readonly isFinal: boolean },
): Promise<JobState | undefined> {
  const { error, waitSeconds, isFinal } = failure
  return store.nobody(async (tx) => {
    const { rows } = await sql<{ state: JobState | null }>`select gouji.job_fail(${job.id}, ${job.lease}, ${error},
      ${waitSeconds}::float8, ${isFinal}) as state`.execute(tx.db)
    return rows[0]?.state ?? undefined
  })
}

/** Gives a job back that was not begun in earnest; the attempt does not count. */
export async function returnJob(store: Store, job: LeasedJob): Promise<void> {
  await store.nobody(async (tx) => {
    await sql`select gouji.job_return(${job.id}, ${job.lease})`.execute(tx.db)
  })
}
