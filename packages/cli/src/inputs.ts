/** From what the user named to the files to read: folders are searched, everything else is taken as it is. */
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import type { Input } from './outcome.ts'

/** Endings that are looked for in folders; a file that is named itself may have any. Notes in Markdown lie in many folders. */
const READABLE = new Set([
  '.pdf',
  '.docx',
  '.xlsx',
  '.html',
  '.htm',
  '.xhtml',
  '.txt',
  '.tsv',
  '.doc',
  '.xls',
  '.wps',
  '.et',
])

export interface Expanded {
  readonly inputs: readonly Input[]
  /** Folders in which there was nothing to read. */
  readonly emptyFolders: readonly string[]
}

export async function expandInputs(named: readonly string[]): Promise<Expanded> {
  const inputs: Input[] = []
  const emptyFolders: string[] = []
  for (const path of named) {
    if (path !== '-' && (await isFolder(path))) {
      const found = await searchFolder(path, basename(resolve(path)), new Set())
      if (found.length === 0) emptyFolders.push(path)
      inputs.push(...found)
    } else inputs.push({ path, name: path === '-' ? 'stdin' : basename(path) })
  }
  return { inputs: nameApart(inputs), emptyFolders }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

/** In the order of names, folders among the files. Each folder is entered once, however many links lead to it. */
async function searchFolder(folder: string, name: string, entered: Set<string>): Promise<Input[]> {
  const real = await realpath(folder)
  if (entered.has(real)) return []
  entered.add(real)
  const entries = await readdir(folder).catch((): string[] => [])
  const inputs: Input[] = []
  for (const entry of entries.sort()) {
    // Hidden files, and the lock files that office programs leave beside an open document.
    if (entry.startsWith('.') || entry.startsWith('~$')) continue
    const path = join(folder, entry)
    const shown = `${name}/${entry}`
    if (await isFolder(path)) inputs.push(...(await searchFolder(path, shown, entered)))
    else if (READABLE.has(extname(entry).toLowerCase())) inputs.push({ path, name: shown })
  }
  return inputs
}

/** Two files of one name are told apart by the paths that the user wrote. */
function nameApart(inputs: readonly Input[]): Input[] {
  const count = new Map<string, number>()
  for (const { name } of inputs) count.set(name, (count.get(name) ?? 0) + 1)
  return inputs.map((input) => (count.get(input.name)! > 1 ? { ...input, name: input.path } : input))
}
