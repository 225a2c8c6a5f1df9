/** Where packs are looked for: the project's own, then the folders of `--packs` and of the variable GOUJI_PACKS. */
import { delimiter } from 'node:path'
import { loadPacks, type PackShelf, packHomes } from '@gouji/publish'

/** A bureau's folders in the order in which they hide each other; the command line has the last word. */
export function packFolders(
  option: string | boolean | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const listed = (text: string): string[] => text.split(delimiter).filter((folder) => folder.trim() !== '')
  return [...listed(environment.GOUJI_PACKS ?? ''), ...(typeof option === 'string' ? listed(option) : [])]
}

const kept = new Map<string, PackShelf>()

/** Read once for all the books of a run. */
export function shelfOf(folders: readonly string[]): PackShelf {
  const key = folders.join('\n')
  const known = kept.get(key) ?? loadPacks(packHomes(folders))
  kept.set(key, known)
  return known
}
