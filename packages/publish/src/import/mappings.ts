/** Mappings from disk: those that the project ships, and a bureau's own by path. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocument } from 'yaml'
import { buildMapping, type Mapping, type MappingTrouble } from './mapping.ts'

export const MAPPINGS_HOME = new URL('../../../../mappings/', import.meta.url)

export interface FoundMapping {
  readonly mapping?: Mapping
  readonly troubles: readonly MappingTrouble[]
}

export const mappingIds = (): string[] =>
  readdirSync(MAPPINGS_HOME)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort()

/** A mapping by its id, or by the path of a file of one's own; undefined where there is none. */
export function findMapping(name: string): FoundMapping | undefined {
  const path = mappingIds().includes(name) ? fileURLToPath(new URL(`${name}.yaml`, MAPPINGS_HOME)) : name
  if (!/\.ya?ml$/i.test(path) || !existsSync(path)) return undefined
  const document = parseDocument(readFileSync(path, 'utf8'))
  const [error] = document.errors
  if (error) {
    const line = error.linePos?.[0].line ?? 0
    return { troubles: [{ path: String(line), code: 'not-yaml', found: error.code }] }
  }
  return buildMapping(basename(path).replace(/\.ya?ml$/i, ''), document.toJS({ maxAliasCount: 50 }))
}
