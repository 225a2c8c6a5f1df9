/** Packs from disk: those that the project ships, and a bureau's own beside them. */
import { readdirSync, readFileSync } from 'node:fs'
import { type BuiltPack, buildPack, type PackProblem, type RawPack } from '@gouji/compose'
import { parseDocument } from 'yaml'

export const PACKS_HOME = new URL('../../../packs/', import.meta.url)

export interface PackShelf {
  readonly raws: ReadonlyMap<string, RawPack>
  /** Files that are no YAML. */
  readonly problems: readonly PackProblem[]
}

/** All packs of the folders (as URLs that end with /); a later folder hides a pack of the same name. */
export function loadPacks(homes: readonly URL[] = [PACKS_HOME]): PackShelf {
  const raws = new Map<string, RawPack>()
  const problems: PackProblem[] = []
  for (const home of homes) {
    for (const name of readdirSync(home).sort()) {
      if (!name.endsWith('.yaml')) continue
      const id = name.slice(0, -'.yaml'.length)
      const document = parseDocument(readFileSync(new URL(name, home), 'utf8'))
      for (const error of document.errors) {
        const line = error.linePos?.[0].line ?? 0
        problems.push({
          code: 'pack-not-yaml',
          pack: id,
          path: '',
          facts: { line, what: error.message.split('\n')[0]! },
        })
      }
      const raw: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 50 })
      if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) raws.set(id, raw as RawPack)
    }
  }
  return { raws, problems }
}

export function packNamed(id: string, shelf: PackShelf): BuiltPack {
  const broken = shelf.problems.filter((problem) => problem.pack === id)
  return broken.length > 0 ? { problems: broken } : buildPack(id, shelf.raws)
}
