/**
 * The ways into the database: as the administrator for migrations and maintenance, and as the application, whose role
 * owns nothing and is subject to row-level security.
 */
import { createHmac } from 'node:crypto'
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { StoreFailure, understandFailure } from './failure.ts'
import type { Address } from './postgres/cluster.ts'
import type { Database } from './schema.ts'

export const OWNER = 'gouji_owner'
export const APPLICATION = 'gouji_app'
/** Row-level security on partitions, `security invoker` and what else the schema uses. */
const VERSION_MIN = 15

const { builtins, getTypeParser } = pg.types
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    // Whole fen need all 64 bits. A date is a day and has no time zone.
    if (oid === builtins.INT8 && format !== 'binary') return (text: string) => BigInt(text)
    if (oid === builtins.DATE && format !== 'binary') return (text: string) => text
    return getTypeParser(oid, format as 'text')
  }) as typeof getTypeParser,
}

/** How to reach a database as somebody who may make roles and schemas there. */
export type Administrator = pg.PoolConfig & {
  readonly user: string
  readonly password: string
  readonly database: string
}

export const administratorOf = (address: Address, database: string): Administrator => ({ ...address, database })

export function administratorOfUrl(databaseUrl: string): Administrator {
  let url: URL
  try {
    url = new URL(databaseUrl)
  } catch (error) {
    throw new StoreFailure('database-rights', { reason: 'url' }, error)
  }
  const user = decodeURIComponent(url.username)
  const password = decodeURIComponent(url.password)
  const database = decodeURIComponent(url.pathname.slice(1))
  if (!user || !password || !database) throw new StoreFailure('database-rights', { reason: 'url' })
  return { connectionString: databaseUrl, user, password, database }
}

/**
 * The application's own way in. Its password follows from the administrator's, so that every server and worker with the
 * same address arrives at the same one and nothing else has to be handed around.
 */
export function applicationOf(administrator: Administrator): pg.PoolConfig {
  const password = createHmac('sha256', administrator.password).update('gouji application role').digest('base64url')
  if (administrator.connectionString === undefined) return { ...administrator, user: APPLICATION, password }
  const url = new URL(administrator.connectionString)
  url.username = APPLICATION
  url.password = password
  return { connectionString: url.href }
}

/** A server that is lost for good reason (restart) is reached again by the pool by itself. */
export function openPool(config: pg.PoolConfig, options: { max: number; role?: string }): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    max: options.max,
    types: types as NonNullable<pg.PoolConfig['types']>,
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 30_000,
    application_name: 'gouji',
    options: ['-c search_path=gouji,pg_catalog', ...(options.role ? [`-c role=${options.role}`] : [])].join(' '),
  })
  // Idle connections break when the server stops; the next query opens another one.
  pool.on('error', () => undefined)
  // One in use that breaks fails its query too. Without a listener the same news would end the program.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

export const openKysely = (pool: pg.Pool): Kysely<Database> =>
  new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }).withSchema('gouji')

export const query = (text: string, ...parameters: readonly unknown[]): CompiledQuery =>
  CompiledQuery.raw(text, [...parameters])

/** Makes the roles, the database's rights and the schema, where they are not there yet. */
export async function prepareDatabase(administrator: Administrator, application: pg.PoolConfig): Promise<void> {
  const client = new pg.Client({ ...administrator, connectionTimeoutMillis: 15_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query("select current_setting('server_version_num')::int / 10000 as major")
    if (rows[0].major < VERSION_MIN) {
      throw new StoreFailure('postgres-too-old', { found: rows[0].major, expected: VERSION_MIN })
    }
    await makeRole(client, `create role ${OWNER} nologin`, OWNER)
    await makeRole(client, `create role ${APPLICATION} login`, APPLICATION)
    const { rowCount: mighty } = await client.query(
      'select from pg_roles where rolname = $1 and (rolsuper or rolbypassrls)',
      [APPLICATION],
    )
    // Row-level security would not hold for it, whoever made it so.
    if (mighty) throw new StoreFailure('database-rights', { reason: 'application-role', role: APPLICATION })
    await client.query("select pg_advisory_lock(hashtext('gouji.prepare'))")
    const database = client.escapeIdentifier(administrator.database)
    for (const statement of [
      `grant ${OWNER} to current_user`,
      `grant connect, create, temporary on database ${database} to ${OWNER}`,
      `grant connect on database ${database} to ${APPLICATION}`,
      `revoke all on schema public from public`,
      // Tables of one's own that are called like others have no place here.
      `revoke temporary on database ${database} from public`,
      `create schema if not exists gouji authorization ${OWNER}`,
    ]) {
      await again(() => client.query(statement))
    }
    if (!(await canEnter(application))) {
      const password = client.escapeLiteral(passwordOf(application))
      await again(() => client.query(`alter role ${APPLICATION} login password ${password}`))
    }
  } catch (error) {
    if ((error as { code?: string }).code === '42501')
      throw new StoreFailure('database-rights', { reason: 'roles' }, error)
    throw understandFailure(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const passwordOf = (config: pg.PoolConfig): string =>
  config.connectionString === undefined
    ? String(config.password)
    : decodeURIComponent(new URL(config.connectionString).password)

async function makeRole(client: pg.Client, statement: string, role: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  if (rowCount) return
  await client.query(statement).catch((error: { code?: string }) => {
    // Roles belong to the whole server: another database's program may have made it at the same moment.
    if (error.code !== '42710' && error.code !== '23505') throw error
  })
}

/** Two programs that grant at the same moment meet in the catalogue; the one that was later tries again. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  for (let left = 20; ; left--) {
    try {
      return await act()
    } catch (error) {
      const { message, code } = error as { message: string; code?: string }
      if (left === 0 || !(/tuple concurrently/.test(message) || code === '23505')) throw error
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
}

async function canEnter(application: pg.PoolConfig): Promise<boolean> {
  const client = new pg.Client({ ...application, connectionTimeoutMillis: 15_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    if (/^28/.test((error as { code?: string }).code ?? '')) return false
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}
