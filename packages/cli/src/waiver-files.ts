/** Which waivers count for which document. The parser is loaded only where there is a file of them. */
import { existsSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { WaiverUse } from '@gouji/check'
import type { Input, Outcome } from './outcome.ts'
import type { WaiverFile } from './waivers.ts'
import type { Wording } from './wording/index.ts'
import type { WaiversFor } from './work.ts'

export interface WaiverFiles {
  /** Where there is one, nothing is checked: a finding that was accepted must not come up again by a slip of the pen. */
  readonly mistakes: readonly string[]
  readonly waiversFor: (input: Input) => WaiversFor | undefined
  /** Sees what became of the waivers of one document. */
  readonly see: (outcome: Outcome) => void
  /** Waivers of a file for several documents that fitted none of them. */
  readonly unmatched: () => string[]
}

export async function collectWaivers(
  inputs: readonly Input[],
  named: string | undefined,
  today: string,
  wording: Wording,
): Promise<WaiverFiles> {
  const paths = named === undefined ? inputs.map(({ path }) => waiverFileBeside(path)) : [named]
  const used = [...new Set(paths.filter((path) => path !== undefined))]
  const files = new Map<string, WaiverFile>()
  if (used.length > 0) {
    const { readWaivers } = await import('./waivers.ts')
    for (const path of used) files.set(path, readWaivers(path, wording))
  }
  const shared = named !== undefined && inputs.length > 1
  const pending = new Set(shared ? files.get(named)!.waivers : [])
  return {
    mistakes: [...files.values()].flatMap(({ mistakes }) => mistakes),
    waiversFor(input) {
      const path = named ?? waiverFileBeside(input.path)
      const file = path === undefined ? undefined : files.get(path)
      return file && { waivers: file.waivers, shared, today }
    },
    see(outcome) {
      const uses: readonly WaiverUse[] = (outcome.kind === 'done' && outcome.report?.waivers) || []
      for (const waiver of pending) if (uses.some(({ line }) => line === waiver.line)) pending.delete(waiver)
    },
    unmatched: () =>
      [...pending].map(({ line, of }) => wording.waivers.unmatched(line, 'rule' in of ? of.rule : of.finding)),
  }
}

/** The file beside a document; undefined where there is none. */
export function waiverFileBeside(path: string): string | undefined {
  const folder = dirname(path)
  const name = basename(path)
  const names = [`${name}.waivers.yaml`, `${basename(name, extname(name))}.waivers.yaml`]
  return names.map((n) => join(folder, n)).find((p) => existsSync(p))
}
