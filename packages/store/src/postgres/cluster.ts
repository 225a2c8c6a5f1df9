/**
 * The embedded PostgreSQL server of a data folder: made, started, watched and stopped by this program alone.
 * It listens on a socket inside the folder, or where the path is too long for one, on a free port of the loopback.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmod,
  chown,
  cp,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { StoreFailure } from '../failure.ts'
import { type Account, canRun, serverAccount } from './account.ts'
import { type Binaries, findBinaries, programsIn } from './binaries.ts'
import { isRunning } from './lock.ts'

/** How to reach a server as its superuser. */
export interface Address {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

export interface Cluster {
  readonly address: Address
  /** Of the server's first process. */
  readonly pid: () => number | undefined
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** False only in tests: a machine that loses power may then lose records. */
  readonly durable?: boolean
}

const SUPERUSER = 'postgres'
/** What a socket's address may hold differs between systems; the least is 104 with the closing zero. */
const SOCKET_PATH_MAX = 100
const START_MS_MAX = 120_000
const STOP_MS_MAX = 30_000
const RESTART_MS_MIN = 200
const RESTART_MS_MAX = 10_000
const LOG_BYTES_MAX = 10_000_000

interface Places {
  readonly root: string
  readonly data: string
  readonly run: string
  readonly log: string
  readonly secret: string
  readonly running: string
}

const placesIn = (folder: string): Places => ({
  root: join(folder, 'postgres'),
  data: join(folder, 'postgres', 'data'),
  run: join(folder, 'postgres', 'run'),
  log: join(folder, 'postgres', 'server.log'),
  secret: join(folder, 'secrets', 'postgres.json'),
  running: join(folder, 'secrets', 'running.json'),
})

export async function startCluster(folder: string, options: ClusterOptions = {}): Promise<Cluster> {
  const places = placesIn(folder)
  const account = await serverAccount()
  await makeFolders(folder, places, account)
  const binaries = await reachableBinaries(folder, places, account)
  const password = await keptPassword(places)
  await initialise(places, binaries, password, account)
  await stopOrphan(places)

  const isSocket = process.platform !== 'win32' && join(places.run, '.s.PGSQL.5432').length <= SOCKET_PATH_MAX
  const address: Address = {
    host: isSocket ? places.run : '127.0.0.1',
    port: isSocket ? 5432 : await freePort(),
    user: SUPERUSER,
    password,
    database: 'postgres',
  }
  const over = new AbortController()
  let child: ChildProcess | undefined
  const start = async (): Promise<void> => {
    child = await launch(places, binaries, address, isSocket, account, options)
    await ready(address, child, places.log, over.signal)
  }
  // A server that ends while the program lives is started again, and what it had acknowledged it still has. Whatever keeps
  // it from starting (a full disk, say), the next attempt follows; one that is only slow to recover is left to it.
  const keepRunning = async (): Promise<void> => {
    for (let waitMs = RESTART_MS_MIN; !over.signal.aborted; ) {
      await exitOf(child, over.signal)
      await pause(waitMs, undefined, { ref: false, signal: over.signal }).catch(() => undefined)
      if (over.signal.aborted) return
      const isUp = await stopOrphan(places)
        .then(start)
        .then(
          () => true,
          () => false,
        )
      waitMs = isUp ? RESTART_MS_MIN : Math.min(waitMs * 2, RESTART_MS_MAX)
    }
  }
  try {
    await start()
    await writeFile(places.running, JSON.stringify(address), { mode: 0o600 })
  } catch (error) {
    if (child) await stopServer(child, places.data, binaries)
    throw error
  }
  const running = keepRunning()
  return {
    address,
    pid: () => child?.pid,
    async stop() {
      // One that is just being started again would outlive the program, and hold it.
      over.abort()
      await running
      await unlink(places.running).catch(() => undefined)
      if (child) await stopServer(child, places.data, binaries)
    },
  }
}

/** Returns when the process has ended, or when nobody wants to know any more. */
async function exitOf(child: ChildProcess | undefined, unwanted: AbortSignal): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null || unwanted.aborted) return
  await once(child, 'exit', { signal: unwanted }).catch(() => undefined)
}

/** Where the server of another program listens that has the folder open. */
export async function attachCluster(folder: string): Promise<Address> {
  const text = await readFile(placesIn(folder).running, 'utf8').catch((error: unknown) => {
    throw new StoreFailure('nothing-to-attach', { folder }, error)
  })
  return JSON.parse(text) as Address
}

async function makeFolders(folder: string, places: Places, account: Account | undefined): Promise<void> {
  for (const path of [folder, places.root, places.run, join(folder, 'secrets')]) {
    await mkdir(path, { recursive: true, mode: 0o700 })
  }
  await chmod(join(folder, 'secrets'), 0o700)
  if (!account) return
  const closed = await closedAbove(folder, account)
  if (closed !== undefined) throw new StoreFailure('folder-unreachable', { folder, closed, account: SUPERUSER })
  // The server's account passes through the folder; it cannot list it.
  await chmod(folder, (await stat(folder)).mode | 0o011)
  for (const path of [places.root, places.run]) await chown(path, account.uid, account.gid)
}

/** A folder above the data folder that the account may not pass through. */
async function closedAbove(folder: string, account: Account): Promise<string | undefined> {
  for (let path = dirname(resolve(folder)); ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return path
    if (path === dirname(path)) return undefined
  }
}

/** The programs, or a copy in the data folder where the server's account may not reach them (below /root, say). */
async function reachableBinaries(folder: string, places: Places, account: Account | undefined): Promise<Binaries> {
  const found = await findBinaries()
  if (await canRun(found.postgres, account, places.root)) return found
  const copy = join(places.root, `programs-${found.major}`)
  await cp(found.folder, copy, { recursive: true, force: true, verbatimSymlinks: true })
  await chmod(copy, 0o755)
  const copied = await programsIn(copy, found.major)
  if (await canRun(copied.postgres, account, places.root)) return copied
  throw new StoreFailure('folder-unreachable', { folder, account: account ? SUPERUSER : undefined })
}

async function keptPassword(places: Places): Promise<string> {
  const kept = await readFile(places.secret, 'utf8').catch(() => undefined)
  if (kept !== undefined) return (JSON.parse(kept) as { password: string }).password
  const password = randomBytes(32).toString('base64url')
  const draft = `${places.secret}.new`
  await writeFile(draft, JSON.stringify({ password }), { mode: 0o600 })
  await rename(draft, places.secret)
  return password
}

async function initialise(
  places: Places,
  binaries: Binaries,
  password: string,
  account: Account | undefined,
): Promise<void> {
  const found = await readFile(join(places.data, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (found !== undefined) {
    if (Number(found) === binaries.major) return
    throw new StoreFailure('postgres-version', { found: found.trim(), expected: binaries.major })
  }
  // Made beside its place and moved there when whole, so that an attempt that was cut off is simply made again.
  const draft = `${places.data}.new`
  const passwordFile = join(places.root, 'password.new')
  await rm(draft, { recursive: true, force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (account) await chown(passwordFile, account.uid, account.gid)
  const args = [
    ...['-D', draft, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions', '--data-checksums'],
  ]
  try {
    const child = spawn(binaries.initdb, args, { ...account, env: environment(), cwd: places.root })
    let said = ''
    child.stdout.resume()
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString()
    })
    const code = await ended(child)
    if (code !== 0) throw new StoreFailure('postgres-start', { step: 'initdb', said: said.slice(-500) })
    await rename(draft, places.data)
  } finally {
    await unlink(passwordFile).catch(() => undefined)
  }
}

async function launch(
  places: Places,
  binaries: Binaries,
  address: Address,
  isSocket: boolean,
  account: Account | undefined,
  options: ClusterOptions,
): Promise<ChildProcess> {
  const settings: Record<string, string> = {
    listen_addresses: isSocket ? '' : address.host,
    unix_socket_directories: isSocket ? places.run : '',
    unix_socket_permissions: '0700',
    port: String(address.port),
    max_connections: '120',
    shared_buffers: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    password_encryption: 'scram-sha-256',
    log_min_duration_statement: '-1',
    // Statements may carry figures and hashes of passwords, and errors quote what was entered: the log is for the state of
    // the server. Errors of statements are told to whoever sent them.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_min_messages: 'log',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const args = ['-D', places.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const size = await stat(places.log).then(
    (s) => s.size,
    () => 0,
  )
  if (size > LOG_BYTES_MAX) await rename(places.log, `${places.log}.1`)
  const log = await open(places.log, 'a', 0o600)
  try {
    // A session of its own: Ctrl-C at the terminal is for this program, which then stops the server in order.
    const child = spawn(binaries.postgres, args, {
      ...account,
      env: environment(),
      cwd: places.root,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    if (child.pid !== undefined) return child
    const [error] = await once(child, 'error')
    throw new StoreFailure('postgres-start', { step: 'postgres' }, error)
  } finally {
    await log.close()
  }
}

/** Settings of other servers in the environment must not lead this one astray. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}

async function ready(address: Address, child: ChildProcess, log: string, unwanted: AbortSignal): Promise<void> {
  const until = Date.now() + START_MS_MAX
  while (Date.now() < until && !unwanted.aborted) {
    if (child.exitCode !== null || child.signalCode !== null) break
    const client = new pg.Client({ ...address, connectionTimeoutMillis: 5_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('select 1')
      await client.end()
      return
    } catch (error) {
      await client.end().catch(() => undefined)
      if ((error as { code?: string }).code === '28P01') throw new StoreFailure('database-password', {}, error)
      await pause(50)
    }
  }
  const said = await readFile(log, 'utf8').catch(() => '')
  throw new StoreFailure('postgres-start', { step: 'postgres', said: said.slice(-800) })
}

/**
 * A server that outlived its program (which was killed) is ended in order. What is left of one that was killed itself
 * PostgreSQL puts away, unless its number is in use again: then it is put away here, when none of its processes is left.
 */
async function stopOrphan(places: Places): Promise<void> {
  const file = join(places.data, 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  if (Number.isInteger(pid) && pid > 1 && isRunning(pid) && (await worksIn(pid, places.data)) !== false) {
    process.kill(pid, 'SIGINT')
    if (await gone(pid, STOP_MS_MAX)) return
    process.kill(pid, 'SIGQUIT')
    if (await gone(pid, STOP_MS_MAX)) return
    throw new StoreFailure('postgres-start', { step: 'orphan', pid })
  }
  if (process.platform !== 'linux') return
  for (const until = Date.now() + STOP_MS_MAX; await someoneWorksIn(places.data); await pause(50)) {
    if (Date.now() > until) throw new StoreFailure('postgres-start', { step: 'orphan', pid })
  }
  for (const left of [file, ...SOCKET_FILES.map((name) => join(places.run, name))])
    await unlink(left).catch(() => undefined)
}

const SOCKET_FILES = ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']

/** Whether a process works in the folder, as those of a PostgreSQL server do; undefined where the system does not tell. */
async function worksIn(pid: number | string, data: string): Promise<boolean | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(data))
  } catch (error) {
    // One that has ended and was not fetched yet has no folder any more.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? false : undefined
  }
}

async function someoneWorksIn(data: string): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  for (const pid of pids) if (await worksIn(pid, data)) return true
  return false
}

async function stopServer(child: ChildProcess, data: string, binaries: Binaries): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  if (process.platform === 'win32') {
    await ended(spawn(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast'], { stdio: 'ignore' }))
  } else child.kill('SIGINT')
  const isOut = await Promise.race([exit.then(() => true), pause(STOP_MS_MAX, false, { ref: false })])
  if (!isOut) child.kill('SIGQUIT')
  await exit
}

async function gone(pid: number, msMax: number): Promise<boolean> {
  for (const until = Date.now() + msMax; Date.now() < until; await pause(50)) if (!isRunning(pid)) return true
  return false
}

async function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new StoreFailure('postgres-start', { step: child.spawnfile }, error)))
    child.once('close', resolve)
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const found = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (found === null || typeof found === 'string') throw new StoreFailure('postgres-start', { step: 'port' })
  return found.port
}
