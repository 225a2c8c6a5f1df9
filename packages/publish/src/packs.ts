/** Packs from disk: those that the project ships, and a bureau's own beside them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type BuiltPack, buildPack, type PackProblem, type RawPack } from '@gouji/compose'
import { parseDocument } from 'yaml'

export const PACKS_HOME = new URL('../../../packs/', import.meta.url)

/** The largest pack of the project has some 40,000 characters. */
const FILE_MAX = 2_000_000

export interface PackShelf {
  readonly raws: ReadonlyMap<string, RawPack>
  /** Folders that are missing and files that are no YAML. */
  readonly problems: readonly PackProblem[]
}

/** The project's own folder and then those of a bureau, in which a pack of the same name hides the project's. */
export const packHomes = (folders: readonly string[]): readonly URL[] => [
  PACKS_HOME,
  ...folders.map((folder) => pathToFileURL(resolve(folder) + sep)),
]

/** All packs of the folders (as URLs that end with /) and of single files; what comes later hides what has the same name. */
export function loadPacks(homes: readonly URL[] = [PACKS_HOME], files: readonly string[] = []): PackShelf {
  const raws = new Map<string, RawPack>()
  const problems: PackProblem[] = []
  const take = (file: URL): void => {
    const id = basename(fileURLToPath(file)).replace(/\.ya?ml$/i, '')
    const { raw, problem } = rawPack(file, id)
    if (problem) problems.push(problem)
    if (raw) raws.set(id, raw)
    else raws.delete(id)
  }
  for (const home of homes) {
    const folder = fileURLToPath(home)
    if (!existsSync(folder) || !statSync(folder).isDirectory()) {
      problems.push({ code: 'pack-folder-missing', pack: '', path: '', facts: { folder } })
      continue
    }
    const names = readdirSync(home).filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'))
    for (const name of names.sort()) take(new URL(encodeURIComponent(name), home))
  }
  for (const file of files) take(pathToFileURL(resolve(file)))
  return { raws, problems }
}

interface Parsed {
  readonly raw?: RawPack
  readonly problem?: PackProblem
}

const wrong = (id: string, line: number, what: string): Parsed => ({
  problem: { code: 'pack-not-yaml', pack: id, path: '', facts: { line, what } },
})

function rawPack(file: URL, id: string): Parsed {
  try {
    return statSync(file).size > FILE_MAX ? wrong(id, 1, 'too-large') : parsePack(readFileSync(file), id)
  } catch {
    return wrong(id, 1, 'unreadable')
  }
}

/** Lists in lists in lists: no pack needs them, and they keep a parser busy for long. */
const TOO_DEEP = /(?:[[{]\s*){40}|(?:[-?:][ \t]+){40}/

/** One pack from its text, which may come from anywhere. */
export function parsePack(given: Uint8Array | string, id: string): Parsed {
  if (given.length > FILE_MAX) return wrong(id, 1, 'too-large')
  try {
    const text = typeof given === 'string' ? given : new TextDecoder('utf-8', { fatal: true }).decode(given)
    if (TOO_DEEP.test(text)) return wrong(id, 1, 'too-deep')
    const document = parseDocument(text)
    const [error] = document.errors
    if (error) return wrong(id, error.linePos?.[0].line ?? 1, error.code)
    // Names that stand for names that stand for names, until no memory is left, are refused.
    const raw: unknown = document.toJS({ maxAliasCount: 200 })
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return wrong(id, 1, 'not-a-map')
    return { raw: raw as RawPack }
  } catch {
    return wrong(id, 1, 'unreadable')
  }
}

let shipped: PackShelf | undefined

/** The project's packs, read once in the life of a program: they change with the program only. */
export const shippedPacks = (): PackShelf => {
  shipped ??= loadPacks()
  return shipped
}

/** A pack that is kept elsewhere than in a folder. */
export interface PackText {
  readonly name: string
  readonly text: string
}

/** The shelf with further packs, of which the first of a name counts. */
export function withPacks(shelf: PackShelf, packs: readonly PackText[]): PackShelf {
  if (packs.length === 0) return shelf
  const raws = new Map(shelf.raws)
  const problems = [...shelf.problems]
  for (const { name, text } of [...packs].reverse()) {
    const { raw, problem } = parsePack(text, name)
    if (problem) problems.push(problem)
    if (raw) raws.set(name, raw)
    else raws.delete(name)
  }
  return { raws, problems }
}

export function packNamed(id: string, shelf: PackShelf): BuiltPack {
  const broken = shelf.problems.filter(({ pack, code }) => pack === id || code === 'pack-folder-missing')
  return broken.length > 0 ? { problems: broken } : buildPack(id, shelf.raws)
}
