/**
 * A store for tests: on the server of DATABASE_URL, in a database of its own, or on an embedded one in a temporary folder.
 * One server serves all tests of a file.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Cluster, startCluster } from '../postgres/cluster.ts'
import { openStore, type Store, type StoreOptions } from '../store.ts'

export interface TestServer {
  /** An empty database's address. */
  database(): Promise<string>
  folder(): Promise<string>
  open(options?: Partial<StoreOptions>): Promise<Store>
  stop(): Promise<void>
}

export async function testServer(): Promise<TestServer> {
  const folders: string[] = []
  const stores: Store[] = []
  const made: string[] = []
  const folder = async (): Promise<string> => {
    const path = await mkdtemp(join(tmpdir(), 'gouji-'))
    folders.push(path)
    return path
  }
  let cluster: Cluster | undefined
  let base = process.env.DATABASE_URL
  if (!base) {
    cluster = await startCluster(await folder(), { durable: false })
    const { host, port, user, password, database } = cluster.address
    base = `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
  }
  const address = base
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client(address)
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  const database = async (): Promise<string> => {
    const name = `gouji_test_${randomBytes(6).toString('hex')}`
    await run(`create database ${name}`)
    made.push(name)
    const url = new URL(address)
    url.pathname = `/${name}`
    return url.href
  }
  return {
    database,
    folder,
    async open(options = {}) {
      const store = await openStore({ dataFolder: await folder(), databaseUrl: await database(), ...options })
      stores.push(store)
      return store
    },
    async stop() {
      for (const store of stores) await store.close()
      // Not `with (force)`: where autovacuum is at work in it, that asks for rights over the server's own processes.
      if (!cluster) for (const name of made) await run(`drop database if exists ${name}`)
      await cluster?.stop()
      for (const path of folders) await rm(path, { recursive: true, force: true })
    },
  }
}
