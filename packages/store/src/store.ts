/**
 * The store of one installation. Everything that people do goes through `store.as(person, …)`: one transaction in which
 * row-level security knows who asks, and at whose end the audit trail gets what was done.
 *
 *   const store = await openStore({ dataFolder })
 *   const filing = await store.as(person, (tx) => createFiling(tx, { organisation, year: 2026, stage: 'budget' }))
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Act } from './audit.ts'
import { type Blobs, openBlobs } from './blobs.ts'
import {
  type Administrator,
  administratorOf,
  administratorOfUrl,
  applicationOf,
  OWNER,
  openKysely,
  openPool,
  prepareDatabase,
} from './connect.ts'
import { StoreFailure, understandFailure } from './failure.ts'
import { listenTo, type News } from './listen.ts'
import { checksums, migrate, refuseForeign } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { attachCluster, type Cluster, startCluster } from './postgres/cluster.ts'
import { type FolderLock, lockFolder } from './postgres/lock.ts'
import type { Database } from './schema.ts'
import { openTransacting, type TransactOptions, transact } from './transaction.ts'

export interface StoreOptions {
  /** Where blobs, secrets and the embedded server are kept. */
  readonly dataFolder: string
  /** A PostgreSQL server (`postgres://user:password@host/database`) whose user may make roles. Without it, an own one is started. */
  readonly databaseUrl?: string
  /** Joins the embedded server of a program that has the folder open, as workers and maintenance do. */
  readonly attach?: boolean
  /** Connections of the application, 20 unless told. */
  readonly connectionsMax?: number
  /** False only in tests: a machine that loses power may then lose records. */
  readonly durable?: boolean
  /** For maintenance that must look at a database whose schema is not the present one. */
  readonly withoutMigrating?: boolean
}

/** A transaction of somebody. Functions of the store take it as their first argument. */
export interface Tx {
  readonly db: Transaction<Database>
  /** Whose transaction it is; undefined in `store.nobody`. */
  readonly person: string | undefined
  readonly personName: string
  /**
   * Work that needs no database and takes long (a book that is read or drawn): the transaction ends before it and another
   * begins after it, so that nobody waits for the connection. What was read before may have changed since. Where something
   * was written already, it is kept together with what follows, and the transaction stays open.
   */
  aside<T>(work: () => Promise<T>): Promise<T>
  /** Adds to the trail when the transaction commits. Never carries figures. */
  record(act: Act): void
}

export interface Store {
  readonly dataFolder: string
  readonly mode: 'embedded' | 'attached' | 'server'
  readonly blobs: Blobs
  as<T>(person: string, act: (tx: Tx) => Promise<T>, how?: TransactOptions): Promise<T>
  /** For what happens before anybody is known: first start, sign-in, workers taking jobs. Tables stay invisible. */
  nobody<T>(act: (tx: Tx) => Promise<T>): Promise<T>
  /** One statement of nobody's, without a transaction around it: who is asking, say. */
  ask<T>(statement: RawBuilder<T>): Promise<readonly T[]>
  /** With the owner's rights, for maintenance alone: migrations, verification, backup, doctor. */
  readonly maintenance: Kysely<Database>
  /** Connections with the owner's rights, for copying whole tables. */
  readonly maintenancePool: pg.Pool
  /** For checks of what the application's role itself may do. */
  readonly applicationPool: pg.Pool
  readonly administrator: Administrator
  /** Calls back when rows change that others may wait for; goes on by itself after a lost connection. */
  listen(listener: (news: News) => void): Promise<() => Promise<void>>
  /** Answers when the database does. */
  ping(): Promise<void>
  close(): Promise<void>
}

const DATABASE = 'gouji'
const CONNECTIONS = 20

export async function openStore(options: StoreOptions): Promise<Store> {
  const { dataFolder } = options
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const closers: (() => Promise<void>)[] = []
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    const { administrator, mode } = await openDatabase(options, closers)
    const application = applicationOf(administrator)
    if (mode !== 'attached') await prepareDatabase(administrator, application)
    const blobs = await openBlobs(join(dataFolder, 'blobs'))

    const maintenancePool = openPool(administrator, { max: 4, role: OWNER })
    closers.push(() => maintenancePool.end())
    const maintenance = openKysely(maintenancePool)
    if (!options.withoutMigrating) {
      if (mode === 'attached') refuseForeign(await checksums(maintenance), MIGRATIONS)
      else await migrate(maintenance)
    }
    const applicationPool = openPool(application, { max: options.connectionsMax ?? CONNECTIONS })
    closers.push(() => applicationPool.end())
    const db = openTransacting(applicationPool)

    return {
      dataFolder,
      mode,
      blobs,
      maintenance,
      maintenancePool,
      applicationPool,
      administrator,
      as: (person, act, how) => transact(db, person, act, how),
      nobody: (act) => transact(db, undefined, act),
      async ask(statement) {
        try {
          return (await statement.execute(db)).rows
        } catch (error) {
          throw understandFailure(error)
        }
      },
      async listen(listener) {
        const stop = listenTo(application, listener)
        closers.push(stop)
        return stop
      },
      async ping() {
        try {
          await sql`select 1`.execute(db)
        } catch (error) {
          throw understandFailure(error)
        }
      },
      close: closeAll,
    }
  } catch (error) {
    await closeAll().catch(() => undefined)
    throw understandFailure(error)
  }
}

async function openDatabase(
  options: StoreOptions,
  closers: (() => Promise<void>)[],
): Promise<{ administrator: Administrator; mode: Store['mode'] }> {
  const { dataFolder, databaseUrl } = options
  if (databaseUrl) return { administrator: administratorOfUrl(databaseUrl), mode: 'server' }
  if (options.attach) {
    return { administrator: administratorOf(await attachCluster(dataFolder), DATABASE), mode: 'attached' }
  }
  const lock: FolderLock = await lockFolder(dataFolder)
  closers.push(() => lock.release())
  const cluster: Cluster = await startCluster(
    dataFolder,
    options.durable === undefined ? {} : { durable: options.durable },
  )
  closers.push(() => cluster.stop())
  await makeDatabase(administratorOf(cluster.address, 'postgres'))
  return { administrator: administratorOf(cluster.address, DATABASE), mode: 'embedded' }
}

async function makeDatabase(administrator: Administrator): Promise<void> {
  const client = new pg.Client(administrator)
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (!rowCount) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** The person of a transaction that needs one. */
export function personOf(tx: Tx): string {
  if (tx.person === undefined) throw new StoreFailure('not-allowed', { reason: 'nobody' })
  return tx.person
}
