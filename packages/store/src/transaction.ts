/**
 * One transaction of somebody: begun and entered in a single message to the database, ended with the trail. On a busy
 * machine each message waits its turn, and so their number is what a person waits for.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type ControlledTransaction,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  sql,
  type TransactionSettings,
} from 'kysely'
import type pg from 'pg'
import { type Act, appendActs } from './audit.ts'
import { StoreFailure, understandFailure } from './failure.ts'
import type { Database } from './schema.ts'
import type { Tx } from './store.ts'

export interface TransactOptions {
  /** Only reads: whoever asks need not wait for its end. A trail that was written is waited for all the same. */
  readonly reading?: boolean
}

/** Two that wait for each other: one of them is told to begin again. */
const DEADLOCK = '40P01'
const ATTEMPTS = 5
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const isUuid = (text: string): boolean => UUID.test(text)

interface Beginning {
  readonly person: string
  client?: pg.PoolClient
  name?: string | null
}

const beginning = new AsyncLocalStorage<Beginning>()

/** Kysely's driver, which names the person in the message that begins the transaction. */
class EnteringDriver extends PostgresDriver {
  override async beginTransaction(
    connection: Parameters<PostgresDriver['beginTransaction']>[0],
    settings: TransactionSettings,
  ): Promise<void> {
    const own = beginning.getStore()
    if (!own?.client) return super.beginTransaction(connection, settings)
    // Several statements in one message take no parameters; a UUID needs none.
    if (!isUuid(own.person)) throw new StoreFailure('not-allowed', { person: own.person.slice(0, 80) })
    try {
      const results = await own.client.query(`begin; select gouji.enter('${own.person}') as name`)
      own.name = (results as unknown as pg.QueryResult<{ name: string | null }>[])[1]?.rows[0]?.name ?? null
    } catch (error) {
      await own.client.query('rollback').catch(() => undefined)
      throw error
    }
  }
}

class EnteringDialect extends PostgresDialect {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }

  override createDriver(): PostgresDriver {
    const pool = this.#pool
    return new EnteringDriver({
      pool: {
        options: pool.options,
        async connect() {
          const client = await pool.connect()
          const own = beginning.getStore()
          if (own) own.client = client
          return client
        },
        end: () => pool.end(),
      } as unknown as pg.Pool,
    })
  }
}

export const openTransacting = (pool: pg.Pool): Kysely<Database> =>
  new Kysely<Database>({ dialect: new EnteringDialect(pool) }).withSchema('gouji')

export async function transact<T>(
  db: Kysely<Database>,
  person: string | undefined,
  act: (tx: Tx) => Promise<T>,
  { reading = false }: TransactOptions = {},
): Promise<T> {
  if (person !== undefined && !isUuid(person)) throw new StoreFailure('not-allowed', { person: person.slice(0, 80) })
  for (let attempt = 1; ; attempt++) {
    const span = new Span(db, person)
    try {
      await span.begin()
      const result = await act(span)
      await span.end(reading)
      return result
    } catch (error) {
      await span.giveUp()
      if ((error as { code?: string }).code === DEADLOCK && attempt < ATTEMPTS) continue
      throw understandFailure(error)
    }
  }
}

class Span implements Tx {
  readonly person: string | undefined
  readonly #db: Kysely<Database>
  #acts: Act[] = []
  #open: ControlledTransaction<Database> | undefined
  #name = ''

  constructor(db: Kysely<Database>, person: string | undefined) {
    this.#db = db
    this.person = person
  }

  get db(): Tx['db'] {
    if (!this.#open) throw new Error('the transaction is not open: what runs aside has no database')
    return this.#open
  }

  get personName(): string {
    return this.#name
  }

  record(act: Act): void {
    this.#acts.push(act)
  }

  async begin(): Promise<void> {
    const { person } = this
    if (person === undefined) {
      this.#open = await this.#db.startTransaction().execute()
      return
    }
    const own: Beginning = { person }
    this.#open = await beginning.run(own, () => this.#db.startTransaction().execute())
    if (typeof own.name !== 'string') throw new StoreFailure('not-allowed', { person })
    this.#name = own.name
  }

  async aside<T>(work: () => Promise<T>): Promise<T> {
    if (await this.#hasWritten()) return work()
    const open = this.#open!
    this.#open = undefined
    await committed(open)
    const result = await work()
    await this.begin()
    return result
  }

  async #hasWritten(): Promise<boolean> {
    if (this.#acts.length > 0) return true
    const { rows } = await sql<{
      wrote: boolean
    }>`select pg_current_xact_id_if_assigned() is not null as wrote`.execute(this.db)
    return rows[0]!.wrote
  }

  async end(reading: boolean): Promise<void> {
    if (this.#acts.length > 0) await appendActs(this.db, this.#acts)
    const open = this.#open!
    this.#open = undefined
    const ended = committed(open)
    if (!reading || this.#acts.length > 0) await ended
    // Nothing was written that could be lost; a connection that broke is not used again.
    else ended.catch(() => undefined)
  }

  async giveUp(): Promise<void> {
    const open = this.#open
    this.#open = undefined
    await open
      ?.rollback()
      .execute()
      .catch(() => undefined)
  }
}

/**
 * A commit that fails, as one does whose connection is lost, keeps the connection until the transaction is rolled back as
 * well: without that each loss of the database would take some from the pool for good.
 */
async function committed(open: ControlledTransaction<Database>): Promise<void> {
  try {
    await open.commit().execute()
  } catch (error) {
    await open
      .rollback()
      .execute()
      .catch(() => undefined)
    throw error
  }
}
