/**
 * PostgreSQL refuses to run as root. Started by root, the program runs it under the system's account `postgres`, which is
 * made when it is missing, as PostgreSQL's own packages do.
 */
import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { promisify } from 'node:util'
import { StoreFailure } from '../failure.ts'

const run = promisify(execFile)

export interface Account {
  readonly uid: number
  readonly gid: number
}

const ACCOUNT = 'postgres'

const MAKERS: readonly (readonly [string, ...string[]])[] = [
  ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', ACCOUNT],
  // Alpine and its like.
  ['adduser', '-S', '-D', '-H', ACCOUNT],
]

/** Under whom the server runs; undefined for the account of this very process. */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const known = await lookUp()
  if (known) return known
  for (const [command, ...args] of MAKERS) {
    await run(command, args).catch(() => undefined)
    const made = await lookUp()
    if (made) return made
  }
  throw new StoreFailure('root-without-account', { account: ACCOUNT })
}

async function lookUp(): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, ACCOUNT])).stdout)),
    )
    return Number.isInteger(uid) && Number.isInteger(gid) ? { uid: uid!, gid: gid! } : undefined
  } catch {
    return undefined
  }
}

/** Whether the account can start a program: it may stand below a folder that only root may enter. */
export async function canRun(program: string, account: Account | undefined, cwd: string): Promise<boolean> {
  if (!account) {
    return access(program, constants.X_OK).then(
      () => true,
      () => false,
    )
  }
  return run(program, ['--version'], { ...account, cwd }).then(
    () => true,
    () => false,
  )
}
