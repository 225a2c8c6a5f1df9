/**
 * Older office formats are converted by LibreOffice, out of process: with a fresh profile that allows no macros, no
 * links and no network, in a folder of its own that always goes away, and with an end to its time.
 */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Format, UnreadableError } from '@gouji/document'
import type { Watch } from '../watch.ts'
import { PROFILE } from './profile.ts'

/** What must be ended and removed if whoever converts is ended first. */
export interface Held {
  readonly pid: number
  readonly folder: string
}

export interface OfficeOptions {
  /** Program names to try in order; the first that exists is used. */
  readonly commands?: readonly string[]
  /** Called with what is held while a conversion runs, and with nothing when it is over. */
  readonly holding?: (held: Held | undefined) => void
}

export const OFFICE_COMMANDS: readonly string[] = ['soffice', 'libreoffice']

/** The same content as .docx or .xlsx. `extension` is the one that the converter shall believe in. */
export async function convert(
  bytes: Uint8Array,
  format: Format,
  extension: string,
  watch: Watch,
  options: OfficeOptions,
): Promise<Uint8Array> {
  const target = format === 'xls' || extension === 'et' || extension === 'ett' ? 'xlsx' : 'docx'
  const folder = await mkdtemp(join(tmpdir(), 'gouji-office-'))
  try {
    const source = join(folder, `source.${extension}`)
    const profile = join(folder, 'profile')
    await mkdir(join(profile, 'user'), { recursive: true })
    await writeFile(join(profile, 'user', 'registrymodifications.xcu'), PROFILE)
    await writeFile(source, bytes)
    const args = [
      `-env:UserInstallation=${pathToFileURL(profile).href}`,
      '--headless',
      '--norestore',
      '--nolockcheck',
      '--nodefault',
      '--nologo',
      '--convert-to',
      target,
      '--outdir',
      join(folder, 'out'),
      source,
    ]
    await runFirst(options.commands ?? OFFICE_COMMANDS, args, { folder, format, watch, holding: options.holding })
    const [made] = await readdir(join(folder, 'out')).catch(() => [])
    // It says success even where it could not load the file; only the result tells.
    if (made === undefined) throw new UnreadableError('office-failed', { format, reason: 'nothing written' })
    return await readFile(join(folder, 'out', made))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

interface Setting {
  readonly folder: string
  readonly format: Format
  readonly watch: Watch
  readonly holding: OfficeOptions['holding']
}

async function runFirst(commands: readonly string[], args: readonly string[], setting: Setting): Promise<void> {
  for (const command of commands) if (await run(command, args, setting)) return
  throw new UnreadableError('needs-office', { format: setting.format })
}

/** Ordinary files take a third of it; a workbook of five megabytes that was made for it had taken fourteen gigabytes. */
const MEMORY_MIB = 2048
/** Of anything that it writes: more is not read again anyway. */
const WRITTEN_MIB = 512
const LIMITED = `ulimit -v ${MEMORY_MIB * 1024} 2>/dev/null; ulimit -f ${WRITTEN_MIB * 2048} 2>/dev/null; exec "$@"`
const NO_SUCH_PROGRAM = 127

/** Where the system can hold a program within bounds, it does. */
const bounded = (command: string, args: readonly string[]): [string, string[]] =>
  process.platform === 'linux' ? ['sh', ['-c', LIMITED, 'sh', command, ...args]] : [command, [...args]]

/** Runs to the end; false when there is no such program. */
function run(command: string, args: readonly string[], setting: Setting): Promise<boolean> {
  const { folder, format, watch, holding } = setting
  return new Promise((resolve, reject) => {
    // Detached, so that it leads a group of its own: the program is a script that starts others.
    const child = spawn(...bounded(command, args), {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', SAL_USE_VCLPLUGIN: 'svp' },
    })
    if (child.pid !== undefined) holding?.({ pid: child.pid, folder })
    let told = ''
    child.stderr.on('data', (data: Buffer) => {
      if (told.length < 500) told += data.toString('utf8')
    })
    let late = false
    const timer = setTimeout(() => {
      late = true
      endGroup(child.pid)
    }, watch.remaining())
    const settle = (act: () => void): void => {
      clearTimeout(timer)
      holding?.(undefined)
      act()
    }
    child.on('error', (error: NodeJS.ErrnoException) =>
      settle(() => {
        if (error.code === 'ENOENT') resolve(false)
        else reject(new UnreadableError('office-failed', { format, reason: error.code ?? 'unknown' }))
      }),
    )
    child.on('close', (code) =>
      settle(() => {
        // Nothing of the group may outlive its leader.
        endGroup(child.pid)
        if (late) reject(new UnreadableError('took-too-long', { seconds: watch.limits.seconds }))
        else if (code === 0) resolve(true)
        else if (code === NO_SUCH_PROGRAM) resolve(false)
        else reject(new UnreadableError('office-failed', { format, reason: `exit ${code ?? 'by signal'}` }))
      }),
    )
  })
}

/** Ends a process with everything that it started. */
export function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}
