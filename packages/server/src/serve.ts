/** Starts the workbench: the store, the HTTP server and its workers; stops them in order. */
import { type ChildProcess, fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { isStarted, openStore, type Store } from '@gouji/store'
import { sql } from 'kysely'
import { Accounts } from './account/accounts.ts'
import { sealerOf } from './account/seal.ts'
import { type AppOptions, buildApp } from './app.ts'
import { type DemoPerson, loadDemo } from './demo.ts'
import { openHub } from './events.ts'
import { sweepUploads, UPLOAD_LONGEST_MS } from './http/uploads.ts'
import type { Folders, Services } from './services.ts'
import { openDesk } from './tasks/desk.ts'
import type { Office } from './tasks/office.ts'
import { sweepPictures } from './tasks/page-picture.ts'

export interface ServeOptions extends AppOptions {
  readonly dataFolder: string
  readonly databaseUrl?: string
  /** Loopback unless told: what listens on a network is a decision of the operator. */
  readonly host: string
  readonly port: number
  /** Processes that work on jobs; more may be added from any machine. */
  readonly workers: number
  /** The module and arguments by which a worker process starts. */
  readonly workerCommand?: { readonly module: string; readonly args: readonly string[] }
  readonly office: Office
  readonly version: string
  /** Seals secrets where several servers share no data folder. */
  readonly secret?: string
  /** Loads the example district when nothing is there yet. */
  readonly demo?: boolean
  readonly durable?: boolean
}

export interface Server {
  readonly url: string
  /** Undefined once the administrators are made. */
  readonly firstKey: string | undefined
  /** People of the example district with their passwords, when it was loaded just now. */
  readonly demo: readonly DemoPerson[]
  readonly store: Store
  readonly close: () => Promise<void>
}

const KEY_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const firstKeyOf = (): string =>
  Array.from({ length: 5 }, () =>
    Array.from({ length: 4 }, () => KEY_LETTERS[randomInt(KEY_LETTERS.length)]).join(''),
  ).join('-')

export async function serve(options: ServeOptions): Promise<Server> {
  const { dataFolder, databaseUrl, office, version } = options
  const store = await openStore({
    dataFolder,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(options.durable === undefined ? {} : { durable: options.durable }),
  })
  try {
    const sealer = sealerOf(join(dataFolder, 'secrets', 'server.key'), options.secret)
    const folders = { uploads: join(dataFolder, 'uploads'), pictures: join(dataFolder, 'pictures') }
    await mkdir(folders.uploads, { recursive: true, mode: 0o700 })
    // Where the database is a server, other programs may share the folder, and be receiving into it just now.
    await sweepUploads(folders.uploads, databaseUrl === undefined ? 0 : UPLOAD_LONGEST_MS)
    const firstKey = firstKeyOf()
    const services: Omit<Services, 'log' | 'oidc'> = {
      store,
      sealer,
      accounts: new Accounts(store, sealer),
      hub: await openHub(store),
      desk: openDesk(Math.min(2, availableParallelism())),
      office,
      folders,
      lines: new Set(),
      version,
      firstKey,
    }
    const isNew = !(await store.nobody((tx) => isStarted(tx)))
    const demo = isNew && options.demo ? await loadDemo(store) : []
    const app = await buildApp(services, options)
    const url = await app.listen({ host: options.host, port: options.port })
    const workers = startWorkers(options)
    const tidying = setInterval(
      () => void tidy(store, folders).catch((error: unknown) => app.log.warn({ err: error }, 'not tidied')),
      TIDY_MS,
    )
    tidying.unref()
    return {
      url,
      firstKey: isNew && demo.length === 0 ? firstKey : undefined,
      demo,
      store,
      async close() {
        clearInterval(tidying)
        for (const line of services.lines) line.end()
        // Whoever is still sending after that sends to nobody: the answers that were begun had their time.
        const hangUp = setTimeout(() => app.server.closeAllConnections(), STOP_MS)
        await app.close()
        clearTimeout(hangUp)
        await workers.close()
        await services.desk.close()
        await services.hub.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

const TIDY_MS = 3_600_000
const PICTURES_KEPT_MS = 14 * 24 * 3_600_000

/** What has served its time: answers kept for repeating, and sessions that ended long ago. The trail keeps who came when. */
async function tidy(store: Store, { uploads, pictures }: Folders): Promise<void> {
  await sweepUploads(uploads, UPLOAD_LONGEST_MS)
  await sweepPictures(pictures, PICTURES_KEPT_MS)
  await sql`delete from gouji.idempotency where created_at < now() - interval '24 hours'`.execute(store.maintenance)
  await sql`delete from gouji.session where coalesce(ended_at, expires_at) < now() - interval '30 days'`.execute(
    store.maintenance,
  )
}

const STOP_MS = 15_000
const AGAIN_MS = 2_000

/** Processes of their own: what a native part breaks there does not reach the server. One that ends is replaced. */
function startWorkers({ workers, workerCommand }: ServeOptions): { readonly close: () => Promise<void> } {
  const running = new Set<ChildProcess>()
  let closing = false
  const start = (): void => {
    if (closing || !workerCommand) return
    const child = fork(workerCommand.module, [...workerCommand.args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    running.add(child)
    child.once('exit', () => {
      running.delete(child)
      if (!closing) setTimeout(start, AGAIN_MS).unref()
    })
  }
  for (let i = 0; i < workers; i += 1) start()
  return {
    async close() {
      closing = true
      await Promise.all(
        [...running].map(
          (child) =>
            new Promise<void>((resolve) => {
              const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
              child.once('exit', () => {
                clearTimeout(timer)
                resolve()
              })
              child.kill('SIGTERM')
            }),
        ),
      )
    },
  }
}
